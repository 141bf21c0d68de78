// The glance at a text as it is, in one pass for all paths: whether anything may be heard in it. Most memos hold nothing
// and are done with here, without a folded string; those that may hold something are looked at path by path, so a
// false alarm costs time and nothing else.
//
// Letters are read as skeletons have them (skeleton.ts), the coarsest of all paths: what is found plainly or by evasion
// has its skeleton in that of the text. Of each pattern one key is sought: how it begins, or the whole of it where it is
// short. Of a term that may be misspelt, words or parts of words that slips of the pen leave alone (near-keys.ts).
import {
  ASK,
  addToOlder,
  addToRow,
  GAP,
  type Glance,
  INVISIBLE,
  LATIN,
  OTHER,
  pairKey,
  ROW,
  rowKey,
  SIZE,
  tripleKey,
  UNCLEAR,
  WORD,
} from "./glance-keys.ts"
import { holdsKey } from "./key-filter.ts"
import { isNear } from "./near-look.ts"

/** The answer that nothing is heard in a text. */
export const SILENT = 0
/** Something may be heard by its letters, as they are written or with something done to them, */
export const BY_LETTERS = 1
/** and a term may be there that is misspelt. */
export const MISSPELT = 2
const UNKNOWN = BY_LETTERS | MISSPELT

/** How something may be heard in a text: any of the bits above. */
export function glanceAt(text: string, glance: Glance): number {
  const { codes, wholeRows } = glance
  const { rows: unspaced, shift: unspacedShift } = glance.unspaced
  const { rows, shift: rowShift } = glance.rows
  const end = text.length
  let answer = SILENT
  // The last two letters; of letters of words the last ten in a row, and a bit for each: whether a pattern may begin
  // with it.
  let before = 0
  let beforeThat = 0
  let row = 0
  let older = 0
  let mayBegin = 0
  glance.last[SIZE] = 0
  for (let i = 0; i < end; i++) {
    let code = codes[text.charCodeAt(i)]!
    if (code === ASK) code = glance.ask(text, i)
    if ((code & FIGURE) === FIGURE) {
      const after = endOfNumber(text, i, glance)
      if (after > i) {
        before = 0
        mayBegin = 0
        glance.last[SIZE] = 0
        i = after - 1
        continue
      }
    }
    if ((code & WORD) !== 0) {
      const start = i
      let traits = 0
      let begins = 1
      const first = code & ~OTHER
      if (before !== 0 && (before & WORD) === 0 && holdsKey(unspaced, unspacedShift, pairKey(before, first)))
        answer |= BY_LETTERS
      for (;;) {
        traits |= code
        code &= ~OTHER
        if (code === before && (code & LATIN) !== 0) mayBegin |= begins
        else {
          mayBegin = (mayBegin << 1) | begins
          older = addToOlder(older, row)
          row = addToRow(row, code)
          before = code
          if ((mayBegin & LONG_BEGINS) !== 0 && holdsKey(rows, rowShift, rowKey(older, row, ROW)))
            answer |= BY_LETTERS
        }
        begins = 0
        i++
        if (i === end) {
          code = GAP
          break
        }
        code = codes[text.charCodeAt(i)]!
        if ((code & WORD) !== 0) continue
        if (code === ASK) code = glance.ask(text, i)
        if ((code & WORD) === 0) break
      }
      if (code === INVISIBLE) return UNKNOWN
      for (let whole = mayBegin & wholeRows; whole !== 0; whole &= whole - 1) {
        const length = 32 - Math.clz32(whole & -whole)
        if (holdsKey(rows, rowShift, rowKey(older, row, length))) answer |= BY_LETTERS
      }
      if ((traits & OTHER) !== 0) glance.last[SIZE] = 0
      else if ((answer & MISSPELT) === 0 && isNear(text, start, i - start, glance)) answer |= MISSPELT
      if (i === end) break
    }
    if (code >= OTHER) {
      if (code === UNCLEAR) return UNKNOWN
      continue
    }
    mayBegin = 0
    if (holdsKey(unspaced, unspacedShift, pairKey(before, code))) answer |= BY_LETTERS
    if ((before & WORD) === 0 && holdsKey(unspaced, unspacedShift, tripleKey(beforeThat, before, code)))
      answer |= BY_LETTERS
    beforeThat = before
    before = code
  }
  return answer
}

const FIGURE = WORD | OTHER

/** Where a number ends that is in no pattern, and in no disguise of one; `start` where it may be in one. */
function endOfNumber(text: string, start: number, { codes, figures }: Glance): number {
  let end = start + 1
  let before = codes[text.charCodeAt(start)]!
  // A figure may be doubled.
  let runs = 1
  for (; end < text.length; end++) {
    const code = codes[text.charCodeAt(end)]!
    if ((code & FIGURE) !== FIGURE) break
    if (code !== before) runs++
    before = code
  }
  return runs > figures && isGap(text, end, codes) ? end : start
}

/** Whether a word surely ends at a place. */
function isGap(text: string, at: number, codes: Uint16Array): boolean {
  if (at === text.length) return true
  const code = codes[text.charCodeAt(at)]!
  return code === GAP || code < WORD
}

const LONG_BEGINS = 1 << (ROW - 1)
