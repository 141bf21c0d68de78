// First digits of amounts against the law of anomalous numbers (F. Benford, Proceedings of the American Philosophical
// Society 78, 1938); the distance is the mean absolute deviation (M. J. Nigrini, Benford's Law, 2012).
import { newNumbers } from "../../model/large-arrays.ts"
import type { Windows } from "../selection.ts"

/** log10(1 + 1/d) for d from 1 to 9, written out: runtimes differ in the last digit of logarithms. */
const EXPECTED = [
  0, 0.3010299956639812, 0.17609125905568124, 0.12493873660829995, 0.09691001300805642, 0.07918124604762483,
  0.0669467896306132, 0.057991946977686754, 0.05115252244738129, 0.04575749056067512,
]

/** First digit of a whole number that is not negative; 0 only for 0. Decimals move no digit to the front. */
export function firstDigit(whole: number): number {
  let rest = whole
  while (rest >= 10) rest = Math.floor(rest / 10)
  return rest
}

/**
 * Mean over the digits 1 to 9 of how far their share is from the expected one. Items with digit 0 do not count; NaN
 * with fewer than `atLeast` that do, or none.
 */
export function movingBenford(digits: Uint8Array, atLeast: number, { from, to }: Windows): Float64Array {
  const distances = newNumbers(from.length)
  const seen = new Uint32Array(10)
  let start = 0
  let end = 0
  for (let i = 0; i < distances.length; i++) {
    for (; end < to[i]!; end++) seen[digits[end]!]!++
    for (; start < from[i]!; start++) seen[digits[start]!]!--
    const count = to[i]! - from[i]! - seen[0]!
    distances[i] = count === 0 || count < atLeast ? Number.NaN : distanceOf(seen, count)
  }
  return distances
}

function distanceOf(seen: Uint32Array, count: number): number {
  let sum = 0
  for (let digit = 1; digit <= 9; digit++) sum += Math.abs(seen[digit]! / count - EXPECTED[digit]!)
  return sum / 9
}
