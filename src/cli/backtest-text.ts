// A backtest on the terminal: alerts before and after, what changed, what it costs, and how it stands against labels.
import { type Backtest, type BacktestSide, ENGLISH, type Metrics, SEVERITIES } from "../index.ts"
import { party } from "./explanation-text.ts"
import { alignColumns, countOf, listOf, type Paint, printable } from "./terminal.ts"

/** Changed alerts and rules listed before the rest is only counted. */
const LIST_LENGTH = 25

const UNKNOWN_SHOWN = 3

type Row = readonly string[]

/** Without a second pack there is nothing to compare: the columns and sections of the second are left out. */
export function backtestText(result: Backtest, isCompared: boolean, paint: Paint): string {
  const sections = [
    alertLines(result, isCompared, paint),
    ...(isCompared ? [changeLines(result, paint), ruleLines(result, paint)] : []),
    ...metricsSections(result, isCompared, paint),
    sweepLines(result, paint),
  ]
  const text = sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"))
  return `${text.join("\n\n")}\n`
}

function alertLines(
  { payments, before, after, assumptions }: Backtest,
  isCompared: boolean,
  paint: Paint,
): string[] {
  const sides = isCompared ? [before, after] : [before]
  const row = (name: string, value: (side: BacktestSide) => string): Row => [name, ...sides.map(value)]
  const rows: Row[] = [
    ...(isCompared ? [["", "before", "after"]] : []),
    row("alerts", (side) => String(side.alerts)),
    ...SEVERITIES.toReversed().map((severity) =>
      row(`  ${severity}`, (side) => String(side.bySeverity[severity])),
    ),
    row("suppressed", (side) => String(side.suppressed)),
    row("alerts a day, mean", (side) => decimal(side.volume.meanPerDay, 2)),
    row("alerts a day, most", (side) => String(side.volume.maxPerDay)),
    row("analyst hours", (side) => decimal(side.cost.hours, 1)),
  ]
  if (assumptions.hourlyRate !== null) rows.push(row("cost", (side) => side.cost.money ?? ""))
  const rate = assumptions.hourlyRate === null ? "" : ` at ${assumptions.hourlyRate} an hour`
  return [
    `${paint("bold", "Alerts")} over ${countOf(payments, "settled payment")}, ${countOf(before.volume.days, "day")}`,
    ...alignColumns(rows),
    printable(
      `  Hours assume ${countOf(assumptions.minutesPerAlert, "minute")} for an alert${rate}; measure your own.`,
    ),
  ]
}

function changeLines({ changes, counts }: Backtest, paint: Paint): string[] {
  const head = `${paint("bold", "Changes")}: ${counts.added} added, ${counts.gone} gone, ${counts.changed} changed`
  if (changes.length === 0) return [head]
  const rows = changes
    .slice(0, LIST_LENGTH)
    .map(({ subject, name, change, before, after }) => [
      change,
      party(subject, name),
      before === null ? "none" : `${before.score} ${before.severity}`,
      after === null ? "none" : `${after.score} ${after.severity}`,
      printable(rulesText(before?.rules ?? [], after?.rules ?? [])),
    ])
  return [
    head,
    ...alignColumns([["change", "party", "before", "after", "rules"], ...rows]),
    ...more(changes.length),
  ]
}

/** What came (+) and what went (−). */
function rulesText(before: readonly string[], after: readonly string[]): string {
  const came = after.filter((rule) => !before.includes(rule)).map((rule) => `+${rule}`)
  const went = before.filter((rule) => !after.includes(rule)).map((rule) => `−${rule}`)
  return [...came, ...went].join(" ") || "same rules"
}

function ruleLines({ rules }: Backtest, paint: Paint): string[] {
  const other = rules.filter(({ before, after }) => before !== after)
  const head = `${paint("bold", "Findings by rule")}: ${countOf(other.length, "rule")} of ${rules.length} with another number`
  if (other.length === 0) return [head]
  const count = (number: number | null) => (number === null ? "not run" : String(number))
  const rows = other
    .slice(0, LIST_LENGTH)
    .map(({ rule, before, after }) => [printable(rule), count(before), count(after)])
  return [head, ...alignColumns([["rule", "before", "after"], ...rows]), ...more(other.length)]
}

function metricsSections({ labels, before, after }: Backtest, isCompared: boolean, paint: Paint): string[][] {
  if (labels === null || before.metrics === null || after.metrics === null) return []
  const [old, now] = [before.metrics, after.metrics]
  const absent = labels.absent > 0 ? `; ${labels.absent} more in no payment, left aside` : ""
  const title = [
    `${paint("bold", "Against labels")}: ${labels.true} true, ${labels.false} false${absent}`,
    ...unknownRulesLines(labels.unknownRules),
  ]
  const table = <T extends { readonly metrics: Metrics }>(
    name: string,
    keyOf: (row: T) => string,
    was: readonly T[],
    is: readonly T[],
  ): string[] => {
    const keys = [...new Set([...was, ...is].map(keyOf))]
    const of = (rows: readonly T[], key: string) => rows.find((row) => keyOf(row) === key)?.metrics
    const rows = keys
      .filter((key) => [of(was, key), of(is, key)].some((one) => one !== undefined && finds(one)))
      .map((key) => [
        printable(key),
        ...metricsCells(of(was, key)),
        ...(isCompared ? metricsCells(of(is, key)) : []),
      ])
    if (rows.length === 0) return []
    const columns = ["true", "false", "missed", "unlabelled", "precision", "recall", "F1"]
    const head = [name, ...columns, ...(isCompared ? columns.map((column) => `→ ${column}`) : [])]
    return alignColumns([head, ...rows])
  }
  return [
    [...title, ...table("alerts at or above", (row) => row.atLeast, old.bySeverity, now.bySeverity)],
    table("typology", (row) => row.typology, old.byTypology, now.byTypology),
    table("rule", (row) => row.rule, old.byRule, now.byRule),
  ]
}

/** A rule's name may be mistyped, or the rule left out of this run: it would look as if nothing was known of it. */
function unknownRulesLines(rules: readonly string[]): string[] {
  if (rules.length === 0) return []
  const told = listOf(ENGLISH, rules.slice(0, UNKNOWN_SHOWN).map(printable), rules.length)
  return [`  Labels are about ${rules.length === 1 ? "a rule" : "rules"} that no pack here runs: ${told}`]
}

function finds({ truePositives, falsePositives, unlabelled }: Metrics): boolean {
  return truePositives + falsePositives + unlabelled > 0
}

function metricsCells(metrics: Metrics | undefined): string[] {
  if (metrics === undefined) return Array.from({ length: 7 }, () => "-")
  const { truePositives, falsePositives, falseNegatives, unlabelled, precision, recall, f1 } = metrics
  return [
    ...[truePositives, falsePositives, falseNegatives, unlabelled].map(String),
    ...[precision, recall, f1].map(ratio),
  ]
}

function sweepLines({ sweep }: Backtest, paint: Paint): string[] {
  if (sweep === null) return []
  const { rule, param, inForce, points } = sweep
  const isLabelled = points.some(({ metrics }) => metrics !== null)
  const rows = points.map(({ value, findings, subjects, alerts, metrics }) => [
    printable(value),
    ...[findings, subjects, alerts].map(String),
    ...(metrics === null ? [] : metricsCells(metrics)),
  ])
  const labelled = ["true", "false", "missed", "unlabelled", "precision", "recall", "F1"]
  return [
    `${paint("bold", "Sweep")} of ${printable(`${rule}.${param} (in force: ${inForce})`)}`,
    ...alignColumns([
      ["value", "findings", "parties", "alerts of all rules", ...(isLabelled ? labelled : [])],
      ...rows,
    ]),
  ]
}

function more(length: number): string[] {
  return length > LIST_LENGTH ? [`  … and ${length - LIST_LENGTH} more (--json and --out have all)`] : []
}

/** `-` where there is nothing to divide by. */
export function ratio(value: number | null): string {
  return value === null ? "-" : decimal(value, 3)
}

function decimal(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)))
}
