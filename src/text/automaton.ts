// Finds many patterns in a text in one pass. Aho and Corasick, "Efficient string matching: an aid to bibliographic
// search" (CACM 18:6, 1975), its failure links resolved into a deterministic automaton. A state keeps only the steps
// that differ from those of the root; the rows of all states lie interleaved in one array, found by displacement
// (Tarjan and Yao, "Storing a sparse table", CACM 22:11, 1979). One look-up a UTF-16 unit, memory in proportion to
// the steps kept.
import { assert } from "../model/errors.ts"

/** Called for each occurrence: `end` is exclusive, in UTF-16 units. */
export type OnHit = (pattern: number, end: number) => void

export interface Automaton {
  /**
   * Gives every occurrence of every pattern, overlapping ones too: by end, then longest first, then by pattern index.
   * Compares UTF-16 units as they are: fold patterns and text alike beforehand.
   */
  scan(text: string, onHit: OnHit): void
}

/** Patterns must not be empty; equal patterns are each reported. */
export function buildAutomaton(patterns: readonly string[]): Automaton {
  assert(!patterns.includes(""), "an empty pattern would be found everywhere")
  const trie = growTrie(patterns)
  const steps = resolveFailures(trie)
  const table = interleave(steps.rows, trie.classCount)
  const { classOf } = trie
  const { root, hitState, shorterHit } = steps
  const { firstPattern, nextSame } = trie

  const report = (state: number, end: number, onHit: OnHit) => {
    for (let s = state; s !== 0; s = shorterHit[s]!) {
      for (let p = firstPattern[s]!; p !== NONE; p = nextSame[p]!) onHit(p, end)
    }
  }
  return {
    scan(text, onHit) {
      const { base, owner, target } = table
      let state = 0
      for (let i = 0; i < text.length; i++) {
        const unitClass = classOf[text.charCodeAt(i)]!
        const slot = base[state]! + unitClass
        state = owner[slot] === state ? target[slot]! : root[unitClass]!
        if (hitState[state] !== 0) report(hitState[state]!, i + 1, onHit)
      }
    },
  }
}

const NONE = -1

interface Trie {
  /** Class of each UTF-16 unit, from 1; 0: in no pattern. */
  readonly classOf: Uint16Array
  readonly classCount: number
  /** By state (0: root), class → state. */
  readonly children: readonly ReadonlyMap<number, number>[]
  /** By state: a pattern that ends there, or NONE. */
  readonly firstPattern: Int32Array
  /** By pattern: the next one equal to it, or NONE. */
  readonly nextSame: Int32Array
}

function growTrie(patterns: readonly string[]): Trie {
  const classOf = new Uint16Array(0x10000)
  let classCount = 1
  const children: Map<number, number>[] = [new Map()]
  const endOf = new Map<number, number[]>()
  for (const [index, pattern] of patterns.entries()) {
    let state = 0
    for (let i = 0; i < pattern.length; i++) {
      const unit = pattern.charCodeAt(i)
      if (classOf[unit] === 0) classOf[unit] = classCount++
      let next = children[state]!.get(classOf[unit]!)
      if (next === undefined) {
        next = children.push(new Map()) - 1
        children[state]!.set(classOf[unit]!, next)
      }
      state = next
    }
    const same = endOf.get(state)
    if (same === undefined) endOf.set(state, [index])
    else same.push(index)
  }
  const firstPattern = new Int32Array(children.length).fill(NONE)
  const nextSame = new Int32Array(patterns.length).fill(NONE)
  for (const [state, same] of endOf) {
    firstPattern[state] = same[0]!
    for (let i = 1; i < same.length; i++) nextSame[same[i - 1]!] = same[i]!
  }
  return { classOf, classCount, children, firstPattern, nextSame }
}

interface Steps {
  /** Step of the root by class. */
  readonly root: Int32Array
  /** By state, the steps (class → state) that differ from the root's; the root's own row is empty. */
  readonly rows: readonly ReadonlyMap<number, number>[]
  /** By state: the state of the longest pattern that ends here (itself or a suffix of it); 0: none. */
  readonly hitState: Int32Array
  /** By state: the state of the next shorter pattern that ends here; 0: none. */
  readonly shorterHit: Int32Array
}

function resolveFailures({ children, firstPattern, classCount }: Trie): Steps {
  const root = new Int32Array(classCount)
  for (const [unitClass, state] of children[0]!) root[unitClass] = state
  const rows: ReadonlyMap<number, number>[] = children.map(() => NO_STEPS)
  const failure = new Int32Array(children.length)
  const hitState = new Int32Array(children.length)
  const shorterHit = new Int32Array(children.length)
  // Breadth first: the failure of a state is shorter than the state, so its row and hits are final by then.
  const queue = [0]
  for (let at = 0; at < queue.length; at++) {
    const state = queue[at]!
    const fallback = failure[state]!
    shorterHit[state] = hitState[fallback]!
    hitState[state] = firstPattern[state] === NONE ? hitState[fallback]! : state
    for (const [unitClass, child] of children[state]!) {
      if (state !== 0) failure[child] = rows[fallback]!.get(unitClass) ?? root[unitClass]!
      queue.push(child)
    }
    if (state === 0) continue
    rows[state] =
      children[state]!.size === 0 ? rows[fallback]! : new Map([...rows[fallback]!, ...children[state]!])
  }
  return { root, rows, hitState, shorterHit }
}

const NO_STEPS: ReadonlyMap<number, number> = new Map()

interface StepTable {
  /** By state: where its row begins. */
  readonly base: Int32Array
  /** By slot (base + class): the state whose step this is; NONE: nobody's. Class 0 is nobody's in every row. */
  readonly owner: Int32Array
  readonly target: Int32Array
}

/**
 * Lays each row where its steps fall on free slots, longest rows first. A row begins its search where the row before
 * it of the same length was laid: slots left behind are few, and the search stays linear for each length.
 */
function interleave(rows: readonly ReadonlyMap<number, number>[], classCount: number): StepTable {
  const base = new Int32Array(rows.length)
  let owner = new Int32Array(4 * classCount + rows.length).fill(NONE)
  const order = rows.map((_, state) => state).filter((state) => rows[state]!.size > 0)
  order.sort((a, b) => rows[b]!.size - rows[a]!.size || a - b)
  let firstFree = 0
  let length = 0
  let from = 0
  let top = 0
  for (const state of order) {
    const classes = [...rows[state]!.keys()].sort((a, b) => a - b)
    while (owner[firstFree] !== NONE) firstFree++
    if (classes.length !== length) from = 0
    length = classes.length
    let at = Math.max(from, firstFree - classes[0]!)
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
    for (const [unitClass, next] of rows[state]!) target[base[state]! + unitClass] = next
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
