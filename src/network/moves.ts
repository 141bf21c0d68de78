// Moves of single nodes between communities, each of which raises modularity.
import { indices } from "./sort-by-key.ts"
import type { Adjacency } from "./weighted-graph.ts"

/**
 * A gain smaller than this is taken for rounding. Weights are integers below 2^40, so products with a degree are off
 * by less than 2^-12 after division; a smaller step could send a node back and forth for ever.
 */
export const LEAST_GAIN = 2 ** -8

/**
 * Moves single nodes, each time to the community where it gains most (which may be one of its own), until no move
 * gains; neighbours of a moved node are looked at again. Changes `communityOf`; says whether anything moved.
 * Weights are integers with a sum below 2^40, `communityOf[v]` is a number below the node count.
 */
export function moveNodes(adjacency: Adjacency, communityOf: Uint32Array, resolution: number): boolean {
  const { nodeCount, starts, neighbours, weights, degree, total } = adjacency
  if (total === 0) return false
  const degreeOf = new Float64Array(nodeCount)
  const sizeOf = new Uint32Array(nodeCount)
  for (let v = 0; v < nodeCount; v++) {
    degreeOf[communityOf[v]!]! += degree[v]!
    sizeOf[communityOf[v]!]!++
  }
  const unused: number[] = []
  for (let c = nodeCount - 1; c >= 0; c--) if (sizeOf[c] === 0) unused.push(c)
  const queue = indices(nodeCount)
  const queued = new Uint8Array(nodeCount).fill(1)
  const weightTo = new Float64Array(nodeCount)
  const met = new Uint32Array(nodeCount)
  let head = 0
  let waiting = nodeCount
  let moved = false
  while (waiting > 0) {
    const v = queue[head]!
    head = head + 1 === nodeCount ? 0 : head + 1
    waiting--
    queued[v] = 0
    const own = communityOf[v]!
    const expected = (resolution * degree[v]!) / total
    let metCount = 0
    for (let i = starts[v]!; i < starts[v + 1]!; i++) {
      const c = communityOf[neighbours[i]!]!
      if (weightTo[c] === 0) met[metCount++] = c
      weightTo[c]! += weights[i]!
    }
    const stay = weightTo[own]! - expected * (degreeOf[own]! - degree[v]!)
    // On its own a node gains 0.
    let best = -1
    let most = 0
    for (let m = 0; m < metCount; m++) {
      const c = met[m]!
      if (c === own) continue
      const gain = weightTo[c]! - expected * degreeOf[c]!
      if (gain > most + LEAST_GAIN) {
        most = gain
        best = c
      }
    }
    for (let m = 0; m < metCount; m++) weightTo[met[m]!] = 0
    if (most <= stay + LEAST_GAIN) continue
    if (best === -1) best = unused.pop()!
    degreeOf[own]! -= degree[v]!
    degreeOf[best]! += degree[v]!
    sizeOf[best]!++
    if (--sizeOf[own]! === 0) unused.push(own)
    communityOf[v] = best
    moved = true
    for (let i = starts[v]!; i < starts[v + 1]!; i++) {
      const u = neighbours[i]!
      if (queued[u] === 1 || communityOf[u] === best) continue
      queued[u] = 1
      const at = head + waiting++
      queue[at < nodeCount ? at : at - nodeCount] = u
    }
  }
  return moved
}
