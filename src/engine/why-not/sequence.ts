// Why a sequence rule is silent about a party: how far its steps were carried out, and what the payment that comes
// nearest to the next step missed. How far they were is asked of the detector itself, with the first steps only.
import { hasBit } from "../../model/bits.ts"
import { type PaymentFacts, paymentFacts } from "../../model/payment-facts.ts"
import type { SequenceDetection, Step } from "../../rules/tree.ts"
import { type ConditionMasks, evaluateCondition } from "../condition.ts"
import type { EngineContext } from "../context.ts"
import { placeAt } from "../places.ts"
import { groupRange } from "../selection.ts"
import { type DetectedSequences, detectSequences } from "../sequence.ts"
import { createShortfalls } from "../shortfalls.ts"
import { formatRatio, roughDuration, wordTest } from "../wording.ts"
import { relativeGap, type ThresholdResult, thresholdResult } from "./gap.ts"
import { tallyWhere, type WhereTally } from "./where.ts"

export interface StepTally {
  readonly name: string
  /** The party's side in this step; null in a chain where another party's payment is meant. */
  readonly party: "payer" | "payee" | null
  /** Of the party's settled payments on that side; else of all settled payments. */
  readonly where: WhereTally
}

/** A payment that might have been the next step, after a payment that completed the steps before. */
export interface NearStep {
  readonly before: PaymentFacts
  readonly payment: PaymentFacts
  /** Time and amount against the step before. */
  readonly links: readonly ThresholdResult[]
}

export interface SequenceSilence {
  readonly kind: "sequence"
  readonly link: SequenceDetection["link"]
  readonly steps: readonly StepTally[]
  /** Number of steps, from the first, that were carried out in order at least once. */
  readonly reached: number
  /** The step after those; null when all were carried out. */
  readonly next: {
    readonly name: string
    /** Payments that fit the step by themselves and could follow by their party. */
    readonly candidates: number
    /** The one with the fewest links missed, then by the smallest relative gap; null: none comes after. */
    readonly nearest: NearStep | null
  } | null
  /** Most repetitions within the rule's lookback; null while the steps were not all carried out. */
  readonly repeat: ThresholdResult | null
}

/** Pairs of payments that are compared for the next step, the latest first, before the search is left at that. */
const MAX_PAIRS = 200_000

/** `party`: code in the table. */
export function sequenceSilence(
  context: EngineContext,
  detection: SequenceDetection,
  party: number,
): SequenceSilence {
  const masks: ConditionMasks = new Map()
  const { steps, link, repeat } = detection
  const detect = (count: number) => completionsOf(context, detection, count, party, masks)
  let reached = steps.length
  let done = detect(reached)
  while (reached > 0 && done.rows.length === 0) done = --reached > 0 ? detect(reached) : NOTHING
  return {
    kind: "sequence",
    link,
    steps: steps.map((step, i) => tallyStep(context, detection, step, i, party, masks)),
    reached,
    next:
      reached === 0 || reached === steps.length
        ? null
        : nextStep(context, detection, reached, done.rows, party, masks),
    repeat:
      reached < steps.length
        ? null
        : thresholdResult(context.messages, repeat, done.mostRepeats, {
            measure: context.messages.nameOf("measure", "repeat"),
            threshold: wordTest(context.messages, repeat, String),
            format: String,
          }),
  }
}

interface PartyCompletions {
  /** Rows that complete the steps. */
  readonly rows: readonly number[]
  readonly mostRepeats: number
}

const NOTHING: PartyCompletions = { rows: [], mostRepeats: 0 }

/** Payments that complete the first `count` steps for the party. */
function completionsOf(
  context: EngineContext,
  detection: SequenceDetection,
  count: number,
  party: number,
  masks: ConditionMasks,
): PartyCompletions {
  const subject = subjectWithin(detection, count)
  if (subject === undefined) return NOTHING
  const detected: DetectedSequences = detectSequences(
    context,
    { ...detection, subject, steps: detection.steps.slice(0, count) },
    masks,
    createShortfalls(context.table.rowCount),
  )
  const [from, to] = groupRange(detected.selection, party - 1)
  let mostRepeats = 0
  for (let item = from; item < to; item++) mostRepeats = Math.max(mostRepeats, detected.repeats[item]!)
  return { rows: Array.from(detected.steps[count - 1]!.subarray(from, to)), mostRepeats }
}

/** The party's place among the first steps of a chain; undefined where it has none there. */
function subjectWithin(
  { subject }: SequenceDetection,
  count: number,
): SequenceDetection["subject"] | undefined {
  if (subject === null || subject.step < count) return subject
  // Who pays a step was paid by the step before.
  return subject.step === count && subject.side === "payer" ? { step: count - 1, side: "payee" } : undefined
}

function tallyStep(
  context: EngineContext,
  { subject }: SequenceDetection,
  step: Step,
  index: number,
  party: number,
  masks: ConditionMasks,
): StepTally {
  const side = step.party ?? (subject?.step === index ? subject.side : null)
  const rows = side === null ? Array.from(context.order) : rowsOnSide(context, side, party)
  return { name: step.name, party: side, where: tallyWhere(context, step.where, rows, masks) }
}

function rowsOnSide(context: EngineContext, side: "payer" | "payee", party: number): number[] {
  const { items, starts } = context.grouping(side)
  return party === 0 ? [] : Array.from(items.subarray(starts[party - 1]!, starts[party]!))
}

function nextStep(
  context: EngineContext,
  detection: SequenceDetection,
  index: number,
  completions: readonly number[],
  party: number,
  masks: ConditionMasks,
): SequenceSilence["next"] {
  const step = detection.steps[index]!
  const { table } = context
  const passing = step.where === null ? null : evaluateCondition(context, step.where, masks).isTrue
  const fits = (row: number) => passing === null || hasBit(passing, row)
  const side = step.party ?? "payer"
  // Who could take the step: the party itself, or in a chain whoever was paid by a step before.
  const payersOf = new Map<number, readonly number[]>()
  const couldFollow = (before: number): readonly number[] => {
    const who = step.party === null ? table.payee[before]! : party
    const known = payersOf.get(who) ?? rowsOnSide(context, side, who).filter(fits)
    payersOf.set(who, known)
    return known
  }
  let best: { before: number; row: number; links: ThresholdResult[]; cost: number } | undefined
  let pairs = 0
  for (const before of completions.toReversed()) {
    const after = couldFollow(before)
    for (let i = placeAt(table.time, after, 0, after.length, table.time[before]!); i < after.length; i++) {
      const row = after[i]!
      if (row === before) continue
      if (++pairs > MAX_PAIRS) break
      const links = linksOf(context, detection, index, before, row)
      const cost = costOf(links)
      if (best === undefined || cost < best.cost) best = { before, row, links, cost }
    }
  }
  let candidates = 0
  for (const rows of payersOf.values()) candidates += rows.length
  const nearest =
    best === undefined
      ? null
      : {
          before: paymentFacts(table, best.before),
          payment: paymentFacts(table, best.row),
          links: best.links,
        }
  return { name: step.name, candidates, nearest }
}

/** Links missed count most; the relative gap, at most 1 here, tells equals apart. */
function costOf(links: readonly ThresholdResult[]): number {
  let cost = 0
  for (const { state, gap } of links) {
    if (state === "met") continue
    const distance = gap === null ? 1 : relativeGap(gap)
    cost += 1 + distance / (1 + distance)
  }
  return cost
}

function linksOf(
  { table, amountsIn, messages }: EngineContext,
  { steps }: SequenceDetection,
  index: number,
  before: number,
  row: number,
): ThresholdResult[] {
  const { withinMs, amountRatio } = steps[index]!
  const name = steps[index - 1]!.name
  const links: ThresholdResult[] = []
  if (withinMs !== null) {
    const test = { lte: withinMs }
    links.push(
      thresholdResult(messages, test, table.time[row]! - table.time[before]!, {
        measure: messages.say("step.time", { step: name }),
        threshold: wordTest(messages, test, roughDuration),
        format: roughDuration,
      }),
    )
  }
  if (amountRatio !== null) {
    const { currency } = amountRatio
    const amounts = currency === null ? table.amountMinor : amountsIn(currency)
    const ratio = amounts[row]! / amounts[before]!
    const isComparable = currency !== null || table.currency[row] === table.currency[before]
    links.push(
      thresholdResult(messages, amountRatio, isComparable && Number.isFinite(ratio) ? ratio : Number.NaN, {
        measure: messages.say("step.amount", { step: name }),
        threshold: wordTest(messages, amountRatio, formatRatio),
        format: formatRatio,
        undecidable: currency !== null && (Number.isNaN(amounts[row]!) || Number.isNaN(amounts[before]!)),
      }),
    )
  }
  return links
}
