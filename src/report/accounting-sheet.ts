// The account of a run as a sheet: every row that went in, sums to check against the ledger, and hashes.
import { countOf } from "../model/count.ts"
import type { Reject } from "../model/reject.ts"
import type { Screening } from "../model/screening.ts"
import { totalsByCurrency } from "../model/totals.ts"
import { VERSION } from "../model/version.ts"
import { compareText } from "../model/vocabulary.ts"
import { countRows, rowNumbers } from "./table-rows.ts"
import type { Sheet } from "./workbook.ts"

type Row = readonly [about: string, item: string, value: string | number, note: string]

/** @param without names of files that are not written: nobody is sent there */
export async function accountingSheet(screening: Screening, without: readonly string[]): Promise<Sheet> {
  const see = (file: string) => (without.includes(file) ? "" : `see ${file}`)
  const { intake, table, alerts, findings, networks, outcomes, pack, parameters } = screening
  const counts = intake?.rows ?? countRows(table)
  const totals = intake?.controlTotals ?? totalsByCurrency(table, rowNumbers(table))
  const suppressed = alerts.filter((alert) => alert.suppressed !== undefined).length
  const rows: Row[] = [
    ["program", "moneytrail", VERSION, ""],
    ["times", "zone", "UTC", "of all sheets"],
    ["rows", "read", counts.read, "accepted + rejected + duplicates"],
    ["rows", "accepted", counts.accepted, ""],
    ["rows", "rejected", counts.rejected, see("rejects.csv")],
    ["rows", "duplicates", counts.duplicates, ""],
    ["rows", "notSettled", counts.notSettled, "accepted, but not screened"],
    ...Object.entries(totals).map(
      ([currency, sum]): Row => ["control total", currency, sum, "of accepted rows"],
    ),
    ...(await rejectRows(screening)),
    ["results", "alerts", alerts.length - suppressed, "those suppressed not counted"],
    ["results", "suppressed alerts", suppressed, see("alerts.jsonl")],
    ["results", "findings", findings.length, ""],
    ["results", "networks", networks.length, ""],
    ...(intake?.files ?? []).map(
      ({ file, sha256, rows: { read } }): Row => ["input SHA-256", file, sha256, countOf(read, "row")],
    ),
    ...(intake?.warnings ?? []).map((warning): Row => ["warning", "", "", warning]),
    ...outcomes.map(({ rule, version, findings: found, notApplicable, notDecidable }): Row => {
      const gaps = `${countOf(notApplicable, "payment")} not applicable, ${notDecidable} not decidable`
      return ["findings of rule", rule, found, `version ${version}; ${gaps}`]
    }),
    ...pack.rules.map(({ id, version, sha256 }): Row => ["rule SHA-256", id, sha256, `version ${version}`]),
    ...(pack.settings === null
      ? []
      : [["settings SHA-256", pack.settings.file, pack.settings.sha256, ""] satisfies Row]),
    ...pack.overrides.map(
      ({ rule, param, value, default: before }): Row => [
        "param changed",
        `${rule} ${param}`,
        value,
        `was ${before}`,
      ],
    ),
    ...Object.entries(parameters).map(([name, value]): Row => ["parameter", name, String(value), ""]),
  ]
  return {
    name: "Accounting",
    rowCount: rows.length,
    whole: "manifest.json",
    columns: [
      { title: "about", width: 20, kind: "text" },
      { title: "item", width: 44, kind: "text" },
      { title: "value", width: 68, kind: "text" },
      { title: "note", width: 60, kind: "prose" },
    ],
    rows,
  }
}

/** Rejects by code, each with the first of them. */
async function rejectRows({ intake }: Screening): Promise<Row[]> {
  const tally = new Map<string, { count: number; first: Reject }>()
  for await (const reject of intake?.rejects ?? []) {
    const known = tally.get(reject.code)
    if (known === undefined) tally.set(reject.code, { count: 1, first: reject })
    else known.count++
  }
  return [...tally]
    .sort(([a], [b]) => compareText(a, b))
    .map(([code, { count, first }]) => {
      const { file, line, message } = first
      return ["rejected", code, count, `first: ${file}:${line}: ${message}`]
    })
}
