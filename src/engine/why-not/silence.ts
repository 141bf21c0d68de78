// Why a rule is silent about a party: what each stage of its detection found there, and what was missing. The figures
// are the detectors' own.
import type { MatchDetection, MotifDetection, SequenceDetection, WindowDetection } from "../../rules/tree.ts"
import type { ConditionMasks } from "../condition.ts"
import type { EngineContext } from "../context.ts"
import { type MotifSilence, motifSilence } from "./motif.ts"
import { type SequenceSilence, sequenceSilence } from "./sequence.ts"
import { tallyWhere, type WhereTally } from "./where.ts"
import { type WindowSilence, windowSilence } from "./window.ts"

export interface MatchSilence {
  readonly kind: "match"
  /** The side the party must stand on. */
  readonly side: "payer" | "payee"
  /** Of the party's settled payments on that side. */
  readonly where: WhereTally
  /** Payments that would count beside one that passes; null: the rule counts none so. */
  readonly beside: number | null
}

export type PaymentSilence = MatchSilence | WindowSilence | SequenceSilence | MotifSilence

/** `party`: code in the table. */
export function explainDetection(
  context: EngineContext,
  detection: MatchDetection | WindowDetection | SequenceDetection | MotifDetection,
  party: number,
): PaymentSilence {
  switch (detection.kind) {
    case "match":
      return matchSilence(context, detection, party)
    case "window":
      return windowSilence(context, detection, party)
    case "sequence":
      return sequenceSilence(context, detection, party)
    case "motif":
      return motifSilence(context, detection, party)
  }
}

function matchSilence(
  context: EngineContext,
  { subject, where, also }: MatchDetection,
  party: number,
): MatchSilence {
  const { items, starts } = context.grouping(subject)
  const rows = Array.from(items.subarray(starts[party - 1]!, starts[party]!))
  const masks: ConditionMasks = new Map()
  return {
    kind: "match",
    side: subject,
    where: tallyWhere(context, where, rows, masks),
    beside: also === null ? null : tallyWhere(context, also, rows, masks).passed,
  }
}
