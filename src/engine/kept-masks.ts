// Rules say the same of payments again and again: what a condition without parts found is kept and shared.
import type { Condition } from "../rules/tree.ts"
import type { Mask } from "./masks.ts"

/** Bytes of masks that are kept; of more, those asked for longest ago are made again when they are needed. */
const MOST_BYTES = 2 ** 28

export type KeptMasks = (condition: Condition, make: () => Mask) => Mask

/** Conditions are equal when they are written alike. */
export function keepMasks(): KeptMasks {
  const kept = new Map<string, Mask>()
  let bytes = 0
  return (condition, make) => {
    const key = JSON.stringify(condition)
    const known = kept.get(key)
    const mask = known ?? make()
    if (known === undefined) bytes += bytesOf(mask)
    else kept.delete(key)
    kept.set(key, mask)
    for (const [oldest, its] of kept) {
      if (bytes <= MOST_BYTES || its === mask) break
      kept.delete(oldest)
      bytes -= bytesOf(its)
    }
    return mask
  }
}

const bytesOf = ({ isTrue, undecidable, absent }: Mask): number =>
  isTrue.byteLength + (undecidable?.byteLength ?? 0) + (absent?.byteLength ?? 0)
