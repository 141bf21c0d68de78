// Rules say the same of payments again and again: what a condition found is kept and shared, with what its parts found.
import type { Bits } from "../model/bits.ts"
import type { Condition } from "../rules/tree.ts"
import { isAll, isNone } from "./bits.ts"
import type { Mask } from "./masks.ts"

/** What was found of a condition, and of the conditions in it, in their order. */
export interface Evaluated {
  readonly mask: Mask
  readonly parts: readonly Evaluated[]
}

/** Bytes of masks that are kept; of more, those asked for longest ago are made again when they are needed. */
const MOST_BYTES = 2 ** 28

/** What may stay while other work goes on. */
const MOST_BYTES_AT_REST = 2 ** 27

export interface KeptMasks {
  readonly keep: (condition: Condition, make: () => Evaluated) => Evaluated
  /** Gives up what is kept, where it is much. */
  rest(): void
}

/**
 * Conditions are equal when they are written alike. One with parts is kept when it is asked for again: of its parts, which
 * are kept, it is soon made anew, and half of all are never asked for twice.
 */
export function keepMasks(): KeptMasks {
  const met = new Set<string>()
  const kept = new Map<string, { readonly evaluated: Evaluated; readonly bytes: number }>()
  let bytes = 0
  const keep: KeptMasks["keep"] = (condition, make) => {
    const key = writingOf(condition)
    let known = kept.get(key)
    if (known === undefined) {
      const evaluated = make()
      if (evaluated.parts.length > 0 && !met.has(key)) {
        met.add(key)
        return evaluated
      }
      known = { evaluated, bytes: bytesOf(evaluated) }
      bytes += known.bytes
    } else kept.delete(key)
    kept.set(key, known)
    for (const [oldest, its] of kept) {
      if (bytes <= MOST_BYTES || its === known) break
      kept.delete(oldest)
      bytes -= its.bytes
    }
    return known.evaluated
  }
  const rest = () => {
    if (bytes <= MOST_BYTES_AT_REST) return
    kept.clear()
    bytes = 0
  }
  return { keep, rest }
}

/** A service screens a few payments with the same rules again and again: to write them anew took a third of its time. */
const writings = new WeakMap<Condition, string>()

function writingOf(condition: Condition): string {
  const known = writings.get(condition)
  if (known !== undefined) return known
  const written = JSON.stringify(condition)
  writings.set(condition, written)
  return written
}

/** Sets that others share too count for each of them: what is kept is never more than this adds up to. */
function bytesOf(evaluated: Evaluated): number {
  let sum = 0
  for (const set of addSets(evaluated, new Set())) sum += set.byteLength
  return sum
}

function addSets({ mask, parts }: Evaluated, sets: Set<Bits>): ReadonlySet<Bits> {
  for (const set of [mask.isTrue, mask.undecidable, mask.absent])
    if (set !== null && !isNone(set) && !isAll(set)) sets.add(set)
  for (const part of parts) addSets(part, sets)
  return sets
}
