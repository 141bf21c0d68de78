// The one source of what a rule file may hold: it checks the file, gives the types, and is published as JSON Schema.
import * as z from "zod"
import { EVIDENCE_KINDS, RULE_STATUSES, SEVERITIES, TYPOLOGIES } from "../model/vocabulary.ts"
import { complain } from "./complaint.ts"
import { combineSchema } from "./schema-combine.ts"
import { motifSchema } from "./schema-motif.ts"
import { networkSchema } from "./schema-network.ts"
import {
  countSchema,
  duration,
  formed,
  idSchema,
  list,
  mapping,
  money,
  numberSchema,
  report,
  sizeOf,
  textSchema,
  word,
} from "./schema-scalars.ts"
import { sequenceSchema } from "./schema-sequence.ts"
import { matchSchema, windowSchema } from "./schema-timelines.ts"
import { DETECTIONS, type Money } from "./tree.ts"

/** What a param of each type holds. */
export const PARAM_VALUES = {
  money: money(false),
  duration: duration(false),
  count: countSchema(0, false),
  ratio: numberSchema(0, Number.MAX_SAFE_INTEGER, false),
} as const
export type ParamType = keyof typeof PARAM_VALUES

function paramOf<T extends ParamType>(type: T) {
  const value = PARAM_VALUES[type] as z.ZodType<Money | number>
  return mapping({
    type: z.literal(type).describe("What the param holds: money, duration, count or ratio."),
    default: value.describe("The value unless settings give another."),
    min: value.optional().describe("The least value that settings may give."),
    max: value.optional().describe("The greatest value that settings may give."),
    reason: textSchema.describe("Why the default is what it is."),
  }).superRefine(checkParam)
}

/** Of one currency, and min ≤ default ≤ max. */
function checkParam(
  param: {
    readonly default: Money | number
    readonly min?: Money | number | undefined
    readonly max?: Money | number | undefined
  },
  context: z.core.$RefinementCtx<unknown>,
): void {
  for (const bound of ["min", "max"] as const) {
    const limit = param[bound]
    if (limit === undefined) continue
    if (!sameCurrency(limit, param.default)) {
      const say = "is in another currency than the default"
      report(context, { code: "RULE_INVALID", say, want: "both in one currency" }, [bound])
    }
  }
  const { min, max } = param
  if (min !== undefined && max !== undefined && sizeOf(min) > sizeOf(max)) {
    report(context, { code: "RULE_INVALID", say: "is above max", want: "at most max" }, ["min"])
  } else if (isOutside(param.default, min, max)) {
    const say = "is outside of its own min and max"
    report(context, { code: "RULE_PARAM_OUT_OF_RANGE", say, want: "a default between them" }, ["default"])
  }
}

export function sameCurrency(a: Money | number, b: Money | number): boolean {
  return typeof a === "number" || typeof b === "number" ? typeof a === typeof b : a.currency === b.currency
}

export function isOutside(
  value: Money | number,
  min: Money | number | undefined,
  max: Money | number | undefined,
): boolean {
  return (
    (min !== undefined && sizeOf(value) < sizeOf(min)) || (max !== undefined && sizeOf(value) > sizeOf(max))
  )
}

const PARAM_TYPES = Object.keys(PARAM_VALUES) as ParamType[]
const notParam = complain({ code: "RULE_INVALID", want: "a mapping with type, default, min, max, reason" })
const notParamType = complain({ code: "RULE_INVALID", want: PARAM_TYPES.join(", "), known: PARAM_TYPES })

/** A tunable value with its bounds and why it is what it is. */
export const paramSchema = z
  .discriminatedUnion("type", [paramOf("money"), paramOf("duration"), paramOf("count"), paramOf("ratio")], {
    error: (issue) => (issue.code === "invalid_union" ? notParamType : notParam),
  })
  .meta({ id: "Param" })

const PARAM_NAME = /^[a-z][a-z0-9_]*$/
const paramName = complain({
  code: "RULE_INVALID",
  say: "is no name for a param",
  want: "lower-case letters, digits and _",
  atKey: true,
})
const paramsSchema = z.record(z.string().regex(PARAM_NAME), paramSchema, {
  error: (issue) =>
    issue.code === "invalid_key"
      ? paramName
      : complain({ code: "RULE_INVALID", want: "a mapping of names to params" }),
})

const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/

/** A whole rule file, its params put in. */
export const ruleSchema = mapping({
  id: idSchema.describe("Name of the rule; the file is named after it."),
  version: formed(VERSION, "three numbers such as 1.0.0").describe(
    "Semantic version; major when the set of matched payments changes.",
  ),
  title: textSchema.describe("What the rule finds, in one line."),
  status: word(RULE_STATUSES).describe("experimental, stable or deprecated."),
  typology: word(TYPOLOGIES).describe("The method of laundering; also the folder the file is in."),
  severity: word(SEVERITIES).describe("What a finding of this rule may reach alone."),
  evidence: word(EVIDENCE_KINDS).describe("What kind of thing a finding rests on."),
  description: textSchema.describe("What it finds, why that matters, and where its numbers come from."),
  indicators: list(textSchema, "ids of published indicators", 0)
    .prefault([])
    .describe("Ids of the published indicators it implements."),
  references: list(textSchema, "texts", 0).prefault([]).describe("Laws, papers, guidance."),
  false_positives: list(textSchema, "texts", 0)
    .prefault([])
    .describe("Honest behaviour that looks the same."),
  blind_spots: list(textSchema, "texts", 0).prefault([]).describe("What the rule cannot see."),
  tags: list(idSchema, "words", 0).prefault([]).describe("Words to select rules by."),
  params: paramsSchema.prefault({}).describe("Tunable values, used as $name."),
  match: matchSchema.optional().describe("A predicate on one payment."),
  window: windowSchema.optional().describe("Measures over a moving window of a group's payments."),
  sequence: sequenceSchema.optional().describe("Ordered payments of one party, or along a chain of parties."),
  motif: motifSchema.optional().describe("A pattern of payments between parties, in order of time."),
  network: networkSchema.optional().describe("Conditions on a network of parties."),
  combine: combineSchema.optional().describe("Findings of other rules on one party or network."),
}).meta({ title: "moneytrail rule", oneOf: DETECTIONS.map((key) => ({ required: [key] })) })
