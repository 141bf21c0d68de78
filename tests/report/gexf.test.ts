// The networks as graph files, read back by readers that are not ours. graphology-gexf reads nodes, edges, attributes and
// colours of GEXF 1.3, but not time, which is read from the elements here.
import { parseString } from "fast-csv"
import { DirectedGraph, MultiDirectedGraph } from "graphology"
import * as graphologyGexf from "graphology-gexf"
import * as graphologyGraphml from "graphology-graphml"
import { SaxesParser } from "saxes"
import { describe, expect, test } from "vitest"
import type { Screening } from "../../src/model/screening.ts"
import { gexf, nodeSize } from "../../src/report/gexf.ts"
import { graphml } from "../../src/report/graphml.ts"
import { networkGraph, ROLE_COLOURS } from "../../src/report/network-graph.ts"
import { networkEdgeTable, networkNodeTable } from "../../src/report/network-rows.ts"
import { tableOf } from "../helpers/table.ts"
import { sampleFinding, sampleNetwork, sampleScreening, textOf } from "./samples.ts"

const HOSTILE = `"/><evil a='1'>&amp;</gexf>]]>\u0000\u0008\u001f\ufffe\ud800 \t\n\u202e象😀`
const SHOWN = `"/><evil a='1'>&amp;</gexf>]]>${"\ufffd".repeat(5)} \t\n\u202e象😀`
const DAY = 86_400_000

interface Element {
  readonly name: string
  readonly uri: string
  readonly attributes: Readonly<Record<string, string>>
}

/** The elements in order, by a strict reader that knows namespaces: throws for anything that is no XML. */
function elementsOf(xml: string): Element[] {
  const elements: Element[] = []
  const parser = new SaxesParser({ xmlns: true })
  parser.on("error", (error) => {
    throw error
  })
  parser.on("opentag", ({ local, uri, attributes }) => {
    const values = Object.entries(attributes).map(([name, { value }]) => [name, value])
    elements.push({ name: local, uri, attributes: Object.fromEntries(values) })
  })
  parser.write(xml).close()
  return elements
}

function readCsv(text: string): Promise<Record<string, string>[]> {
  return new Promise((resolve, reject) => {
    const rows: Record<string, string>[] = []
    parseString<Record<string, string>, Record<string, string>>(text.replace(/^\ufeff/, ""), {
      headers: true,
    })
      .on("error", reject)
      .on("data", (row: Record<string, string>) => rows.push(row))
      .on("end", () => resolve(rows))
  })
}

const member = (party: string, name = "", role: "seller" | "mule" | "buyer" = "seller") => ({
  ...sampleNetwork().members[0]!,
  party,
  name,
  role,
  score: 50,
})

function hostileScreening(): Screening {
  const network = sampleNetwork({
    members: [member(HOSTILE, HOSTILE), member("=1+1", "+cmd"), member("a"), member("a\u0001")],
    contacts: [member("-5", "@x", "buyer")],
    edges: [
      { ...sampleNetwork().edges[0]!, payer: HOSTILE, payee: "=1+1" },
      { ...sampleNetwork().edges[0]!, payer: "a", payee: "a\u0001" },
    ],
  })
  return sampleScreening({ networks: [network] })
}

describe("the graph", () => {
  test("has members and contacts as nodes and payments as dated edges", () => {
    const { nodes, edges } = networkGraph(sampleScreening())
    expect(nodes.map(({ party, label, kind, taxa }) => ({ party, label, kind, taxa }))).toEqual([
      { party: "acme", label: "Acme Trading", kind: "member", taxa: ["elephant"] },
      { party: "bob", label: "bob", kind: "contact", taxa: [] },
    ])
    const [edge] = edges
    expect(edge).toMatchObject({ source: nodes[1]!.id, target: nodes[0]!.id, count: 2 })
    // Two payments a day apart are one spell.
    expect(edge!.spells).toEqual([["2024-03-01T09:00:00Z", "2024-03-02T09:00:00Z"]])
    expect(nodes[0]).toMatchObject({ first: sampleNetwork().from, last: sampleNetwork().to })
  })

  test("has a spell for each stretch of payments; what is not settled is in none", () => {
    const at = (id: string, time: number, status: "settled" | "pending" = "settled") =>
      ({ id, time, status, amountMinor: 1, currency: "USD", payer: "bob", payee: "acme" }) as const
    const table = tableOf([at("c", 5 * DAY), at("a", 0), at("b", DAY), at("d", 3 * DAY, "pending")])
    const { edges } = networkGraph(sampleScreening({ table, findings: [] }))
    expect(edges[0]!.spells).toEqual([
      ["1970-01-01T00:00:00Z", "1970-01-02T00:00:00Z"],
      ["1970-01-06T00:00:00Z", "1970-01-06T00:00:00Z"],
    ])
  })

  test("has a party of two networks once, as the member it is, and a shared edge once", () => {
    const other = sampleNetwork({
      id: "n-2",
      members: [member("bob", "Bob", "mule")],
      contacts: [member("acme", "", "buyer")],
    })
    const { nodes, edges } = networkGraph(sampleScreening({ networks: [sampleNetwork(), other] }))
    expect(nodes.map(({ party, kind, network }) => [party, kind, network])).toEqual([
      ["acme", "member", "n-1"],
      ["bob", "member", "n-2"],
    ])
    expect(edges).toHaveLength(1)
  })

  test("leaves an edge without a node out, and dates a node without an edge by its network", () => {
    const { nodes, edges } = networkGraph(sampleScreening({ networks: [sampleNetwork({ contacts: [] })] }))
    expect(edges).toEqual([])
    expect(nodes[0]).toMatchObject({ first: sampleNetwork().from, last: sampleNetwork().to })
  })

  test("takes no word of an innocent phrase for a taxon", () => {
    const [match] = sampleFinding().matches
    const findings = [sampleFinding({ matches: [{ ...match!, kind: "benign" }] })]
    expect(networkGraph(sampleScreening({ findings })).nodes[0]!.taxa).toEqual([])
  })
})

describe("network.gexf", () => {
  test("is GEXF 1.3 with time and with colours in the namespace of viz", () => {
    const elements = elementsOf(textOf(gexf(networkGraph(sampleScreening()))))
    expect(elements[0]).toMatchObject({ name: "gexf", uri: "http://gexf.net/1.3" })
    expect(elements[0]!.attributes["version"]).toBe("1.3")
    expect(elements.find(({ name }) => name === "graph")!.attributes).toEqual({
      defaultedgetype: "directed",
      mode: "dynamic",
      timeformat: "dateTime",
      timerepresentation: "interval",
    })
    const viz = elements.filter(({ uri }) => uri === "http://gexf.net/1.3/viz")
    expect(viz.map(({ name, attributes }) => [name, attributes])).toEqual([
      ["color", { r: "213", g: "94", b: "0" }],
      ["size", { value: String(nodeSize(72.5)) }],
      ["color", { r: "153", g: "153", b: "153" }],
      ["size", { value: String(nodeSize(0)) }],
    ])
    const edge = elements.find(({ name }) => name === "edge")!.attributes
    expect(edge).toMatchObject({ weight: "2", start: "2024-03-01T09:00:00Z", end: "2024-03-02T09:00:00Z" })
    const declared = elements
      .filter(({ name }) => name === "attribute")
      .map(({ attributes }) => attributes["id"])
    const used = elements.filter(({ name }) => name === "attvalue").map(({ attributes }) => attributes["for"])
    expect(new Set(used)).toEqual(new Set(declared))
  })

  test("has spells in place of start and end where payments stop and go on", () => {
    const at = (id: string, time: number) =>
      ({ id, time, amountMinor: 1, currency: "USD", payer: "bob", payee: "acme" }) as const
    const table = tableOf([at("a", 0), at("b", 9 * DAY)])
    const elements = elementsOf(textOf(gexf(networkGraph(sampleScreening({ table, findings: [] })))))
    expect(elements.find(({ name }) => name === "edge")!.attributes["start"]).toBeUndefined()
    const spells = elements
      .filter(({ name }) => name === "spell")
      .map(({ attributes }) => attributes["start"])
    expect(spells).toEqual(["1970-01-01T00:00:00Z", "1970-01-10T00:00:00Z"])
  })

  test("reads back elsewhere, whatever the names are", () => {
    const written = networkGraph(hostileScreening())
    const xml = textOf(gexf(written))
    elementsOf(xml)
    const graph = graphologyGexf.parse(DirectedGraph, xml)
    expect(graph.nodes().sort()).toEqual(written.nodes.map(({ id }) => id).sort())
    expect(graph.size).toBe(2)
    const [first] = written.nodes
    expect(graph.getNodeAttributes(first!.id)).toMatchObject({
      label: SHOWN,
      party: SHOWN,
      role: "seller",
      score: 50,
      color: "rgb(213,94,0)",
      size: nodeSize(50),
    })
    const twins = written.nodes.filter(({ party }) => party.startsWith("a"))
    expect(graph.hasDirectedEdge(twins[0]!.id, twins[1]!.id)).toBe(true)
  })

  test("of no network is an empty graph", () => {
    const names = elementsOf(textOf(gexf({ nodes: [], edges: [] }))).map(({ name }) => name)
    expect(names.filter((name) => name === "node" || name === "edge")).toEqual([])
  })
})

describe("network.graphml", () => {
  test("has typed keys and ids that are NMTOKENs, and reads back elsewhere whatever the names are", () => {
    const written = networkGraph(hostileScreening())
    const xml = textOf(graphml(written))
    const elements = elementsOf(xml)
    expect(elements[0]).toMatchObject({ name: "graphml", uri: "http://graphml.graphdrawing.org/xmlns" })
    for (const { name, attributes } of elements) {
      if (name === "node" || name === "edge") expect(attributes["id"]).toMatch(/^[A-Za-z][\w.-]*$/)
      if (name === "key") expect(attributes["attr.type"]).toMatch(/^(?:string|double|long)$/)
    }
    const keys = elements.filter(({ name }) => name === "key").map(({ attributes }) => attributes["id"])
    const used = elements.filter(({ name }) => name === "data").map(({ attributes }) => attributes["key"])
    expect(new Set(used)).toEqual(new Set(keys))
    const graph = graphologyGraphml.parse(MultiDirectedGraph, xml)
    expect(graph.nodes().sort()).toEqual(written.nodes.map(({ id }) => id).sort())
    // Line ends inside content are normalised by every reader; attributes and content hold the same text else.
    expect(graph.getNodeAttributes(written.nodes[0]!.id)).toMatchObject({
      label: SHOWN,
      score: 50,
      color: ROLE_COLOURS.seller,
    })
    expect(graph.getEdgeAttributes(written.edges[0]!.id)).toMatchObject({ payments: 2, flagged: 1 })
  })
})

describe("network-nodes.csv and network-edges.csv", () => {
  test("have the headings of Neo4j, and join by ids that no guard changes", async () => {
    const written = networkGraph(hostileScreening())
    const [nodes, edges] = [textOf(networkNodeTable(written)), textOf(networkEdgeTable(written))]
    expect(nodes.slice(0, 7)).toBe("\ufeffid:ID,")
    const nodeRows = await readCsv(nodes)
    const edgeRows = await readCsv(edges)
    expect(Object.keys(nodeRows[0]!)).toContain(":LABEL")
    expect(Object.keys(edgeRows[0]!)).toEqual(expect.arrayContaining([":START_ID", ":END_ID", ":TYPE"]))
    const ids = new Set(nodeRows.map((row) => row["id:ID"]))
    expect(ids.size).toBe(5)
    for (const row of edgeRows) expect(ids.has(row[":START_ID"]!) && ids.has(row[":END_ID"]!)).toBe(true)
    expect(nodeRows.map((row) => row[":LABEL"])).toEqual([...Array(4).fill("Party;Member"), "Party;Contact"])
    expect(nodeRows[1]).toMatchObject({ party: "'=1+1", name: "'+cmd", "score:double": "50" })
    for (const row of [...nodeRows, ...edgeRows])
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@]/)
  })
})
