import { expect, test } from "vitest"
import { gexf, xmlText } from "../../src/report/gexf.ts"
import { sampleNetwork, textOf } from "./samples.ts"

/** A strict reader for what these tests need: throws unless tags nest, attributes are quoted and text is legal. */
function parseXml(text: string): { name: string; attributes: Record<string, string> }[] {
  const body = text.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, "")
  expect(body).not.toBe(text)
  expect(text).not.toMatch(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u)
  const elements: { name: string; attributes: Record<string, string> }[] = []
  const open: string[] = []
  const token = /<(\/?)([a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>|([^<]+)/gy
  let at = 0
  for (let found = token.exec(body); found !== null; found = token.exec(body)) {
    at = token.lastIndex
    const [, closing, name, attributes, empty, content] = found
    if (content !== undefined) expect(content.trim()).toBe("")
    else if (closing === "/") expect(open.pop()).toBe(name)
    else {
      const pairs = [...attributes!.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key, value]) => {
        expect(value).toMatch(/^(?:[^&]|&(?:amp|lt|gt|quot|apos|#9|#10|#13);)*$/)
        return [key!, unescapeXml(value!)] as const
      })
      elements.push({ name: name!, attributes: Object.fromEntries(pairs) })
      if (empty !== "/") open.push(name!)
    }
  }
  expect(at).toBe(body.length)
  expect(open).toEqual([])
  return elements
}

function unescapeXml(text: string): string {
  const characters: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" }
  return text.replace(/&(?:#(\d+)|([a-z]+));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? characters[name]! : String.fromCharCode(Number(code)),
  )
}

test("members and contacts are nodes, payments between them are dated edges", () => {
  const elements = parseXml(textOf(gexf([sampleNetwork()])))
  expect(elements[0]).toEqual({ name: "gexf", attributes: { xmlns: "http://gexf.net/1.3", version: "1.3" } })
  expect(elements[1]!.attributes).toEqual({
    defaultedgetype: "directed",
    mode: "dynamic",
    timeformat: "dateTime",
  })
  const nodes = elements.filter(({ name }) => name === "node").map(({ attributes }) => attributes)
  expect(nodes).toEqual([
    { id: "acme", label: "Acme Trading" },
    { id: "bob", label: "bob" },
  ])
  const edges = elements.filter(({ name }) => name === "edge").map(({ attributes }) => attributes)
  expect(edges).toEqual([
    {
      id: "0",
      source: "bob",
      target: "acme",
      weight: "2",
      start: "2024-03-01T09:00:00.000Z",
      end: "2024-03-02T09:00:00.000Z",
    },
  ])
  const declared = elements
    .filter(({ name }) => name === "attribute")
    .map(({ attributes }) => attributes["id"])
  const used = elements.filter(({ name }) => name === "attvalue").map(({ attributes }) => attributes)
  expect(used).toEqual([
    { for: "role", value: "seller" },
    { for: "score", value: "72.5" },
    { for: "network", value: "n-1" },
    { for: "role", value: "buyer" },
    { for: "score", value: "0" },
    { for: "network", value: "n-1" },
    { for: "total", value: "19000.00 USD" },
    { for: "flagged", value: "1" },
  ])
  expect(new Set(declared)).toEqual(new Set(used.map((value) => value["for"])))
})

test("names that fight XML are escaped, and illegal characters go", () => {
  const name = `"/><evil a='1'>&amp;</gexf>]]>\u0000\u0008\u001f\ufffe\ud800 \t\n象😀`
  const member = { party: name, name, role: "seller", score: 1, why: "" } as const
  const elements = parseXml(textOf(gexf([sampleNetwork({ members: [member] })])))
  const node = elements.find((element) => element.name === "node")!
  expect(node.attributes["label"]).toBe(`"/><evil a='1'>&amp;</gexf>]]> \t\n象😀`)
  expect(xmlText("\ud83d\ude00\ud83d")).toBe("😀")
})

test("parties that are one text in XML stay two nodes, and edges go to the right one", () => {
  const network = sampleNetwork({
    members: [
      { party: "a", name: "", role: "seller", score: 1, why: "" },
      { party: "a\u0001", name: "", role: "mule", score: 1, why: "" },
    ],
    contacts: [],
    edges: [{ ...sampleNetwork().edges[0]!, payer: "a", payee: "a\u0001" }],
  })
  const elements = parseXml(textOf(gexf([network])))
  const ids = elements.filter(({ name }) => name === "node").map(({ attributes }) => attributes["id"])
  expect(ids).toEqual(["a", "a#2"])
  expect(elements.find(({ name }) => name === "edge")!.attributes).toMatchObject({
    source: "a",
    target: "a#2",
  })
})

test("a party of two networks stands once, as the member it is; a shared edge stands once", () => {
  const other = sampleNetwork({
    id: "n-2",
    members: [{ party: "bob", name: "Bob", role: "mule", score: 9, why: "" }],
    contacts: [{ party: "acme", name: "", role: "buyer", score: 0, why: "" }],
  })
  const elements = parseXml(textOf(gexf([sampleNetwork(), other])))
  const nodes = elements.filter(({ name }) => name === "node").map(({ attributes }) => attributes)
  expect(nodes).toEqual([
    { id: "acme", label: "Acme Trading" },
    { id: "bob", label: "Bob" },
  ])
  expect(elements.filter(({ name }) => name === "edge")).toHaveLength(1)
})

test("no network is an empty graph", () => {
  const names = parseXml(textOf(gexf([]))).map(({ name }) => name)
  expect(names.filter((name) => name === "node" || name === "edge")).toEqual([])
})
