// Combinations: findings of other rules on one subject that come together in time, as CombineDetection in the rule tree
// defines them.
//
// Windows slide over the findings that fit an item, in order of time. Without order, the items met in a window are
// counted as it slides. In order, the best chain through a window is found instant by instant: from the best chains
// that end before item a, and the best use of the instant's findings for the items from a on, follow the best chains
// that end before item b. Findings of one instant stand in any order, each for one item: of the items they can serve
// together, greedy choice by weight is best (a transversal matroid: J. Edmonds, D. R. Fulkerson, 1965).
import type { Finding } from "../model/finding.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import { means } from "../rules/rule-references.ts"
import type { CombineDetection, CombineItem } from "../rules/tree.ts"
import { FALSE, TRUE } from "./masks.ts"
import { lookbackWindows, type Windows } from "./selection.ts"

/** Sums of weights may differ in their last bits, by the order they are added in. */
const SLACK = 1e-9

/** Findings of one subject that fit an item, in order of time; all arrays are of equal length. */
export interface CombinedFindings {
  readonly findings: readonly Finding[]
  /** Epoch milliseconds of the last payment. */
  readonly at: Float64Array
  /** Items it fits, one bit each. */
  readonly fits: Uint16Array
  readonly windows: Windows
  readonly triggers: Uint8Array
  /** Weight of the items met in its window, in order where the rule says so. */
  readonly weights: Float64Array
}

/** The items of a combine rule that a finding fits, one bit each; findings of one rule fit the same. */
export function itemsOf(rule: string, items: readonly CombineItem[]): (finding: Finding) => number {
  const known = new Map<string, number>()
  return (finding) => {
    let fits = known.get(finding.rule)
    if (fits === undefined) {
      fits = 0
      for (const [i, item] of items.entries()) if (means(item, rule, finding)) fits |= 1 << i
      known.set(finding.rule, fits)
    }
    return fits
  }
}

/** Whether the findings would do if all came at once, in any order: those on most subjects would not. */
export function wouldDo(detection: CombineDetection, fits: Iterable<number>): boolean {
  let all = 0
  for (const one of fits) all |= one
  const weight = detection.of.reduce((sum, item, i) => ((all >> i) & 1 ? sum + item.weight : sum), 0)
  return all !== 0 && weight >= detection.need - SLACK
}

/** `findings`: all findings on the subject. */
export function detectCombinations(
  table: PaymentTable,
  rule: string,
  detection: CombineDetection,
  findings: readonly Finding[],
): CombinedFindings {
  const fitsOf = itemsOf(rule, detection.of)
  const fitting = findings
    .filter((finding) => fitsOf(finding) !== 0)
    .map((finding) => ({ finding, fits: fitsOf(finding), at: timeOf(table, finding) }))
    .sort((a, b) => a.at - b.at || compareText(a.finding.id, b.finding.id))
  const at = Float64Array.from(fitting, (one) => one.at)
  const fits = Uint16Array.from(fitting, (one) => one.fits)
  const windows = lookbackWindows(at, Uint32Array.of(0, at.length), detection.withinMs)
  const weightsOfItems = detection.of.map(({ weight }) => weight)
  let weights = movingWeights(fits, weightsOfItems, windows)
  const isEnough = (weight: number) => weight >= detection.need - SLACK
  if (detection.inOrder && weights.some(isEnough)) weights = chainWeights(at, fits, weightsOfItems, windows)
  const triggers = Uint8Array.from(weights, (weight) => (isEnough(weight) ? TRUE : FALSE))
  return { findings: fitting.map(({ finding }) => finding), at, fits, windows, triggers, weights }
}

function timeOf({ time }: PaymentTable, { rows }: Finding): number {
  return time[rows[rows.length - 1]!]!
}

/** Weight of the items that have a finding in the window. */
function movingWeights(fits: Uint16Array, weights: readonly number[], { from, to }: Windows): Float64Array {
  const sums = new Float64Array(fits.length)
  const counts = weights.map(() => 0)
  const count = (place: number, by: 1 | -1) => {
    for (let item = 0; item < counts.length; item++) if ((fits[place]! >> item) & 1) counts[item]! += by
  }
  let start = 0
  let end = 0
  for (let i = 0; i < sums.length; i++) {
    while (end < to[i]!) count(end++, 1)
    while (start < from[i]!) count(start++, -1)
    for (let item = 0; item < counts.length; item++) if (counts[item]! > 0) sums[i]! += weights[item]!
  }
  return sums
}

/** Weight of the best chain of items in the window, times not decreasing along it, each item by another finding. */
function chainWeights(
  at: Float64Array,
  fits: Uint16Array,
  weights: readonly number[],
  { from, to }: Windows,
): Float64Array {
  const sums = new Float64Array(fits.length)
  const instants = instantsOf(at, fits, weights)
  for (let i = 0; i < sums.length; i++) {
    const isSame = i > 0 && from[i] === from[i - 1] && to[i] === to[i - 1]
    sums[i] = isSame ? sums[i - 1]! : bestChain(instants, weights.length, from[i]!, to[i]!)
  }
  return sums
}

/** Findings of one time. */
interface Instant {
  readonly start: number
  /** Exclusive. */
  readonly end: number
  /** `gains[a * (n + 1) + b]`: weight of the items from a to before b that these findings can serve together. */
  readonly gains: Float64Array
}

/** Instants by each of their findings; a window holds an instant whole or not at all. */
function instantsOf(at: Float64Array, fits: Uint16Array, weights: readonly number[]): Instant[] {
  const instants: Instant[] = []
  for (let start = 0; start < at.length; ) {
    let end = start + 1
    while (end < at.length && at[end] === at[start]) end++
    const instant = { start, end, gains: gainsOf(fits.subarray(start, end), weights) }
    while (start < end) instants[start++] = instant
  }
  return instants
}

function gainsOf(fits: Uint16Array, weights: readonly number[]): Float64Array {
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

function bestChain(instants: readonly Instant[], itemCount: number, from: number, to: number): number {
  const width = itemCount + 1
  /** By b: the best chain of items before b. */
  const best = new Float64Array(width)
  for (let place = from; place < to; ) {
    const { gains, end } = instants[place]!
    // From the last down: the chains before it are those of earlier instants still.
    for (let b = itemCount; b > 0; b--) {
      for (let a = 0; a < b; a++) best[b] = Math.max(best[b]!, best[a]! + gains[a * width + b]!)
    }
    place = end
  }
  return best[itemCount]!
}
