// Combinations of findings: how they are written, and the node they become.
import * as z from "zod"
import { complain } from "./complaint.ts"
import { filterShape, toFilter } from "./schema-network.ts"
import {
  booleanSchema,
  countSchema,
  durationSchema,
  mapping,
  numberSchema,
  report,
  textSchema,
  word,
} from "./schema-scalars.ts"
import { reasonSchema } from "./schema-timelines.ts"
import type { CombineDetection, CombineItem } from "./tree.ts"

/** Zero would hold without any finding. */
function aboveZero(number: ReturnType<typeof numberSchema>, say: string) {
  const error = complain({ code: "RULE_INVALID", say, want: "a number above zero" })
  return number.refine((value) => value !== 0, { error })
}

const itemSchema = mapping({
  name: textSchema.describe("What the item is called in findings."),
  ...filterShape,
  weight: aboveZero(numberSchema(0, 100), "counts nothing")
    .prefault(1)
    .describe("What it counts; 1 unless given."),
}).superRefine(({ rules, typologies, evidence }, context) => {
  if (rules !== undefined || typologies !== undefined || evidence !== undefined) return
  report(context, {
    code: "RULE_MISSING_KEY",
    say: "chooses no findings",
    want: "rules, typologies or evidence",
  })
})

const itemCount = { code: "RULE_INVALID", want: "a list of one to twelve items" } as const

const needSchema = z.union(
  [
    z.enum(["all", "any"]),
    mapping({
      at_least: countSchema(1).optional().describe("So many items, each counted once."),
      weight: aboveZero(numberSchema(0, 1200), "asks for nothing")
        .optional()
        .describe("So much weight of items together."),
    }).superRefine(({ at_least, weight }, context) => {
      if ((at_least === undefined) !== (weight === undefined)) return
      report(context, { code: "RULE_INVALID", say: "needs one of at_least and weight", want: "one of them" })
    }),
  ],
  { error: complain({ code: "RULE_INVALID", want: "all, any, { at_least: 2 } or { weight: 2.5 }" }) },
)

export const combineSchema = mapping({
  subject: word(["party", "network"])
    .prefault("party")
    .describe("Whose findings are combined: those of one party (unless given), or of one network."),
  within: durationSchema.describe(
    "Time between the last payments of the findings, at most; closed at both ends.",
  ),
  of: z
    .array(itemSchema, { error: complain(itemCount) })
    .min(1, { error: complain({ ...itemCount, say: "is too short" }) })
    .max(12, { error: complain({ ...itemCount, say: "is too long" }) })
    .describe("What is combined."),
  need: needSchema.prefault("all").describe("all (unless given), any, { at_least: n } or { weight: w }."),
  in_order: booleanSchema.prefault(false).describe("Whether items count in the order they are written only."),
  reason: reasonSchema,
})
  .superRefine(({ of, need }, context) => {
    const names = of.map(({ name }) => name)
    names.forEach((name, i) => {
      if (names.indexOf(name) === i) return
      report(context, { code: "RULE_INVALID", say: "names two items", want: "another name" }, [
        "of",
        i,
        "name",
      ])
    })
    if (typeof need === "string") return
    if (need.at_least !== undefined && of.some(({ weight }) => weight !== 1)) {
      const say = "counts items that have weights"
      report(context, { code: "RULE_INVALID", say, want: "need: { weight: … }, or no weights" }, ["need"])
    }
    const most = of.reduce((sum, { weight }) => sum + weight, 0)
    if ((need.at_least ?? need.weight ?? 0) > most) {
      const say = `can never hold: the items weigh ${most} together`
      report(context, { code: "RULE_INVALID", say, want: "less" }, ["need"])
    }
  })
  .transform(({ subject, within: withinMs, of, need, in_order: inOrder, reason }): CombineDetection => {
    const items = of.map(
      ({ name, weight, ...filter }): CombineItem => ({ name, weight, ...toFilter(filter) }),
    )
    return { kind: "combine", subject, withinMs, of: items, need: toNeed(need, items), inOrder, reason }
  })

/** The weight that `need` asks for. */
function toNeed(need: z.output<typeof needSchema>, items: readonly CombineItem[]): number {
  const weights = items.map(({ weight }) => weight)
  if (need === "all") return weights.reduce((sum, weight) => sum + weight, 0)
  if (need === "any") return Math.min(...weights)
  return need.at_least ?? need.weight ?? 0
}
