// A condition as alternatives of plain parts: what must hold together for a payment to pass.
import type { Condition, NumberTest } from "./tree.ts"

export type Leaf = Exclude<Condition, { readonly kind: "all" | "any" | "not" }>

/** A part of a condition; negated: it must not hold, and must be known not to. */
export interface Literal {
  readonly leaf: Leaf
  readonly negated: boolean
}

/** Parts that must all hold. */
export type Way = readonly Literal[]

/** More alternatives than this are not looked through. */
const MOST_WAYS = 256

/**
 * The ways to pass a condition; undefined when there are too many to look at. In the logic of three values, too, not
 * (a and b) is true just when (not a) or (not b) is. Amounts are never negated: what is left of them is said by bounds.
 */
export function waysToPass(condition: Condition, negated = false): readonly Way[] | undefined {
  switch (condition.kind) {
    case "not":
      return waysToPass(condition.of, !negated)
    case "all":
    case "any":
      return (condition.kind === "all") === negated
        ? joinWays(condition.of, negated)
        : crossWays(condition.of, negated)
    case "amount":
      if (!negated) return [[{ leaf: condition, negated }]]
      return opposites(condition.test).map((test) => [
        { leaf: { kind: "amount", test: { ...test, currency: condition.test.currency } }, negated: false },
      ])
    default:
      return [[{ leaf: condition, negated }]]
  }
}

function joinWays(parts: readonly Condition[], negated: boolean): readonly Way[] | undefined {
  const all: Way[] = []
  for (const part of parts) {
    const ways = waysToPass(part, negated)
    if (ways === undefined || all.length + ways.length > MOST_WAYS) return undefined
    all.push(...ways)
  }
  return all
}

function crossWays(parts: readonly Condition[], negated: boolean): readonly Way[] | undefined {
  let all: readonly Way[] = [[]]
  for (const part of parts) {
    const ways = waysToPass(part, negated)
    if (ways === undefined || all.length * ways.length > MOST_WAYS) return undefined
    all = all.flatMap((way) => ways.map((more) => [...way, ...more]))
  }
  return all
}

/** Below the lower bounds, or above the upper ones. */
function opposites({ gte, gt, lte, lt }: NumberTest): readonly NumberTest[] {
  return [
    ...(gte === undefined ? [] : [{ lt: gte }]),
    ...(gt === undefined ? [] : [{ lte: gt }]),
    ...(lte === undefined ? [] : [{ gt: lte }]),
    ...(lt === undefined ? [] : [{ gte: lt }]),
  ]
}
