// Truth with two ways of not knowing, one state a row. Combined as in Kleene's strong three-valued logic
// (S. C. Kleene, Introduction to Metamathematics, 1952, section 64); of two reasons for not knowing, a missing field
// goes before a missing rate.
import { allBits, type Bits, createBits, hasBit, intersect, unite, without } from "./bits.ts"

export const FALSE = 0
export const TRUE = 1
/** There is no exchange rate. */
export const UNDECIDABLE = 2
/** A field that the condition needs is missing. */
export const ABSENT = 3

/** The states of all rows of a table. No row is in two of the sets; one in none is FALSE. Null: no row. */
export interface Mask {
  readonly rowCount: number
  readonly isTrue: Bits
  readonly undecidable: Bits | null
  readonly absent: Bits | null
}

export function stateAt({ isTrue, undecidable, absent }: Mask, row: number): number {
  if (hasBit(isTrue, row)) return TRUE
  if (absent !== null && hasBit(absent, row)) return ABSENT
  return undecidable !== null && hasBit(undecidable, row) ? UNDECIDABLE : FALSE
}

export function trueEverywhere(rowCount: number): Mask {
  return { rowCount, isTrue: allBits(rowCount), undecidable: null, absent: null }
}

export function absentEverywhere(rowCount: number): Mask {
  return { rowCount, isTrue: createBits(rowCount), undecidable: null, absent: allBits(rowCount) }
}

/** FALSE if any is FALSE, else ABSENT if any is, else UNDECIDABLE if any is, else TRUE. */
export function allOf(masks: readonly Mask[], rowCount: number): Mask {
  return masks.length === 0 ? trueEverywhere(rowCount) : masks.reduce(both)
}

function both(a: Mask, b: Mask): Mask {
  const isTrue = intersect(a.isTrue, b.isTrue)
  const isKnown = a.absent === null && b.absent === null && a.undecidable === null && b.undecidable === null
  if (isKnown) return { rowCount: a.rowCount, isTrue, undecidable: null, absent: null }
  const isPossible = intersect(notFalse(a), notFalse(b))
  const absent = within(either(a.absent, b.absent), isPossible)
  const undecidable = except(within(either(a.undecidable, b.undecidable), isPossible), absent)
  return { rowCount: a.rowCount, isTrue, undecidable, absent }
}

/** TRUE if any is TRUE, else ABSENT if any is, else UNDECIDABLE if any is, else FALSE. */
export function anyOf(masks: readonly Mask[], rowCount: number): Mask {
  if (masks.length > 0) return masks.reduce(oneOf)
  return { rowCount, isTrue: createBits(rowCount), undecidable: null, absent: null }
}

function oneOf(a: Mask, b: Mask): Mask {
  const isTrue = unite(a.isTrue, b.isTrue)
  const absent = except(either(a.absent, b.absent), isTrue)
  const undecidable = except(except(either(a.undecidable, b.undecidable), isTrue), absent)
  return { rowCount: a.rowCount, isTrue, undecidable, absent }
}

/** TRUE and FALSE change places; what is not known stays so. */
export function notOf(mask: Mask): Mask {
  return { ...mask, isTrue: without(allBits(mask.rowCount), notFalse(mask)) }
}

/** The mask, with ABSENT for what is TRUE but has no party on a side that is needed. `missing`: rows without one. */
export function withParty(mask: Mask, ...missing: readonly (Bits | null)[]): Mask {
  let { isTrue, absent } = mask
  for (const side of missing) {
    if (side === null) continue
    absent = either(absent, intersect(isTrue, side))
    isTrue = without(isTrue, side)
  }
  return { ...mask, isTrue, absent }
}

/** Every row that is not FALSE. */
export function notFalse({ isTrue, undecidable, absent }: Mask): Bits {
  const unknown = either(undecidable, absent)
  return unknown === null ? isTrue : unite(isTrue, unknown)
}

const either = (a: Bits | null, b: Bits | null): Bits | null =>
  a === null ? b : b === null || a === b ? a : unite(a, b)

const within = (a: Bits | null, b: Bits): Bits | null => (a === null ? null : intersect(a, b))

const except = (a: Bits | null, b: Bits | null): Bits | null => (a === null || b === null ? a : without(a, b))
