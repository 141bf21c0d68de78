// A second view for large ledgers: only those near alerted parties, hubs cut.
import { InputError } from "../model/errors.ts"
import type { WeightedGraph } from "./weighted-graph.ts"

/** Whose communities are sought: `all` parties', or those of parties near `alerts`; `auto`: by the number of ties. */
export type NetworkView = "auto" | "all" | "alerts"

/**
 * A network is the parties under alerts, those they pay or share with, and those who share with these: two steps. With a
 * third, most of a ledger is near anyone.
 */
export const VIEW_HOPS = 2

/**
 * Above so many ties the search for communities has time for one start only (see `partition`): it then finds better
 * communities among the few parties that matter than among all.
 */
export const VIEW_TIES = 100_000

/** By node: 1 within `hops` ties of one of `from`, itself included. */
export function withinHops(graph: WeightedGraph, from: Iterable<number>, hops: number): Uint8Array {
  const { edgeCount, a, b } = graph
  let isNear = new Uint8Array(graph.nodeCount)
  for (const node of from) isNear[node] = 1
  // A pass over all ties a step: for two steps that is far less than lists of neighbours would cost to make.
  for (let hop = 0; hop < hops; hop++) {
    const reached = isNear.slice()
    for (let e = 0; e < edgeCount; e++) {
      if (isNear[a[e]!] === 1) reached[b[e]!] = 1
      else if (isNear[b[e]!] === 1) reached[a[e]!] = 1
    }
    isNear = reached
  }
  return isNear
}

/** Throws `InputError` `OPTION_INVALID`. */
export function checkView(view: string): void {
  if (view === "auto" || view === "all" || view === "alerts") return
  throw new InputError(
    "OPTION_INVALID",
    {},
    `networkView is ${JSON.stringify(view)}; give auto, all or alerts`,
  )
}
