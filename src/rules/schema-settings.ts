// What a deployer may write: settings (`moneytrail.yaml`) and suppressions.
import * as z from "zod"
import { isDay } from "../model/time.ts"
import { RULE_STATUSES, TYPOLOGIES } from "../model/vocabulary.ts"
import { complain } from "./complaint.ts"
import { booleanSchema, idSchema, list, mapping, report, textSchema, word } from "./schema-scalars.ts"

/** Values as written; each is checked against the param it is for. */
export const valuesSchema = z.record(
  z.string(),
  z.union([z.string(), z.number()], {
    error: complain({ code: "RULE_INVALID", want: "a value such as 8500 USD, 7d, 3 or 0.9" }),
  }),
  { error: complain({ code: "RULE_INVALID", want: "a mapping of params to values" }) },
)

const wantsDay = 'a day such as "2027-01-31"'
const notDay = complain({ code: "RULE_INVALID", want: wantsDay })
const DAY_FORM = /^\d{4}-\d\d-\d\d$/
/** A day of the calendar, `2027-01-31`. */
export const daySchema = z
  .string({ error: complain({ code: "RULE_UNQUOTED_CODE", want: wantsDay, form: DAY_FORM.source }) })
  .regex(DAY_FORM, { error: notDay, abort: true })
  .refine(isDay, { error: notDay })

/** At least one of the keys. */
function needOne(keys: readonly string[], say: string) {
  return (value: object, context: z.core.$RefinementCtx<unknown>): void => {
    if (Object.keys(value).some((key) => keys.includes(key))) return
    report(context, { code: "RULE_MISSING_KEY", say, want: `one of ${keys.join(", ")}` })
  }
}

/** A mistyped key is told as such, not as a missing one too. */
const IF_SOUND = { when: ({ issues }: z.core.ParsePayload) => issues.length === 0 }

const criteriaShape = {
  rules: list(idSchema, "rule ids").optional().describe("Rules by id."),
  tags: list(idSchema, "tags").optional().describe("Rules with one of these tags."),
  typologies: list(word(TYPOLOGIES), "typologies").optional().describe("Rules of one of these typologies."),
  status: list(word(RULE_STATUSES), RULE_STATUSES.join(", "))
    .optional()
    .describe("Rules of one of these statuses: experimental, stable, deprecated."),
}
const criteriaSchema = mapping(criteriaShape)
  .superRefine(needOne(Object.keys(criteriaShape), "names no rules"), IF_SOUND)
  .transform(({ rules = [], tags = [], typologies = [], status = [] }) => ({
    rules,
    tags,
    typologies,
    status,
  }))

const listChangeSchema = mapping({
  add: list(textSchema, "texts").optional().describe("Entries to add."),
  remove: list(textSchema, "texts").optional().describe("Entries to take away, as the list writes them."),
  source: textSchema.describe("Where the change comes from, or why it was made."),
  date: daySchema.describe("Day of the change."),
}).superRefine(needOne(["add", "remove"], "changes nothing"), IF_SOUND)

/** `{ party, pair, rule, by, reason, until }`: one suppression. */
const suppressionSchema = mapping({
  party: textSchema.optional().describe("Findings about the party with this id."),
  pair: mapping({
    payer: textSchema.describe("Id of the payer."),
    payee: textSchema.describe("Id of the payee."),
  })
    .optional()
    .describe("Findings all of whose payments go from this payer to this payee."),
  rule: idSchema.optional().describe("Findings of the rule with this id."),
  by: textSchema.describe("Who decided."),
  reason: textSchema.describe("Why."),
  until: daySchema.describe("The last day on which it holds."),
})
  .superRefine(needOne(["party", "pair", "rule"], "covers nothing"), IF_SOUND)
  .transform(({ party = null, pair = null, rule = null, ...note }) => ({ party, pair, rule, ...note }))

/** `suppressions.yaml`. */
export const suppressionsSchema = list(suppressionSchema, "suppressions", 0).meta({
  title: "moneytrail suppressions",
})

/** A deployer's settings, `moneytrail.yaml`. */
export const settingsSchema = mapping({
  select: criteriaSchema
    .optional()
    .describe("Rules that run: those that meet any of these; all unless given."),
  disable: criteriaSchema.optional().describe("Rules that do not run: those that meet any of these."),
  rules: z
    .record(
      z.string(),
      mapping({
        enabled: booleanSchema
          .optional()
          .describe("false: the rule does not run; true: it runs, whatever select and disable say."),
        params: valuesSchema.prefault({}).describe("Values that take the place of the rule's defaults."),
      }),
      { error: complain({ code: "RULE_INVALID", want: "a mapping of rule ids to their settings" }) },
    )
    .prefault({})
    .describe("Settings by rule id."),
  lists: z
    .record(z.string(), listChangeSchema, {
      error: complain({ code: "RULE_INVALID", want: "a mapping of list ids to their changes" }),
    })
    .prefault({})
    .describe("Changes to lists by list id."),
  suppressions: suppressionsSchema.prefault([]).describe("Recorded decisions not to alert."),
}).meta({ title: "moneytrail settings" })
