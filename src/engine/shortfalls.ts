// Which payments a rule could say nothing about, and why.
import { SETTLED } from "../model/payment.ts"
import type { PaymentTable } from "../model/table.ts"
import { ABSENT, UNDECIDABLE } from "./masks.ts"

/** One flag a row, so that a payment counts once a rule, however many windows it stands in. */
export interface Shortfalls {
  /** A field the rule needs is missing. */
  readonly notApplicable: Uint8Array
  /** An exchange rate is missing. */
  readonly notDecidable: Uint8Array
}

export function createShortfalls(rowCount: number): Shortfalls {
  return { notApplicable: new Uint8Array(rowCount), notDecidable: new Uint8Array(rowCount) }
}

/** Flags the rows for which a rule's condition is not known. */
export function noteUnknown({ notApplicable, notDecidable }: Shortfalls, mask: Uint8Array): void {
  for (let row = 0; row < mask.length; row++) {
    if (mask[row] === ABSENT) notApplicable[row] = 1
    else if (mask[row] === UNDECIDABLE) notDecidable[row] = 1
  }
}

/** Number of settled rows with the flag. */
export function countSettled({ rowCount, status }: PaymentTable, flags: Uint8Array): number {
  let count = 0
  for (let row = 0; row < rowCount; row++) if (status[row] === SETTLED) count += flags[row]!
  return count
}
