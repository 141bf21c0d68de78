// What the loops that move nodes between communities have in common: which nodes are still to be looked at, how a node is
// tied to the communities around it, and what its move changes. Typed arrays made once, and no object for a node: these
// loops are most of the search. Their slow twins are a package (tests/network/louvain.test.ts) and modularity itself
// (tests/network/communities.test.ts).
import { indices } from "./sort-by-key.ts"
import type { Adjacency } from "./weighted-graph.ts"

export class NodeMoves {
  /** By community: the degrees of its nodes together, and how many they are. */
  readonly degreeOf: Float64Array
  readonly sizeOf: Uint32Array
  /** The communities of the neighbours of the node that was weighed last, each once: the first `metCount`. */
  readonly met: Uint32Array
  metCount = 0
  /** By community: the weight of that node's ties to it. */
  readonly weightTo: Float64Array
  hasMoved = false
  readonly #adjacency: Adjacency
  readonly #communityOf: Uint32Array
  /** A ring: no node waits twice. */
  readonly #queue: Uint32Array
  readonly #isQueued: Uint8Array
  #head = 0
  #waiting: number
  /** Communities without nodes: one of them becomes that of a node which gains most alone. */
  readonly #empty: number[] = []

  /** `communityOf[v]`, which moves change, is a number below the node count. All nodes wait in their order from `first` on. */
  constructor(adjacency: Adjacency, communityOf: Uint32Array, first = 0) {
    const { nodeCount, degree } = adjacency
    this.#adjacency = adjacency
    this.#communityOf = communityOf
    this.degreeOf = new Float64Array(nodeCount)
    this.sizeOf = new Uint32Array(nodeCount)
    for (let v = 0; v < nodeCount; v++) {
      this.degreeOf[communityOf[v]!]! += degree[v]!
      this.sizeOf[communityOf[v]!]!++
    }
    for (let c = nodeCount - 1; c >= 0; c--) if (this.sizeOf[c] === 0) this.#empty.push(c)
    this.met = new Uint32Array(nodeCount)
    this.weightTo = new Float64Array(nodeCount)
    this.#queue = indices(nodeCount)
    this.#isQueued = new Uint8Array(nodeCount).fill(1)
    this.#head = first
    this.#waiting = nodeCount
  }

  /** The node to look at next; -1: there is none. */
  next(): number {
    if (this.#waiting === 0) return -1
    const v = this.#queue[this.#head]!
    this.#head = this.#head + 1 === this.#queue.length ? 0 : this.#head + 1
    this.#waiting--
    this.#isQueued[v] = 0
    return v
  }

  /** Adds up the ties of a node by community. `forget` must follow before the next. */
  weigh(v: number): void {
    const { starts, neighbours, weights } = this.#adjacency
    const { met, weightTo } = this
    const communityOf = this.#communityOf
    let metCount = 0
    for (let i = starts[v]!; i < starts[v + 1]!; i++) {
      const c = communityOf[neighbours[i]!]!
      if (weightTo[c] === 0) met[metCount++] = c
      weightTo[c]! += weights[i]!
    }
    this.metCount = metCount
  }

  forget(): void {
    for (let m = 0; m < this.metCount; m++) this.weightTo[this.met[m]!] = 0
  }

  /** A community that has no node; while some community has two there is one. */
  takeEmpty(): number {
    return this.#empty.pop()!
  }

  /** To another community; neighbours that are not in it are looked at again. */
  move(v: number, to: number): void {
    const { nodeCount, starts, neighbours, degree } = this.#adjacency
    const communityOf = this.#communityOf
    const own = communityOf[v]!
    this.degreeOf[own]! -= degree[v]!
    this.degreeOf[to]! += degree[v]!
    this.sizeOf[to]!++
    if (--this.sizeOf[own]! === 0) this.#empty.push(own)
    communityOf[v] = to
    this.hasMoved = true
    for (let i = starts[v]!; i < starts[v + 1]!; i++) {
      const u = neighbours[i]!
      if (this.#isQueued[u] === 1 || communityOf[u] === to) continue
      this.#isQueued[u] = 1
      const at = this.#head + this.#waiting++
      this.#queue[at < nodeCount ? at : at - nodeCount] = u
    }
  }
}
