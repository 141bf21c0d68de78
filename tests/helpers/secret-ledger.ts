// A ledger in which everything that says who somebody is can be recognised wherever it turns up: each value holds a word
// that nothing else has. With rules, lists and decisions that look at all of it.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { inflateRawSync } from "node:zlib"
import fc from "fast-check"
import { parseRules } from "../../src/rules/pack.ts"
import type { RulePack } from "../../src/rules/tree.ts"

export interface SecretPayment {
  readonly payer: number
  readonly payee: number
  readonly day: number
  readonly amount: number
  readonly device: number
  readonly words: "ivory" | "zoo" | "none"
  readonly isRejected: boolean
}

const party = fc.nat(4)
export const secretLedgers = fc.array(
  fc.record({
    payer: party,
    payee: party,
    day: fc.integer({ min: 1, max: 9 }),
    amount: fc.constantFrom(100, 9500, 9600),
    device: fc.nat(1),
    words: fc.constantFrom("ivory", "zoo", "none"),
    isRejected: fc.boolean(),
  }),
  { minLength: 1, maxLength: 14 },
)

const secret = (what: string, number: number) => `zq${what}${number}kx`
export const idOf = (number: number) => secret("party", number)

/** No value of the files that says who somebody is may hold this; every one does. */
export const SECRET = /zq\w+?kx|13[789]00\d{6}/gi

const COLUMNS =
  "id,time,payer,payee,payerName,payeeName,memo,goods,payerDevice,payeeDevice,payerPhone,payeePhone,payerAddress," +
  "payeeAddress,waybill,amount,currency,channel"

function row(payment: SecretPayment, index: number): string {
  const { payer, payee, day, amount, device, words, isRejected } = payment
  const memo =
    words === "none"
      ? secret("memo", index)
      : `${secret("before", index)} ivory ${words === "zoo" ? "for the zoo " : ""}12g ${secret("behind", index)}`
  const cells = [
    secret("id", index),
    `2026-03-0${day}T10:00:00Z`,
    idOf(payer),
    idOf(payee),
    `${secret("name", payer)} Ivory`,
    `${secret("name", payee)} Ivory`,
    memo,
    `${secret("goods", index)} ivory`,
    secret("device", device),
    secret("device", 1 - device),
    `1370000000${payer}`,
    `1380000000${payee}`,
    `${secret("address", device)} road`,
    `${secret("address", 1 - device)} road`,
    secret("waybill", index % 3),
    isRejected ? secret("amount", index) : `${amount}.00`,
    "USD",
    "cash",
  ]
  return cells.join(",")
}

/** Writes the ledger and all that may be given with it, and gives the paths. */
export function writeSecretLedger(dir: string, payments: readonly SecretPayment[]) {
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
    return join(dir, name)
  }
  const parties = [0, 1, 2, 3, 4].map(
    (n) => `${idOf(n)},${secret("owner", n % 2)},${secret("document", n % 2)},${secret("family", n)}`,
  )
  return {
    payments: write("payments.csv", `${[COLUMNS, ...payments.map(row)].join("\n")}\n`),
    parties: write("parties.csv", `${["party,owner,document,family", ...parties].join("\n")}\n`),
    apart: write(
      "apart.csv",
      `party,other,by,reason\n${idOf(0)},${idOf(1)},${secret("staff", 1)},${secret("why", 1)}\n`,
    ),
    suppressions: write(
      "suppressions.yaml",
      `- { party: ${idOf(2)}, by: ${secret("staff", 2)}, reason: ${secret("why", 2)}, until: "2027-01-31" }\n` +
        `- { pair: { payer: ${idOf(0)}, payee: ${idOf(1)} }, by: ${secret("staff", 3)}, reason: x, until: "2027-01-31" }\n`,
    ),
  }
}

const SETTINGS = `lists:
  watched: { add: [${idOf(3)}], source: "case 12", date: "2026-11-22" }
  known-names: { add: [${secret("name", 4)}], source: "case 12", date: "2026-11-22" }
`

function rule(id: string, detection: string): string {
  return `id: ${id}
version: 1.0.0
title: Made for a test
status: stable
typology: watch-list
severity: review
evidence: flow
description: Made for a test.
indicators: []
references: ["made for this test"]
false_positives: ["none: made for this test"]
params: {}
${detection}
`
}

function match(id: string, where: string, also = ""): [string, string] {
  const text = `match:\n  subject: payee\n  where: ${where}\n  ${also}\n  reason: "{subject} {count} {total} {terms}"`
  return [`watch-list/${id}.yaml`, rule(id, text)]
}

function window(id: string, groupBy: string): [string, string] {
  const subject = groupBy === "pair" || groupBy === "waybill" ? "\n  subject: payee" : ""
  const text =
    `window:\n  group_by: ${groupBy}${subject}\n  lookback: 30d\n  having:\n    count: { gte: 2 }\n` +
    `    share: { of: count, where: { payeeName: { in: ["${secret("name", 1)} Ivory"] } }, gte: 0 }\n` +
    `  reason: "{subject} {count}"`
  return [`watch-list/${id}.yaml`, rule(id, text)]
}

const FIELDS = [
  "memo",
  "goods",
  "payerName",
  "payeeName",
  "payeeDevice",
  "payerPhone",
  "payeeAddress",
  "waybill",
]

const PACK: Readonly<Record<string, string>> = Object.fromEntries([
  ...FIELDS.map((field) => match(`has-${field.toLowerCase()}`, `{ ${field}: { exists: true } }`)),
  match("has-owner", "{ attributes.payeeOwner: { exists: true }, attributes.payerFamily: { exists: true } }"),
  match("same-owner", "{ same: [attributes.payerOwner, attributes.payeeOwner] }"),
  match("one-party", `{ payee: { in: [${idOf(1)}, ${idOf(2)}] } }`, `also: { payer: ${idOf(3)} }`),
  match("one-name", `{ payeeName: { in: ["${secret("name", 1)} ivory"] } }`),
  match("on-watch-list", "{ payee: { in_list: watched } }"),
  match("on-name-list", "{ payerName: { in_list: known-names } }"),
  match("pattern", "{ memo: { matches: 'zqbefore\\d+kx ivory' }, payeeName: { matches: 'zqname[12]kx' } }"),
  match("words", "{ text: { lexicon: [tusks], fields: [memo, goods, payeeName] } }"),
  match("words-of-payer", "{ text: { lexicon: [tusks], fields: [payerName] } }"),
  ...["device", "phone", "address", "waybill", "party", "pair"].map((by) => window(`by-${by}`, by)),
  ["lists/watched.yaml", list("watched", "parties", idOf(0))],
  ["lists/known-names.yaml", list("known-names", "names", secret("name", 0))],
  [
    "lexicons/tusks.yaml",
    "id: tusks\ntitle: Tusks\ntaxon: elephant\nterms:\n" +
      "  - { text: ivory, lang: en, kind: product, ambiguity: low, source: made for this test }\n",
  ],
  [
    "contexts/zoo.yaml",
    "id: zoo\ntitle: a zoo\nwhy: made for this test\nsource: made for this test\nfactor: 0.3\nwhere:\n  any:\n" +
      `    - memo: { matches: 'zoo' }\n    - payee: { in: [${idOf(4)}] }\n    - payeeDevice: { exists: true }\n`,
  ],
])

/** Rules that look at every field, each of which finds something in some ledger. */
export function secretPack(): RulePack {
  const files = Object.entries(PACK).map(([file, text]) => ({ file: `rules/${file}`, text }))
  return parseRules(files, { settings: { file: "moneytrail.yaml", text: SETTINGS } })
}

function list(id: string, kind: string, entry: string): string {
  return `id: ${id}\ntitle: A list\nkind: ${kind}\nsource: made for this test\ndate: "2026-11-22"\nentries: ["${entry}"]\n`
}

/** The text of a file; of a workbook (a ZIP, PKWARE APPNOTE 4.3) that of all files in it. */
export function textOfFile(path: string): string {
  const bytes = readFileSync(path)
  return path.endsWith(".xlsx") ? [...textsOfZip(bytes)].join("\n") : bytes.toString("utf8")
}

function* textsOfZip(bytes: Buffer): Generator<string> {
  const END = Buffer.from("PK\u0005\u0006", "latin1")
  const end = bytes.lastIndexOf(END)
  let at = bytes.readUInt32LE(end + 16)
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)]
    const local = bytes.readUInt32LE(at + 42)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const packed = bytes.subarray(start, start + size)
    yield (method === 0 ? packed : inflateRawSync(packed)).toString("utf8")
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
}
