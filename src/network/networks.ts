// Payments, findings and alerts → counterparty graph → communities → ranked networks.
import type { Alert } from "../model/alert.ts"
import type { Finding } from "../model/finding.ts"
import type { Messages } from "../model/messages.ts"
import type { Network, NetworkEvidence, NetworkResult } from "../model/network.ts"
import { partyNames } from "../model/party.ts"
import type { RunHooks } from "../model/screening.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import { buildNetwork } from "./build-network.ts"
import { joinCommunities } from "./circles.ts"
import { checkPartitionOptions } from "./communities.ts"
import { aggregatePayments } from "./edges.ts"
import { checkHubDegree, DEFAULT_HUB_DEGREE, findHubs, isReviewed } from "./hubs.ts"
import { type IdentifierTie, identifierTies } from "./identifiers.ts"
import { isMember, type NetworkGraph, networkGraph, networkParts } from "./network-graph.ts"
import { partyCommunities } from "./party-communities.ts"
import { isStrong, type PartyFacts } from "./party-facts.ts"
import { profilesOf } from "./profiles.ts"

export interface NetworkInput {
  readonly table: PaymentTable
  /** Canonical order of the settled rows. */
  readonly order: Uint32Array
  readonly findings: readonly Finding[]
  readonly alerts: readonly Alert[]
  /** By party code: 1 for a courier, utility, platform or other public hub that a list names. */
  readonly listedHubs: Uint8Array
  /** By party code: 1 for a courier. */
  readonly couriers: Uint8Array
  /** The language of reasons. */
  readonly messages: Messages
}

export interface NetworkOptions {
  /** An integer; the same seed gives the same communities. */
  readonly seed: number
  /** Above 0, 1 by default. Above 1: more and smaller communities. */
  readonly resolution?: number | undefined
  /** Parties with more distinct counterparties are set apart; see `DEFAULT_HUB_DEGREE`. */
  readonly hubDegree?: number | undefined
  readonly hooks?: RunHooks | undefined
}

export interface FoundNetworks extends NetworkResult {
  /** Network id by member. */
  readonly networkOf: ReadonlyMap<string, string>
  /**
   * The same networks, of the same members, with what findings on them add and with their members' alerts as they are
   * then. Best first.
   */
  readonly withEvidence: (
    alerts: readonly Alert[],
    evidence: ReadonlyMap<string, NetworkEvidence>,
  ) => readonly Network[]
}

/**
 * The networks of a table, best first. A community, or a circle of them (see `joinCommunities`), becomes a network
 * where an alert of severity review or above that is not suppressed falls on one of its parties. Members are the
 * parties under such alerts and those materially tied to them (see `tiedParties`); contacts are the buyers. Parties
 * of one circle that nothing of this connects make networks of their own (see `networkParts`). A network has two
 * members at least, or one under a strong alert (see `isStrong`) and two contacts.
 *
 * Throws `InputError` `OPTION_INVALID` for a wrong option, and the signal's reason when `hooks.signal` is aborted.
 */
export function findNetworks(input: NetworkInput, options: NetworkOptions): FoundNetworks {
  const { table, order, findings, alerts } = input
  const { seed, resolution = 1, hubDegree = DEFAULT_HUB_DEGREE, hooks } = options
  checkPartitionOptions(seed, resolution)
  checkHubDegree(hubDegree)
  const step = (done: number) => {
    hooks?.signal?.throwIfAborted()
    hooks?.onProgress?.({ stage: "networks", done, total: order.length, unit: "rows" })
  }
  step(0)
  const edges = aggregatePayments(table, order, flaggedRows(table, findings))
  const { isHub, hubs } = findHubs({ table, edges, listedHubs: input.listedHubs, alerts, hubDegree })
  const ties = identifierTies(table, order, isHub)
  hooks?.signal?.throwIfAborted()
  const communities = partyCommunities(table, edges, ties, isHub, { seed, resolution })
  hooks?.signal?.throwIfAborted()
  const known = {
    table,
    edges,
    isHub,
    alerts: new Map(
      alerts.filter(isReviewed).map((alert) => [table.parties.code(alert.subject), alert] as const),
    ),
    ties: tiesByParty(ties),
    profile: profilesOf(table, order, input.couriers),
  }
  const facts: PartyFacts = { ...known, circleOf: joinCommunities(known, communities.communityOf) }
  const findingsOf = groupBy(findings, (finding) => finding.subject)
  const graphs = [...alertedByCircle(facts).values()]
    .flatMap((alerted) => networkParts(networkGraph(facts, alerted)))
    .filter((graph) => isNetwork(graph, facts))
  const names = namesOf(table, graphs)
  const build = (current: readonly Alert[], evidence: ReadonlyMap<string, NetworkEvidence>) => {
    const byParty = new Map(current.map((alert) => [alert.subject, alert]))
    const about = { facts, findingsOf, names, alerts: byParty, evidence, messages: input.messages }
    return graphs
      .map((graph) => buildNetwork(graph, about))
      .sort((a, b) => b.score - a.score || compareText(a.id, b.id))
  }
  const networks = build(alerts, new Map())
  step(order.length)
  const { nodeCount, edgeCount, communityCount, modularity } = communities
  const networkOf = new Map(networks.flatMap(({ id, members }) => members.map(({ party }) => [party, id])))
  return { networks, hubs, nodeCount, edgeCount, communityCount, modularity, networkOf, withEvidence: build }
}

/**
 * A single member with its buyers is a network only under a strong alert: one who ships parcels, or is paid by many, is
 * told by the alert, not called the head of a ring.
 */
function isNetwork(graph: NetworkGraph, facts: PartyFacts): boolean {
  const [first, second] = graph.filterNodes((key) => isMember(graph, key))
  if (second !== undefined) return true
  const alert = first === undefined ? undefined : facts.alerts.get(graph.getNodeAttribute(first, "party"))
  return graph.order >= 3 && alert !== undefined && isStrong(alert)
}

/** One pass over the table for the names of all parties of all networks. */
function namesOf(table: PaymentTable, graphs: readonly NetworkGraph[]): Map<string, string> {
  const parties = graphs.flatMap((graph) => graph.mapNodes((_, { text }) => text))
  return partyNames(table, new Set(parties))
}

function flaggedRows(table: PaymentTable, findings: readonly Finding[]): Uint8Array {
  const flagged = new Uint8Array(table.rowCount)
  for (const { rows } of findings) for (const row of rows) flagged[row] = 1
  return flagged
}

function tiesByParty(ties: readonly IdentifierTie[]): Map<number, IdentifierTie[]> {
  const byParty = new Map<number, IdentifierTie[]>()
  for (const tie of ties) {
    for (const party of [tie.a, tie.b]) {
      const own = byParty.get(party)
      if (own === undefined) byParty.set(party, [tie])
      else own.push(tie)
    }
  }
  return byParty
}

/** Alerted parties that are in the graph, by circle. */
function alertedByCircle(facts: PartyFacts): Map<number, number[]> {
  const inGraph = [...facts.alerts.keys()].filter((party) => (facts.circleOf[party] ?? -1) >= 0)
  return groupBy(inGraph, (party) => facts.circleOf[party]!)
}

function groupBy<K, T>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [item])
    else group.push(item)
  }
  return groups
}
