// Network rules: conditions on communities of parties, as NetworkDetection in the rule tree defines them.
import { assert } from "../model/errors.ts"
import type { ConditionResult, Finding } from "../model/finding.ts"
import type { Network } from "../model/network.ts"
import { compareText } from "../model/vocabulary.ts"
import type { NetworkDetection, NetworkTest, Rule } from "../rules/tree.ts"
import { holds } from "./condition.ts"
import type { EngineContext } from "./context.ts"
import { wordFilter } from "./filter-words.ts"
import { makeFinding } from "./finding.ts"
import { measureNetworks, type NetworkScene } from "./network-measures.ts"
import { formatRatio, wordTest } from "./wording.ts"

/** Findings of a network rule: one for each network that passes, in the order of the networks. */
export function networkFindings(
  context: EngineContext,
  rule: Rule,
  detection: NetworkDetection,
  scene: NetworkScene,
): Finding[] {
  const measured = detection.having.map((test) => measureNetworks(context, scene, rule.id, test))
  return scene.networks.flatMap((network, i) => {
    if (!detection.having.every(({ test }, t) => holds(test, measured[t]![i]!))) return []
    const rows = keyRows(context, network, scene)
    return makeFinding(context.table, rule, {
      subject: network.id,
      role: "network",
      group: [network.id],
      startMs: context.table.time[rows[0]!]!,
      rows,
      conditions: detection.having.map((test, t) => conditionOf(test, measured[t]![i]!)),
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

/** The network's key payments, in canonical order. They were chosen from the findings on its members. */
function keyRows(context: EngineContext, network: Network, { findingsOn }: NetworkScene): number[] {
  const wanted = new Set(network.keyPayments)
  const rows = new Set<number>()
  for (const { party } of network.members) {
    for (const finding of findingsOn.get(party) ?? [])
      finding.payments.forEach((payment, i) => {
        if (wanted.has(payment)) rows.add(finding.rows[i]!)
      })
  }
  assert(rows.size > 0, `network ${network.id} has key payments, which are in findings on its members`)
  const ranks = context.ranks()
  return [...rows].sort((a, b) => ranks[a]! - ranks[b]!)
}

function conditionOf(test: NetworkTest, value: number): ConditionResult {
  const { measure, format } = wordMeasure(test)
  return { measure, threshold: wordTest(test.test, format), observed: format(value) }
}

export function wordMeasure(test: NetworkTest): { measure: string; format: (value: number) => string } {
  switch (test.measure) {
    case "members":
    case "contacts":
      return { measure: test.measure, format: String }
    case "flagged":
      return { measure: `members with ${wordFilter(test.filter)}`, format: String }
    case "role":
      return { measure: `members in the role ${test.role}`, format: String }
    case "shared_identifiers":
      return { measure: `identifiers in common (${test.kinds.join(", ")})`, format: String }
    case "courier_links":
      return { measure: "members who deal with couriers", format: String }
    case "countries":
      return { measure: "countries of members", format: String }
    case "density":
      return { measure: "density", format: formatRatio }
    case "concentration": {
      const who = test.of === "in" ? "payments to members" : "payments by members"
      return { measure: `largest share in ${who}`, format: formatRatio }
    }
  }
}
