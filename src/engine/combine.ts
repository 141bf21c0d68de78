// Combinations: findings of other rules on one subject that come together in time, as CombineDetection in the rule tree
// defines them.
//
// Windows slide over the findings that fit an item, in order of time. Without order, the items met in a window are
// counted as it slides; in order, see combine-order.ts.
import { type Finding, isExplained } from "../model/finding.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import { means } from "../rules/rule-references.ts"
import type { CombineDetection, CombineItem } from "../rules/tree.ts"
import { chainWeights } from "./combine-order.ts"
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

/**
 * The items of a combine rule that a finding fits, one bit each; findings of one rule fit the same, but for those that
 * benign contexts explain: they fit none.
 */
export function itemsOf(rule: string, items: readonly CombineItem[]): (finding: Finding) => number {
  const known = new Map<string, number>()
  return (finding) => {
    let fits = known.get(finding.rule)
    if (fits === undefined) {
      fits = 0
      for (const [i, item] of items.entries()) if (means(item, rule, finding)) fits |= 1 << i
      known.set(finding.rule, fits)
    }
    // Most fit nothing, whatever explains them.
    return fits !== 0 && isExplained(finding) ? 0 : fits
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
