// From combinations that were met to findings: one for each episode of a subject.
import type { ConditionResult, Finding, PartyInRole } from "../model/finding.ts"
import type { Messages } from "../model/messages.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import type { CombineDetection, Rule } from "../rules/tree.ts"
import { type CombinedFindings, detectCombinations, itemsOf, wouldDo } from "./combine.ts"
import type { EngineContext } from "./context.ts"
import { type Episode, findEpisodes } from "./episodes.ts"
import { countByRule, wordFilter } from "./filter-words.ts"
import { listWords, makeFinding } from "./finding.ts"
import { distinctMatches } from "./findings.ts"
import { formatRatio, wordTest } from "./wording.ts"

/** All findings on one party, or on a network and its members. */
export interface CombineSubject {
  readonly subject: string
  readonly findings: readonly Finding[]
  /** Of a network: values for the sentence. */
  readonly words?: Readonly<Record<string, number>>
}

/** Findings of a combine rule. Their payments are those of all findings in the triggers' windows that fit an item. */
export function combineFindings(
  context: EngineContext,
  rule: Rule,
  detection: CombineDetection,
  subjects: Iterable<CombineSubject>,
  titleOf: (rule: string) => string,
): Finding[] {
  const found: Finding[] = []
  const fitsOf = itemsOf(rule.id, detection.of)
  for (const one of subjects) {
    if (!wouldDo(detection, one.findings.map(fitsOf))) continue
    const detected = detectCombinations(context.table, rule.id, detection, one.findings)
    const { at, windows, triggers } = detected
    const starts = Uint32Array.of(0, at.length)
    for (const episode of findEpisodes(at, starts, windows, triggers, detection.withinMs))
      found.push(makeCombination(context, rule, detection, one, detected, episode, titleOf))
  }
  return found
}

function makeCombination(
  context: EngineContext,
  rule: Rule,
  detection: CombineDetection,
  { subject, words = {} }: CombineSubject,
  detected: CombinedFindings,
  episode: Episode,
  titleOf: (rule: string) => string,
): Finding {
  const { table } = context
  const ranks = context.ranks()
  const findings = detected.findings.slice(episode.from, episode.to)
  const rows = [...new Set(findings.flatMap((finding) => finding.rows))]
  const titles = new Set(findings.map((finding) => titleOf(finding.rule)))
  const isParty = detection.subject === "party"
  return makeFinding(context, rule, {
    subject,
    role: detection.subject,
    group: [subject],
    startMs: detected.at[episode.firstTrigger]!,
    rows: rows.sort((a, b) => ranks[a]! - ranks[b]!),
    conditions: conditionsOf(context.messages, detection, detected, episode),
    matches: distinctMatches(matchesOf(table, findings), ranks),
    parties: mergeParties(findings, isParty ? { party: subject, role: detection.subject } : null),
    words: { ...words, rules: listWords(context.messages, [...titles].sort(compareText), "join.semicolon") },
  })
}

/** For each item the rules that met it and how often, then what the rule asks for. */
function conditionsOf(
  messages: Messages,
  detection: CombineDetection,
  { findings, fits, weights }: CombinedFindings,
  episode: Episode,
): ConditionResult[] {
  const results = detection.of.map((item, i): ConditionResult => {
    const met = findings.filter(
      (_, place) => place >= episode.from && place < episode.to && (fits[place]! >> i) & 1,
    )
    return { measure: item.name, threshold: wordFilter(messages, item), observed: countByRule(messages, met) }
  })
  const [counted, inOrder] = detection.of.every(({ weight }) => weight === 1)
    ? (["combine.items", "combine.items-ordered"] as const)
    : (["combine.weight", "combine.weight-ordered"] as const)
  return [
    ...results,
    {
      measure: messages.say(detection.inOrder ? inOrder : counted),
      threshold: wordTest(messages, { gte: detection.need }, formatRatio),
      observed: formatRatio(weights[episode.peak]!),
    },
  ]
}

/** The subject (a network is no party), then everyone else in each role they had, by role and name. */
function mergeParties(findings: readonly Finding[], subject: PartyInRole | null): PartyInRole[] {
  const others = new Map<string, PartyInRole>()
  for (const each of findings.flatMap(({ parties }) => parties))
    if (each.party !== subject?.party) others.set(JSON.stringify([each.role, each.party]), each)
  const sorted = [...others.values()].sort(
    (a, b) => compareText(a.role, b.role) || compareText(a.party, b.party),
  )
  return subject === null ? sorted : [subject, ...sorted]
}

function matchesOf(table: PaymentTable, findings: readonly Finding[]) {
  return findings.flatMap(({ matches, rows }) => {
    const rowOf = new Map(matches.length === 0 ? [] : rows.map((row) => [table.idOf(row), row] as const))
    return matches.map((match) => ({ row: rowOf.get(match.payment)!, match }))
  })
}
