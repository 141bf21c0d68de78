// Parties as FollowTheMoney entities: lines that are copied from the bytes of dictionaries, against what JSON says of each.
import fc from "fast-check"
import { expect, test } from "vitest"
import { stableId } from "../../src/model/hash.ts"
import { readIban } from "../../src/model/iban.ts"
import { partyNames } from "../../src/model/party.ts"
import { ByteText } from "../../src/report/byte-text.ts"
import { createIds } from "../../src/report/ftm-ids.ts"
import { partyLines } from "../../src/report/ftm-parties.ts"
import { tableOf } from "../helpers/table.ts"
import { textOf } from "./samples.ts"

const IBAN = "DE89370400440532013000"

const party = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 12 }),
  fc.constantFrom('a "b"', "c\\d", "\u2028", "象牙", "😀", "a\ud800", "\udc00", "\uffff", "\t"),
  fc.constantFrom(IBAN, "de89 3704 0044 0532 0130 00", "DE00370400440532013000", "GB82WEST12345698765432"),
  fc.constantFrom("x".repeat(64), "x".repeat(65), "象".repeat(64), "象".repeat(65), "y".repeat(5000)),
)
const name = fc.oneof(party, fc.constant(""))
const country = fc.constantFrom("", "CN", "ke", "Kenya")
const said = { payerCountry: country, payeeCountry: country }
const payment = fc.record({ payer: party, payee: party, payerName: name, ...said, payeePhone: country })

const wellFormed = (text: string) => text.replace(/\p{Cs}/gu, "\ufffd")

test("parties are told as JSON would tell them, whatever their texts", () => {
  fc.assert(
    fc.property(fc.array(payment, { minLength: 1, maxLength: 8 }), fc.boolean(), (held, hasPhones) => {
      const fields = ["payerName", "payerCountry", "payeeCountry"] as const
      const table = tableOf(
        held.map(({ payer, payee, payeePhone, ...text }, i) => ({
          ...{ id: `p${i}`, time: i, amountMinor: 1, currency: "CNY", payer, payee },
          text: { ...text, payeePhone },
        })),
        hasPhones ? [...fields, "payeePhone" as const] : fields,
      )
      const codes = Array.from({ length: table.parties.size - 1 }, (_, i) => i + 1)
      const texts = codes.map((code) => table.parties.text(code))
      const names = partyNames(table, texts)
      const ids = createIds(table)
      const lines = textOf(partyLines(table, codes, ids)).split("\n")
      expect(lines.pop()).toBe("")
      const entities = lines.map((line) => JSON.parse(line) as unknown)
      expect(entities).toEqual(
        texts.map((text) => {
          const asPayer = held.filter(({ payer }) => payer === text)
          const asPayee = held.filter(({ payee }) => payee === text)
          const said = [
            ...asPayer.map((one) => one.payerCountry),
            ...asPayee.map((one) => one.payeeCountry),
          ].map((one) => one.toLowerCase())
          const countries = [...new Set(said)].filter((one) => one.length === 2).sort()
          const phones = new Set(asPayee.flatMap((one) => (one.payeePhone === "" ? [] : [one.payeePhone])))
          return {
            id: stableId("party", [text]),
            schema: "LegalEntity",
            properties: {
              name: [wellFormed(names.get(text) ?? text)],
              ...(text.length <= 64 ? { idNumber: [wellFormed(text)] } : {}),
              ...(countries.length > 0 ? { country: countries } : {}),
              ...(hasPhones && phones.size > 0 ? { phone: [...phones].sort() } : {}),
            },
          }
        }),
      )
      const accounts = codes.map((code) => ids.account(code))
      const ibans = texts.map(readIban)
      expect(accounts).toEqual(ibans.map((iban) => iban && stableId("account", [iban])))
    }),
    { numRuns: 200 },
  )
})

test("an id is the same however often it is asked for, and whether the account is asked for first", () => {
  const table = tableOf([{ id: "p", time: 0, amountMinor: 1, currency: "CNY", payer: IBAN, payee: "b" }])
  const ids = createIds(table)
  const code = table.parties.code(IBAN)
  expect(ids.account(code)).toMatch(/^account-[0-9a-f]{16}$/)
  const text = new ByteText()
  ids.add(code, text)
  ids.add(code, text)
  expect(new TextDecoder().decode(text.view())).toBe(stableId("party", [IBAN]).repeat(2))
})
