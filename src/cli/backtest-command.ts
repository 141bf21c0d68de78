// moneytrail backtest: two rule packs or settings over the same files, and gates for a CI job.
import { basename, dirname } from "node:path"
import type { Command } from "commander"
import {
  type Backtest,
  DEFAULT_MINUTES_PER_ALERT,
  ENGLISH,
  InputError,
  SEVERITIES,
  type Severity,
} from "../index.ts"
import { BACKTEST_FILES, backtestFiles, writeBacktest, writeSweep } from "../node.ts"
import { backtestText, ratio } from "./backtest-text.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { collect, parseCount, parsePositive, parseSeverity, parseShare } from "./option-values.ts"
import { checkOutDirectory } from "./out-directory.ts"
import { createProgressBar } from "./progress.ts"
import {
  addReadingOptions,
  addRuleOptions,
  partiesOf,
  type ReadingOptions,
  type RuleOptions,
  ratesOf,
  readOptionsOf,
} from "./reading-options.ts"
import { RULE_DIRS_HELP, ruleDirs } from "./rule-dirs.ts"
import { addSelectionOptions, type SelectionOptions } from "./selection-options.ts"
import { findSettings } from "./settings-file.ts"
import { countOf, painter, printable, type Terminal } from "./terminal.ts"

interface Gates {
  readonly minPrecision?: number
  readonly minRecall?: number
  readonly maxAlerts?: number
  readonly maxNewAlerts?: number
  /** Alerts below it do not count for the gates. */
  readonly gateSeverity: Severity
}

interface BacktestOptions extends ReadingOptions, RuleOptions, SelectionOptions, Gates {
  readonly againstRules?: readonly string[]
  readonly againstSettings?: string
  readonly labels?: string
  readonly minutesPerAlert: number
  readonly rate?: string
  readonly sweep?: string
  readonly sweepOut?: string
  readonly out?: string
  readonly json?: true
  readonly quiet?: true
  readonly progress: boolean
}

export function defineBacktest(command: Command, { terminal, signal, finish }: Context): void {
  addSelectionOptions(addRuleOptions(command))
    .option("--against-rules <dir>", `for the second pack: ${RULE_DIRS_HELP} (default: as --rules)`, collect)
    .option("--against-settings <file>", "settings for the second pack (default: as --settings)")
    .option(
      "--labels <file>",
      "what is known of parties: a CSV with party,label and, if need be, rule,typology",
    )
    .option(
      "--minutes-per-alert <n>",
      "what an analyst needs for one alert: an assumption, set your own",
      parsePositive,
      DEFAULT_MINUTES_PER_ALERT,
    )
    .option("--rate <money>", 'what an analyst\'s hour costs, such as "45 USD"')
    .option(
      "--sweep <rule.param=from:to:step>",
      'run a param of the second pack through values, such as "my-rule.floor=5000 USD:9500 USD:500 USD"',
    )
    .option("--sweep-out <base>", "write the curve of the sweep as <base>.csv and <base>.svg")
    .option("--out <dir>", `write ${BACKTEST_FILES.join(" and ")} into this directory`)
    .option(
      "--min-precision <x>",
      "exit with 1 when the second pack's alerts have less, against labels",
      parseShare,
    )
    .option(
      "--min-recall <x>",
      "exit with 1 when the second pack's alerts have less, against labels",
      parseShare,
    )
    .option("--max-alerts <n>", "exit with 1 when the second pack makes more alerts", parseCount)
    .option("--max-new-alerts <n>", "exit with 1 when the second pack alerts on more new parties", parseCount)
    .option(
      "--gate-severity <severity>",
      `alerts below this do not count for the four limits above: ${SEVERITIES.join(", ")}`,
      parseSeverity,
      "info",
    )
  addReadingOptions(command)
    .option("--json", "print the result as one JSON object")
    .option("--quiet", "print nothing but errors and limits that were passed")
    .option("--no-progress", "no progress bar")
    .addHelpText(
      "after",
      examples([
        [
          "what would other params change?",
          "moneytrail backtest payments.csv --against-settings stricter.yaml",
        ],
        [
          "your own rules beside the shipped ones, against closed cases",
          "moneytrail backtest payments.csv --against-rules shipped --against-rules my-rules/ --labels cases.csv",
        ],
        [
          "where should the floor be?",
          'moneytrail backtest payments.csv --labels cases.csv --sweep "my-rule.floor=5000 USD:9500 USD:500 USD" --sweep-out curve',
        ],
        [
          "in CI: a change of rules must not flood the analysts",
          "moneytrail backtest sample.csv --against-rules rules/ --max-new-alerts 20 --quiet",
        ],
      ]),
    )
    .action((files: string[], options: BacktestOptions) =>
      finish(runBacktest(files, options, terminal, signal)),
    )
}

async function runBacktest(
  files: readonly string[],
  options: BacktestOptions,
  { stdout, stderr, env }: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  checkOptions(options)
  if (options.out !== undefined) await checkOutDirectory(options.out, files, BACKTEST_FILES)
  if (options.sweepOut !== undefined) {
    const name = basename(options.sweepOut)
    await checkOutDirectory(dirname(options.sweepOut), files, [`${name}.csv`, `${name}.svg`])
  }
  const progress =
    options.progress && options.quiet !== true && stderr.isTTY
      ? createProgressBar(ENGLISH, stderr)
      : undefined
  const hooks = { signal, onProgress: progress?.onProgress }
  try {
    const after = await secondPack(options)
    const result = await backtestFiles(files, {
      ...readOptionsOf(options),
      ...hooks,
      rates: await ratesOf(options),
      parties: await partiesOf(options),
      before: await packOptions(options, options.rules, options.settings),
      after,
      labelsFile: options.labels,
      minutesPerAlert: options.minutesPerAlert,
      hourlyRate: options.rate,
      sweep: options.sweep,
    })
    if (options.out !== undefined) await writeBacktest(result, options.out, hooks)
    if (options.sweepOut !== undefined && result.sweep !== null)
      await writeSweep(result.sweep, options.sweepOut, hooks)
    progress?.clear()
    if (options.json === true) stdout.write(`${JSON.stringify(result, null, 2)}\n`)
    else if (options.quiet !== true)
      stdout.write(backtestText(result, after !== undefined, painter(stdout, env)))
    const broken = brokenGates(result, options)
    for (const gate of broken) stderr.write(`${printable(gate)}\n`)
    return broken.length > 0 ? 1 : 0
  } finally {
    progress?.clear()
  }
}

function checkOptions(options: BacktestOptions): void {
  const needsLabels = options.minPrecision !== undefined ? "--min-precision" : "--min-recall"
  if ((options.minPrecision ?? options.minRecall) !== undefined && options.labels === undefined) {
    throw new InputError("OPTION_INVALID", { file: needsLabels }, "is measured against labels; give --labels")
  }
  if (options.sweepOut !== undefined && options.sweep === undefined) {
    const detail = "there is no curve to write without a sweep; give --sweep"
    throw new InputError("OPTION_INVALID", { file: "--sweep-out" }, detail)
  }
}

async function packOptions(
  { only, without }: SelectionOptions,
  dirs: readonly string[] | undefined,
  settings: string | undefined,
) {
  return { dirs: ruleDirs(dirs), settings: await findSettings(settings), only, without }
}

/** Undefined when nothing of it is given: then the first pack stands alone. */
async function secondPack(options: BacktestOptions) {
  const { againstRules, againstSettings, rules, settings } = options
  if (againstRules === undefined && againstSettings === undefined) return undefined
  return packOptions(options, againstRules ?? rules, againstSettings ?? settings)
}

/** What the second pack's alerts do not keep to, in sentences. */
function brokenGates(result: Backtest, gates: Gates): string[] {
  const least = SEVERITIES.indexOf(gates.gateSeverity)
  const counts = (severity: Severity) => SEVERITIES.indexOf(severity) >= least
  const alerts = SEVERITIES.filter(counts).reduce(
    (sum, severity) => sum + result.after.bySeverity[severity],
    0,
  )
  const added = result.changes.filter(
    ({ change, after }) => change === "added" && after !== null && counts(after.severity),
  ).length
  const metrics = result.after.metrics?.bySeverity[least]?.metrics
  const broken: string[] = []
  const above = (option: string, limit: number | undefined, found: number, noun: string) => {
    if (limit !== undefined && found > limit)
      broken.push(`${option} ${limit} is passed: ${countOf(found, noun)}`)
  }
  const below = (option: string, limit: number | undefined, found: number | null, what: string) => {
    if (limit === undefined || (found !== null && found >= limit)) return
    broken.push(
      `${option} ${limit} is not reached: ${what} is ${found === null ? "not known" : ratio(found)}`,
    )
  }
  above("--max-alerts", gates.maxAlerts, alerts, "alert")
  above("--max-new-alerts", gates.maxNewAlerts, added, "new alert")
  below("--min-precision", gates.minPrecision, metrics?.precision ?? null, "precision of the alerts")
  below("--min-recall", gates.minRecall, metrics?.recall ?? null, "recall of the alerts")
  return broken
}
