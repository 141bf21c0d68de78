// Two rule packs over the same payments: which alerts come, go and change, what they cost, and how they stand against
// labelled parties. Joins rooms, as the batch run does; what both packs have in common is worked out once.
import { alertVolume, compareAlerts, isActive } from "./alerts/compare-alerts.ts"
import { allSuppressions } from "./alerts/given-suppressions.ts"
import { labelMetrics, measure, truthOfRule } from "./alerts/label-metrics.ts"
import { asOfDay, createSuppressor } from "./alerts/suppress.ts"
import { evaluateRules } from "./engine/evaluate.ts"
import {
  checkArguments,
  having,
  listOf,
  NUMBER,
  optionsOf,
  PACK,
  RULE_FILES,
  SCREEN_OPTIONS,
  TABLE,
  TEXT,
} from "./model/arguments.ts"
import type { AlertCost, Backtest, BacktestSide, Sweep, SweepPoint } from "./model/backtest.ts"
import { MISSING } from "./model/dictionary.ts"
import { InputError } from "./model/errors.ts"
import type { Label } from "./model/label.ts"
import { formatMinor, parseMoneyLiteral } from "./model/money.ts"
import type { Screening } from "./model/screening.ts"
import type { PaymentTable } from "./model/table.ts"
import { compareText, SEVERITIES, type Severity } from "./model/vocabulary.ts"
import type { RuleFile } from "./rules/pack.ts"
import { isAboutNetworks } from "./rules/rule-references.ts"
import type { Rule, RulePack } from "./rules/tree.ts"
import { parseSweep, varyParam } from "./rules/vary-param.ts"
import { type ScreenOptions, type SharedWork, screenWith, startWork } from "./screen.ts"

/** What both sides of a back-test share: how to screen, what is known of parties, and what an analyst costs. */
export interface BacktestOptions extends Omit<ScreenOptions, "intake"> {
  /** What is known of parties; those that no payment has are counted and left aside. */
  readonly labels?: readonly Label[] | undefined
  /** What an analyst needs for one alert: an assumption, 30 unless given. */
  readonly minutesPerAlert?: number | undefined
  /** What an analyst's hour costs: `45 USD`. */
  readonly hourlyRate?: string | undefined
  /** A param of the second pack to run through, `RULE.PARAM=from:to:step`, with the files of that pack. */
  readonly sweep?: { readonly request: string; readonly files: readonly RuleFile[] } | undefined
}

/** Minutes that an analyst is taken to need for one alert, unless said otherwise: an assumption, not a measurement. */
export const DEFAULT_MINUTES_PER_ALERT = 30

const BACKTEST_OPTIONS = optionsOf({
  ...SCREEN_OPTIONS,
  labels: listOf(having("a label, as readLabels makes it", "party", "isTrue")),
  minutesPerAlert: NUMBER,
  hourlyRate: TEXT,
  sweep: optionsOf({ request: TEXT, files: RULE_FILES }, "request", "files"),
})

/**
 * Screens the table with both packs and compares what they find. Both may be the same, to measure one.
 *
 * @throws InputError OPTION_INVALID for minutes, a rate or a sweep that cannot be read, RULE_UNKNOWN_RULE, RULE_UNKNOWN_PARAM and
 *   RULE_PARAM_OUT_OF_RANGE for a sweep. Rejects with the signal's reason when it is aborted.
 */
export async function backtest(
  table: PaymentTable,
  before: RulePack,
  after: RulePack,
  options: BacktestOptions = {},
): Promise<Backtest> {
  checkArguments("backtest", {
    table: [table, TABLE],
    before: [before, PACK],
    after: [after, PACK],
    options: [options, BACKTEST_OPTIONS],
  })
  const { minutesPerAlert = DEFAULT_MINUTES_PER_ALERT, hourlyRate = null } = options
  const costOf = costing(minutesPerAlert, hourlyRate)
  const steps = options.sweep === undefined ? null : sweepSteps(after, options.sweep)
  const work = startWork(table, before, options)
  const second = sameWords(before, after) ? work : startWork(table, after, options)
  const pack = second === work ? { ...after, rules: after.rules.map(known(before.rules)) } : after
  const old = await screenWith(work, before, options)
  const now = before === after ? old : await screenWith(second, pack, options)
  const labels = options.labels ?? null
  const present = labels?.filter(({ party }) => table.parties.code(party) !== MISSING) ?? null
  const span = spanOf(table, work.context.order)
  const side = (screening: Screening, rules: readonly Rule[]) =>
    sideOf(screening, rules, span, present, costOf)
  const changes = compareAlerts(old.alerts, now.alerts)
  const countOf = (kind: string) => changes.filter(({ change }) => change === kind).length
  return {
    payments: work.context.order.length,
    labels: labels && present && labelCounts(labels, present, [...before.rules, ...after.rules]),
    assumptions: { minutesPerAlert, hourlyRate },
    before: side(old, before.rules),
    after: side(now, after.rules),
    changes,
    counts: { added: countOf("added"), gone: countOf("gone"), changed: countOf("changed") },
    rules: findingCounts(old, now),
    sweep: steps && (await sweep(steps, pack, second, present, options)),
  }
}

/** Whether lexicons, lists and contexts are the same, so that both packs may share what was found in texts. */
function sameWords(a: RulePack, b: RulePack): boolean {
  const words = ({ lexicons, lists, contexts }: RulePack) =>
    JSON.stringify([[...lexicons], [...lists], contexts])
  return a === b || words(a) === words(b)
}

/** The same rule among those known, whatever file it is from; else itself. */
function known(rules: readonly Rule[]): (rule: Rule) => Rule {
  const keyOf = (rule: Rule) => JSON.stringify({ ...rule, file: "" })
  const byKey = new Map(rules.map((rule) => [keyOf(rule), rule]))
  return (rule) => byKey.get(keyOf(rule)) ?? rule
}

function sideOf(
  { alerts, findings, networks }: Screening,
  rules: readonly Rule[],
  span: ReturnType<typeof spanOf>,
  labels: readonly Label[] | null,
  costOf: (alerts: number) => AlertCost,
): BacktestSide {
  const active = alerts.filter(isActive)
  const bySeverity = Object.fromEntries(
    SEVERITIES.map((severity) => [severity, active.filter((alert) => alert.severity === severity).length]),
  ) as Record<Severity, number>
  const membersOf = new Map(networks.map(({ id, members }) => [id, members.map(({ party }) => party)]))
  return {
    alerts: active.length,
    suppressed: alerts.length - active.length,
    bySeverity,
    volume: alertVolume(alerts, span),
    cost: costOf(active.length),
    metrics: labels && labelMetrics(labels, { rules, findings, alerts, membersOf }),
  }
}

function spanOf({ time }: PaymentTable, order: Uint32Array) {
  const [first, last] = [order[0], order.at(-1)]
  return first === undefined || last === undefined ? null : { firstMs: time[first]!, lastMs: time[last]! }
}

function costing(minutesPerAlert: number, hourlyRate: string | null): (alerts: number) => AlertCost {
  if (!Number.isFinite(minutesPerAlert) || minutesPerAlert < 0) {
    const detail = `an alert takes ${minutesPerAlert} minutes; give a number of at least 0, such as 30`
    throw new InputError("OPTION_INVALID", {}, detail)
  }
  const rate = hourlyRate === null ? null : parseMoneyLiteral(hourlyRate)
  if (rate === undefined || (rate !== null && rate.minor < 0)) {
    const detail = `"${hourlyRate}" is no rate for an hour; write an amount with its currency, such as 45 USD`
    throw new InputError("OPTION_INVALID", {}, detail)
  }
  return (alerts) => {
    const hours = (alerts * minutesPerAlert) / 60
    const money = rate && `${formatMinor(Math.round(hours * rate.minor), rate.currency)} ${rate.currency}`
    return { hours, money }
  }
}

function labelCounts(
  labels: readonly Label[],
  present: readonly Label[],
  rules: readonly Rule[],
): Backtest["labels"] {
  const partiesOf = (some: readonly Label[]) => new Set(some.map(({ party }) => party))
  const all = partiesOf(present)
  const trues = partiesOf(present.filter(({ isTrue }) => isTrue))
  const ids = new Set(rules.map(({ id }) => id))
  const unknown = labels.flatMap(({ rule }) => (rule === null || ids.has(rule) ? [] : [rule]))
  return {
    true: trues.size,
    false: all.size - trues.size,
    absent: partiesOf(labels).size - all.size,
    unknownRules: [...new Set(unknown)].sort(compareText),
  }
}

function findingCounts(before: Screening, after: Screening): Backtest["rules"] {
  const countsOf = ({ outcomes }: Screening) =>
    new Map(outcomes.map(({ rule, findings }) => [rule, findings]))
  const old = countsOf(before)
  const now = countsOf(after)
  const rules = [...new Set([...old.keys(), ...now.keys()])].sort(compareText)
  return rules.map((rule) => ({ rule, before: old.get(rule) ?? null, after: now.get(rule) ?? null }))
}

interface SweepSteps extends Pick<Sweep, "rule" | "param" | "type" | "inForce"> {
  readonly steps: readonly { readonly value: string; readonly at: number; readonly rule: Rule }[]
}

/** Every rule is made before any runs, so that a wrong value is told at once. Throws as `backtest` does. */
export function sweepSteps(
  pack: RulePack,
  { request, files }: NonNullable<BacktestOptions["sweep"]>,
): SweepSteps {
  const { rule, param, values } = parseSweep(request, pack)
  if (isAboutNetworks(rule)) {
    const detail = `${rule.id} is about networks, which every value would have to find anew; compare two settings instead`
    throw new InputError("OPTION_INVALID", { file: "--sweep" }, detail)
  }
  return {
    rule: rule.id,
    param: param.name,
    type: param.type,
    inForce: param.value,
    steps: values.map(({ text, at }) => ({
      value: text,
      at,
      rule: varyParam(files, rule, param.name, text),
    })),
  }
}

/** Only the swept rule, and combinations of findings, are evaluated again. Networks add nothing to these figures. */
async function sweep(
  { steps, ...head }: SweepSteps,
  pack: RulePack,
  { context, known: before }: SharedWork,
  labels: readonly Label[] | null,
  options: BacktestOptions,
): Promise<Sweep> {
  const { table } = context
  const asOf = asOfDay(table, options.asOf)
  const suppressions = allSuppressions(pack.suppressions, options.suppressions)
  const points: SweepPoint[] = []
  for (const [done, { value, at, rule }] of steps.entries()) {
    const item = `${head.param} ${value}`
    options.onProgress?.({ stage: "rules", done, total: steps.length, unit: "rules", item })
    const rules = pack.rules.map((other) => (other.id === rule.id ? rule : other))
    // A copy, so that the findings of each value are let go.
    const evaluated = await evaluateRules(context, rules, { signal: options.signal }, new Map(before))
    const findings = createSuppressor(table, suppressions, asOf).mark(evaluated.findings)
    const standing = findings.filter(({ suppressed }) => suppressed === undefined)
    const own = findings.filter((finding) => finding.rule === rule.id)
    const subjects = new Set(own.map(({ subject }) => subject))
    points.push({
      value,
      at,
      findings: own.length,
      alerts: new Set(standing.map(({ subject }) => subject)).size,
      subjects: subjects.size,
      metrics: labels && measure(subjects, truthOfRule(labels, rule)),
    })
  }
  return { ...head, points }
}
