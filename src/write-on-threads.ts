// Writes a screening with a thread beside this one where there is much to write. Needs Node.
import { availableParallelism } from "node:os"
import { filesOnThread } from "./files-on-thread.ts"
import { checkArguments, HOOKS, optionsOf, SCREENING, TEXT, TEXTS } from "./model/arguments.ts"
import type { Screening } from "./model/screening.ts"
import {
  type WriteOptions as WriteHere,
  type WrittenFile,
  writeScreening as write,
} from "./report/write-screening.ts"
import { canUseThreads } from "./workers/thread.ts"
import { checkWorkers } from "./workers/worker-count.ts"

/**
 * Below so many payments in evidence, each as often as findings name it, all files are made in less than some tenths of a
 * second: a thread would hardly have begun.
 */
const PAYMENTS_FOR_A_THREAD = 10_000

/** How `writeScreening` writes. */
export interface WriteOptions extends Omit<WriteHere, "beside"> {
  /**
   * Threads that write, the calling one among them; no more than two are of use, and every file is the same. Default: by
   * what there is to write and the number of cores.
   */
  readonly workers?: number | undefined
}

/**
 * Writes the files of a screening into `dir`, which is made when absent, and resolves to them, the manifest last.
 * The files appear under their names only when all are complete, in place of those of an earlier run, of which files that
 * are left out do not stay; on an error or an abort the directory is left as it was. Other files in it are not touched.
 * Two calls at once into one directory write one after the other, also those of two processes.
 *
 * Throws `InputError` OUTPUT_NOT_WRITABLE, OUTPUT_BUSY, OPTION_INVALID (see `outputFilesWithout`; or `workers`), or the
 * signal's reason.
 */
export async function writeScreening(
  screening: Screening,
  dir: string,
  options: WriteOptions = {},
): Promise<{ readonly files: readonly WrittenFile[] }> {
  checkArguments("writeScreening", {
    screening: [screening, SCREENING],
    dir: [dir, TEXT],
    options: [options, optionsOf({ ...HOOKS, without: TEXTS })],
  })
  checkWorkers(options.workers)
  const { workers = threadsFor(screening), ...rest } = options
  const beside = workers > 1 && canUseThreads("write") ? filesOnThread(screening) : undefined
  return write(screening, dir, { ...rest, beside })
}

function threadsFor({ findings }: Screening): number {
  const evidence = findings.reduce((sum, { rows }) => sum + rows.length, 0)
  return evidence < PAYMENTS_FOR_A_THREAD ? 1 : Math.min(2, availableParallelism())
}
