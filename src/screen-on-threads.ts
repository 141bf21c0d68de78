// How many threads rules over payments run on, and the start of a run with what they found there. Needs Node.
import { availableParallelism } from "node:os"
import { asOfDay } from "./alerts/suppress.ts"
import { describeParties } from "./model/party-table.ts"
import { ratesOf } from "./model/rates.ts"
import { shareTable } from "./model/shared-table.ts"
import type { PaymentTable } from "./model/table.ts"
import { packSourceOf } from "./rules/pack-source.ts"
import type { RulePack } from "./rules/tree.ts"
import { type ScreenOptions, type SharedWork, startWork } from "./screen.ts"
import { evaluateOnThreads, type Threads } from "./workers/evaluate-on-threads.ts"
import { canUseThreads } from "./workers/thread.ts"

/** Below so many payments further threads bring little: each compiles the engine's code for itself. */
const PAYMENTS_FOR_THREADS = 1_000_000
/** Also when more are asked for: to start a thread takes longer than rules take over fewer. */
const PAYMENTS_A_THREAD = 1_000
/** A thread at work keeps a second core busy, more than half of the time, with compiling its code and collecting garbage. */
const CORES_A_THREAD = 2
/** Each thread keeps groupings of its own. */
const MOST_BY_DEFAULT = 4
/** On a small machine, groupings of so many payments are not made on two threads at a time. */
const PAYMENTS_FOR_LEAN_THREADS = 4_000_000
/** Above so many there is one thread, unless more are asked for: with two, fifty million take a third more memory. */
const MOST_PAYMENTS_FOR_THREADS = 20_000_000

/**
 * Work in which rules over payments have found what they find already, on so many threads; on one, work that nothing has
 * been found in yet. Default: by the number of payments and of cores. One thread does it all for packs that were not read
 * from files, rates that were not made by `createRateTable`, and where the package is not built. Throws as `screen` does.
 */
export async function startOnThreads(
  table: PaymentTable,
  pack: RulePack,
  options: ScreenOptions,
  workers?: number,
): Promise<SharedWork> {
  const threads = workers === undefined ? threadsFor(table) : { count: Math.min(workers, mostOfUse(table)) }
  const rates = options.rates === undefined ? null : ratesOf(options.rates)
  const source = packSourceOf(pack)
  if (threads.count < 2 || source === undefined || rates === undefined || !canUseThreads("rule"))
    return startWork(table, pack, options)
  // A fault of the call is told before the work begins.
  asOfDay(table, options.asOf)
  const { parties } = options
  const described = parties === undefined ? { table, facts: null } : describeParties(table, parties)
  const both = shareTable(described.table)
  if (both === undefined) return startWork(table, pack, options)
  const { context } = startWork(both.table, pack, { rates: options.rates, parties: undefined })
  const inputs = { table: both.shared, pack: source, rates }
  const known = await evaluateOnThreads(context, pack.rules, inputs, threads, options)
  return { context, known, parties: described.facts }
}

function mostOfUse({ rowCount }: PaymentTable): number {
  return Math.ceil(rowCount / PAYMENTS_A_THREAD)
}

function threadsFor({ rowCount }: PaymentTable): Threads {
  const cores = availableParallelism()
  if (rowCount < PAYMENTS_FOR_THREADS || rowCount > MOST_PAYMENTS_FOR_THREADS || cores < 2)
    return { count: 1 }
  const count = Math.min(MOST_BY_DEFAULT, Math.floor(cores / CORES_A_THREAD))
  return count > 1 ? { count } : { count: 2, areLean: rowCount >= PAYMENTS_FOR_LEAN_THREADS }
}
