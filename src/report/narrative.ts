// Narratives of alerts and networks in Markdown: who, what, when, where, why and how, the order in which FinCEN asks for
// them (Guidance on Preparing a Complete and Sufficient Suspicious Activity Report Narrative, November 2003) and which
// other financial intelligence units follow. They are drafts: what the records do not say is named, not made up.
import type { Alert } from "../model/alert.ts"
import { ALERT, checkArguments, NETWORK, SCREENING } from "../model/arguments.ts"
import { type Finding, tellApart } from "../model/finding.ts"
import type { Network } from "../model/network.ts"
import type { Screening } from "../model/screening.ts"
import { VERSION } from "../model/version.ts"
import { compareSeverity, compareText } from "../model/vocabulary.ts"
import { markdownList, markdownText } from "./markdown.ts"
import { onNetworkText, whatText, whenText, whereText } from "./narrative-facts.ts"
import { networkSection } from "./narrative-network.ts"
import {
  createScene,
  findingsOf,
  groupRows,
  listText,
  partyText,
  paymentTable,
  rowsOf,
  type Scene,
  totalText,
} from "./narrative-scene.ts"

/** Alerts and networks from this severity on have a narrative in the output. */
const LEAST_SEVERITY = "high"
const PAYMENTS_SHOWN = 30

/** narratives.md: one section an alert, then one a network. Suppressed alerts have none. */
export function* narratives(screening: Screening): Generator<string> {
  const { say, nameOf } = screening.messages
  const isGrave = ({ severity }: Alert | Network) => compareSeverity(severity, LEAST_SEVERITY) >= 0
  const alerts = screening.alerts.filter((alert) => alert.suppressed === undefined && isGrave(alert))
  const networks = screening.networks.filter(isGrave)
  const scene = createScene(screening, alerts, networks)
  const severity = nameOf("severity", LEAST_SEVERITY)
  yield `# ${say("narrative.title")}\n\n${say("narrative.draft", { version: VERSION, severity })}\n`
  if (alerts.length + networks.length === 0) yield `\n${say("narrative.none")}\n`
  for (const alert of alerts) yield `\n${alertSection(scene, alert)}`
  for (const network of networks) yield `\n${networkSection(scene, network)}`
}

/** The narrative of one alert of the screening, in its language. */
export function alertNarrative(screening: Screening, alert: Alert): string {
  checkArguments("alertNarrative", { screening: [screening, SCREENING], alert: [alert, ALERT] })
  return alertSection(createScene(screening, [alert], []), alert)
}

/** The narrative of one network of the screening, in its language. */
export function networkNarrative(screening: Screening, network: Network): string {
  checkArguments("networkNarrative", { screening: [screening, SCREENING], network: [network, NETWORK] })
  return networkSection(createScene(screening, [], [network]), network)
}

function alertSection(scene: Scene, alert: Alert): string {
  const { messages } = scene.screening
  const { say, nameOf } = messages
  // What is told of the party rests on its own payments; a network's are those of others too.
  const { own, onNetwork } = tellApart(alert, findingsOf(scene, alert))
  const rows = rowsOf(scene, own)
  const evidence = alert.evidence.map((kind) => nameOf("evidence", kind)).join(say("join.comma"))
  const severity = nameOf("severity", alert.severity)
  const party = alert.name === "" ? alert.subject : `${alert.subject} (${alert.name})`
  const parts = [
    `## ${say("narrative.alert", { alert: alert.id, party: markdownText(party) })}`,
    say("narrative.score-evidence", { score: alert.score, severity, evidence }),
    `### ${say("narrative.who")}`,
    markdownList(whoText(scene, alert, rows)),
    `### ${say("narrative.what")}`,
    markdownList([...whatText(scene, rows, own), ...onNetworkText(scene, alert, onNetwork)]),
    `### ${say("narrative.when")}`,
    markdownList(whenText(scene, rows, { from: alert.first, to: alert.last })),
    `### ${say("narrative.where")}`,
    markdownList(whereText(scene, rows)),
    `### ${say("narrative.why")}`,
    markdownList(whyText(scene, own)),
    ...whyOnNetwork(scene, alert, onNetwork),
    `### ${say("narrative.how")}`,
    ...howText(scene, alert, rows, [...own, ...onNetwork]),
  ]
  return `${parts.join("\n\n")}\n`
}

function whoText(scene: Scene, alert: Alert, rows: readonly number[]): string[] {
  const { say, nameOf } = scene.screening.messages
  const { table } = scene.screening
  const subject = alert.subject
  const lines = [
    say("narrative.subject", { party: partyText(scene, subject) }),
    ...sidesText(scene, subject, rows),
  ]
  const network = alert.network === null ? undefined : scene.networks.get(alert.network)
  const member = network?.members.find(({ party }) => party === subject)
  if (network !== undefined && member !== undefined) {
    const role = nameOf("role", member.role)
    lines.push(say("narrative.membership", { network: network.id, role, why: markdownText(member.why) }))
  }
  const sides = rows.map((row) => ({ row, payer: table.payer[row]!, payee: table.payee[row]! }))
  const own = table.parties.code(subject)
  const others = groupRows(
    sides.filter(({ payer, payee }) => payer === own || payee === own).map(({ row }) => row),
    (row) => table.parties.text(table.payer[row] === own ? table.payee[row]! : table.payer[row]!),
  ).filter(([party]) => party !== subject)
  const known = others.filter(([party]) => party !== "")
  if (known.length > 0) {
    const parties = known.map(([party, of]) =>
      say("narrative.counterparty", {
        party: partyText(scene, party),
        payments: say("counted.payments", { count: of.length }),
      }),
    )
    lines.push(say("narrative.counterparties", { count: known.length, parties: listText(scene, parties) }))
  }
  const oneSided = others.find(([party]) => party === "")?.[1].length ?? 0
  if (oneSided > 0)
    lines.push(say("narrative.one-sided", { payments: say("counted.payments", { count: oneSided }) }))
  return [...lines, say("narrative.missing-who")]
}

/** What the party was paid and what it paid. */
function sidesText(scene: Scene, subject: string, rows: readonly number[]): string[] {
  const { messages, table } = scene.screening
  const own = table.parties.code(subject)
  const sides = [
    ["narrative.was-paid", rows.filter((row) => table.payee[row] === own)],
    ["narrative.paid-out", rows.filter((row) => table.payer[row] === own)],
  ] as const
  return sides.flatMap(([sentence, of]) => {
    const payments = messages.say("counted.payments", { count: of.length })
    return of.length === 0 ? [] : [messages.say(sentence, { payments, total: totalText(scene, of) })]
  })
}

function whyText(scene: Scene, findings: readonly Finding[]): string[] {
  const { say } = scene.screening.messages
  const benign = new Map(
    findings.flatMap(({ contexts }) => contexts).map((context) => [context.context, context]),
  )
  return [
    ...reasonTexts(scene, findings),
    ...[...benign.values()].map(({ title, observed }) =>
      say("narrative.benign", { title: markdownText(title), observed: markdownText(observed) }),
    ),
  ]
}

/** The reasons of findings on the alert's network, under a heading that says whose they are. */
function whyOnNetwork(scene: Scene, { network }: Alert, findings: readonly Finding[]): string[] {
  if (network === null || findings.length === 0) return []
  return [
    scene.screening.messages.say("narrative.why-network", { network }),
    markdownList(reasonTexts(scene, findings)),
  ]
}

/** What was found, finding by finding, and the published indicators that it answers. */
function reasonTexts(scene: Scene, findings: readonly Finding[]): string[] {
  const { messages, pack } = scene.screening
  const { say } = messages
  const titles = new Map(pack.rules.map(({ id, title }) => [id, title]))
  const reasons = findings.map(({ id, rule, ruleVersion: version, reason }) =>
    say("narrative.reason", {
      reason: markdownText(reason),
      finding: id,
      rule,
      version,
      title: markdownText(titles.get(rule) ?? rule),
    }),
  )
  const indicators = [...new Set(findings.flatMap((finding) => finding.indicators))].sort(compareText)
  if (indicators.length === 0) return reasons
  return [
    ...reasons,
    say("narrative.indicators", { indicators: markdownText(indicators.join(say("join.comma"))) }),
  ]
}

/** @param told findings whose reasons are told above: a network repeats those of its members and its own */
function howText(scene: Scene, alert: Alert, rows: readonly number[], told: readonly Finding[]): string[] {
  const { say } = scene.screening.messages
  const network = alert.network === null ? undefined : scene.networks.get(alert.network)
  const others = (network?.reasons ?? []).filter((text) => !told.some(({ reason }) => text.endsWith(reason)))
  const shown = rows.slice(0, PAYMENTS_SHOWN)
  const payments = say("counted.payments", { count: rows.length })
  return [
    ...(network === undefined || others.length === 0
      ? []
      : [say("narrative.network-reasons", { network: network.id }), markdownList(others.map(markdownText))]),
    shown.length === rows.length
      ? say("narrative.chronology")
      : say("narrative.first-payments", { shown: shown.length, payments }),
    paymentTable(scene, shown),
  ]
}
