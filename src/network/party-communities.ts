// Communities of the parties of a table: in which graph and at which resolution they are sought.
import { countOf } from "../model/count.ts"
import type { Steps } from "../model/steps.ts"
import type { PaymentTable } from "../model/table.ts"
import { type NetworkView, VIEW_HOPS, VIEW_TIES, withinHops } from "./alerted-view.ts"
import { type Partition, partition } from "./partition.ts"
import { type PartyGraph, partyGraph } from "./party-graph.ts"
import { countTies, type PartyTies } from "./party-ties.ts"
import { SUSPICION_DAMPING, SUSPICION_TOLERANCE } from "./suspicion.ts"
import { RESOLUTION_LADDER, type Sweep, sweepResolution } from "./sweep.ts"

/** A number, or `auto`: where communities are most stable (see `sweepResolution`). */
export type Resolution = number | "auto"

/** That of modularity as Newman and Girvan define it. */
const USUAL_RESOLUTION = 1

/** What was chosen for the search, and why: for the manifest. */
export type SearchFacts = Readonly<Record<string, number | string>>

export interface PartyCommunities {
  /** By party code; -1 for a hub, for a party without a tie, and for one outside the view. */
  readonly communityOf: Int32Array
  readonly nodeCount: number
  readonly edgeCount: number
  readonly communityCount: number
  readonly modularity: number
  /** The part of the graph in which they were sought. */
  readonly view: PartyGraph
  readonly chosen: SearchFacts
}

export interface SearchOptions {
  readonly seed: number
  /** Undefined: the usual one, 1. */
  readonly resolution: Resolution | undefined
  readonly view: NetworkView
}

/** Communities among all parties, or among those within two ties of one of `alerted` (party codes). */
export function* partyCommunities(
  table: PaymentTable,
  parties: PartyTies,
  alerted: Iterable<number>,
  { seed, resolution, view }: SearchOptions,
): Steps<PartyCommunities> {
  const { isTied, personCount, tieCount } = countTies(parties)
  const near = view === "alerts" || (view === "auto" && tieCount > VIEW_TIES)
  const part = partyGraph(table, parties, near ? nearAlerts(parties, isTied, alerted) : isTied)
  const found = yield* search(part, seed, resolution)
  return {
    communityOf: communitiesByParty(part.nodeOf, found.partition.communityOf),
    nodeCount: part.graph.nodeCount,
    edgeCount: part.graph.edgeCount,
    communityCount: found.partition.communityCount,
    modularity: found.partition.modularity,
    view: part,
    chosen: {
      resolution: found.resolution,
      resolutionWhy: found.why,
      networkView: near ? "alerts" : "all",
      networkViewWhy: viewWhy(view, near, tieCount, part.graph.nodeCount, personCount),
      suspicionDamping: SUSPICION_DAMPING,
      suspicionTolerance: SUSPICION_TOLERANCE,
    },
  }
}

function communitiesByParty(nodeOf: Int32Array, communityOf: Uint32Array): Int32Array {
  const byParty = new Int32Array(nodeOf.length).fill(-1)
  for (let party = 0; party < nodeOf.length; party++) {
    const node = nodeOf[party]!
    if (node !== -1) byParty[party] = communityOf[node]!
  }
  return byParty
}

function nearAlerts(parties: PartyTies, isTied: Uint8Array, alerted: Iterable<number>): Uint8Array {
  const persons = new Set([...alerted].map((party) => parties.personOf[party]!))
  return withinHops(
    parties,
    [...persons].filter((person) => isTied[person] === 1),
    VIEW_HOPS,
  )
}

function* search(
  { graph }: PartyGraph,
  seed: number,
  resolution: Resolution | undefined,
): Steps<{ partition: Partition; resolution: number; why: string }> {
  if (resolution !== "auto") {
    const number = resolution ?? USUAL_RESOLUTION
    const why = resolution === undefined ? "the usual one" : "given"
    return { partition: yield* partition(graph, { seed, resolution: number }), resolution: number, why }
  }
  const sweep = yield* sweepResolution(graph, seed)
  return { partition: sweep.partition, resolution: sweep.resolution, why: sweepWhy(sweep) }
}

function sweepWhy({ resolution, steps }: Sweep): string {
  const tried = steps.map((step) => {
    const agreement = step.stability === null ? "" : `, agreement ${step.stability}`
    return `${step.resolution} (${countOf(step.communityCount, "community", "communities")}${agreement})`
  })
  return (
    `auto: of ${RESOLUTION_LADDER.length} tried, communities at ${resolution} agree most with those one step below and ` +
    `above, by the adjusted Rand index; of equals the one nearest 1: ${tried.join("; ")}`
  )
}

function viewWhy(view: NetworkView, near: boolean, ties: number, kept: number, all: number): string {
  const by =
    view === "auto"
      ? `auto: ${countOf(ties, "tie")}, ${near ? "more" : "no more"} than ${VIEW_TIES}`
      : "given"
  return near ? `${by}; ${kept} of ${all} parties are within ${VIEW_HOPS} ties of an alert, hubs cut` : by
}
