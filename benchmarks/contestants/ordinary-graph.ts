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
  const { modularity } = louvain.detailed(graph, { getEdgeWeight: "payments" })
  return { nodes: graph.order, edges: graph.size, modularity }
}
