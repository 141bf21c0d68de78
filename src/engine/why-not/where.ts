// Why payments do not pass the condition of a rule: what each part of it says of them, and the payment that comes
// nearest.
import { hasBit } from "../../model/bits.ts"
import { type PaymentFacts, paymentFacts } from "../../model/payment-facts.ts"
import type { Condition } from "../../rules/tree.ts"
import { type ConditionMasks, evaluateCondition } from "../condition.ts"
import type { EngineContext } from "../context.ts"
import { observeConditions } from "../evidence.ts"
import { ABSENT, FALSE, stateAt, TRUE, UNDECIDABLE } from "../masks.ts"
import { type Clause, clausesOf, measureOfLeaf, moneyFormat, thresholdOfClause } from "../wording.ts"
import { type ClauseTree, clauseTree, isGroup, treeState } from "./clause-tree.ts"
import { type Gap, gapOf, relativeGap } from "./gap.ts"

/**
 * One part of a condition over some payments; the four counts add up to their number. Of parts that are joined there is
 * one for the group before those of its parts, which are one deeper: an alternative that fails need not hold.
 */
export interface LeafTally {
  /** How many groups it stands in. */
  readonly depth: number
  readonly measure: string
  readonly threshold: string
  readonly passed: number
  readonly failed: number
  /** Payments without the field. */
  readonly withoutField: number
  /** Payments without an exchange rate. */
  readonly withoutRate: number
}

/** A part of a condition that a payment does not pass. */
export interface LeafMiss {
  readonly measure: string
  readonly threshold: string
  readonly observed: string
  readonly state: "failed" | "no field" | "no rate"
  /** Of amounts: the distance to the bound. */
  readonly gap: Gap | null
}

/** What a condition says of some payments. */
export interface WhereTally {
  readonly payments: number
  readonly passed: number
  readonly leaves: readonly LeafTally[]
  /**
   * The payment with the fewest parts to mend (of alternatives, the way with the fewest), ties by the distance of
   * amounts to their bounds, then the earliest; null when one passes, or none could.
   */
  readonly nearest: { readonly payment: PaymentFacts; readonly misses: readonly LeafMiss[] } | null
}

/** `rows`: settled, in canonical order. `masks` is filled with the states of the condition's parts. */
export function tallyWhere(
  context: EngineContext,
  where: Condition | null,
  rows: readonly number[],
  masks: ConditionMasks,
): WhereTally {
  if (where === null) return { payments: rows.length, passed: rows.length, leaves: [], nearest: null }
  const mask = masks.get(where) ?? evaluateCondition(context, where, masks)
  // Each part is told by itself, also where the others fail.
  for (const { leaf } of clausesOf(where)) if (leaf.kind === "price") evaluateCondition(context, leaf, masks)
  let passed = 0
  for (const row of rows) if (hasBit(mask.isTrue, row)) passed++
  return {
    payments: rows.length,
    passed,
    leaves: tallyTree(context, neededParts(where), rows, masks, 0),
    nearest: passed > 0 ? null : nearestPayment(context, where, rows, masks),
  }
}

/** The parts that must all hold need no group: a reader takes a list for that. */
function neededParts(where: Condition): readonly ClauseTree[] {
  const tree = clauseTree(where)
  return isGroup(tree) && tree.needs === "all" ? tree.parts : [tree]
}

function tallyTree(
  context: EngineContext,
  parts: readonly ClauseTree[],
  rows: readonly number[],
  masks: ConditionMasks,
  depth: number,
): LeafTally[] {
  return parts.flatMap((part) => [
    tallyPart(context, part, rows, masks, depth),
    ...(isGroup(part) ? tallyTree(context, part.parts, rows, masks, depth + 1) : []),
  ])
}

function tallyPart(
  { messages }: EngineContext,
  part: ClauseTree,
  rows: readonly number[],
  masks: ConditionMasks,
  depth: number,
): LeafTally {
  const counts = { passed: 0, failed: 0, withoutField: 0, withoutRate: 0 }
  for (const row of rows) {
    const state = treeState(part, (clause) => stateOf(clause, row, masks))
    if (state === TRUE) counts.passed++
    else if (state === FALSE) counts.failed++
    else if (state === ABSENT) counts.withoutField++
    else counts.withoutRate++
  }
  const words = isGroup(part)
    ? {
        measure: messages.say(`condition.${part.needs}`),
        threshold: messages.say(`condition.needs-${part.needs}`),
      }
    : { measure: measureOfLeaf(messages, part.leaf), threshold: thresholdOfClause(messages, part) }
  return { depth, ...words, ...counts }
}

/** State of a leaf with its negation. */
function stateOf({ leaf, negated }: Clause, row: number, masks: ConditionMasks): number {
  const mask = masks.get(leaf)
  const state = mask === undefined ? ABSENT : stateAt(mask, row)
  if (!negated) return state
  return state === TRUE ? FALSE : state === FALSE ? TRUE : state
}

function nearestPayment(
  context: EngineContext,
  where: Condition,
  rows: readonly number[],
  masks: ConditionMasks,
): WhereTally["nearest"] {
  let best: { row: number; missed: readonly Clause[]; distance: number } | undefined
  for (const row of rows) {
    const missed = missedClauses(where, row, masks, false)
    if (missed === null || (best !== undefined && missed.length > best.missed.length)) continue
    let distance = 0
    for (const clause of missed) distance += distanceOf(context, clause, row)
    if (best === undefined || missed.length < best.missed.length || distance < best.distance)
      best = { row, missed, distance }
  }
  if (best === undefined) return null
  const { row, missed } = best
  return {
    payment: paymentFacts(context.table, row),
    misses: missed.map((clause) => missOf(context, clause, row, masks)),
  }
}

/**
 * Parts that would have to hold for the row to pass: of `all` every one that does not, of `any` the fewest. Null: it
 * cannot pass, as with no alternative at all.
 */
function missedClauses(
  condition: Condition,
  row: number,
  masks: ConditionMasks,
  negated: boolean,
): readonly Clause[] | null {
  if (condition.kind === "not") return missedClauses(condition.of, row, masks, !negated)
  if (condition.kind !== "all" && condition.kind !== "any") {
    const clause = { leaf: condition, negated }
    return stateOf(clause, row, masks) === TRUE ? [] : [clause]
  }
  const parts = condition.of.map((part) => missedClauses(part, row, masks, negated))
  const possible = parts.filter((part) => part !== null)
  // Not all of them is one of them not, and the other way round.
  if ((condition.kind === "all") !== negated) return possible.length < parts.length ? null : possible.flat()
  return possible.reduce<readonly Clause[] | null>(
    (least, part) => (least === null || part.length < least.length ? part : least),
    null,
  )
}

/** Amounts: relative distance to the bound. Anything else that fails is further away than any amount. */
function distanceOf(context: EngineContext, clause: Clause, row: number): number {
  const gap = amountGap(context, clause, row)
  return gap === null ? 1e9 : relativeGap(gap)
}

function amountGap(context: EngineContext, { leaf, negated }: Clause, row: number): Gap | null {
  if (leaf.kind !== "amount" || negated) return null
  const { currency } = leaf.test
  return gapOf(context.messages, leaf.test, context.amountsIn(currency)[row]!, moneyFormat(currency))
}

function missOf(context: EngineContext, clause: Clause, row: number, masks: ConditionMasks): LeafMiss {
  const { leaf, negated } = clause
  const state = stateOf(clause, row, masks)
  // What is seen where a part fails is what is seen where its opposite holds.
  const opposite: Condition = negated ? leaf : { kind: "not", of: leaf }
  const [seen] = observeConditions(context, opposite, [row], masks)
  return {
    measure: measureOfLeaf(context.messages, leaf),
    threshold: thresholdOfClause(context.messages, clause),
    observed:
      seen?.observed ??
      (state === UNDECIDABLE ? paymentFacts(context.table, row).amount : context.messages.say("test.absent")),
    state: state === FALSE ? "failed" : state === ABSENT ? "no field" : "no rate",
    gap: amountGap(context, clause, row),
  }
}
