// report.html as a text: nothing of the data leaves its place in it, the policy names what it holds, and it stays small.
import { createHash } from "node:crypto"
import fc from "fast-check"
import { beforeAll, describe, expect, test } from "vitest"
import type { Screening } from "../../../src/model/screening.ts"
import { PaymentTableBuilder } from "../../../src/model/table.ts"
import { collectReport } from "../../../src/report/html/collect.ts"
import { type PageAssets, reportHtml } from "../../../src/report/html/report-html.ts"
import { scriptJson } from "../../../src/report/html/script-json.ts"
import { readPageAssets } from "../../../src/report/page-assets-node.ts"
import { largeScreening } from "../large-screening.ts"
import {
  sampleAlert,
  sampleFinding,
  sampleHint,
  sampleIntake,
  sampleNetwork,
  samplePerson,
  sampleReject,
  sampleRule,
  sampleScreening,
} from "../samples.ts"

const DATA_START = '<script type="application/json" id="report-data">'
const PLAIN: PageAssets = { script: '"use strict";', style: "p{margin:0}", largeScript: "0" }

async function documentOf(screening: Screening, assets = PLAIN): Promise<string> {
  return [...reportHtml(screening, await collectReport(screening), assets)].join("")
}

/** What a browser takes as the content of the first element that begins so: HTML ends a script at its end tag. */
function contentOf(html: string, start: string, end: string): string {
  const from = html.indexOf(start) + start.length
  return html.slice(from, html.indexOf(end, from))
}

const EVIL = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</script><script>alert(1)</script>",
  "<!--<script>",
  "]]>",
  "\u202egnp.exe",
  "\u2028\u2029\u0085",
  "\ud800",
  "\udc00x",
  "\0\b\u001f\ufffe",
  "javascript:alert(1)",
  "__proto__",
  "constructor",
  "{count}",
]

const hostile = fc.oneof(
  fc.constantFrom(...EVIL),
  fc.string({ unit: "binary", maxLength: 20 }),
  fc.tuple(fc.constantFrom(...EVIL), fc.string({ maxLength: 5 })).map((parts) => parts.join("")),
)

/** The sample with one hostile text wherever a text of the data can stand. */
function hostileScreening(evil: string): Screening {
  const builder = new PaymentTableBuilder()
  const file = builder.addFile(`${evil}.csv`)
  const memo = builder.textColumn("memo")
  const name = builder.textColumn("payeeName")
  const from = builder.textColumn("payerCountry")
  const text: string[] = []
  text[memo] = `象牙${evil}`
  text[name] = evil
  text[from] = evil
  for (const line of [1, 2])
    builder.add({
      id: `${evil}${line}`,
      time: Date.UTC(2024, 2, line),
      amountMinor: 100,
      currency: "USD",
      status: 0,
      payer: `bob${evil}`,
      payee: `acme${evil}`,
      text,
      file,
      line,
    })
  const subject = `acme${evil}`
  const payments = [`${evil}1`, `${evil}2`]
  const suppressed = { by: evil, reason: evil, until: "2027-01-01" }
  const [match] = sampleFinding().matches
  const finding = sampleFinding({
    subject,
    payments,
    reason: evil,
    conditions: [{ measure: evil, threshold: evil, observed: evil }],
    matches: [{ ...match!, payment: payments[0]!, start: 0, end: 2, term: evil, taxon: evil, source: evil }],
    contexts: [{ context: "zoo", title: evil, factor: 0.2, payments, observed: evil }],
  })
  const [member] = sampleNetwork().members
  const [edge] = sampleNetwork().edges
  return sampleScreening({
    table: builder.done(),
    findings: [finding, { ...finding, id: "f-2", suppressed }],
    alerts: [
      sampleAlert({ subject, name: evil, reasons: [evil], payments, rules: [finding.rule] }),
      sampleAlert({ id: "a-2", subject: "other", suppressed, findings: ["f-2"], rules: [finding.rule] }),
    ],
    networks: [
      sampleNetwork({
        members: [{ ...member!, party: subject, name: evil, why: evil }],
        contacts: [],
        edges: [{ ...edge!, payer: `bob${evil}`, payee: subject }],
        taxa: [evil],
        reasons: [evil],
        keyPayments: [],
        proof: [],
      }),
    ],
    hubs: [{ party: evil || "hub", name: evil, by: "list", degree: 3 }],
    persons: [samplePerson({ names: [evil] })],
    hints: [sampleHint({ note: evil, names: [evil, evil] })],
    pack: { ...sampleScreening().pack, rules: [sampleRule({ title: evil, description: evil })] },
    intake: sampleIntake([sampleReject({ value: evil, message: evil })]),
  })
}

describe("nothing from the data can leave its place", () => {
  test("a text of the data ends no element and begins none", async () => {
    const tags = (html: string) => html.match(/<[/!a-z][^>]*>?/gi) ?? []
    const shape = async (text: string) => tags(await documentOf(hostileScreening(text))).join("")
    const harmless = await shape("harmless")
    expect(harmless.match(/<script/g)).toHaveLength(2)
    await fc.assert(
      fc.asyncProperty(hostile, async (evil) => {
        fc.pre(evil !== "")
        expect(await shape(evil)).toBe(harmless)
      }),
      { numRuns: 150 },
    )
  })

  test("the data is what was collected, whatever it holds", async () => {
    await fc.assert(
      fc.asyncProperty(hostile, async (evil) => {
        fc.pre(evil !== "")
        const screening = hostileScreening(evil)
        const data = await collectReport(screening)
        const html = [...reportHtml(screening, data, PLAIN)].join("")
        expect(JSON.parse(contentOf(html, DATA_START, "</script>"))).toEqual(data)
      }),
      { numRuns: 150 },
    )
  })

  test("JSON of any value stands in a script element and is read back", () => {
    const value = fc.jsonValue({ stringUnit: "binary", maxDepth: 5 })
    const longArray = fc.tuple(fc.integer({ min: 0, max: 1600 }), hostile).map(([length, text]) => ({
      [text]: Array.from({ length }, (_, i) => [text, i]),
    }))
    fc.assert(
      fc.property(fc.oneof(value, hostile, longArray), (any) => {
        const text = [...scriptJson(any)].join("")
        expect(text).not.toMatch(/[<>&\u2028\u2029]/)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(any)))
      }),
      { numRuns: 500 },
    )
  })
})

describe("the policy", () => {
  let html: string
  let assets: PageAssets
  beforeAll(async () => {
    assets = await readPageAssets()
    html = await documentOf(sampleScreening(), assets)
  })

  const sha256 = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`

  test("names the hashes of the one script and the one style that the document holds", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? ""
    expect(html.match(/<script>/g)).toHaveLength(1)
    expect(html.match(/<style>/g)).toHaveLength(1)
    const directives = new Map(policy.split("; ").map((part) => [part.split(" ")[0], part]))
    const script = html.slice(html.lastIndexOf("<script>") + 8, html.lastIndexOf("</script>"))
    expect(directives.get("script-src")).toBe(`script-src ${sha256(script)}`)
    expect(directives.get("style-src")).toBe(`style-src ${sha256(contentOf(html, "<style>", "</style>"))}`)
    expect(directives.get("default-src")).toBe("default-src 'none'")
    expect(directives.get("base-uri")).toBe("base-uri 'none'")
    expect(directives.get("form-action")).toBe("form-action 'none'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
  })

  test("stands before anything that it rules", () => {
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<style>"))
    expect(html.indexOf("Content-Security-Policy")).toBeLessThan(html.indexOf("<script"))
  })

  test("is not in the way: no style and no handler stands in the markup, nothing is loaded", () => {
    const markup = html.replace(/<script[\s\S]*?<\/script>|<style>[\s\S]*?<\/style>/g, "")
    expect(markup).not.toMatch(/\s(?:style|on\w+)=/)
    expect(markup).not.toMatch(/\s(?:src|href|action)="(?!data:,")/)
    expect(assets.style).not.toMatch(/url\(|@import/)
    expect(assets.script).not.toMatch(
      /innerHTML\s*=[^=]*(?:data|value)|\beval\(|new Function|XMLHttpRequest|\bfetch\(/,
    )
  })

  test("an asset that would end its own element is refused", async () => {
    const data = await collectReport(sampleScreening())
    const withScript = (script: string) => () => [
      ...reportHtml(sampleScreening(), data, { ...PLAIN, script }),
    ]
    expect(withScript("'</script>'")).toThrow("would end its own element")
    expect(withScript("'<!--'")).toThrow("would end its own element")
    expect(() => [...reportHtml(sampleScreening(), data, { ...PLAIN, style: "</style>" })]).toThrow(
      "its own element",
    )
  })
})

test("a summary stands in the document itself, for readers without scripts", async () => {
  const html = await documentOf(sampleScreening())
  const summary = contentOf(html, '<div id="report">', "</div>")
  expect(summary).toContain("Acme Trading")
  expect(summary).toContain("one seller of ivory")
  expect(html).toContain('<html lang="en">')
})

test("the same screening gives the same bytes", async () => {
  expect(await documentOf(sampleScreening())).toBe(await documentOf(sampleScreening()))
})

test("10,000 alerts and 300 networks stay below 25 MB, all of them there, and what is not is told", async () => {
  const screening = largeScreening(10_000, 300)
  const data = await collectReport(screening)
  let bytes = 0
  for (const piece of reportHtml(screening, data, await readPageAssets())) bytes += Buffer.byteLength(piece)
  expect(bytes).toBeLessThan(25_000_000)
  expect(data.alerts.id).toHaveLength(10_000)
  expect(data.networks).toHaveLength(300)
  expect(data.findings.id).toHaveLength(30_000)
  const { paymentsPerFinding, contactsPerNetwork } = data.limits
  expect(paymentsPerFinding).toBeGreaterThanOrEqual(5)
  expect(new Set(data.findings.payments.map(({ length }) => length))).toEqual(new Set([paymentsPerFinding]))
  expect(new Set(data.findings.paymentCount)).toEqual(new Set([12]))
  expect(new Set(data.networks.map(({ contacts }) => contacts.length))).toEqual(new Set([contactsPerNetwork]))
  expect(new Set(data.networks.map(({ contactCount }) => contactCount))).toEqual(new Set([144]))
})
