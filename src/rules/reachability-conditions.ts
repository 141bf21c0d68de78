// Whether any payment can pass a condition. What is called impossible is so for every payment; what is not may still be.
import { describeCondition } from "./describe-conditions.ts"
import { amountClashes } from "./reachability-amounts.ts"
import {
  absenceClashes,
  type Clash,
  clockClashes,
  oppositeClashes,
  valueClashes,
} from "./reachability-fields.ts"
import { type Way, waysToPass } from "./reachability-ways.ts"
import type { Condition, EntryList } from "./tree.ts"

type Lists = ReadonlyMap<string, EntryList>

/** The ways to pass that may be open, and, when there is none, why. */
export interface Passing {
  /** Undefined: too many to look at. */
  readonly ways: readonly Way[] | undefined
  /** Sentences without a full stop; empty when a payment may pass. */
  readonly whyNone: readonly string[]
}

export function passing(condition: Condition, lists: Lists): Passing {
  const ways = waysToPass(condition)
  if (ways === undefined) return { ways, whyNone: [] }
  if (ways.length === 0) return { ways, whyNone: ["it asks for one of no conditions"] }
  const open: Way[] = []
  const whys = new Set<string>()
  for (const way of ways) {
    const clashes = clashesOf(way, lists)
    if (clashes.length === 0) open.push(way)
    for (const clash of clashes) whys.add(wordClash(clash))
  }
  return { ways: open, whyNone: open.length > 0 ? [] : [...whys] }
}

function clashesOf(way: Way, lists: Lists): readonly Clash[] {
  const opposite = oppositeClashes(way)
  if (opposite.length > 0) return opposite
  return [
    ...absenceClashes(way),
    ...valueClashes(way),
    ...clockClashes(way),
    ...amountClashes(way),
    ...emptyLists(way, lists),
  ]
}

function emptyLists(way: Way, lists: Lists): readonly Clash[] {
  return way
    .filter(
      ({ leaf, negated }) => leaf.kind === "list" && !negated && lists.get(leaf.list)?.entries.length === 0,
    )
    .map((literal) => ({ why: "the list is empty", parts: [literal] }))
}

function wordClash({ why, parts }: Clash): string {
  const words = parts.map(({ leaf, negated }) =>
    describeCondition(negated ? { kind: "not", of: leaf } : leaf),
  )
  return `${[...new Set(words)].join(", and ")}: ${why}`
}
