// Finds many patterns in a text in one pass. Aho and Corasick, "Efficient string matching: an aid to bibliographic
// search" (CACM 18:6, 1975). The steps of all states lie interleaved in one array, found by displacement (Tarjan and
// Yao, "Storing a sparse table", CACM 22:11, 1979); failure links are followed while scanning, since resolved beforehand
// they multiply the steps of states whose tails begin many patterns, as Han characters do. Memory and time to build in
// proportion to the patterns; at most two steps a UTF-16 unit on average.
import { assert } from "../model/errors.ts"

/** Called for each occurrence: `end` is exclusive, in UTF-16 units. */
export type OnHit = (pattern: number, end: number) => void

/**
 * The steps as arrays, for loops that bring their own classes of units. A step from a state that is not 0 is
 * `target[base[state] + class]` if `owner` there is the state, else the step from `failure[state]`; from 0 it is
 * `root[class]`, or 0 between two units of words. A state at which patterns end is given as its complement (negative).
 */
export interface Steps {
  /** By UTF-16 unit: its class, from 1; 0: in no pattern, and nobody's step. */
  readonly classOf: Uint16Array
  /** By class: 1 for units after which nothing begins with another such unit. */
  readonly isWord: Uint8Array
  readonly root: Int32Array
  readonly failure: Int32Array
  /** By state: where its row begins. */
  readonly base: Int32Array
  /** By slot (base + class): the state whose step this is; NONE: nobody's. */
  readonly owner: Int32Array
  readonly target: Int32Array
}

export interface Automaton {
  readonly steps: Steps
  /**
   * Gives every occurrence of every pattern, overlapping ones too: by end, then longest first, then by pattern index.
   * Compares UTF-16 units as they are: fold patterns and text alike beforehand.
   */
  scan(text: string, onHit: OnHit): void
  /** Whether a test holds for one of the patterns that end at a state; longest first. */
  someAt(state: number, test: (pattern: number) => boolean): boolean
}

/** Whether a UTF-16 unit is part of a word, so that nothing that is sought begins after another one. */
export type IsWordUnit = (unit: number) => boolean

/**
 * Patterns must not be empty; equal patterns are each reported. Given `isWordUnit`, occurrences that begin between two
 * word units may be left out, which spares most steps in scripts with spaces.
 */
export function buildAutomaton(patterns: readonly string[], isWordUnit: IsWordUnit = () => false): Automaton {
  assert(!patterns.includes(""), "an empty pattern would be found everywhere")
  const trie = growTrie(patterns)
  const isWord = Uint8Array.from(trie.units, (unit, unitClass) => (unitClass > 0 && isWordUnit(unit) ? 1 : 0))
  const { classOf, firstPattern, nextSame } = trie
  const { failure, hitState, shorterHit } = findFailures(trie, isWord)
  const mark = (state: number) => (hitState[state] === 0 ? state : ~state)
  const root = new Int32Array(trie.units.length)
  for (const [unitClass, state] of trie.children[0]!) root[unitClass] = mark(state)
  const steps: Steps = { classOf, isWord, root, failure, ...interleave(trie, mark) }

  return {
    steps,
    scan(text, onHit) {
      const { base, owner, target } = steps
      let state = 0
      let before = 0
      for (let i = 0; i < text.length; i++) {
        const unitClass = classOf[text.charCodeAt(i)]!
        while (state !== 0 && owner[base[state]! + unitClass] !== state) state = failure[state]!
        if (state !== 0) state = target[base[state]! + unitClass]!
        else if ((isWord[before]! & isWord[unitClass]!) === 0) state = root[unitClass]!
        before = unitClass
        if (state >= 0) continue
        state = ~state
        for (let s = hitState[state]!; s !== 0; s = shorterHit[s]!) {
          for (let p = firstPattern[s]!; p !== NONE; p = nextSame[p]!) onHit(p, i + 1)
        }
      }
    },
    someAt(state, test) {
      for (let s = hitState[state]!; s !== 0; s = shorterHit[s]!) {
        for (let p = firstPattern[s]!; p !== NONE; p = nextSame[p]!) if (test(p)) return true
      }
      return false
    },
  }
}

const NONE = -1

interface Trie {
  readonly classOf: Uint16Array
  /** By class: its unit; class 0 has none. */
  readonly units: readonly number[]
  /** By state (0: root), class → state. */
  readonly children: readonly ReadonlyMap<number, number>[]
  /** By state: a pattern that ends there, or NONE. */
  readonly firstPattern: Int32Array
  /** By pattern: the next one equal to it, or NONE. */
  readonly nextSame: Int32Array
}

/** States are numbered by depth: those near the root, which most texts never leave, lie together in memory. */
function growTrie(patterns: readonly string[]): Trie {
  const classOf = new Uint16Array(0x10000)
  const units = [0]
  const children: Map<number, number>[] = [new Map()]
  const stateOf = new Int32Array(patterns.length)
  let growing = patterns.map((_, index) => index)
  for (let depth = 0; growing.length > 0; depth++) {
    growing = growing.filter((index) => depth < patterns[index]!.length)
    for (const index of growing) {
      const unit = patterns[index]!.charCodeAt(depth)
      if (classOf[unit] === 0) classOf[unit] = units.push(unit) - 1
      const row = children[stateOf[index]!]!
      let next = row.get(classOf[unit]!)
      if (next === undefined) {
        next = children.push(new Map()) - 1
        row.set(classOf[unit]!, next)
      }
      stateOf[index] = next
    }
  }
  const firstPattern = new Int32Array(children.length).fill(NONE)
  const nextSame = new Int32Array(patterns.length).fill(NONE)
  for (let index = patterns.length - 1; index >= 0; index--) {
    const state = stateOf[index]!
    nextSame[index] = firstPattern[state]!
    firstPattern[state] = index
  }
  return { classOf, units, children, firstPattern, nextSame }
}

interface Failures {
  /** By state: the longest other state that is a tail of it and does not begin inside a word of it. */
  readonly failure: Int32Array
  /** By state: the state of the longest pattern that ends here (itself or a tail of it); 0: none. */
  readonly hitState: Int32Array
  /** By state: the state of the next shorter pattern that ends here; 0: none. */
  readonly shorterHit: Int32Array
}

function findFailures({ children, firstPattern }: Trie, isWord: Uint8Array): Failures {
  const failure = new Int32Array(children.length)
  const hitState = new Int32Array(children.length)
  const shorterHit = new Int32Array(children.length)
  const lastClass = new Uint16Array(children.length)
  // By depth: the failure of a state is shorter than the state, so its own failure and hits are final by then.
  for (const [state, row] of children.entries()) {
    const fallback = failure[state]!
    shorterHit[state] = hitState[fallback]!
    hitState[state] = firstPattern[state] === NONE ? hitState[fallback]! : state
    for (const [unitClass, child] of row) {
      lastClass[child] = unitClass
      if (state === 0) continue
      let tail = fallback
      while (tail !== 0 && !children[tail]!.has(unitClass)) tail = failure[tail]!
      const isInside = tail === 0 && (isWord[lastClass[state]!]! & isWord[unitClass]!) === 1
      failure[child] = isInside ? 0 : (children[tail]!.get(unitClass) ?? 0)
    }
  }
  return { failure, hitState, shorterHit }
}

/**
 * Lays each row where its steps fall on free slots, longest rows first. A row begins its search where the row before
 * it of the same length was laid: slots left behind are few, and the search stays linear for each length.
 */
function interleave(
  { children, units }: Trie,
  mark: (state: number) => number,
): Pick<Steps, "base" | "owner" | "target"> {
  const classCount = units.length
  const base = new Int32Array(children.length)
  let owner = new Int32Array(4 * classCount + children.length).fill(NONE)
  const order = children.map((_, state) => state).filter((state) => state !== 0 && children[state]!.size > 0)
  order.sort((a, b) => children[b]!.size - children[a]!.size || a - b)
  let firstFree = 0
  let length = 0
  let from = 0
  let top = 0
  for (const state of order) {
    const classes = [...children[state]!.keys()].sort((a, b) => a - b)
    while (owner[firstFree] !== NONE) firstFree++
    if (classes.length !== length) from = 0
    length = classes.length
    let at = Math.max(0, from, firstFree - classes[0]!)
    while (!isFree(owner, at, classes)) at++
    from = at
    base[state] = at
    for (const unitClass of classes) owner[at + unitClass] = state
    top = Math.max(top, at)
    if (top + 2 * classCount > owner.length) owner = lengthen(owner)
  }
  owner = owner.slice(0, top + classCount)
  const target = new Int32Array(owner.length)
  for (const state of order) {
    for (const [unitClass, next] of children[state]!) target[base[state]! + unitClass] = mark(next)
  }
  return { base, owner, target }
}

/** Whether the slots of a row laid at `at` are free. */
function isFree(owner: Int32Array, at: number, classes: readonly number[]): boolean {
  for (const unitClass of classes) if (owner[at + unitClass] !== NONE) return false
  return true
}

function lengthen(slots: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * slots.length).fill(NONE)
  longer.set(slots)
  return longer
}
