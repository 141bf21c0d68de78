// Finds, among the earlier payments of a group, the latest whose amount stands in a given ratio to another amount.
// A segment tree (J. L. Bentley, 1977) over the amounts in sorted order holds, for each range of amounts, the latest
// payment put in so far: adding and asking take logarithmic time.
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
  #base = 0
  /** Candidates before this one are in the tree; NONE: the group is not sorted yet. */
  #added = NONE

  /**
   * `amounts` and `currencies` are by candidate, of all groups; NaN: no rate. Amounts of different currencies are
   * never compared; where all were converted, give one code for all.
   */
  constructor(
    private readonly amounts: Float64Array,
    private readonly currencies: Uint32Array,
    private readonly test: NumberTest,
    largestGroup: number,
  ) {
    this.#placeOf = newWords(amounts.length)
    this.#sortedBuffer = newWords(largestGroup)
    this.#treeBuffer = new Uint32Array(2 * largestGroup)
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
    }
  }

  /**
   * The latest of the candidates from `earliest` to `end`, exclusive, other than `self` (NONE: no such exception),
   * with `amount` / its amount within the test. In a group, `end` never decreases from one question to the next.
   * Nothing has a ratio to zero. UNKNOWN: none fits for certain, but there is one whose amount has no rate, or one
   * that is not zero while `amount` itself has no rate (NaN).
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
      return this.#latestBetween(positive, blockEnd, self) >= earliest ? UNKNOWN : NONE
    // The larger the candidate, the smaller the ratio, also as rounded: those that pass stand together.
    const ratio = (candidate: number) => amount / this.amounts[candidate]!
    const first = this.#firstPlace(positive, ratedEnd, (c) => !isAbove(this.test, ratio(c)))
    const last = this.#firstPlace(first, ratedEnd, (c) => isBelow(this.test, ratio(c)))
    const found = this.#latestBetween(first, last, self)
    if (found >= earliest) return found
    return this.#latestBetween(ratedEnd, blockEnd, self) >= earliest ? UNKNOWN : NONE
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

  /** Latest candidate added in places `start` to `end`, exclusive, other than `self`; NONE when there is none. */
  #latestBetween(start: number, end: number, self: number): number {
    const own = self === NONE ? end : this.#placeOf[self]!
    if (own < start || own >= end) return this.#maximum(start, end)
    return Math.max(this.#maximum(start, own), this.#maximum(own + 1, end))
  }

  #maximum(start: number, end: number): number {
    let best = 0
    let left = start + this.#leaves
    let right = end + this.#leaves
    while (left < right) {
      if (left & 1) best = Math.max(best, this.#tree[left++]!)
      if (right & 1) best = Math.max(best, this.#tree[--right]!)
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
