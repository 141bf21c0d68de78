// Why a sequence rule is silent: how far its steps were carried out.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Detection } from "../../../src/rules/tree.ts"
import { sequenceOf, world } from "../arbitrary.ts"
import { DAY_MS, firesOn, given, hasParty, moved, parties, pay, silenceOf } from "./cases.ts"

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
  const late = [pay("i", "x", "acme", 0, 1000), pay("o", "acme", "y", 3, 950), pay("p", "acme", "y", 5, 100)]
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

test("the next step of a party with very many payments is found in time", async () => {
  const count = 20_000
  const payments = Array.from({ length: 2 * count }, (_, i) =>
    pay(`p${i}`, i < count ? "x" : "acme", i < count ? "acme" : "y", i / count, 100),
  )
  const step = { name: "in", party: "payee", where: null, withinMs: null, amountRatio: null } as const
  const ratio = { gte: 2, currency: null }
  const detection: Detection = {
    kind: "sequence",
    link: "party",
    subject: null,
    steps: [step, { ...step, name: "out", party: "payer", withinMs: 9 * DAY_MS, amountRatio: ratio }],
    repeat: { gte: 1 },
    lookbackMs: DAY_MS,
    reason: "",
  }
  const { stages } = await silenceOf(given(payments), detection, "acme")
  expect(stages).toMatchObject({
    reached: 1,
    next: { candidates: count, nearest: { links: [{ state: "met" }, { state: "missed", observed: "1" }] } },
  })
})
