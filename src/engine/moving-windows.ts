// Measures of moving windows: stand-alone functions on arrays. A window is a range of items; both its ends never
// decrease from item to item (see `Windows`), so every item is added once and taken away once.
import { newFlags, newNumbers, newWords } from "../model/large-arrays.ts"
import type { RowCodes } from "../model/row-codes.ts"
import type { Windows } from "./selection.ts"

export function movingCount({ from, to }: Windows): Float64Array {
  const counts = newNumbers(from.length)
  for (let i = 0; i < counts.length; i++) counts[i] = to[i]! - from[i]!
  return counts
}

// Sums are kept in two limbs, so that they are exact for any number of safe integers: what is added is taken away
// again without a rest. Only the result is rounded, and only above 2^53.
const LIMB = 2 ** 26

/** Sum of `values`, whole and not negative; NaN counts as 0. */
export function movingSum(values: Float64Array, { from, to }: Windows): Float64Array {
  const sums = newNumbers(from.length)
  let start = 0
  let end = 0
  let high = 0
  let low = 0
  for (let i = 0; i < sums.length; i++) {
    for (; end < to[i]!; end++) {
      const value = values[end]!
      if (Number.isNaN(value)) continue
      const upper = Math.floor(value / LIMB)
      high += upper
      low += value - upper * LIMB
    }
    for (; start < from[i]!; start++) {
      const value = values[start]!
      if (Number.isNaN(value)) continue
      const upper = Math.floor(value / LIMB)
      high -= upper
      low -= value - upper * LIMB
    }
    sums[i] = high * LIMB + low
  }
  return sums
}

/** Least (or largest) of `values`, NaN aside; NaN when there is none. */
export function movingExtreme(
  values: Float64Array,
  { from, to }: Windows,
  which: "min" | "max",
): Float64Array {
  const extremes = newNumbers(from.length)
  // Items that may still become the extreme, the best first; later items displace worse ones before them.
  const queue = newWords(values.length)
  const sign = which === "min" ? 1 : -1
  let head = 0
  let tail = 0
  let end = 0
  for (let i = 0; i < extremes.length; i++) {
    for (; end < to[i]!; end++) {
      const value = values[end]! * sign
      if (Number.isNaN(value)) continue
      while (tail > head && values[queue[tail - 1]!]! * sign >= value) tail--
      queue[tail++] = end
    }
    while (head < tail && queue[head]! < from[i]!) head++
    extremes[i] = head < tail ? values[queue[head]!]! : Number.NaN
  }
  return extremes
}

/**
 * Number of different codes; code 0 (missing) does not count. `seen`: 0 for each code there may be, and so again in the end:
 * most rules have few items left when they ask, and there are as many codes as parties.
 */
export function movingDistinct(codes: Uint32Array, seen: Uint32Array, { from, to }: Windows): Float64Array {
  const distinct = newNumbers(from.length)
  let start = 0
  let end = 0
  let count = 0
  for (let i = 0; i < distinct.length; i++) {
    for (; end < to[i]!; end++) {
      const code = codes[end]!
      if (code !== 0 && seen[code]!++ === 0) count++
    }
    for (; start < from[i]!; start++) {
      const code = codes[start]!
      if (code !== 0 && --seen[code]! === 0) count--
    }
    distinct[i] = count
  }
  for (; start < end; start++) seen[codes[start]!] = 0
  return distinct
}

/** How many items of the window have its most common code; 0 (missing) is none. `seen`: as above. */
export function movingMode(codes: Uint32Array, seen: Uint32Array, { from, to }: Windows): Float64Array {
  const modes = newNumbers(from.length)
  /** How many codes are seen that often, or more often. */
  const codesSeen = newWords(codes.length + 1)
  let start = 0
  let end = 0
  let most = 0
  for (let i = 0; i < modes.length; i++) {
    for (; end < to[i]!; end++) {
      const code = codes[end]!
      if (code === 0) continue
      const times = ++seen[code]!
      codesSeen[times]!++
      if (times > most) most = times
    }
    for (; start < from[i]!; start++) {
      const code = codes[start]!
      // Only the last code that was seen `most` times makes it one less.
      if (code !== 0 && --codesSeen[seen[code]!--]! === 0) most--
    }
    modes[i] = most
  }
  for (; start < end; start++) seen[codes[start]!] = 0
  return modes
}

/** 1 where an item of the window has a flag. */
export function movingAny(flags: Uint8Array, { from, to }: Windows): Uint8Array {
  const before = countBefore(flags)
  const any = newFlags(from.length)
  for (let i = 0; i < any.length; i++) any[i] = before[to[i]!]! > before[from[i]!]! ? 1 : 0
  return any
}

/** Number of items of the window that have a flag. */
export function movingFlagged(flags: Uint8Array, { from, to }: Windows): Float64Array {
  const before = countBefore(flags)
  const counts = newNumbers(from.length)
  for (let i = 0; i < counts.length; i++) counts[i] = before[to[i]!]! - before[from[i]!]!
  return counts
}

/** 1 where the window has more than one code. */
export function movingMixed(codes: RowCodes, { from, to }: Windows): Uint8Array {
  // Flag the items that differ from the one before: a window is mixed when it has one that is not its first.
  const changes = newFlags(codes.length)
  for (let i = 1; i < codes.length; i++) changes[i] = codes[i] === codes[i - 1] ? 0 : 1
  const before = countBefore(changes)
  const mixed = newFlags(from.length)
  for (let i = 0; i < mixed.length; i++) {
    const second = from[i]! + 1
    mixed[i] = second < to[i]! && before[to[i]!]! > before[second]! ? 1 : 0
  }
  return mixed
}

/** Flags among the items before each, and at last among all. */
function countBefore(flags: Uint8Array): Uint32Array {
  const before = newWords(flags.length + 1)
  for (let i = 0; i < flags.length; i++) before[i + 1] = before[i]! + flags[i]!
  return before
}
