// The rows of a table as the account of a run tells them where no files were read.
import { SETTLED } from "../model/payment.ts"
import type { RowCounts } from "../model/screening.ts"
import type { PaymentTable } from "../model/table.ts"

/** A table that was filled in the process has no file and no reject. */
export function countRows(table: PaymentTable): RowCounts {
  const notSettled = table.status.reduce((count, status) => count + (status === SETTLED ? 0 : 1), 0)
  return { read: table.rowCount, accepted: table.rowCount, rejected: 0, duplicates: 0, notSettled }
}

export function* rowNumbers(table: PaymentTable): Generator<number> {
  for (let row = 0; row < table.rowCount; row++) yield row
}
