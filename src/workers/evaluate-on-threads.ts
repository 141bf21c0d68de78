// Rules over payments on several threads: this one and others, which look at the same payments in shared memory. Needs
// Node.
import type { EngineContext } from "../engine/context.ts"
import { evaluateRule, type RuleEvaluation } from "../engine/evaluate.ts"
import type { ExchangeRate } from "../model/rates.ts"
import type { RunHooks } from "../model/screening.ts"
import type { SharedTable } from "../model/shared-table.ts"
import { nextTurn } from "../model/steps.ts"
import type { PackSource } from "../rules/pack-source.ts"
import { isAboutNetworks } from "../rules/rule-references.ts"
import type { Rule } from "../rules/tree.ts"
import { bundleRules, bundlesForLeanThreads, openBundles, takeBundle } from "./bundles.ts"
import { type BundleFound, type RuleTask, receiveEvaluation } from "./rule-task.ts"
import { startThread } from "./thread.ts"
import { workerFile } from "./worker-file.ts"

/** What further threads need, as data. */
export interface SharedInputs {
  /** The table of the context. */
  readonly table: SharedTable
  /** What the rules were read from. */
  readonly pack: PackSource
  readonly rates: readonly ExchangeRate[] | null
}

/** How many threads there are, and what they do. */
export interface Threads {
  /** This one among them. */
  readonly count: number
  /** Whether the others leave this one the rules with the largest groupings: see `bundlesForLeanThreads`. */
  readonly areLean?: boolean
}

/** This thread's number; the others follow. */
const OWN = 1

/**
 * What the rules over payments find, on so many threads, this one among them. The same as `evaluateRule` for each; a
 * thread that ends before its time leaves its rules to this one. Rejects with the signal's reason when it is aborted; no
 * thread is left then.
 */
export async function evaluateOnThreads(
  context: EngineContext,
  rules: readonly Rule[],
  inputs: SharedInputs,
  { count, areLean = false }: Threads,
  { signal, onProgress }: RunHooks,
): Promise<Map<Rule, RuleEvaluation>> {
  const bundles = bundleRules(rules)
  const total = rules.filter((rule) => !isAboutNetworks(rule)).length
  const takenBy = openBundles(bundles.length)
  const known = new Map<Rule, RuleEvaluation>()
  const tell = (item?: string) =>
    onProgress?.({ stage: "rules", done: known.size, total, unit: "rules", ...(item && { item }) })
  const evaluateHere = async (bundle: readonly Rule[]) => {
    for (const rule of bundle) {
      tell(rule.id)
      await nextTurn()
      signal?.throwIfAborted()
      known.set(rule, evaluateRule(context, rule))
    }
  }
  const take = ({ bundle, found }: BundleFound) => {
    for (const [i, rule] of bundles[bundle]!.entries())
      known.set(rule, receiveEvaluation(context.table, rule, found[i]!))
    tell()
  }
  signal?.throwIfAborted()
  const ids = bundles.map((bundle) => bundle.map(({ id }) => id))
  const among = areLean ? bundlesForLeanThreads(bundles) : bundles.length
  const others = Array.from({ length: Math.min(count, among) - 1 }, (_, i) => {
    const { order } = context
    const task: RuleTask = { ...inputs, order, takenBy, bundles: ids, among, thread: OWN + 1 + i }
    // A fault there is met again here: what the thread took and did not tell of is evaluated by this one.
    return { number: task.thread, ...startThread<BundleFound>(workerFile("rule"), task, take) }
  })
  const stopAll = () => Promise.all(others.map(({ stop }) => stop()))
  signal?.addEventListener("abort", stopAll, { once: true })
  try {
    for (let own = takeBundle(takenBy, OWN); own !== undefined; own = takeBundle(takenBy, OWN))
      await evaluateHere(bundles[own]!)
    tell()
    // Nothing is left to take: threads that have nothing are not waited for.
    await Promise.all(others.filter(({ number }) => takenBy.includes(number)).map(({ ended }) => ended))
    signal?.throwIfAborted()
    for (const bundle of bundles) await evaluateHere(bundle.filter((rule) => !known.has(rule)))
    return known
  } finally {
    signal?.removeEventListener("abort", stopAll)
    await stopAll()
  }
}
