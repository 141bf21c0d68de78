// Who is who: what joins accounts, what only ties them, and what a list of those held apart undoes.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { canonicalOrder } from "../../src/model/order.ts"
import type { TextFieldName } from "../../src/model/payment.ts"
import type { Apart, ApartList } from "../../src/model/person.ts"
import { exactName } from "../../src/network/exact-name.ts"
import { reliabilityOf } from "../../src/network/identifiers.ts"
import { JOIN_RELIABILITY } from "../../src/network/join-persons.ts"
import { type WhoIsWho, whoIsWho } from "../../src/network/persons.ts"
import { tableOf } from "../helpers/table.ts"
import { networksOf, paymentsOf, type Scene, transfers } from "./ledger.ts"

/** What the payer of one payment shows. */
interface Shown {
  readonly party: string
  readonly name?: string
  readonly device?: string
  readonly phone?: string
  readonly address?: string
  readonly document?: string
  readonly waybill?: string
}

const FIELDS: Readonly<Record<Exclude<keyof Shown, "party">, TextFieldName>> = {
  name: "payerName",
  device: "payerDevice",
  phone: "payerPhone",
  address: "payerAddress",
  document: "attributes.payerDocument",
  waybill: "waybill",
}
type Shows = keyof typeof FIELDS
const KEYS = Object.keys(FIELDS) as Shows[]

const listOf = (pairs: readonly (readonly [string, string])[]): ApartList => ({
  file: null,
  sha256: "",
  entries: pairs.map(([party, other]): Apart => ({ party, other, by: "ana", reason: "met both" })),
})

function found(shown: readonly Shown[], apart?: readonly (readonly [string, string])[]) {
  const payments = paymentsOf(
    shown.map(({ party, ...rest }) => {
      const text: Partial<Record<TextFieldName, string>> = {}
      for (const key of KEYS) if (rest[key] !== undefined) text[FIELDS[key]] = rest[key]
      return { payer: party, payee: "shop", text }
    }),
  )
  const table = tableOf(payments, Object.values(FIELDS))
  const isHub = new Uint8Array(table.parties.size)
  if (table.parties.code("shop") > 0) isHub[table.parties.code("shop")] = 1
  const who = whoIsWho(table, canonicalOrder(table), isHub, apart && listOf(apart))
  const text = (party: number) => table.parties.text(party)
  const ties = who.ties.map(({ a, b, kind }) => `${[text(a), text(b)].sort().join("–")} ${kind}`)
  return { ...who, ties: [...new Set(ties)].sort() }
}

const joined = ({ persons }: Pick<WhoIsWho, "persons">) =>
  persons.map(({ parties }) => parties.join(" ")).sort()

describe("accounts are joined", () => {
  test("by exact name and phone, and the join is told with its evidence", () => {
    const { persons } = found([
      { party: "b", name: "Li Wei", phone: "138" },
      { party: "b", name: "Li Wei", phone: "138" },
      { party: "a", name: "LI  wei", phone: "138" },
    ])
    expect(persons).toEqual([
      {
        id: expect.stringMatching(/^person-[0-9a-f]{16}$/),
        parties: ["a", "b"],
        names: ["LI  wei", "Li Wei"],
        ties: [
          {
            kind: "name-and-phone",
            value: "138",
            parties: ["a", "b"],
            reliability: 0.9,
            count: 3,
            payments: ["t0002", "t0000"],
          },
        ],
        reliability: 0.9,
      },
    ])
  })

  test("and a phone with a third account is told beside that of the two with one name", () => {
    const { persons } = found([
      { party: "a", name: "Li Wei", phone: "138" },
      { party: "b", name: "Li Wei", phone: "138" },
      { party: "b", document: "P1" },
      { party: "c", name: "W. Li", phone: "138", document: "P1" },
    ])
    expect(persons[0]?.ties.map(({ kind, parties }) => [kind, ...parties])).toEqual([
      ["document", "b", "c"],
      ["name-and-phone", "a", "b"],
      ["phone", "a", "b", "c"],
    ])
  })

  test("by a document, whatever the names, and from account to account", () => {
    const { persons } = found([
      { party: "a", name: "Pham Van Dung", document: "P1" },
      { party: "b", name: "范文勇", document: "P1", device: "d" },
      { party: "c", name: "范文勇", device: "d" },
    ])
    expect(persons.map(({ parties, reliability }) => [parties, reliability])).toEqual([
      [["a", "b", "c"], 0.85],
    ])
  })

  test("by many accounts of one name on one phone, more than may share a phone", () => {
    const accounts = Array.from({ length: 12 }, (_, i) => ({ party: `a${i}`, name: "Li Wei", phone: "138" }))
    const result = found(accounts)
    expect(joined(result)).toHaveLength(1)
    expect(result.persons[0]?.ties.map(({ kind }) => kind)).toEqual(["name-and-phone"])
    const crowd = Array.from({ length: 17 }, (_, i) => ({ party: `a${i}`, name: "Li Wei", phone: "138" }))
    expect(found(crowd)).toMatchObject({ persons: [], ties: [] })
  })
})

describe("accounts are tied and no more", () => {
  test.each<[string, readonly Shown[], readonly string[]]>([
    [
      "a family on one phone",
      [
        { party: "a", name: "Li Wei", phone: "1" },
        { party: "b", name: "Li Na", phone: "1" },
        { party: "c", name: "Wang Fang", phone: "1" },
      ],
      ["a–b phone", "a–c phone", "b–c phone"],
    ],
    [
      "a couple who share phone, device and address",
      [
        { party: "a", name: "Li Wei", phone: "1", device: "d", address: "x" },
        { party: "b", name: "Wang Fang", phone: "1", device: "d", address: "x" },
      ],
      ["a–b address", "a–b device", "a–b phone"],
    ],
    [
      "two without a name",
      [
        { party: "a", phone: "1" },
        { party: "b", phone: "1" },
      ],
      ["a–b phone"],
    ],
    [
      "two masked names",
      [
        { party: "a", name: "李**", phone: "1" },
        { party: "b", name: "李**", phone: "1" },
      ],
      ["a–b phone"],
    ],
    ...[
      "WeChat user",
      "WeChat User 2",
      "微信用户",
      "支付宝用户",
      "Alipay user",
      "用户 123",
      "N/A",
      "匿名用户",
    ].map((name): [string, readonly Shown[], readonly string[]] => [
      `two called ${name}, as a wallet calls everyone, on one device`,
      ["a", "b"].map((party) => ({ party, name, device: "d" })),
      ["a–b device"],
    ]),
    [
      "namesakes of one building",
      [
        { party: "a", name: "Li Wei", address: "x" },
        { party: "b", name: "Li Wei", address: "x" },
      ],
      ["a–b address"],
    ],
    [
      "father and son of one name and phone, whose documents differ",
      [
        { party: "a", name: "Li Wei", phone: "1", document: "P1" },
        { party: "b", name: "Li Wei", phone: "1", document: "P2" },
      ],
      ["a–b phone"],
    ],
  ])("%s", (_, shown, ties) => {
    const result = found(shown)
    expect(joined(result)).toEqual([])
    expect(result.ties).toEqual(ties)
  })

  test("by an address of nine, or a waybill of five, or a document that too many have, not even that", () => {
    const many = (count: number, shown: Omit<Shown, "party">) =>
      found(Array.from({ length: count }, (_, i) => ({ party: `p${i}`, ...shown }))).ties.length
    expect([many(8, { address: "x" }), many(9, { address: "x" }), many(500, { address: "x" })]).toEqual([
      28, 0, 0,
    ])
    expect([many(4, { waybill: "w" }), many(5, { waybill: "w" })]).toEqual([6, 0])
    expect([many(8, { document: "0" }), many(9, { document: "0" })]).toEqual([28, 0])
    // A placeholder is no document, and so none that differs.
    const rest = Array.from({ length: 9 }, (_, i) => ({ party: `p${i}`, document: "0" }))
    const both = ["a", "b"].map((party, i) => ({
      party,
      name: "Li Wei",
      phone: "1",
      document: ["0", "P1"][i]!,
    }))
    expect(joined(found([...rest, ...both]))).toEqual(["a b"])
  })
})

test("documents in a column of each side are one identifier", () => {
  const fields = ["attributes.payerDocument", "attributes.payeeDocument"] as const
  const table = tableOf(
    paymentsOf([
      { payer: "x", payee: "y", text: { "attributes.payeeDocument": "other" } },
      { payer: "a", payee: "y", text: { "attributes.payerDocument": "P1" } },
      { payer: "z", payee: "b", text: { "attributes.payeeDocument": "P1" } },
    ]),
    fields,
  )
  const who = whoIsWho(table, canonicalOrder(table), new Uint8Array(table.parties.size), undefined)
  expect(joined(who)).toEqual(["a b"])
  expect(who.persons[0]?.ties[0]?.payments).toEqual(["t0001", "t0002"])
})

describe("a list of those held apart", () => {
  const one = (party: string): Shown => ({ party, name: "Li Wei", phone: "138" })

  test("parts two that were joined, and the tie is cut too", () => {
    const result = found([one("a"), one("b")], [["b", "a"]])
    expect(result).toMatchObject({ persons: [], ties: [] })
    expect(result.apart?.entries.map(({ effect }) => effect)).toEqual(["parted"])
    expect(result.apart?.cut).toEqual([{ party: "a", other: "b", signs: ["name-and-phone"] }])
  })

  test("parts them through a third: its weaker tie is cut", () => {
    const shown = [one("a"), one("b"), { party: "b", device: "d" }, { party: "c", device: "d" }]
    expect(found(shown, []).ties).toEqual(["a–b phone", "b–c device"])
    const result = found(shown, [["a", "c"]])
    expect(joined(result)).toEqual(["a b"])
    expect(result.ties).toEqual(["a–b phone"])
    expect(result.apart?.cut).toEqual([{ party: "b", other: "c", signs: ["device"] }])
  })

  test("says what did nothing: a repeated line, an unknown party, two that share nothing", () => {
    const { apart } = found(
      [one("a"), one("b"), { party: "c" }],
      [
        ["a", "b"],
        ["b", "a"],
        ["a", "nobody"],
        ["a", "c"],
      ],
    )
    expect(apart?.entries.map(({ effect, unknown }) => [effect, unknown])).toEqual([
      ["parted", []],
      ["repeated", []],
      ["unknown", ["nobody"]],
      ["idle", []],
    ])
  })
})

const PARTIES = ["a", "b", "c", "d", "e", "f"]
const shown = fc.record(
  {
    party: fc.constantFrom(...PARTIES),
    name: fc.constantFrom("Li Wei", "Li Na"),
    phone: fc.constantFrom("1", "2"),
    device: fc.constantFrom("d1", "d2"),
    address: fc.constantFrom("x", "y"),
    document: fc.constantFrom("P1", "P2", "P3"),
    waybill: fc.constantFrom("w1", "w2"),
  },
  { requiredKeys: ["party"] },
)
const pair = fc
  .tuple(fc.constantFrom(...PARTIES), fc.constantFrom(...PARTIES))
  .filter(([party, other]) => party !== other)

/** What two parties share, by looking at every value of both. */
function slowSigns(all: readonly Shown[], one: string, other: string): string[] {
  const valuesOf = (party: string, key: Shows) =>
    new Set(all.filter((each) => each.party === party && each[key] !== undefined).map((each) => each[key]!))
  const nameOf = (party: string) => {
    const names = all.flatMap((each) => (each.party === party && each.name !== undefined ? [each.name] : []))
    const count = (name: string) => names.filter((each) => each === name).length
    return names.sort((x, y) => count(y) - count(x) || (x < y ? -1 : 1))[0]
  }
  const isSame = nameOf(one) !== undefined && nameOf(one) === nameOf(other)
  return KEYS.filter((key) => key !== "name").flatMap((key) => {
    const both = [...valuesOf(one, key)].filter((value) => valuesOf(other, key).has(value))
    const isPublic = (value: string) =>
      new Set(all.filter((each) => each[key] === value).map(({ party }) => party)).size >
      (key === "waybill" ? 4 : 8)
    if (both.every(isPublic)) return []
    const named = isSame && (key === "phone" || key === "device" || key === "address")
    return [named ? `name-and-${key}` : key]
  })
}

const RELIABILITY: Readonly<Record<string, number>> = {
  document: 0.95,
  "name-and-phone": 0.9,
  "name-and-device": 0.85,
  "name-and-address": 0.6,
  phone: 0.3,
  device: 0.3,
  address: 0.1,
  waybill: 0.05,
}

/** Parties that hang together by edges. */
function slowComponents(edges: readonly (readonly [string, string])[]): Map<string, string> {
  const root = new Map(PARTIES.map((party) => [party, party]))
  for (const _ of PARTIES) {
    for (const [one, other] of edges) {
      const least = [root.get(one)!, root.get(other)!].sort()[0]!
      root.set(one, least)
      root.set(other, least)
    }
  }
  return root
}

const pairsOfAll = PARTIES.flatMap((one, i) => PARTIES.slice(i + 1).map((other) => [one, other] as const))

test("joins are the connected parts of what is telling enough, where nothing speaks against it", () => {
  fc.assert(
    fc.property(fc.array(shown, { maxLength: 25 }), (all) => {
      // Documents may part what names join: that is a test of its own.
      const without = all.map(({ document: _, ...rest }) => rest)
      const edges = pairsOfAll.filter(([one, other]) => {
        const doubt = slowSigns(without, one, other).reduce(
          (rest, sign) => rest * (1 - RELIABILITY[sign]!),
          1,
        )
        return 1 - doubt >= JOIN_RELIABILITY
      })
      const root = slowComponents(edges)
      const groups = PARTIES.map((party) => PARTIES.filter((other) => root.get(other) === party))
      const expected = groups.filter(({ length }) => length > 1).map((group) => group.join(" "))
      expect(joined(found(without))).toEqual(expected.sort())
    }),
    { numRuns: 300 },
  )
})

test("whatever is held apart hangs together by nothing, and nothing is cut without need", () => {
  let cuts = 0
  fc.assert(
    fc.property(fc.array(shown, { maxLength: 25 }), fc.array(pair, { maxLength: 3 }), (all, apart) => {
      const result = found(all, apart)
      const ties = result.ties.map((tie) => tie.split(" ")[0]!.split("–") as [string, string])
      const root = slowComponents(ties)
      const isPresent = (party: string) => all.some((each) => each.party === party)
      const entries = apart.filter(([one, other]) => isPresent(one) && isPresent(other))
      for (const [one, other] of entries) expect(root.get(one)).not.toBe(root.get(other))
      for (const { party, other } of result.apart!.cut) {
        cuts++
        const again = slowComponents([...ties, [party, other]])
        expect(entries.some(([x, y]) => again.get(x) === again.get(y))).toBe(true)
      }
      // Persons hang together by ties, and no two documents of one are apart.
      for (const { parties } of result.persons) {
        expect(new Set(parties.map((party) => root.get(party))).size).toBe(1)
      }
    }),
    { numRuns: 300 },
  )
  expect(cuts).toBeGreaterThan(50)
})

test("rows in another order give the same persons, ties and cuts", () => {
  const shuffled = fc
    .array(shown, { maxLength: 20 })
    .chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
  fc.assert(
    fc.property(shuffled, fc.array(pair, { maxLength: 2 }), ([all, other], apart) => {
      const plain = (list: readonly Shown[]) => {
        const { persons, ties, apart: facts } = found(list, apart)
        const told = persons.map(({ ties: shared, ...rest }) => ({
          ...rest,
          ties: shared.map(({ payments: _, ...tie }) => tie),
        }))
        return { told, ties, facts }
      }
      expect(plain(other)).toEqual(plain(all))
    }),
    { numRuns: 150 },
  )
})

test("signs without the name do not reach a join together", () => {
  expect(reliabilityOf(0)).toBe(0)
  // phone, device, address, waybill
  expect(reliabilityOf(0b11110000)).toBeLessThan(JOIN_RELIABILITY)
})

test("names are compared without width, case and white space", () => {
  expect(exactName(" Ｌｉ  WEI ")).toBe("li wei")
  expect([exactName(""), exactName("张**"), exactName("x"), exactName("李·")]).toEqual(["", "", "", ""])
})

describe("a person in a network", () => {
  const scene: Scene = {
    transfers: [
      ...["b1", "b2", "b3"].map((payer) => ({
        payer,
        payee: "seller",
        in: ["words"],
        text: { payeeName: "Li Wei", payeePhone: "138" },
      })),
      ...transfers(2, { payer: "aunt", payee: "second", text: { payeeName: "Li Wei", payeePhone: "138" } }),
    ],
    suspicions: { words: { subject: "seller", evidence: "text", severity: "review", taxon: "tiger" } },
  }

  test("stands there with all accounts, marked as one, and is one node of the graph", () => {
    const { networks, persons, nodeCount } = networksOf(scene)
    const [person] = persons
    expect(networks[0]?.members.map(({ party, person: id }) => [party, id])).toEqual([
      ["seller", person?.id],
      ["second", person?.id],
    ])
    expect(networks[0]?.contacts.map(({ person: id }) => id)).toEqual([null, null, null])
    expect(networks[0]?.reasons).toContain(
      "second, seller are accounts of one person, as what they share says",
    )
    // b1, b2, b3, aunt, and the two accounts as one
    expect(nodeCount).toBe(5)
  })

  test("is no ring with itself", () => {
    const quiet = { ...scene, suspicions: { words: { subject: "seller", severity: "review" as const } } }
    expect(networksOf(quiet).networks).toEqual([])
  })

  test("is two when the list says so", () => {
    const apart = listOf([["seller", "second"]])
    const { networks, persons, nodeCount } = networksOf(scene, {}, undefined, { apart })
    expect(persons).toEqual([])
    expect(networks[0]?.members.map(({ party, person }) => [party, person])).toEqual([["seller", null]])
    expect(nodeCount).toBe(6)
  })
})
