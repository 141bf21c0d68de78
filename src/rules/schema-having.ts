// Measures of a window with their bounds: how they are written, and the nodes they become.
import * as z from "zod"
import { complain } from "./complaint.ts"
import { conditionSchema } from "./schema-conditions.ts"
import {
  bounds,
  checkBounds,
  countSchema,
  currencySchema,
  durationSchema,
  fieldAmong,
  lengthSchema,
  list,
  mapping,
  moneyTestSchema,
  numberSchema,
  numberTest,
  report,
  toNumberTest,
  word,
} from "./schema-scalars.ts"
import type { Having, NumberTest } from "./tree.ts"

const amountsIn = currencySchema
  .optional()
  .describe("Amounts are converted to this currency; without it all must be in one currency.")

const countedField = fieldAmong([
  "payer",
  "payee",
  "counterparty",
  "holder",
  "amount",
  "currency",
  "day",
]).describe(
  "A side, the counterparty, the amount, the currency, the UTC day, a text field, or, by device, phone or address, the holder: the party that has it.",
)

const distinctSchema = mapping({
  field: countedField,
  ...bounds(countSchema()),
}).superRefine(checkBounds)

const repeatedSchema = mapping({
  field: countedField,
  of: word(["count", "share"])
    .prefault("count")
    .describe("How many payments have the most common value, or their share of all; count unless given."),
  ...bounds(numberSchema()),
})
  .superRefine(checkBounds)
  .superRefine(checkRepeated)

const spreadSchema = mapping({ ...bounds(numberSchema()), currency: amountsIn }).superRefine(checkBounds)

const shareSchema = mapping({
  of: word(["count", "sum"])
    .prefault("count")
    .describe("Share of the payments or of their sum; count unless given."),
  where: conditionSchema,
  ...bounds(numberSchema(0, 1)),
  currency: amountsIn,
})
  .superRefine(checkBounds)
  .superRefine(checkCurrency)

const baselineSchema = mapping({
  of: word(["count", "sum", "average", "max"])
    .prefault("count")
    .describe(
      "What is compared: count and sum for the same length of time, average and max as they are; count unless given.",
    ),
  over: lengthSchema.describe("Length of the time before the window that it is compared with."),
  at_least: countSchema(1).describe("Payments needed in that time; with fewer the measure is false."),
  ...bounds(numberSchema()),
  currency: amountsIn,
})
  .superRefine(checkBounds)
  .superRefine(checkCurrency)

const inOutSchema = mapping({
  of: word(["sum", "count"])
    .prefault("sum")
    .describe("Money in by money out, or payments in by payments out; sum unless given."),
  ...bounds(numberSchema()),
  currency: amountsIn,
})
  .superRefine(checkBounds)
  .superRefine(checkCurrency)

const benfordSchema = mapping({
  at_least: countSchema(1).describe(
    "Payments needed, those of nothing aside; with fewer the measure is false. Below a hundred, chance alone is far off.",
  ),
  ...bounds(numberSchema(0, 1)),
}).superRefine(checkBounds)

const whoseSchema = word(["payer", "payee", "pair"])

const ageSchema = mapping({
  of: whoseSchema.describe("Since the first payment of whom."),
  ...bounds(durationSchema),
}).superRefine(checkBounds)

const idleSchema = mapping({
  of: whoseSchema.describe("Whose silence before a payment."),
  ...bounds(durationSchema),
}).superRefine(checkBounds)

function checkCurrency(
  written: { readonly of: string; readonly currency?: string | undefined },
  context: z.core.$RefinementCtx<unknown>,
): void {
  if (written.of !== "count" || written.currency === undefined) return
  const say = "has no amounts to convert while `of` is count"
  report(context, { code: "RULE_INVALID", say, want: "of: sum, or no currency", atKey: true }, ["currency"])
}

/** A count is whole, a share is not above 1. */
function checkRepeated(
  written: { readonly of: "count" | "share" } & { readonly [K in keyof NumberTest]?: number | undefined },
  context: z.core.$RefinementCtx<unknown>,
): void {
  for (const key of ["gte", "gt", "lte", "lt"] as const) {
    const limit = written[key]
    if (limit === undefined) continue
    const want =
      written.of === "count" ? "a whole number, or of: share" : "a number from 0 to 1, or of: count"
    if (written.of === "count" ? Number.isSafeInteger(limit) : limit <= 1) continue
    report(context, { code: "RULE_NOT_A_NUMBER", want }, [key])
  }
}

/** One mapping, or a list of such for a measure that may be wanted several times. */
function oneOrMore<T extends z.ZodType>(schema: T, example: string) {
  return z.union([schema, list(schema, `mappings such as ${example}`)], {
    error: complain({ code: "RULE_INVALID", want: `${example}, or a list of such` }),
  })
}

/** A mapping of measures; every one must hold. */
export const havingSchema = mapping({
  count: numberTest(countSchema()).optional().describe("Payments in the window."),
  sum: moneyTestSchema.optional().describe("Sum of their amounts."),
  min: moneyTestSchema.optional().describe("Least amount."),
  max: moneyTestSchema.optional().describe("Greatest amount."),
  average: moneyTestSchema.optional().describe("Average amount."),
  median: moneyTestSchema
    .optional()
    .describe("Amount in the middle; of an even number, between the two there."),
  distinct: oneOrMore(distinctSchema, "{ field: payer, gte: 5 }")
    .optional()
    .describe("How many different values a field has; a list for several fields."),
  repeated: oneOrMore(repeatedSchema, "{ field: payee, gte: 5 }")
    .optional()
    .describe("How many payments share the most common value of a field; a list for several fields."),
  spread: spreadSchema.optional().describe("(greatest − least) / average amount."),
  share: oneOrMore(shareSchema, "{ where: { channel: cash }, gte: 0.8 }")
    .optional()
    .describe("Share of the window for which a condition holds, 0 to 1; a list for several."),
  in_out: inOutSchema
    .optional()
    .describe(
      "By party, device, phone or address, in both directions: what came in divided by what went out.",
    ),
  baseline: oneOrMore(baselineSchema, "{ over: 90d, at_least: 10, gte: 5 }")
    .optional()
    .describe("How many times what the group did before; a list for several."),
  benford: benfordSchema
    .optional()
    .describe("How far the first digits of the amounts are from Benford's law (mean absolute deviation)."),
  age: oneOrMore(ageSchema, "{ of: payee, lte: 30d }")
    .optional()
    .describe("Time since the first payment of the side or pair; a list for several."),
  idle: oneOrMore(idleSchema, "{ of: payer, gte: 180d }")
    .optional()
    .describe(
      "The longest silence of the side or pair that a payment of the window ended; a list for several.",
    ),
}).superRefine((written, context) => {
  if (Object.keys(written).length > 0) return
  report(context, {
    code: "RULE_MISSING_KEY",
    say: "measures nothing",
    want: "a measure such as count: { gte: 3 }",
  })
})

export type WrittenHaving = z.output<typeof havingSchema>

/** The nodes of what is written, in the order of the language's own list of measures. */
export function toHaving(written: WrittenHaving): readonly Having[] {
  const { count, spread, in_out: inOut, benford } = written
  const parts: Having[] = []
  if (count !== undefined) parts.push({ measure: "count", test: count })
  for (const measure of ["sum", "min", "max", "average", "median"] as const) {
    if (written[measure] !== undefined) parts.push({ measure, test: written[measure] })
  }
  for (const one of [written.distinct ?? []].flat())
    parts.push({ measure: "distinct", field: one.field, test: toNumberTest(one) })
  for (const one of [written.repeated ?? []].flat())
    parts.push({ measure: "repeated", field: one.field, of: one.of, test: toNumberTest(one) })
  if (spread !== undefined)
    parts.push({ measure: "spread", currency: spread.currency ?? null, test: toNumberTest(spread) })
  for (const { of, where, currency = null, ...limits } of [written.share ?? []].flat())
    parts.push({ measure: "share", of, where, currency, test: toNumberTest(limits) })
  if (inOut !== undefined) {
    const { of, currency = null } = inOut
    parts.push({ measure: "in_out", of, currency, test: toNumberTest(inOut) })
  }
  for (const one of [written.baseline ?? []].flat()) {
    const { of, over: overMs, at_least: atLeast, currency = null } = one
    parts.push({ measure: "baseline", of, overMs, atLeast, currency, test: toNumberTest(one) })
  }
  if (benford !== undefined)
    parts.push({ measure: "benford", atLeast: benford.at_least, test: toNumberTest(benford) })
  for (const measure of ["age", "idle"] as const) {
    for (const one of [written[measure] ?? []].flat())
      parts.push({ measure, of: one.of, test: toNumberTest(one) })
  }
  return parts
}
