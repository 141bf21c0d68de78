// Parties that no network holds but that much suspicion comes to: where to look next, and nothing more.
import type { Messages } from "../model/messages.ts"
import type { NearbyParty } from "../model/network.ts"
import { compareText } from "../model/vocabulary.ts"
import { isMember, type NetworkGraph } from "./network-graph.ts"
import type { PartyFacts } from "./party-facts.ts"
import type { PartyGraph } from "./party-graph.ts"
import { type PartySuspicion, stepsOf } from "./party-suspicion.ts"

/** Less than a tenth of what comes to the party most suspected is too little to point at anyone. */
const LEAST_SUSPICION = 0.1
/** Nor is what comes to a party worth a word when it is less than twice what would come to it from anywhere. */
const LEAST_LIFT = 2
const MAX_NEARBY = 10

/** The ways by which suspicion came, and for each network graph the parties near it (codes), most suspicion first. */
export interface Ways {
  /** Party codes from an alert to this one; see `PartySuspicion`. */
  readonly pathOf: (party: number) => readonly number[]
  readonly nearbyOf: ReadonlyMap<NetworkGraph, readonly number[]>
}

/**
 * A party is near the network of whose members one is where its path starts. Nobody under an alert, no member and no
 * contact of any network, by whatever account, is.
 */
export function waysOf(
  graphs: readonly NetworkGraph[],
  facts: PartyFacts,
  { partyOf }: PartyGraph,
  suspicion: PartySuspicion,
): Ways {
  // Without a network nobody is near one, and nobody asks for ways.
  if (graphs.length === 0) return { pathOf: () => [], nearbyOf: new Map() }
  const held = graphs.flatMap((graph) => graph.mapNodes((_, { party }) => party))
  const persons = new Set([...held, ...facts.alerts.keys()].map((party) => facts.personOf[party]!))
  const near = [...partyOf].filter(
    (party) =>
      !persons.has(party) && suspicion.of(party) >= LEAST_SUSPICION && suspicion.lift(party) >= LEAST_LIFT,
  )
  const pathOf = suspicion.pathsTo([...held, ...near])
  const graphOf = new Map<number, NetworkGraph>()
  for (const graph of graphs) {
    graph.forEachNode((key, { party }) => {
      if (isMember(graph, key)) graphOf.set(party, graph)
    })
  }
  const nearbyOf = new Map<NetworkGraph, number[]>()
  for (const party of near.sort(bySuspicion(facts, suspicion))) {
    const graph = graphOf.get(pathOf(party)[0] ?? -1)
    if (graph === undefined) continue
    const others = nearbyOf.get(graph) ?? []
    if (others.length < MAX_NEARBY) nearbyOf.set(graph, [...others, party])
  }
  return { pathOf, nearbyOf }
}

function bySuspicion({ table }: PartyFacts, suspicion: PartySuspicion) {
  const text = (party: number) => table.parties.text(party)
  return (a: number, b: number) => suspicion.of(b) - suspicion.of(a) || compareText(text(a), text(b))
}

export function nearbyParty(
  party: number,
  path: readonly number[],
  about: {
    readonly facts: PartyFacts
    readonly names: ReadonlyMap<string, string>
    readonly suspicion: PartySuspicion
    readonly messages: Messages
  },
): NearbyParty {
  const { parties } = about.facts.table
  const texts = path.map((each) => parties.text(each))
  const text = parties.text(party)
  return {
    party: text,
    name: about.names.get(text) ?? "",
    suspicion: about.suspicion.of(party),
    path: texts,
    steps: stepsOf(about.facts, path),
    note: about.messages.say("nearby.note", { path: texts.join(" → ") }),
  }
}
