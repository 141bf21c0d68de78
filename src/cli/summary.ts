// The summary on the terminal: what was read, what was found, where it is, and what to know about it.
import { join } from "node:path"
import { type Messages, SEVERITIES } from "../index.ts"
import { party, totalText } from "./explanation-text.ts"
import type { NetworkFacts, SummaryFacts } from "./summary-facts.ts"
import { alignColumns, listOf, type Paint, printable } from "./terminal.ts"

const SELLERS_SHOWN = 5
const RULES_SHOWN = 15

/** In the order in which they are to be opened. */
const FILES = [
  "report.html",
  "alerts.xlsx",
  "narratives.md",
  "alerts.csv",
  "networks.json",
  "network.gexf",
  "network.graphml",
  "network-nodes.csv",
  "network-edges.csv",
  "entities.ftm.json",
  "findings.jsonl",
  "alerts.jsonl",
  "rejects.csv",
  "manifest.json",
] as const

export function summaryText(facts: SummaryFacts, messages: Messages, paint: Paint): string {
  const sections = [
    accountingLines(facts, messages),
    alertLines(facts, messages, paint),
    networkLines(facts, messages, paint),
    noteLines(facts, messages, paint),
    fileLines(facts, messages, paint),
  ]
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"))
  return `${text.join("\n\n")}\n`
}

function accountingLines({ inputs, rows }: SummaryFacts, { say }: Messages): string[] {
  const { read, accepted, rejected, duplicates, notSettled } = rows
  const counted = {
    rows: say("counted.rows", { count: read }),
    duplicates: say("counted.duplicates", { count: duplicates }),
    settled: say("counted.settled", { count: accepted - notSettled }),
  }
  const files = inputs.length === 1 ? printable(inputs[0]!) : say("counted.files", { count: inputs.length })
  return [
    say("summary.rows", { ...counted, files, accepted, rejected }),
    `  ${say("summary.settled", { ...counted, notSettled })}`,
  ]
}

function alertLines(facts: SummaryFacts, messages: Messages, paint: Paint): string[] {
  const { say } = messages
  const { byRule } = facts.alerts
  const lines = [alertCounts(facts, messages, paint)]
  if (byRule.length > 0) {
    const rows = byRule.slice(0, RULES_SHOWN)
    lines.push(
      ...alignColumns([
        [say("summary.rule"), say("summary.rule-alerts"), say("summary.rule-findings")],
        ...rows.map((each) => [printable(each.rule), String(each.alerts), String(each.findings)]),
      ]),
    )
    const more = byRule.length - rows.length
    if (more > 0) lines.push(`  ${say("summary.more-rules", { count: more })}`)
  }
  return lines
}

function alertCounts({ alerts, findings }: SummaryFacts, messages: Messages, paint: Paint): string {
  const { say } = messages
  const severities = SEVERITIES.toReversed().flatMap((severity) => {
    const number = alerts.bySeverity[severity] ?? 0
    if (number === 0) return []
    const name = messages.nameOf("severity", severity)
    return [paintSeverity(paint, severity, say("summary.severity-count", { number, severity: name }))]
  })
  const values = {
    label: paint("bold", say("summary.alerts")),
    total: alerts.total,
    findings: say("counted.findings", { count: findings }),
  }
  const named = { ...values, severities: severities.join(say("join.comma")) }
  const { suppressed } = alerts
  if (severities.length === 0)
    return suppressed > 0
      ? say("summary.alert-suppressed", { ...values, suppressed })
      : say("summary.alert-count", values)
  return suppressed > 0
    ? say("summary.alert-both", { ...named, suppressed })
    : say("summary.alert-severities", named)
}

function networkLines({ networks }: SummaryFacts, messages: Messages, paint: Paint): string[] {
  const { say } = messages
  const label = paint("bold", say("summary.networks"))
  const lines = [say("summary.network-count", { label, total: networks.total })]
  for (const [index, network] of networks.top.entries()) {
    lines.push(...describeNetwork(network, index + 1, messages, paint))
  }
  const more = networks.total - networks.top.length
  if (more > 0) lines.push(`  ${say("summary.more-networks", { number: more })}`)
  return lines
}

function describeNetwork(network: NetworkFacts, rank: number, messages: Messages, paint: Paint): string[] {
  const { say } = messages
  const { id, score, severity, members, contacts, sellers, taxa, total, from, to, reason } = network
  const head = {
    rank,
    id: printable(id),
    score,
    severity: paintSeverity(paint, severity, messages.nameOf("severity", severity)),
    members: say("counted.members", { count: members }),
    contacts: say("counted.contacts", { count: contacts }),
  }
  const named = printable(taxa.map((taxon) => messages.taxon(taxon)).join(say("join.comma")))
  const lines = [
    `  ${taxa.length > 0 ? say("summary.network-taxa", { ...head, taxa: named }) : say("summary.network", head)}`,
  ]
  if (sellers.length > 0) {
    const names = sellers
      .slice(0, SELLERS_SHOWN)
      .map((each) => say("summary.seller", { party: party(each.party, each.name), score: each.score }))
    lines.push(`     ${say("summary.sellers", { sellers: listOf(messages, names, sellers.length) })}`)
  }
  const span = { total: totalText(total), from, to }
  lines.push(`     ${printable(say("summary.network-span", span))}`)
  if (reason !== "") lines.push(`     ${printable(reason)}`)
  return lines
}

function noteLines({ notes }: SummaryFacts, { say }: Messages, paint: Paint): string[] {
  if (notes.length === 0) return []
  return [paint("bold", say("summary.to-know")), ...notes.map((note) => `  - ${printable(note)}`)]
}

function fileLines({ out, files }: SummaryFacts, { say }: Messages, paint: Paint): string[] {
  const rows = FILES.filter((name) => files.some((file) => file.name === name)).map((name) => [
    printable(join(out, name)),
    say(`file.${name}`),
  ])
  return [paint("bold", say("summary.files")), ...alignColumns(rows)]
}

function paintSeverity(paint: Paint, severity: string, text: string): string {
  if (severity === "critical") return paint("red", text)
  return severity === "high" ? paint("yellow", text) : text
}
