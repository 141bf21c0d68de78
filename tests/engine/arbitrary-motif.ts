// Random small graphs of payments that are full of motifs, and rules that look for them: many ties of time, payments
// at the very edge of windows, payments to oneself, cash, amounts of zero, several currencies of which one has no rate.
import fc from "fast-check"
import { createRateTable } from "../../src/model/rates.ts"
import type { MotifShape } from "../../src/model/vocabulary.ts"
import type { Condition, MotifDetection } from "../../src/rules/tree.ts"
import type { World } from "./brute-force.ts"

/** Times are whole numbers of it, but for some that are a millisecond less. */
export const UNIT_MS = 3_600_000

const rates = createRateTable([{ date: "1970-01-01", from: "EUR", to: "USD", rate: "2" }])

interface Step {
  /** Numbers of parties; −1: cash. */
  readonly from: number
  readonly to: number
  readonly units: number
}

const unit = fc.integer({ min: 0, max: 8 })

/** Anyone to anyone, at any time. */
function anyStep(parties: number): fc.Arbitrary<Step> {
  const party = fc.integer({ min: 0, max: parties - 1 })
  return fc.oneof(
    { weight: 8, arbitrary: fc.record({ from: party, to: party, units: unit }) },
    { weight: 1, arbitrary: fc.record({ from: party, to: fc.constant(-1), units: unit }) },
    { weight: 1, arbitrary: fc.record({ from: fc.constant(-1), to: party, units: unit }) },
  )
}

/** To the next party of a ring, mostly later the further round it is. */
function ringStep(parties: number): fc.Arbitrary<Step> {
  const place = fc.integer({ min: 0, max: parties - 1 })
  const delay = fc.constantFrom(0, 0, 1, 2)
  return fc
    .tuple(place, delay, fc.constantFrom(1, 1, 1, 2))
    .map(([from, later, by]) => ({ from, to: (from + by) % parties, units: from + later }))
}

/** From one of the first parties to one in the middle, or mostly later from there to one of the last. */
const layerStep =
  ([first, middle, last]: readonly [number, number, number]) =>
  (): fc.Arbitrary<Step> => {
    const one = (start: number, size: number) => fc.integer({ min: start, max: start + size - 1 })
    const early = fc.constantFrom(0, 0, 1, 1, 2, 3)
    const late = fc.constantFrom(1, 2, 3, 3, 4, 6)
    return fc.oneof(
      fc.record({ from: one(0, first), to: one(first, middle), units: early }),
      fc.record({ from: one(first, middle), to: one(first + middle, last), units: late }),
    )
  }

const LINKS = [layerStep([1, 2, 1]), layerStep([1, 2, 2]), layerStep([2, 2, 1]), layerStep([2, 3, 2])]
const STACKS = [layerStep([1, 2, 2]), layerStep([2, 2, 1]), layerStep([2, 2, 2]), layerStep([2, 2, 2])]
const HUBS = [layerStep([2, 1, 2]), layerStep([3, 1, 3]), layerStep([2, 1, 3])]

/** Payments such as the shape is made of. */
function stepsFor(shape: MotifShape): readonly ((parties: number) => fc.Arbitrary<Step>)[] {
  switch (shape) {
    case "cycle":
    case "chain":
      return [ringStep]
    case "scatter-gather":
      return LINKS
    case "stack":
      return STACKS
    case "bipartite":
      return [layerStep([4, 2, 1]), layerStep([2, 3, 2])]
    default:
      return HUBS
  }
}

const nameOf = (party: number): string => (party < 0 ? "" : "dbgafce"[party]!)

const drawnWorld = (shape: MotifShape): fc.Arbitrary<World> =>
  fc
    .record({
      parties: fc.integer({ min: 3, max: 7 }),
      stepsOf: fc.constantFrom(anyStep, ...stepsFor(shape), ...stepsFor(shape)),
      oneCurrency: fc.constantFrom(true, true, false),
      withRates: fc.boolean(),
    })
    .chain(({ parties, stepsOf, oneCurrency, withRates }) =>
      fc
        .array(
          fc.record({
            step: fc.oneof(
              { weight: 9, arbitrary: stepsOf(parties) },
              { weight: 1, arbitrary: anyStep(parties) },
            ),
            isEarly: fc.constantFrom(false, false, false, false, false, true),
            amountMinor: fc.constantFrom(0, 80, 90, 100, 100, 100, 100, 100, 101, 101, 200),
            currency: fc.constantFrom("USD", "USD", "EUR", "JPY"),
            status: fc.constantFrom(
              ...Array.from({ length: 9 }, () => "settled" as const),
              "pending" as const,
            ),
            channel: fc.constantFrom("", "cash", "bank", "bank", "bank", "bank", "bank", "bank"),
          }),
          { minLength: 8, maxLength: 14, size: "max" },
        )
        .map((drawn) => ({
          payments: drawn.map(({ step, isEarly, currency, channel, ...rest }, i) => ({
            ...rest,
            id: `p${(i * 7) % 15}`,
            time: step.units * UNIT_MS - (isEarly && step.units > 0 ? 1 : 0),
            payer: nameOf(step.from),
            payee: nameOf(step.to),
            currency: oneCurrency ? "USD" : currency,
            text: { channel },
          })),
          rates: withRates ? rates : undefined,
        })),
    )

/** Without fast-check's liking for the ends of ranges, which would leave most graphs with two or three parties. */
export const motifWorld = (shape: MotifShape): fc.Arbitrary<World> => fc.noBias(drawnWorld(shape))

const durationMs = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(0, 1, UNIT_MS - 1, UNIT_MS) },
  { weight: 2, arbitrary: fc.constantFrom(2 * UNIT_MS, 3 * UNIT_MS, 4 * UNIT_MS, 6 * UNIT_MS, 9 * UNIT_MS) },
)

const where: fc.Arbitrary<Condition | null> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.constant({ kind: "text", field: "channel", values: ["bank"] } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: "amount", test: { gte: 90, currency: "USD" } } as const) },
)

const ratio = fc.record(
  {
    gte: fc.constantFrom(0.5, 0.5, 0.9, 1),
    lt: fc.constantFrom(1.01, 2),
    currency: fc.constantFrom(null, "USD"),
  },
  { requiredKeys: ["currency", "gte"] },
)

/** Null three times out of five. */
const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 2, arbitrary: value })

const hops = fc
  .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 0, max: 2 }))
  .map(([gte, more]) => ({ gte, lte: gte + more }))

const PATHS: readonly MotifShape[] = ["cycle", "chain"]
const ENDS: readonly MotifShape[] = ["scatter-gather", "stack"]

/** Rules of one shape, with the keys that the shape has. */
export function motifRule(shape: MotifShape): fc.Arbitrary<MotifDetection> {
  const isPath = PATHS.includes(shape)
  const hasEnds = ENDS.includes(shape)
  const hasShared = shape === "stack" || shape === "bipartite"
  const hasRatio = isPath || hasEnds || shape === "gather-scatter"
  return fc.record({
    kind: fc.constant("motif" as const),
    shape: fc.constant(shape),
    where,
    withinMs: durationMs,
    hopWithinMs: isPath || hasEnds ? orNull(durationMs) : fc.constant(null),
    hops: isPath ? hops : fc.constant(null),
    width: isPath ? fc.constant(null) : fc.constantFrom(2, 2, 2, 2, 2, 3),
    widthOut:
      shape === "stack" || shape === "gather-scatter" ? orNull(fc.constantFrom(2, 2, 3)) : fc.constant(null),
    shared: hasShared ? fc.constantFrom(1, 2) : fc.constant(null),
    amountRatio: hasRatio ? orNull(ratio) : fc.constant(null),
    maxDegree: fc.constantFrom(2, 3, 4, 9, 9, 9, 9, 9),
    budget: fc.constant(1_000_000),
    subject: hasEnds ? fc.constantFrom("source" as const, "sink" as const) : fc.constant("centre" as const),
    reason: fc.constant("{subject}"),
  })
}
