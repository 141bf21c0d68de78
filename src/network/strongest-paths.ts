// The way by which most of a node's suspicion came: the strongest path from an alert.
// E. W. Dijkstra: A note on two problems in connexion with graphs, Numerische Mathematik 1, 269–271 (1959), with the
// product of shares, none above 1, in place of the sum of lengths.
import { SUSPICION_DAMPING, tiedWeights } from "./suspicion.ts"
import type { Adjacency } from "./weighted-graph.ts"

/** By node: the one before it on its strongest path; itself where the path starts, -1 where none was sought or is. */
export type PathTree = Int32Array

/**
 * A path is as strong as the part of the walk (see `spreadFrom`) that takes it: what starts at its first node, times at
 * each step the damping and the tie's share of the weight of all ties of the node it leaves. Of equals, the one whose
 * nodes come first. The search ends when all `targets` are reached; a node with `startAt` above 0 is reached at once.
 */
export function strongestPaths(
  adjacency: Adjacency,
  startAt: Float64Array,
  targets: Iterable<number>,
): PathTree {
  const { nodeCount, starts, neighbours, weights } = adjacency
  const tied = tiedWeights(adjacency)
  const cameFrom = new Int32Array(nodeCount).fill(-1)
  const strength = new Float64Array(nodeCount)
  const isSettled = new Uint8Array(nodeCount)
  const open = new Set([...targets].filter((node) => startAt[node] === 0))
  const heap = new StrengthHeap()
  for (let v = 0; v < nodeCount; v++) {
    if (startAt[v]! <= 0) continue
    cameFrom[v] = v
    strength[v] = startAt[v]!
    heap.push(v, startAt[v]!)
  }
  for (let v = heap.pop(); v !== -1 && open.size > 0; v = heap.pop()) {
    if (isSettled[v] === 1) continue
    isSettled[v] = 1
    open.delete(v)
    for (let i = starts[v]!; i < starts[v + 1]!; i++) {
      const u = neighbours[i]!
      const along = (strength[v]! * SUSPICION_DAMPING * weights[i]!) / tied[v]!
      // A path from one alert to another explains nothing: each alert explains itself.
      if (startAt[u]! > 0 || along <= strength[u]!) continue
      strength[u] = along
      cameFrom[u] = v
      heap.push(u, along)
    }
  }
  return cameFrom.map((before, v) => (isSettled[v] === 1 || before === v ? before : -1))
}

/** Nodes of the path, from the alert to `node`; empty when there is none. */
export function pathTo(tree: PathTree, node: number): number[] {
  if (tree[node] === undefined || tree[node] === -1) return []
  const path = [node]
  for (let at = node; tree[at] !== at; ) {
    at = tree[at]!
    path.push(at)
  }
  return path.reverse()
}

/** A binary heap of nodes, the strongest first, of equals the smallest. A node may stand in it more than once. */
class StrengthHeap {
  readonly #nodes: number[] = []
  readonly #strengths: number[] = []

  push(node: number, strength: number): void {
    let at = this.#nodes.length
    this.#nodes.push(node)
    this.#strengths.push(strength)
    while (at > 0) {
      const up = (at - 1) >> 1
      if (!this.#isBefore(at, up)) return
      this.#swap(at, up)
      at = up
    }
  }

  /** -1 when empty. */
  pop(): number {
    const last = this.#nodes.length - 1
    if (last < 0) return -1
    this.#swap(0, last)
    const node = this.#nodes.pop()!
    this.#strengths.pop()
    for (let at = 0; ; ) {
      let first = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < last && this.#isBefore(child, first)) first = child
      }
      if (first === at) return node
      this.#swap(at, first)
      at = first
    }
  }

  #isBefore(one: number, other: number): boolean {
    const difference = this.#strengths[one]! - this.#strengths[other]!
    return difference > 0 || (difference === 0 && this.#nodes[one]! < this.#nodes[other]!)
  }

  #swap(one: number, other: number): void {
    const [node, strength] = [this.#nodes[one]!, this.#strengths[one]!]
    this.#nodes[one] = this.#nodes[other]!
    this.#strengths[one] = this.#strengths[other]!
    this.#nodes[other] = node
    this.#strengths[other] = strength
  }
}
