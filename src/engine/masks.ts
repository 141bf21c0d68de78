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
  if (isKnown(a) && isKnown(b)) return { ...a, isTrue: intersect(a.isTrue, b.isTrue) }
  const result = roomFor(a, b)
  const { isTrue, undecidable, absent } = result
  const [aUndecidable, aAbsent] = unknownIn(a)
  const [bUndecidable, bAbsent] = unknownIn(b)
  for (let i = 0; i < isTrue.length; i++) {
    const aUnknown = aUndecidable[i]! | aAbsent[i]!
    const bUnknown = bUndecidable[i]! | bAbsent[i]!
    const isPossible = (a.isTrue[i]! | aUnknown) & (b.isTrue[i]! | bUnknown)
    const isAbsent = (aAbsent[i]! | bAbsent[i]!) & isPossible
    isTrue[i] = a.isTrue[i]! & b.isTrue[i]!
    if (absent !== null) absent[i] = isAbsent
    if (undecidable !== null) undecidable[i] = (aUndecidable[i]! | bUndecidable[i]!) & isPossible & ~isAbsent
  }
  return result
}

/** TRUE if any is TRUE, else ABSENT if any is, else UNDECIDABLE if any is, else FALSE. */
export function anyOf(masks: readonly Mask[], rowCount: number): Mask {
  if (masks.length > 0) return masks.reduce(oneOf)
  return { rowCount, isTrue: createBits(rowCount), undecidable: null, absent: null }
}

function oneOf(a: Mask, b: Mask): Mask {
  if (isKnown(a) && isKnown(b)) return { ...a, isTrue: unite(a.isTrue, b.isTrue) }
  const result = roomFor(a, b)
  const { isTrue, undecidable, absent } = result
  const [aUndecidable, aAbsent] = unknownIn(a)
  const [bUndecidable, bAbsent] = unknownIn(b)
  for (let i = 0; i < isTrue.length; i++) {
    const isSure = a.isTrue[i]! | b.isTrue[i]!
    const isAbsent = (aAbsent[i]! | bAbsent[i]!) & ~isSure
    isTrue[i] = isSure
    if (absent !== null) absent[i] = isAbsent
    if (undecidable !== null) undecidable[i] = (aUndecidable[i]! | bUndecidable[i]!) & ~isSure & ~isAbsent
  }
  return result
}

const isKnown = ({ undecidable, absent }: Mask): boolean => undecidable === null && absent === null

/** Sets for what two masks say together. */
function roomFor(a: Mask, b: Mask): Mask {
  const { rowCount } = a
  return {
    rowCount,
    isTrue: createBits(rowCount),
    undecidable: a.undecidable === null && b.undecidable === null ? null : createBits(rowCount),
    absent: a.absent === null && b.absent === null ? null : createBits(rowCount),
  }
}

/** Rows without a rate and rows without a field; where there are none, an empty set to be read only. */
function unknownIn({ rowCount, undecidable, absent }: Mask): readonly [Bits, Bits] {
  return [undecidable ?? noBits(rowCount), absent ?? noBits(rowCount)]
}

let empty: Bits = createBits(0)

/** One empty set serves as long as tables are of one size. */
function noBits(rowCount: number): Bits {
  if (empty.length !== (rowCount + 31) >>> 5) empty = createBits(rowCount)
  return empty
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
