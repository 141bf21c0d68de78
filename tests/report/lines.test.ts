import { createInterface } from "node:readline"
import { Readable } from "node:stream"
import fc from "fast-check"
import { expect, test } from "vitest"
import { listAlert } from "../../src/model/listed-alert.ts"
import { alertLines, alertTable } from "../../src/report/alert-lines.ts"
import { FULL_LENGTH } from "../../src/report/byte-text.ts"
import { findingLines, writeFinding } from "../../src/report/finding-lines.ts"
import { jsonObject } from "../../src/report/json-pieces.ts"
import { networksJson } from "../../src/report/networks-json.ts"
import { tableOf } from "../helpers/table.ts"
import {
  sampleAlert,
  sampleFinding,
  sampleHint,
  sampleNetwork,
  samplePerson,
  sampleTable,
  sampleWritten,
  textOf,
} from "./samples.ts"

const NOTED = { suppressed: { by: "kim", reason: "licensed zoo", until: "2027-01-01" } }

test("alerts.jsonl has the documented keys in order, suppression last", () => {
  const suppressed = { by: "kim", reason: "licensed zoo", until: "2027-01-01" }
  const text = textOf(alertLines([sampleAlert(), sampleAlert({ id: "a-2", suppressed, network: null })]))
  const [first, second] = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as object)
  const keys =
    "id subject name score severity evidence rules typologies findings network payments total first last reasons"
  expect(Object.keys(first!)).toEqual(keys.split(" "))
  expect(Object.keys(second!)).toEqual([...keys.split(" "), "suppressed"])
  expect(first).toEqual(sampleAlert())
  expect(second).toMatchObject({ suppressed, network: null })
})

test("alerts.csv begins with a byte order mark, joins lists, counts payments, leaves suppressed ones out", () => {
  const suppressed = { by: "kim", reason: "licensed zoo", until: "2027-01-01" }
  const lines = textOf(
    alertTable([
      sampleAlert(),
      sampleAlert({ id: "a-2", suppressed }),
      sampleAlert({ network: null, name: "=1" }),
    ]),
  ).split("\n")
  expect(lines).toEqual([
    "\ufeffsubject,name,score,severity,evidence,rules,typologies,findings,network,payments,total,first,last,reasons,id",
    "acme,Acme Trading,72.5,high,text; flow,cash-below-us-ctr-payee; wildlife-ivory,wildlife-keyword; structuring," +
      "f-1; f-2,n-1,3,1234.50 CNY; 3.00 USD,2024-03-01T09:00:00.000Z,2024-03-03T09:00:00.000Z," +
      "acme was paid 3 times in cash; acme sells ivory,a-1",
    "acme,'=1,72.5,high,text; flow,cash-below-us-ctr-payee; wildlife-ivory,wildlife-keyword; structuring," +
      "f-1; f-2,,3,1234.50 CNY; 3.00 USD,2024-03-01T09:00:00.000Z,2024-03-03T09:00:00.000Z," +
      "acme was paid 3 times in cash; acme sells ivory,a-1",
    "",
  ])
})

test("a reason that begins with a formula is guarded inside the joined cell too", () => {
  const text = textOf(alertTable([sampleAlert({ reasons: ["fine", "=HYPERLINK(1) was paid"] })]))
  expect(text).toContain("fine;' =HYPERLINK(1) was paid")
})

test("findings.jsonl has the documented keys in order and no row numbers", () => {
  const [line] = textOf(findingLines([sampleFinding()], sampleTable())).split("\n")
  const finding = JSON.parse(line!) as object
  expect(Object.keys(finding)).toEqual(
    (
      "id rule ruleVersion typology severity evidence subject role parties payments from to measures " +
      "conditions matches contexts indicators reason places hash"
    ).split(" "),
  )
  expect(finding).toEqual(sampleWritten())
  expect(finding).toMatchObject({
    places: [{ payment: "p1", file: "a.csv", line: 2, payee: "acme" }, { payment: "p2" }],
  })
})

/** Pieces are good until the next but one is made: see `ByteText.turn`. */
const copiesOf = (pieces: Iterable<Uint8Array>) => Array.from(pieces, (piece) => piece.slice())

test("a finding with very many payments comes in pieces and is whole again when joined", () => {
  const payments = Array.from({ length: 20_000 }, (_, i) => `p${i}`)
  const rows = payments.map((_, i) => i % 2)
  const pieces = copiesOf(findingLines([sampleFinding({ payments, rows })], sampleTable()))
  expect(pieces.length).toBeGreaterThan(5)
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(600_000)
  expect(JSON.parse(textOf(pieces))).toEqual(sampleWritten({ payments, rows }))
})

test("very many findings come in pieces, each of little more than is handed on at a time", () => {
  const pieces = copiesOf(findingLines(new Array(3000).fill(sampleFinding()), sampleTable()))
  const lengths = pieces.slice(0, -1).map((piece) => piece.length)
  expect(lengths.length).toBeGreaterThan(5)
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(FULL_LENGTH)
  expect(Math.max(...lengths)).toBeLessThan(FULL_LENGTH + 5000)
  expect(textOf(pieces)).toBe(textOf(findingLines([sampleFinding()], sampleTable())).repeat(3000))
})

test("a finding with very many words is told as one with few", () => {
  const [match] = sampleFinding().matches
  for (const count of [1, 512, 513, 3000]) {
    const matches = Array.from({ length: count }, (_, start) => ({ ...match!, start }))
    const finding = sampleFinding({ matches, indicators: count % 2 === 0 ? [] : ["TX-7"] })
    const line = textOf(findingLines([finding], sampleTable()))
    expect(line).toBe(`${[...jsonObject({ ...writeFinding(finding, sampleTable()) })].join("")}\n`)
  }
})

test("a line is what JSON says of the finding, its places and its hash, whatever texts payments hold", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom("", "plain", 'a "b"', "c\\d", "\u2028", "\u0085x", "象牙", "\ud800", "\t"),
  )
  const payment = fc.record({
    ...{ id: text, payer: text, payee: text, memo: text },
    time: fc.oneof(
      fc.nat(4e12),
      fc.nat(4e9).map((seconds) => seconds * 1000),
      fc.constant(-1000),
    ),
    amountMinor: fc.oneof(fc.nat(2000), fc.maxSafeNat()),
    currency: fc.constantFrom("CNY", "JPY", "KWD", "BTC"),
  })
  fc.assert(
    fc.property(
      fc.array(payment, { minLength: 1, maxLength: 8 }),
      text,
      fc.boolean(),
      (held, file, noted) => {
        const given = held.map(({ id, memo, ...others }, i) => ({
          // Ids of places and ids that look like one.
          id: i % 3 === 0 ? `${file}:${i + 2}` : i % 3 === 1 ? "" : `${id}${i}`,
          ...others,
          text: { memo },
        }))
        const table = tableOf(given, ["memo"], `f${file}`)
        const rows = held.map((_, i) => i)
        const suppressed = { by: "kim", reason: file, until: "2027-01-01" }
        const finding = sampleFinding({
          rows,
          payments: rows.map((row) => table.idOf(row)),
          subject: file,
          ...(noted ? { suppressed } : {}),
        })
        const [line] = textOf(findingLines([finding], table)).split("\n")
        expect(line).toBe([...jsonObject({ ...writeFinding(finding, table) })].join(""))
      },
    ),
    { numRuns: 300 },
  )
})

test("alerts that hold rows of a table are told as JSON tells their payments, whatever their ids", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom("", 'a "b"', "c\\d", "\u2028", "象牙", "\ud800", "\t"),
  )
  const { payments: _, first: _first, last: _last, ...told } = sampleAlert()
  fc.assert(
    fc.property(
      fc.array(fc.array(text, { minLength: 1, maxLength: 6 }), { maxLength: 4 }),
      text,
      (held, file) => {
        const alerts = held.map((ids, ledger) => {
          const rest = { amountMinor: 1, currency: "CNY", payer: "a", payee: "b" }
          const payments = ids.map((id, i) => ({ id: id === "" ? "" : `${id}${i}`, time: i, ...rest }))
          const table = tableOf(payments, [], `f${ledger}${file}`)
          const rows = ids.map((_id, row) => row)
          return listAlert(table, rows, { ...told, name: file, ...(ids.length === 2 ? NOTED : {}) })
        })
        const lines = alerts.map(({ id, subject, name, score, severity, evidence, ...others }) => {
          const { rules, typologies, findings, network, payments, total, first, last, reasons } = others
          const before = {
            id,
            subject,
            name,
            score,
            severity,
            evidence,
            rules,
            typologies,
            findings,
            network,
          }
          const { suppressed } = others
          return [...jsonObject({ ...before, payments, total, first, last, reasons, suppressed })].join("")
        })
        expect(textOf(alertLines(alerts))).toBe(lines.map((line) => `${line}\n`).join(""))
      },
    ),
    { numRuns: 200 },
  )
})

test("an alert of very many payments is told in pieces", () => {
  const payments = Array.from({ length: 60_000 }, (_, i) => `payment-${i}`)
  const pieces = copiesOf(alertLines([sampleAlert({ payments })]))
  expect(pieces.length).toBeGreaterThan(3)
  expect(JSON.parse(textOf(pieces))).toEqual(sampleAlert({ payments }))
})

test("hostile names stay what they are, and every line stays one line", async () => {
  const hostile = 'a\u2028b\u2029c\u0085d\r\ne</script><!--"\\\u0000\ud800'
  const text = textOf(findingLines([sampleFinding({ subject: hostile }), sampleFinding()], sampleTable()))
  expect(text).not.toMatch(/[\u0085\u2028\u2029]/)
  const lines: string[] = []
  for await (const line of createInterface({ input: Readable.from([text]) })) lines.push(line)
  expect(lines).toHaveLength(2)
  expect(JSON.parse(lines[0]!)).toMatchObject({ subject: hostile })
})

test("networks.json is one document, networks in order, with the documented keys", () => {
  const both = [sampleNetwork(), sampleNetwork({ id: "n-2" })]
  const text = textOf(networksJson({ networks: both, persons: [samplePerson()], hints: [sampleHint()] }))
  const { networks, persons, hints } = JSON.parse(text) as {
    networks: { id: string }[]
    persons: unknown
    hints: unknown
  }
  expect(networks).toEqual(both)
  expect({ persons, hints }).toEqual({ persons: [samplePerson()], hints: [sampleHint()] })
  expect(Object.keys(networks[0]!)).toEqual(
    "id score severity members contacts nearby edges taxa total from to rules reasons keyPayments proof".split(
      " ",
    ),
  )
  expect(text.split("\n")).toHaveLength(11)
})

test("nothing found is an empty document, an empty file and a table with a head", () => {
  expect(JSON.parse(textOf(networksJson({ networks: [], persons: [], hints: [] })))).toEqual({
    networks: [],
    persons: [],
    hints: [],
  })
  expect(textOf(alertLines([]))).toBe("")
  expect(textOf(alertTable([])).split("\n")).toHaveLength(2)
})
