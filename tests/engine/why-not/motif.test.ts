// Why a motif rule is silent: which ends the party has.
import { expect, test } from "vitest"
import type { Detection } from "../../../src/rules/tree.ts"
import { DAY_MS, given, pay, silenceOf } from "./cases.ts"

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

test("a stack about the sink needs as many payers as it has layers; only a hub has a bound on its degree", async () => {
  const stack: Detection = {
    kind: "motif",
    shape: "stack",
    where: null,
    withinMs: DAY_MS,
    hopWithinMs: null,
    hops: null,
    width: 3,
    widthOut: 2,
    shared: 1,
    amountRatio: null,
    maxDegree: 1,
    budget: 1000,
    subject: "sink",
    reason: "",
  }
  const payments = [pay("a", "x", "acme", 0), pay("b", "y", "acme", 0)]
  expect((await silenceOf(given(payments), stack, "acme")).stages).toMatchObject({
    incoming: { widest: { threshold: "at least 3", observed: "2", gap: { text: "1 short" } } },
    outgoing: { widest: { state: "met" } },
    degree: { threshold: "any", observed: "2", state: "met" },
  })
  const hub: Detection = { ...stack, shape: "gather-scatter", shared: null, subject: "centre" }
  expect((await silenceOf(given(payments), hub, "acme")).stages).toMatchObject({
    degree: { threshold: "at most 1", observed: "2", gap: { text: "1 too much" } },
  })
})
