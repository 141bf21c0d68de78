// A backtest over files: payments are read once, then screened with both packs. Needs Node.
import { type BacktestOptions, backtest, sweepSteps } from "./backtest.ts"
import { readLabels } from "./ingest/labels-file.ts"
import { type ReadOptions, readPayments } from "./ingest/read-payments.ts"
import { checkArguments, optionsOf, READ_OPTIONS, SCREEN_OPTIONS, TEXT, TEXTS } from "./model/arguments.ts"
import type { Backtest } from "./model/backtest.ts"
import { type LoadRulesOptions, loadRuleFiles, loadRules } from "./rules/load-rules.ts"

/** What `backtestFiles` takes beside payment files: two packs, labels, and how to read and screen. */
export interface BacktestFilesOptions extends ReadOptions, Omit<BacktestOptions, "labels" | "sweep"> {
  /** The first pack; default: the shipped one. */
  readonly before?: LoadRulesOptions | undefined
  /** The second pack; what is not given is as in the first. */
  readonly after?: LoadRulesOptions | undefined
  /** Path of a file of labels: see `readLabels`. */
  readonly labelsFile?: string | undefined
  /** `RULE.PARAM=from:to:step`, of the second pack. */
  readonly sweep?: string | undefined
}

const OPTIONS = optionsOf({ ...READ_OPTIONS, ...SCREEN_OPTIONS, labelsFile: TEXT, sweep: TEXT })

/**
 * Reads payment files (`-`: standard input) and compares what two packs find in them. Packs, labels and the sweep are
 * checked before the payments are read.
 *
 * @throws InputError what `readPayments`, `loadRules`, `readLabels` and `backtest` throw. Rejects with the signal's reason
 *   when it is aborted.
 */
export async function backtestFiles(
  inputs: readonly string[],
  options: BacktestFilesOptions,
): Promise<Backtest> {
  checkArguments("backtestFiles", { inputs: [inputs, TEXTS], options: [options, OPTIONS] })
  const { before: first = {}, after: second, labelsFile, sweep: request, ...rest } = options
  const before = await loadRules(first)
  const chosen = { ...first, ...second }
  const after = second === undefined ? before : await loadRules(chosen)
  const labels = labelsFile === undefined ? undefined : await readLabels(labelsFile)
  const sweep = request === undefined ? undefined : { request, files: await loadRuleFiles(chosen.dirs) }
  if (sweep !== undefined) sweepSteps(after, sweep)
  const { table } = await readPayments(inputs, rest)
  return backtest(table, before, after, { ...rest, labels, sweep })
}
