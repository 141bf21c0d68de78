// Random window rules over every grouping and measure, and tables with identifiers that parties share.
import fc from "fast-check"
import type { TextFieldName } from "../../src/model/payment.ts"
import type { Having, WindowDetection } from "../../src/rules/tree.ts"
import { condition, durationMs, testOf, UNIT_MS, where, world } from "./arbitrary.ts"
import type { World } from "./brute-force.ts"

/** Fields beside channel and memo, with the values they have. Devices are shared most. */
const IDENTIFIERS = {
  payerDevice: ["", "d1", "d1", "d2"],
  payeeDevice: ["", "", "d1", "d2"],
  payerPhone: ["", "1", "2", "2"],
  payeePhone: ["", "1", "2", "1"],
  payerAddress: ["", "", "", "x"],
  payeeAddress: ["", "x", "y", "y"],
  waybill: ["", "w1", "w1", "w2"],
} as const
const FIELDS = Object.keys(IDENTIFIERS) as (keyof typeof IDENTIFIERS)[]

/** The text columns that some payment needs: a field without a value anywhere has no column. */
export function columnsOf({ payments }: World): TextFieldName[] {
  const fields = payments.flatMap(({ text = {} }) => Object.keys(text) as TextFieldName[])
  return [...new Set<TextFieldName>(["channel", "memo", ...fields])]
}

/** Random tables in which some of the identifiers are known. */
export const identifiedWorld: fc.Arbitrary<World> = fc
  .record({
    given: world,
    // Two bits a field choose its value.
    choices: fc.array(fc.nat({ max: 4 ** FIELDS.length - 1 }), { minLength: 16, maxLength: 16, size: "max" }),
    known: fc.array(fc.constantFrom(true, true, true, false), {
      minLength: FIELDS.length,
      maxLength: FIELDS.length,
    }),
  })
  .map(({ given, choices, known }) => ({
    ...given,
    payments: given.payments.map((payment, row) => {
      const text: Partial<Record<TextFieldName, string>> = { ...payment.text }
      FIELDS.forEach((field, i) => {
        const value = IDENTIFIERS[field][(choices[row]! >> (2 * i)) & 3]!
        if (known[i] && value !== "") text[field] = value
      })
      return { ...payment, text }
    }),
  }))

export type Group = Pick<WindowDetection, "groupBy" | "subject" | "direction">

const DIRECTIONS = [null, "in", "out"] as const

/** Every grouping, with the subjects and directions it can have. */
export const GROUPINGS: Readonly<Record<WindowDetection["groupBy"], readonly Group[]>> = {
  payer: [{ groupBy: "payer", subject: "payer", direction: null }],
  payee: [{ groupBy: "payee", subject: "payee", direction: null }],
  pair: (["payer", "payee"] as const).map((subject) => ({ groupBy: "pair", subject, direction: null })),
  party: DIRECTIONS.map((direction) => ({ groupBy: "party", subject: "party", direction })),
  device: DIRECTIONS.map((direction) => ({ groupBy: "device", subject: "holder", direction })),
  phone: DIRECTIONS.map((direction) => ({ groupBy: "phone", subject: "holder", direction })),
  address: DIRECTIONS.map((direction) => ({ groupBy: "address", subject: "holder", direction })),
  waybill: (["payer", "payee"] as const).map((subject) => ({ groupBy: "waybill", subject, direction: null })),
}

export const ALL_GROUPS = Object.values(GROUPINGS).flat()

/** Whether a grouping takes a payment once for each of its sides. */
export const isOfLegs = ({ subject }: Group): boolean => subject === "party" || subject === "holder"

/** The measure, or one close to it that a rule may use with the grouping; undefined when there is none. */
export function fitted(group: Group, having: Having): Having | undefined {
  if (having.measure === "in_out") return isOfLegs(group) && group.direction === null ? having : undefined
  const counts = having.measure === "distinct" || having.measure === "repeated"
  if (!counts || having.field !== "holder" || group.subject === "holder") return having
  return { ...having, field: "counterparty" }
}

/** Rules of one grouping with these measures, as far as they fit. */
export function windowRule(group: Group, havings: fc.Arbitrary<Having[]>): fc.Arbitrary<WindowDetection> {
  return fc.record({ where, havings, lookbackMs: durationMs }).map(({ havings, ...parts }) => {
    const having = havings.flatMap((one) => fitted(group, one) ?? [])
    return { kind: "window", ...group, ...parts, having, reason: "{total} {parties}" }
  })
}

const money = fc
  .record({
    test: testOf([0, 50, 90, 100, 200, 300]),
    currency: fc.constantFrom("USD", "USD", "EUR"),
  })
  .map(({ test, currency }) => ({ ...test, currency }))
const counts = testOf([1, 2, 3, 4])
const currency = fc.constantFrom(null, "USD")
const whose = fc.constantFrom("payer" as const, "payee" as const, "pair" as const)
const field = fc.constantFrom(
  "payer" as const,
  "payee" as const,
  "counterparty" as const,
  "holder" as const,
  "amount" as const,
  "currency" as const,
  "day" as const,
  "memo" as const,
  "channel" as const,
)

type Of<M extends Having["measure"]> = Having & { readonly measure: M }

/** Every measure of the language. */
export const HAVINGS: { readonly [M in Having["measure"]]: fc.Arbitrary<Of<M>> } = {
  count: counts.map((test) => ({ measure: "count", test })),
  sum: money.map((test) => ({ measure: "sum", test })),
  min: money.map((test) => ({ measure: "min", test })),
  max: money.map((test) => ({ measure: "max", test })),
  average: money.map((test) => ({ measure: "average", test })),
  median: money.map((test) => ({ measure: "median", test })),
  distinct: fc.record({ measure: fc.constant("distinct" as const), field, test: counts }),
  repeated: fc.oneof(
    fc.record({
      measure: fc.constant("repeated" as const),
      field,
      of: fc.constant("count" as const),
      test: counts,
    }),
    fc.record({
      measure: fc.constant("repeated" as const),
      field,
      of: fc.constant("share" as const),
      test: testOf([0, 0.25, 0.5, 1]),
    }),
  ),
  spread: fc.record({ measure: fc.constant("spread" as const), currency, test: testOf([0, 0.01, 0.5, 1]) }),
  share: fc.record({
    measure: fc.constant("share" as const),
    of: fc.constantFrom("count" as const, "sum" as const),
    where: condition,
    currency,
    test: testOf([0, 0.25, 0.5, 1]),
  }),
  in_out: fc.record({
    measure: fc.constant("in_out" as const),
    of: fc.constantFrom("count" as const, "sum" as const),
    currency,
    test: testOf([0, 0.5, 0.9, 1, 2]),
  }),
  baseline: fc.record({
    measure: fc.constant("baseline" as const),
    of: fc.constantFrom("count" as const, "sum" as const, "average" as const, "max" as const),
    overMs: fc.constantFrom(UNIT_MS, 2 * UNIT_MS, 6 * UNIT_MS),
    atLeast: fc.constantFrom(0, 1, 2),
    currency,
    test: testOf([0.5, 1, 2, 3]),
  }),
  benford: fc.record({
    measure: fc.constant("benford" as const),
    atLeast: fc.constantFrom(1, 2, 4),
    // Two, three and four amounts of this table are so far off.
    test: testOf([0.12, 0.13, 0.15]),
  }),
  age: fc.record({
    measure: fc.constant("age" as const),
    of: whose,
    test: testOf([0, 1, UNIT_MS, 3 * UNIT_MS]),
  }),
  idle: fc.record({
    measure: fc.constant("idle" as const),
    of: whose,
    test: testOf([1, UNIT_MS - 1, UNIT_MS, 3 * UNIT_MS]),
  }),
}

export const MEASURES = Object.keys(HAVINGS) as Having["measure"][]

export const anyHaving = fc.oneof(...Object.values<fc.Arbitrary<Having>>(HAVINGS))
