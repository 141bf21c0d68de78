// What an automaton (automaton.ts) is built of: a trie of the patterns, where failures lead, and the steps of all states
// laid into one array.
import { assert } from "../model/errors.ts"

/** Whether a UTF-16 unit is part of a word, so that nothing that is sought begins after another one. */
export type IsWordUnit = (unit: number) => boolean

/** No state, or no pattern. */
export const NONE = -1

/**
 * The steps of an automaton as arrays. A step from a state that is not 0 is `target[base[state] + class]` if `owner` there is
 * the state, else the step from `failure[state]`; from 0 it is `root[class]`, or 0 between two units of words. A state at
 * which patterns end is given as its complement (negative).
 */
export type AutomatonColumns = {
  /** By class: its unit; class 0, of units that are in no pattern, has none. */
  readonly units: Uint16Array
  /** By class: 1 for units after which nothing begins with another such unit. */
  readonly isWord: Uint8Array
  readonly root: Int32Array
  readonly failure: Int32Array
  /** By state: where its row begins. */
  readonly base: Int32Array
  /** By slot (base + class): the state whose step this is; NONE: nobody's. */
  readonly owner: Int32Array
  readonly target: Int32Array
  /** By state: the state of the longest pattern that ends here (itself or a tail of it); 0: none. */
  readonly hitState: Int32Array
  /** By state: the state of the next shorter pattern that ends here; 0: none. */
  readonly shorterHit: Int32Array
  /** By state: a pattern that ends there, or NONE. */
  readonly firstPattern: Int32Array
  /** By pattern: the next one equal to it, or NONE. */
  readonly nextSame: Int32Array
}

export function automatonColumns(
  patterns: readonly string[],
  isWordUnit: IsWordUnit = () => false,
): AutomatonColumns {
  assert(!patterns.includes(""), "an empty pattern would be found everywhere")
  const trie = growTrie(patterns)
  const isWord = Uint8Array.from(trie.units, (unit, unitClass) => (unitClass > 0 && isWordUnit(unit) ? 1 : 0))
  const { firstPattern, nextSame } = trie
  const { failure, hitState, shorterHit } = findFailures(trie, isWord)
  const { base, owner } = interleave(trie)
  const root = new Int32Array(trie.units.length)
  const target = new Int32Array(owner.length)
  for (let state = 1; state < trie.parent.length; state++) {
    const marked = hitState[state] === 0 ? state : ~state
    const parent = trie.parent[state]!
    if (parent === 0) root[trie.lastClass[state]!] = marked
    else target[base[parent]! + trie.lastClass[state]!] = marked
  }
  const units = Uint16Array.from(trie.units)
  const hits = { hitState, shorterHit, firstPattern, nextSame }
  return { units, isWord, root, failure, base, owner, target, ...hits }
}

interface Trie {
  /** By class: its unit; class 0 has none. */
  readonly units: readonly number[]
  /** By state (0: root, whose own is 0): the state before its last unit, and the class of that unit. */
  readonly parent: Int32Array
  readonly lastClass: Uint16Array
  /** The state after another and a unit of a class, or NONE. */
  step(state: number, unitClass: number): number
  /** By state: a pattern that ends there, or NONE. */
  readonly firstPattern: Int32Array
  /** By pattern: the next one equal to it, or NONE. */
  readonly nextSame: Int32Array
}

/** States are numbered by depth: those near the root, which most texts never leave, lie together in memory. */
function growTrie(patterns: readonly string[]): Trie {
  let most = 1
  for (const pattern of patterns) most += pattern.length
  const classOf = new Uint16Array(0x10000)
  const units = [0]
  const parent = new Int32Array(most)
  const lastClass = new Uint16Array(most)
  // Steps in a table of hashes with room for twice as many (D. Knuth, TAOCP 3, 6.4, algorithm L): maps of their own for
  // all states would be most of what is built.
  const width = Math.ceil(Math.log2(2 * most))
  const table = new Int32Array(1 << width)
  const placeOf = (state: number, unitClass: number): number => {
    let place = (Math.imul(state, STATE_SCATTER) + Math.imul(unitClass, CLASS_SCATTER)) >>> (32 - width)
    for (let found = table[place]!; found !== 0; found = table[place]!) {
      if (parent[found] === state && lastClass[found] === unitClass) break
      place = (place + 1) & (table.length - 1)
    }
    return place
  }
  const stateOf = new Int32Array(patterns.length)
  let count = 1
  let growing = patterns.map((_, index) => index)
  for (let depth = 0; growing.length > 0; depth++) {
    growing = growing.filter((index) => depth < patterns[index]!.length)
    for (const index of growing) {
      const unit = patterns[index]!.charCodeAt(depth)
      if (classOf[unit] === 0) classOf[unit] = units.push(unit) - 1
      const unitClass = classOf[unit]!
      const place = placeOf(stateOf[index]!, unitClass)
      if (table[place] === 0) {
        table[place] = count
        parent[count] = stateOf[index]!
        lastClass[count++] = unitClass
      }
      stateOf[index] = table[place]!
    }
  }
  const firstPattern = new Int32Array(count).fill(NONE)
  const nextSame = new Int32Array(patterns.length).fill(NONE)
  for (let index = patterns.length - 1; index >= 0; index--) {
    const state = stateOf[index]!
    nextSame[index] = firstPattern[state]!
    firstPattern[state] = index
  }
  return {
    units,
    parent: parent.slice(0, count),
    lastClass: lastClass.slice(0, count),
    step: (state, unitClass) => table[placeOf(state, unitClass)]! || NONE,
    firstPattern,
    nextSame,
  }
}

/** Odd, with bits all over, so that the upper bits of a sum of products depend on all of both numbers. */
const STATE_SCATTER = 0x9e3779b1
const CLASS_SCATTER = 0x85ebca6b

type Failures = Pick<AutomatonColumns, "hitState" | "shorterHit"> & {
  /** By state: the longest other state that is a tail of it and does not begin inside a word of it. */
  readonly failure: Int32Array
}

function findFailures(trie: Trie, isWord: Uint8Array): Failures {
  const { parent, lastClass, firstPattern } = trie
  const failure = new Int32Array(parent.length)
  const hitState = new Int32Array(parent.length)
  const shorterHit = new Int32Array(parent.length)
  // By depth: the failure of a state is shorter than the state, so its own failure and hits are final by then.
  for (let state = 1; state < parent.length; state++) {
    const unitClass = lastClass[state]!
    const before = parent[state]!
    if (before !== 0) failure[state] = failureAfter(before, unitClass, failure, trie, isWord)
    const shorter = hitState[failure[state]!]!
    shorterHit[state] = shorter
    hitState[state] = firstPattern[state] === NONE ? shorter : state
  }
  return { failure, hitState, shorterHit }
}

/** The failure of the state that follows `before`, which is not the root. */
function failureAfter(
  before: number,
  unitClass: number,
  failure: Int32Array,
  { lastClass, step }: Trie,
  isWord: Uint8Array,
): number {
  let tail = failure[before]!
  let next = step(tail, unitClass)
  while (tail !== 0 && next === NONE) {
    tail = failure[tail]!
    next = step(tail, unitClass)
  }
  const isInside = tail === 0 && (isWord[lastClass[before]!]! & isWord[unitClass]!) === 1
  return isInside || next === NONE ? 0 : next
}

/**
 * Lays each row where its steps fall on free slots, longest rows first. A row begins its search where the row before
 * it of the same length was laid: slots left behind are few, and the search stays linear for each length.
 */
function interleave(trie: Trie): Pick<AutomatonColumns, "base" | "owner"> {
  const classCount = trie.units.length
  const { order, starts, classes } = rowsOf(trie)
  const base = new Int32Array(trie.parent.length)
  let owner = new Int32Array(4 * classCount + base.length).fill(NONE)
  let firstFree = 0
  let length = 0
  let from = 0
  let top = 0
  for (const state of order) {
    const first = starts[state]!
    const end = starts[state + 1]!
    while (owner[firstFree] !== NONE) firstFree++
    if (end - first !== length) from = 0
    length = end - first
    let at = Math.max(0, from, firstFree - classes[first]!)
    while (!isFree(owner, at, classes, first, end)) at++
    from = at
    base[state] = at
    for (let i = first; i < end; i++) owner[at + classes[i]!] = state
    top = Math.max(top, at)
    if (top + 2 * classCount > owner.length) owner = lengthen(owner)
  }
  return { base, owner: owner.slice(0, top + classCount) }
}

interface Rows {
  /** The states that have steps, but the root: those with most first, then by number. */
  readonly order: readonly number[]
  /** By state: where the classes of its steps begin; one longer than there are states. */
  readonly starts: Int32Array
  /** Ascending for each state. */
  readonly classes: Uint16Array
}

function rowsOf({ parent, lastClass, units }: Trie): Rows {
  const starts = new Int32Array(parent.length + 1)
  for (let state = 1; state < parent.length; state++) starts[parent[state]! + 1]!++
  for (let state = 0; state < parent.length; state++) starts[state + 1]! += starts[state]!
  // States by class, so that the classes of each row come ascending.
  const byClass = groupedBy(lastClass, units.length)
  const classes = new Uint16Array(parent.length)
  const filled = starts.slice()
  for (const state of byClass) if (state !== 0) classes[filled[parent[state]!]!++] = lastClass[state]!
  const lengthOf = (state: number) => starts[state + 1]! - starts[state]!
  const order: number[] = []
  for (let state = 1; state < parent.length; state++) if (lengthOf(state) > 0) order.push(state)
  order.sort((a, b) => lengthOf(b) - lengthOf(a) || a - b)
  return { order, starts, classes }
}

/** Indexes by ascending value, those of equal ones in order; values are below `count`. */
function groupedBy(values: Uint16Array, count: number): Int32Array {
  const starts = new Int32Array(count + 1)
  for (const value of values) starts[value + 1]!++
  for (let value = 0; value < count; value++) starts[value + 1]! += starts[value]!
  const indexes = new Int32Array(values.length)
  for (let index = 0; index < values.length; index++) indexes[starts[values[index]!]!++] = index
  return indexes
}

/** Whether the slots of a row laid at `at` are free. */
function isFree(owner: Int32Array, at: number, classes: Uint16Array, first: number, end: number): boolean {
  for (let i = first; i < end; i++) if (owner[at + classes[i]!] !== NONE) return false
  return true
}

function lengthen(slots: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * slots.length).fill(NONE)
  longer.set(slots)
  return longer
}
