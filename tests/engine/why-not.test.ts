// Why a rule is silent: it says so exactly when the engine finds nothing, and moving the one bound that failed by the
// distance it gives makes the rule fire.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRule } from "../../src/engine/evaluate.ts"
import { type Gap, gapOf } from "../../src/engine/why-not-gap.ts"
import { explainSilence, type Silence } from "../../src/explain-silence.ts"
import { readPack } from "../../src/rules/pack.ts"
import type { Condition, Detection, Having, MatchDetection, NumberTest } from "../../src/rules/tree.ts"
import { packOf, ruleOf, type TestPayment, tableOf } from "../helpers/table.ts"
import { condition, sequenceOf, testOf, UNIT_MS, world } from "./arbitrary.ts"
import { ALL_GROUPS, anyHaving, columnsOf, identifiedWorld, windowRule } from "./arbitrary-window.ts"
import type { World } from "./brute-force.ts"

const EMPTY = readPack([], null, [])

const silenceOf = (given: World, detection: Detection, party: string): Promise<Silence> => {
  const pack = { ...EMPTY, rules: [ruleOf(detection)] }
  const { rates } = given
  return explainSilence(tableOf(given.payments, columnsOf(given)), pack, { rule: "test-rule", party, rates })
}

const firesOn = (given: World, detection: Detection, party: string): boolean => {
  const table = tableOf(given.payments, columnsOf(given))
  const context = createEngineContext(table, packOf(), { rates: given.rates })
  return evaluateRule(context, ruleOf(detection)).findings.some(({ subject }) => subject === party)
}

const hasParty = ({ payments }: World, party: string) =>
  payments.some(({ payer, payee }) => payer === party || payee === party)

/** The test with the bound that was missed moved by the gap; a hair further where numbers are rounded. */
function moved<T extends NumberTest>(test: T, { side, bound, by }: Gap): T {
  const slack = Number.isInteger(bound) && Number.isInteger(by) ? 0 : 1e-9
  const { gte, gt, lte, lt, ...rest } = test
  const upper = { ...(lte === undefined ? {} : { lte }), ...(lt === undefined ? {} : { lt }) }
  const lower = { ...(gte === undefined ? {} : { gte }), ...(gt === undefined ? {} : { gt }) }
  const now = side === "below" ? { ...upper, gte: bound - by - slack } : { ...lower, lte: bound + by + slack }
  return { ...rest, ...now } as unknown as T
}

const parties = fc.constantFrom("a", "b", "c")

describe("gapOf", () => {
  const format = (value: number) => String(value)
  test.each<[NumberTest, number, Partial<Gap> | null]>([
    [{ gte: 5 }, 3, { side: "below", bound: 5, by: 2, strict: false, text: "2 short" }],
    [{ gte: 5 }, 5, null],
    [{ gt: 5 }, 5, { side: "below", by: 0, strict: true, text: "exactly at a bound that is not enough" }],
    [{ gt: 5, lt: 9 }, 11, { side: "above", bound: 9, by: 2, strict: true, text: "2 too much" }],
    [{ lte: 5 }, 8, { side: "above", bound: 5, by: 3, strict: false }],
    [{ gte: 1 }, Number.NaN, null],
  ])("%j of %d", (bounds, value, expected) => {
    const gap = gapOf(bounds, value, format)
    if (expected === null) expect(gap).toBeNull()
    else expect(gap).toMatchObject(expected)
  })
  test("what rounds to nothing is not told as nothing", () => {
    expect(gapOf({ gte: 1 }, 0.99999999, (value) => value.toFixed(2))?.text).toMatch(
      /^1\.\d+e-8 \(before rounding\) short$/,
    )
  })
})

describe.each(ALL_GROUPS)("window by $groupBy, $subject, $direction", (group) => {
  test("silent exactly when the engine is; one bound moved by its gap makes it fire", async () => {
    let moves = 0
    const isAlwaysAbout = ["payer", "payee", "pair", "party"].includes(group.groupBy)
    const rule = windowRule(group, fc.array(anyHaving, { minLength: 1, maxLength: 3 }))
    await fc.assert(
      fc.asyncProperty(identifiedWorld, rule, parties, async (given, detection, party) => {
        fc.pre(hasParty(given, party) && detection.having.length > 0)
        const silence = await silenceOf(given, detection, party)
        expect(silence.fires).toBe(firesOn(given, detection, party))
        expect(silence.fires).toBe(silence.findings.length > 0)
        expect(silence.stages === null).toBe(silence.fires)
        if (silence.stages?.kind !== "window") return
        const { where: tally, nearest } = silence.stages
        for (const leaf of tally.leaves)
          expect(leaf.passed + leaf.failed + leaf.withoutField + leaf.withoutRate).toBe(tally.payments)
        if (isAlwaysAbout) expect(nearest === null).toBe(tally.passed === 0)
        if (nearest === null) return
        const missed = nearest.having.flatMap(({ state, gap }, i) => (state === "met" ? [] : [{ gap, i }]))
        // By identifier, a window in which all is met may be a finding about another holder.
        if (missed.length === 0) expect(silence.takesPartIn.length).toBeGreaterThan(0)
        const [only] = missed
        if (only === undefined || missed.length > 1 || only.gap === null || !isAlwaysAbout) return
        moves++
        const having = detection.having.map((one, i) =>
          i === only.i ? ({ ...one, test: moved(one.test, only.gap!) } as Having) : one,
        )
        expect(firesOn(given, { ...detection, having }, party)).toBe(true)
      }),
      { numRuns: 100 },
    )
    if (isAlwaysAbout) expect(moves).toBeGreaterThan(2)
  })
})

describe("match", () => {
  const matchOf = (where: Condition, subject: "payer" | "payee" = "payee"): MatchDetection => ({
    kind: "match",
    subject,
    where,
    gatherMs: UNIT_MS,
    reason: "",
  })

  test("silent exactly when the engine is", async () => {
    const rule = fc.tuple(condition, fc.constantFrom("payer" as const, "payee" as const))
    await fc.assert(
      fc.asyncProperty(world, rule, parties, async (given, [where, subject], party) => {
        fc.pre(hasParty(given, party))
        const silence = await silenceOf(given, matchOf(where, subject), party)
        expect(silence.fires).toBe(firesOn(given, matchOf(where, subject), party))
        if (silence.stages?.kind !== "match") return
        expect(silence.stages.where.passed).toBe(0)
        const { payments, nearest } = silence.stages.where
        if (payments === 0) expect(nearest).toBeNull()
        if (nearest !== null) expect(nearest.misses.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })

  test("where only the amount fails, its bound moved by the gap makes the rule fire", async () => {
    let moves = 0
    const amount = testOf([50, 90, 100, 200, 1000]).map((bounds) => ({ ...bounds, currency: "USD" }))
    await fc.assert(
      fc.asyncProperty(world, amount, condition, parties, async (given, bounds, other, party) => {
        fc.pre(hasParty(given, party))
        const leaf: Condition = { kind: "amount", test: bounds }
        const silence = await silenceOf(given, matchOf({ kind: "all", of: [leaf, other] }), party)
        if (silence.stages?.kind !== "match") return
        const misses = silence.stages.where.nearest?.misses ?? []
        const [miss] = misses
        if (miss === undefined || misses.length > 1 || miss.gap === null || miss.state !== "failed") return
        // The other condition may hold amounts of its own.
        if (JSON.stringify(other).includes('"amount"')) return
        moves++
        const mended: Condition = { kind: "amount", test: moved(bounds, miss.gap) }
        expect(firesOn(given, matchOf({ kind: "all", of: [mended, other] }), party)).toBe(true)
      }),
      { numRuns: 800 },
    )
    expect(moves).toBeGreaterThan(50)
  })

  const payment = (id: string, more: Partial<TestPayment> = {}): TestPayment => ({
    id,
    time: Date.UTC(2024, 2, 1),
    amountMinor: 950_000,
    currency: "USD",
    payer: "bob",
    payee: "acme",
    ...more,
  })

  test("says of each part how many pass, fail, and lack what it needs, and what is nearest", async () => {
    const payments = [
      payment("far", { amountMinor: 100, text: { channel: "cash" } }),
      payment("near", { amountMinor: 899_900, text: { channel: "cash" } }),
      payment("card", { text: { channel: "card" } }),
      payment("silent"),
      payment("foreign", { currency: "KES", text: { channel: "cash" } }),
    ]
    const where: Condition = {
      kind: "all",
      of: [
        { kind: "text", field: "channel", values: ["cash"] },
        { kind: "amount", test: { gte: 900_000, currency: "USD" } },
      ],
    }
    const { stages } = await silenceOf({ payments, rates: undefined }, matchOf(where), "acme")
    expect(stages).toMatchObject({
      kind: "match",
      side: "payee",
      where: {
        payments: 5,
        passed: 0,
        leaves: [
          {
            measure: "channel",
            threshold: "equal to cash",
            passed: 3,
            failed: 1,
            withoutField: 1,
            withoutRate: 0,
          },
          {
            measure: "amount",
            threshold: "at least 9000.00 USD",
            passed: 2,
            failed: 2,
            withoutField: 0,
            withoutRate: 1,
          },
        ],
        nearest: {
          payment: {
            payment: "near",
            payer: "bob",
            payee: "acme",
            amount: "8999.00 USD",
            file: "payments.csv",
            line: 3,
          },
          misses: [
            {
              measure: "amount",
              observed: "8999.00 USD",
              state: "failed",
              gap: { by: 100, text: "1.00 USD short" },
            },
          ],
        },
      },
    })
  })

  test("of alternatives, the way with the fewest parts counts", async () => {
    const text = (value: string): Condition => ({ kind: "text", field: "memo", values: [value] })
    const where: Condition = {
      kind: "any",
      of: [
        { kind: "all", of: [text("x"), { kind: "exists", field: "goods", exists: true }] },
        { kind: "not", of: text("y") },
      ],
    }
    const payments = [payment("p", { text: { memo: "y" } })]
    const { stages } = await silenceOf({ payments, rates: undefined }, matchOf(where), "acme")
    expect(stages?.kind === "match" && stages.where.nearest?.misses).toEqual([
      { measure: "memo", threshold: "not equal to y", observed: "y", state: "failed", gap: null },
    ])
  })
})

describe.each(["party", "chain"] as const)("sequence by %s", (link) => {
  test("silent exactly when the engine is; all steps are reached when only repetitions are missing", async () => {
    let reached = 0
    await fc.assert(
      fc.asyncProperty(world, sequenceOf(link, true), parties, async (given, detection, party) => {
        fc.pre(hasParty(given, party))
        const silence = await silenceOf(given, detection, party)
        expect(silence.fires).toBe(firesOn(given, detection, party))
        if (silence.stages?.kind !== "sequence") return
        const { stages } = silence
        if (stages.reached === detection.steps.length) {
          reached++
          expect(stages.repeat?.state).toBe("missed")
          const repeat = moved(detection.repeat, stages.repeat!.gap!)
          expect(firesOn(given, { ...detection, repeat }, party)).toBe(true)
        } else expect(stages.repeat).toBeNull()
      }),
      { numRuns: 600 },
    )
    expect(reached).toBeGreaterThan(2)
  })
})

describe("small cases by hand", () => {
  const DAY_MS = 86_400_000
  const pay = (
    id: string,
    payer: string,
    payee: string,
    day: number,
    amountMinor = 840_000,
  ): TestPayment => ({
    id,
    payer,
    payee,
    time: Date.UTC(2024, 2, 1) + day * DAY_MS,
    amountMinor,
    currency: "USD",
  })
  const given = (payments: readonly TestPayment[]): World => ({ payments, rates: undefined })

  test("a window: what it has, what it needs, what is short", async () => {
    const payments = [
      pay("a", "x", "acme", 0),
      pay("b", "y", "acme", 1),
      pay("c", "x", "acme", 9),
      pay("d", "x", "z", 9),
    ]
    const detection: Detection = {
      kind: "window",
      groupBy: "payee",
      subject: "payee",
      direction: null,
      lookbackMs: 2 * DAY_MS,
      where: null,
      having: [
        { measure: "count", test: { gte: 3 } },
        { measure: "sum", test: { gte: 1_000_000, currency: "USD" } },
      ],
      reason: "",
    }
    const { stages } = await silenceOf(given(payments), detection, "acme")
    expect(stages).toMatchObject({
      where: { payments: 3, passed: 3 },
      nearest: {
        group: ["acme"],
        from: "2024-03-01T00:00:00Z",
        to: "2024-03-02T00:00:00Z",
        payments: ["a", "b"],
        having: [
          {
            measure: "count",
            threshold: "at least 3",
            observed: "2",
            state: "missed",
            gap: { by: 1, text: "1 short" },
          },
          { measure: "sum", observed: "16800.00 USD", state: "met", gap: null },
        ],
      },
    })
  })

  test("a sequence: the step reached, and what the next one missed", async () => {
    const detection: Detection = {
      kind: "sequence",
      link: "party",
      subject: null,
      steps: [
        { name: "in", party: "payee", where: null, withinMs: null, amountRatio: null },
        {
          name: "out",
          party: "payer",
          where: null,
          withinMs: DAY_MS,
          amountRatio: { gte: 0.9, currency: null },
        },
      ],
      repeat: { gte: 1 },
      lookbackMs: DAY_MS,
      reason: "",
    }
    const late = [
      pay("i", "x", "acme", 0, 1000),
      pay("o", "acme", "y", 3, 950),
      pay("p", "acme", "y", 5, 100),
    ]
    expect((await silenceOf(given(late), detection, "acme")).stages).toMatchObject({
      reached: 1,
      repeat: null,
      next: {
        name: "out",
        candidates: 2,
        nearest: {
          before: { payment: "i" },
          payment: { payment: "o" },
          links: [
            {
              measure: "time after in",
              observed: "3d",
              state: "missed",
              gap: { by: 2 * DAY_MS, text: "2d too much" },
            },
            { measure: "amount to in", observed: "0.95", state: "met" },
          ],
        },
      },
    })
    const before = await silenceOf(
      given([pay("o", "acme", "y", 0), pay("i", "x", "acme", 3)]),
      detection,
      "acme",
    )
    expect(before.stages).toMatchObject({ reached: 1, next: { candidates: 1, nearest: null } })
    const none = await silenceOf(given([pay("o", "acme", "y", 0)]), detection, "acme")
    expect(none.stages).toMatchObject({ reached: 0, next: null, repeat: null })
  })

  test("a motif: the sides of the party, the widest window, what it needs", async () => {
    const detection: Detection = {
      kind: "motif",
      shape: "fan-in",
      where: null,
      withinMs: 2 * DAY_MS,
      hopWithinMs: null,
      hops: null,
      width: 3,
      widthOut: null,
      shared: null,
      amountRatio: null,
      maxDegree: 50,
      budget: 1000,
      subject: "centre",
      reason: "",
    }
    const payments = [
      pay("a", "x", "acme", 0),
      pay("b", "y", "acme", 5),
      pay("c", "z", "acme", 6),
      pay("self", "acme", "acme", 6),
      pay("cash", "", "acme", 6),
      pay("out", "acme", "q", 7),
    ]
    const silence = await silenceOf(given(payments), detection, "acme")
    expect(silence.stages).toMatchObject({
      kind: "motif",
      incoming: {
        payments: 3,
        counterparties: 3,
        widest: { threshold: "at least 3", observed: "2", state: "missed", gap: { text: "1 short" } },
        from: "2024-03-06T00:00:00Z",
        to: "2024-03-07T00:00:00Z",
      },
      outgoing: { payments: 1, widest: { state: "met" } },
      degree: { observed: "4", state: "met" },
    })
    expect((await silenceOf(given([...payments, pay("d", "w", "acme", 6)]), detection, "acme")).fires).toBe(
      true,
    )
  })

  test("a combination: items met, together or not, and what is missing", async () => {
    const single: Detection = {
      kind: "match",
      subject: "payee",
      where: { kind: "exists", field: "payee", exists: true },
      gatherMs: 0,
      reason: "",
    }
    const item = (name: string, rule: string) => ({
      name,
      rules: [rule],
      typologies: null,
      evidence: null,
      weight: 1,
    })
    const combine: Detection = {
      kind: "combine",
      subject: "party",
      withinMs: DAY_MS,
      of: [item("one", "one"), item("two", "two"), item("three", "three")],
      need: 3,
      inOrder: false,
      reason: "",
    }
    const onAmount = (gte: number): Detection => ({
      ...single,
      where: { kind: "amount", test: { gte, currency: "USD" } },
    })
    const rules = [
      ruleOf(onAmount(100), "one"),
      ruleOf(onAmount(200), "two"),
      ruleOf(onAmount(900), "three"),
      { ...ruleOf(combine, "all"), typology: "composite" as const },
    ]
    const table = tableOf(
      [pay("a", "x", "acme", 0, 250), pay("b", "x", "acme", 9, 950)].map((one) => ({ ...one })),
    )
    const fires = await explainSilence(table, { ...EMPTY, rules }, { rule: "all", party: "acme" })
    expect(fires).toMatchObject({ fires: true, stages: null })
    const less = tableOf([pay("a", "x", "acme", 0, 250), pay("b", "x", "acme", 9, 150)])
    const silent = await explainSilence(less, { ...EMPTY, rules }, { rule: "all", party: "acme" })
    expect(silent).toMatchObject({
      fires: false,
      stages: {
        kind: "combine",
        subject: "acme",
        items: [
          { name: "one", findings: 2, metTogether: true },
          { name: "two", findings: 1, metTogether: true },
          { name: "three", findings: 0, metTogether: false },
        ],
        need: { measure: "items", observed: "2", state: "missed", gap: { by: 1 } },
        outOfOrder: false,
      },
    })
  })

  test("a rule about networks: without a network there is nothing to test, with one each test is told", async () => {
    const network: Detection = {
      kind: "network",
      having: [{ measure: "members", test: { gte: 99 } }],
      reason: "",
    }
    const flag: Detection = {
      kind: "match",
      subject: "payee",
      where: { kind: "amount", test: { gte: 1, currency: "USD" } },
      gatherMs: DAY_MS,
      reason: "",
    }
    const rules = [ruleOf(flag, "flag"), { ...ruleOf(network, "net"), typology: "seller-network" as const }]
    const parties = ["a", "b", "c", "d"]
    const payments = parties.flatMap((from) =>
      parties.filter((to) => to !== from).map((to) => pay(`${from}${to}`, from, to, 0)),
    )
    const table = tableOf([...payments, pay("lone", "lone", "", 1)])
    const inside = await explainSilence(table, { ...EMPTY, rules }, { rule: "net", party: "a" })
    expect(inside).toMatchObject({
      fires: false,
      stages: { kind: "network", having: [{ measure: "members", observed: "4", gap: { by: 95 } }] },
    })
    const outside = await explainSilence(table, { ...EMPTY, rules }, { rule: "net", party: "lone" })
    expect(outside.stages).toEqual({ kind: "network", network: null, having: [] })
  })

  test.each([
    ["test-rul", "acme", "RULE_UNKNOWN_RULE", "did you mean test-rule?"],
    ["other", "acme", "RULE_UNKNOWN_RULE", "the rules are test-rule"],
    ["off", "acme", "RULE_UNKNOWN_RULE", 'the rule "off" does not run'],
    ["test-rule", "acne", "PARTY_NOT_FOUND", "did you mean acme?"],
    ["test-rule", "", "PARTY_NOT_FOUND", "give the id of a payer or payee"],
  ])("rule %j, party %j: %s", async (rule, party, code, words) => {
    const detection: Detection = {
      kind: "match",
      subject: "payee",
      where: { kind: "all", of: [] },
      gatherMs: 0,
      reason: "",
    }
    const pack = { ...EMPTY, rules: [ruleOf(detection)], disabled: ["off"] }
    const work = explainSilence(tableOf([pay("a", "x", "acme", 0)]), pack, { rule, party })
    await expect(work).rejects.toMatchObject({ code, message: expect.stringContaining(words) })
  })
})
