// The counterparty graph as graphology has it, and its communities.
import { UndirectedGraph } from "graphology"
import louvain from "graphology-communities-louvain"
import type { GraphAnswer } from "./answers.ts"
import type { Payment } from "./ordinary-schema.ts"

export function answerGraph(payments: readonly Payment[]): GraphAnswer {
  const graph = new UndirectedGraph<object, { payments: number }>()
  for (const { payer, payee } of payments) {
    if (payer === "" || payee === "" || payer === payee) continue
    graph.updateUndirectedEdge(payer, payee, (edge) => ({ payments: (edge.payments ?? 0) + 1 }))
  }
  const { modularity } = louvain.detailed(graph, { getEdgeWeight: "payments", rng: seededRandom(1) })
  return { nodes: graph.order, edges: graph.size, modularity }
}

/** A linear congruential generator, so that every run finds the same communities. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
