// The `price` of a condition: how it is written, and the node it becomes.
import type * as z from "zod"
import {
  countSchema,
  fieldSchema,
  list,
  mapping,
  numberSchema,
  report,
  textSchema,
  word,
} from "./schema-scalars.ts"
import {
  PRICE_BASES,
  PRICE_CONFIDENCES,
  PRICE_KINDS,
  PRICE_LEVELS,
  type PriceCondition,
  type PriceTest,
} from "./tree-conditions.ts"

const written = mapping({
  taxon: list(textSchema, "taxa").describe("Taxa, or goods of your own, that prices.yaml has prices of."),
  fits: mapping({
    from: numberSchema().describe("Times the low end of a price."),
    to: numberSchema().describe("Times its high end."),
  })
    .superRefine(({ from, to }, context) => {
      if (from > to) report(context, { code: "RULE_INVALID", say: "has from above to", want: "from ≤ to" })
    })
    .optional()
    .describe("Some unit price of the payment lies from one to the other, both included, of some price."),
  above: numberSchema()
    .optional()
    .describe("Every unit price that can be compared is more than so many times the highest price."),
  below: numberSchema()
    .optional()
    .describe("Every unit price that can be compared is less than so many times the lowest price."),
  fields: list(fieldSchema, "text fields")
    .prefault(["memo", "goods"])
    .describe(
      "Text fields in which a weight, a number of pieces or a price per unit may stand; memo and goods unless given. The fields quantity and unit count in any case.",
    ),
  by: list(word(PRICE_BASES), PRICE_BASES.join(", "))
    .prefault([...PRICE_BASES])
    .describe(
      "amount: the amount divided by the quantity; stated: a price per unit in the text. Both unless given.",
    ),
  per: list(word(PRICE_KINDS), PRICE_KINDS.join(", "))
    .prefault([...PRICE_KINDS])
    .describe("Prices by weight, by piece (pair, animal); both unless given."),
  level: list(word(PRICE_LEVELS), PRICE_LEVELS.join(", "))
    .prefault(["source", "wholesale", "dealer", "retail", "case"])
    .describe("Levels of prices that count; all but statutory unless given."),
  confidence: list(word(PRICE_CONFIDENCES), PRICE_CONFIDENCES.join(", "))
    .prefault(["mid", "high"])
    .describe("Confidence of prices that count; mid and high unless given."),
  since: countSchema(1900).optional().describe("Prices of this year or later count; of any unless given."),
})
type Written = z.output<typeof written>

export const priceSchema = written
  .superRefine(({ fits, above, below }, context) => {
    if ([fits, above, below].filter((test) => test !== undefined).length === 1) return
    const say = "tests not exactly one thing"
    report(context, { code: "RULE_MISSING_KEY", say, want: "one of fits, above and below" })
  })
  .transform((price): PriceCondition => {
    const { taxon: taxa, level: levels, since = null, fields, by, per, confidence } = price
    return { kind: "price", fields, taxa, levels, confidence, since, by, per, test: testOf(price) }
  })

function testOf({ fits, above, below }: Written): PriceTest {
  if (fits !== undefined) return { is: "fits", ...fits }
  return above === undefined ? { is: "below", times: below ?? 0 } : { is: "above", times: above }
}
