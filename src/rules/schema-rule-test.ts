// What a file of rule tests may hold, `<rule id>.test.yaml`.
import { list, mapping, report, textSchema } from "./schema-scalars.ts"
import { valuesSchema } from "./schema-settings.ts"

const expectedSchema = mapping({
  subject: textSchema.optional().describe("The party the finding is about."),
  members: list(textSchema, "party ids")
    .optional()
    .describe("Of a finding on a network, in place of subject: ids of all its members, in any order."),
  payments: list(textSchema, "payment ids").describe("Ids of all payments of the finding, in any order."),
  matches: list(textSchema, "texts", 0)
    .optional()
    .describe("Original texts of the terms found; not compared unless given."),
  reason: textSchema.optional().describe("The sentence of the finding; not compared unless given."),
}).superRefine(({ subject, members }, context) => {
  if ((subject === undefined) !== (members === undefined)) return
  const say = subject === undefined ? "says not whom it is about" : "names both a subject and members"
  report(context, {
    code: "RULE_TEST_INVALID",
    say,
    want: "subject: <party id>, or members: [ … ] of a network",
  })
})

/** `<rule id>.test.yaml`. */
export const ruleTestSchema = list(
  mapping({
    name: textSchema.describe("What the case shows, as a sentence."),
    timezone: textSchema.prefault("UTC").describe("Zone of times without one; UTC unless given."),
    params: valuesSchema
      .prefault({})
      .describe("Values that take the place of the rule's defaults in this case."),
    payments: textSchema.describe("Payments as CSV; the columns are named as payment fields."),
    expect: list(expectedSchema, "findings", 0).describe(
      "Every finding there must be; [] when there must be none.",
    ),
  }),
  "test cases",
)
  .superRefine((cases, context) => {
    const names = cases.map(({ name }) => name)
    names.forEach((name, i) => {
      if (names.indexOf(name) === i) return
      report(context, { code: "RULE_TEST_INVALID", say: "names two cases", want: "another name" }, [
        i,
        "name",
      ])
    })
  })
  .meta({ title: "moneytrail rule test" })
