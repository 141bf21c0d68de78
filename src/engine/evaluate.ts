// Runs checked rules over a table.
import { unreachable } from "../model/errors.ts"
import type { Finding } from "../model/finding.ts"
import type { RuleOutcome, RunHooks } from "../model/screening.ts"
import { compareText } from "../model/vocabulary.ts"
import type { Rule } from "../rules/tree.ts"
import type { ConditionMasks } from "./condition.ts"
import type { EngineContext } from "./context.ts"
import { sequenceFindings, windowFindings } from "./findings.ts"
import { detectMatches } from "./match.ts"
import { detectSequences } from "./sequence.ts"
import { countSettled, createShortfalls, type Shortfalls } from "./shortfalls.ts"
import { detectWindows } from "./window.ts"

export interface RuleEvaluation {
  /** By subject, then by time of the first payment, then by id. */
  readonly findings: Finding[]
  readonly outcome: RuleOutcome
}

export function evaluateRule(context: EngineContext, rule: Rule): RuleEvaluation {
  const shortfalls = createShortfalls(context.table.rowCount)
  const findings = findingsOf(context, rule, shortfalls)
  const { time } = context.table
  findings.sort(
    (a, b) =>
      compareText(a.subject, b.subject) || time[a.rows[0]!]! - time[b.rows[0]!]! || compareText(a.id, b.id),
  )
  const outcome = {
    rule: rule.id,
    version: rule.version,
    findings: findings.length,
    notApplicable: countSettled(context.table, shortfalls.notApplicable),
    notDecidable: countSettled(context.table, shortfalls.notDecidable),
  }
  return { findings, outcome }
}

function findingsOf(context: EngineContext, rule: Rule, shortfalls: Shortfalls): Finding[] {
  const { detection } = rule
  const masks: ConditionMasks = new Map()
  switch (detection.kind) {
    case "match":
      return windowFindings(
        context,
        rule,
        detection,
        detectMatches(context, detection, masks, shortfalls),
        masks,
      )
    case "window":
      return windowFindings(
        context,
        rule,
        detection,
        detectWindows(context, detection, masks, shortfalls),
        masks,
      )
    case "sequence":
      return sequenceFindings(
        context,
        rule,
        detection,
        detectSequences(context, detection, masks, shortfalls),
        masks,
      )
    default:
      return unreachable(detection)
  }
}

/**
 * Findings of all rules, by rule, subject, time of the first payment, id; outcomes in the order of rule ids. Lets
 * other work run between rules. Throws the signal's reason when it is aborted.
 */
export async function evaluateRules(
  context: EngineContext,
  rules: readonly Rule[],
  { signal, onProgress }: RunHooks = {},
): Promise<{ findings: Finding[]; outcomes: RuleOutcome[] }> {
  const findings: Finding[] = []
  const outcomes: RuleOutcome[] = []
  const sorted = [...rules].sort((a, b) => compareText(a.id, b.id))
  for (const [done, rule] of sorted.entries()) {
    signal?.throwIfAborted()
    onProgress?.({ stage: "rules", done, total: sorted.length, unit: "rules", item: rule.id })
    await nextTurn()
    signal?.throwIfAborted()
    const evaluated = evaluateRule(context, rule)
    for (const finding of evaluated.findings) findings.push(finding)
    outcomes.push(evaluated.outcome)
  }
  onProgress?.({ stage: "rules", done: sorted.length, total: sorted.length, unit: "rules" })
  return { findings, outcomes }
}

/** Lets timers, input and aborts come in. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
