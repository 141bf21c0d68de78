// The words of two masks put together, into the sets of the first: on arrays alone, and with nothing made, since this goes
// through all rows for every part of every rule. What a row's states come to is said in masks.ts.
import type { Bits } from "../model/bits.ts"

/** What is left in the sets: any of these, or none. */
const LEFT_TRUE = 1
export const LEFT_UNDECIDABLE = 2
export const LEFT_ABSENT = 4

/** FALSE if any is FALSE, else ABSENT if any is, else UNDECIDABLE if any is. */
export function narrowWords(
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

/** TRUE if any is TRUE, else likewise. */
export function widenWords(
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
