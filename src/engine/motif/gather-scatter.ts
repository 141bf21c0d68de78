// Gather-scatter: many pay one, which pays many. Moving counts of different parties and moving sums: the work is linear
// in payments and needs no budget.
import { newWords } from "../../model/large-arrays.ts"
import type { MotifDetection, NumberTest } from "../../rules/tree.ts"
import { holds } from "../condition.ts"
import type { EngineContext } from "../context.ts"
import { movingAny, movingDistinct, movingMixed, movingSum } from "../moving-windows.ts"
import { gather, gatherNumbers, type Windows } from "../selection.ts"
import { noteRow, type Shortfalls } from "../shortfalls.ts"
import { formatRatio } from "../wording.ts"
import { emptyRange, type MotifEpisode, observeRange, observeWidth, widen } from "./episode.ts"
import type { MotifGraph } from "./graph.ts"
import { edgeAmounts } from "./ratio.ts"
import { collect, eachEpisode, peakOf, type Side, sideIn, sideOut, windowsAround } from "./sides.ts"

/**
 * Shape `gather-scatter`. A payment o out of the hub, which has at most `max_degree` counterparties, triggers when
 * - the payments into the hub in [o.time − within, o.time] have at least `width` different payers, and
 * - the payments out of the hub in [o.time, o.time + within] have at least `width_out` (else `width`) different payees,
 *   both closed; payers and payees may be the same parties; and
 * - with `amount_ratio`, all that went out in the second window divided by all that came in in the first is within its
 *   bounds; nothing has a ratio to zero. Where a payment of either window has no rate, or, without a currency, the two
 *   have several currencies, o is not decidable and noted so.
 * Subject: the hub. Payments: those of both windows of every trigger.
 */
export function findGatherScatters(
  context: EngineContext,
  graph: MotifGraph,
  detection: MotifDetection,
  hubs: Uint8Array,
  shortfalls: Shortfalls,
): MotifEpisode[] {
  const { withinMs } = detection
  const into = sideIn(graph)
  const out = sideOut(graph)
  const before = windowsAround(out, into, withinMs, 0)
  const after = windowsAround(out, out, 0, withinMs)
  const sides = { into, out, before, after }
  const seen = newWords(graph.partyCount)
  const measured: Measured = {
    ...sides,
    width: detection.width ?? 0,
    widthOut: detection.widthOut ?? detection.width ?? 0,
    payers: movingDistinct(into.others, seen, before),
    payees: movingDistinct(out.others, seen, after),
    ratios: flowRatios(context, graph, detection.amountRatio, sides),
  }
  const triggers = triggersOf(graph, measured, hubs, shortfalls)
  const found: MotifEpisode[] = []
  eachEpisode(out, triggers, withinMs, (hub, places) => found.push(hubEpisode(measured, hub, places)))
  return found
}

function triggersOf(
  { payer, rows }: MotifGraph,
  { out, width, widthOut, payers, payees, ratios }: Measured,
  hubs: Uint8Array,
  { notDecidable }: Shortfalls,
): Uint8Array {
  const triggers = new Uint8Array(out.edges.length)
  for (let i = 0; i < triggers.length; i++) {
    const edge = out.edges[i]!
    if (hubs[payer[edge]!] === 1 || payers[i]! < width || payees[i]! < widthOut) continue
    if (ratios?.undecidable[i] === 1) noteRow(notDecidable, rows[edge]!)
    else if (ratios === null || holds(ratios.test, ratios.values[i]!)) triggers[i] = 1
  }
  return triggers
}

function hubEpisode(measured: Measured, hub: number, places: readonly number[]): MotifEpisode {
  const { into, out, before, after, width, widthOut, payers, payees, ratios } = measured
  const edges = new Set<number>()
  const from = new Set<number>()
  const to = new Set<number>()
  collect(into, before, places, edges, from)
  collect(out, after, places, edges, to)
  const conditions = [
    observeWidth("motif.payers", width, payers[peakOf(places, payers)]!),
    observeWidth("motif.payees", widthOut, payees[peakOf(places, payees)]!),
  ]
  if (ratios !== null) {
    const range = emptyRange()
    for (const place of places) widen(range, ratios.values[place]!)
    conditions.push(observeRange("motif.out-to-in", ratios.test, range, formatRatio))
  }
  return {
    subject: hub,
    role: "hub",
    group: [hub],
    startMs: out.at[places[0]!]!,
    edges,
    parties: new Map([
      ["payer", from],
      ["payee", to],
    ]),
    instances: places.length,
    conditions,
  }
}

/** What was measured for each payment out, by its place. */
interface Measured extends BothSides {
  readonly width: number
  readonly widthOut: number
  /** Different payers of the window before, different payees of the one after. */
  readonly payers: Float64Array
  readonly payees: Float64Array
  readonly ratios: FlowRatios | null
}

interface BothSides {
  readonly into: Side
  readonly out: Side
  readonly before: Windows
  readonly after: Windows
}

interface FlowRatios {
  readonly test: NumberTest
  /** What went out divided by what came in, by payment out; NaN where nothing came in. */
  readonly values: Float64Array
  /** 1 where amounts of the two windows have no rate or cannot be compared. */
  readonly undecidable: Uint8Array
}

/** Null: the rule has no ratio. */
function flowRatios(
  context: EngineContext,
  graph: MotifGraph,
  amountRatio: MotifDetection["amountRatio"],
  { into, out, before, after }: BothSides,
): FlowRatios | null {
  if (amountRatio === null) return null
  const { amounts, currencies } = edgeAmounts(context, graph, amountRatio.currency)
  const [amountsIn, currenciesIn] = [gatherNumbers(amounts, into.edges), gather(currencies, into.edges)]
  const [amountsOut, currenciesOut] = [gatherNumbers(amounts, out.edges), gather(currencies, out.edges)]
  const values = movingSum(amountsOut, after)
  const sumsIn = movingSum(amountsIn, before)
  const marks = [
    movingAny(withoutRate(amountsIn), before),
    movingAny(withoutRate(amountsOut), after),
    movingMixed(currenciesIn, before),
    movingMixed(currenciesOut, after),
  ]
  const undecidable = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const hasBoth = before.from[i]! < before.to[i]!
    const differ = hasBoth && currenciesIn[before.from[i]!] !== currenciesOut[after.from[i]!]
    undecidable[i] = differ || marks.some((mark) => mark[i] === 1) ? 1 : 0
    values[i] = sumsIn[i]! > 0 ? values[i]! / sumsIn[i]! : Number.NaN
  }
  return { test: amountRatio, values, undecidable }
}

function withoutRate(amounts: Float64Array): Uint8Array {
  const flags = new Uint8Array(amounts.length)
  for (let i = 0; i < flags.length; i++) if (Number.isNaN(amounts[i]!)) flags[i] = 1
  return flags
}
