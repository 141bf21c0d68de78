// A small seeded generator: mulberry32 by Tommy Ettinger, public domain (2017),
// https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
import { indices } from "./sort-by-key.ts"

/** Numbers in [0, 1), the same sequence for the same seed everywhere. Only the low 32 bits of the seed count. */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The numbers 0 … count − 1 in random order (Fisher and Yates, in Durstenfeld's form: CACM 7(7), 1964, p. 420). */
export function shuffledIndices(count: number, random: () => number): Uint32Array {
  const shuffled = indices(count)
  for (let i = count - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1))
    const moved = shuffled[i]!
    shuffled[i] = shuffled[other]!
    shuffled[other] = moved
  }
  return shuffled
}
