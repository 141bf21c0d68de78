// Findings that hold numbers are, to whoever reads them, findings as any other.
import { deepStrictEqual } from "node:assert"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { Finding, PartyInRole } from "../../src/model/finding.ts"
import {
  listFinding,
  listsOf,
  othersOf,
  retellFinding,
  type ToldFinding,
} from "../../src/model/listed-finding.ts"
import type { PaymentTable } from "../../src/model/table.ts"
import { formatTime } from "../../src/model/time.ts"
import { compareText } from "../../src/model/vocabulary.ts"
import { findingLines } from "../../src/report/finding-lines.ts"
import { tableOf } from "../helpers/table.ts"
import { textOf } from "../report/samples.ts"

const TOLD: ToldFinding = {
  id: "f-1",
  rule: "many-payers",
  ruleVersion: "1.0.0",
  typology: "fan-in",
  severity: "review",
  evidence: "flow",
  subject: "c1",
  role: "payee",
  measures: { count: 2 },
  conditions: [
    { measure: "count", threshold: "at least 2", observed: "2" },
    { measure: "sum of all payments", threshold: "at least 100.00 CNY", observed: `${"2000000000"}.00 CNY` },
  ],
  matches: [],
  contexts: [],
  indicators: [],
  reason: "c1 was paid",
}

/** The same with its lists made at once, the slow way. */
function plainFinding(table: PaymentTable, told: ToldFinding, rows: readonly number[]): Finding {
  const { id, rule, ruleVersion, typology, severity, evidence, subject, role, suppressed } = told
  const { measures, conditions, matches, contexts, indicators, reason } = told
  const side = (role: "payer" | "payee"): PartyInRole[] =>
    [...new Set(rows.map((row) => table.parties.text(table[role][row]!)))]
      .filter((party) => party !== subject && party !== "")
      .sort(compareText)
      .map((party) => ({ party, role }))
  const places = rows.map((row) => ({
    payment: table.idOf(row),
    file: table.files.text(table.fileOf(row)),
    line: table.lineOf(row),
  }))
  return {
    ...{ id, rule, ruleVersion, typology, severity, evidence, subject, role },
    parties: [{ party: subject, role }, ...side("payee"), ...side("payer")],
    payments: places.map(({ payment }) => payment),
    from: formatTime(table.time[rows[0]!]!),
    to: formatTime(table.time[rows.at(-1)!]!),
    ...{ measures, conditions, matches, contexts, indicators, reason },
    places,
    rows,
    ...(suppressed === undefined ? {} : { suppressed }),
  }
}

const party = fc.constantFrom("", "c1", "c2", "C3", "象牙", '"q"', "\u{1f418}", "\ud800", "a\u2028")
const payments = fc.array(fc.record({ payer: party, payee: party, ownId: fc.boolean() }), {
  minLength: 1,
  maxLength: 40,
})

function ledger(held: readonly { payer: string; payee: string; ownId: boolean }[]) {
  const table = tableOf(
    held.map(({ ownId, ...sides }, i) => {
      return { id: ownId ? `p${i}` : "", time: i, amountMinor: 100, currency: "CNY", ...sides }
    }),
  )
  return { table, rows: held.map((_, i) => i).filter((i) => i % 3 < 2) }
}

test("a finding that holds numbers is as one that holds objects, to every reader", () => {
  fc.assert(
    fc.property(
      payments,
      fc.constantFrom("c1", "象牙", "elsewhere"),
      fc.boolean(),
      (held, subject, noted) => {
        const { table, rows } = ledger(held)
        const note = { by: "kim", reason: "a zoo", until: "2027-01-01" }
        const told = { ...TOLD, subject, ...(noted ? { suppressed: note } : {}) }
        const listed = () => listFinding(table, told, { rows, others: null })
        const plain = plainFinding(table, told, rows)
        expect(listed()).toEqual(plain)
        expect(listed()).toStrictEqual(plain)
        deepStrictEqual(listed(), plain)
        expect(JSON.stringify(listed())).toBe(JSON.stringify(plain))
        deepStrictEqual(structuredClone(listed()), plain)
        deepStrictEqual({ ...listed() }, plain)
        expect(Object.keys(listed())).toEqual(Object.keys(plain))
        expect(Object.values(listed())).toEqual(Object.values(plain))
        const lines = [listed(), plain, { ...listed() }].map((one) => textOf(findingLines([one], table)))
        expect(new Set(lines).size).toBe(1)
      },
    ),
    { numRuns: 60 },
  )
})

test("lists are made once, and those of a finding that is told anew are its own", () => {
  const { table, rows } = ledger([
    { payer: "c2", payee: "c1", ownId: true },
    { payer: "C3", payee: "c1", ownId: false },
  ])
  const finding = listFinding(table, TOLD, { rows, others: null })
  for (const list of ["parties", "payments", "places"] as const) expect(finding[list]).toBe(finding[list])
  const retold = retellFinding(finding, { reason: "otherwise" })
  expect(retold).toEqual({ ...finding, reason: "otherwise" })
  expect(listsOf(retold, table)?.rows).toBe(rows)
  const plain = { ...finding }
  expect(retellFinding(plain, { reason: "otherwise" })).toEqual({ ...plain, reason: "otherwise" })
  expect([listsOf(plain, table), othersOf(plain, table)]).toEqual([undefined, undefined])
  expect(listsOf(finding, ledger([{ payer: "c2", payee: "c1", ownId: true }]).table)).toBeUndefined()
})

test("parties stand in the roles they are given, or as they are named", () => {
  const { table, rows } = ledger([{ payer: "c2", payee: "c1", ownId: true }])
  const codes = Uint32Array.of(table.parties.code("c2"))
  const given = listFinding(table, TOLD, { rows, others: [{ role: "sink", codes }] })
  expect(given.parties).toEqual([
    { party: "c1", role: "payee" },
    { party: "c2", role: "sink" },
  ])
  const parties = [{ party: "n-1", role: "network" }]
  const named = listFinding(table, TOLD, { rows, others: null, parties })
  expect(named.parties).toBe(parties)
  expect(othersOf(named, table)).toBeUndefined()
  expect(textOf(findingLines([named], table))).toBe(textOf(findingLines([{ ...named }], table)))
})
