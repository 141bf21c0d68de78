// A graph over typed arrays that graphology-communities-louvain reads as if it were a graphology Graph. Building a
// real Graph of 200 k nodes and 900 k edges takes several seconds and hundreds of megabytes; this builds nothing.
import type Graph from "graphology"
import type { WeightedGraph } from "./weighted-graph.ts"

/** What Louvain reads of a graph. Nodes and edges are numbers: it uses both as keys only. */
interface LouvainReads {
  readonly multi: false
  readonly type: "undirected"
  readonly order: number
  readonly size: number
  readonly selfLoopCount: number
  readonly directedSize: 0
  readonly undirectedSize: number
  forEachNode(visit: (node: number) => void): void
  undirectedDegreeWithoutSelfLoops(node: number): number
  forEachEdge(visit: VisitEdge): void
  addUndirectedEdgeWithKey(): never
  dropNode(): never
}

type Attributes = Readonly<Record<string, never>>
type VisitEdge = (
  edge: number,
  attributes: Attributes,
  source: number,
  target: number,
  sourceAttributes: Attributes,
  targetAttributes: Attributes,
  undirected: true,
) => void

const NO_ATTRIBUTES: Attributes = Object.freeze({})

/**
 * A read-only view: nodes in the order 0 … nodeCount − 1, edges in the order of the arrays. Edges have no weight
 * attribute: give Louvain `getEdgeWeight: (edge) => graph.weight[Number(edge)]`.
 */
export function louvainView(graph: WeightedGraph): Graph {
  const { nodeCount, edgeCount, a, b } = graph
  const degree = new Uint32Array(nodeCount)
  let selfLoopCount = 0
  for (let e = 0; e < edgeCount; e++) {
    if (a[e] === b[e]) {
      selfLoopCount++
      continue
    }
    degree[a[e]!]!++
    degree[b[e]!]!++
  }
  const view: LouvainReads = {
    multi: false,
    type: "undirected",
    order: nodeCount,
    size: edgeCount,
    selfLoopCount,
    directedSize: 0,
    undirectedSize: edgeCount,
    forEachNode(visit) {
      for (let v = 0; v < nodeCount; v++) visit(v)
    },
    undirectedDegreeWithoutSelfLoops: (node) => degree[node]!,
    forEachEdge(visit) {
      for (let e = 0; e < edgeCount; e++) {
        visit(e, NO_ATTRIBUTES, a[e]!, b[e]!, NO_ATTRIBUTES, NO_ATTRIBUTES, true)
      }
    },
    // The package knows a graph by these two methods; it never calls them.
    addUndirectedEdgeWithKey: refuse,
    dropNode: refuse,
  }
  // graphology's types ask for text keys and for all its methods; Louvain calls no others than those above.
  return view as unknown as Graph
}

function refuse(): never {
  throw new Error("this graph is a read-only view")
}
