// How much two partitions of the same nodes agree: the adjusted Rand index.
// L. Hubert, P. Arabie: Comparing partitions, Journal of Classification 2, 193–218 (1985).

/**
 * Of the pairs of nodes, how many both partitions treat alike, above what chance would give: 1 for the same partition,
 * about 0 for unrelated ones. Where chance leaves nothing to gain (both all in one, or all alone) 1.
 */
export function adjustedRand(one: Uint32Array, other: Uint32Array): number {
  const together = pairsWithin(countBy(one.length, (v) => one[v]! * other.length + other[v]!))
  const inOne = pairsWithin(countBy(one.length, (v) => one[v]!))
  const inOther = pairsWithin(countBy(one.length, (v) => other[v]!))
  const all = pairs(one.length)
  const byChance = all === 0 ? 0 : (inOne * inOther) / all
  const most = (inOne + inOther) / 2
  return most === byChance ? 1 : (together - byChance) / (most - byChance)
}

const pairs = (count: number) => (count * (count - 1)) / 2

function pairsWithin(counts: ReadonlyMap<number, number>): number {
  let sum = 0
  for (const count of counts.values()) sum += pairs(count)
  return sum
}

function countBy(nodeCount: number, keyOf: (node: number) => number): Map<number, number> {
  const counts = new Map<number, number>()
  for (let v = 0; v < nodeCount; v++) counts.set(keyOf(v), (counts.get(keyOf(v)) ?? 0) + 1)
  return counts
}
