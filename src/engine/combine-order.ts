// Combinations in order: the best chain of items through each window of findings.
//
// Findings of one instant stand in any order, each for one item: of the items they can serve together, greedy choice by
// weight is best (a transversal matroid: J. Edmonds, D. R. Fulkerson, 1965). So an instant is a table of gains, by the
// items that were done before it and after it, and instants one after the other are the product of their tables, with
// maximum for sum and sum for product. The products over moving windows come from two stacks, which multiplies each
// table twice however long the windows are: a subject may have many thousands of findings.
import type { Windows } from "./selection.ts"

/**
 * `[a * (n + 1) + b]`, for a ≤ b: the most weight of items from a to before b that findings can serve, n items in all.
 * Never less for a smaller a or a larger b; all zeros where there are no findings.
 */
type Gains = Float64Array

/**
 * Weight of the best chain of items in each window, times not decreasing along it, each item by another finding. `at` and
 * `fits` are by finding, in order of time; `weights` by item. A window holds an instant whole or not at all.
 */
export function chainWeights(
  at: Float64Array,
  fits: Uint16Array,
  weights: readonly number[],
  { from, to }: Windows,
): Float64Array {
  const { instantOf, gains } = instantsOf(at, fits, weights)
  const product = movingProduct(gains, weights.length + 1)
  return at.map((_, i) => product(instantOf[from[i]!]!, instantOf[to[i]! - 1]! + 1))
}

function instantsOf(at: Float64Array, fits: Uint16Array, weights: readonly number[]) {
  const instantOf = new Uint32Array(at.length)
  const gains: Gains[] = []
  // Most instants are one finding, and findings fit in few ways.
  const known = new Map<string, Gains>()
  for (let start = 0, end = 0; start < at.length; start = end) {
    while (end < at.length && at[end] === at[start]) instantOf[end++] = gains.length
    const together = fits.slice(start, end).sort()
    const key = together.join(" ")
    const its = known.get(key) ?? gainsOf(together, weights)
    known.set(key, its)
    gains.push(its)
  }
  return { instantOf, gains }
}

function gainsOf(fits: Uint16Array, weights: readonly number[]): Gains {
  const n = weights.length
  const heaviestFirst = weights.map((_, item) => item).sort((a, b) => weights[b]! - weights[a]! || a - b)
  const gains = new Float64Array((n + 1) ** 2)
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b <= n; b++) {
      const servedBy = new Map<number, number>()
      for (const item of heaviestFirst) {
        if (item >= a && item < b && serve(item, fits, servedBy, new Set()))
          gains[a * (n + 1) + b]! += weights[item]!
      }
    }
  }
  return gains
}

/** Finds a finding for the item, moving other items to other findings where it must (H. W. Kuhn, 1955). */
function serve(item: number, fits: Uint16Array, servedBy: Map<number, number>, tried: Set<number>): boolean {
  for (let finding = 0; finding < fits.length; finding++) {
    if (((fits[finding]! >> item) & 1) === 0 || tried.has(finding)) continue
    tried.add(finding)
    const other = servedBy.get(finding)
    if (other !== undefined && !serve(other, fits, servedBy, tried)) continue
    servedBy.set(finding, item)
    return true
  }
  return false
}

/**
 * The gain of all items over the instants `first` to `end`, exclusive; neither ever decreases from one question to the
 * next.
 */
function movingProduct(gains: readonly Gains[], width: number): (first: number, end: number) => number {
  /** By instant before `middle`: the first row of the product from it to `middle`. */
  const ahead = new Float64Array(gains.length * width)
  let behind: Gains = new Float64Array(width * width)
  let middle = 0
  let taken = 0
  const turnOver = (first: number) => {
    let product: Gains = new Float64Array(width * width)
    for (let instant = taken - 1; instant >= first; instant--) {
      product = multiply(gains[instant]!, product, width)
      ahead.set(product.subarray(0, width), instant * width)
    }
    behind = new Float64Array(width * width)
    middle = taken
  }
  return (first, end) => {
    while (taken < end) behind = multiply(behind, gains[taken++]!, width)
    if (first >= middle) turnOver(first)
    let most = 0
    for (let b = 0; b < width; b++)
      most = Math.max(most, ahead[first * width + b]! + behind[b * width + width - 1]!)
    return most
  }
}

function multiply(before: Gains, after: Gains, width: number): Gains {
  const product = new Float64Array(width * width)
  for (let a = 0; a < width; a++) {
    for (let b = a; b < width; b++) {
      let most = 0
      for (let c = a; c <= b; c++) most = Math.max(most, before[a * width + c]! + after[c * width + b]!)
      product[a * width + b] = most
    }
  }
  return product
}
