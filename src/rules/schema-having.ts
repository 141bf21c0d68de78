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
  list,
  mapping,
  moneyTestSchema,
  numberSchema,
  numberTest,
  report,
  toNumberTest,
  word,
} from "./schema-scalars.ts"
import type { Having } from "./tree.ts"

const amountsIn = currencySchema
  .optional()
  .describe("Amounts are converted to this currency; without it all must be in one currency.")

const distinctSchema = mapping({
  field: fieldAmong(["payer", "payee", "counterparty", "amount", "currency", "day"]).describe(
    "What is counted once each: a side, the counterparty, the amount, the currency, the UTC day, or a text field.",
  ),
  ...bounds(countSchema()),
}).superRefine(checkBounds)

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
  of: word(["count", "sum"]).prefault("count").describe("What is compared; count unless given."),
  over: durationSchema.describe("Length of the time before the window that it is compared with."),
  at_least: countSchema(1).describe("Payments needed in that time; with fewer the measure is false."),
  ...bounds(numberSchema()),
  currency: amountsIn,
})
  .superRefine(checkBounds)
  .superRefine(checkCurrency)

const ageSchema = mapping({
  of: word(["payer", "payee", "pair"]).describe("Since the first payment of whom."),
  ...bounds(durationSchema),
}).superRefine(checkBounds)

function checkCurrency(
  written: { readonly of: "count" | "sum"; readonly currency?: string | undefined },
  context: z.core.$RefinementCtx<unknown>,
): void {
  if (written.of === "sum" || written.currency === undefined) return
  const say = "has no amounts to convert while `of` is count"
  report(context, { code: "RULE_INVALID", say, want: "of: sum, or no currency", atKey: true }, ["currency"])
}

/** A mapping of measures; every one must hold. */
export const havingSchema = mapping({
  count: numberTest(countSchema()).optional().describe("Payments in the window."),
  sum: moneyTestSchema.optional().describe("Sum of their amounts."),
  min: moneyTestSchema.optional().describe("Least amount."),
  max: moneyTestSchema.optional().describe("Greatest amount."),
  average: moneyTestSchema.optional().describe("Average amount."),
  distinct: z
    .union([distinctSchema, list(distinctSchema, "mappings with field and bounds")], {
      error: complain({ code: "RULE_INVALID", want: "{ field: payer, gte: 5 }, or a list of such" }),
    })
    .optional()
    .describe("How many different values a field has; a list for several fields."),
  spread: spreadSchema.optional().describe("(greatest − least) / average amount."),
  share: shareSchema.optional().describe("Share of the window for which a condition holds, 0 to 1."),
  baseline: baselineSchema
    .optional()
    .describe("How many times what the group did before, for the same length of time."),
  age: ageSchema.optional().describe("Time since the first payment of the side or pair."),
})
  .superRefine((written, context) => {
    if (Object.keys(written).length > 0) return
    report(context, {
      code: "RULE_MISSING_KEY",
      say: "measures nothing",
      want: "a measure such as count: { gte: 3 }",
    })
  })
  .transform((written): readonly Having[] => {
    const parts: Having[] = []
    if (written.count !== undefined) parts.push({ measure: "count", test: written.count })
    for (const measure of ["sum", "min", "max", "average"] as const) {
      if (written[measure] !== undefined) parts.push({ measure, test: written[measure] })
    }
    for (const distinct of [written.distinct ?? []].flat()) {
      parts.push({ measure: "distinct", field: distinct.field, test: toNumberTest(distinct) })
    }
    if (written.spread !== undefined) {
      const { currency = null } = written.spread
      parts.push({ measure: "spread", currency, test: toNumberTest(written.spread) })
    }
    if (written.share !== undefined) {
      const { of, where, currency = null } = written.share
      parts.push({ measure: "share", of, where, currency, test: toNumberTest(written.share) })
    }
    if (written.baseline !== undefined) {
      const { of, over: overMs, at_least: atLeast, currency = null } = written.baseline
      parts.push({ measure: "baseline", of, overMs, atLeast, currency, test: toNumberTest(written.baseline) })
    }
    if (written.age !== undefined) {
      parts.push({ measure: "age", of: written.age.of, test: toNumberTest(written.age) })
    }
    return parts
  })
