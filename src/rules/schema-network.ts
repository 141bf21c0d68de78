// Conditions on networks: how they are written, and the node they become.
import * as z from "zod"
import { EVIDENCE_KINDS, NETWORK_ROLES, TYPOLOGIES } from "../model/vocabulary.ts"
import { complain } from "./complaint.ts"
import {
  bounds,
  checkBounds,
  countSchema,
  idSchema,
  list,
  mapping,
  numberSchema,
  numberTest,
  report,
  toNumberTest,
  word,
} from "./schema-scalars.ts"
import { reasonSchema } from "./schema-timelines.ts"
import type { FindingFilter, NetworkDetection, NetworkTest } from "./tree.ts"

/** Keys that choose findings; a finding must pass all that are given. */
export const filterShape = {
  rules: list(idSchema, "rule ids").optional().describe("Findings of these rules."),
  typologies: list(word(TYPOLOGIES), "typologies").optional().describe("Findings of these typologies."),
  evidence: list(word(EVIDENCE_KINDS), "evidence kinds").optional().describe("Findings of this evidence."),
} as const

type WrittenFilter = { readonly [K in keyof FindingFilter]?: FindingFilter[K] | undefined }

export function toFilter({ rules, typologies, evidence }: WrittenFilter): FindingFilter {
  return { rules: rules ?? null, typologies: typologies ?? null, evidence: evidence ?? null }
}

/** One, or a list of such. */
function oneOrMore<T extends z.ZodType>(item: T, want: string) {
  return z.union([item, list(item, want)], { error: complain({ code: "RULE_INVALID", want }) }).optional()
}

const flaggedSchema = mapping({ ...filterShape, ...bounds(countSchema()) }).superRefine(checkBounds)
const roleSchema = mapping({
  role: word(NETWORK_ROLES).describe("The role members have."),
  ...bounds(countSchema()),
}).superRefine(checkBounds)
const sharedSchema = mapping({
  kinds: list(word(["device", "phone", "address"]), "device, phone, address")
    .prefault(["device", "phone", "address"])
    .describe("Which identifiers count; all three unless given."),
  ...bounds(countSchema()),
}).superRefine(checkBounds)
const concentrationSchema = mapping({
  of: word(["in", "out"]).describe("Of what members were paid (in), or of what they paid (out)."),
  ...bounds(numberSchema(0, 1)),
}).superRefine(checkBounds)

const networkHavingSchema = mapping({
  members: numberTest(countSchema()).optional().describe("Number of members."),
  contacts: numberTest(countSchema()).optional().describe("Number of contacts (buyers)."),
  flagged: oneOrMore(flaggedSchema, "mappings with rules, typologies or evidence, and bounds").describe(
    "Members with a finding of these rules, typologies or evidence kinds; a list for several.",
  ),
  role: oneOrMore(roleSchema, "mappings with role and bounds").describe(
    "Members in a role; a list for several.",
  ),
  shared_identifiers: sharedSchema
    .optional()
    .describe("Identifiers that two members or more have in common."),
  courier_links: numberTest(countSchema())
    .optional()
    .describe("Members that pay a courier or are paid by one."),
  density: numberTest(numberSchema(0, 1))
    .optional()
    .describe("Pairs of members that money moved between, of all pairs, 0 to 1."),
  concentration: oneOrMore(concentrationSchema, "mappings with of and bounds").describe(
    "Largest share one member has in the payments to (in) or by (out) members, 0 to 1.",
  ),
  countries: numberTest(countSchema()).optional().describe("Number of countries of members."),
})
  .superRefine((written, context) => {
    if (Object.keys(written).length > 0) return
    report(context, {
      code: "RULE_MISSING_KEY",
      say: "measures nothing",
      want: "a measure such as members: { gte: 3 }",
    })
  })
  .transform((written): readonly NetworkTest[] => {
    const tests: NetworkTest[] = []
    for (const measure of ["members", "contacts", "courier_links", "density", "countries"] as const) {
      const test = written[measure]
      if (test !== undefined) tests.push({ measure, test })
    }
    for (const flagged of [written.flagged ?? []].flat()) {
      tests.push({ measure: "flagged", filter: toFilter(flagged), test: toNumberTest(flagged) })
    }
    for (const of of [written.role ?? []].flat()) {
      tests.push({ measure: "role", role: of.role, test: toNumberTest(of) })
    }
    if (written.shared_identifiers !== undefined) {
      const { kinds } = written.shared_identifiers
      tests.push({ measure: "shared_identifiers", kinds, test: toNumberTest(written.shared_identifiers) })
    }
    for (const of of [written.concentration ?? []].flat()) {
      tests.push({ measure: "concentration", of: of.of, test: toNumberTest(of) })
    }
    return tests
  })

export const networkSchema = mapping({
  having: networkHavingSchema.describe("Measures of the network, all of which must hold."),
  reason: reasonSchema,
}).transform(({ having, reason }): NetworkDetection => ({ kind: "network", having, reason }))
