// Sequences: how they are written, and the node they become. What they mean is said beside the node, in
// tree-timelines.ts.
import * as z from "zod"
import { complain } from "./complaint.ts"
import { conditionSchema } from "./schema-conditions.ts"
import {
  amountRatioSchema,
  countSchema,
  durationSchema,
  lengthSchema,
  mapping,
  numberTest,
  report,
  textSchema,
  word,
} from "./schema-scalars.ts"
import { reasonSchema, sideSchema } from "./schema-timelines.ts"
import type { SequenceDetection, Step } from "./tree.ts"

const stepSchema = mapping({
  name: textSchema.describe("What the step is called in findings."),
  party: sideSchema
    .optional()
    .describe("The role of the shared party in this step; on every step, but on none of a chain."),
  within: durationSchema
    .optional()
    .describe("Time after the step before, at most; on every step but the first."),
  where: conditionSchema.optional().describe("The payments that fit; all unless given."),
  amount_ratio: amountRatioSchema("Both amounts are converted to this currency first.")
    .optional()
    .describe("This amount divided by the amount of the step before."),
})
type WrittenStep = z.output<typeof stepSchema>

const stepCount = { code: "RULE_INVALID", want: "a list of two to six steps" } as const

const chainSubjectSchema = mapping({
  step: textSchema.describe("The name of the step."),
  side: sideSchema.describe("The side of that step: payer or payee."),
})

export const sequenceSchema = mapping({
  link: word(["party", "chain"])
    .prefault("party")
    .describe(
      "What holds the steps together: one party that is in all of them (unless given), or a chain, in which each step is paid by the payee of the step before.",
    ),
  subject: chainSubjectSchema
    .optional()
    .describe("Of a chain: whom the finding is about, by step and side. By party it is the party."),
  steps: z
    .array(stepSchema, { error: complain(stepCount) })
    .min(2, { error: complain({ ...stepCount, say: "is too short" }) })
    .max(6, { error: complain({ ...stepCount, say: "is too long" }) })
    .superRefine(checkSteps)
    .describe("Two to six payments in order of time."),
  repeat: numberTest(countSchema())
    .prefault({ gte: 1 })
    .describe("How many different first payments the completions need; at least 1 unless given."),
  lookback: lengthSchema
    .optional()
    .describe("Time in which completions are counted; the sum of the withins unless given."),
  reason: reasonSchema,
})
  .superRefine(checkLink)
  .transform(({ link, subject, steps, repeat, lookback, reason }): SequenceDetection => {
    const withins = steps.reduce((sum, step) => sum + (step.within ?? 0), 0)
    return {
      kind: "sequence",
      link,
      subject:
        subject === undefined
          ? null
          : { step: steps.findIndex(({ name }) => name === subject.step), side: subject.side },
      steps: steps.map(toStep),
      repeat,
      lookbackMs: lookback ?? withins,
      reason,
    }
  })

interface WrittenSequence {
  readonly link: "party" | "chain"
  readonly subject?: z.output<typeof chainSubjectSchema> | undefined
  readonly steps: readonly WrittenStep[]
}

/** Steps of a party say where it stands; those of a chain do not, and the chain says whom it is about. */
function checkLink({ link, subject, steps }: WrittenSequence, context: z.core.$RefinementCtx<unknown>): void {
  const isChain = link === "chain"
  steps.forEach(({ party }, i) => {
    if (isChain === (party === undefined)) return
    const path = ["steps", i, "party"]
    if (isChain) {
      const say = "has no place in a chain, where each step is paid by the payee of the step before"
      report(context, { code: "RULE_INVALID", say, want: "no party", atKey: true }, path)
    } else {
      report(context, { code: "RULE_MISSING_KEY", say: "is missing", want: "payer or payee" }, path)
    }
  })
  if (!isChain && subject !== undefined) {
    const say = "is the shared party itself"
    report(context, { code: "RULE_INVALID", say, want: "no subject, or link: chain", atKey: true }, [
      "subject",
    ])
  }
  if (!isChain) return
  const names = steps.map(({ name }) => name)
  if (subject === undefined) {
    const want = `{ step: ${names[0]}, side: payee }, or whom else the finding is about`
    report(context, { code: "RULE_MISSING_KEY", say: "is missing", want }, ["subject"])
  } else if (!names.includes(subject.step)) {
    const want = `one of the steps ${names.join(", ")}`
    report(context, { code: "RULE_INVALID", want, known: names }, ["subject", "step"])
  }
}

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
    party: step.party ?? null,
    where: step.where ?? null,
    withinMs: step.within ?? null,
    amountRatio: step.amount_ratio ?? null,
  }
}
