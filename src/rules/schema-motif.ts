// Motifs: how they are written, and the node they become. What each shape is, is said beside its detector.
import type * as z from "zod"
import { MOTIF_SHAPES, type MotifShape } from "../model/vocabulary.ts"
import { conditionSchema } from "./schema-conditions.ts"
import { amountRatioSchema, countSchema, durationSchema, mapping, report, word } from "./schema-scalars.ts"
import { reasonSchema } from "./schema-timelines.ts"
import type { MotifDetection } from "./tree.ts"

/** More hops than this are not searched: the number of paths grows with the power of hops. */
const MOST_HOPS = 8
const DEFAULT_MAX_DEGREE = 100
const DEFAULT_BUDGET = 100_000

const hopsSchema = mapping({
  gte: countSchema(2).describe("At least this many payments."),
  lte: countSchema(2).describe(`At most this many payments, ${MOST_HOPS} at most.`),
}).superRefine(({ gte, lte }, context) => {
  if (lte > MOST_HOPS) {
    report(context, { code: "RULE_INVALID", say: `is above ${MOST_HOPS}`, want: `at most ${MOST_HOPS}` }, [
      "lte",
    ])
  }
  if (gte > lte) {
    const say = "can never hold: its lower bound is above its upper bound"
    report(context, { code: "RULE_INVALID", say, want: "them the other way round" })
  }
})

export const motifSchema = mapping({
  shape: word(MOTIF_SHAPES).describe(
    "cycle, chain, stack, fan-in, fan-out, scatter-gather, gather-scatter or bipartite.",
  ),
  where: conditionSchema.optional().describe("The payments that may be part; all unless given."),
  within: durationSchema.describe(
    "Time from the first payment to the last, at most; of gather-scatter, of each half.",
  ),
  hop_within: durationSchema
    .optional()
    .describe("Time from a payment to the one that follows it, at most; not for fan-in, fan-out, bipartite."),
  hops: hopsSchema.optional().describe("Cycle and chain: how many payments."),
  width: countSchema(2).optional().describe("Other shapes: least number of parties on the wide side."),
  width_out: countSchema(2)
    .optional()
    .describe("Gather-scatter: least number of payees; stack: of end parties. As width unless given."),
  shared: countSchema(1)
    .optional()
    .describe("Bipartite: payees two payers have in common; stack: middle parties that pay one end party."),
  amount_ratio: amountRatioSchema("Amounts are converted to this currency first.")
    .optional()
    .describe("An amount divided by that of the payment it follows; gather-scatter: all out by all in."),
  max_degree: countSchema(1)
    .optional()
    .describe(
      "Parties with more counterparties are not passed through: intermediaries, the hub of a gather-scatter, the " +
        `payees of a bipartite. Not for fan-in and fan-out. ${DEFAULT_MAX_DEGREE} unless given.`,
    ),
  budget: countSchema(1)
    .prefault(DEFAULT_BUDGET)
    .describe(
      "Payments looked at for one subject before its search is given up, and said so; fan-in, fan-out and " +
        `gather-scatter never reach it. ${DEFAULT_BUDGET} unless given.`,
    ),
  subject: word(["source", "sink"])
    .optional()
    .describe("Scatter-gather and stack: whom the finding is about; source unless given."),
  reason: reasonSchema,
})
  .superRefine(checkShape)
  .transform((written): MotifDetection => {
    const { shape, hop_within: hopWithinMs, width_out: widthOut, amount_ratio: amountRatio } = written
    return {
      kind: "motif",
      shape,
      where: written.where ?? null,
      withinMs: written.within,
      hopWithinMs: hopWithinMs ?? null,
      hops: written.hops ?? null,
      width: written.width ?? null,
      widthOut: widthOut ?? null,
      shared: written.shared ?? null,
      amountRatio: amountRatio ?? null,
      maxDegree: written.max_degree ?? DEFAULT_MAX_DEGREE,
      budget: written.budget,
      subject: HAS_ENDS.includes(shape) ? (written.subject ?? "source") : "centre",
      reason: written.reason,
    }
  })

const PATHS: readonly MotifShape[] = ["cycle", "chain"]
const HAS_ENDS: readonly MotifShape[] = ["scatter-gather", "stack"]
/** Shapes that money passes through, hop by hop. */
const LINKED: readonly MotifShape[] = [...PATHS, ...HAS_ENDS]
/** Shapes with a wide side. */
const WIDE: readonly MotifShape[] = MOTIF_SHAPES.filter((shape) => !PATHS.includes(shape))

/** Keys that only some shapes have. `want`: those shapes need the key, and this is what to write. */
const SHAPE_KEYS: Readonly<Record<string, { readonly on: readonly MotifShape[]; readonly want?: string }>> = {
  hops: { on: PATHS, want: "a range such as { gte: 3, lte: 5 }" },
  width: { on: WIDE, want: "a whole number of at least 2" },
  hop_within: { on: LINKED },
  width_out: { on: ["gather-scatter", "stack"] },
  shared: { on: ["bipartite", "stack"], want: "a whole number of at least 1" },
  amount_ratio: { on: [...LINKED, "gather-scatter"] },
  max_degree: { on: [...LINKED, "gather-scatter", "bipartite"] },
  subject: { on: HAS_ENDS },
}

function checkShape(
  written: Readonly<Record<string, unknown>> & { readonly shape: MotifShape },
  context: z.core.$RefinementCtx<unknown>,
): void {
  const { shape } = written
  for (const [key, { on, want }] of Object.entries(SHAPE_KEYS)) {
    if (written[key] === undefined && want !== undefined && on.includes(shape)) {
      const say = `is missing, and a ${shape} needs it`
      report(context, { code: "RULE_MISSING_KEY", say, want }, [key])
    }
    if (written[key] !== undefined && !on.includes(shape)) {
      const say = `says nothing of a ${shape}`
      report(context, { code: "RULE_INVALID", say, want: `no ${key}`, atKey: true }, [key])
    }
  }
}
