import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, expect, test } from "vitest"
import type { Finding } from "../src/model/finding.ts"
import type { Screening } from "../src/model/screening.ts"
import { createVeil, type Veil } from "../src/model/veil.ts"
import { toldWord, veilTable } from "../src/model/veil-table.ts"
import { VeiledDictionary } from "../src/model/veiled-dictionary.ts"
import { readApart, readParties, readSuppressions, screenFiles, writeScreening } from "../src/node.ts"
import {
  SECRET,
  type SecretPayment,
  secretLedgers,
  secretPack,
  textOfFile,
  writeSecretLedger,
} from "./helpers/secret-ledger.ts"
import { tableOf } from "./helpers/table.ts"
import { paymentsOf } from "./network/ledger.ts"

const KEY = new TextEncoder().encode("a key of thirty-two bytes or more, for tests")
const PACK = secretPack()
const dir = mkdtempSync(join(tmpdir(), "moneytrail-veil-"))
afterAll(() => rmSync(dir, { recursive: true }))

/** The ledger screened with all that may be given beside it. */
async function screenLedger(payments: readonly SecretPayment[], veil?: Veil): Promise<Screening> {
  const files = writeSecretLedger(dir, payments)
  return screenFiles([files.payments], {
    rules: PACK,
    parties: await readParties(files.parties),
    suppressions: await readSuppressions(files.suppressions),
    apart: await readApart(files.apart),
    veil,
    maxRejects: 1000,
  })
}

/** What is found, as far as it is the same under pseudonyms, with the tokens of what is not. */
function gist(findings: readonly Finding[], token: (kind: "party" | "payment", text: string) => string) {
  return findings
    .filter(({ role }) => role !== "network" && role !== "holder")
    .map(({ rule, subject, role, payments, from, to, measures, matches, contexts, suppressed }) => [
      ...[rule, role, from, to, measures, token("party", subject), suppressed?.until ?? null],
      payments.map((payment) => token("payment", payment)).sort(),
      matches.map(({ term, field, payment }) => [term, field, token("payment", payment)].join()).sort(),
      contexts.map(({ context }) => context),
    ])
    .map((line) => JSON.stringify(line))
    .sort()
}

/** Parties that are one person's: names and identifiers are compared as the files have them. */
function whoIsWho({ persons }: Screening, token: (party: string) => string): string[] {
  return persons.map(({ parties }) => parties.map(token).sort().join()).sort()
}

test("no output holds anything that says who somebody is, and rules find what they find without pseudonyms", async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(secretLedgers, async (payments) => {
      const veil = createVeil(KEY)
      const [plain, veiled] = [await screenLedger(payments), await screenLedger(payments, veil)]
      const out = join(dir, "out")
      await writeScreening(veiled, out)
      for (const name of readdirSync(out)) {
        expect([name, [...new Set(textOfFile(join(out, name)).match(SECRET) ?? [])]]).toEqual([name, []])
      }
      const waybills = ({ rule }: Finding) => rule !== "by-waybill"
      expect(gist(veiled.findings.filter(waybills), (_, text) => text)).toEqual(
        gist(plain.findings.filter(waybills), (kind, text) => createVeil(KEY).token(kind, text)),
      )
      expect(whoIsWho(veiled, (text) => text)).toEqual(
        whoIsWho(plain, (text) => createVeil(KEY).token("party", text)),
      )
      for (const { rule } of veiled.findings) seen.add(rule)
    }),
    // A seed with which each rule of the pack finds something in so few ledgers.
    { numRuns: 15, seed: 1, examples: [[LEDGER]] },
  )
  // Rules that never find anything would prove nothing.
  expect([...seen].sort()).toEqual(PACK.rules.map(({ id }) => id))
})

const payment = (part: Partial<SecretPayment>): SecretPayment => ({
  ...{ payer: 0, payee: 1, day: 1, amount: 9500, device: 0, words: "ivory", isRejected: false },
  ...part,
})
const LEDGER = [
  payment({}),
  payment({ payer: 2, words: "zoo" }),
  payment({ payer: 3, payee: 0, day: 2 }),
  payment({ payer: 4, payee: 2, words: "none" }),
  payment({ payer: 1, payee: 3, day: 3 }),
  payment({ isRejected: true }),
]

test("memos show the matched words where the matches say they stand, names are told whole", async () => {
  const { findings, table } = await screenLedger(LEDGER, createVeil(KEY))
  const { matches, rows, payments } = findings.find(
    ({ rule, payments }) => rule === "words" && payments.length > 1,
  )!
  expect(new Set(matches.map(({ field }) => field))).toEqual(new Set(["memo", "goods", "payeeName"]))
  for (const { field, payment, start, end, text } of matches) {
    const { codes, values } = table.text.get(field as "memo")!
    const told = values.text(codes[rows[payments.indexOf(payment)]!]!)
    expect(told.slice(start, end)).toBe(text)
    if (field === "payeeName")
      expect([text, told]).toEqual([told, expect.stringMatching(/^name-[0-9a-f]{16}$/)])
    else expect(text).toBe("ivory")
  }
  const memo = table.text.get("memo")!
  const told = Array.from(memo.codes, (code) => memo.values.text(code))
  expect(told).toEqual(["…ivory…", "…ivory…", "…ivory…", "…", "…ivory…"])
  const goods = table.text.get("goods")!
  expect(goods.values.text(goods.codes[0]!)).toBe("…ivory")
})

test("results lead back to no plain text, and say that they are pseudonyms and by which key", async () => {
  const veil = createVeil(KEY)
  const screening = await screenLedger(LEDGER, veil)
  for (const values of [
    screening.table.parties,
    ...[...screening.table.text.values()].map((one) => one.values),
  ]) {
    expect(VeiledDictionary.plainOf(values)).toBe(values)
  }
  expect(screening.pseudonyms).toEqual({ keyId: veil.keyId })
  const code = screening.table.parties.code(veil.token("party", "zqparty1kx"))
  expect([code > 0, screening.table.parties.code("zqparty1kx")]).toEqual([true, 0])
  await writeScreening(screening, join(dir, "said"))
  const manifest: unknown = JSON.parse(readFileSync(join(dir, "said/manifest.json"), "utf8"))
  expect(manifest).toMatchObject({ pseudonymised: true, keyId: veil.keyId })
  await writeScreening(await screenLedger(LEDGER), join(dir, "plain"))
  const plain: unknown = JSON.parse(readFileSync(join(dir, "plain/manifest.json"), "utf8"))
  expect(plain).toMatchObject({ pseudonymised: false })
  expect(plain).not.toHaveProperty("keyId")
  expect(textOfFile(join(dir, "plain/findings.jsonl"))).toMatch(SECRET)
  expect(textOfFile(join(dir, "plain/alerts.xlsx"))).toMatch(SECRET)
})

test("a word of a name is told as the lexicon writes it, before as after memos are masked", () => {
  const plain = tableOf(
    paymentsOf([{ payer: "a", payee: "b", text: { memo: "ivoory", payeeName: "Ivoory Joe" } }]),
    ["memo", "payeeName"],
  )
  const table = veilTable(plain, createVeil(KEY))
  const word = (field: string) => ({ field, text: "Ivoory", term: "ivory" })
  expect(["memo", "payeeName"].map((field) => toldWord(table, word(field)))).toEqual(["Ivoory", "ivory"])
  expect(toldWord(plain, word("payeeName"))).toBe("Ivoory")
})

test("another key gives other tokens, and the same key the same bytes", async () => {
  const write = async (name: string, key: Uint8Array) => {
    await writeScreening(await screenLedger(LEDGER, createVeil(key)), join(dir, name))
    return readFileSync(join(dir, name, "findings.jsonl"), "utf8")
  }
  const first = await write("one", KEY)
  expect(await write("two", KEY)).toBe(first)
  const tokens = (text: string) => new Set(text.match(/party-[0-9a-f]{16}/g))
  const other = tokens(await write("three", KEY.toReversed()))
  expect([...tokens(first)].filter((token) => other.has(token))).toEqual([])
})
