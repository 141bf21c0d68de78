// Moves of single nodes between communities, each of which raises modularity.
import { NodeMoves } from "./node-moves.ts"
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
  const { degree, total } = adjacency
  if (total === 0) return false
  const moves = new NodeMoves(adjacency, communityOf)
  const { degreeOf, met, weightTo } = moves
  for (let v = moves.next(); v !== -1; v = moves.next()) {
    moves.weigh(v)
    const own = communityOf[v]!
    const expected = (resolution * degree[v]!) / total
    const stay = weightTo[own]! - expected * (degreeOf[own]! - degree[v]!)
    // On its own a node gains 0.
    let best = -1
    let most = 0
    for (let m = 0; m < moves.metCount; m++) {
      const c = met[m]!
      if (c === own) continue
      const gain = weightTo[c]! - expected * degreeOf[c]!
      if (gain > most + LEAST_GAIN) {
        most = gain
        best = c
      }
    }
    moves.forget()
    if (most > stay + LEAST_GAIN) moves.move(v, best === -1 ? moves.takeEmpty() : best)
  }
  return moves.hasMoved
}
