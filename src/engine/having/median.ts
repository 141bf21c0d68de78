// The median of moving windows: a tree of counts (P. M. Fenwick, A New Data Structure for Cumulative Frequency Tables,
// 1994) over the ranks of the values in their group, so that a value enters, leaves and is found in the time of a
// binary search.
import { newNumbers, newWords } from "../../model/large-arrays.ts"
import type { Windows } from "../selection.ts"

/**
 * Median of `values`, of an even number the average of the two in the middle; NaN aside, and NaN when there is none.
 * Exact for safe integers, but for one rounding of a half above 2^52. Windows lie within the groups of `starts`.
 */
export function movingMedian(values: Float64Array, starts: Uint32Array, windows: Windows): Float64Array {
  const medians = newNumbers(values.length)
  let largest = 0
  for (let group = 0; group + 1 < starts.length; group++)
    largest = Math.max(largest, starts[group + 1]! - starts[group]!)
  const tree = newWords(largest + 1)
  const ranks = newWords(largest)
  for (let group = 0; group + 1 < starts.length; group++) {
    const start = starts[group]!
    const end = starts[group + 1]!
    if (end - start === 1) medians[start] = values[start]!
    else if (end > start) slideMedian(values, start, end, windows, tree, ranks, medians)
  }
  return medians
}

/** One group: items `first` to `last`, end exclusive. `tree` and `ranks` are room to work in. */
function slideMedian(
  values: Float64Array,
  first: number,
  last: number,
  { from, to }: Windows,
  tree: Uint32Array,
  ranks: Uint32Array,
  medians: Float64Array,
): void {
  const sorted = differentValues(values.slice(first, last))
  const size = sorted.length
  tree.fill(0, 0, size + 1)
  for (let item = first; item < last; item++) ranks[item - first] = rankIn(sorted, values[item]!)
  let start = first
  let end = first
  let count = 0
  for (let item = first; item < last; item++) {
    for (; end < to[item]!; end++) {
      if (ranks[end - first] === 0) continue
      addAt(tree, size, ranks[end - first]!, 1)
      count++
    }
    for (; start < from[item]!; start++) {
      if (ranks[start - first] === 0) continue
      addAt(tree, size, ranks[start - first]!, -1)
      count--
    }
    medians[item] = count === 0 ? Number.NaN : middleOf(sorted, tree, count)
  }
}

function middleOf(sorted: Float64Array, tree: Uint32Array, count: number): number {
  const upper = sorted[nth(tree, sorted.length, Math.floor(count / 2) + 1) - 1]!
  if (count % 2 === 1) return upper
  return (sorted[nth(tree, sorted.length, count / 2) - 1]! + upper) / 2
}

/** Sorts in place; each value once, without NaN. */
function differentValues(values: Float64Array): Float64Array {
  // Without a comparison of its own, a typed array is sorted by number, NaN last.
  values.sort()
  let count = 0
  for (const value of values)
    if (value > (values[count - 1] ?? Number.NEGATIVE_INFINITY)) values[count++] = value
  return values.subarray(0, count)
}

/** Rank from 1; 0 for NaN. */
function rankIn(sorted: Float64Array, value: number): number {
  if (Number.isNaN(value)) return 0
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low + 1
}

function addAt(tree: Uint32Array, size: number, rank: number, change: number): void {
  for (let node = rank; node <= size; node += node & -node) tree[node]! += change
}

/** Rank of the n-th value counted from 1: the largest node whose ranks together have fewer than n, and one more. */
function nth(tree: Uint32Array, size: number, n: number): number {
  let rank = 0
  let rest = n
  for (let step = 1 << (31 - Math.clz32(size)); step > 0; step >>= 1) {
    const node = rank + step
    if (node > size || tree[node]! >= rest) continue
    rank = node
    rest -= tree[node]!
  }
  return rank + 1
}
