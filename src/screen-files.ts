// The main job over files: read, then screen. Needs Node.
import type { ReadOptions } from "./ingest/read-payments.ts"
import {
  checkArguments,
  optionsOf,
  PACK,
  READ_OPTIONS,
  SCREEN_OPTIONS,
  TEXTS,
  VEIL,
} from "./model/arguments.ts"
import { giveUpLargeArrays } from "./model/large-arrays.ts"
import type { Reject } from "./model/reject.ts"
import type { Screening } from "./model/screening.ts"
import type { Veil } from "./model/veil.ts"
import { screenVeiled, veilReject } from "./pseudonymise.ts"
import { readPaymentsOnThreads } from "./read-on-threads.ts"
import type { RulePack } from "./rules/tree.ts"
import { type ScreenOptions, screenWith } from "./screen.ts"
import { startOnThreads } from "./screen-on-threads.ts"
import { checkWorkers } from "./workers/worker-count.ts"

/** What `screenFiles` takes beside the files: rules, and how to read and screen. */
export interface ScreenFilesOptions extends ReadOptions, Omit<ScreenOptions, "intake"> {
  /** What to screen with: see `loadRules`. */
  readonly rules: RulePack
  /** Pseudonyms in place of parties, names and identifiers, in all that comes out: see `screenVeiled`. */
  readonly veil?: Veil | undefined
  /**
   * Threads that large files are read on and rules over payments run on, the calling one among them; the result is the
   * same. Default: by the size of a file, the number of payments and of cores, one for most runs. Under pseudonyms rules
   * always run on one. From 1 to 64; no more are started than there is work for.
   */
  readonly workers?: number | undefined
}

const OPTIONS = optionsOf({ ...READ_OPTIONS, ...SCREEN_OPTIONS, rules: PACK, veil: VEIL }, "rules")

/**
 * Reads payment files (`-`: standard input), of several kinds if need be, and screens them together.
 *
 * @throws InputError for a file that cannot be read or matched, when there are too many rejects, or for `workers` that are
 *   no number of threads; a wrong row is a reject in `intake` and the run goes on. Rejects with the signal's reason when it is aborted.
 */
export async function screenFiles(
  inputs: readonly string[],
  options: ScreenFilesOptions,
): Promise<Screening> {
  checkArguments("screenFiles", { inputs: [inputs, TEXTS], options: [options, OPTIONS] })
  const { rules, veil, onReject, workers, ...rest } = options
  checkWorkers(workers)
  const told = veil && onReject ? (reject: Reject) => onReject(veilReject(reject)) : onReject
  const { table, intake } = await readPaymentsOnThreads(inputs, { ...rest, onReject: told }, workers)
  const screening = await (veil === undefined
    ? screenWith(await startOnThreads(table, rules, rest, workers), rules, { ...rest, intake })
    : screenVeiled(table, rules, veil, { ...rest, intake }))
  // Before the results are written, which takes room too.
  giveUpLargeArrays()
  const { strictDecimals = false } = options
  return { ...screening, parameters: { ...screening.parameters, strictDecimals } }
}
