// From what a detector marked to findings: one for each episode.
import type { ConditionResult, Finding } from "../model/finding.ts"
import type { MatchDetection, Rule, SequenceDetection, Step, WindowDetection } from "../rules/tree.ts"
import type { ConditionMasks } from "./condition.ts"
import type { EngineContext } from "./context.ts"
import { type Episode, findEpisodes } from "./episodes.ts"
import { findMatches, observeConditions, type RowMatch } from "./evidence.ts"
import { makeFinding } from "./finding.ts"
import type { DetectedSequences } from "./sequence.ts"
import { subjectOf } from "./subjects.ts"
import type { Detected } from "./window.ts"
import { formatRatio, roughDuration, wordHaving, wordRange, wordTest } from "./wording.ts"

/** Findings of a match or window rule. */
export function windowFindings(
  context: EngineContext,
  rule: Rule,
  detection: MatchDetection | WindowDetection,
  detected: Detected,
  masks: ConditionMasks,
): Finding[] {
  const { table } = context
  const { selection, windows, triggers, measured } = detected
  const isMatch = detection.kind === "match"
  const gapMs = isMatch ? detection.gatherMs : detection.lookbackMs
  const havings = isMatch ? [] : detection.having
  const words = havings.map(wordHaving)
  const episodes = findEpisodes(selection.at, selection.starts, windows, triggers, gapMs)
  return episodes.map((episode) => {
    const rows = distinctNeighbours(selection.rows.subarray(episode.from, episode.to))
    const { shared, ...about } = subjectOf(context, detection, selection, episode)
    return makeFinding(table, rule, {
      ...about,
      startMs: selection.at[episode.firstTrigger]!,
      rows,
      conditions: [
        ...shared,
        ...observeConditions(context, detection.where, rows, masks),
        ...words.map(({ measure, threshold, format }, i) => ({
          measure,
          threshold,
          observed: format(measured[i]!.values[episode.peak]!),
        })),
      ],
      matches: findMatches(context, detection.where, rows, masks).map(({ match }) => match),
    })
  })
}

/** Rows without those that equal the one before: the two legs of a payment stand side by side. */
function distinctNeighbours(rows: Uint32Array): number[] {
  const distinct: number[] = []
  for (const row of rows) if (row !== distinct[distinct.length - 1]) distinct.push(row)
  return distinct
}

/** Findings of a sequence rule. Their payments are those of all instances completed in the triggers' windows. */
export function sequenceFindings(
  context: EngineContext,
  rule: Rule,
  detection: SequenceDetection,
  detected: DetectedSequences,
  masks: ConditionMasks,
): Finding[] {
  const { table } = context
  const { selection, windows, triggers } = detected
  const ranks = context.ranks()
  const inOrder = (rows: Iterable<number>) => [...new Set(rows)].sort((a, b) => ranks[a]! - ranks[b]!)
  const episodes = findEpisodes(selection.at, selection.starts, windows, triggers, detection.lookbackMs)
  return episodes.map((episode) => {
    const rowsOfStep = detected.steps.map((rows) => inOrder(rows.subarray(episode.from, episode.to)))
    const matches = detection.steps.flatMap((step, i) =>
      findMatches(context, step.where, rowsOfStep[i]!, masks),
    )
    const party = table.parties.text(episode.group + 1)
    return makeFinding(table, rule, {
      subject: party,
      role: sequenceRole(detection),
      group: [party],
      startMs: selection.at[episode.firstTrigger]!,
      rows: inOrder(rowsOfStep.flat()),
      conditions: sequenceConditions(context, detection, detected, episode, rowsOfStep, masks),
      matches: distinctMatches(matches, ranks),
      instances: rowsOfStep[0]!.length,
    })
  })
}

/** At an end of a chain the subject only pays or is only paid; elsewhere it does both. */
function sequenceRole({ subject, steps }: SequenceDetection): "payer" | "payee" | "party" {
  const isEnd = subject !== null && subject.step === (subject.side === "payer" ? 0 : steps.length - 1)
  return isEnd ? subject.side : "party"
}

/** Matches by payment; where a payment stands in several steps, each match once. */
export function distinctMatches(matches: readonly RowMatch[], ranks: Uint32Array) {
  const listed = new Set<string>()
  const distinct = matches.filter(({ match }) => {
    const key = JSON.stringify([
      match.payment,
      match.field,
      match.start,
      match.end,
      match.term,
      match.lexicon,
    ])
    const isNew = !listed.has(key)
    listed.add(key)
    return isNew
  })
  return distinct.sort((a, b) => ranks[a.row]! - ranks[b.row]!).map(({ match }) => match)
}

/** Conditions of each step, with the step's name before the measure, then how often the sequence was seen. */
function sequenceConditions(
  context: EngineContext,
  detection: SequenceDetection,
  detected: DetectedSequences,
  episode: Episode,
  rowsOfStep: readonly (readonly number[])[],
  masks: ConditionMasks,
): ConditionResult[] {
  const results: ConditionResult[] = []
  for (const [i, step] of detection.steps.entries()) {
    const before = detection.steps[i - 1]
    const own = observeConditions(context, step.where, rowsOfStep[i]!, masks)
    if (before !== undefined) own.push(...observeLink(context, detected, episode, i, step, before))
    for (const result of own) results.push({ ...result, measure: `${step.name}: ${result.measure}` })
  }
  const repeat = String(detected.repeats[episode.peak]!)
  results.push({ measure: "repeat", threshold: wordTest(detection.repeat, String), observed: repeat })
  return results
}

/** Time and amount of a step against the step before, over the instances of the episode. */
function observeLink(
  { table, amountsIn }: EngineContext,
  { steps }: DetectedSequences,
  episode: Episode,
  index: number,
  step: Step,
  before: Step,
): ConditionResult[] {
  const rows = steps[index]!.subarray(episode.from, episode.to)
  const rowsBefore = steps[index - 1]!.subarray(episode.from, episode.to)
  const results: ConditionResult[] = []
  if (step.withinMs !== null) {
    const waits = Array.from(rows, (row, i) => table.time[row]! - table.time[rowsBefore[i]!]!)
    const threshold = wordTest({ lte: step.withinMs }, roughDuration)
    results.push({
      measure: `time after ${before.name}`,
      threshold,
      observed: wordRange(waits, roughDuration),
    })
  }
  if (step.amountRatio !== null) {
    const { currency } = step.amountRatio
    const amounts = currency === null ? table.amountMinor : amountsIn(currency)
    const ratios = Array.from(rows, (row, i) => amounts[row]! / amounts[rowsBefore[i]!]!)
    const threshold = wordTest(step.amountRatio, formatRatio)
    results.push({ measure: `amount to ${before.name}`, threshold, observed: wordRange(ratios, formatRatio) })
  }
  return results
}
