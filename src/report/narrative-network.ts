// The narrative of a network: its members and their roles, the flows between them, and the payments that show it best.
import type { Finding } from "../model/finding.ts"
import type { Network } from "../model/network.ts"
import { compareText } from "../model/vocabulary.ts"
import { formatTotal } from "./csv-cells.ts"
import { markdownList, markdownText } from "./markdown.ts"
import { channelText, paymentsText, whenText, whereText, wordText } from "./narrative-facts.ts"
import { partyText, periodText, rowsOfNetwork, type Scene } from "./narrative-scene.ts"

const FLOWS_SHOWN = 15

export function networkSection(scene: Scene, network: Network): string {
  const { say, nameOf } = scene.screening.messages
  const findings = findingsOfNetwork(scene, network)
  const rows = rowsOfNetwork(scene, network)
  const severity = nameOf("severity", network.severity)
  const parts = [
    `## ${say("narrative.network", { network: network.id })}`,
    say("narrative.score", { score: network.score, severity }),
    `### ${say("narrative.who")}`,
    markdownList(whoText(scene, network)),
    `### ${say("narrative.what")}`,
    markdownList([paymentsText(scene, rows), ...channelText(scene, rows), ...wordText(scene, findings)]),
    `### ${say("narrative.when")}`,
    markdownList(whenText(scene, rows, network)),
    `### ${say("narrative.where")}`,
    markdownList(whereText(scene, rows)),
    `### ${say("narrative.why")}`,
    markdownList([
      ...network.reasons.map(markdownText),
      say("narrative.rules", { rules: markdownText(network.rules.join(say("join.comma"))) }),
    ]),
    `### ${say("narrative.how")}`,
    ...flowText(scene, network),
    ...proofText(scene, network, [...rows, ...findings.flatMap((finding) => finding.rows)]),
  ]
  return `${parts.join("\n\n")}\n`
}

/** Findings on members and on the network itself. */
function findingsOfNetwork({ bySubject }: Scene, { id, members }: Network): Finding[] {
  return [id, ...members.map(({ party }) => party)].flatMap((subject) => bySubject.get(subject) ?? [])
}

function whoText(scene: Scene, { members, contacts }: Network): string[] {
  const { say, nameOf } = scene.screening.messages
  return [
    ...members.map(({ party, role, score, why }) =>
      say("narrative.member", {
        party: partyText(scene, party),
        role: nameOf("role", role),
        score,
        why: markdownText(why),
      }),
    ),
    say("narrative.contacts", { contacts: say("counted.contacts", { count: contacts.length }) }),
    say("narrative.missing-who"),
  ]
}

/** Those with most payments first. */
function flowText(scene: Scene, { edges }: Network): string[] {
  if (edges.length === 0) return []
  const { say } = scene.screening.messages
  const sorted = [...edges].sort(
    (a, b) => b.count - a.count || compareText(a.payer, b.payer) || compareText(a.payee, b.payee),
  )
  const flows = sorted.slice(0, FLOWS_SHOWN).map(({ payer, payee, count, total, first, last }) =>
    say("narrative.flow", {
      payer: partyText(scene, payer),
      payee: partyText(scene, payee),
      payments: say("counted.payments", { count }),
      total: formatTotal(total),
      period: periodText(scene, first.slice(0, first.indexOf("T")), last.slice(0, last.indexOf("T"))),
    }),
  )
  return [say("narrative.flows", { count: edges.length }), markdownList(flows)]
}

/** Each with what it shows and where it stands. */
function proofText(scene: Scene, { proof }: Network, rows: readonly number[]): string[] {
  if (proof.length === 0) return []
  const { messages, table } = scene.screening
  const placeOf = new Map(
    rows.map((row) => [table.idOf(row), `${table.files.text(table.fileOf(row))}:${table.lineOf(row)}`]),
  )
  const lines = proof.map(({ payment, why }) =>
    messages.say("narrative.proof", {
      why: markdownText(why),
      place: markdownText(placeOf.get(payment) ?? payment),
    }),
  )
  return [messages.say("narrative.key-payments"), markdownList(lines)]
}
