// Network rules: conditions on communities of parties, as NetworkDetection in the rule tree defines them.
import { assert } from "../model/errors.ts"
import type { ConditionResult, Finding } from "../model/finding.ts"
import type { Messages } from "../model/messages.ts"
import { rowsNamedOnce } from "../model/named-rows.ts"
import type { Network } from "../model/network.ts"
import { idsOf } from "../model/row-ids.ts"
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
  keyRows: KeyRows,
): Finding[] {
  const measured = detection.having.map((test) => measureNetworks(context, scene, rule.id, test))
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

/** A network's key payments, in canonical order. */
export type KeyRows = (network: Network) => readonly number[]

/** They were chosen from the findings on its members. Looked up once for all rules that the network passes. */
export function keyRowsOf(context: EngineContext, { findingsOn }: NetworkScene): KeyRows {
  const known = new Map<Network, readonly number[]>()
  const rowsNamed = rowsNamedOnce(context.table.rowCount)
  return (network) => {
    const found =
      known.get(network) ??
      keyRowsAmong(
        context,
        network,
        rowsNamed(network.members.flatMap(({ party }) => findingsOn.get(party) ?? [])),
      )
    known.set(network, found)
    return found
  }
}

/** Rows whose ids are made at a time: a busy party's findings name a million, of which a dozen are wanted. */
const IDS_AT_ONCE = 4096

function keyRowsAmong(context: EngineContext, network: Network, named: readonly number[]): readonly number[] {
  const wanted = new Set(network.keyPayments)
  const rows: number[] = []
  for (let from = 0; from < named.length; from += IDS_AT_ONCE) {
    const some = named.slice(from, from + IDS_AT_ONCE)
    const ids = idsOf(context.table, some)
    for (let i = 0; i < some.length; i++) if (wanted.has(ids[i]!)) rows.push(some[i]!)
  }
  assert(rows.length > 0, `network ${network.id} has key payments, which are in findings on its members`)
  const ranks = context.ranks()
  return rows.sort((a, b) => ranks[a]! - ranks[b]!)
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
