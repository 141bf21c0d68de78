// Truth with two ways of not knowing, one state a row. Combined as in Kleene's strong three-valued logic
// (S. C. Kleene, Introduction to Metamathematics, 1952, section 64); of two reasons for not knowing, a missing field
// goes before a missing rate.
import { type Bits, createBits, hasBit } from "../model/bits.ts"
import { copyWords } from "../model/large-arrays.ts"
import {
  addBits,
  addCommon,
  allBits,
  haveCommon,
  isAll,
  isNone,
  noBits,
  settledBits,
  unite,
  without,
} from "./bits.ts"
import { LEFT_ABSENT, LEFT_UNDECIDABLE, narrowWords, widenWords } from "./mask-words.ts"

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

function falseEverywhere(rowCount: number): Mask {
  return { rowCount, isTrue: noBits(rowCount), undecidable: null, absent: null }
}

export function absentEverywhere(rowCount: number): Mask {
  return { rowCount, isTrue: noBits(rowCount), undecidable: null, absent: allBits(rowCount) }
}

/** FALSE if any is FALSE, else ABSENT if any is, else UNDECIDABLE if any is, else TRUE. */
export function allOf(masks: readonly Mask[], rowCount: number): Mask {
  const telling = masks.filter((mask) => !isKnown(mask) || !isAll(mask.isTrue))
  if (telling.length === 0) return trueEverywhere(rowCount)
  if (telling.some((mask) => isKnown(mask) && isNone(mask.isTrue))) return falseEverywhere(rowCount)
  return combine(telling.filter(isNeededForAll), narrowSure, narrow)
}

/** TRUE if any is TRUE, else ABSENT if any is, else UNDECIDABLE if any is, else FALSE. */
export function anyOf(masks: readonly Mask[], rowCount: number): Mask {
  const telling = masks.filter((mask) => !isKnown(mask) || !isNone(mask.isTrue))
  if (telling.length === 0) return falseEverywhere(rowCount)
  if (telling.some((mask) => isKnown(mask) && isAll(mask.isTrue))) return trueEverywhere(rowCount)
  return combine(telling.filter(isNeededForAny), widenSure, widen)
}

// Many masks do not know the same rows, such as those on one column, and know of none that it is TRUE: to combine such a
// mask with another that does not know these rows gives one of the two.

const isNeededForAll = (mask: Mask, place: number, masks: readonly Mask[]): boolean =>
  !masks.some(
    (other, its) => knowAlike(mask, other) && isNone(other.isTrue) && (its < place || !isNone(mask.isTrue)),
  )

const isNeededForAny = (mask: Mask, place: number, masks: readonly Mask[]): boolean =>
  !isNone(mask.isTrue) ||
  !masks.some((other, its) => knowAlike(mask, other) && (its < place || !isNone(other.isTrue)))

const knowAlike = (a: Mask, b: Mask): boolean => a.undecidable === b.undecidable && a.absent === b.absent

/** The mask, in which sets that say as much as those that stand for no row or for all are these. */
export function settle({ rowCount, isTrue, undecidable, absent }: Mask): Mask {
  return {
    rowCount,
    isTrue: settledBits(isTrue, rowCount),
    undecidable: undecidable === null ? null : someOrNull(undecidable, rowCount),
    absent: absent === null ? null : someOrNull(absent, rowCount),
  }
}

function someOrNull(bits: Bits, rowCount: number): Bits | null {
  const settled = settledBits(bits, rowCount)
  return isNone(settled) ? null : settled
}

/** A mask in the making, with sets of its own. */
interface Draft {
  readonly isTrue: Bits
  undecidable: Bits | null
  absent: Bits | null
}

/**
 * One mask after the other, into the same sets: a rule has many parts, and sets that are made and thrown away for each
 * pair cost more than what is written into them. The order does not matter; those that are sure go first, since they leave
 * the others little to look at.
 */
function combine(
  masks: readonly Mask[],
  addSure: (draft: Bits, more: Bits) => boolean,
  add: (draft: Draft, more: Mask) => boolean,
): Mask {
  const [first, ...others] = [...masks.filter(isKnown), ...masks.filter((mask) => !isKnown(mask))]
  if (first === undefined || others.length === 0) return masks[0]!
  const { rowCount, undecidable, absent } = first
  const draft: Draft = {
    isTrue: copyWords(first.isTrue),
    undecidable: undecidable === null ? null : copyWords(undecidable),
    absent: absent === null ? null : copyWords(absent),
  }
  for (const mask of others) {
    const isOpen = isKnown(draft) && isKnown(mask) ? addSure(draft.isTrue, mask.isTrue) : add(draft, mask)
    if (!isOpen) break
  }
  return settle({ rowCount, ...draft })
}

/** Keeps the rows of both; false: there are none. */
function narrowSure(draft: Bits, more: Bits): boolean {
  let left = 0
  for (let i = 0; i < draft.length; i++) left |= draft[i]! &= more[i]!
  return left !== 0
}

/** False: every row is FALSE. */
function narrow(draft: Draft, more: Mask): boolean {
  return addMore(draft, more, narrowWords) !== 0
}

/** True: there may be more to add. */
function widenSure(draft: Bits, more: Bits): boolean {
  addBits(draft, more)
  return true
}

function widen(draft: Draft, more: Mask): boolean {
  addMore(draft, more, widenWords)
  return true
}

/** Sets in which nothing is left are given up. Gives what is left. */
function addMore(draft: Draft, more: Mask, addWords: typeof narrowWords): number {
  const { rowCount } = more
  if (more.undecidable !== null) draft.undecidable ??= createBits(rowCount)
  if (more.absent !== null) draft.absent ??= createBits(rowCount)
  // Where neither mask has rows in a state, nothing but zeros is written to the set for it.
  const none = noBits(rowCount)
  const { isTrue, undecidable, absent } = draft
  const left = addWords(
    isTrue,
    undecidable ?? none,
    absent ?? none,
    more.isTrue,
    more.undecidable ?? none,
    more.absent ?? none,
  )
  if ((left & LEFT_UNDECIDABLE) === 0) draft.undecidable = null
  if ((left & LEFT_ABSENT) === 0) draft.absent = null
  return left
}

const isKnown = ({ undecidable, absent }: Pick<Mask, "undecidable" | "absent">): boolean =>
  undecidable === null && absent === null

/** TRUE and FALSE change places; what is not known stays so. */
export function notOf(mask: Mask): Mask {
  return settle({ ...mask, isTrue: without(allBits(mask.rowCount), notFalse(mask)) })
}

/** The mask, with ABSENT for what is TRUE but has no party on a side that is needed. `missing`: rows without one. */
export function withParty(mask: Mask, ...missing: readonly (Bits | null)[]): Mask {
  let { isTrue, absent } = mask
  for (const side of missing) {
    if (side === null) continue
    if (!haveCommon(isTrue, side)) continue
    const lacking = absent === null ? createBits(mask.rowCount) : copyWords(absent)
    addCommon(lacking, isTrue, side)
    absent = lacking
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
