// Codes of texts, one a payment, in as few bytes as the number of different texts asks for.
import { makeTableRoom } from "./columns.ts"

/** Codes into a dictionary. Four bytes each, or fewer: see `narrowCodes`. */
export type RowCodes = Uint32Array | Uint16Array | Uint8Array

/**
 * Up to so many payments codes have four bytes, however few texts there are: loops over arrays of one kind are compiled
 * once, and what they take is no burden. Countries, channels and categories of fifty million would be 600 MB for nothing.
 */
const MOST_PAYMENTS_AS_WORDS = 2 ** 24

/** The same codes, all below `size`, in fewer bytes where there are more than `mostAsWords`. */
export function narrowCodes(
  codes: Uint32Array,
  size: number,
  mostAsWords = MOST_PAYMENTS_AS_WORDS,
): RowCodes {
  if (codes.length <= mostAsWords || size > 2 ** 16) return codes
  const narrow = makeTableRoom<Uint8Array | Uint16Array>(
    size > 2 ** 8 ? Uint16Array : Uint8Array,
    codes.length,
  )
  narrow.set(codes)
  return narrow
}
