// What a file of messages may hold: all that is said to people, in one language.
import * as z from "zod"
import { PLURAL_FORMS, type Sentence } from "../model/messages.ts"
import { complain } from "./complaint.ts"
import { formed, mapping, textSchema } from "./schema-scalars.ts"

const want = 'text; "" where it is not translated yet'
/** Text, or nothing yet. */
const unfilled = z
  .string({ error: complain({ code: "RULE_UNQUOTED_CODE", want }) })
  .nullish()
  .transform((text) => (text === null || text === undefined || text === "" ? undefined : text))

const form = unfilled.describe("The sentence for numbers of this form (Unicode CLDR plural rules).")
const formsSchema = mapping({
  zero: form,
  one: form,
  two: form,
  few: form,
  many: form,
  other: form,
}).transform((forms): Sentence | undefined => {
  const { other } = forms
  if (other === undefined) return undefined
  const filled = PLURAL_FORMS.flatMap((name) => (forms[name] === undefined ? [] : [[name, forms[name]]]))
  return { ...Object.fromEntries(filled), other }
})

/** Texts by key; those that are not filled in yet are left out. */
function texts<T>(schema: z.ZodType<T | undefined>, what: string) {
  return z
    .record(z.string(), schema, { error: complain({ code: "RULE_INVALID", want: `a mapping of ${what}` }) })
    .nullish()
    .transform((given) => {
      const filled = new Map<string, T>()
      for (const [key, value] of Object.entries(given ?? {})) if (value !== undefined) filled.set(key, value)
      return filled
    })
}

const ruleTextsSchema = mapping({
  title: unfilled.describe("What the rule finds, in one line."),
  reason: unfilled.describe("The sentence of a finding, with the same {…} and $… as the rule has."),
  steps: texts(unfilled, "names of steps").describe("Names of steps and items, by the names the rule gives."),
})

/** `messages/<lang>.yaml`. */
export const messagesSchema = mapping({
  lang: formed(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, "a tag of a language such as vi or zh-Hans (BCP 47)").describe(
    "The language; the file is named after it.",
  ),
  name: textSchema.describe("The language in its own words."),
  sentences: texts(
    z.union([unfilled, formsSchema], {
      error: complain({ code: "RULE_INVALID", want: `${want}, or a text for each form` }),
    }),
    "sentences",
  ).describe("What the program says, by key."),
  rules: texts(ruleTextsSchema, "rules").describe("Texts of rules, by id."),
  taxa: texts(unfilled, "names of taxa").describe("Names of taxa, by their English names."),
  contexts: texts(unfilled, "titles of contexts").describe("Titles of benign contexts, by id."),
}).meta({ title: "moneytrail messages" })
