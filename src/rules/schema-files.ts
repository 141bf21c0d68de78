// What the other files of a pack may hold: lexicons, lists and scoring.
import * as z from "zod"
import {
  AMBIGUITIES,
  type BenignPhrase,
  COMPANIONS,
  HEARINGS,
  type Hearing,
  TERM_KINDS,
} from "../text/lexicon.ts"
import { standsAlone } from "../text/word-edge.ts"
import { complain } from "./complaint.ts"
import { formed, idSchema, list, mapping, numberSchema, report, textSchema, word } from "./schema-scalars.ts"
import { daySchema } from "./schema-settings.ts"

const maybeEmptySchema = z.string({ error: complain({ code: "RULE_UNQUOTED_CODE", want: "text" }) })
const languageSchema = formed(
  /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
  "a language tag such as en, zh, zh-Hant, la or und (BCP 47)",
)

/** Says which item of a list stands there a second time. */
function checkTwice(
  key: string,
  items: readonly string[],
  shown: readonly string[],
  context: z.core.$RefinementCtx<unknown>,
): void {
  const seen = new Set<string>()
  items.forEach((item, i) => {
    if (seen.has(item)) {
      report(context, { code: "RULE_INVALID", say: `(${shown[i]}) stands here twice`, want: "it once" }, [
        key,
        i,
      ])
    }
    seen.add(item)
  })
}

/** Written out, entries may hold the same phrase: the first one tells why. */
function uniquePhrases(phrases: readonly BenignPhrase[]): BenignPhrase[] {
  const first = new Map<string, BenignPhrase>()
  for (const phrase of phrases) {
    const key = `${phrase.lang} ${phrase.text}`
    if (!first.has(key)) first.set(key, phrase)
  }
  return [...first.values()]
}

/** Marks and signs alone are folded away, or stand between words of any text. */
const heardSchema = textSchema.refine((text) => /[\p{L}\p{N}\p{So}]/u.test(text), {
  error: complain({ code: "RULE_INVALID", say: "holds no letter, number or emoji", want: "a word" }),
  when: ({ issues }) => issues.length === 0,
})

const termSchema = mapping({
  text: heardSchema.describe("The term as people write it."),
  lang: languageSchema.describe("Its language (BCP 47); la for scientific names, und for emoji."),
  kind: word(TERM_KINDS).describe("scientific, name, product, codeword or emoji."),
  ambiguity: word(AMBIGUITIES).describe("How often it means something else: low, mid, high."),
  source: textSchema.describe("Where it is attested; memory when it is not."),
  with: list(word(COMPANIONS), COMPANIONS.join(", "))
    .optional()
    .describe(
      "What must stand beside it in the same payment, any one of these; unless given nothing for low and mid, anything of these for high.",
    ),
}).transform(({ with: company, ...term }) => ({
  ...term,
  with: company ?? (term.ambiguity === "high" ? [...COMPANIONS] : []),
}))

const benignShape = {
  lang: languageSchema.describe("Its language (BCP 47)."),
  why: textSchema.describe("What it means instead."),
  source: textSchema.optional().describe("Where it is attested."),
}
const benignSchema = z
  .union(
    [
      mapping({
        text: textSchema.describe("A phrase that holds a term and means something else."),
        ...benignShape,
      }),
      mapping({
        words: list(textSchema, "words").describe("Words that mean something else beside others."),
        before: list(textSchema, "words")
          .optional()
          .describe("Words, any of which stands right before them."),
        after: list(textSchema, "words").optional().describe("Words, any of which stands right after them."),
        ...benignShape,
      }).superRefine(({ before, after }, context) => {
        if (before !== undefined || after !== undefined) return
        report(context, {
          code: "RULE_MISSING_KEY",
          say: "has neither before nor after",
          want: "one of them",
        })
      }),
    ],
    {
      error: complain({ code: "RULE_INVALID", want: "{ text, lang, why }, or { words, after, lang, why }" }),
    },
  )
  .transform(writeOut)

type WrittenPhrase = {
  readonly lang: string
  readonly why: string
  readonly source?: string | undefined
} & (
  | { readonly text: string }
  | {
      readonly words: readonly string[]
      readonly before?: readonly string[] | undefined
      readonly after?: readonly string[] | undefined
    }
)

/** The phrases that an entry stands for: every word with every neighbour. */
function writeOut(entry: WrittenPhrase): BenignPhrase[] {
  const { lang, why, source } = entry
  const texts =
    "text" in entry
      ? [entry.text]
      : entry.words.flatMap((word) => [
          ...(entry.before ?? []).map((before) => joinWords(before, word)),
          ...(entry.after ?? []).map((after) => joinWords(word, after)),
        ])
  return texts.map((text) => ({ text, lang, why, source: source ?? null }))
}

/** With a space where both are written in a script that has spaces. */
function joinWords(first: string, second: string): string {
  const together = first + second
  return standsAlone(together, first.length, together.length) ? together : `${first} ${second}`
}

/** `lexicons/<id>.yaml`. */
export const lexiconSchema = mapping({
  id: idSchema.describe("Name of the lexicon; the file is named after it."),
  title: textSchema.describe("What its words stand for."),
  taxon: maybeEmptySchema.prefault("").describe("Taxon the terms stand for; empty for general trade words."),
  cites: maybeEmptySchema.prefault("").describe("CITES appendix, as the source words it."),
  terms: list(termSchema, "terms").describe("Words to look for."),
  benign: list(benignSchema, "phrases", 0)
    .prefault([])
    .transform((entries) => uniquePhrases(entries.flat()))
    .describe("Phrases that explain a term innocently."),
})
  .superRefine(({ terms }, context) => {
    const texts = terms.map(({ text }) => text)
    checkTwice(
      "terms",
      terms.map(({ text, lang }) => `${lang} ${text}`),
      texts,
      context,
    )
  })
  .meta({ title: "moneytrail lexicon" })

const entrySchema = z
  .union(
    [
      textSchema,
      mapping({
        text: textSchema.describe("The name, code or id."),
        source: textSchema.optional().describe("Where it is from, when not from where the list is."),
      }),
    ],
    {
      error: complain({ code: "RULE_UNQUOTED_CODE", want: "text, or { text: …, source: … }" }),
    },
  )
  .transform((entry) =>
    typeof entry === "string"
      ? { text: entry, source: null }
      : { text: entry.text, source: entry.source ?? null },
  )

/** `lists/<id>.yaml`. */
export const listSchema = mapping({
  id: idSchema.describe("Name of the list; the file is named after it."),
  title: textSchema.describe("What is on it."),
  kind: word(["names", "codes", "parties"]).describe(
    "codes are compared whole, names are searched in the text as words; parties are ids of parties, compared exactly.",
  ),
  source: textSchema.describe("Where the list is from."),
  date: daySchema.describe("Day it was taken from there."),
  extends: idSchema
    .optional()
    .describe("Id of a list that these entries are added to, with the source and the date of this one."),
  entries: list(entrySchema, "texts").optional().describe("The names, codes or ids."),
  csv: formed(/^[^/\\]+\.csv$/, "the name of a .csv file in the same folder, such as couriers.csv")
    .optional()
    .describe(
      "File beside this one that holds the entries: a CSV with the column text, and source if need be.",
    ),
})
  .superRefine(({ entries, csv }, context) => {
    const texts = (entries ?? []).map(({ text }) => text)
    checkTwice("entries", texts, texts, context)
    if ((entries === undefined) !== (csv === undefined)) return
    const say = entries === undefined ? "has no entries" : "has entries and csv"
    report(context, { code: "RULE_MISSING_KEY", say, want: "either entries or csv" })
  })
  .meta({ title: "moneytrail list", oneOf: [{ required: ["entries"] }, { required: ["csv"] }] })

const whySchema = textSchema.describe("Why the number is what it is.")
const points = (severity: string) => numberSchema(0, 100, false).describe(`For ${severity}, 0 to 100.`)
const factorOf = (what: string) => numberSchema(0, 1, false).describe(`Factor for ${what}, 0 to 1.`)
const factor = mapping({
  value: numberSchema(0, 1, false).describe("The factor, 0 to 1."),
  reason: whySchema,
})

const heardFactors = Object.fromEntries(
  HEARINGS.map((path) => [path, factorOf(`terms heard by the path ${path}`)]),
) as Record<Hearing, ReturnType<typeof factorOf>>

/** `scoring.yaml`. */
export const scoringSchema = mapping({
  points: mapping({
    info: points("info"),
    review: points("review"),
    high: points("high"),
    critical: points("critical"),
    reason: whySchema,
  }).describe("Points (0 to 100) that one finding of a rule of this severity brings."),
  thresholds: mapping({
    info: z
      .literal(0, { error: complain({ code: "SCORING_INVALID", want: "0" }) })
      .prefault(0)
      .describe("Always 0: whatever is found is at least info."),
    review: points("review"),
    high: points("high"),
    critical: points("critical"),
    reason: whySchema,
  })
    .superRefine(({ review, high, critical }, context) => {
      if (review <= high && high <= critical) return
      report(context, { code: "SCORING_INVALID", say: "do not rise", want: "review ≤ high ≤ critical" })
    })
    .describe("Least score of an alert of this severity."),
  repeat_factor: factor.describe("Factor on each further finding of one rule on one subject."),
  ambiguity_factor: mapping({
    low: factorOf("terms of low ambiguity"),
    mid: factorOf("terms of mid ambiguity"),
    high: factorOf("terms of high ambiguity"),
    reason: whySchema,
  }).describe("Factor by the clearest term a finding matched."),
  unverified_factor: factor.describe("Factor on a term that is attested by no source."),
  doubtful_factor: factor.describe("Factor on a term that may be wrong (memory-UNVERIFIED)."),
  heard_factor: mapping({
    ...heardFactors,
    reason: whySchema,
  }).describe("Factor by the path a term was heard on."),
  name_factor: factor.describe("Factor when terms stand in names only."),
  benign_factor: factor.describe(
    "Factor on terms of mid and high ambiguity when a benign phrase stands in the same payment.",
  ),
  status_factor: mapping({
    experimental: factorOf("experimental rules"),
    stable: factorOf("stable rules"),
    deprecated: factorOf("deprecated rules"),
    reason: whySchema,
  }).describe("Factor for rules of this status."),
}).meta({ title: "moneytrail scoring" })
