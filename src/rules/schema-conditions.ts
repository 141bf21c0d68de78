// Conditions on one payment: how they are written, and the nodes they become.
import * as z from "zod"
import { countryCode } from "../model/countries.ts"
import { nearest } from "../model/nearest.ts"
import { TEXT_FIELDS, type TextField, type TextFieldName } from "../model/payment.ts"
import {
  AMBIGUITIES,
  CLEAR_HEARINGS,
  COMPANIONS,
  type Companion,
  HEARINGS,
  TERM_KINDS,
} from "../text/lexicon.ts"
import { MAX_PATTERN_LENGTH, patternFault } from "../text/pattern.ts"
import { complain } from "./complaint.ts"
import { amountSchema } from "./schema-amount.ts"
import { clockSchema } from "./schema-clock.ts"
import { priceSchema } from "./schema-price.ts"
import {
  booleanSchema,
  countSchema,
  currencySchema,
  fieldAmong,
  fieldSchema,
  idSchema,
  list,
  mapping,
  report,
  textSchema,
  word,
} from "./schema-scalars.ts"
import type { Condition, SameField } from "./tree.ts"

const patternSchema = z
  .string({ error: complain({ code: "RULE_UNQUOTED_CODE", want: "a pattern in quotes" }) })
  .regex(/\S/, {
    error: complain({ code: "RULE_PATTERN_INVALID", say: "is blank", want: "a pattern" }),
    abort: true,
  })
  .superRefine((pattern, context) => {
    const fault = patternFault(pattern)
    if (fault !== undefined) report(context, { code: "RULE_PATTERN_INVALID", ...fault })
  })
  .meta({ maxLength: MAX_PATTERN_LENGTH })

const valueTests = {
  in: list(textSchema, "texts").optional().describe("Equal to one of these."),
  in_list: idSchema.optional().describe("On the list with this id (rules/lists)."),
  exists: booleanSchema.optional().describe("Whether the field has a value."),
}
const notEmpty =
  (want: string) =>
  (test: object, context: z.core.$RefinementCtx<unknown>): void => {
    // An unknown key is told as such, not as a missing one too.
    if (context.issues.length > 0 || Object.keys(test).length > 0) return
    report(context, { code: "RULE_MISSING_KEY", say: "tests nothing", want })
  }

const partyTestSchema = z.union(
  [textSchema, mapping(valueTests).superRefine(notEmpty("in, in_list or exists"))],
  {
    error: complain({
      code: "RULE_UNQUOTED_CODE",
      want: "an id in quotes, or a mapping: { in: [ … ] }, { in_list: id } or { exists: true }",
    }),
  },
)

const textTestSchema = z
  .union(
    [
      textSchema,
      mapping({
        ...valueTests,
        matches: patternSchema
          .optional()
          .describe(
            "A pattern in the syntax of RE2, found anywhere in the text; width, case and spaces do not count. Write it in single quotes.",
          ),
      }).superRefine(notEmpty("in, in_list, matches or exists")),
    ],
    {
      error: complain({
        code: "RULE_UNQUOTED_CODE",
        want: "text in quotes, or a mapping: { in: [ … ] }, { in_list: id }, { matches: pattern } or { exists: true }",
      }),
    },
  )
  .meta({
    id: "TextTest",
    description:
      "A text the field equals (width and case do not count), or a mapping with in, in_list, matches, exists.",
  })
type TextTest = z.output<typeof textTestSchema>

const SIDES = ["payer", "payee"] as const
const isSide = (field: SameField): field is (typeof SIDES)[number] => SIDES.some((side) => side === field)

const sameSchema = z
  .tuple([fieldAmong(SIDES), fieldAmong(SIDES)], {
    error: complain({
      code: "RULE_INVALID",
      want: "a list of two fields, such as [payerCountry, payeeCountry]",
    }),
  })
  .superRefine(([first, second], context) => {
    if (first === second) {
      report(context, { code: "RULE_INVALID", say: `names ${first} twice`, want: "two different fields" })
    } else if (isSide(first) !== isSide(second)) {
      const want = `[payer, payee], or two text fields (${isSide(first) ? first : second}Name is one)`
      report(context, { code: "RULE_INVALID", say: "compares the id of a party with a text", want })
    }
  })

const currencyTestSchema = z.union(
  [currencySchema, mapping({ in: list(currencySchema, "currency codes").describe("One of these.") })],
  { error: complain({ code: "RULE_INVALID", want: "a currency code such as USD, or { in: [CNY, HKD] }" }) },
)

const accompaniedSchema = z
  .union([z.boolean(), list(word(COMPANIONS), COMPANIONS.join(", "))], {
    error: complain({ code: "RULE_INVALID", want: `true, or a list of ${COMPANIONS.join(", ")}` }),
  })
  .transform((asked): readonly Companion[] => {
    if (typeof asked === "boolean") return asked ? COMPANIONS : []
    return asked
  })

const lexiconTestSchema = mapping({
  lexicon: list(idSchema, "lexicon ids").describe(
    "Ids of lexicons (rules/lexicons) whose terms are looked for.",
  ),
  fields: list(fieldSchema, "text fields")
    .prefault(["memo", "goods"])
    .describe("Text fields to look in; memo and goods unless given."),
  ambiguity: list(word(AMBIGUITIES), AMBIGUITIES.join(", "))
    .prefault(["low", "mid"])
    .describe("How ambiguous terms may be; low and mid unless given."),
  kinds: list(word(TERM_KINDS), TERM_KINDS.join(", "))
    .prefault([...TERM_KINDS])
    .describe("Kinds of terms; all unless given."),
  min_terms: countSchema(1).prefault(1).describe("Different terms needed over the fields of one payment."),
  heard: list(word(HEARINGS), HEARINGS.join(", "))
    .prefault([...CLEAR_HEARINGS])
    .describe("Paths by which terms may be heard; all but pinyin, initials and homophone unless given."),
  doubtful: booleanSchema
    .prefault(false)
    .describe("Whether terms count whose source is memory-UNVERIFIED; they do not unless given."),
  alone: booleanSchema
    .prefault(false)
    .describe("Whether terms that need company (with) count without it; they do not unless given."),
  accompanied: accompaniedSchema
    .prefault(false)
    .describe(
      "Every term needs company, also one that needs none by itself: true for company of any kind, or a list of the kinds that count. Not unless given.",
    ),
}).superRefine(({ alone, accompanied }, context) => {
  if (!alone || accompanied.length === 0) return
  report(context, { code: "RULE_INVALID", say: "has alone and accompanied", want: "one of them" })
})

const textFieldShape = Object.fromEntries(
  TEXT_FIELDS.map((field) => [field, textTestSchema.optional().describe(`The payment field ${field}.`)]),
) as Record<TextField, z.ZodOptional<typeof textTestSchema>>

const conditionShape = {
  amount: amountSchema
    .optional()
    .describe("Bounds on the amount in the currency they name, whole multiples, endings."),
  currency: currencyTestSchema.optional().describe("The currency of the payment."),
  payer: partyTestSchema.optional().describe("Id of the payer."),
  payee: partyTestSchema.optional().describe("Id of the payee."),
  ...textFieldShape,
  text: lexiconTestSchema.optional().describe("Terms of lexicons in text fields."),
  price: priceSchema
    .optional()
    .describe("What is paid for a gram or a piece, beside known prices of taxa (prices.yaml)."),
  clock: clockSchema.optional().describe("Time of day and day of the week by the clock of a zone."),
  same: sameSchema
    .optional()
    .describe("Two fields that hold the same: [payer, payee], or two text fields such as countries."),
  get all(): z.ZodOptional<z.ZodType<readonly Condition[]>> {
    return list(conditionSchema, "conditions").optional().describe("All of these hold.")
  },
  get any(): z.ZodOptional<z.ZodType<readonly Condition[]>> {
    return list(conditionSchema, "conditions").optional().describe("At least one of these holds.")
  },
  get not(): z.ZodOptional<z.ZodType<Condition>> {
    return conditionSchema.optional().describe("This does not hold.")
  },
}
const KNOWN = Object.keys(conditionShape)

/** A mapping of which every key must hold. */
export const conditionSchema: z.ZodType<Condition> = z
  .object(conditionShape, {
    error: complain({ code: "RULE_INVALID", want: "a mapping such as { channel: cash }" }),
  })
  .catchall(z.unknown())
  // Also when a known key is wrong: all that is wrong is said at once.
  .superRefine(checkKeys, { when: () => true })
  .superRefine(checkCountries, { when: () => true })
  .transform(toCondition)
  .meta({
    id: "Condition",
    minProperties: 1,
    description: "A predicate on one payment: a mapping of which every key must hold.",
  })

function checkKeys(written: unknown, context: z.core.$RefinementCtx<unknown>): void {
  if (typeof written !== "object" || written === null || Array.isArray(written)) return
  const entries = Object.entries(written)
  if (entries.length === 0) {
    report(context, {
      code: "RULE_INVALID",
      say: "is empty",
      want: "at least one condition, or leave it out",
    })
  }
  for (const [key, test] of entries) {
    if (KNOWN.includes(key)) continue
    if (isAttribute(key)) {
      for (const issue of textTestSchema.safeParse(test).error?.issues ?? []) {
        context.addIssue({ ...issue, path: [key, ...issue.path] })
      }
      continue
    }
    const want =
      nearest(key, KNOWN) ?? "a field of a payment such as memo, or attributes.<name> for another column"
    const say = "is no field of a payment"
    report(context, { code: "RULE_UNKNOWN_FIELD", say, want, atKey: true }, [key])
  }
}

/** Payments hold countries as two letters, whatever their file wrote: no other text is ever found there. */
function checkCountries(written: unknown, context: z.core.$RefinementCtx<unknown>): void {
  for (const field of ["payerCountry", "payeeCountry"] as const) {
    const test = typeof written === "object" && written !== null ? Object(written)[field] : undefined
    const values: unknown = typeof test === "string" ? [test] : test?.in
    if (!Array.isArray(values)) continue
    for (const [i, value] of values.entries()) {
      if (typeof value !== "string" || value.trim() === "") continue
      const code = countryCode(value.trim())
      if (code === value.trim().toUpperCase()) continue
      const want = code ?? "the two letters of a country (ISO 3166), such as KE"
      const path = typeof test === "string" ? [field] : [field, "in", i]
      report(context, { code: "RULE_INVALID", say: `(${value}) is no code of a country`, want }, path)
    }
  }
}

function isAttribute(key: string): key is `attributes.${string}` {
  return key.startsWith("attributes.") && key.length > "attributes.".length
}

type Written = Readonly<Record<string, unknown>> & {
  readonly [K in keyof typeof conditionShape]?: z.output<(typeof conditionShape)[K]>
}

function toCondition(written: Written): Condition {
  const parts: Condition[] = []
  if (written.amount !== undefined) parts.push(...written.amount)
  if (written.currency !== undefined) {
    const values = typeof written.currency === "string" ? [written.currency] : written.currency.in
    parts.push({ kind: "currency", values })
  }
  for (const side of SIDES) {
    if (written[side] !== undefined) parts.push(...toFieldConditions(side, written[side]))
  }
  for (const field of TEXT_FIELDS) {
    if (written[field] !== undefined) parts.push(...toFieldConditions(field, written[field]))
  }
  for (const key of Object.keys(written)) {
    if (isAttribute(key)) parts.push(...toFieldConditions(key, textTestSchema.parse(written[key])))
  }
  if (written.text !== undefined) {
    const { lexicon: lexicons, min_terms: minTerms, ...test } = written.text
    parts.push({ kind: "lexicon", lexicons, minTerms, ...test })
  }
  if (written.price !== undefined) parts.push(written.price)
  if (written.clock !== undefined) parts.push(written.clock)
  if (written.same !== undefined) parts.push({ kind: "same", fields: written.same })
  if (written.all !== undefined) parts.push(...written.all)
  if (written.any !== undefined) parts.push({ kind: "any", of: written.any })
  if (written.not !== undefined) parts.push({ kind: "not", of: written.not })
  return parts.length === 1 ? parts[0]! : { kind: "all", of: parts }
}

function toFieldConditions(field: TextFieldName | "payer" | "payee", test: TextTest): Condition[] {
  const { in: values, in_list: onList, matches, exists } = typeof test === "string" ? { in: [test] } : test
  const parts: Condition[] = []
  if (values !== undefined) {
    parts.push(isSide(field) ? { kind: "party", side: field, values } : { kind: "text", field, values })
  }
  if (onList !== undefined) parts.push({ kind: "list", field, list: onList })
  if (matches !== undefined && !isSide(field)) parts.push({ kind: "pattern", field, pattern: matches })
  if (exists !== undefined) parts.push({ kind: "exists", field, exists })
  return parts
}
