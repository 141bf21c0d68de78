// network.graphml: the same graph for yEd, Cytoscape, igraph and NetworkX. GraphML 1.0, http://graphml.graphdrawing.org:
// typed keys (GraphML+Attributes), ids that are NMTOKENs. GraphML has no time of its own: first and last are text.
import { xmlAttribute, xmlText } from "../model/xml.ts"
import { formatTotal } from "./csv-cells.ts"
import { nodeSize } from "./gexf.ts"
import { type GraphEdge, type GraphNode, type NetworkGraph, ROLE_COLOURS } from "./network-graph.ts"

type KeyType = "string" | "double" | "long"
type Values<Item> = readonly (readonly [
  name: string,
  type: KeyType,
  value: (item: Item) => string | number,
])[]

const NODE_KEYS: Values<GraphNode> = [
  ["label", "string", ({ label }) => label],
  ["party", "string", ({ party }) => party],
  ["name", "string", ({ name }) => name],
  ["kind", "string", ({ kind }) => kind],
  ["role", "string", ({ role }) => role],
  ["score", "double", ({ score }) => score],
  ["network", "string", ({ network }) => network],
  ["taxa", "string", ({ taxa }) => taxa.join("; ")],
  ["why", "string", ({ why }) => why],
  ["person", "string", ({ person }) => person],
  ["first", "string", ({ first }) => first],
  ["last", "string", ({ last }) => last],
  ["color", "string", ({ role }) => ROLE_COLOURS[role]],
  ["size", "double", ({ score }) => nodeSize(score)],
]

const EDGE_KEYS: Values<GraphEdge> = [
  ["payments", "long", ({ count }) => count],
  // What graph programs look for as the strength of an edge.
  ["weight", "double", ({ count }) => count],
  ["total", "string", ({ total }) => formatTotal(total)],
  ["flagged", "double", ({ flagged }) => flagged],
  ["first", "string", ({ first }) => first],
  ["last", "string", ({ last }) => last],
]

export function* graphml({ nodes, edges }: NetworkGraph): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
  xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
`
  yield keys("node", NODE_KEYS)
  yield keys("edge", EDGE_KEYS)
  yield '  <graph id="networks" edgedefault="directed">\n'
  for (const node of nodes) yield `    <node id="${node.id}">${data("node", NODE_KEYS, node)}</node>\n`
  for (const edge of edges) {
    const { id, source, target } = edge
    yield `    <edge id="${id}" source="${source}" target="${target}">${data("edge", EDGE_KEYS, edge)}</edge>\n`
  }
  yield "  </graph>\n</graphml>\n"
}

function keys<Item>(kind: "node" | "edge", values: Values<Item>): string {
  return values
    .map(
      ([name, type]) =>
        `  <key id="${kind}-${name}" for="${kind}" attr.name="${xmlAttribute(name)}" attr.type="${type}"/>\n`,
    )
    .join("")
}

function data<Item>(kind: "node" | "edge", values: Values<Item>, item: Item): string {
  return values
    .map(([name, , value]) => `<data key="${kind}-${name}">${xmlText(String(value(item)))}</data>`)
    .join("")
}
