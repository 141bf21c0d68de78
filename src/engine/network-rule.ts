// Network rules: conditions on communities of parties, as NetworkDetection in the rule tree defines them.
import { assert } from "../model/errors.ts"
import type { ConditionResult, Finding } from "../model/finding.ts"
import type { Messages } from "../model/messages.ts"
import type { Network } from "../model/network.ts"
import { compareText } from "../model/vocabulary.ts"
import type { NetworkDetection, NetworkTest, Rule } from "../rules/tree.ts"
import { holds } from "./condition.ts"
import type { EngineContext } from "./context.ts"
import { wordFilter } from "./filter-words.ts"
import { makeFinding } from "./finding.ts"
import { measureNetworks, type NetworkScene } from "./network-measures.ts"
import { type Format, formatRatio, wordTest } from "./wording.ts"

/** Findings of a network rule: one for each network that passes, in the order of the networks. */
export function networkFindings(
  context: EngineContext,
  rule: Rule,
  detection: NetworkDetection,
  scene: NetworkScene,
): Finding[] {
  const measured = detection.having.map((test) => measureNetworks(context, scene, rule.id, test))
  const keyRows = keyRowsOf(context, scene)
  return scene.networks.flatMap((network, i) => {
    if (!detection.having.every(({ test }, t) => holds(test, measured[t]![i]!))) return []
    const rows = keyRows(network)
    return makeFinding(context, rule, {
      subject: network.id,
      role: "network",
      group: [network.id],
      startMs: context.table.time[rows[0]!]!,
      rows,
      conditions: detection.having.map((test, t) => conditionOf(context.messages, test, measured[t]![i]!)),
      matches: [],
      parties: [...network.members, ...network.contacts]
        .map(({ party, role }) => ({ party, role }))
        .sort(byStanding(network)),
      words: { members: network.members.length, contacts: network.contacts.length },
    })
  })
}

/** Members, then contacts; by role and name. */
function byStanding({ members }: Network) {
  const own = new Set(members.map(({ party }) => party))
  const isContact = (party: string) => (own.has(party) ? 0 : 1)
  return (a: { party: string; role: string }, b: { party: string; role: string }) =>
    isContact(a.party) - isContact(b.party) || compareText(a.role, b.role) || compareText(a.party, b.party)
}

/** A network's key payments, in canonical order. They were chosen from the findings on its members. */
function keyRowsOf(context: EngineContext, { findingsOn }: NetworkScene): (network: Network) => number[] {
  const { table } = context
  // A busy party's findings name the same payments, dozens of times over. One for all networks: it is as long as the table.
  const isAsked = new Uint8Array(table.rowCount)
  return (network) => {
    const wanted = new Set(network.keyPayments)
    const findings = network.members.flatMap(({ party }) => findingsOn.get(party) ?? [])
    const rows = new Set<number>()
    for (const finding of findings)
      for (const row of finding.rows) {
        if (isAsked[row] === 1) continue
        isAsked[row] = 1
        if (wanted.has(table.idOf(row))) rows.add(row)
      }
    for (const finding of findings) for (const row of finding.rows) isAsked[row] = 0
    assert(rows.size > 0, `network ${network.id} has key payments, which are in findings on its members`)
    const ranks = context.ranks()
    return [...rows].sort((a, b) => ranks[a]! - ranks[b]!)
  }
}

function conditionOf(messages: Messages, test: NetworkTest, value: number): ConditionResult {
  const { measure, format } = wordMeasure(messages, test)
  return { measure, threshold: wordTest(messages, test.test, format), observed: format(value, messages) }
}

export function wordMeasure(messages: Messages, test: NetworkTest): { measure: string; format: Format } {
  switch (test.measure) {
    case "members":
    case "contacts":
      return { measure: messages.say(`network.${test.measure}`), format: String }
    case "flagged":
      return {
        measure: messages.say("network.flagged", { filter: wordFilter(messages, test.filter) }),
        format: String,
      }
    case "role":
      return {
        measure: messages.say("network.role", { role: messages.nameOf("role", test.role) }),
        format: String,
      }
    case "shared_identifiers":
      return {
        measure: messages.say("network.identifiers", {
          kinds: test.kinds.map((kind) => messages.nameOf("group", kind)).join(messages.say("join.comma")),
        }),
        format: String,
      }
    case "courier_links":
      return { measure: messages.say("network.couriers"), format: String }
    case "countries":
      return { measure: messages.say("network.countries"), format: String }
    case "density":
      return { measure: messages.nameOf("measure", "density"), format: formatRatio }
    case "concentration":
      return {
        measure: messages.say(test.of === "in" ? "network.share-in" : "network.share-out"),
        format: formatRatio,
      }
  }
}
