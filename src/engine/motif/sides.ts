// Parties with all their payments in or out, windows around payments, and the episodes of parties that trigger: what the
// shapes around one party are made of. Every payment enters and leaves a window once, so the work is linear.
import { gather, gatherNumbers, type Windows } from "../selection.ts"
import type { MotifGraph } from "./graph.ts"

/** The payments into (or out of) every party, one party after another, in canonical order. */
export interface Side {
  readonly starts: Uint32Array
  readonly edges: Uint32Array
  readonly at: Float64Array
  /** The other party, by place in `edges`. */
  readonly others: Uint32Array
}

export const sideIn = ({ inStarts, inEdges, payer, time }: MotifGraph): Side => ({
  starts: inStarts,
  edges: inEdges,
  at: gatherNumbers(time, inEdges),
  others: gather(payer, inEdges),
})

export const sideOut = ({ outStarts, outEdges, payee, time }: MotifGraph): Side => ({
  starts: outStarts,
  edges: outEdges,
  at: gatherNumbers(time, outEdges),
  others: gather(payee, outEdges),
})

/** For each payment of `centre`, those of the same party in `side` from `beforeMs` before to `afterMs` after, closed. */
export function windowsAround(centre: Side, side: Side, beforeMs: number, afterMs: number): Windows {
  const from = new Uint32Array(centre.edges.length)
  const to = new Uint32Array(centre.edges.length)
  for (let party = 0; party + 1 < centre.starts.length; party++) {
    let start = side.starts[party]!
    let end = start
    const sideEnd = side.starts[party + 1]!
    for (let i = centre.starts[party]!; i < centre.starts[party + 1]!; i++) {
      const at = centre.at[i]!
      while (start < sideEnd && side.at[start]! < at - beforeMs) start++
      while (end < sideEnd && side.at[end]! <= at + afterMs) end++
      from[i] = start
      to[i] = end
    }
  }
  return { from, to }
}

/** Triggers of one party at most `gapMs` apart (≤), from one to the next; `visit` gets their places in `centre`. */
export function eachEpisode(
  { starts, at }: Side,
  triggers: Uint8Array,
  gapMs: number,
  visit: (party: number, places: readonly number[]) => void,
): void {
  for (let party = 0; party + 1 < starts.length; party++) {
    let places: number[] = []
    for (let i = starts[party]!; i < starts[party + 1]!; i++) {
      if (triggers[i] !== 1) continue
      if (places.length > 0 && at[i]! - at[places[places.length - 1]!]! > gapMs) {
        visit(party, places)
        places = []
      }
      places.push(i)
    }
    if (places.length > 0) visit(party, places)
  }
}

/** Puts what stands in the windows of the places into `edges` and `parties`; windows of neighbours overlap or touch. */
export function collect(
  side: Side,
  { from, to }: Windows,
  places: readonly number[],
  edges: Set<number>,
  parties: Set<number>,
): void {
  const end = to[places[places.length - 1]!]!
  for (let i = from[places[0]!]!; i < end; i++) {
    edges.add(side.edges[i]!)
    parties.add(side.others[i]!)
  }
}

/** The first place with the most. */
export function peakOf(places: readonly number[], values: Float64Array): number {
  let peak = places[0]!
  for (const place of places) if (values[place]! > values[peak]!) peak = place
  return peak
}
