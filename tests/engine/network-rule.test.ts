// Network rules: every measure against a slow twin on random tables and networks, and what a finding says.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateNetworkRules } from "../../src/engine/evaluate.ts"
import { measureNetworks } from "../../src/engine/network-measures.ts"
import type { Finding } from "../../src/model/finding.ts"
import type { Network } from "../../src/model/network.ts"
import type { TextFieldName } from "../../src/model/payment.ts"
import { EVIDENCE_KINDS, NETWORK_ROLES, TYPOLOGIES } from "../../src/model/vocabulary.ts"
import type { CombineDetection, NetworkDetection, NetworkTest, Rule } from "../../src/rules/tree.ts"
import { packOf, ruleOf, type TestPayment, tableOf } from "../helpers/table.ts"

const PARTIES = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"] as const
const COURIER = "k"
const FIELDS = ["payerDevice", "payeeDevice", "payerPhone", "payerCountry", "payeeCountry"] as const

function network(members: readonly string[], part: Partial<Network> = {}): Network {
  return {
    id: `n-${members.join("")}`,
    score: 50,
    severity: "review",
    members: members.map((party, i) => ({
      party,
      name: "",
      role: NETWORK_ROLES[i % NETWORK_ROLES.length]!,
      score: 0,
      why: "",
      person: null,
      suspicion: 0,
      path: [],
      steps: [],
    })),
    contacts: [],
    nearby: [],
    edges: [],
    taxa: [],
    total: {},
    from: "",
    to: "",
    rules: [],
    reasons: [],
    keyPayments: [],
    proof: [],
    ...part,
  }
}

function finding(rule: string, subject: string, part: Partial<Finding> = {}): Finding {
  return {
    id: `f-${rule}-${subject}`,
    rule,
    ruleVersion: "1.0.0",
    typology: "structuring",
    severity: "review",
    evidence: "flow",
    subject,
    role: "payee",
    parties: [{ party: subject, role: "payee" }],
    payments: [],
    from: "",
    to: "",
    measures: {},
    conditions: [],
    matches: [],
    contexts: [],
    indicators: [],
    reason: "",
    places: [],
    rows: [],
    ...part,
  }
}

/** Edges as network finding makes them: all payments in which both are in the network. */
function edgesOf(payments: readonly TestPayment[], inside: ReadonlySet<string>): Network["edges"] {
  const pairs = new Set(
    payments
      .filter(({ status = "settled", payer, payee }) => status === "settled" && payer !== payee)
      .filter(({ payer, payee }) => inside.has(payer) && inside.has(payee))
      .map(({ payer, payee }) => JSON.stringify([payer, payee])),
  )
  return [...pairs].map((pair) => {
    const [payer, payee] = JSON.parse(pair) as [string, string]
    return { payer, payee, count: 1, total: {}, first: "", last: "", flagged: 0 }
  })
}

const identifier = fc.constantFrom("", "", "x", "y", "z")
const payment = fc.record({
  time: fc.nat({ max: 5 }),
  amountMinor: fc.constantFrom(0, 100),
  currency: fc.constant("USD"),
  payer: fc.constantFrom(...PARTIES, ""),
  payee: fc.constantFrom(...PARTIES),
  status: fc.constantFrom("settled" as const, "settled" as const, "pending" as const),
  text: fc.record({
    payerDevice: identifier,
    payeeDevice: identifier,
    payerPhone: identifier,
    payerCountry: fc.constantFrom("", "CN", "VN"),
    payeeCountry: fc.constantFrom("", "CN", "MZ"),
  }),
})

const bounds = { gte: 0 }
const tests: fc.Arbitrary<NetworkTest> = fc.oneof(
  fc.constantFrom("members" as const, "contacts" as const).map((measure) => ({ measure, test: bounds })),
  fc.constantFrom("courier_links" as const, "density" as const, "countries" as const).map((measure) => ({
    measure,
    test: bounds,
  })),
  fc.constantFrom("in" as const, "out" as const).map((of) => ({
    measure: "concentration" as const,
    of,
    test: bounds,
  })),
  fc.subarray(["device", "phone", "address"] as const, { minLength: 1 }).map((kinds) => ({
    measure: "shared_identifiers" as const,
    kinds: [...kinds],
    test: bounds,
  })),
  fc.constantFrom(...NETWORK_ROLES).map((role) => ({ measure: "role" as const, role, test: bounds })),
  fc
    .record({
      rules: fc.option(fc.subarray(["r0", "r1", "own"], { minLength: 1 })),
      typologies: fc.option(fc.subarray([...TYPOLOGIES].slice(0, 3), { minLength: 1 })),
      evidence: fc.option(fc.subarray([...EVIDENCE_KINDS].slice(0, 2), { minLength: 1 })),
    })
    .map((filter) => ({ measure: "flagged" as const, filter, test: bounds })),
)

/** The measure, read word for word. */
function expected(
  test: NetworkTest,
  { members, contacts }: Network,
  all: readonly TestPayment[],
  columns: readonly string[],
  findings: readonly Finding[],
): number {
  const settled = all.filter(({ status = "settled" }) => status === "settled")
  const own = members.map(({ party }) => party)
  const valuesOf = (party: string, payer: TextFieldName, payee: TextFieldName) =>
    settled.flatMap((one) => [
      ...(one.payer === party && columns.includes(payer) ? [one.text?.[payer] ?? ""] : []),
      ...(one.payee === party && columns.includes(payee) ? [one.text?.[payee] ?? ""] : []),
    ])
  const known = (values: readonly string[]) => new Set(values.filter((value) => value !== ""))
  switch (test.measure) {
    case "members":
      return own.length
    case "contacts":
      return contacts.length
    case "role":
      return members.filter(({ role }) => role === test.role).length
    case "flagged":
      return own.filter((party) =>
        findings.some(
          ({ subject, rule, typology, evidence }) =>
            subject === party &&
            rule !== "own" &&
            (test.filter.rules ?? [rule]).includes(rule) &&
            (test.filter.typologies ?? [typology]).includes(typology) &&
            (test.filter.evidence ?? [evidence]).includes(evidence),
        ),
      ).length
    case "courier_links":
      return own.filter((party) =>
        settled.some(
          ({ payer, payee }) =>
            (payer === party && payee === COURIER) || (payee === party && payer === COURIER),
        ),
      ).length
    case "density": {
      const pairs = own.flatMap((a, i) => own.slice(i + 1).map((b) => [a, b] as const))
      const paid = pairs.filter(([a, b]) =>
        settled.some(({ payer, payee }) => (payer === a && payee === b) || (payer === b && payee === a)),
      )
      return pairs.length === 0 ? 0 : paid.length / pairs.length
    }
    case "concentration": {
      const side = test.of === "in" ? "payee" : "payer"
      const counts = own.map(
        (party) => settled.filter((one) => one.payer !== one.payee && one[side] === party).length,
      )
      const sum = counts.reduce((total, count) => total + count, 0)
      return sum === 0 ? Number.NaN : Math.max(...counts) / sum
    }
    case "countries":
      if (!columns.includes("payerCountry") && !columns.includes("payeeCountry")) return Number.NaN
      return known(own.flatMap((party) => valuesOf(party, "payerCountry", "payeeCountry"))).size
    case "shared_identifiers": {
      const fields: Readonly<Record<string, readonly [TextFieldName, TextFieldName]>> = {
        device: ["payerDevice", "payeeDevice"],
        phone: ["payerPhone", "payeePhone"],
        address: ["payerAddress", "payeeAddress"],
      }
      const there = test.kinds.filter((kind) => fields[kind]!.some((field) => columns.includes(field)))
      if (there.length === 0) return Number.NaN
      return there
        .map((kind) => {
          const has = (party: string, value: string) => valuesOf(party, ...fields[kind]!).includes(value)
          const values = known(own.flatMap((party) => valuesOf(party, ...fields[kind]!)))
          return [...values].filter(
            (value) =>
              own.filter((party) => has(party, value)).length >= 2 &&
              PARTIES.filter((party) => has(party, value)).length <= 8,
          ).length
        })
        .reduce((sum, count) => sum + count, 0)
    }
  }
}

test("every measure equals its twin", () => {
  const seen = new Map<string, number>()
  let isPublic = 0
  const scene = fc.record({
    payments: fc.array(payment, { maxLength: 30, size: "max" }),
    columns: fc.oneof(fc.constant([...FIELDS]), fc.subarray([...FIELDS])),
    networks: fc.array(fc.subarray([...PARTIES], { minLength: 1, maxLength: 6 }), {
      minLength: 1,
      maxLength: 3,
    }),
    flagged: fc.array(
      fc.record({
        rule: fc.constantFrom("r0", "r1", "own"),
        subject: fc.constantFrom(...PARTIES),
        typology: fc.constantFrom(...TYPOLOGIES.slice(0, 3)),
        evidence: fc.constantFrom(...EVIDENCE_KINDS.slice(0, 2)),
      }),
      { maxLength: 5 },
    ),
  })
  fc.assert(
    fc.property(scene, tests, ({ payments: parts, columns, networks, flagged }, measure) => {
      const payments = parts.map((part, i) => ({ ...part, id: `p${i}` }))
      const table = tableOf(payments, columns)
      const findings = flagged.map(({ rule, subject, ...part }, i) =>
        finding(rule, subject, { ...part, id: `f${i}` }),
      )
      const findingsOn = new Map(
        PARTIES.map((party) => [party, findings.filter(({ subject }) => subject === party)] as const),
      )
      const couriers = new Uint8Array(table.parties.size)
      const code = table.parties.code(COURIER)
      if (code > 0) couriers[code] = 1
      // A party that stands in pending payments only is never in a network; here it has nothing to count.
      const given = networks.map((members) =>
        network(
          members.filter((party) => table.parties.code(party) > 0),
          { edges: edgesOf(payments, new Set(members)) },
        ),
      )
      const context = createEngineContext(table, packOf())
      const values = measureNetworks(context, { networks: given, couriers, findingsOn }, "own", measure)
      const wanted = given.map((one) => expected(measure, one, payments, columns, findings))
      expect(values).toEqual(wanted)
      if (wanted.some((value) => value > 0)) seen.set(measure.measure, (seen.get(measure.measure) ?? 0) + 1)
      if (measure.measure === "shared_identifiers" && wanted.includes(0)) isPublic++
    }),
    { numRuns: 5000 },
  )
  for (const measure of [
    "flagged",
    "role",
    "shared_identifiers",
    "courier_links",
    "density",
    "concentration",
  ])
    expect(seen.get(measure)).toBeGreaterThan(30)
  expect(isPublic).toBeGreaterThan(20)
})

describe("network rules", () => {
  const payments: TestPayment[] = [
    ["p1", "buyer", "a"],
    ["p2", "a", "b"],
    ["p3", "b", "c"],
  ].map(([id, payer, payee], i) => ({
    id: id!,
    time: i * 1000,
    amountMinor: 100,
    currency: "USD",
    payer: payer!,
    payee: payee!,
  }))
  const table = tableOf(payments)
  const context = createEngineContext(table, packOf())
  const ring = network(["a", "b", "c"], {
    id: "n-1",
    contacts: [
      {
        party: "buyer",
        name: "",
        role: "buyer",
        score: 0,
        why: "",
        person: null,
        suspicion: 0,
        path: [],
        steps: [],
      },
    ],
    edges: edgesOf(payments, new Set(["a", "b", "c"])),
    keyPayments: ["p3", "p1"],
  })
  const findings = [
    finding("words", "a", { payments: ["p1", "p2"], rows: [0, 1], evidence: "text" }),
    finding("through", "b", { payments: ["p2", "p3"], rows: [1, 2] }),
  ]
  const scene = { networks: [ring], couriers: new Uint8Array(table.parties.size) }
  const networkRule = (id: string, part: Partial<NetworkDetection>): Rule => ({
    ...ruleOf(
      {
        kind: "network",
        having: [{ measure: "members", test: { gte: 3 } }],
        reason: "{subject}: {members} members and {contacts} contacts",
        ...part,
      },
      id,
    ),
    title: `Rule ${id}`,
    typology: "seller-network",
    evidence: "graph",
  })
  const combination = (id: string, part: Partial<CombineDetection>): Rule => ({
    ...ruleOf(
      {
        kind: "combine",
        subject: "network",
        withinMs: 1000,
        of: [],
        need: 2,
        inOrder: false,
        reason: "{subject}, {members} members: {rules}",
        ...part,
      },
      id,
    ),
    typology: "composite",
  })
  const item = (rule: string) => ({
    name: rule,
    rules: [rule],
    typologies: null,
    evidence: null,
    weight: 1,
  })

  test("find a network that meets every condition, with what was seen", async () => {
    const having: NetworkTest[] = [
      { measure: "members", test: { gte: 3 } },
      {
        measure: "flagged",
        filter: { rules: null, typologies: null, evidence: ["flow"] },
        test: { gte: 1, lte: 2 },
      },
      { measure: "density", test: { gte: 0.5 } },
      { measure: "concentration", of: "in", test: { lte: 0.5 } },
    ]
    const { findings: found, outcomes } = await evaluateNetworkRules(
      context,
      [networkRule("net", { having })],
      findings,
      scene,
    )
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      subject: "n-1",
      role: "network",
      payments: ["p1", "p3"],
      rows: [0, 2],
      reason: "n-1: 3 members and 1 contact",
      conditions: [
        { measure: "members", threshold: "at least 3", observed: "3" },
        { measure: "members with findings with evidence flow", threshold: "from 1 to 2", observed: "1" },
        { measure: "density", threshold: "at least 0.5", observed: "0.6667" },
        { measure: "largest share in payments to members", threshold: "at most 0.5", observed: "0.3333" },
      ],
    })
    expect(found[0]?.parties).toEqual([
      { party: "b", role: "buyer" },
      { party: "a", role: "seller" },
      { party: "c", role: "supplier" },
      { party: "buyer", role: "buyer" },
    ])
    expect(outcomes).toEqual([
      { rule: "net", version: "1.0.0", findings: 1, notApplicable: 0, notDecidable: 0, budgetReached: [] },
    ])
  })

  test("are false where a measure has nothing to go by, whatever the bound", async () => {
    const having: NetworkTest[][] = [
      [{ measure: "countries", test: { lte: 5 } }],
      [{ measure: "shared_identifiers", kinds: ["device"], test: { lte: 5 } }],
    ]
    for (const [i, tests] of having.entries()) {
      const run = await evaluateNetworkRules(
        context,
        [networkRule(`net${i}`, { having: tests })],
        findings,
        scene,
      )
      expect(run.findings).toEqual([])
    }
  })

  test("combinations by network take findings on members and on the network", async () => {
    const rules = [
      combination("both", { of: [item("words"), item("net")] }),
      combination("members", { of: [item("words"), item("through")] }),
      combination("third", { of: [item("both"), item("members")] }),
      networkRule("net", {}),
    ]
    const { findings: found, outcomes } = await evaluateNetworkRules(context, rules, findings, scene)
    expect(found.map(({ rule, subject, payments: ids }) => [rule, subject, ids])).toEqual([
      ["both", "n-1", ["p1", "p2", "p3"]],
      ["members", "n-1", ["p1", "p2", "p3"]],
      ["net", "n-1", ["p1", "p3"]],
      ["third", "n-1", ["p1", "p2", "p3"]],
    ])
    expect(found[0]?.reason).toBe("n-1, 3 members: Rule net; words")
    expect(found[0]?.parties.some(({ party }) => party === "n-1")).toBe(false)
    expect(outcomes.map(({ rule }) => rule)).toEqual(["both", "members", "net", "third"])
  })

  test("find nothing without networks, and nothing is asked without such rules", async () => {
    const empty = { ...scene, networks: [] }
    const run = await evaluateNetworkRules(context, [networkRule("net", {})], findings, empty)
    expect(run.findings).toEqual([])
    expect(run.outcomes).toHaveLength(1)
    const told: unknown[] = []
    const none = await evaluateNetworkRules(context, [], findings, scene, {
      onProgress: (each) => told.push(each),
    })
    expect([none, told]).toEqual([{ findings: [], outcomes: [] }, []])
  })
})
