// The part of the glance at a text (glance.ts) that is about slips of the pen: whether a word, by itself or with the one
// before it, may be of a term that is misspelt. It looks for what such slips leave alone, see near-keys.ts.
import {
  AFTER_ANY,
  AFTER_FIRST,
  AFTER_FIRST_TWO,
  AFTER_LAST,
  AFTER_LAST_TWO,
  ANCHOR,
  addToRow,
  BEFORE,
  besideKey,
  EDGE_COUNT,
  EDGES,
  END_3,
  edgeBesideKey,
  edgeKey,
  enoughKey,
  type Glance,
  HEAD,
  KEY,
  LETTER,
  LETTER_BITS,
  LONGEST,
  MIDDLE_FROM,
  MIDDLE_TO,
  middleKey,
  PAIR,
  SIZE,
  START_3,
  START_4,
  TAIL,
  wordKey,
} from "./glance-keys.ts"
import { holdsKey, type KeyFilter } from "./key-filter.ts"

/** Whether a word may be one of a term that is misspelt, by itself or after the last one. */
export function isNear(text: string, start: number, length: number, glance: Glance): boolean {
  const { codes, last, near } = glance
  const size = Math.min(length, LONGEST)
  const edge = Math.min(4, length)
  const head = rowAt(text, start, edge, codes)
  const tail = rowAt(text, start + length - edge, edge, codes)
  const key = wordKey(head, tail, size)
  const isAnchor = holdsKey(near.rows, near.shift, key) ? 1 : 0
  const sizeBefore = last[SIZE]!
  let pair = NO_PAIR
  if (sizeBefore !== 0) {
    if (last[ANCHOR] !== 0) pair = pairOf(near, last[KEY]!, size, head, tail, 0)
    if (isAnchor !== 0) pair |= pairOf(near, key, sizeBefore, last[HEAD]!, last[TAIL]!, BEFORE)
    if (pair >= ENOUGH || (pair & last[PAIR]!) !== 0) return true
    if (last[EDGES] !== 0 && isBesideEdge(size, glance)) return true
  }
  let edges = 0
  if (length >= SHORTEST_ALONE) {
    const sizes = glance.heads[head >>> ((edge - 3) * LETTER_BITS)]! | glance.tails[tail & THREE]!
    if (((sizes >>> size) & 1) !== 0) edges = edgesIn(head, tail, size, glance)
    if (edges === EDGE_ALONE) return true
    if (size >= SHORTEST_WITH_MIDDLE && hasMiddle(text, start, length, glance)) return true
  }
  last[KEY] = key
  last[SIZE] = size
  last[HEAD] = head
  last[TAIL] = tail
  last[ANCHOR] = isAnchor
  last[PAIR] = pair
  last[EDGES] = edges
  return false
}

/** The edges that are sought in a word beside another one, a bit for each; EDGE_ALONE: one is enough already. */
function edgesIn(head: number, tail: number, size: number, { near, last }: Glance): number {
  let edges = 0
  for (let which = 0; which < EDGE_COUNT; which++) {
    const found = edgeOf(head, tail, size, which)
    if (!holdsKey(near.rows, near.shift, found)) continue
    if (holdsKey(near.rows, near.shift, enoughKey(found))) return EDGE_ALONE
    const isBeside =
      last[SIZE] !== 0 && holdsKey(near.rows, near.shift, edgeBesideKey(found, last[SIZE]!, BEFORE))
    if (isBeside) return EDGE_ALONE
    edges |= 1 << which
  }
  return edges
}

const EDGE_ALONE = -1

/** Whether the last word has an edge that is sought before a word of this length. */
function isBesideEdge(size: number, { near, last }: Glance): boolean {
  for (let which = 0; which < EDGE_COUNT; which++) {
    if (((last[EDGES]! >>> which) & 1) === 0) continue
    const found = edgeOf(last[HEAD]!, last[TAIL]!, last[SIZE]!, which)
    if (holdsKey(near.rows, near.shift, edgeBesideKey(found, size, 0))) return true
  }
  return false
}

/** The key of one end of a word. */
function edgeOf(head: number, tail: number, size: number, which: number): number {
  if (which === START_3) return edgeKey(head >>> LETTER_BITS, size, which)
  if (which === START_4) return edgeKey(head, size, which)
  return edgeKey(which === END_3 ? tail & THREE : tail, size, which)
}

function hasMiddle(text: string, start: number, length: number, { codes, near }: Glance): boolean {
  for (let at = MIDDLE_FROM; at <= MIDDLE_TO && at + 4 < length; at++) {
    if (holdsKey(near.rows, near.shift, middleKey(rowAt(text, start + at, 4, codes)))) return true
  }
  return false
}

/** Whether a word beside another that stands as it is (`word`: its key) holds a key of a pair. */
function pairOf(
  near: KeyFilter,
  word: number,
  size: number,
  head: number,
  tail: number,
  side: number,
): number {
  const edge = Math.min(4, size)
  const first2 = edge < 2 ? head : head >>> ((edge - 2) * LETTER_BITS)
  const pair =
    askFor(near, besideKey(word, size, 0, side + AFTER_ANY)) |
    askFor(near, besideKey(word, size, first2, side + AFTER_FIRST_TWO)) |
    askFor(near, besideKey(word, size, tail & TWO, side + AFTER_LAST_TWO))
  if (size > 4) return pair
  const first = head >>> ((edge - 1) * LETTER_BITS)
  return (
    pair |
    askFor(near, besideKey(word, size, first, side + AFTER_FIRST)) |
    askFor(near, besideKey(word, size, tail & LETTER, side + AFTER_LAST))
  )
}

function askFor({ rows, shift }: KeyFilter, key: number): number {
  if (!holdsKey(rows, shift, key)) return NO_PAIR
  return holdsKey(rows, shift, enoughKey(key)) ? ENOUGH : PAIRED
}

const NO_PAIR = 0
const PAIRED = 1
const ENOUGH = 2

/** Words of six letters and more, a slip less; of twelve and more, two slips less. */
const SHORTEST_ALONE = 5
const SHORTEST_WITH_MIDDLE = 10
const TWO = (1 << (2 * LETTER_BITS)) - 1
const THREE = (1 << (3 * LETTER_BITS)) - 1

function rowAt(text: string, start: number, length: number, codes: Uint16Array): number {
  let row = 0
  for (let at = start; at < start + length; at++) row = addToRow(row, codes[text.charCodeAt(at)]!)
  return row
}
