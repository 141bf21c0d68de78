// Payment files into one table, large ones on several threads. Needs Node.
import { availableParallelism } from "node:os"
import { createKernel } from "./ingest/open-kernel.ts"
import { type ReadOptions, readPayments, readPaymentsBy } from "./ingest/read-payments.ts"
import type { Intake } from "./model/screening.ts"
import type { PaymentTable } from "./model/table.ts"
import { readersOnThreads } from "./workers/part-readers.ts"
import { canUseThreads } from "./workers/thread.ts"

/** Files with fewer bytes are read before further threads would be of use. */
const BYTES_FOR_THREADS = 1 << 25
/** A reading thread keeps a second core busy for a while, with compiling its code: on two cores nothing is won. */
const CORES_A_THREAD = 2
/** The thread that has the table adds what the others read: of millions of different texts as long as reading takes. */
const MOST_BY_DEFAULT = 4

/**
 * As `readPayments`, on so many threads, this one among them; the result is the same. Default: by the number of cores for
 * large files, one for others. One thread does it all where the package is not built.
 */
export function readPaymentsOnThreads(
  inputs: readonly string[],
  options: ReadOptions,
  threads = Math.min(MOST_BY_DEFAULT, Math.floor(availableParallelism() / CORES_A_THREAD)),
): Promise<{ table: PaymentTable; intake: Intake }> {
  if (threads < 2 || !canUseThreads("read")) return readPayments(inputs, options)
  const beside = { openReaders: readersOnThreads(threads), minBytes: BYTES_FOR_THREADS }
  return readPaymentsBy({ ...beside, kernel: createKernel() }, inputs, options)
}
