// The hot loops of the bulk reader in TypeScript: where there is no kernel, and what the kernel is held against.
import { MISSING, UNSEEN } from "../model/dictionary.ts"
import { PLAIN_TEXT_WAYS } from "../model/text-ways.ts"
import type { Batch, BulkWays } from "./bulk-batch.ts"
import { isReadAsItStands } from "./plain-cells.ts"
import { plainAmount, plainTime } from "./plain-numbers.ts"
import { scanRecords } from "./scan-records.ts"
import { findShortCells } from "./short-cells.ts"

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
