// From what a detector marked to findings: one for each episode.
import type { ConditionResult, Finding } from "../model/finding.ts"
import type {
  Condition,
  MatchDetection,
  Rule,
  SequenceDetection,
  Step,
  WindowDetection,
} from "../rules/tree.ts"
import type { ConditionMasks } from "./condition.ts"
import type { EngineContext } from "./context.ts"
import { type Episode, findEpisodes } from "./episodes.ts"
import { findMatches, observeConditions, type RowMatch } from "./evidence.ts"
import { makeFinding } from "./finding.ts"
import { type DetectedMatches, rowsBeside } from "./match.ts"
import type { DetectedSequences } from "./sequence.ts"
import { subjectOf } from "./subjects.ts"
import type { Detected } from "./window.ts"
import { formatRatio, roughDuration, wordHaving, wordRange, wordTest } from "./wording.ts"

/** Findings of a match rule: the payments of an episode, and those beside them. */
export function matchFindings(
  context: EngineContext,
  rule: Rule,
  detection: MatchDetection,
  detected: DetectedMatches,
  masks: ConditionMasks,
): Finding[] {
  const { selection, windows, triggers } = detected
  const ranks = context.ranks()
  const observe = (where: Condition | null, rows: readonly number[]) =>
    observeConditions(context, where, rows, masks)
  const episodes = findEpisodes(selection.at, selection.starts, windows, triggers, detection.gatherMs)
  return episodes.map((episode) => {
    const matched = [...selection.rows.subarray(episode.from, episode.to)]
    const beside = besideEpisode(context, detection, detected, episode)
    const { subject, role, group, parties, shared } = subjectOf(context, detection, selection, episode)
    const matches = [
      ...findMatches(context, detection.where, matched, masks),
      ...findMatches(context, detection.also, beside, masks),
    ]
    return makeFinding(context, rule, {
      subject,
      role,
      group,
      parties,
      startMs: selection.at[episode.firstTrigger]!,
      rows: [...matched, ...beside].sort((a, b) => ranks[a]! - ranks[b]!),
      conditions: [
        ...shared,
        ...observe(detection.where, matched),
        ...observe(detection.also, beside).map((result) => ({
          ...result,
          measure: context.messages.say("match.beside", { measure: result.measure }),
        })),
      ],
      matches: distinctMatches(matches, ranks),
    })
  })
}

function besideEpisode(
  context: EngineContext,
  { gatherMs }: MatchDetection,
  { selection, beside }: DetectedMatches,
  episode: Episode,
): readonly number[] {
  if (beside === null) return []
  const span = [selection.at[episode.from]!, selection.at[episode.to - 1]!] as const
  return [...rowsBeside(context, beside, selection.groups[episode.group]!, span, gatherMs)]
}

/** Findings of a window rule. */
export function windowFindings(
  context: EngineContext,
  rule: Rule,
  detection: WindowDetection,
  detected: Detected,
  masks: ConditionMasks,
): Finding[] {
  const { selection, windows, triggers, measured } = detected
  const episodes = findEpisodes(selection.at, selection.starts, windows, triggers, detection.lookbackMs)
  // Most rules find nothing.
  if (episodes.length === 0) return []
  const words = detection.having.map((having) => wordHaving(context.messages, having))
  return episodes.map((episode) => {
    const rows = distinctNeighbours(selection.rows.subarray(episode.from, episode.to))
    const { subject, role, group, parties, shared } = subjectOf(context, detection, selection, episode)
    return makeFinding(context, rule, {
      subject,
      role,
      group,
      parties,
      startMs: selection.at[episode.firstTrigger]!,
      rows,
      conditions: [
        ...shared,
        ...observeConditions(context, detection.where, rows, masks),
        ...words.map(({ measure, threshold, format }, i) => ({
          measure,
          threshold,
          observed: format(measured[i]!.values[episode.peak]!, context.messages),
        })),
      ],
      matches: findMatches(context, detection.where, rows, masks).map(({ match }) => match),
    })
  })
}

/** Rows without those that equal the one before: the two legs of a payment stand side by side. */
function distinctNeighbours(rows: Uint32Array): number[] {
  const distinct: number[] = []
  // Beside the array: to read in front of one makes V8 read all of it the slow way.
  let last = -1
  for (const row of rows) {
    if (row !== last) distinct.push(row)
    last = row
  }
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
  const episodes = findEpisodes(selection.at, selection.starts, windows, triggers, detection.lookbackMs)
  return episodes.map((episode) => {
    const rowsOfStep = detected.steps.map((rows) => inOrder(context, rows.subarray(episode.from, episode.to)))
    const matches = detection.steps.flatMap((step, i) =>
      findMatches(context, step.where, rowsOfStep[i]!, masks),
    )
    const party = table.parties.text(selection.groups[episode.group]! + 1)
    return makeFinding(context, rule, {
      subject: party,
      role: sequenceRole(detection),
      group: [party],
      startMs: selection.at[episode.firstTrigger]!,
      rows: inOrder(context, rowsOfStep.flat()),
      conditions: sequenceConditions(context, detection, detected, episode, rowsOfStep, masks),
      matches: distinctMatches(matches, ranks),
      instances: rowsOfStep[0]!.length,
    })
  })
}

/** Settled rows in canonical order, none twice. */
function inOrder(context: EngineContext, rows: ArrayLike<number>): number[] {
  const ranks = context.ranks()
  const sorted = new Uint32Array(rows.length)
  for (let i = 0; i < sorted.length; i++) sorted[i] = ranks[rows[i]!]!
  sorted.sort()
  const distinct: number[] = []
  for (let i = 0; i < sorted.length; i++)
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(context.order[sorted[i]!]!)
  return distinct
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
  const { messages } = context
  const results: ConditionResult[] = []
  for (const [i, step] of detection.steps.entries()) {
    const before = detection.steps[i - 1]
    const own = observeConditions(context, step.where, rowsOfStep[i]!, masks)
    if (before !== undefined) own.push(...observeLink(context, detected, episode, i, step, before))
    for (const result of own) {
      const measure = messages.say("step.measure", { step: step.name, measure: result.measure })
      results.push({ ...result, measure })
    }
  }
  const repeat = String(detected.repeats[episode.peak]!)
  results.push({
    measure: messages.nameOf("measure", "repeat"),
    threshold: wordTest(messages, detection.repeat, String),
    observed: repeat,
  })
  return results
}

/** Time and amount of a step against the step before, over the instances of the episode. */
function observeLink(
  { table, amountsIn, messages }: EngineContext,
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
    const waits = new Float64Array(rows.length)
    for (let i = 0; i < waits.length; i++) waits[i] = table.time[rows[i]!]! - table.time[rowsBefore[i]!]!
    const threshold = wordTest(messages, { lte: step.withinMs }, roughDuration)
    results.push({
      measure: messages.say("step.time", { step: before.name }),
      threshold,
      observed: wordRange(messages, waits, roughDuration),
    })
  }
  if (step.amountRatio !== null) {
    const { currency } = step.amountRatio
    const amounts = currency === null ? table.amountMinor : amountsIn(currency)
    const ratios = new Float64Array(rows.length)
    for (let i = 0; i < ratios.length; i++) ratios[i] = amounts[rows[i]!]! / amounts[rowsBefore[i]!]!
    const threshold = wordTest(messages, step.amountRatio, formatRatio)
    results.push({
      measure: messages.say("step.amount", { step: before.name }),
      threshold,
      observed: wordRange(messages, ratios, formatRatio),
    })
  }
  return results
}
