// Fan-in and fan-out: many parties around one, by moving counts of different parties. The work is linear in payments
// and needs no budget.
import { newWords } from "../../model/large-arrays.ts"
import type { MotifDetection } from "../../rules/tree.ts"
import { movingDistinct } from "../moving-windows.ts"
import { emptyRange, type MotifEpisode, observeSpan, observeWidth, widen } from "./episode.ts"
import type { MotifGraph } from "./graph.ts"
import { collect, eachEpisode, peakOf, sideIn, sideOut, windowsAround } from "./sides.ts"

/**
 * Shapes `fan-in` and `fan-out`. A payment p into (out of) the hub triggers when the payments into (out of) the hub in
 * [p.time − within, p.time], closed, p's instant included, have at least `width` different payers (payees). Subject:
 * the hub, whatever its number of counterparties. Payments: the union of the triggers' windows.
 */
export function findFans(graph: MotifGraph, detection: MotifDetection): MotifEpisode[] {
  const isIn = detection.shape === "fan-in"
  const side = isIn ? sideIn(graph) : sideOut(graph)
  const { withinMs } = detection
  const width = detection.width ?? 0
  const windows = windowsAround(side, side, withinMs, 0)
  const widths = movingDistinct(side.others, newWords(graph.partyCount), windows)
  const triggers = Uint8Array.from(widths, (found) => (found >= width ? 1 : 0))
  const found: MotifEpisode[] = []
  const role = isIn ? "payer" : "payee"
  eachEpisode(side, triggers, withinMs, (hub, places) => {
    const edges = new Set<number>()
    const others = new Set<number>()
    collect(side, windows, places, edges, others)
    const peak = peakOf(places, widths)
    const span = emptyRange()
    widen(span, side.at[peak]! - side.at[windows.from[peak]!]!)
    found.push({
      subject: hub,
      role: "hub",
      group: [hub],
      startMs: side.at[places[0]!]!,
      edges,
      parties: new Map([[role, others]]),
      instances: places.length,
      conditions: [observeWidth(`motif.${role}s`, width, widths[peak]!), observeSpan(detection, span)],
    })
  })
  return found
}
