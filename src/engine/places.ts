// Where a time (epoch ms) falls among items, rows or edges, that stand in order of time: by halving.

/** First place from `low` on, before `high`, whose item is at `ms` or later; `high` when there is none. */
export function placeAt(
  time: Float64Array,
  items: ArrayLike<number>,
  low: number,
  high: number,
  ms: number,
): number {
  return firstPlace(time, items, low, high, ms, false)
}

/** First place from `low` on, before `high`, whose item is later than `ms`; `high` when there is none. */
export function placeAfter(
  time: Float64Array,
  items: ArrayLike<number>,
  low: number,
  high: number,
  ms: number,
): number {
  return firstPlace(time, items, low, high, ms, true)
}

function firstPlace(
  time: Float64Array,
  items: ArrayLike<number>,
  low: number,
  high: number,
  ms: number,
  isAfter: boolean,
): number {
  let first = low
  let end = high
  while (first < end) {
    const middle = (first + end) >>> 1
    const at = time[items[middle]!]!
    if (at < ms || (isAfter && at === ms)) first = middle + 1
    else end = middle
  }
  return first
}
