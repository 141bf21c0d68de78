// Connected parts of a small graphology graph.

/** As much of a graphology graph as is needed. */
interface Neighbourhood {
  nodes(): string[]
  neighbors(node: unknown): string[]
}

/** Nodes of each connected part, in no particular order inside; parts by the place of their first node. */
export function connectedComponents(graph: Neighbourhood): string[][] {
  const seen = new Set<string>()
  return graph.nodes().flatMap((first) => {
    if (seen.has(first)) return []
    seen.add(first)
    const part = [first]
    for (const node of part) {
      for (const neighbour of graph.neighbors(node)) {
        if (seen.has(neighbour)) continue
        seen.add(neighbour)
        part.push(neighbour)
      }
    }
    return [part]
  })
}
