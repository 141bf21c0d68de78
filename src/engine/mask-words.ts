// The words of two masks put together, into the sets of the first: on arrays alone, and with nothing made, since this goes
// through all rows for every part of every rule. What a row's states come to is said in masks.ts.
import type { Bits } from "../model/bits.ts"

/** What is left in the sets: any of these, or none. */
const LEFT_TRUE = 1
export const LEFT_UNDECIDABLE = 2
export const LEFT_ABSENT = 4

/** FALSE if any is FALSE; `ifUnknown` is told where rows are left that are not known. */
export function narrowOne(
  isTrue: Bits,
  unknown: Bits,
  moreTrue: Bits,
  moreUnknown: Bits,
  ifUnknown: number,
): number {
  let [left, leftUnknown] = [0, 0]
  for (let i = 0; i < isTrue.length; i++) {
    const before = isTrue[i]! | unknown[i]!
    if (before === 0) continue
    const isPossible = before & (moreTrue[i]! | moreUnknown[i]!)
    const isUnknown = (unknown[i]! | moreUnknown[i]!) & isPossible
    isTrue[i] = isPossible & ~isUnknown
    unknown[i] = isUnknown
    left |= isPossible
    leftUnknown |= isUnknown
  }
  return (left === 0 ? 0 : LEFT_TRUE) | (leftUnknown === 0 ? 0 : ifUnknown)
}

/** The same with both ways of not knowing. */
export function narrowTwo(
  isTrue: Bits,
  undecidable: Bits,
  absent: Bits,
  moreTrue: Bits,
  moreUndecidable: Bits,
  moreAbsent: Bits,
): number {
  let [left, leftUndecidable, leftAbsent] = [0, 0, 0]
  for (let i = 0; i < isTrue.length; i++) {
    const before = isTrue[i]! | undecidable[i]! | absent[i]!
    if (before === 0) continue
    const isPossible = before & (moreTrue[i]! | moreUndecidable[i]! | moreAbsent[i]!)
    const isAbsent = (absent[i]! | moreAbsent[i]!) & isPossible
    const isUndecidable = (undecidable[i]! | moreUndecidable[i]!) & isPossible & ~isAbsent
    isTrue[i] = isPossible & ~isAbsent & ~isUndecidable
    absent[i] = isAbsent
    undecidable[i] = isUndecidable
    left |= isPossible
    leftUndecidable |= isUndecidable
    leftAbsent |= isAbsent
  }
  return (
    (left === 0 ? 0 : LEFT_TRUE) |
    (leftUndecidable === 0 ? 0 : LEFT_UNDECIDABLE) |
    (leftAbsent === 0 ? 0 : LEFT_ABSENT)
  )
}

/** TRUE if any is TRUE; tells as `narrowOne`. */
export function widenOne(
  isTrue: Bits,
  unknown: Bits,
  moreTrue: Bits,
  moreUnknown: Bits,
  ifUnknown: number,
): number {
  let leftUnknown = 0
  for (let i = 0; i < isTrue.length; i++) {
    const isSure = isTrue[i]! | moreTrue[i]!
    const isUnknown = (unknown[i]! | moreUnknown[i]!) & ~isSure
    isTrue[i] = isSure
    unknown[i] = isUnknown
    leftUnknown |= isUnknown
  }
  return leftUnknown === 0 ? 0 : ifUnknown
}

/** The same with both ways of not knowing. */
export function widenTwo(
  isTrue: Bits,
  undecidable: Bits,
  absent: Bits,
  moreTrue: Bits,
  moreUndecidable: Bits,
  moreAbsent: Bits,
): number {
  let [leftUndecidable, leftAbsent] = [0, 0]
  for (let i = 0; i < isTrue.length; i++) {
    const isSure = isTrue[i]! | moreTrue[i]!
    const isAbsent = (absent[i]! | moreAbsent[i]!) & ~isSure
    const isUndecidable = (undecidable[i]! | moreUndecidable[i]!) & ~isSure & ~isAbsent
    isTrue[i] = isSure
    absent[i] = isAbsent
    undecidable[i] = isUndecidable
    leftUndecidable |= isUndecidable
    leftAbsent |= isAbsent
  }
  return (leftUndecidable === 0 ? 0 : LEFT_UNDECIDABLE) | (leftAbsent === 0 ? 0 : LEFT_ABSENT)
}
