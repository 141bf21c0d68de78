// The three detections a rule may have: how they are written, and the nodes they become. What they mean is said
// beside the nodes, in tree.ts.
import * as z from "zod"
import { complain } from "./complaint.ts"
import { conditionSchema } from "./schema-conditions.ts"
import { havingSchema } from "./schema-having.ts"
import {
  bounds,
  checkBounds,
  countSchema,
  currencySchema,
  durationSchema,
  mapping,
  numberSchema,
  numberTest,
  proseSchema,
  report,
  textSchema,
  toNumberTest,
  word,
} from "./schema-scalars.ts"
import type { MatchDetection, SequenceDetection, Step, WindowDetection } from "./tree.ts"

const sideSchema = word(["payer", "payee"])
const reasonSchema = proseSchema.describe(
  "One sentence about a finding: {subject} {count} {total} {from} {to} {days} {payers} {payees} {terms} {taxa} {countries} are filled in, $name is the param.",
)

export const matchSchema = mapping({
  subject: sideSchema.describe("The side the finding is about."),
  where: conditionSchema,
  gather: durationSchema
    .prefault("30d")
    .describe("Matched payments of one subject at most this far apart are one finding; 30d unless given."),
  reason: reasonSchema,
}).transform(
  ({ subject, where, gather: gatherMs, reason }): MatchDetection => ({
    kind: "match",
    subject,
    where,
    gatherMs,
    reason,
  }),
)

export const windowSchema = mapping({
  group_by: word(["payer", "payee", "pair", "party"]).describe("Whose payments stand in one window."),
  subject: sideSchema.optional().describe("By pair only: the side the finding is about."),
  direction: word(["in", "out"])
    .optional()
    .describe("By party only: payments it gets (in) or makes (out); both unless given."),
  lookback: durationSchema.describe("Length of the window; closed at both ends."),
  where: conditionSchema.optional().describe("The payments that count; all unless given."),
  having: havingSchema.describe("Measures of the window, all of which must hold."),
  reason: reasonSchema,
})
  .superRefine((written, context) => {
    const isPair = written.group_by === "pair"
    if (isPair && written.subject === undefined) {
      report(context, { code: "RULE_MISSING_KEY", say: "is missing", want: "payer or payee" }, ["subject"])
    }
    if (!isPair && written.subject !== undefined) {
      const say = `is the group itself when group_by is ${written.group_by}`
      report(context, { code: "RULE_INVALID", say, want: "no subject", atKey: true }, ["subject"])
    }
    if (written.group_by !== "party" && written.direction !== undefined) {
      const say = `follows from group_by ${written.group_by}`
      report(context, { code: "RULE_INVALID", say, want: "no direction", atKey: true }, ["direction"])
    }
  })
  .transform(({ group_by: groupBy, ...written }): WindowDetection => {
    const subject = groupBy === "pair" ? (written.subject ?? "payee") : groupBy
    return {
      kind: "window",
      groupBy,
      subject,
      direction: written.direction ?? null,
      lookbackMs: written.lookback,
      where: written.where ?? null,
      having: written.having,
      reason: written.reason,
    }
  })

const stepSchema = mapping({
  name: textSchema.describe("What the step is called in findings."),
  party: sideSchema.describe("The role of the shared party in this step."),
  within: durationSchema
    .optional()
    .describe("Time after the step before, at most; on every step but the first."),
  where: conditionSchema.optional().describe("The payments that fit; all unless given."),
  amount_ratio: mapping({
    ...bounds(numberSchema()),
    currency: currencySchema.optional().describe("Both amounts are converted to this currency first."),
  })
    .superRefine(checkBounds)
    .transform((test) => ({ ...toNumberTest(test), currency: test.currency ?? null }))
    .optional()
    .describe("This amount divided by the amount of the step before."),
})
type WrittenStep = z.output<typeof stepSchema>

const stepCount = complain({ code: "RULE_INVALID", want: "a list of two to six steps" })

export const sequenceSchema = mapping({
  steps: z
    .array(stepSchema, { error: stepCount })
    .min(2, { error: stepCount })
    .max(6, { error: stepCount })
    .superRefine(checkSteps)
    .describe("Two to six payments of one party, in order of time."),
  repeat: numberTest(countSchema())
    .prefault({ gte: 1 })
    .describe("How many different first payments the completions need; at least 1 unless given."),
  lookback: durationSchema
    .optional()
    .describe("Time in which completions are counted; the sum of the withins unless given."),
  reason: reasonSchema,
}).transform(({ steps, repeat, lookback, reason }): SequenceDetection => {
  const withins = steps.reduce((sum, step) => sum + (step.within ?? 0), 0)
  return { kind: "sequence", steps: steps.map(toStep), repeat, lookbackMs: lookback ?? withins, reason }
})

function checkSteps(steps: readonly WrittenStep[], context: z.core.$RefinementCtx<unknown>): void {
  const names = new Set<string>()
  steps.forEach((step, i) => {
    if (names.has(step.name)) {
      report(context, { code: "RULE_INVALID", say: "names two steps", want: "another name" }, [i, "name"])
    }
    names.add(step.name)
    if (i > 0 && step.within === undefined) {
      report(context, { code: "RULE_MISSING_KEY", say: "is missing", want: "a duration such as 3d" }, [
        i,
        "within",
      ])
    }
    for (const key of ["within", "amount_ratio"] as const) {
      if (i > 0 || step[key] === undefined) continue
      const say = "has no step before it to follow"
      report(context, { code: "RULE_INVALID", say, want: "it on a later step", atKey: true }, [i, key])
    }
  })
}

function toStep(step: WrittenStep): Step {
  return {
    name: step.name,
    party: step.party,
    where: step.where ?? null,
    withinMs: step.within ?? null,
    amountRatio: step.amount_ratio ?? null,
  }
}
