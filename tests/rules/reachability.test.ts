// Rules that can never fire: each reason by example, and that whatever is called unreachable is silent on any table.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRule } from "../../src/engine/evaluate.ts"
import { parseRules } from "../../src/rules/pack.ts"
import { whyNever } from "../../src/rules/reachability.ts"
import type { Condition, Detection, EntryList } from "../../src/rules/tree.ts"
import { sequenceOf, world } from "../engine/arbitrary.ts"
import { anyCondition, anyLeaf, PACK, wordyWorld } from "../engine/arbitrary-condition.ts"
import { ALL_GROUPS, anyHaving, columnsOf, identifiedWorld, windowRule } from "../engine/arbitrary-window.ts"
import type { World } from "../engine/brute-force.ts"
import { packOf, ruleOf, tableOf, WORDS_UNLESS_GIVEN } from "../helpers/table.ts"
import { ruleWith } from "./rule-texts.ts"

const DAY_MS = 86_400_000

function whysOf(text: string): readonly string[] {
  return whyNever(parseRules([ruleWith(text)]).rules[0]!)
}

/** A match rule on this condition, written in one line. */
const match = (where: string) => whysOf(`match: { subject: payee, where: ${where}, reason: r }\n`)

const window = (having: string, more = "group_by: payer") =>
  whysOf(`window: { ${more}, lookback: 2d, having: ${having}, reason: r }\n`)

describe("conditions that no payment passes", () => {
  test.each([
    [
      "{ all: [{ channel: cash }, { channel: card }] }",
      "the channel is “cash”, and the channel is “card”: the channel can have no such value",
    ],
    [
      "{ channel: cash, not: { channel: { in: [Cash, card] } } }",
      "the channel is “cash”, and the channel is not one of “Cash”, “card”: the channel can have no such value",
    ],
    ["{ memo: { in: [tea, rice], matches: gold } }", "the memo can have no such value"],
    ["{ memo: { exists: false, in: [tea] } }", "one needs what the other excludes"],
    ["{ memo: { exists: false }, not: { memo: { matches: tea } } }", "one needs what the other excludes"],
    ["{ memo: { exists: false }, not: { memo: { exists: false } } }", "they are opposites"],
    ["{ payee: { exists: false } }", "the payee is missing, and the payee is given: they are opposites"],
    ["{ payer: a, not: { payer: { in: [a, b] } } }", "the payer can have no such value"],
    ["{ amount: { gte: 100 USD }, not: { amount: { gt: 50 USD } } }", "no amount is left"],
    [
      "{ all: [{ amount: { lt: 1 USD } }, { amount: { gte: 100 CNY } }, { amount: { gt: 1 USD } }] }",
      "no amount is left",
    ],
    ["{ amount: { gt: 5 USD, lt: 5.01 USD } }", "no amount is left"],
    ["{ amount: { lt: 0 USD } }", "no amount is left"],
    ["{ currency: CNY, amount: { multiple_of: 100 USD } }", "no currency is left"],
    ["{ currency: CNY, not: { currency: { in: [CNY, HKD] } } }", "no currency is left"],
    [
      "{ amount: { gte: 10 USD, lt: 90 USD, multiple_of: 100 USD } }",
      "no whole multiple is within the bounds",
    ],
    ['{ amount: { multiple_of: 100 CNY, ends_in: ["888", ".99"] } }', "no whole multiple ends so"],
    ['{ currency: JPY, amount: { ends_in: [".99"] } }', "no amount ends so in such a currency"],
    [
      "{ all: [{ clock: { zone: UTC, weekdays: [sat, sun] } }, { clock: { zone: UTC, weekdays: [mon] } }] }",
      "no minute of the week is left",
    ],
    [
      '{ clock: { zone: UTC, hours: { from: "22:00", to: "06:00" } }, not: { clock: { zone: UTC, hours: { from: "21:00", to: "06:00" } } } }',
      "no minute of the week is left",
    ],
    ["{ payer: a, payee: b, same: [payer, payee] }", "no value is left that both could have"],
    [
      "{ payerCountry: NO, payeeCountry: no, not: { same: [payeeCountry, payerCountry] } }",
      "both can only have the same value",
    ],
    ["{ same: [memo, goods], not: { same: [goods, memo] } }", "they are opposites"],
    ["{ memo: tea, any: [{ memo: a }, { not: { memo: tea } }] }", "the memo can have no such value"],
    [
      "{ channel: cash, not: { any: [{ channel: cash }, { amount: { gte: 1 USD } }] } }",
      "they are opposites",
    ],
  ])("%s", (where, why) => {
    const whys = match(where)
    expect(whys).not.toEqual([])
    expect(whys.join("\n")).toContain(why)
  })

  test("no lexicon finds words where there is no text", () => {
    const asked: Condition = {
      kind: "all",
      of: [
        { kind: "exists", field: "memo", exists: false },
        { kind: "exists", field: "goods", exists: false },
        {
          kind: "lexicon",
          fields: ["memo", "goods"],
          lexicons: ["x"],
          ambiguity: ["low"],
          kinds: ["name"],
          minTerms: 1,
          ...WORDS_UNLESS_GIVEN,
        },
      ],
    }
    expect(whyNever({ detection: matchOf(asked) })).toEqual([
      expect.stringContaining("there is no text to look in"),
    ])
  })

  test("one of no conditions, and an empty list where lists are known", () => {
    expect(whyNever({ detection: matchOf({ kind: "any", of: [] }) })).toEqual([
      "it asks for one of no conditions",
    ])
    const onList = matchOf({ kind: "list", field: "payee", list: "watched" })
    const empty: EntryList = { id: "watched", title: "", kind: "codes", source: "", date: "", entries: [] }
    expect(whyNever({ detection: onList })).toEqual([])
    expect(whyNever({ detection: onList }, new Map([["watched", empty]]))).toEqual([
      "the payee is on the list watched: the list is empty",
    ])
  })

  test.each([
    "{ any: [{ channel: cash }, { channel: card }] }",
    "{ channel: cash, memo: { exists: false } }",
    "{ amount: { gte: 1 USD, lte: 1 USD, multiple_of: 1 USD } }",
    "{ amount: { gte: 1 USD }, not: { amount: { gte: 2 USD, lt: 3 USD } } }",
    "{ all: [{ amount: { gte: 500 USD } }, { amount: { lte: 1 EUR } }] }",
    '{ amount: { multiple_of: 8 CNY, ends_in: ["888", "0"] } }',
    "{ payerCountry: NO, payeeCountry: NO, same: [payerCountry, payeeCountry] }",
    "{ all: [{ clock: { zone: UTC, weekdays: [sat] } }, { clock: { zone: Asia/Shanghai, weekdays: [sun] } }] }",
    "{ memo: { in: [tea, gold], matches: gold } }",
    "{ payer: { exists: false } }",
  ])("%s may hold", (where) => {
    expect(match(where)).toEqual([])
  })

  test("more alternatives than are looked at are taken to be open", () => {
    const two: Condition = { kind: "any", of: [cash("cash"), cash("card")] }
    const never: Condition = { kind: "all", of: [cash("cash"), { kind: "not", of: cash("cash") }] }
    const tangled: Condition = { kind: "all", of: [never, ...new Array<Condition>(12).fill(two)] }
    expect(whyNever({ detection: matchOf(tangled) })).toEqual([])
  })
})

describe("windows that never are as asked", () => {
  test.each([
    ["{ count: { lt: 1 } }", "the number of payments is below 1: it can only be at least 1"],
    ["{ count: { gt: 3, lt: 4 } }", "it can only be at least 1"],
    ["{ distinct: { field: payer, gte: 2 } }", "it can only be 1"],
    ["{ distinct: { field: day, gte: 4 } }", "it can only be at least 1 and at most 3"],
    ["{ distinct: [{ field: payee, gte: 4 }, { field: payee, lte: 2 }] }", "they exclude each other"],
    ["{ repeated: { field: amount, lt: 1 } }", "it can only be at least 1"],
    ["{ repeated: { field: payer, of: share, lte: 0 } }", "it can only be above 0"],
    ["{ share: { where: { channel: cash }, gt: 1 } }", "it can only be at least 0 and at most 1"],
    ["{ share: { where: { all: [{ channel: cash }, { channel: card }] }, gte: 0.5 } }", "it can only be 0"],
    ["{ benford: { at_least: 100, gte: 0.3 } }", "it can only be at least 0 and at most 0.21206"],
    ["{ idle: { of: payer, lte: 0s } }", "it can only be above 0s"],
    ["{ count: { lt: 5 }, distinct: { field: payee, gte: 5 } }", "they exclude each other"],
    ["{ count: { lt: 5 }, repeated: { field: payee, gte: 5 } }", "they exclude each other"],
    ["{ count: { lt: 50 }, benford: { at_least: 100, gte: 0.1 } }", "they exclude each other"],
    ["{ count: { gte: 3 }, repeated: { field: payer, lt: 3 } }", "they exclude each other"],
    ["{ min: { gte: 5 USD }, max: { lt: 5 USD } }", "they exclude each other"],
    ["{ average: { gt: 5 USD }, sum: { lte: 5 USD } }", "they exclude each other"],
    ["{ median: { gte: 5 USD }, max: { lt: 5 USD } }", "they exclude each other"],
  ])("%s", (having, why) => {
    expect(window(having).join("\n")).toContain(why)
  })

  test.each([
    ["{ sum: { gte: 500 USD }, count: { lte: 4 } }", "where: { amount: { lt: 100 USD } }", "exclude"],
    ["{ sum: { lt: 200 USD }, count: { gte: 2 } }", "where: { amount: { gte: 100 USD } }", "exclude"],
    [
      "{ max: { gte: 100 USD } }",
      "where: { amount: { lt: 100 USD } }",
      "it can only be at least 0.00 USD and at most 99.99 USD",
    ],
    [
      "{ distinct: { field: payee, gte: 3 } }",
      "where: { payee: { in: [a, b] } }",
      "at least 0 and at most 2",
    ],
    ["{ distinct: { field: currency, gte: 2 } }", "where: { currency: CNY }", "it can only be 1"],
    ["{ share: { where: { channel: card }, gte: 0.1 } }", "where: { channel: cash }", "it can only be 0"],
    ["{ count: { gte: 1 } }", "where: { payer: { exists: false } }", "they are opposites"],
  ])("%s %s", (having, where, why) => {
    expect(window(having, `group_by: payer, ${where}`).join("\n")).toContain(why)
  })

  test.each([
    ["group_by: pair, subject: payer", "{ distinct: { field: counterparty, gte: 2 } }"],
    ["group_by: party, direction: in", "{ distinct: { field: payee, gte: 2 } }"],
    [
      "group_by: device, where: { payerDevice: { exists: false }, payeeDevice: { exists: false } }",
      "{ count: { gte: 1 } }",
    ],
    ["group_by: waybill, subject: payer, where: { waybill: { exists: false } }", "{ count: { gte: 1 } }"],
  ])("by %s: %s", (group, having) => {
    expect(window(having, group)).not.toEqual([])
  })

  test.each([
    ["{ count: { gte: 1 }, repeated: { field: memo, lt: 1 } }", "group_by: payer"],
    ["{ distinct: { field: memo, lt: 1 } }", "group_by: payer"],
    ["{ distinct: { field: payee, gte: 2 } }", "group_by: party, direction: out"],
    ["{ distinct: { field: payer, gte: 2 } }", "group_by: party"],
    ["{ distinct: { field: memo, gte: 3 } }", "group_by: payer, where: { memo: { in: [a, b] } }"],
    ["{ share: { where: { channel: cash }, lte: 0 } }", "group_by: payer"],
    ["{ min: { gte: 5 USD }, max: { lte: 5 USD }, median: { gte: 5 USD } }", "group_by: payer"],
    ["{ distinct: { field: day, gte: 3 } }", "group_by: payer"],
  ])("%s by %s may be", (having, group) => {
    expect(window(having, group)).toEqual([])
  })
})

describe("other detections", () => {
  test("steps, and repeats", () => {
    const whys = whysOf(`sequence:
  steps:
    - { name: in, party: payee }
    - { name: out, party: payer, within: 1d, where: { payer: { exists: false } } }
  repeat: { lt: 1 }
  reason: r
`)
    expect(whys).toEqual([
      "step out: the payer is missing, and the payer is given: they are opposites",
      "repeat is at least 1, which its bounds leave out",
    ])
  })

  test("motifs are between two parties", () => {
    const whys = whysOf(
      "motif: { shape: cycle, where: { same: [payer, payee] }, within: 3d, hops: { gte: 3, lte: 4 }, reason: r }\n",
    )
    expect(whys).toEqual([expect.stringContaining("they are opposites")])
  })

  test("whom money passes through has counterparties of its own", () => {
    const motif = (keys: string) => whysOf(`motif: { within: 3d, reason: r, ${keys} }\n`)
    const why = (most: number, least: number) => [
      `max_degree is ${most}, and whom money passes through has ${least} counterparties at least`,
    ]
    expect(motif("shape: cycle, hops: { gte: 3, lte: 4 }, max_degree: 1")).toEqual(why(1, 2))
    expect(motif("shape: chain, hops: { gte: 2, lte: 4 }, max_degree: 1")).toEqual(why(1, 2))
    expect(motif("shape: bipartite, width: 3, shared: 2, max_degree: 1")).toEqual(why(1, 2))
    expect(motif("shape: gather-scatter, width: 3, width_out: 7, max_degree: 6")).toEqual(why(6, 7))
    expect(motif("shape: gather-scatter, width: 7, max_degree: 7")).toEqual([])
    // There and back, nobody but the two is passed through.
    expect(motif("shape: cycle, hops: { gte: 2, lte: 4 }, max_degree: 1")).toEqual([])
    expect(motif("shape: fan-in, width: 3")).toEqual([])
  })

  test("networks have members, and shares are not above one", () => {
    const network = (having: Extract<Detection, { kind: "network" }>["having"]) =>
      whyNever({ detection: { kind: "network", having, reason: "" } })
    expect(network([{ measure: "members", test: { lt: 1 } }])).toEqual([
      "members is at least 1, which its bounds leave out",
    ])
    expect(network([{ measure: "density", test: { gt: 1 } }])).toEqual([
      "density is at least 0 and at most 1, which its bounds leave out",
    ])
    expect(
      network([
        { measure: "members", test: { lte: 3 } },
        { measure: "role", role: "mule", test: { gte: 4 } },
      ]),
    ).toEqual(["role is at least 0 and at most 3, which its bounds leave out"])
    expect(network([{ measure: "members", test: { gte: 3 } }])).toEqual([])
  })

  test("a combination of more weight than its items have", () => {
    const filter = { rules: null, typologies: null, evidence: null }
    const combine = (need: number) =>
      whyNever({
        detection: {
          kind: "combine",
          subject: "party",
          withinMs: DAY_MS,
          of: [{ ...filter, name: "a", weight: 1 }],
          need,
          inOrder: false,
          reason: "",
        },
      })
    expect(combine(2)).toEqual(["the items weigh 1 together, and 2 is needed"])
    expect(combine(1)).toEqual([])
  })
})

describe("what is called unreachable is silent", () => {
  const isSilent = (
    given: World,
    detection: Detection,
    fields: Parameters<typeof tableOf>[1],
    pack = packOf(),
  ) => {
    const context = createEngineContext(tableOf(given.payments, fields), pack, { rates: given.rates })
    expect(evaluateRule(context, ruleOf(detection)).findings).toEqual([])
  }

  test("matches", () => {
    const several = fc.array(anyLeaf, { minLength: 2, maxLength: 5 }).chain((of) =>
      fc.shuffledSubarray(of, { minLength: 1 }).map((some): Condition => {
        const negated = some.slice(1).map((part): Condition => ({ kind: "not", of: part }))
        return { kind: "all", of: [...of.slice(0, 3), ...negated] }
      }),
    )
    const leaves = fc.array(anyLeaf, { minLength: 2, maxLength: 6 })
    const where = fc.oneof(
      several,
      leaves.map((of): Condition => ({ kind: "all", of })),
      fc.array(anyCondition, { minLength: 2, maxLength: 4 }).map((of): Condition => ({ kind: "all", of })),
    )
    let unreachable = 0
    fc.assert(
      fc.property(wordyWorld, where, (given, asked) => {
        const detection = matchOf(asked)
        if (whyNever({ detection }, PACK.lists).length === 0) return
        unreachable++
        isSilent(given, detection, given.fields, PACK)
      }),
      { numRuns: 4000 },
    )
    expect(unreachable).toBeGreaterThan(1000)
  })

  test("windows", () => {
    const rule = fc
      .constantFrom(...ALL_GROUPS)
      .chain((group) => windowRule(group, fc.array(anyHaving, { minLength: 1, maxLength: 4 })))
    let unreachable = 0
    fc.assert(
      fc.property(identifiedWorld, rule, (given, detection) => {
        if (whyNever({ detection }).length === 0) return
        unreachable++
        isSilent(given, detection, columnsOf(given))
      }),
      { numRuns: 4000 },
    )
    expect(unreachable).toBeGreaterThan(500)
  })

  test("sequences", () => {
    let unreachable = 0
    fc.assert(
      fc.property(
        world,
        fc.constantFrom("party" as const, "chain" as const).chain((link) => sequenceOf(link, false)),
        (given, detection) => {
          if (whyNever({ detection }).length === 0) return
          unreachable++
          isSilent(given, detection, ["channel", "memo"])
        },
      ),
      { numRuns: 1000 },
    )
    expect(unreachable).toBeGreaterThan(50)
  })
})

function cash(value: string): Condition {
  return { kind: "text", field: "channel", values: [value] }
}

function matchOf(where: Condition): Detection {
  return { kind: "match", subject: "payee", where, gatherMs: DAY_MS, also: null, reason: "" }
}
