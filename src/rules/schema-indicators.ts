// What `indicators.yaml` may hold: the published signs of laundering that rules answer, and what payments show of each.
import { ATTESTATIONS, VISIBILITIES } from "./indicators.ts"
import { countSchema, formed, idSchema, list, mapping, report, textSchema, word } from "./schema-scalars.ts"

const documentSchema = mapping({
  id: idSchema.describe("What indicators call the document."),
  title: textSchema.describe("Title."),
  publisher: textSchema.describe("Who published it."),
  year: countSchema(1900, false).describe("Year of publication."),
  read_in: list(textSchema, "addresses or citations").describe("Where its text, or a summary, was read."),
})

const indicatorSchema = mapping({
  id: formed(/^[A-Z]+-[A-Z]*\d+[a-z]?$/, "letters, a hyphen, and a number, such as TB-A5").describe(
    "What rules call the indicator.",
  ),
  document: idSchema.describe("Id of the document that names it, from documents."),
  place: textSchema.describe("Where in the document."),
  text: textSchema.describe("What it says, in short and in our own words."),
  visible: word(VISIBILITIES).describe(
    "Whether payments can show it: yes; partly, with data beside payments; no.",
  ),
  why: textSchema.optional().describe("What payments do not show of it; needed unless visible is yes."),
  attested: word(ATTESTATIONS)
    .prefault("text")
    .describe("Where its wording is from: text (the document itself, unless given), summary or memory."),
}).superRefine(({ visible, why }, context) => {
  if (visible === "yes" || why !== undefined) return
  const say = `is missing, and visible is ${visible}`
  report(context, { code: "INDICATORS_INVALID", say, want: "what payments do not show" }, ["why"])
})

/** `indicators.yaml`. */
export const indicatorsSchema = mapping({
  documents: list(documentSchema, "documents").describe("The documents that indicators come from."),
  indicators: list(indicatorSchema, "indicators").describe("Every indicator of the documents."),
})
  .superRefine(({ documents, indicators }, context) => {
    const known = new Set(documents.map(({ id }) => id))
    for (const [key, ids] of [
      ["documents", documents.map(({ id }) => id)],
      ["indicators", indicators.map(({ id }) => id)],
    ] as const) {
      ids.forEach((id, i) => {
        if (ids.indexOf(id) === i) return
        const say = `is "${id}", which stands here before`
        report(context, { code: "INDICATORS_INVALID", say, want: "another id" }, [key, i, "id"])
      })
    }
    indicators.forEach(({ document }, i) => {
      if (known.has(document)) return
      const say = `is "${document}", which is not under documents`
      report(context, { code: "INDICATORS_INVALID", say, want: `one of ${[...known].join(", ")}` }, [
        "indicators",
        i,
        "document",
      ])
    })
  })
  .meta({ title: "moneytrail indicators" })
