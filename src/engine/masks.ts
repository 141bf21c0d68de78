// Truth with two ways of not knowing, one state a row or window. Combined as in Kleene's strong three-valued logic
// (S. C. Kleene, Introduction to Metamathematics, 1952, section 64); of two reasons for not knowing, a missing field
// goes before a missing rate.

import { MISSING } from "../model/dictionary.ts"

export const FALSE = 0
export const TRUE = 1
/** There is no exchange rate. */
export const UNDECIDABLE = 2
/** A field that the condition needs is missing. */
export const ABSENT = 3

/** FALSE if any is FALSE, else ABSENT if any is, else UNDECIDABLE if any is, else TRUE. */
export function allOf(masks: readonly Uint8Array[], length: number): Uint8Array {
  const result = new Uint8Array(length).fill(TRUE)
  for (const mask of masks) {
    for (let i = 0; i < length; i++) {
      const a = result[i]!
      const b = mask[i]!
      result[i] = a === FALSE || b === FALSE ? FALSE : Math.max(a, b)
    }
  }
  return result
}

/** TRUE if any is TRUE, else ABSENT if any is, else UNDECIDABLE if any is, else FALSE. */
export function anyOf(masks: readonly Uint8Array[], length: number): Uint8Array {
  const result = new Uint8Array(length).fill(FALSE)
  for (const mask of masks) {
    for (let i = 0; i < length; i++) {
      const a = result[i]!
      const b = mask[i]!
      result[i] = a === TRUE || b === TRUE ? TRUE : Math.max(a, b)
    }
  }
  return result
}

/** TRUE and FALSE change places; what is not known stays so. */
export function notOf(mask: Uint8Array): Uint8Array {
  return mask.map((state) => (state === TRUE ? FALSE : state === FALSE ? TRUE : state))
}

/** The mask, with ABSENT for what is TRUE but has no party on a side that is needed. */
export function withParty(mask: Uint8Array, ...sides: readonly Uint32Array[]): Uint8Array {
  const result = mask.slice()
  for (const side of sides) {
    for (let row = 0; row < result.length; row++) {
      if (result[row] === TRUE && side[row] === MISSING) result[row] = ABSENT
    }
  }
  return result
}
