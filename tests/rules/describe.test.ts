// Detections in plain words: every kind of condition, measure, shape and need says what it does.
import { describe, expect, test } from "vitest"
import { describeDetection } from "../../src/rules/describe.ts"
import { describeCondition } from "../../src/rules/describe-conditions.ts"
import { parseRules } from "../../src/rules/pack.ts"
import type { Condition } from "../../src/rules/tree.ts"
import { WORDS_UNLESS_GIVEN } from "../helpers/table.ts"
import { ruleWith } from "./rule-texts.ts"

/** The description of a rule's detection, points after a dash. */
function words(
  detection: string,
  typology = "velocity",
  others: { file: string; text: string }[] = [],
): string[] {
  const rule = ruleWith(detection)
  const file = {
    file: rule.file.replace("velocity", typology),
    text: rule.text.replace("typology: velocity", `typology: ${typology}`),
  }
  const found = parseRules([file, ...others]).rules.find(({ id }) => id === "r")!
  return describeDetection(found.detection).flatMap(({ text, points }) => [
    text,
    ...points.map((p) => `- ${p}`),
  ])
}

describe("conditions", () => {
  const not = (of: Condition): Condition => ({ kind: "not", of })
  const amount: Condition = { kind: "amount", test: { gte: 800000, lt: 1000000, currency: "USD" } }
  const cash: Condition = { kind: "text", field: "channel", values: ["cash"] }

  test.each<[Condition, string, string]>([
    [
      amount,
      "the amount is from 8000.00 USD to below 10000.00 USD",
      "the amount is not from 8000.00 USD to below 10000.00 USD",
    ],
    [
      { kind: "amount", test: { gt: 1, lte: 2, currency: "JPY" } },
      "the amount is above 1 JPY to 2 JPY",
      "the amount is not above 1 JPY to 2 JPY",
    ],
    [
      { kind: "currency", values: ["CNY", "HKD"] },
      "the currency is one of CNY, HKD",
      "the currency is not one of CNY, HKD",
    ],
    [{ kind: "party", side: "payer", values: ["u1"] }, "the payer is “u1”", "the payer is not “u1”"],
    [cash, "the channel is “cash”", "the channel is not “cash”"],
    [
      { kind: "text", field: "attributes.shop", values: ["a", "b"] },
      "the column “shop” is one of “a”, “b”",
      "the column “shop” is not one of “a”, “b”",
    ],
    [
      { kind: "list", field: "payeeName", list: "couriers" },
      "the payee's name is on the list couriers",
      "the payee's name is not on the list couriers",
    ],
    [
      {
        kind: "lexicon",
        fields: ["memo", "goods"],
        lexicons: ["elephant", "tiger"],
        ambiguity: ["low", "mid"],
        kinds: ["scientific", "name", "product", "codeword", "emoji"],
        minTerms: 1,
        ...WORDS_UNLESS_GIVEN,
      },
      "the memo or the goods hold a word of the lexicons elephant, tiger (ambiguity low or mid)",
      "the memo or the goods do not hold a word of the lexicons elephant, tiger (ambiguity low or mid)",
    ],
    [
      {
        kind: "lexicon",
        fields: ["payeeName"],
        lexicons: ["tiger"],
        ambiguity: ["low"],
        kinds: ["product"],
        minTerms: 2,
        ...WORDS_UNLESS_GIVEN,
      },
      "the payee's name holds at least 2 different words of the lexicon tiger (ambiguity low; kinds: product)",
      "the payee's name does not hold at least 2 different words of the lexicon tiger (ambiguity low; kinds: product)",
    ],
    [
      {
        kind: "lexicon",
        fields: ["memo"],
        lexicons: ["tiger"],
        ambiguity: ["low"],
        kinds: ["scientific", "name", "product", "codeword", "emoji"],
        minTerms: 1,
        heard: ["pinyin"],
        doubtful: true,
        alone: true,
        accompanied: ["weight", "trade"],
      },
      "the memo holds a word of the lexicon tiger (ambiguity low; heard by: pinyin; terms of doubtful source too; also where company they need is missing; only in company of: weight, trade)",
      "the memo does not hold a word of the lexicon tiger (ambiguity low; heard by: pinyin; terms of doubtful source too; also where company they need is missing; only in company of: weight, trade)",
    ],
    [{ kind: "exists", field: "memo", exists: true }, "the memo is given", "the memo is missing"],
    [
      { kind: "exists", field: "payeeCategory", exists: false },
      "the payee's category is missing",
      "the payee's category is given",
    ],
    [
      { kind: "multiple", of: { minor: 10000, currency: "CNY" } },
      "the amount is a whole multiple of 100.00 CNY",
      "the amount is not a whole multiple of 100.00 CNY",
    ],
    [
      { kind: "ending", endings: ["888", ".99"] },
      "the amount ends in 888 or .99",
      "the amount does not end in 888 or .99",
    ],
    [
      { kind: "pattern", field: "memo", pattern: "gold|jewel" },
      "the memo matches the pattern “gold|jewel”",
      "the memo does not match the pattern “gold|jewel”",
    ],
    [
      { kind: "clock", zone: "Asia/Shanghai", hours: { from: 1320, to: 365 }, weekdays: [6, 7] },
      "the payment is made from 22:00 to before 06:05 on Saturday or Sunday by the clock of Asia/Shanghai",
      "the payment is not made from 22:00 to before 06:05 on Saturday or Sunday by the clock of Asia/Shanghai",
    ],
    [
      { kind: "clock", zone: "UTC", hours: null, weekdays: [1] },
      "the payment is made on Monday by the clock of UTC",
      "the payment is not made on Monday by the clock of UTC",
    ],
    [
      { kind: "same", fields: ["payerCountry", "payeeCountry"] },
      "the payer's country and the payee's country are the same",
      "the payer's country and the payee's country differ",
    ],
    [
      { kind: "all", of: [cash, { kind: "any", of: [amount, not(cash)] }] },
      "the channel is “cash” and (the amount is from 8000.00 USD to below 10000.00 USD or the channel is not “cash”)",
      "the channel is not “cash” or (the amount is not from 8000.00 USD to below 10000.00 USD and the channel is “cash”)",
    ],
  ])("%j", (condition, said, denied) => {
    expect(describeCondition(condition)).toBe(said)
    expect(describeCondition(not(condition))).toBe(denied)
    expect(describeCondition(not(not(condition)))).toBe(said)
  })
})

describe("detections", () => {
  test("match", () => {
    expect(
      words("match: { subject: payee, where: { channel: cash, memo: tea }, gather: 7d, reason: r }\n"),
    ).toEqual([
      "Looks at each settled payment by itself. It matches when all of this is true:",
      "- the memo is “tea”",
      "- the channel is “cash”",
      "A finding is about the payee; matched payments of one payee at most 7d apart are one finding.",
    ])
    expect(
      words(
        "match: { subject: payee, where: { memo: tea }, also: { channel: cash }, gather: 7d, reason: r }\n",
      ),
    ).toEqual([
      "Looks at each settled payment by itself. It matches when all of this is true:",
      "- the memo is “tea”",
      "A payment of the same payee at most 7d from one that matches joins its finding when all of this is true:",
      "- the channel is “cash”",
      "A finding is about the payee; matched payments of one payee at most 7d apart are one finding.",
    ])
  })

  test("window, every measure", () => {
    const found = words(`window:
  group_by: party
  lookback: 7d
  having:
    count: { gte: 3 }
    sum: { gte: 100 CNY }
    min: { gt: 1 CNY }
    max: { lte: 900 CNY }
    average: { lt: 9 CNY }
    median: { gte: 5 CNY }
    distinct: [{ field: counterparty, gte: 2 }, { field: payeeCountry, gte: 2 }]
    spread: { lte: 0.05, currency: CNY }
    share: { of: sum, where: { channel: cash }, gte: 0.9, currency: CNY }
    baseline: [{ of: count, over: 90d, at_least: 10, gte: 5 }, { of: max, over: 90d, at_least: 10, gte: 3 }]
    age: { of: payee, lte: 30d }
    idle: { of: payer, gte: 180d }
    in_out: { gte: 0.9, lte: 1.1 }
    benford: { at_least: 100, gte: 0.02 }
    repeated: [{ field: payee, gte: 5 }, { field: memo, of: share, gte: 0.5 }]
  reason: r
`)
    expect(found).toEqual([
      "Looks at the payments that each party makes or gets over a moving window of 7d, both ends included.",
      "All settled payments count.",
      "It fires at a payment when all of this is true of the window that ends there:",
      ...[
        "the number of payments is at least 3",
        "the sum of amounts is at least 100.00 CNY",
        "the least amount is more than 1.00 CNY",
        "the greatest amount is at most 900.00 CNY",
        "the average amount is below 9.00 CNY",
        "the median amount is at least 5.00 CNY",
        "the number of different counterparties is at least 2",
        "the number of different values of the payee's country is at least 2",
        "the spread of amounts, (greatest − least) ÷ average (in CNY), is at most 0.05",
        "the share of the sum for which the channel is “cash” (in CNY) is at least 0.9",
        "the number of payments is at least 5 times that of the 90d before the window, taken for the length of the window, with at least 10 payments there",
        "the greatest amount is at least 3 times that of the 90d before the window, with at least 10 payments there",
        "the time since the first payment of the payee is at most 30d",
        "the longest silence of the payer that one of the payments ended is at least 180d",
        "the sum that came in, divided by the sum that went out, is from 0.9 to 1.1",
        "the mean absolute deviation of first digits from Benford's law is at least 0.02, with at least 100 amounts",
        "the number of payments with the most common payee is at least 5",
        "the share of payments with the most common value of the memo is at least 0.5",
      ]
        .map((point) => `- ${point}`)
        .sort((a, b) => found.indexOf(a) - found.indexOf(b)),
      "A finding is about the party; windows that fire at most 7d apart are one finding.",
    ])
  })

  test.each([
    ["payer", "the payments that each payer makes", "the payer"],
    ["payee", "the payments that each payee gets", "the payee"],
    ["pair\n  subject: payer", "the payments from each payer to each payee", "the payer"],
    ["party\n  direction: out", "the payments that each party makes", "the party"],
    [
      "device\n  direction: in",
      "the payments that the holders of each device get",
      "the party that has the device in most of these payments",
    ],
    ["waybill\n  subject: payee", "the payments of each waybill", "the payee of most of these payments"],
  ])("window by %s", (groupBy, group, subject) => {
    const found = words(`window:
  group_by: ${groupBy}
  lookback: 1d
  where: { channel: cash }
  having: { count: { gte: 2 } }
  reason: r
`)
    expect(found[0]).toBe(`Looks at ${group} over a moving window of 1d, both ends included.`)
    expect(found.slice(1, 3)).toEqual([
      "Only settled payments count for which all of this is true:",
      "- the channel is “cash”",
    ])
    expect(found.at(-1)).toBe(
      `A finding is about ${subject}; windows that fire at most 1d apart are one finding.`,
    )
  })

  test("sequence of a party, and along a chain", () => {
    expect(
      words(`sequence:
  steps:
    - { name: sale, party: payee }
    - { name: parcel, party: payer, within: 3d, where: { channel: cash }, amount_ratio: { lte: 0.1, currency: CNY } }
  repeat: { gte: 3 }
  lookback: 30d
  reason: r
`),
    ).toEqual([
      "Looks for payments of one party in this order:",
      "- sale: the party is paid",
      "- parcel: the party pays, at most 3d after the step before, where the channel is “cash”, with an amount that is, divided by that of the step before (both in CNY), at most 0.1",
      "It fires when, within 30d, the number of such sequences of the party that begin with different payments is at least 3.",
      "A finding is about the party.",
    ])
    expect(
      words(`sequence:
  link: chain
  subject: { step: in, side: payee }
  steps:
    - { name: in }
    - { name: out, within: 1d }
  reason: r
`),
    ).toEqual([
      "Looks for payments in this order, each paid by the payee of the one before:",
      "- in: a payment",
      "- out: a payment, at most 1d after the step before",
      "It fires when, within 1d, the number of such sequences of the payee of the step in that begin with different payments is at least 1.",
      "A finding is about the payee of the step in.",
    ])
  })

  const searched =
    " The search for one subject is given up after 100000 payments, and the account of the run names the subject then."
  test.each([
    [
      "cycle",
      "hops: { gte: 3, lte: 5 }",
      "money that comes back to who sent it, over 3 to 5 payments through different parties",
      `the party that pays first.${searched}`,
    ],
    [
      "chain",
      "hops: { gte: 3, lte: 3 }",
      "money passed on from one party to the next, over 3 payments",
      `the party that pays first.${searched}`,
    ],
    [
      "fan-in",
      "width: 4",
      "one party that is paid by at least 4 different parties",
      "the party in the middle.",
    ],
    ["fan-out", "width: 4", "one party that pays at least 4 different parties", "the party in the middle."],
    [
      "scatter-gather",
      "width: 4\n  subject: sink",
      "money that one party spreads over at least 4 different others, which pass it on to one and the same party",
      `the party the money ends at.${searched}`,
    ],
    [
      "gather-scatter",
      "width: 4\n  width_out: 3",
      "one party that is paid by at least 4 different parties and then pays at least 3 different ones",
      "the party in the middle.",
    ],
    [
      "stack",
      "width: 4\n  shared: 2",
      "money that one party spreads over at least 4 different others, which pay at least 4 end parties, each of them paid by at least 2 of those in the middle",
      `the party the money comes from.${searched}`,
    ],
    [
      "bipartite",
      "width: 4\n  shared: 2",
      "at least 4 different payers that pay the same parties, at least 2 of them in common",
      `the payer that has these payees in common with the others.${searched}`,
    ],
  ])("motif %s", (shape, size, pattern, subject) => {
    const found = words(
      `motif:\n  shape: ${shape}\n  ${size}\n  within: 7d\n  where: { channel: cash }\n  reason: r\n`,
    )
    expect(found[0]).toBe(`Looks for a pattern among parties: ${pattern}.`)
    expect(found).toContain("- the channel is “cash”")
    expect(found.at(-1)).toBe(`A finding is about ${subject}`)
    expect(found.some((line) => line.includes("counterparties"))).toBe(subject.endsWith(searched))
  })

  test("the bounds of a motif", () => {
    const found = words(
      "motif: { shape: cycle, hops: { gte: 3, lte: 4 }, within: 7d, hop_within: 2d, amount_ratio: { gte: 0.8, currency: CNY }, max_degree: 9, reason: r }\n",
    )
    expect(found.slice(1, -1)).toEqual([
      "Payments follow each other in time, and:",
      "- from the first to the last at most 7d pass",
      "- from a payment to the one that follows it at most 2d pass",
      "- each amount, divided by that of the payment it follows (in CNY), is at least 0.8",
      "- parties with more than 9 counterparties are not passed through",
    ])
  })

  test("network, every measure", () => {
    expect(
      words(
        `network:
  having:
    members: { gte: 3 }
    contacts: { gte: 5 }
    flagged: [{ typologies: [courier-linked], gte: 2 }, { rules: [a, b], evidence: [text], gte: 1 }]
    role: { role: mule, gte: 1 }
    shared_identifiers: { kinds: [device, phone], gte: 1 }
    courier_links: { gte: 2 }
    density: { gte: 0.3 }
    concentration: [{ of: in, gte: 0.5 }, { of: out, lte: 0.5 }]
    countries: { gte: 2 }
  reason: r
`,
        "seller-network",
        ["a", "b"].map((id) =>
          ruleWith("match: { subject: payee, where: { channel: cash }, reason: r }\n", id),
        ),
      ),
    ).toEqual([
      "Looks at each network of parties that the graph of payments shows. It fires when all of this is true of the network, buyers left aside:",
      "- the number of members is at least 3",
      "- the number of contacts (buyers) is at least 5",
      "- the number of members that pay a courier, or are paid by one, is at least 2",
      "- the share of pairs of members between which money moved is at least 0.3",
      "- the number of countries of members is at least 2",
      "- the number of members with findings of the typology courier-linked is at least 2",
      "- the number of members with findings of the rules a or b, resting on text is at least 1",
      "- the number of members in the role mule is at least 1",
      "- the number of values of device or phone that two members or more have is at least 1",
      "- the largest share of the payments to members that go to one of them is at least 0.5",
      "- the largest share of the payments of members that one of them makes is at most 0.5",
      "A finding is about the network, and evidence against its members.",
    ])
  })

  const combine = (need: string, weights = "", more = "") =>
    words(
      `combine:
  within: 30d
  of:
    - { name: words, typologies: [wildlife-keyword]${weights} }
    - { name: parcels, typologies: [courier-linked] }
    - { name: many payers, evidence: [flow, graph] }
  need: ${need}
${more}  reason: r
`,
      "composite",
    )

  test("combine", () => {
    expect(combine("all")).toEqual([
      "Looks at the findings of other rules on one party, taken at the time of their last payments:",
      "- words: findings of the typology wildlife-keyword",
      "- parcels: findings of the typology courier-linked",
      "- many payers: findings resting on flow or graph",
      "It fires when all of these are there within 30d.",
      "A finding is about the party.",
    ])
  })

  test.each([
    ["any", "", "", "It fires when any of these is there within 30d."],
    ["{ at_least: 2 }", "", "", "It fires when at least 2 of these are there within 30d."],
    [
      "{ weight: 2.5 }",
      ", weight: 2",
      "  in_order: true\n",
      "It fires when those that are there weigh at least 2.5 together within 30d, in the order given here.",
    ],
  ])("combine needing %s%s", (need, weights, more, sentence) => {
    expect(combine(need, weights, more)).toContain(sentence)
    if (weights !== "")
      expect(combine(need, weights)[1]).toBe("- words: findings of the typology wildlife-keyword, weight 2")
  })
})
