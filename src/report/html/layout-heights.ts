// How high each party of a drawing stands: near the mean of those it deals with, in the order of its layer and at least a
// box apart. The nearest such heights are an isotonic regression, found by pooling adjacent violators (M. Ayer et al., Annals
// of Mathematical Statistics 26, 641–647, 1955).
import type { Link } from "./layout-layers.ts"

/** The boxes of a layer: `columns` beside one another, filled row by row. */
export interface Grid {
  readonly columns: number
  readonly width: number
  readonly height: number
}

interface PlacedLayer extends Grid {
  readonly parties: readonly string[]
}

const PASSES = 3

/** Middles of the boxes in whole units, the highest box at 0. */
export function heightsOf(layers: readonly PlacedLayer[], links: readonly Link[]): Map<string, number> {
  const heights = new Map<string, number>()
  const set = (layer: PlacedLayer, rows: readonly number[]) => {
    layer.parties.forEach((party, i) => {
      heights.set(party, rows[Math.floor(i / layer.columns)]!)
    })
  }
  for (const layer of layers) set(layer, evenRows(layer))
  const tallest = layers.reduce<PlacedLayer | undefined>(
    (best, layer) => (best === undefined || extent(layer) > extent(best) ? layer : best),
    undefined,
  )
  const neighbours = new Map<string, string[]>([...heights.keys()].map((party) => [party, []]))
  for (const { from, to } of links) {
    neighbours.get(from)!.push(to)
    neighbours.get(to)!.push(from)
  }
  for (let pass = 0; pass < PASSES; pass++) {
    for (const layer of pass % 2 === 0 ? layers : [...layers].reverse()) {
      if (layer !== tallest) set(layer, apart(wantedRows(layer, neighbours, heights), layer.height))
    }
  }
  return settled(layers, heights)
}

const rowCount = ({ parties, columns }: PlacedLayer) => Math.ceil(parties.length / columns)
const extent = (layer: PlacedLayer) => rowCount(layer) * layer.height

/** Rows a box apart, their middle at 0. */
function evenRows(layer: PlacedLayer): number[] {
  const count = rowCount(layer)
  return Array.from({ length: count }, (_, row) => (row - (count - 1) / 2) * layer.height)
}

/** For each row the mean height of its parties' neighbours; without any, where it stands. */
function wantedRows(
  layer: PlacedLayer,
  neighbours: ReadonlyMap<string, readonly string[]>,
  heights: ReadonlyMap<string, number>,
): number[] {
  return Array.from({ length: rowCount(layer) }, (_, row) => {
    const parties = layer.parties.slice(row * layer.columns, (row + 1) * layer.columns)
    const near = parties.flatMap((party) => neighbours.get(party) ?? [])
    return mean((near.length > 0 ? near : parties).map((party) => heights.get(party)!))
  })
}

/** The rising heights, at least `distance` apart, whose squared distance from those wanted is the least. */
export function apart(wanted: readonly number[], distance: number): number[] {
  const pools: { sum: number; count: number }[] = []
  wanted.forEach((value, i) => {
    let pool = { sum: value - i * distance, count: 1 }
    for (
      let last = pools.at(-1);
      last !== undefined && last.sum / last.count > pool.sum / pool.count;
      last = pools.at(-1)
    ) {
      pools.pop()
      pool = { sum: last.sum + pool.sum, count: last.count + pool.count }
    }
    pools.push(pool)
  })
  const level = pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count))
  return level.map((value, i) => value + i * distance)
}

/** Whole numbers keep the distances: boxes are whole numbers high. */
function settled(layers: readonly PlacedLayer[], heights: ReadonlyMap<string, number>): Map<string, number> {
  const tops = layers.flatMap(({ parties, height }) =>
    parties.map((party) => heights.get(party)! - height / 2),
  )
  const top = tops.reduce((least, value) => Math.min(least, value), tops[0] ?? 0)
  return new Map([...heights].map(([party, height]) => [party, Math.round(height - top)]))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
