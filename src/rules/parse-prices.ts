// One price file: what animals and what is got from them were sold for. YAML text → checked prices.
import * as z from "zod"
import type { InputError } from "../model/errors.ts"
import { complain } from "./complaint.ts"
import { issuesToErrors } from "./issues.ts"
import { parseYaml } from "./parse-yaml.ts"
import type { Reading } from "./readings.ts"
import type { RuleFile } from "./rule-file.ts"
import { currencySchema, list, mapping, numberSchema, report, textSchema, word } from "./schema-scalars.ts"
import { PRICE_CONFIDENCES, PRICE_LEVELS, type Price } from "./tree.ts"

/** Grams (international pound: 453.59237) or pieces. An animal is a piece, alive or dead; a pair is two. */
const UNITS = {
  g: { kind: "weight", size: 1 },
  "100 g": { kind: "weight", size: 100 },
  "500 g": { kind: "weight", size: 500 },
  kg: { kind: "weight", size: 1000 },
  lb: { kind: "weight", size: 453.59237 },
  t: { kind: "weight", size: 1_000_000 },
  piece: { kind: "pieces", size: 1 },
  animal: { kind: "pieces", size: 1 },
  pair: { kind: "pieces", size: 2 },
} as const
const UNIT_NAMES = Object.keys(UNITS) as (keyof typeof UNITS)[]

const wantYear = "a year or two joined by a hyphen, such as 2015 or 2015-2022"
const yearSchema = z
  .union([z.number(), z.string()], { error: complain({ code: "PRICES_INVALID", want: wantYear }) })
  .transform(String)
  .pipe(
    z.string().regex(/^(19|20)\d\d(-(19|20)\d\d)?$/, {
      error: complain({ code: "PRICES_INVALID", want: wantYear }),
    }),
  )
  .transform((text) => {
    const [first = "", last = first] = text.split("-")
    return { first: Number(first), last: Number(last) }
  })

const priceSchema = mapping({
  taxon: textSchema.describe("What lexicons call the taxon; for goods of your own any name."),
  product: textSchema.describe("What was sold."),
  per: word(UNIT_NAMES).describe(`What is paid for: ${UNIT_NAMES.join(", ")}.`),
  low: numberSchema(0, undefined, false).describe("Lowest price of one of them, in units of the currency."),
  high: numberSchema(0, undefined, false).describe(
    "Highest price of one of them; the same as low for a single price.",
  ),
  currency: currencySchema.describe("Currency of the price (ISO 4217)."),
  level: word(PRICE_LEVELS).describe(
    "source: hunters, trappers, export; wholesale, dealer, retail; case: put on seizures and in courts; statutory: fixed by an authority.",
  ),
  place: textSchema.describe("Where it was paid or said."),
  year: yearSchema.describe("When: a year, or first and last year."),
  confidence: word(PRICE_CONFIDENCES).describe(
    "How well the price is attested; low when it is not by a source.",
  ),
  source: textSchema.describe("Where the price is attested; begins with memory when it is not."),
  note: textSchema.optional().describe("What else matters when reading it."),
})
  .superRefine(({ low, high, year, source, confidence }, context) => {
    if (high === 0) {
      report(context, { code: "PRICES_INVALID", say: "is zero", want: "a price above zero" }, ["high"])
    } else if (low > high) {
      report(context, { code: "PRICES_INVALID", say: "is above high", want: "low ≤ high" }, ["low"])
    }
    if (year.first > year.last) {
      report(context, { code: "PRICES_INVALID", say: "ends before it begins", want: wantYear }, ["year"])
    }
    if (source.startsWith("memory") && confidence !== "low") {
      const say = `is ${confidence} for a price from memory`
      report(context, { code: "PRICES_INVALID", say, want: "low" }, ["confidence"])
    }
  })
  .transform(({ year, per, note = null, ...price }): Price => {
    return { ...price, per, ...UNITS[per], firstYear: year.first, lastYear: year.last, note }
  })

/** `prices.yaml`. */
export const pricesSchema = mapping({
  prices: list(priceSchema, "prices").describe("Prices by weight, piece, pair or animal."),
}).meta({ title: "moneytrail prices" })

/** Reads a `prices.yaml`; what is wrong goes to `errors` (PRICES_INVALID). */
export function parsePrices(
  { file, text }: RuleFile,
  errors: InputError[],
): Reading<readonly Price[]> | undefined {
  const source = parseYaml(file, text, errors)
  if (source === undefined) return undefined
  const checked = pricesSchema.safeParse(source.value)
  if (!checked.success)
    errors.push(...issuesToErrors(checked.error.issues, { source, code: "PRICES_INVALID" }))
  return { source, read: checked.data?.prices }
}
