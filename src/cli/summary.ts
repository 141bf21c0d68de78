// The summary on the terminal: what was read, what was found, where it is, and what to know about it.
import { join } from "node:path"
import { party, totalText } from "./explanation-text.ts"
import type { NetworkFacts, SummaryFacts } from "./summary-facts.ts"
import { alignColumns, countOf, type Paint, printable } from "./terminal.ts"

const SELLERS_SHOWN = 5
const RULES_SHOWN = 15

const FILE_PURPOSES: readonly (readonly [name: string, purpose: string])[] = [
  ["alerts.csv", "open this first, in Excel or LibreOffice: a line for each party, the most urgent on top"],
  ["networks.json", "the seller networks: members, roles, payments between them, reasons"],
  ["network.gexf", "the networks to look at in Gephi"],
  ["findings.jsonl", "every finding with its payments and their lines in your files"],
  ["alerts.jsonl", "the alerts for other programs"],
  ["rejects.csv", "rows that could not be read, with the reason"],
  ["manifest.json", "what was run on what, with checksums"],
]

export function summaryText(facts: SummaryFacts, paint: Paint): string {
  const sections = [
    accountingLines(facts),
    alertLines(facts, paint),
    networkLines(facts, paint),
    noteLines(facts, paint),
    fileLines(facts, paint),
  ]
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"))
  return `${text.join("\n\n")}\n`
}

function accountingLines({ inputs, rows }: SummaryFacts): string[] {
  const files = inputs.length === 1 ? printable(inputs[0]!) : `${inputs.length} files`
  return [
    `${files}: ${rows.read} rows read = ${rows.accepted} accepted + ${rows.rejected} rejected + ${rows.duplicates} duplicates`,
    `  ${rows.accepted - rows.notSettled} settled payments screened, ${rows.notSettled} not settled left out`,
  ]
}

function alertLines({ alerts, findings }: SummaryFacts, paint: Paint): string[] {
  const severities = Object.entries(alerts.bySeverity)
    .filter(([, number]) => number > 0)
    .map(([severity, number]) => paintSeverity(paint, severity, `${number} ${severity}`))
  const suppressed = alerts.suppressed > 0 ? `; ${alerts.suppressed} more suppressed` : ""
  const lines = [
    `${paint("bold", "Alerts")}: ${alerts.total}${severities.length > 0 ? ` (${severities.join(", ")})` : ""}` +
      `${suppressed}, from ${countOf(findings, "finding")}`,
  ]
  if (alerts.byRule.length > 0) {
    const rows = alerts.byRule.slice(0, RULES_SHOWN)
    lines.push(
      ...alignColumns([
        ["rule", "alerts", "findings"],
        ...rows.map((each) => [printable(each.rule), String(each.alerts), String(each.findings)]),
      ]),
    )
    const more = alerts.byRule.length - rows.length
    if (more > 0) lines.push(`  … and ${more} more rules`)
  }
  return lines
}

function networkLines({ networks }: SummaryFacts, paint: Paint): string[] {
  const lines = [`${paint("bold", "Networks")}: ${networks.total}`]
  for (const [index, network] of networks.top.entries()) {
    lines.push(...describeNetwork(network, index + 1, paint))
  }
  const more = networks.total - networks.top.length
  if (more > 0) lines.push(`  … and ${more} more in networks.json`)
  return lines
}

function describeNetwork(network: NetworkFacts, rank: number, paint: Paint): string[] {
  const { id, score, severity, members, contacts, sellers, taxa, total, from, to, reason } = network
  const head = `${rank}. ${printable(id)}: score ${score}, ${paintSeverity(paint, severity, severity)}`
  const lines = [
    `  ${head}, ${countOf(members, "member")}, ${countOf(contacts, "contact")}${taxa.length > 0 ? `, ${printable(taxa.join(", "))}` : ""}`,
  ]
  if (sellers.length > 0) {
    const shown = sellers.slice(0, SELLERS_SHOWN)
    const names = shown.map((each) => `${party(each.party, each.name)} score ${each.score}`)
    const more = sellers.length - shown.length
    lines.push(`     sellers: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`)
  }
  lines.push(`     ${printable(`${totalText(total)}, ${from} to ${to}`)}`)
  if (reason !== "") lines.push(`     ${printable(reason)}`)
  return lines
}

function noteLines({ notes }: SummaryFacts, paint: Paint): string[] {
  if (notes.length === 0) return []
  return [paint("bold", "To know"), ...notes.map((note) => `  - ${printable(note)}`)]
}

function fileLines({ out, files }: SummaryFacts, paint: Paint): string[] {
  const rows = FILE_PURPOSES.filter(([name]) => files.some((file) => file.name === name)).map(
    ([name, purpose]) => [printable(join(out, name)), purpose],
  )
  return [paint("bold", "Files"), ...alignColumns(rows)]
}

function paintSeverity(paint: Paint, severity: string, text: string): string {
  if (severity === "critical") return paint("red", text)
  return severity === "high" ? paint("yellow", text) : text
}
