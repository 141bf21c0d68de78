// Why a motif rule is silent about a party: what the party has of the payments a motif is made of. Whether they close
// to a cycle or meet in other hands is not searched again here; the figures say which ends are there.
import { newWords } from "../../model/large-arrays.ts"
import type { Messages } from "../../model/messages.ts"
import { legRow } from "../../model/order.ts"
import { formatTime } from "../../model/time.ts"
import type { MotifDetection } from "../../rules/tree.ts"
import { allBits } from "../bits.ts"
import { type ConditionMasks, evaluateCondition } from "../condition.ts"
import type { EngineContext } from "../context.ts"
import { buildGraph, type MotifGraph } from "../motif/graph.ts"
import { movingDistinct } from "../moving-windows.ts"
import { gather, gatherNumbers, lookbackWindows } from "../selection.ts"
import { wordTest } from "../wording.ts"
import { type ThresholdResult, thresholdResult } from "./gap.ts"
import { tallyWhere, type WhereTally } from "./where.ts"

/** One side of a party, among payments that pass `where`, from or to another known party. */
export interface MotifSide {
  readonly payments: number
  readonly counterparties: number
  /** Most different counterparties within the rule's time, against what the shape needs on this side. */
  readonly widest: ThresholdResult
  /** First and last payment of that window; null when there is none. */
  readonly from: string | null
  readonly to: string | null
}

export interface MotifSilence {
  readonly kind: "motif"
  readonly shape: MotifDetection["shape"]
  /** Of the party's settled payments, on either side. */
  readonly where: WhereTally
  readonly incoming: MotifSide
  readonly outgoing: MotifSide
  /**
   * Different counterparties against the most that the subject may have: any number, but for the hub of a
   * gather-scatter. Other parties on the way are not looked at.
   */
  readonly degree: ThresholdResult
}

/** `party`: code in the table. */
export function motifSilence(context: EngineContext, detection: MotifDetection, party: number): MotifSilence {
  const { table } = context
  const { where, shape, maxDegree } = detection
  const degreeTest = shape === "gather-scatter" ? { lte: maxDegree } : {}
  const masks: ConditionMasks = new Map()
  const graph = buildGraph(
    context,
    where === null ? allBits(table.rowCount) : evaluateCondition(context, where, masks).isTrue,
  )
  const { items, starts } = context.grouping("party")
  const legs = items.subarray(starts[party - 1]!, starts[party]!)
  const rows = [...new Set(Array.from(legs, legRow))]
  const needed = widthsNeeded(detection)
  const others = new Set([
    ...gather(graph.payer, edgesOf(graph, "in", party)),
    ...gather(graph.payee, edgesOf(graph, "out", party)),
  ])
  return {
    kind: "motif",
    shape,
    where: tallyWhere(context, where, rows, masks),
    incoming: sideOf(context.messages, graph, "in", party, detection.withinMs, needed.in),
    outgoing: sideOf(context.messages, graph, "out", party, detection.withinMs, needed.out),
    degree: thresholdResult(context.messages, degreeTest, others.size, {
      measure: context.messages.say("motif.counterparties"),
      threshold: wordTest(context.messages, degreeTest, String),
      format: String,
    }),
  }
}

/** Different counterparties the subject of a finding must have on each side. */
function widthsNeeded({ shape, width, widthOut, subject }: MotifDetection): { in: number; out: number } {
  const wide = width ?? 1
  switch (shape) {
    case "cycle":
      return { in: 1, out: 1 }
    case "chain":
      return { in: 0, out: 1 }
    case "fan-in":
      return { in: wide, out: 0 }
    case "fan-out":
      return { in: 0, out: wide }
    case "gather-scatter":
      return { in: wide, out: widthOut ?? wide }
    case "scatter-gather":
    case "stack":
      return subject === "sink" ? { in: wide, out: 0 } : { in: 0, out: wide }
    case "bipartite":
      return { in: 0, out: 1 }
  }
}

function edgesOf(graph: MotifGraph, direction: "in" | "out", party: number): Uint32Array {
  const [starts, edges] =
    direction === "in" ? [graph.inStarts, graph.inEdges] : [graph.outStarts, graph.outEdges]
  return edges.subarray(starts[party]!, starts[party + 1]!)
}

function sideOf(
  messages: Messages,
  graph: MotifGraph,
  direction: "in" | "out",
  party: number,
  withinMs: number,
  needed: number,
): MotifSide {
  const edges = edgesOf(graph, direction, party)
  const others = gather(direction === "in" ? graph.payer : graph.payee, edges)
  const at = gatherNumbers(graph.time, edges)
  const windows = lookbackWindows(at, Uint32Array.of(0, edges.length), withinMs)
  const widths = movingDistinct(others, newWords(graph.partyCount), windows)
  let widest = 0
  for (let i = 1; i < widths.length; i++) if (widths[i]! > widths[widest]!) widest = i
  const test = { gte: needed }
  const measure = messages.say(direction === "in" ? "motif.payers" : "motif.payees")
  return {
    payments: edges.length,
    counterparties: new Set(others).size,
    widest: thresholdResult(messages, test, widths[widest] ?? 0, {
      measure,
      threshold: wordTest(messages, test, String),
      format: String,
    }),
    from: edges.length === 0 ? null : formatTime(at[windows.from[widest]!]!),
    to: edges.length === 0 ? null : formatTime(at[widest]!),
  }
}
