// Finds, among the earlier payments of a group, the latest whose amount stands in a given ratio to another amount.
// A segment tree (J. L. Bentley, 1977) over the amounts in sorted order holds, for each range of amounts, the latest
// payment put in so far: adding and asking take logarithmic time. Where payments are taken, a second tree of those left
// is made for the groups in which two want the same one; most groups have no such two.
import { newWords } from "../model/large-arrays.ts"
import type { NumberTest } from "../rules/tree.ts"

/** What was asked for: a candidate's number; NONE; or UNKNOWN when only amounts without a rate could be meant. */
export const NONE = -1
export const UNKNOWN = -2

/** Amounts of the candidates of one group, and how far they have been added. Reused from group to group. */
export class RatioIndex {
  /** Candidates by (currency, amount), those without a rate last in their currency. */
  #sorted: Uint32Array
  /** Candidate → its place in `sorted`. */
  readonly #placeOf: Uint32Array
  /** Node n has children 2n and 2n + 1; leaves start at `#leaves`. Entries are candidates + 1; 0: none. */
  #tree: Uint32Array
  #leaves = 0
  readonly #sortedBuffer: Uint32Array
  readonly #treeBuffer: Uint32Array
  /** Candidates − base that were taken, and the tree of the others once it is needed. */
  readonly #taken: Uint8Array
  readonly #untakenBuffer: Uint32Array
  #untaken: Uint32Array | null = null
  #base = 0
  /** Candidates before this one are in the tree; NONE: the group is not sorted yet. */
  #added = NONE

  /**
   * `amounts` and `currencies` are by candidate, of all groups; NaN: no rate. Amounts of different currencies are
   * never compared; where all were converted, give one code for all. `takes`: who asks takes what is found.
   */
  constructor(
    private readonly amounts: Float64Array,
    private readonly currencies: Uint32Array,
    private readonly test: NumberTest,
    largestGroup: number,
    private readonly takes: boolean,
  ) {
    this.#placeOf = newWords(amounts.length)
    this.#sortedBuffer = newWords(largestGroup)
    this.#treeBuffer = new Uint32Array(2 * largestGroup)
    this.#taken = new Uint8Array(takes ? largestGroup : 0)
    this.#untakenBuffer = newWords(takes ? 2 * largestGroup : 0)
    this.#sorted = this.#sortedBuffer
    this.#tree = this.#treeBuffer
  }

  /** Turns to the candidates of a group, `base` to `groupEnd`, exclusive. */
  open(base: number, groupEnd: number): void {
    this.#base = base
    this.#leaves = groupEnd - base
    this.#added = NONE
  }

  /** Most groups are opened and never asked: the work begins with the first question. */
  #sort(): void {
    const size = this.#leaves
    this.#sorted = this.#sortedBuffer.subarray(0, size)
    this.#tree = this.#treeBuffer.subarray(0, 2 * size).fill(0)
    for (let i = 0; i < size; i++) this.#sorted[i] = this.#base + i
    this.#sorted.sort((a, b) => this.currencies[a]! - this.currencies[b]! || this.#compareAmounts(a, b))
    for (let i = 0; i < size; i++) this.#placeOf[this.#sorted[i]!] = i
    this.#added = this.#base
    this.#taken.fill(0, 0, size)
    this.#untaken = null
  }

  #compareAmounts(a: number, b: number): number {
    const x = this.amounts[a]!
    const y = this.amounts[b]!
    if (Number.isNaN(x)) return Number.isNaN(y) ? 0 : 1
    return Number.isNaN(y) ? -1 : x - y
  }

  #add(candidate: number): void {
    const entry = candidate - this.#base + 1
    for (let node = this.#leaves + this.#placeOf[candidate]!; node >= 1; node >>>= 1) {
      if (this.#tree[node]! < entry) this.#tree[node] = entry
      if (this.#untaken !== null && this.#untaken[node]! < entry) this.#untaken[node] = entry
    }
  }

  /** Takes the latest untaken candidate in places `start` to `end`, from `earliest` on; where none is left, `latest`. */
  #take(latest: number, start: number, end: number, earliest: number, self: number): number {
    const isTaken = this.#taken[latest - this.#base] === 1
    if (isTaken) this.#untaken ??= this.#treeOfUntaken()
    const left = isTaken ? this.#latestBetween(this.#untaken!, start, end, self) : latest
    if (left < earliest) return latest
    this.#taken[left - this.#base] = 1
    if (this.#untaken !== null) this.#removeFrom(this.#untaken, left)
    return left
  }

  #treeOfUntaken(): Uint32Array {
    const size = this.#leaves
    const tree = this.#untakenBuffer.subarray(0, 2 * size)
    tree.set(this.#tree)
    for (let leaf = size; leaf < 2 * size; leaf++)
      if (tree[leaf] !== 0 && this.#taken[tree[leaf]! - 1] === 1) tree[leaf] = 0
    for (let node = size - 1; node >= 1; node--) tree[node] = Math.max(tree[2 * node]!, tree[2 * node + 1]!)
    return tree
  }

  #removeFrom(tree: Uint32Array, candidate: number): void {
    let node = this.#leaves + this.#placeOf[candidate]!
    tree[node] = 0
    for (node >>>= 1; node >= 1; node >>>= 1) tree[node] = Math.max(tree[2 * node]!, tree[2 * node + 1]!)
  }

  /**
   * The latest of the candidates from `earliest` to `end`, exclusive, other than `self` (NONE: no such exception), with
   * `amount` / its amount within the test; of those that are not taken, where one is left. In a group, `end` never decreases
   * from one question to the next. Nothing has a ratio to zero. UNKNOWN: none fits for certain, but there is one whose
   * amount has no rate, or one that is not zero while `amount` itself has no rate (NaN).
   */
  latest(amount: number, currency: number, earliest: number, end: number, self: number): number {
    if (end - earliest <= (self >= earliest ? 1 : 0)) return NONE
    if (this.#added === NONE) this.#sort()
    while (this.#added < end) this.#add(this.#added++)
    const size = this.#leaves
    const blockStart = this.#firstPlace(0, size, (c) => this.currencies[c]! >= currency)
    const blockEnd = this.#firstPlace(blockStart, size, (c) => this.currencies[c]! > currency)
    const ratedEnd = this.#firstPlace(blockStart, blockEnd, (c) => Number.isNaN(this.amounts[c]!))
    const positive = this.#firstPlace(blockStart, ratedEnd, (c) => this.amounts[c]! > 0)
    if (Number.isNaN(amount))
      return this.#latestBetween(this.#tree, positive, blockEnd, self) >= earliest ? UNKNOWN : NONE
    // The larger the candidate, the smaller the ratio, also as rounded: those that pass stand together.
    const ratio = (candidate: number) => amount / this.amounts[candidate]!
    const first = this.#firstPlace(positive, ratedEnd, (c) => !isAbove(this.test, ratio(c)))
    const last = this.#firstPlace(first, ratedEnd, (c) => isBelow(this.test, ratio(c)))
    const found = this.#latestBetween(this.#tree, first, last, self)
    if (found >= earliest) return this.takes ? this.#take(found, first, last, earliest, self) : found
    return this.#latestBetween(this.#tree, ratedEnd, blockEnd, self) >= earliest ? UNKNOWN : NONE
  }

  /** First place from `low` on, before `high`, whose candidate passes; `high` when none does. Passing is monotone. */
  #firstPlace(low: number, high: number, passes: (candidate: number) => boolean): number {
    let first = low
    let end = high
    while (first < end) {
      const middle = (first + end) >>> 1
      if (passes(this.#sorted[middle]!)) end = middle
      else first = middle + 1
    }
    return first
  }

  /** Latest candidate of the tree in places `start` to `end`, exclusive, other than `self`; NONE when there is none. */
  #latestBetween(tree: Uint32Array, start: number, end: number, self: number): number {
    const own = self === NONE ? end : this.#placeOf[self]!
    if (own < start || own >= end) return this.#maximum(tree, start, end)
    return Math.max(this.#maximum(tree, start, own), this.#maximum(tree, own + 1, end))
  }

  #maximum(tree: Uint32Array, start: number, end: number): number {
    let best = 0
    let left = start + this.#leaves
    let right = end + this.#leaves
    while (left < right) {
      if (left & 1) best = Math.max(best, tree[left++]!)
      if (right & 1) best = Math.max(best, tree[--right]!)
      left >>>= 1
      right >>>= 1
    }
    return best === 0 ? NONE : best - 1 + this.#base
  }
}

const isAbove = ({ lte, lt }: NumberTest, value: number): boolean =>
  (lte !== undefined && value > lte) || (lt !== undefined && value >= lt)

const isBelow = ({ gte, gt }: NumberTest, value: number): boolean =>
  (gte !== undefined && value < gte) || (gt !== undefined && value <= gt)
