// Rows in groups of one code. A counting sort over millions of codes writes anywhere in tens of megabytes, and waits for
// memory most of the time. So rows are laid down part by part first, where a part is a range of codes, and each part is sorted
// where it lies, in memory that is at hand (as a radix sort does: H. Hollerith, 1889). Few codes take little longer so.
import { MISSING } from "./dictionary.ts"
import { newWords } from "./large-arrays.ts"
import type { RowCodes } from "./row-codes.ts"

/** So many parts, where that leaves few enough codes to each: every part is written at a place of its own. */
const PARTS = 2 ** 9

/** Of each code as many bits are kept beside an item, at most, to sort its part by. */
const MOST_BITS = 16

/** Group g has code g + 1, and is items `starts[g]` to `starts[g + 1]`, end exclusive. */
interface CodeGroups {
  readonly items: Uint32Array
  readonly starts: Uint32Array
}

/** Rows that have a code, in groups, else in the order they come. */
export function rowsByParts(rows: Uint32Array, codeOf: RowCodes, groupCount: number): CodeGroups {
  const shift = shiftFor(groupCount)
  const next = newWords(((groupCount - 1) >>> shift) + 2)
  for (let i = 0; i < rows.length; i++) {
    const code = codeOf[rows[i]!]!
    if (code !== MISSING) next[((code - 1) >>> shift) + 1]!++
  }
  const items = newWords(addUp(next))
  const lows = newShorts(items.length)
  const mask = 2 ** shift - 1
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const code = codeOf[row]!
    if (code === MISSING) continue
    const place = next[(code - 1) >>> shift]!++
    items[place] = row
    lows[place] = (code - 1) & mask
  }
  return { items, starts: sortParts(items, lows, next, shift, groupCount) }
}

const newShorts = (length: number) => new Uint16Array(newWords((length + 1) >>> 1).buffer, 0, length)

/** What is left of a group's number is the number of its part. */
function shiftFor(groupCount: number): number {
  let shift = 0
  while (shift < MOST_BITS && (groupCount - 1) >>> shift >= PARTS) shift++
  return shift
}

/** From the size of each part, one place on, to where each begins; gives the number of items. */
function addUp(next: Uint32Array): number {
  for (let part = 1; part < next.length; part++) next[part]! += next[part - 1]!
  return next[next.length - 1]!
}

/** Sorts each part in its place, by the numbers of its groups within it; `ends`: of the parts. Gives where groups begin. */
function sortParts(
  items: Uint32Array,
  lows: Uint16Array,
  ends: Uint32Array,
  shift: number,
  groupCount: number,
): Uint32Array {
  const starts = newWords(groupCount + 1)
  const next = new Uint32Array(2 ** shift)
  let room: Uint32Array = new Uint32Array()
  let begin = 0
  for (let first = 0; first < groupCount; first += 2 ** shift) {
    const end = ends[first >>> shift]!
    if (room.length < end - begin) room = newWords(end - begin)
    const its = starts.subarray(first, Math.min(first + 2 ** shift, groupCount))
    sortPart(items, lows, begin, end, its, room, next)
    begin = end
  }
  starts[groupCount] = begin
  return starts
}

/** `starts`: of the groups of the part, to be found. `room` and `next` are room to work in. */
function sortPart(
  items: Uint32Array,
  lows: Uint16Array,
  begin: number,
  end: number,
  starts: Uint32Array,
  room: Uint32Array,
  next: Uint32Array,
): void {
  next.fill(0)
  for (let i = begin; i < end; i++) {
    room[i - begin] = items[i]!
    next[lows[i]!]!++
  }
  let place = begin
  for (let group = 0; group < starts.length; group++) {
    const count = next[group]!
    starts[group] = place
    next[group] = place
    place += count
  }
  for (let i = begin; i < end; i++) items[next[lows[i]!]!++] = room[i - begin]!
}
