// The hot loops of the bulk reader that run over all cells of a column, and where they have their arrays. Here in
// TypeScript; a kernel may do the same on memory of its own, faster and with no other result.
import { MISSING, UNSEEN } from "../model/dictionary.ts"
import { PLAIN_TEXT_WAYS, type TextWays } from "../model/text-ways.ts"
import type { Batch, CodeColumn } from "./bulk-batch.ts"
import { isReadAsItStands } from "./plain-cells.ts"
import { plainAmount, plainTime } from "./plain-numbers.ts"
import { scanRecords } from "./scan-records.ts"
import { findShortCells } from "./short-cells.ts"

export interface BulkWays {
  readonly texts: TextWays
  /** As `makeRoom` of `texts`, for what is needed until the file is read. */
  readonly makePassing: TextWays["makeRoom"]
  readonly scanRecords: typeof scanRecords
  readonly findShortCells: typeof findShortCells
  readonly readTimes: typeof readTimes
  readonly readAmounts: typeof readAmounts
  /**
   * Leaves in the first `count` of `some` the rows whose cells somebody has to read, and gives their number: others surely
   * mean what they are. Says in the column how many of those are unseen.
   */
  readonly leaveDoubtful: (column: CodeColumn, batch: Batch, count: number) => number
}

export const PLAIN_WAYS: BulkWays = {
  texts: PLAIN_TEXT_WAYS,
  makePassing: PLAIN_TEXT_WAYS.makeRoom,
  scanRecords,
  findShortCells,
  readTimes,
  readAmounts,
  leaveDoubtful: (column, _batch, count) => {
    column.unseen = 0
    return count
  },
}

/**
 * Epoch milliseconds of the rows. The rows whose times are not plain go to `some`; how many those are.
 * @param local UTC of a local time given as if it were UTC
 */
function readTimes(column: number, local: (ms: number) => number, batch: Batch, times: Float64Array): number {
  const { bytes, records, width, missing, some } = batch
  const { starts, ends, count } = records
  let others = 0
  for (let row = 0, cell = column; row < count; row++, cell += width) {
    const from = starts[cell]!
    const to = ends[cell]!
    let time = Number.NaN
    if (from < to && isReadAsItStands(bytes, from, to, missing)) time = plainTime(bytes, from, to, local)
    if (Number.isNaN(time)) some[others++] = row
    else times[row] = time
  }
  return others
}

/**
 * Minor units of the rows, of which those are odd that have no plain amount or no known currency.
 * @param currency codes
 * @param exponents by code
 */
function readAmounts(
  column: number,
  currency: Uint32Array,
  exponents: Uint8Array,
  batch: Batch,
  amounts: Float64Array,
): void {
  const { bytes, records, width, isOdd, missing } = batch
  const { starts, ends, count } = records
  for (let row = 0, cell = column; row < count; row++, cell += width) {
    const code = currency[row]!
    let amount = -1
    if (code !== UNSEEN && code !== MISSING) {
      const from = starts[cell]!
      const to = ends[cell]!
      if (from < to && isReadAsItStands(bytes, from, to, missing)) {
        amount = plainAmount(bytes, from, to, exponents[code]!)
      }
    }
    if (amount < 0) isOdd[row] = 1
    else amounts[row] = amount
  }
}
