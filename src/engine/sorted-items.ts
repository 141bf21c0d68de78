// The items of few rows, in their groups: sorted by the codes of the groups, a digit at a time (a radix sort, H. Hollerith,
// 1889), so that no grouping of all rows need be made or gone through.
import { MISSING } from "../model/dictionary.ts"
import { copyWords, newWords } from "../model/large-arrays.ts"
import type { RowCodes } from "../model/row-codes.ts"
import type { GroupedItems } from "./grouped-items.ts"

/** Codes of the groups of each row; 0: none. Of legs both sides have theirs. */
export interface GroupCodes {
  readonly payer: Uint32Array
  readonly payee: Uint32Array
}

/** Bits of a digit: counts of all digits stay in the nearest memory of a processor. */
const DIGIT_BITS = 11
const DIGITS = 2 ** DIGIT_BITS

/** Items with the codes they are sorted by. */
interface Coded {
  readonly items: Uint32Array
  readonly codes: Uint32Array
}

/** Rows, in canonical order, by the code of one side or of anything else that rows have one of. */
export function rowsInGroups(rows: Uint32Array, codes: RowCodes, least: number): GroupedItems {
  return inGroups(sortByCode(codedRows(rows, codes)), least)
}

/** Legs of rows, which are in canonical order, by the codes of their sides. `direction`: which to take; null: both. */
export function legsInGroups(
  rows: Uint32Array,
  { payer, payee }: GroupCodes,
  direction: "in" | "out" | null,
  least: number,
): GroupedItems {
  const legs = new Uint32Array(2 * rows.length)
  const codes = new Uint32Array(2 * rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    if (direction !== "in" && payer[row] !== MISSING) {
      legs[count] = 2 * row
      codes[count++] = payer[row]!
    }
    if (direction !== "out" && payee[row] !== MISSING) {
      legs[count] = 2 * row + 1
      codes[count++] = payee[row]!
    }
  }
  return inGroups(sortByCode({ items: legs.subarray(0, count), codes: codes.subarray(0, count) }), least)
}

/** The places of some codes, those of lower codes first. */
export function itemsByCode(codes: Uint32Array): Uint32Array {
  const items = newWords(codes.length)
  for (let i = 0; i < items.length; i++) items[i] = i
  return sortByCode({ items, codes: copyWords(codes) }).items
}

/** Items in groups by their codes, which stand beside them; items of one code keep their order. */
export function itemsInGroups(items: Uint32Array, codes: Uint32Array): GroupedItems {
  return inGroups(sortByCode({ items: copyWords(items), codes: copyWords(codes) }), 1)
}

/** Rows, in canonical order, by payer and payee together. Groups are numbered as they come. */
export function rowsInPairs(rows: Uint32Array, { payer, payee }: GroupCodes, least: number): GroupedItems {
  const byPayee = sortByCode(codedRows(rows, payee))
  const { items } = sortByCode(codedRows(byPayee.items, payer))
  const pairs = newWords(items.length)
  let pair = 0
  for (let i = 0; i < items.length; i++) {
    const [row, before] = [items[i]!, items[i - 1]]
    if (before === undefined || payer[row] !== payer[before] || payee[row] !== payee[before]) pair++
    pairs[i] = pair
  }
  return inGroups({ items, codes: pairs }, least)
}

/** The rows that have a code, with it. */
function codedRows(rows: Uint32Array, codes: RowCodes): Coded {
  const items = newWords(rows.length)
  const its = newWords(rows.length)
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]!]!
    if (code === MISSING) continue
    items[count] = rows[i]!
    its[count++] = code
  }
  return { items: items.subarray(0, count), codes: its.subarray(0, count) }
}

/** Items of one code keep their order. The arrays that are given are used up. */
function sortByCode(coded: Coded): Coded {
  let largest = 0
  for (let i = 0; i < coded.codes.length; i++) if (coded.codes[i]! > largest) largest = coded.codes[i]!
  let from = coded
  let to: Coded = { items: newWords(from.items.length), codes: newWords(from.items.length) }
  const next = new Uint32Array(DIGITS + 1)
  for (let shift = 0; shift < 32 && largest >>> shift > 0; shift += DIGIT_BITS) {
    sortByDigit(from.items, from.codes, to.items, to.codes, shift, next)
    ;[from, to] = [to, from]
  }
  return from
}

/** `next` is room to count in. */
function sortByDigit(
  items: Uint32Array,
  codes: Uint32Array,
  sortedItems: Uint32Array,
  sortedCodes: Uint32Array,
  shift: number,
  next: Uint32Array,
): void {
  next.fill(0)
  for (let i = 0; i < codes.length; i++) next[((codes[i]! >>> shift) & (DIGITS - 1)) + 1]!++
  for (let digit = 0; digit < DIGITS; digit++) next[digit + 1]! += next[digit]!
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!
    const place = next[(code >>> shift) & (DIGITS - 1)]!++
    sortedItems[place] = items[i]!
    sortedCodes[place] = code
  }
}

/** Sorted items as groups of one code, those with at least so many; a group's number is its code − 1. */
function inGroups({ items, codes }: Coded, least: number): GroupedItems {
  const mostGroups = Math.floor(items.length / least)
  const groups = newWords(mostGroups)
  const starts = newWords(mostGroups + 1)
  const count = groupsOfCodes(items, codes, least, groups, starts)
  return {
    items: items.subarray(0, starts[count]!),
    groups: groups.subarray(0, count),
    starts: starts.subarray(0, count + 1),
  }
}

function groupsOfCodes(
  items: Uint32Array,
  codes: Uint32Array,
  least: number,
  groups: Uint32Array,
  starts: Uint32Array,
): number {
  let count = 0
  let kept = 0
  for (let start = 0; start < items.length; ) {
    const code = codes[start]!
    let end = start + 1
    while (end < items.length && codes[end] === code) end++
    if (end - start >= least) {
      for (let i = start; i < end; i++) items[count++] = items[i]!
      groups[kept++] = code - 1
      starts[kept] = count
    }
    start = end
  }
  return kept
}
