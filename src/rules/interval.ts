// Ranges of numbers, to tell whether bounds leave anything.
import type { NumberTest } from "./tree.ts"

/** From `least` to `most`; an open end is not itself in the range. */
export interface Interval {
  readonly least: number
  readonly leastOpen: boolean
  readonly most: number
  readonly mostOpen: boolean
}

/** Closed at both ends. */
export function range(least: number, most = Number.POSITIVE_INFINITY): Interval {
  return { least, leastOpen: false, most, mostOpen: false }
}

/** The numbers that a test lets pass, Infinity among them where nothing bounds it. */
export function intervalOf({ gte, gt, lte, lt }: NumberTest): Interval {
  const lower = { ...range(Number.NEGATIVE_INFINITY), least: gte ?? Number.NEGATIVE_INFINITY }
  const upper = range(Number.NEGATIVE_INFINITY, lte ?? Number.POSITIVE_INFINITY)
  const given = [
    lower,
    upper,
    ...(gt === undefined ? [] : [{ ...range(gt), leastOpen: true }]),
    ...(lt === undefined ? [] : [{ ...range(Number.NEGATIVE_INFINITY, lt), mostOpen: true }]),
  ]
  return given.reduce(overlap)
}

/** The numbers in both. */
export function overlap(a: Interval, b: Interval): Interval {
  const low = a.least > b.least || (a.least === b.least && a.leastOpen) ? a : b
  const high = a.most < b.most || (a.most === b.most && a.mostOpen) ? a : b
  return { least: low.least, leastOpen: low.leastOpen, most: high.most, mostOpen: high.mostOpen }
}

/** The least interval that holds both. */
export function hull(a: Interval, b: Interval): Interval {
  const low = a.least < b.least || (a.least === b.least && !a.leastOpen) ? a : b
  const high = a.most > b.most || (a.most === b.most && !a.mostOpen) ? a : b
  return { least: low.least, leastOpen: low.leastOpen, most: high.most, mostOpen: high.mostOpen }
}

export function isEmpty({ least, leastOpen, most, mostOpen }: Interval): boolean {
  return least > most || (least === most && (leastOpen || mostOpen))
}

/** Closed, around the whole numbers in the interval; empty when there is none. */
export function wholeNumbers({ least, leastOpen, most, mostOpen }: Interval): Interval {
  const first = leastOpen ? Math.floor(least) + 1 : Math.ceil(least)
  const last = mostOpen ? Math.ceil(most) - 1 : Math.floor(most)
  return range(first, last)
}
