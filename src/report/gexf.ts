// network.gexf: members and contacts of all networks with the payments between them, for Gephi and its kin.
// GEXF 1.3, https://gexf.net/schema.html; XML 1.0 fifth edition, production [2] for the characters allowed.
import type { Network, NetworkEdge, NetworkMember } from "../model/network.ts"
import { formatTotal } from "./csv-cells.ts"

const HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
  <graph defaultedgetype="directed" mode="dynamic" timeformat="dateTime">
    <attributes class="node" mode="static">
      <attribute id="role" title="role" type="string"/>
      <attribute id="score" title="score" type="double"/>
      <attribute id="network" title="network" type="string"/>
    </attributes>
    <attributes class="edge" mode="static">
      <attribute id="total" title="total" type="string"/>
      <attribute id="flagged" title="flagged" type="double"/>
    </attributes>
`

/** The networks as one graph. A party stands in it once: as a member where it is one, else as a contact. */
export function* gexf(networks: readonly Network[]): Generator<string> {
  yield HEAD
  yield "    <nodes>\n"
  const ids = new NodeIds()
  for (const kind of ["members", "contacts"] as const) {
    for (const network of networks) {
      for (const member of network[kind]) {
        if (ids.get(member.party) === undefined) yield node(ids.add(member.party), member, network.id)
      }
    }
  }
  yield "    </nodes>\n    <edges>\n"
  yield* edges(networks, ids)
  yield "    </edges>\n  </graph>\n</gexf>\n"
}

/** A node's id is its party as XML can hold it; parties that look alike there are told apart by a number. */
class NodeIds {
  readonly #ofParty = new Map<string, string>()
  readonly #taken = new Set<string>()

  get(party: string): string | undefined {
    return this.#ofParty.get(party)
  }

  add(party: string): string {
    const base = xmlText(party)
    let id = base
    for (let n = 2; this.#taken.has(id); n++) id = `${base}#${n}`
    this.#taken.add(id)
    this.#ofParty.set(party, id)
    return id
  }
}

/** Edges with a node at either end; one that two networks share stands once. */
function* edges(networks: readonly Network[], ids: NodeIds): Generator<string> {
  const written = new Set<string>()
  for (const network of networks) {
    for (const edge of network.edges) {
      const pair = JSON.stringify([edge.payer, edge.payee])
      const source = ids.get(edge.payer)
      const target = ids.get(edge.payee)
      if (source === undefined || target === undefined || written.has(pair)) continue
      yield edgeElement(edge, { number: written.size, source, target })
      written.add(pair)
    }
  }
}

function node(id: string, member: NetworkMember, network: string): string {
  const label = member.name === "" ? member.party : member.name
  return (
    `      <node id="${id}" label="${xmlText(label)}"><attvalues>` +
    `${value("role", member.role)}${value("score", member.score)}${value("network", network)}</attvalues></node>\n`
  )
}

function edgeElement(edge: NetworkEdge, at: { number: number; source: string; target: string }): string {
  return (
    `      <edge id="${at.number}" source="${at.source}" target="${at.target}" weight="${edge.count}"` +
    ` start="${xmlText(edge.first)}" end="${xmlText(edge.last)}"><attvalues>` +
    `${value("total", formatTotal(edge.total))}${value("flagged", edge.flagged)}</attvalues></edge>\n`
  )
}

function value(attribute: string, content: string | number): string {
  return `<attvalue for="${attribute}" value="${xmlText(String(content))}"/>`
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
}

/** Text for an attribute: characters illegal in XML taken out, lone surrogates too; the rest escaped. */
export function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"'\t\n\r]/g, (character) => ESCAPES[character]!)
}
