// Which payments a rule could say nothing about, and why.
import { addBits, type Bits, createBits } from "./bits.ts"
import type { Mask } from "./masks.ts"

/** Sets of rows, so that a payment counts once a rule, however many windows it stands in. */
export interface Shortfalls {
  /** A field the rule needs is missing. */
  readonly notApplicable: Bits
  /** An exchange rate is missing. */
  readonly notDecidable: Bits
}

export function createShortfalls(rowCount: number): Shortfalls {
  return { notApplicable: createBits(rowCount), notDecidable: createBits(rowCount) }
}

/** Adds the rows for which a rule's condition is not known. */
export function noteUnknown(
  { notApplicable, notDecidable }: Shortfalls,
  { absent, undecidable }: Mask,
): void {
  if (absent !== null) addBits(notApplicable, absent)
  if (undecidable !== null) addBits(notDecidable, undecidable)
}
