// Draws large networks with WebGL: a script of its own in the document, run only when one asks for it.
import Graph from "graphology"
import Sigma from "sigma"
import type { LargePicture } from "./large-picture.ts"

export function drawLarge(holder: HTMLElement, { nodes, edges, ink, point }: LargePicture): () => void {
  const graph = new Graph({ type: "directed", multi: true })
  nodes.forEach(({ x, y, size, label, colour }, index) => {
    // Sigma counts upwards.
    graph.addNode(String(index), { x, y: -y, size, label, color: colour })
  })
  for (const { from, to, size, colour } of edges) {
    graph.addDirectedEdge(String(from), String(to), { size, color: colour, type: "arrow" })
  }
  const sigma = new Sigma(graph, holder, {
    labelColor: { color: ink },
    labelRenderedSizeThreshold: 9,
    minCameraRatio: 0.03,
    maxCameraRatio: 1.5,
    zIndex: true,
  })
  sigma.on("enterNode", ({ node }) => point(Number(node)))
  sigma.on("leaveNode", () => point(null))
  return () => sigma.kill()
}
