// Random ledgers through the whole shipped pack: the order of rows, the names of files and how rows are split over them
// change places and nothing else, also where payments have no ids and stand at one instant.
import fc from "fast-check"
import { beforeAll, expect, test } from "vitest"
import { type RulePack, type Screening, screen } from "../src/index.ts"
import { type PaymentTable, PaymentTableBuilder } from "../src/model/table.ts"
import { loadRules } from "../src/node.ts"

const HOUR_MS = 3_600_000
const START_MS = Date.UTC(2026, 2, 1)
const FIELDS = [
  "memo",
  "channel",
  "payeeName",
  "payeeCategory",
  "payerCountry",
  "payeeCountry",
  "payerPhone",
] as const

let pack: RulePack
beforeAll(async () => {
  pack = await loadRules()
})

const parties = ["a", "b", "c", "d", "e", "f", ""]

const payment = fc
  .record({
    // Few instants: most payments share theirs with others.
    hours: fc.constantFrom(0, 0, 0, 1, 2, 24, 48, 49, 24 * 40),
    minor: fc.constantFrom(20_000, 900_000, 950_000, 1_000_000, 4_900_000, 4_950_000, 6_000_000),
    currency: fc.constantFrom("CNY", "CNY", "CNY", "USD"),
    payer: fc.constantFrom(...parties),
    payee: fc.constantFrom(...parties),
    hasId: fc.boolean(),
    /** Equal to the payment before it but for its texts. */
    isTwin: fc.boolean(),
    text: fc.tuple(
      fc.constantFrom("", "象牙手串", "穿山甲片 博物馆", "血牙 牙板", "Tiger Beer", "pangolin scales"),
      fc.constantFrom("", "cash", "wallet", "red-packet", "own-account"),
      fc.constantFrom("", "顺丰速运", "陈"),
      fc.constantFrom("", "5411", "4215"),
      fc.constantFrom("", "CN", "VN"),
      fc.constantFrom("", "CM", "CN"),
      fc.constantFrom("", "138", "139"),
    ),
  })
  .filter(({ payer, payee }) => payer !== "" || payee !== "")
type RandomPayment = typeof payment extends fc.Arbitrary<infer P> ? P : never
type Row = RandomPayment & { readonly id: string }

/** Rows dealt to files in turn, file after file; lines and dictionaries follow. */
function tableOf(rows: readonly Row[], files: readonly string[]): PaymentTable {
  const builder = new PaymentTableBuilder()
  for (const field of FIELDS) builder.textColumn(field)
  for (const [number, name] of files.entries()) {
    const file = builder.addFile(name)
    rows
      .filter((_, i) => i % files.length === number)
      .forEach((row, i) => {
        builder.add({
          id: row.id,
          time: START_MS + row.hours * HOUR_MS,
          amountMinor: row.minor,
          currency: row.currency,
          status: 0,
          payer: row.payer,
          payee: row.payee,
          text: [...row.text],
          file,
          line: i + 2,
        })
      })
  }
  return builder.done()
}

/** What was found, with the content of a payment in place of an id that was made from its place. */
function found({ table, findings, alerts, networks, hubs }: Screening): unknown {
  const content = new Map<string, string>()
  for (let row = 0; row < table.rowCount; row++) {
    if (table.hasOwnId(row)) continue
    const texts = FIELDS.map((field) =>
      table.text.get(field)!.values.text(table.text.get(field)!.codes[row]!),
    )
    const sides = [table.parties.text(table.payer[row]!), table.parties.text(table.payee[row]!)]
    const currency = table.currencies.text(table.currency[row]!)
    content.set(
      table.idOf(row),
      JSON.stringify([table.time[row], table.amountMinor[row], currency, sides, texts]),
    )
  }
  const kept = { findings: findings.map(({ places, rows, ...rest }) => rest), alerts, networks, hubs }
  return JSON.parse(JSON.stringify(kept), (_, value: unknown) =>
    typeof value === "string" ? (content.get(value) ?? value) : value,
  )
}

const ledgers = fc
  .array(payment, { minLength: 4, maxLength: 40, size: "max" })
  .map((payments) =>
    payments.map((one, i): Row => {
      const { hours, minor, currency, payer, payee } = (one.isTwin ? payments[i - 1] : undefined) ?? one
      const id = one.hasId ? `p${(i * 7) % 41}` : ""
      return { ...one, hours, minor, currency, payer, payee, id }
    }),
  )
  .chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      shuffled: fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
      files: fc.constantFrom(["b.csv"], ["z.csv", "a.csv"], ["1.csv", "10.csv", "2.csv"]),
    }),
  )

test("shuffled, split and renamed ledgers give the same findings, alerts and networks", async () => {
  let findings = 0
  await fc.assert(
    fc.asyncProperty(ledgers, async ({ rows, shuffled, files }) => {
      const whole = await screen(tableOf(rows, ["payments.csv"]), pack)
      findings += whole.findings.length
      expect(found(await screen(tableOf(shuffled, files), pack))).toEqual(found(whole))
    }),
    // A failure is shrunk for so long and no longer.
    { numRuns: 40, interruptAfterTimeLimit: 30_000 },
  )
  expect(findings).toBeGreaterThan(100)
}, 60_000)
