// What motif detectors hand over: an episode with its payments, who took part, and what was measured.
import type { ConditionResult } from "../../model/finding.ts"
import type { Messages, SentenceKey } from "../../model/messages.ts"
import type { MotifDetection, NumberTest } from "../../rules/tree.ts"
import { type Format, roughDuration, wordRange, wordTest } from "../wording.ts"

type MotifMeasure = Extract<SentenceKey, `motif.${string}`>

/**
 * opener: pays first in a cycle or chain; hub: centre of a fan or gather-scatter; source and sink: where the money
 * comes from and where it ends; intermediary: between them; payer and payee: the sides of a fan or bipartite shape.
 */
export type MotifRole = "opener" | "hub" | "source" | "sink" | "intermediary" | "payer" | "payee"

/** Triggers of one group at most `within` apart, from one to the next, are one episode. */
export interface MotifEpisode {
  /** Party code. */
  readonly subject: number
  readonly role: MotifRole
  /** What the finding's id is made of beside its first trigger: the subject, or source and sink. */
  readonly group: readonly number[]
  /** Time of the first trigger. */
  readonly startMs: number
  /** Each once, in any order. */
  readonly edges: Iterable<number>
  /** Those who took part beside the subject, by role. */
  readonly parties: ReadonlyMap<MotifRole, Iterable<number>>
  /** Cycles or chains; links of scatter-gather and stack; of the other shapes, triggering payments. */
  readonly instances: number
  readonly conditions: readonly Observation[]
}

/** Least and largest of what was seen. */
export interface Range {
  least: number
  most: number
}

export const emptyRange = (): Range => ({ least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY })

export function widen(range: Range, value: number): void {
  if (value < range.least) range.least = value
  if (value > range.most) range.most = value
}

/** What was observed, once it is known in which language to tell it. */
export type Observation = (messages: Messages) => ConditionResult

/** `{}` as test: any value will do. */
export function observeRange(
  measure: MotifMeasure,
  test: NumberTest,
  { least, most }: Range,
  format: Format,
): Observation {
  return (messages) => ({
    measure: messages.say(measure),
    threshold: wordTest(messages, test, format),
    observed: wordRange(messages, [least, most], format),
  })
}

/** A number of parties against its least. */
export function observeWidth(measure: MotifMeasure, least: number, observed: number): Observation {
  return observeRange(measure, { gte: least }, { least: observed, most: observed }, String)
}

/** Time from the first to the last payment, against `within`. */
export function observeSpan({ withinMs }: MotifDetection, span: Range): Observation {
  return observeRange("motif.span", { lte: withinMs }, span, roughDuration)
}
