// Whether a rule can fire at all: contradictions in its conditions, bounds outside of what a measure can be. Sound and
// not complete: what is called unreachable never happens, whatever the payments; a rule that is not may still be silent.
import { type Interval, intervalOf, isEmpty, overlap, range, wholeNumbers } from "./interval.ts"
import { passing } from "./reachability-conditions.ts"
import { whyNoWindow } from "./reachability-having.ts"
import type {
  Condition,
  EntryList,
  MatchDetection,
  MotifDetection,
  NetworkTest,
  NumberTest,
  Rule,
  SameField,
  SequenceDetection,
  Step,
  WindowDetection,
} from "./tree.ts"

type Lists = ReadonlyMap<string, EntryList>

/**
 * Why the rule can never fire, as sentences without a full stop; empty when nothing speaks against it. `lists`: those
 * the rule names, where they are known.
 */
export function whyNever(rule: Pick<Rule, "detection">, lists: Lists = new Map()): readonly string[] {
  const { detection } = rule
  switch (detection.kind) {
    case "match":
      return whyNone(lists, detection.where, has(detection.subject))
    case "window":
      return neverInWindow(detection, lists)
    case "sequence":
      return neverInSequence(detection, lists)
    case "motif":
      return [
        ...whyNone(lists, detection.where, has("payer"), has("payee"), BETWEEN_TWO),
        ...outOfRange("amount_ratio", detection.amountRatio, range(0)),
        ...tooFewCounterparties(detection),
      ]
    case "network":
      return neverInNetwork(detection.having)
    case "combine": {
      const most = detection.of.reduce((sum, { weight }) => sum + weight, 0)
      return detection.need > most
        ? [`the items weigh ${most} together, and ${detection.need} is needed`]
        : []
    }
  }
}

/** Those that money passes through in a motif have counterparties, on either side of them other ones. */
function tooFewCounterparties({
  shape,
  hops,
  width,
  widthOut,
  maxDegree,
}: MotifDetection): readonly string[] {
  const isThereAndBack = shape === "cycle" && (hops?.gte ?? 0) < 3
  if (shape === "fan-in" || shape === "fan-out" || isThereAndBack) return []
  const least = shape === "gather-scatter" ? Math.max(width ?? 0, widthOut ?? 0) : 2
  if (maxDegree >= least) return []
  return [`max_degree is ${maxDegree}, and whom money passes through has ${least} counterparties at least`]
}

/** Why no payment can pass the condition of a context; as `whyNever`. */
export function whyNoPayment(condition: Condition, lists: Lists): readonly string[] {
  return whyNone(lists, condition)
}

/** Why no payment can pass `also` of a match rule: the rule may fire, but this part of it never does anything. */
export function whyNoneBeside({ also, subject }: MatchDetection, lists: Lists): readonly string[] {
  return also === null ? [] : whyNone(lists, also, has(subject))
}

function has(field: SameField): Condition {
  return { kind: "exists", field, exists: true }
}

const BETWEEN_TWO: Condition = { kind: "not", of: { kind: "same", fields: ["payer", "payee"] } }

function whyNone(lists: Lists, ...conditions: readonly (Condition | null)[]): readonly string[] {
  return passing({ kind: "all", of: conditions.filter((part) => part !== null) }, lists).whyNone
}

function neverInWindow(detection: WindowDetection, lists: Lists): readonly string[] {
  const given = [...(detection.where === null ? [] : [detection.where]), inGroup(detection)]
  const { ways, whyNone: whys } = passing({ kind: "all", of: given }, lists)
  if (whys.length > 0) return whys
  const isNever = (where: Condition) => whyNone(lists, ...given, where).length > 0
  return whyNoWindow(detection, ways, isNever)
}

const SIDE_FIELDS = {
  device: { payer: "payerDevice", payee: "payeeDevice" },
  phone: { payer: "payerPhone", payee: "payeePhone" },
  address: { payer: "payerAddress", payee: "payeeAddress" },
} as const

/** What a payment needs to be in a group. */
function inGroup({ groupBy, subject, direction }: WindowDetection): Condition {
  const all = (...fields: readonly SameField[]): Condition => ({ kind: "all", of: fields.map(has) })
  if (groupBy === "payer" || groupBy === "payee") return has(groupBy)
  if (groupBy === "pair") return all("payer", "payee")
  if (groupBy === "waybill") return all("waybill", subject === "payer" ? "payer" : "payee")
  const legs = (["payer", "payee"] as const)
    .filter((side) => direction === null || side === (direction === "in" ? "payee" : "payer"))
    .map((side) => (groupBy === "party" ? has(side) : all(side, SIDE_FIELDS[groupBy][side])))
  return { kind: "any", of: legs }
}

function neverInSequence(
  { steps, link, subject, repeat }: SequenceDetection,
  lists: Lists,
): readonly string[] {
  const isLast = (step: Step) => step === steps.at(-1)
  const whys = steps.flatMap((step, i) => {
    const sides: SameField[] = step.party === null ? [] : [step.party]
    if (link === "chain" && i > 0) sides.push("payer")
    if (link === "chain" && !isLast(step)) sides.push("payee")
    if (subject?.step === i) sides.push(subject.side)
    const reasons = [
      ...whyNone(lists, step.where, ...sides.map(has)),
      ...outOfRange("amount_ratio", step.amountRatio, range(0)),
    ]
    return reasons.map((reason) => `step ${step.name}: ${reason}`)
  })
  return [...whys, ...outOfRange("repeat", repeat, range(1), true)]
}

function neverInNetwork(having: readonly NetworkTest[]): readonly string[] {
  const whys: string[] = []
  const members = having.find(({ measure }) => measure === "members")?.test
  const most = members === undefined ? Number.POSITIVE_INFINITY : wholeNumbers(intervalOf(members)).most
  for (const one of having) {
    const isShare = one.measure === "density" || one.measure === "concentration"
    const isOfMembers = ["flagged", "role", "courier_links"].includes(one.measure)
    const possible = isShare
      ? range(0, 1)
      : range(one.measure === "members" ? 1 : 0, isOfMembers ? most : undefined)
    whys.push(...outOfRange(one.measure, one.test, possible, !isShare))
  }
  return whys
}

function outOfRange(
  name: string,
  test: NumberTest | null,
  possible: Interval,
  isWhole = false,
): readonly string[] {
  if (test === null) return []
  const left = overlap(intervalOf(test), possible)
  if (!isEmpty(isWhole ? wholeNumbers(left) : left)) return []
  const most = possible.most === Number.POSITIVE_INFINITY ? "" : ` and at most ${possible.most}`
  return [`${name} is at least ${possible.least}${most}, which its bounds leave out`]
}
