// A finding or an alert in words: its conditions, the payments with their places, the words that matched.
import type { Alert, Messages } from "../index.ts"
import type { Explanation, WrittenFinding } from "../node.ts"
import { alignColumns, printable } from "./terminal.ts"

/** Of long lists the first so many are shown; `--json` has them all. */
const LIST_LENGTH = 40

export function explanationText({ kind, alert, findings }: Explanation, messages: Messages): string {
  const lines: string[] = []
  if (kind === "alert" && alert !== null) lines.push(...alertLines(alert, messages), "")
  for (const finding of findings) lines.push(...findingLines(finding, messages), "")
  if (kind === "finding" && alert !== null)
    lines.push(messages.say("explain.part-of", { alert: printable(alert.id) }), "")
  return `${lines.join("\n").trimEnd()}\n`
}

function alertLines(alert: Alert, messages: Messages): string[] {
  const { say } = messages
  const { id, score, payments, first, last } = alert
  const severity = messages.nameOf("severity", alert.severity)
  const lines = [
    say("explain.alert", { alert: printable(id), party: party(alert.subject, alert.name) }),
    ...facts([
      [say("explain.score"), say("explain.score-value", { score, severity })],
      [say("explain.evidence"), evidenceNames(messages, alert.evidence)],
      [say("explain.network"), alert.network ?? say("list.none")],
      [say("explain.payments"), say("explain.payments-value", { count: payments.length, first, last })],
      [say("explain.total"), totalText(alert.total)],
    ]),
  ]
  if (alert.suppressed !== undefined) {
    const { by, reason, until } = alert.suppressed
    const value = say("explain.suppressed-value", { by, reason, until })
    lines.push(...facts([[say("explain.suppressed"), value]]))
  }
  lines.push(`  ${say("explain.why")}`, ...alert.reasons.map((reason) => `    - ${printable(reason)}`))
  return lines
}

function findingLines(finding: WrittenFinding, messages: Messages): string[] {
  const { say, nameOf } = messages
  const { subject, from, to, rule, ruleVersion: version } = finding
  const typology = nameOf("typology", finding.typology)
  const severity = nameOf("severity", finding.severity)
  const evidence = nameOf("evidence", finding.evidence)
  const comma = say("join.comma")
  const measures = Object.entries(finding.measures).map(
    ([name, value]) => `${nameOf("figure", name)} ${value}`,
  )
  return [
    say("explain.finding", { finding: printable(finding.id), reason: printable(finding.reason) }),
    ...facts([
      [say("explain.rule"), say("explain.rule-value", { rule, version, typology })],
      [say("explain.weight"), say("explain.weight-value", { severity, evidence })],
      [say("explain.about"), say("explain.about-value", { subject, role: nameOf("role", finding.role) })],
      [say("explain.time"), say("explain.time-value", { from, to })],
      [say("explain.indicators"), finding.indicators.join(comma) || say("list.none")],
      [say("explain.measures"), measures.join(comma)],
    ]),
    `  ${say("explain.conditions")}`,
    ...conditionLines(finding, messages),
    `  ${say("explain.payment-list", { count: finding.payments.length })}`,
    ...paymentLines(finding, messages),
    ...matchLines(finding, messages),
    `  ${say("explain.parties")}`,
    ...shorten(
      finding.parties.map((each) => [each.party, nameOf("role", each.role)]),
      messages,
    ),
  ]
}

function evidenceNames(messages: Messages, codes: readonly string[]): string {
  return codes.map((code) => messages.nameOf("evidence", code)).join(messages.say("join.comma"))
}

function facts(rows: readonly (readonly [string, string])[]): string[] {
  return alignColumns(rows.map(([name, value]) => [name, printable(value)]))
}

function conditionLines({ conditions }: WrittenFinding, { say }: Messages): string[] {
  const head = [say("column.measure"), say("column.needed"), say("column.found")]
  const rows = conditions.map(({ measure, threshold, observed }) => [measure, threshold, observed])
  return alignColumns([head, ...rows.map((row) => row.map(printable))], "    ")
}

/** Id, time, who to whom, how much, where it stands, and what it said. */
function paymentLines({ places }: WrittenFinding, messages: Messages): string[] {
  const name = (side: string) => (side === "" ? messages.say("explain.nobody") : side)
  return shorten(
    places.map(({ payment, time, payer, payee, amount, file, line, memo }) => [
      payment,
      time,
      `${name(payer)} → ${name(payee)}`,
      amount,
      `${file}:${line}`,
      memo === "" ? "" : `«${memo}»`,
    ]),
    messages,
  )
}

function matchLines({ matches }: WrittenFinding, messages: Messages): string[] {
  const { say, nameOf } = messages
  if (matches.length === 0) return []
  const rows = matches.map((match) => [
    match.payment,
    `${nameOf("field", match.field)} ${match.start}–${match.end}`,
    `«${match.text}»`,
    match.kind === "benign"
      ? say("explain.benign", { term: match.term })
      : say("explain.term", {
          term: match.term,
          taxon: match.taxon === "" ? say("explain.trade-word") : messages.taxon(match.taxon),
          kind: nameOf("term", match.kind),
          lang: nameOf("term", match.lang),
          ambiguity: nameOf("term", match.ambiguity),
        }),
    say("explain.lexicon", { lexicon: match.lexicon }),
  ])
  return [`  ${say("explain.word-list", { count: matches.length })}`, ...shorten(rows, messages)]
}

function shorten(rows: readonly (readonly string[])[], { say }: Messages): string[] {
  const shown = alignColumns(
    rows.slice(0, LIST_LENGTH).map((row) => row.map(printable)),
    "    ",
  )
  return rows.length > LIST_LENGTH
    ? [...shown, `    ${say("explain.more", { count: rows.length - LIST_LENGTH })}`]
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
