// moneytrail screen: the main job, payment files in, alerts and seller networks out.
import type { Command } from "commander"
import {
  type Alert,
  InputError,
  type Progress,
  type RulePack,
  type Screening,
  SEVERITIES,
  type Severity,
} from "../index.ts"
import {
  loadRules,
  outputFilesWithout,
  readApart,
  readSuppressions,
  recordRun,
  screenFiles,
  type WrittenFile,
  writeScreening,
} from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { type LangOption, langOption } from "./lang-option.ts"
import { commonRejects, type RejectTally, rejectText } from "./notes.ts"
import {
  collectList,
  parseCount,
  parseNetworkView,
  parsePositiveCount,
  parseResolution,
  parseSeverity,
} from "./option-values.ts"
import { checkOutDirectory } from "./out-directory.ts"
import { addPrivacyOptions, type PrivacyOptions, type Pseudonyms, pseudonymsOf } from "./privacy-options.ts"
import { createProfile } from "./profile.ts"
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
import { ruleDirs } from "./rule-dirs.ts"
import { addSelectionOptions, type SelectionOptions } from "./selection-options.ts"
import { findSettings } from "./settings-file.ts"
import { summaryText } from "./summary.ts"
import { summaryFacts } from "./summary-facts.ts"
import { painter, type Terminal } from "./terminal.ts"

interface ScreenOptions extends ReadingOptions, RuleOptions, SelectionOptions, LangOption, PrivacyOptions {
  readonly out: string
  readonly withoutFile?: readonly string[]
  readonly suppressions?: string
  readonly apart?: string
  readonly asOf?: string
  readonly failOn?: Severity
  readonly seed?: number
  readonly resolution?: number | "auto"
  readonly networkView?: "auto" | "all" | "alerts"
  readonly hubDegree?: number
  readonly workers?: number
  readonly json?: true
  readonly quiet?: true
  readonly progress: boolean
  readonly profile?: true
}

export function defineScreen(command: Command, { terminal, signal, finish }: Context): void {
  command
    .option("--out <dir>", "directory for the results, made when absent", "out")
    .option(
      "--without-file <names>",
      "leave out these files of the results, such as report.html,alerts.xlsx; repeatable",
      collectList,
    )
  addSelectionOptions(addRuleOptions(command))
    .option("--suppressions <file>", "recorded decisions not to alert: who, why, until when (YAML)")
    .option(
      "--apart <file>",
      "parties that are different people, whatever they share: a CSV with party,other,by,reason",
    )
    .option("--as-of <day>", "day by which suppressions expire (default: that of the last settled payment)")
  addPrivacyOptions(addReadingOptions(command))
    .addOption(langOption())
    .option(
      "--fail-on <severity>",
      `exit with 1 on alerts at or above: ${SEVERITIES.join(", ")}`,
      parseSeverity,
    )
    .option("--seed <n>", "seed of the search for networks", parseCount)
    .option(
      "--resolution <x>",
      "above 1: smaller networks; below 1: larger ones; auto: where they are most stable",
      parseResolution,
    )
    .option(
      "--network-view <which>",
      "look for networks among all parties, or those near alerts; auto: by the size of the ledger",
      parseNetworkView,
    )
    .option("--hub-degree <n>", "parties with more counterparties are set apart as hubs", parsePositiveCount)
    .option(
      "--workers <n>",
      "threads at work, 1 to 64, with the same results (default: by the number of payments and of cores)",
      parsePositiveCount,
    )
    .option("--json", "print the summary as one JSON object")
    .option("--quiet", "print nothing but errors")
    .option("--no-progress", "no progress bar")
    .option("--profile", "print where time and memory went, by stage, rule and file, to standard error")
    .addHelpText(
      "after",
      examples([
        [
          "columns named as payment fields (time, amount, currency, payer, payee, memo …)",
          "moneytrail screen payments.csv",
        ],
        [
          "bills of several payment apps together",
          "moneytrail screen wechat.csv alipay.csv --out out/case-12",
        ],
        [
          "other column names",
          "moneytrail screen ledger.csv --map columns.yaml --timezone Africa/Dar_es_Salaam",
        ],
        [
          "with what is known of parties: party,business,occupation,country,owner,family …",
          "moneytrail screen payments.csv --parties parties.csv",
        ],
        [
          "in a nightly job, failing on grave alerts",
          "zcat day.csv.gz | moneytrail screen - --quiet --fail-on high",
        ],
        [
          "where programs read the results, without what is made for people",
          "moneytrail screen day.csv --without-file report.html,alerts.xlsx,narratives.md",
        ],
      ]),
    )
    .action((files: string[], options: ScreenOptions) => finish(screen(files, options, terminal, signal)))
}

async function screen(
  files: readonly string[],
  options: ScreenOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { stdout, stderr, env } = terminal
  const profile = options.profile === true ? createProfile() : undefined
  // A wrong name is told now, and not when all is done.
  outputFilesWithout(options.withoutFile ?? [])
  await checkOutDirectory(options.out, files)
  const pseudonyms = await pseudonymsOf(options, options.out)
  const showProgress = options.progress && options.quiet !== true && stderr.isTTY
  const settings = await findSettings(options.settings)
  const rules = await loadRules({
    dirs: ruleDirs(options.rules),
    settings,
    only: options.only,
    without: options.without,
    lang: options.lang,
  })
  const { messages } = rules
  const progress = showProgress ? createProgressBar(messages, stderr) : undefined
  const onProgress = (told: Progress): void => {
    profile?.onProgress(told)
    progress?.onProgress(told)
  }
  try {
    const found = { rules, settings, pseudonyms }
    const { screening, written, rejects } = await screenAndWrite(files, found, options, signal, onProgress)
    progress?.clear()
    const facts = summaryFacts(screening, {
      out: options.out,
      files: written,
      inputs: files,
      rejects,
      messages,
    })
    if (options.json === true) stdout.write(`${JSON.stringify(facts, null, 2)}\n`)
    else if (options.quiet !== true) stdout.write(summaryText(facts, messages, painter(stdout, env)))
    if (profile !== undefined) stderr.write(`\n${profile.end()}`)
    if (facts.rows.rejected > 0 && facts.rows.accepted === 0)
      throw nothingRead(rejectsIn(options.out, written), rejects)
    return options.failOn !== undefined && reaches(screening.alerts, options.failOn) ? 1 : 0
  } finally {
    progress?.clear()
  }
}

/** What a run needs that is read before it begins. */
interface Found {
  readonly rules: RulePack
  /** Path of the settings in force. */
  readonly settings: string | undefined
  readonly pseudonyms: Pseudonyms | undefined
}

async function screenAndWrite(
  files: readonly string[],
  { rules, settings, pseudonyms }: Found,
  options: ScreenOptions,
  signal: AbortSignal,
  onProgress: (progress: Progress) => void,
): Promise<{
  screening: Screening
  written: readonly WrittenFile[]
  rejects: ReadonlyMap<string, RejectTally>
}> {
  const { suppressions: file } = options
  const suppressions = file === undefined ? undefined : await readSuppressions(file)
  const rates = await ratesOf(options)
  const parties = await partiesOf(options)
  const apart = options.apart === undefined ? undefined : await readApart(options.apart)
  const rejects = new Map<string, RejectTally>()
  // Before the run: the hashes are of the files that are then read.
  const run = await recordRun({ ...options, settings, mapping: options.map, timeZone: options.timezone })
  const screened = await screenFiles(files, {
    rules,
    veil: pseudonyms?.veil,
    rates,
    parties,
    suppressions,
    apart,
    asOf: options.asOf,
    seed: options.seed,
    resolution: options.resolution,
    networkView: options.networkView,
    hubDegree: options.hubDegree,
    workers: options.workers,
    ...readOptionsOf(options),
    onReject: (reject) => {
      const { count, first } = rejects.get(reject.code) ?? { count: 0, first: reject }
      rejects.set(reject.code, { count: count + 1, first })
    },
    onProgress,
    signal,
  })
  const screening = { ...screened, run }
  const { files: written } = await writeScreening(screening, options.out, {
    without: options.withoutFile,
    workers: options.workers,
    onProgress,
    signal,
  })
  await pseudonyms?.writeMap()
  return { screening, written, rejects }
}

/** The file of the rejects; where it was left out, the directory of the results. */
function rejectsIn(out: string, written: readonly WrittenFile[]): string {
  return written.find(({ name }) => name === "rejects.csv")?.path ?? out
}

/** The outputs stand by then, with the rejects to look at; a nightly job must not take such a run for a clean one. */
function nothingRead(file: string, rejects: ReadonlyMap<string, RejectTally>): InputError {
  const [commonest] = commonRejects(rejects)
  const example =
    commonest === undefined ? "" : `, most often for ${commonest[0]} (${rejectText(commonest[1].first)})`
  return new InputError(
    "TOO_MANY_REJECTS",
    { file },
    `no row could be read as a payment${example}. If columns, time or numbers are misread, say how to read them in a ` +
      "mapping (--map: columns, date_order, decimal, delimiter, encoding)",
  )
}

/** Suppressed alerts do not fail a run. */
function reaches(alerts: readonly Alert[], severity: Severity): boolean {
  const least = SEVERITIES.indexOf(severity)
  return alerts.some((alert) => alert.suppressed === undefined && SEVERITIES.indexOf(alert.severity) >= least)
}
