// The `amount` of a condition: bounds, whole multiples, endings; how they are written, and the nodes they become.
import * as z from "zod"
import { complain } from "./complaint.ts"
import { bounds, checkBounds, list, mapping, money, report, toNumberTest } from "./schema-scalars.ts"
import type { Condition, Money } from "./tree.ts"

const wantEnding = 'the last digits of an amount in quotes, such as "888" or ".99"'
const ENDING = /^(?=.)\d*(\.\d+)?$/
const endingSchema = z
  .string({ error: complain({ code: "RULE_UNQUOTED_CODE", want: wantEnding, form: ENDING.source }) })
  .regex(ENDING, { error: complain({ code: "RULE_INVALID", want: wantEnding }) })

const limit = money()

const written = mapping({
  ...bounds(limit),
  multiple_of: z
    .optional(limit)
    .describe("A whole multiple of this amount, in its currency; zero and other currencies are not."),
  ends_in: list(endingSchema, "endings")
    .optional()
    .describe(
      "The decimal text of the amount, in its own currency, ends in one of these; an ending without a point is of the whole units, and needs an amount without a fraction.",
    ),
})
type Written = z.output<typeof written>

/** Each part that is given, as a node. */
export const amountSchema = written.superRefine(checkAmount).transform(toConditions)

function checkAmount(
  { multiple_of: unit, ends_in: endings, ...limits }: Written,
  context: z.core.$RefinementCtx<unknown>,
): void {
  const given = boundsOf(limits)
  if (given.length === 0 && unit === undefined && endings === undefined) {
    const want = "gte, gt, lte, lt, multiple_of or ends_in"
    report(context, { code: "RULE_MISSING_KEY", say: "tests nothing", want })
  }
  if (given.length > 0) checkBounds(limits, context)
  if (unit === undefined) return
  if (unit.minor === 0) {
    const say = "is zero, of which only zero is a multiple"
    report(context, { code: "RULE_INVALID", say, want: "an amount above zero" }, ["multiple_of"])
  }
  const currency = given[0]?.currency ?? unit.currency
  if (currency !== unit.currency) {
    const say = `is in ${unit.currency} beside bounds in ${currency}`
    report(context, { code: "RULE_INVALID", say, want: "all of them in one currency" }, ["multiple_of"])
  }
}

function boundsOf({ gte, gt, lte, lt }: Pick<Written, "gte" | "gt" | "lte" | "lt">): readonly Money[] {
  return [gte, gt, lte, lt].filter((bound) => bound !== undefined)
}

function toConditions({ multiple_of: unit, ends_in: endings, ...limits }: Written): readonly Condition[] {
  const parts: Condition[] = []
  const currency = boundsOf(limits)[0]?.currency
  if (currency !== undefined) parts.push({ kind: "amount", test: { ...toNumberTest(limits), currency } })
  if (unit !== undefined) parts.push({ kind: "multiple", of: unit })
  if (endings !== undefined) parts.push({ kind: "ending", endings })
  return parts
}
