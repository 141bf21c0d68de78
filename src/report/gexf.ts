// network.gexf: members and contacts of all networks with the payments between them, for Gephi and its kin.
// GEXF 1.3, https://gexf.net/schema.html (gexf.rnc, dynamics.rnc, viz.rnc). Time is by intervals, closed at both ends.
import { xmlAttribute } from "../model/xml.ts"
import { formatTotal } from "./csv-cells.ts"
import { type GraphEdge, type GraphNode, type NetworkGraph, ROLE_COLOURS } from "./network-graph.ts"

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <meta>
    <creator>moneytrail</creator>
    <description>Seller networks: parties coloured by role and sized by score, payments with their times</description>
  </meta>
  <graph defaultedgetype="directed" mode="dynamic" timeformat="dateTime" timerepresentation="interval">
    <attributes class="node" mode="static">
      <attribute id="party" title="party" type="string"/>
      <attribute id="kind" title="kind" type="string"/>
      <attribute id="role" title="role" type="string"/>
      <attribute id="score" title="score" type="double"/>
      <attribute id="network" title="network" type="string"/>
      <attribute id="taxa" title="taxa" type="string"/>
      <attribute id="why" title="why" type="string"/>
      <attribute id="person" title="person" type="string"/>
    </attributes>
    <attributes class="edge" mode="static">
      <attribute id="total" title="total" type="string"/>
      <attribute id="flagged" title="flagged" type="double"/>
    </attributes>
`

/** Sizes of nodes with score 0 and 100. Gephi draws nodes of size 10 where a file says nothing. */
const SIZE_RANGE = [8, 40] as const

export function* gexf({ nodes, edges }: NetworkGraph): Generator<string> {
  yield HEAD
  yield "    <nodes>\n"
  for (const node of nodes) yield nodeElement(node)
  yield "    </nodes>\n    <edges>\n"
  for (const edge of edges) yield edgeElement(edge)
  yield "    </edges>\n  </graph>\n</gexf>\n"
}

function nodeElement(node: GraphNode): string {
  const [red, green, blue] = [1, 3, 5].map((at) =>
    Number.parseInt(ROLE_COLOURS[node.role].slice(at, at + 2), 16),
  )
  const values = [
    value("party", node.party),
    value("kind", node.kind),
    value("role", node.role),
    value("score", node.score),
    value("network", node.network),
    value("taxa", node.taxa.join("; ")),
    value("why", node.why),
    value("person", node.person),
  ]
  return (
    `      <node id="${node.id}" label="${xmlAttribute(node.label)}" ${span(node.first, node.last)}>` +
    `<attvalues>${values.join("")}</attvalues><viz:color r="${red}" g="${green}" b="${blue}"/>` +
    `<viz:size value="${nodeSize(node.score)}"/></node>\n`
  )
}

/** The size that shows a score, to one decimal. */
export function nodeSize(score: number): number {
  const [least, most] = SIZE_RANGE
  return Math.round((least + ((most - least) * score) / 100) * 10) / 10
}

/** Start and end beside spells would make one long interval of them, so an edge has the one or the others. */
function edgeElement(edge: GraphEdge): string {
  const [only, ...more] = edge.spells
  const time = more.length === 0 && only !== undefined ? ` ${span(...only)}` : ""
  const spells = edge.spells.map(([first, last]) => `<spell ${span(first, last)}/>`).join("")
  return (
    `      <edge id="${edge.id}" source="${edge.source}" target="${edge.target}" weight="${edge.count}"${time}>` +
    `<attvalues>${value("total", formatTotal(edge.total))}${value("flagged", edge.flagged)}</attvalues>` +
    `${time === "" ? `<spells>${spells}</spells>` : ""}</edge>\n`
  )
}

function span(first: string, last: string): string {
  return `start="${xmlAttribute(first)}" end="${xmlAttribute(last)}"`
}

function value(attribute: string, content: string | number): string {
  return `<attvalue for="${attribute}" value="${xmlAttribute(String(content))}"/>`
}
