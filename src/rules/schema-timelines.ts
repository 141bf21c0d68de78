// Match and window: how they are written, and the nodes they become. What they mean is said beside the nodes, in
// tree-timelines.ts.
import type * as z from "zod"
import { conditionSchema } from "./schema-conditions.ts"
import { havingSchema, toHaving, type WrittenHaving } from "./schema-having.ts"
import { durationSchema, lengthSchema, mapping, report, textSchema, word } from "./schema-scalars.ts"
import { IDENTIFIER_GROUPS, type MatchDetection, type WindowDetection } from "./tree.ts"

const GROUPS = ["payer", "payee", "pair", "party", ...IDENTIFIER_GROUPS] as const

export const sideSchema = word(["payer", "payee"])
export const reasonSchema = textSchema.describe(
  "One sentence about a finding: {subject} {count} {total} {from} {to} {days} {payers} {payees} {terms} {taxa} {countries} {instances} {parties} {members} {contacts} {rules} are filled in, $name is the param.",
)

export const matchSchema = mapping({
  subject: sideSchema.describe("The side the finding is about."),
  where: conditionSchema,
  also: conditionSchema
    .optional()
    .describe(
      "Payments that count only beside one of the same subject that passes where, at most as far away as gather says.",
    ),
  gather: durationSchema
    .prefault("30d")
    .describe("Matched payments of one subject at most this far apart are one finding; 30d unless given."),
  reason: reasonSchema,
}).transform(
  ({ subject, where, also = null, gather: gatherMs, reason }): MatchDetection => ({
    kind: "match",
    subject,
    where,
    also,
    gatherMs,
    reason,
  }),
)

export const windowSchema = mapping({
  group_by: word(GROUPS).describe(
    "Whose payments stand in one window: a side, the pair, a party on either side, or an identifier that parties share.",
  ),
  subject: sideSchema
    .optional()
    .describe(
      "By pair and waybill only: the side the finding is about (by waybill: who most often stands there).",
    ),
  direction: word(["in", "out"])
    .optional()
    .describe(
      "By party, device, phone and address only: payments it gets (in) or makes (out); both unless given.",
    ),
  lookback: lengthSchema.describe("Length of the window; closed at both ends."),
  where: conditionSchema.optional().describe("The payments that count; all unless given."),
  having: havingSchema.describe("Measures of the window, all of which must hold."),
  reason: reasonSchema,
})
  .superRefine(checkGroup)
  .superRefine(checkMeasures)
  .transform(
    (written): WindowDetection => ({
      kind: "window",
      groupBy: written.group_by,
      subject: subjectOf(written),
      direction: written.direction ?? null,
      lookbackMs: written.lookback,
      where: written.where ?? null,
      having: toHaving(written.having),
      reason: written.reason,
    }),
  )

interface WrittenGroup {
  readonly group_by: WindowDetection["groupBy"]
  readonly subject?: "payer" | "payee" | undefined
  readonly direction?: "in" | "out" | undefined
}

/** Groups in which a payment stands once for each of its sides. */
const BOTH_SIDES: readonly WindowDetection["groupBy"][] = ["party", "device", "phone", "address"]

function subjectOf({ group_by: groupBy, subject }: WrittenGroup): WindowDetection["subject"] {
  if (groupBy === "payer" || groupBy === "payee" || groupBy === "party") return groupBy
  return BOTH_SIDES.includes(groupBy) ? "holder" : (subject ?? "payee")
}

function checkGroup(written: WrittenGroup, context: z.core.$RefinementCtx<unknown>): void {
  const { group_by: groupBy, subject, direction } = written
  const needsSubject = groupBy === "pair" || groupBy === "waybill"
  if (needsSubject && subject === undefined)
    report(context, { code: "RULE_MISSING_KEY", say: "is missing", want: "payer or payee" }, ["subject"])
  if (!needsSubject && subject !== undefined) {
    const isHeld = subjectOf(written) === "holder"
    const own = isHeld ? `the party that has the ${groupBy}` : "the group itself"
    const say = `is ${own} when group_by is ${groupBy}`
    report(context, { code: "RULE_INVALID", say, want: "no subject", atKey: true }, ["subject"])
  }
  if (!BOTH_SIDES.includes(groupBy) && direction !== undefined) {
    const say = groupBy === "waybill" ? "says nothing of a waybill" : `follows from group_by ${groupBy}`
    report(context, { code: "RULE_INVALID", say, want: "no direction", atKey: true }, ["direction"])
  }
}

/** Measures that only some groups have. */
function checkMeasures(
  written: WrittenGroup & { readonly having: WrittenHaving },
  context: z.core.$RefinementCtx<unknown>,
): void {
  const { group_by: groupBy, direction, having } = written
  if (having.in_out !== undefined && (!BOTH_SIDES.includes(groupBy) || direction !== undefined)) {
    const say = `has one side only with ${direction === undefined ? `group_by ${groupBy}` : `direction ${direction}`}`
    const want = "group_by party, device, phone or address, and no direction"
    report(context, { code: "RULE_INVALID", say, want, atKey: true }, ["having", "in_out"])
  }
  if (groupBy !== "party" && BOTH_SIDES.includes(groupBy)) return
  for (const measure of ["distinct", "repeated"] as const) {
    const counted = having[measure] ?? []
    const isList = Array.isArray(counted)
    for (const [i, { field }] of [counted].flat().entries()) {
      if (field !== "holder") continue
      const path = ["having", measure, ...(isList ? [i] : []), "field"]
      const say = `is "holder", which there is not with group_by ${groupBy}`
      report(
        context,
        { code: "RULE_INVALID", say, want: "group_by device, phone or address, or another field" },
        path,
      )
    }
  }
}
