// Sequence rules: payments of one party that follow each other, or that follow the money from payee to payee, as
// SequenceDetection in the rule tree defines them.
//
// For each step in turn, the payments that complete the steps up to there are found (see sequence-steps.ts): by party
// in the groups of that party, in a chain among the payments that the step's payer was paid. Neighbouring steps are
// different payments; steps further apart can share one only where all between are of one instant.
import type { Bits } from "../model/bits.ts"
import { newFlags, newWords } from "../model/large-arrays.ts"
import type { SequenceDetection, Step } from "../rules/tree.ts"
import { intersect, isNone, noBits, settledBits } from "./bits.ts"
import { type ConditionMasks, evaluateCondition, holds } from "./condition.ts"
import type { EngineContext } from "./context.ts"
import { anyOf, FALSE, type Mask, TRUE, trueEverywhere, withParty } from "./masks.ts"
import { movingDistinct } from "./moving-windows.ts"
import { partiesIn, rowsOfParties } from "./row-sets.ts"
import { gather, lookbackWindows, type Selection, select, type Windows } from "./selection.ts"
import { type Completions, followUp, regroup, traceBack } from "./sequence-steps.ts"
import { noteUnknown, type Shortfalls } from "./shortfalls.ts"

export interface DetectedSequences {
  /** Payments that complete the last step; groups are the parties the findings are about. */
  readonly selection: Pick<Selection, "at" | "groups" | "starts">
  readonly windows: Windows
  readonly triggers: Uint8Array
  /** By item: number of different first payments among the completions in its window. */
  readonly repeats: Float64Array
  /** For each step, the row that stands for it in the instance of each item; the last are the items' own rows. */
  readonly steps: readonly Uint32Array[]
}

export function detectSequences(
  context: EngineContext,
  detection: SequenceDetection,
  masks: ConditionMasks,
  shortfalls: Shortfalls,
): DetectedSequences {
  const stepMasks = maskSteps(context, detection, masks, shortfalls)
  const stepRows = meetingRows(context, detection, stepMasks)
  const completed =
    detection.link === "chain"
      ? completeChain(context, detection, stepRows, shortfalls)
      : completeByParty(context, detection, stepRows, shortfalls)
  const selection = completed[completed.length - 1]!
  const windows = lookbackWindows(selection.at, selection.starts, detection.lookbackMs)
  const { firsts, steps } = traceBack(completed)
  const repeats = movingDistinct(firsts, newWords(completed[0]!.rows.length + 1), windows)
  const triggers = newFlags(repeats.length)
  for (let i = 0; i < triggers.length; i++) triggers[i] = holds(detection.repeat, repeats[i]!) ? TRUE : FALSE
  return { selection, windows, triggers, repeats, steps }
}

/**
 * What each step takes. A payment that a step cannot judge, for want of a field or a rate, is lost to that step and is
 * counted, also where another step takes it; one that only lacks a party is counted where no step takes it.
 */
function maskSteps(
  context: EngineContext,
  detection: SequenceDetection,
  masks: ConditionMasks,
  shortfalls: Shortfalls,
): Mask[] {
  const { table } = context
  const stepMasks = detection.steps.map((step, index) => {
    if (step.where === null)
      return withParty(trueEverywhere(table.rowCount), ...sidesNeeded(context, detection, index))
    const where = evaluateCondition(context, step.where, masks)
    noteUnknown(shortfalls, where)
    return withParty(where, ...sidesNeeded(context, detection, index))
  })
  noteUnknown(shortfalls, anyOf(stepMasks, table.rowCount))
  return stepMasks
}

/** Rows that lack a party without which a payment is not that step. */
function sidesNeeded(
  { table, missing }: EngineContext,
  { steps, subject }: SequenceDetection,
  index: number,
): (Bits | null)[] {
  const { party } = steps[index]!
  if (party !== null) return [missing(table[party])]
  const sides: Uint32Array[] = []
  if (index > 0) sides.push(table.payer)
  if (index < steps.length - 1) sides.push(table.payee)
  if (subject?.step === index) sides.push(table[subject.side])
  return sides.map(missing)
}

/**
 * The payments of each step without those of parties that have none of the step before, or of the step after: they
 * complete nothing. Where a missing rate may leave a step undecided, what comes after it takes nothing away, since its
 * payments are to be noted.
 */
function meetingRows(
  context: EngineContext,
  { steps }: SequenceDetection,
  stepMasks: readonly Mask[],
): Bits[] {
  const { table } = context
  const rows = stepMasks.map(({ isTrue }) => intersect(isTrue, context.settled()))
  const meet = (from: number, to: number, side: "in" | "out") => {
    if (isNone(rows[from]!) || isNone(rows[to]!)) {
      rows[to] = noBits(table.rowCount)
      return
    }
    const codes = (step: number, isAfter: boolean) =>
      table[steps[step]!.party ?? (isAfter ? "payer" : "payee")]
    const [before, after] = [codes(Math.min(from, to), false), codes(Math.max(from, to), true)]
    const parties = partiesIn(rows[from]!, side === "in" ? before : after, table.parties.size)
    const met = rowsOfParties(rows[to]!, side === "in" ? after : before, parties)
    rows[to] = settledBits(met, table.rowCount)
  }
  for (let step = 1; step < steps.length; step++) meet(step - 1, step, "in")
  for (let step = steps.length - 1; step > 0; step--)
    if (!isEverUndecided(steps[step - 1]!)) meet(step, step - 1, "out")
  return rows
}

const isEverUndecided = ({ amountRatio }: Step): boolean => (amountRatio?.currency ?? null) !== null

function completeByParty(
  context: EngineContext,
  { steps }: SequenceDetection,
  stepRows: readonly Bits[],
  shortfalls: Shortfalls,
): Completions[] {
  const chain: Completions[] = []
  for (const [i, step] of steps.entries()) {
    const direction = step.party === "payee" ? "in" : "out"
    const selection = select(context, "party", stepRows[i]!, direction)
    chain.push(next(context, chain[i - 1], selection, step, i === steps.length - 1, shortfalls))
  }
  return chain
}

/** Each step by payer, then, for the step after it, by payee; the last by the party the finding is about. */
function completeChain(
  context: EngineContext,
  { steps, subject }: SequenceDetection,
  stepRows: readonly Bits[],
  shortfalls: Shortfalls,
): Completions[] {
  const { table } = context
  const chain: Completions[] = []
  for (const [i, step] of steps.entries()) {
    const selection = select(context, i === 0 ? "payee" : "payer", stepRows[i]!, null)
    const isLast = i === steps.length - 1
    const completions = next(context, chain[i - 1], selection, step, isLast, shortfalls)
    const isAsItIs = i === 0 || isLast
    chain.push(isAsItIs ? completions : regroup(context, completions, gather(table.payee, completions.rows)))
  }
  const subjectRows = traceBack(chain).steps[subject?.step ?? 0]!
  const side = table[subject?.side ?? "payee"]
  chain.push(regroup(context, chain.pop()!, gather(side, subjectRows)))
  return chain
}

function next(
  context: EngineContext,
  before: Completions | undefined,
  selection: Selection,
  step: Step,
  isLast: boolean,
  shortfalls: Shortfalls,
): Completions {
  if (before !== undefined) return followUp(context, before, selection, step, isLast, shortfalls)
  const { rows, at, groups, starts } = selection
  return { rows, at, groups, starts, previous: new Uint32Array() }
}
