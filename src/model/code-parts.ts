// Items beside their codes, roughly in order of the codes: a counting sort over millions of codes writes anywhere in tens of
// megabytes, and waits for memory most of the time. Items that come part by part, where a part is a range of codes, are
// counted and laid down in memory that is at hand (as a radix sort does: H. Hollerith, 1889).
import { MISSING } from "./dictionary.ts"
import { newWords } from "./large-arrays.ts"

export interface CodedItems {
  readonly items: Uint32Array
  readonly codes: Uint32Array
}

/** From so many codes on, to part the items first takes less than it spares. */
export const MANY_CODES = 2 ** 19

/** So many parts at most: each is written at a place of its own. */
const PARTS = 2 ** 9

/** Rows with a code, by parts, else in the order they come. `largest`: of the codes. */
export function rowsInParts(
  rows: Uint32Array,
  codeOf: Uint32Array | Uint16Array,
  largest: number,
): CodedItems {
  const shift = shiftFor(largest)
  const next = newWords(PARTS + 1)
  for (let i = 0; i < rows.length; i++) {
    const code = codeOf[rows[i]!]!
    if (code !== MISSING) next[(code >>> shift) + 1]!++
  }
  const count = addUp(next)
  const items = newWords(count)
  const codes = newWords(count)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const code = codeOf[row]!
    if (code === MISSING) continue
    const place = next[code >>> shift]!++
    items[place] = row
    codes[place] = code
  }
  return { items, codes }
}

/** The same for legs: `row * 2` by the payer's code, `row * 2 + 1` by the payee's. */
export function legsInParts(
  rows: Uint32Array,
  payer: Uint32Array,
  payee: Uint32Array,
  largest: number,
): CodedItems {
  const shift = shiftFor(largest)
  const next = newWords(PARTS + 1)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    if (payer[row] !== MISSING) next[(payer[row]! >>> shift) + 1]!++
    if (payee[row] !== MISSING) next[(payee[row]! >>> shift) + 1]!++
  }
  const count = addUp(next)
  const items = newWords(count)
  const codes = newWords(count)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    if (payer[row] !== MISSING) {
      const place = next[payer[row]! >>> shift]!++
      items[place] = row * 2
      codes[place] = payer[row]!
    }
    if (payee[row] !== MISSING) {
      const place = next[payee[row]! >>> shift]!++
      items[place] = row * 2 + 1
      codes[place] = payee[row]!
    }
  }
  return { items, codes }
}

/** What is left of a code is the number of its part. */
function shiftFor(largest: number): number {
  let shift = 0
  while (largest >>> shift >= PARTS) shift++
  return shift
}

/** From the size of each part, one place on, to where each begins; gives the number of items. */
function addUp(next: Uint32Array): number {
  for (let part = 1; part < next.length; part++) next[part]! += next[part - 1]!
  return next[next.length - 1]!
}
