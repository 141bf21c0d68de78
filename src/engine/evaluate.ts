// Runs checked rules over a table: those over payments first, then combinations of their findings by party; once there
// are networks, the rules about networks and combinations by network.
import { assert, unreachable } from "../model/errors.ts"
import type { Finding } from "../model/finding.ts"
import type { RuleOutcome, RunHooks } from "../model/screening.ts"
import { nextTurn } from "../model/steps.ts"
import { compareText } from "../model/vocabulary.ts"
import { inOrderOfNeed, isAboutNetworks } from "../rules/rule-references.ts"
import type { CombineDetection, Detection, NetworkDetection, Rule } from "../rules/tree.ts"
import { type CombineSubject, combineFindings } from "./combine-findings.ts"
import type { ConditionMasks } from "./condition.ts"
import type { EngineContext } from "./context.ts"
import { addContexts } from "./contexts.ts"
import { matchFindings, sequenceFindings, windowFindings } from "./findings.ts"
import { detectMatches } from "./match.ts"
import { motifFindings } from "./motif-findings.ts"
import type { NetworkScene } from "./network-measures.ts"
import { keyRowsOf, networkFindings } from "./network-rule.ts"
import { detectSequences } from "./sequence.ts"
import { countNoted, createShortfalls, type Shortfalls } from "./shortfalls.ts"
import { detectWindows } from "./window.ts"

/** What one rule found. */
export interface RuleEvaluation {
  /** By subject, then by time of the first payment, then by id. */
  readonly findings: Finding[]
  readonly outcome: RuleOutcome
}

/** What some rules found. Findings by rule, subject, time of the first payment, id; outcomes by rule. */
export interface Evaluation {
  readonly findings: readonly Finding[]
  readonly outcomes: readonly RuleOutcome[]
}

/** Evaluates a rule over payments: match, window, sequence or motif. */
export function evaluateRule(context: EngineContext, rule: Rule): RuleEvaluation {
  const { detection } = rule
  assert(
    detection.kind !== "network" && detection.kind !== "combine",
    `${rule.id} rests on what other rules found, not on payments alone`,
  )
  const shortfalls = createShortfalls(context.table.rowCount)
  const budgetReached = new Set<string>()
  const findings = addContexts(context, findingsOf(context, rule, detection, shortfalls, budgetReached))
  const { notApplicable, notDecidable } = shortfalls
  return evaluationOf(context, rule, findings, {
    notApplicable: countNoted(notApplicable, context.settled()),
    notDecidable: countNoted(notDecidable, context.settled()),
    budgetReached: [...budgetReached].sort(compareText),
  })
}

function evaluationOf(
  context: EngineContext,
  rule: Rule,
  findings: Finding[],
  shortfall: Pick<RuleOutcome, "notApplicable" | "notDecidable" | "budgetReached">,
): RuleEvaluation {
  const { time } = context.table
  findings.sort(
    (a, b) =>
      compareText(a.subject, b.subject) || time[a.rows[0]!]! - time[b.rows[0]!]! || compareText(a.id, b.id),
  )
  return {
    findings,
    outcome: { rule: rule.id, version: rule.version, findings: findings.length, ...shortfall },
  }
}

function findingsOf(
  context: EngineContext,
  rule: Rule,
  detection: Exclude<Detection, NetworkDetection | CombineDetection>,
  shortfalls: Shortfalls,
  budgetReached: Set<string>,
): Finding[] {
  const masks: ConditionMasks = new Map()
  switch (detection.kind) {
    case "match":
      return matchFindings(
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
    case "motif":
      return motifFindings(context, rule, detection, masks, shortfalls, budgetReached)
    default:
      return unreachable(detection)
  }
}

/** A rule that rests on other findings has no payments it could not judge: those are counted where they are met. */
function evaluateFound(context: EngineContext, rule: Rule, findings: Finding[]): RuleEvaluation {
  return evaluationOf(context, rule, findings, { notApplicable: 0, notDecidable: 0, budgetReached: [] })
}

/** Rules that group payments alike follow one another: what they need of all payments is then not kept for long. */
function byGrouping(a: Rule, b: Rule): number {
  return compareText(groupingOf(a), groupingOf(b)) || compareText(a.id, b.id)
}

function groupingOf({ detection }: Rule): string {
  return detection.kind === "window" ? `window by ${detection.groupBy}` : detection.kind
}

/**
 * Findings of all rules about parties; rules about networks are left to `evaluateNetworkRules`. Lets other work run
 * between rules now and then. Throws the signal's reason when it is aborted. `known`: what rules over payments found
 * before with this context; what they find now is added.
 */
export async function evaluateRules(
  context: EngineContext,
  rules: readonly Rule[],
  hooks: RunHooks = {},
  known: Map<Rule, RuleEvaluation> = new Map(),
): Promise<Evaluation> {
  const aboutParties = rules.filter((rule) => !isAboutNetworks(rule))
  const overPayments = aboutParties.filter(({ detection }) => detection.kind !== "combine")
  const ordered = [...overPayments.sort(byGrouping), ...inOrderOfNeed(aboutParties)]
  const findingsOn = new Map<string, Finding[]>()
  const titleOf = titlesOf(rules)
  const before = new Set(known.keys())
  return runInTurn(ordered, context.order.length, "rules", hooks, before, (rule) => {
    const { detection } = rule
    const evaluated =
      detection.kind === "combine"
        ? evaluateFound(
            context,
            rule,
            combineFindings(context, rule, detection, subjectsOf(findingsOn), titleOf),
          )
        : (known.get(rule) ?? evaluateRule(context, rule))
    if (detection.kind !== "combine") known.set(rule, evaluated)
    if (ordered.length > overPayments.length) addBySubject(findingsOn, evaluated.findings)
    return evaluated
  })
}

/**
 * Findings of the rules about networks: network rules, then combinations by network, of the findings on its members and
 * on itself. `found` are those of the rules about parties. Without networks none of them finds anything.
 */
export async function evaluateNetworkRules(
  context: EngineContext,
  rules: readonly Rule[],
  found: readonly Finding[],
  scene: Omit<NetworkScene, "findingsOn">,
  hooks: RunHooks = {},
): Promise<Evaluation> {
  const aboutNetworks = rules.filter(isAboutNetworks)
  const networkRules = aboutNetworks.filter(({ detection }) => detection.kind === "network")
  const ordered = [...networkRules.sort((a, b) => compareText(a.id, b.id)), ...inOrderOfNeed(aboutNetworks)]
  if (ordered.length === 0) return { findings: [], outcomes: [] }
  const findingsOn = new Map<string, Finding[]>()
  addBySubject(findingsOn, found)
  const whole = { ...scene, findingsOn }
  const keyRows = keyRowsOf(context, whole)
  const titleOf = titlesOf(rules)
  return runInTurn(ordered, context.order.length, "networks", hooks, new Set(), (rule) => {
    const { detection } = rule
    const findings =
      detection.kind === "network"
        ? networkFindings(context, rule, detection, whole, keyRows)
        : detection.kind === "combine"
          ? combineFindings(context, rule, detection, networkSubjects(whole), titleOf)
          : []
    addBySubject(findingsOn, findings)
    return evaluateFound(context, rule, findings)
  })
}

/** Both together, in the order of rules. */
export function joinEvaluations(a: Evaluation, b: Evaluation): Evaluation {
  const byRule = (x: { readonly rule: string }, y: { readonly rule: string }) => compareText(x.rule, y.rule)
  return {
    findings: [...a.findings, ...b.findings].sort(byRule),
    outcomes: [...a.outcomes, ...b.outcomes].sort(byRule),
  }
}

/** Payments that rules look at before other work may run: thousands of rules on a small table must not wait each. */
const PAYMENTS_A_TURN = 100_000

async function runInTurn(
  rules: readonly Rule[],
  paymentCount: number,
  stage: "rules" | "networks",
  { signal, onProgress }: RunHooks,
  known: ReadonlySet<Rule>,
  evaluate: (rule: Rule) => RuleEvaluation,
): Promise<Evaluation> {
  const evaluated: RuleEvaluation[] = []
  // The first rule waits, so that what was asked before comes in.
  let sinceTurn = PAYMENTS_A_TURN
  for (const [done, rule] of rules.entries()) {
    signal?.throwIfAborted()
    // What is known was told when it was found.
    if (!known.has(rule)) onProgress?.({ stage, done, total: rules.length, unit: "rules", item: rule.id })
    if (sinceTurn >= PAYMENTS_A_TURN) {
      await nextTurn()
      sinceTurn = 0
    }
    sinceTurn += paymentCount
    signal?.throwIfAborted()
    evaluated.push(evaluate(rule))
  }
  onProgress?.({ stage, done: rules.length, total: rules.length, unit: "rules" })
  evaluated.sort((a, b) => compareText(a.outcome.rule, b.outcome.rule))
  return {
    findings: evaluated.flatMap(({ findings }) => findings),
    outcomes: evaluated.map(({ outcome }) => outcome),
  }
}

function addBySubject(findingsOn: Map<string, Finding[]>, findings: readonly Finding[]): void {
  for (const finding of findings) {
    const own = findingsOn.get(finding.subject)
    if (own === undefined) findingsOn.set(finding.subject, [finding])
    else own.push(finding)
  }
}

function* subjectsOf(findingsOn: ReadonlyMap<string, readonly Finding[]>): Generator<CombineSubject> {
  for (const [subject, findings] of findingsOn) yield { subject, findings }
}

function* networkSubjects({ networks, findingsOn }: NetworkScene): Generator<CombineSubject> {
  for (const { id, members, contacts } of networks) {
    const subjects = [id, ...members.map(({ party }) => party)]
    yield {
      subject: id,
      findings: subjects.flatMap((subject) => findingsOn.get(subject) ?? []),
      words: { members: members.length, contacts: contacts.length },
    }
  }
}

function titlesOf(rules: readonly Rule[]): (rule: string) => string {
  const titles = new Map(rules.map(({ id, title }) => [id, title]))
  return (rule) => titles.get(rule) ?? rule
}
