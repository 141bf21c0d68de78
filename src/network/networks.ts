// Payments, findings and alerts → counterparty graph → communities → ranked networks.
import type { Alert } from "../model/alert.ts"
import { type Bits, createBits, setBit } from "../model/bits.ts"
import type { Finding } from "../model/finding.ts"
import type { Messages } from "../model/messages.ts"
import type { Network, NetworkEvidence, NetworkResult } from "../model/network.ts"
import { partyNames, plainName } from "../model/party.ts"
import type { ApartList, NameKey, Person } from "../model/person.ts"
import type { RunHooks } from "../model/screening.ts"
import type { Steps } from "../model/steps.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import { checkView, type NetworkView } from "./alerted-view.ts"
import { buildNetwork, type CoreFacts, networkCore } from "./build-network.ts"
import { joinCommunities } from "./circles.ts"
import { checkPartitionOptions } from "./communities.ts"
import { aggregatePayments } from "./edges.ts"
import { checkHubDegree, DEFAULT_HUB_DEGREE, findHubs, isReviewed } from "./hubs.ts"
import type { IdentifierTie } from "./identifiers.ts"
import { keyRowsOf } from "./key-payments.ts"
import { nameHints } from "./name-hints.ts"
import { waysOf } from "./nearby.ts"
import { isNetwork, type NetworkGraph, networkGraph, networkParts } from "./network-graph.ts"
import { partyCommunities, type Resolution, type SearchFacts } from "./party-communities.ts"
import type { PartyFacts } from "./party-facts.ts"
import { partySuspicion } from "./party-suspicion.ts"
import { whoIsWho } from "./persons.ts"
import { profilesOf } from "./profiles.ts"
import { isSign } from "./signs.ts"

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
  /** Decisions that parties are different people. */
  readonly apart?: ApartList | undefined
  /** What two names may have in common across scripts; without it no hint is given. */
  readonly nameKeys?: ((name: string) => readonly NameKey[]) | undefined
  /** The language of reasons. */
  readonly messages: Messages
}

export interface NetworkOptions {
  /** An integer; the same seed gives the same communities. */
  readonly seed: number
  /** Above 0, 1 by default. Above 1: more and smaller communities. `auto`: see `sweepResolution`. */
  readonly resolution?: Resolution | undefined
  /** `auto` by default: all parties, in large ledgers those near alerts; see `VIEW_TIES`. */
  readonly view?: NetworkView | undefined
  /** Parties with more distinct counterparties are set apart; see `DEFAULT_HUB_DEGREE`. */
  readonly hubDegree?: number | undefined
  readonly hooks?: RunHooks | undefined
}

export interface FoundNetworks extends NetworkResult {
  /** Resolution and view of the search, and the constants of suspicion: for the manifest. */
  readonly search: SearchFacts
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

/** Steps that are told of. */
const STEPS = 7

/**
 * The networks of a table, best first. A community, or a circle of them (see `joinCommunities`), becomes a network
 * where an alert of severity review or above that is not suppressed falls on one of its parties. Members are the
 * parties under such alerts and those materially tied to them (see `tiedParties`); contacts are the buyers. Parties
 * of one circle that nothing of this connects make networks of their own (see `networkParts`). A network has two
 * members at least, or one under a strong alert (see `isStrong`) and two contacts.
 *
 * In steps. Throws `InputError` `OPTION_INVALID` for a wrong option, and the signal's reason when `hooks.signal` is aborted.
 */
export function* findNetworks(input: NetworkInput, options: NetworkOptions): Steps<FoundNetworks> {
  const { table, order, findings, alerts } = input
  const { seed, resolution, view = "auto", hubDegree = DEFAULT_HUB_DEGREE, hooks } = options
  checkPartitionOptions(seed, resolution === "auto" ? 1 : (resolution ?? 1))
  checkView(view)
  checkHubDegree(hubDegree)
  let done = 0
  const step = () => {
    hooks?.signal?.throwIfAborted()
    hooks?.onProgress?.({ stage: "networks", done: done++, total: STEPS, unit: "steps" })
  }
  step()
  const edges = aggregatePayments(table, order, flaggedRows(table, findings))
  const { isHub, hubs } = findHubs({ table, edges, listedHubs: input.listedHubs, alerts, hubDegree })
  const { ties, personOf, persons, apart } = whoIsWho(table, order, isHub, input.apart)
  yield step()
  const standing = new Map(
    alerts.filter(isReviewed).map((alert) => [table.parties.code(alert.subject), alert] as const),
  )
  const tied = { edges, isHub, ties: tiesByParty(ties), personOf, accountsOf: accountsByPerson(personOf) }
  const communities = yield* partyCommunities(table, tied, standing.keys(), { seed, resolution, view })
  yield step()
  const known = {
    ...tied,
    table,
    alerts: standing,
    profile: profilesOf({ table, edges, couriers: input.couriers, isHub }),
  }
  const facts: PartyFacts = { ...known, circleOf: joinCommunities(known, communities.communityOf) }
  yield step()
  const findingsOf = groupBy(findings, (finding) => finding.subject)
  const graphs = [...alertedByCircle(facts).values()]
    .flatMap((alerted) => networkGraph(facts, alerted) ?? [])
    .flatMap(networkParts)
    .filter((graph) => isNetwork(graph, facts))
  yield step()
  const suspicion = partySuspicion(communities.view, table, standing)
  const ways = waysOf(graphs, facts, communities.view, suspicion)
  yield step()
  const names = namesOf(table, graphs, [...ways.nearbyOf.values()].flat())
  const about = {
    facts,
    findingsOf,
    names,
    persons: idsByParty(persons),
    suspicion,
    ways,
    messages: input.messages,
  }
  const build = networkBuilder(graphs, about)
  yield step()
  const networks = build(alerts, new Map())
  step()
  const { nodeCount, edgeCount, communityCount, modularity } = communities
  const networkOf = new Map(networks.flatMap(({ id, members }) => members.map(({ party }) => [party, id])))
  const { nameKeys } = input
  const plain = (name: string) => plainName(table, name)
  const hints =
    nameKeys === undefined
      ? []
      : nameHints({ networks, plainName: plain, nameKeys, messages: input.messages })
  const found = { networks, hubs, persons, hints, apart, nodeCount, edgeCount, communityCount, modularity }
  return { ...found, search: communities.chosen, networkOf, withEvidence: build }
}

/** The networks of the graphs as alerts and findings on them tell, best first. What neither changes is worked out once. */
function networkBuilder(
  graphs: readonly NetworkGraph[],
  about: Omit<CoreFacts, "keyRows">,
): FoundNetworks["withEvidence"] {
  const keyRows = keyRowsOf(about.facts.table)
  const cores = graphs.map((graph) => networkCore(graph, { ...about, keyRows }))
  return (current, evidence) => {
    const alerts = new Map(current.map((alert) => [alert.subject, alert]))
    return graphs
      .map((graph, i) => buildNetwork(graph, cores[i]!, { ...about, alerts, evidence }))
      .sort((a, b) => a.doubt - b.doubt || compareText(a.network.id, b.network.id))
      .map(({ network }) => network)
  }
}

function idsByParty(persons: readonly Person[]): ReadonlyMap<string, string> {
  return new Map(persons.flatMap(({ id, parties }) => parties.map((party) => [party, id] as const)))
}

/** One pass over the table for the names of all parties of all networks. */
function namesOf(
  table: PaymentTable,
  graphs: readonly NetworkGraph[],
  nearby: readonly number[],
): Map<string, string> {
  const held = graphs.flatMap((graph) => graph.mapNodes((_, { text }) => text))
  return partyNames(table, new Set([...held, ...nearby.map((party) => table.parties.text(party))]))
}

function flaggedRows(table: PaymentTable, findings: readonly Finding[]): Bits {
  const flagged = createBits(table.rowCount)
  for (const { rows } of findings.filter(isSign))
    for (let i = 0; i < rows.length; i++) setBit(flagged, rows[i]!)
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

function accountsByPerson(personOf: Uint32Array): Map<number, number[]> {
  const persons = new Set(personOf.filter((person, party) => person !== party))
  const accounts = new Map([...persons].map((person): [number, number[]] => [person, []]))
  if (accounts.size === 0) return accounts
  for (let party = 0; party < personOf.length; party++) accounts.get(personOf[party]!)?.push(party)
  return accounts
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
