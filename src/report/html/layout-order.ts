// The order of parties inside each layer of a drawing, for few crossings of arrows: the barycentre heuristic of K. Sugiyama,
// S. Tagawa, M. Toda (1981), with the best order of all sweeps kept. Crossings are counted by inversions in O(n log n).
import { compareText } from "../../model/vocabulary.ts"
import type { Link } from "./layout-layers.ts"

const MOST_SWEEPS = 8
/** Sweeps, one each way, after which no further one is likely to help. */
const IDLE_SWEEPS = 2

interface Ordered {
  readonly parties: readonly string[]
}

/** The layers with their parties in a new order. The order given matters only where nothing else decides. */
export function orderLayers<Layer extends Ordered>(
  layers: readonly Layer[],
  links: readonly Link[],
): Layer[] {
  const layerOf = new Map(layers.flatMap(({ parties }, i) => parties.map((party) => [party, i] as const)))
  const neighbours = neighboursOf(links, layerOf)
  let current = layers.map(({ parties }) => parties)
  let best = current
  let fewest = crossings(current, links)
  for (let sweep = 0, idle = 0; sweep < MOST_SWEEPS && idle < IDLE_SWEEPS && fewest > 0; sweep++, idle++) {
    current = swept(current, neighbours, sweep % 2 === 1)
    const count = crossings(current, links)
    if (count < fewest) [best, fewest, idle] = [current, count, -1]
  }
  return layers.map((layer, i) => ({ ...layer, parties: best[i]! }))
}

/** For each party those of other layers it pays or is paid by. */
function neighboursOf(
  links: readonly Link[],
  layerOf: ReadonlyMap<string, number>,
): ReadonlyMap<string, readonly string[]> {
  const neighbours = new Map<string, string[]>([...layerOf.keys()].map((party) => [party, []]))
  for (const { from, to } of links) {
    if (layerOf.get(from) === layerOf.get(to)) continue
    neighbours.get(from)!.push(to)
    neighbours.get(to)!.push(from)
  }
  return neighbours
}

/** Each layer in turn, sorted by the mean height of neighbours; a party without any stays where it is. */
function swept(
  orders: readonly (readonly string[])[],
  neighbours: ReadonlyMap<string, readonly string[]>,
  isBackwards: boolean,
): (readonly string[])[] {
  const result = [...orders]
  const height = new Map<string, number>()
  const place = (parties: readonly string[]) => {
    parties.forEach((party, i) => {
      height.set(party, (i + 0.5) / parties.length)
    })
  }
  for (const parties of orders) place(parties)
  const turns = [...orders.keys()]
  if (isBackwards) turns.reverse()
  for (const i of turns) {
    const wanted = new Map(result[i]!.map((party) => [party, meanHeight(party, neighbours, height)]))
    result[i] = [...result[i]!].sort((a, b) => wanted.get(a)! - wanted.get(b)! || compareText(a, b))
    place(result[i]!)
  }
  return result
}

function meanHeight(
  party: string,
  neighbours: ReadonlyMap<string, readonly string[]>,
  height: ReadonlyMap<string, number>,
): number {
  const near = neighbours.get(party) ?? []
  if (near.length === 0) return height.get(party) ?? 0
  return near.reduce((sum, other) => sum + height.get(other)!, 0) / near.length
}

/** Crossings of links that run between the same two layers. */
export function crossings(orders: readonly (readonly string[])[], links: readonly Link[]): number {
  const at = new Map(
    orders.flatMap((parties, i) => parties.map((party, j) => [party, [i, j] as const] as const)),
  )
  const byLayers = new Map<number, [number, number][]>()
  for (const { from, to } of links) {
    const [one, other] = [at.get(from)!, at.get(to)!]
    if (one[0] === other[0]) continue
    const [a, b] = one[0] < other[0] ? [one, other] : [other, one]
    const key = a[0] * orders.length + b[0]
    const group = byLayers.get(key)
    if (group === undefined) byLayers.set(key, [[a[1], b[1]]])
    else group.push([a[1], b[1]])
  }
  let count = 0
  for (const pairs of byLayers.values()) {
    pairs.sort((a, b) => a[0] - b[0] || a[1] - b[1])
    count += inversions(pairs.map(([, right]) => right))
  }
  return count
}

/** Pairs that stand in falling order, by a binary indexed tree (P. M. Fenwick, 1994). */
function inversions(values: readonly number[]): number {
  const size = Math.max(0, ...values) + 2
  const tree = new Uint32Array(size + 1)
  let count = 0
  values.forEach((value, seen) => {
    let notAbove = 0
    for (let i = value + 1; i > 0; i -= i & -i) notAbove += tree[i]!
    count += seen - notAbove
    for (let i = value + 1; i <= size; i += i & -i) tree[i]!++
  })
  return count
}
