// Names that agree across scripts are hints, told as such, and join nothing.
import { expect, test } from "vitest"
import { ENGLISH } from "../../src/model/messages.ts"
import type { Network } from "../../src/model/network.ts"
import type { NameKey } from "../../src/model/person.ts"
import { nameHints } from "../../src/network/name-hints.ts"
import { nameKeys } from "../../src/text/name-keys.ts"
import { networksOf, type Scene, type Transfer, transfers } from "./ledger.ts"

function scene(names: Readonly<Record<string, string>>, more: readonly Transfer[] = []): Scene {
  const paid: readonly Transfer[] = [
    ...["b1", "b2", "b3"].map((payer) => ({ payer, payee: "seller", amount: 900, in: ["words"] })),
    ...transfers(3, { payer: "seller", payee: "mule", amount: 800 }),
    ...more,
  ]
  return {
    transfers: paid.map((transfer) => {
      const text = { payerName: names[transfer.payer] ?? "", payeeName: names[transfer.payee] ?? "" }
      return { ...transfer, text: { ...text, ...transfer.text } }
    }),
    suspicions: { words: { subject: "seller", evidence: "text", severity: "high", taxon: "tiger" } },
  }
}

const hintsOf = (of: Scene, keys?: (name: string) => readonly NameKey[]) => {
  const { hints, persons } = networksOf(of, {}, undefined, { nameKeys: keys })
  expect(persons).toEqual([])
  return hints.map(({ how, parties, names }) => `${how}: ${parties.join(" ")}: ${names.join(", ")}`)
}

test("two of one network whose names sound alike in pinyin", () => {
  const { hints, networks, persons } = networksOf(scene({ seller: "李伟", mule: "Wei Li" }), {}, undefined, {
    nameKeys,
  })
  expect(persons).toEqual([])
  expect(hints).toEqual([
    {
      network: networks[0]?.id,
      parties: ["mule", "seller"],
      names: ["Wei Li", "李伟"],
      how: "pinyin",
      note: "the names of mule, seller sound alike in pinyin (Wei Li, 李伟): a hint, not a join, as most people share their pinyin with others",
    },
  ])
})

test("contacts too, each group once and in its plainest way", () => {
  const names = { seller: "Phạm Dũng", mule: "Pham Dung", b1: "Pham Dung", b2: "Nguyễn An" }
  expect(hintsOf(scene(names), nameKeys)).toEqual([
    "equal: b1 mule: Pham Dung, Pham Dung",
    "accents: b1 mule seller: Pham Dung, Pham Dung, Phạm Dũng",
  ])
})

test("not Chinese names alone that sound alike, nor strangers, nor without the tables", () => {
  expect(hintsOf(scene({ seller: "李伟", mule: "李玮" }), nameKeys)).toEqual([])
  expect(
    hintsOf(scene({ seller: "李伟", far: "Li Wei" }, [{ payer: "far", payee: "away" }]), nameKeys),
  ).toEqual([])
  expect(hintsOf(scene({ seller: "李伟", mule: "Li Wei" }))).toEqual([])
})

test("nor a name that a form gives to everyone", () => {
  const customers = (count: number) => {
    const payers = Array.from({ length: count }, (_, i) => `c${i}`)
    const names = Object.fromEntries(payers.map((payer) => [payer, "Retail Customer"]))
    const paid = payers.map((payer) => ({ payer, payee: "seller", in: ["words"] }))
    return hintsOf(scene(names, paid), nameKeys).length
  }
  expect([customers(16), customers(17)]).toEqual([1, 0])
})

test("not accounts that are joined already", () => {
  const phone = { payeeName: "Li Wei", payeePhone: "138" }
  const joined: Scene = scene({}, [
    { payer: "b1", payee: "seller", text: phone },
    { payer: "b9", payee: "mule", text: phone },
  ])
  const { hints, persons } = networksOf(joined, {}, undefined, { nameKeys })
  expect(persons).toHaveLength(1)
  expect(hints).toEqual([])
})

test("names that are told by tokens agree as those of the files do", () => {
  const [network] = networksOf(scene({ seller: "name-1", mule: "name-2" })).networks
  const files: Readonly<Record<string, string>> = { "name-1": "李伟", "name-2": "Wei Li" }
  const hints = nameHints({
    networks: [network as Network],
    plainName: (name) => files[name] ?? name,
    nameKeys,
    messages: ENGLISH,
  })
  expect(hints.map(({ how, names }) => [how, names])).toEqual([["pinyin", ["name-2", "name-1"]]])
})
