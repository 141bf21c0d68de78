// A finding or an alert in words: its conditions, the payments with their places, the words that matched.
import type { Alert } from "../index.ts"
import type { Explanation, WrittenFinding } from "../node.ts"
import { alignColumns, printable } from "./terminal.ts"

/** Of long lists the first so many are shown; `--json` has them all. */
const LIST_LENGTH = 40

export function explanationText({ kind, alert, findings }: Explanation): string {
  const lines: string[] = []
  if (kind === "alert" && alert !== null) lines.push(...alertLines(alert), "")
  for (const finding of findings) lines.push(...findingLines(finding), "")
  if (kind === "finding" && alert !== null) lines.push(`Part of alert ${printable(alert.id)}.`, "")
  return `${lines.join("\n").trimEnd()}\n`
}

function alertLines(alert: Alert): string[] {
  const lines = [
    `Alert ${printable(alert.id)}: ${party(alert.subject, alert.name)}`,
    ...facts([
      ["score", `${alert.score} (${alert.severity})`],
      ["evidence", alert.evidence.join(", ")],
      ["network", alert.network ?? "none"],
      ["payments", `${alert.payments.length}, ${alert.first} to ${alert.last}`],
      ["total", totalText(alert.total)],
    ]),
  ]
  if (alert.suppressed !== undefined) {
    const { by, reason, until } = alert.suppressed
    lines.push(...facts([["suppressed", `by ${by} until ${until}: ${reason}`]]))
  }
  lines.push("  why:", ...alert.reasons.map((reason) => `    - ${printable(reason)}`))
  return lines
}

function findingLines(finding: WrittenFinding): string[] {
  return [
    `Finding ${printable(finding.id)}: ${printable(finding.reason)}`,
    ...facts([
      ["rule", `${finding.rule} ${finding.ruleVersion} (${finding.typology})`],
      ["weight", `severity ${finding.severity}, evidence ${finding.evidence}`],
      ["about", `${finding.subject} as ${finding.role}`],
      ["time", `${finding.from} to ${finding.to}`],
      ["indicators", finding.indicators.join(", ") || "none"],
      [
        "measures",
        Object.entries(finding.measures)
          .map(([name, value]) => `${name} ${value}`)
          .join(", "),
      ],
    ]),
    "  conditions:",
    ...conditionLines(finding),
    `  payments (${finding.payments.length}):`,
    ...paymentLines(finding),
    ...matchLines(finding),
    "  parties:",
    ...shorten(finding.parties.map((each) => [each.party, each.role])),
  ]
}

function facts(rows: readonly (readonly [string, string])[]): string[] {
  return alignColumns(rows.map(([name, value]) => [name, printable(value)]))
}

function conditionLines({ conditions }: WrittenFinding): string[] {
  const rows = conditions.map(({ measure, threshold, observed }) => [measure, threshold, observed])
  return alignColumns([["measure", "needed", "found"], ...rows.map((row) => row.map(printable))], "    ")
}

/** Id, time, who to whom, how much, where it stands, and what it said. */
function paymentLines({ places }: WrittenFinding): string[] {
  const name = (side: string) => (side === "" ? "(cash or unknown)" : side)
  return shorten(
    places.map(({ payment, time, payer, payee, amount, file, line, memo }) => [
      payment,
      time,
      `${name(payer)} → ${name(payee)}`,
      amount,
      `${file}:${line}`,
      memo === "" ? "" : `«${memo}»`,
    ]),
  )
}

function matchLines({ matches }: WrittenFinding): string[] {
  if (matches.length === 0) return []
  const rows = matches.map((match) => [
    match.payment,
    `${match.field} ${match.start}–${match.end}`,
    `«${match.text}»`,
    match.kind === "benign"
      ? `benign: ${match.term}`
      : `${match.term}: ${match.taxon || "trade word"}, ${match.kind}, ${match.lang}, ambiguity ${match.ambiguity}`,
    `lexicon ${match.lexicon}`,
  ])
  return [`  words (${matches.length}):`, ...shorten(rows)]
}

function shorten(rows: readonly (readonly string[])[]): string[] {
  const shown = alignColumns(
    rows.slice(0, LIST_LENGTH).map((row) => row.map(printable)),
    "    ",
  )
  return rows.length > LIST_LENGTH
    ? [...shown, `    … and ${rows.length - LIST_LENGTH} more (--json has all)`]
    : shown
}

/** `name (id)`, or the id alone. */
export function party(id: string, name: string): string {
  return printable(name === "" || name === id ? id : `${name} (${id})`)
}

/** `1234.50 CNY + 3.00 USD` */
export function totalText(total: Readonly<Record<string, string>>): string {
  return Object.entries(total)
    .map(([currency, amount]) => `${amount} ${currency}`)
    .join(" + ")
}
