// The parts of a condition with what they are joined by, negations taken down to the leaves.
import type { Condition } from "../../rules/tree.ts"
import { ABSENT, FALSE, TRUE, UNDECIDABLE } from "../masks.ts"
import type { Clause } from "../wording.ts"

/** Several parts: `all` of them are needed, or `any` one. Two or more. */
export interface ClauseGroup {
  readonly needs: "all" | "any"
  readonly parts: readonly ClauseTree[]
}

export type ClauseTree = ClauseGroup | Clause

export function isGroup(tree: ClauseTree): tree is ClauseGroup {
  return "needs" in tree
}

/** Parts of parts that are joined in the same way stand beside them: `a and (b and c)` is one group of three. */
export function clauseTree(condition: Condition, negated = false): ClauseTree {
  if (condition.kind === "not") return clauseTree(condition.of, !negated)
  if (condition.kind !== "all" && condition.kind !== "any") return { leaf: condition, negated }
  // Not all of them is one of them not, and the other way round.
  const needs = (condition.kind === "all") !== negated ? "all" : "any"
  const parts = condition.of
    .map((part) => clauseTree(part, negated))
    .flatMap((part) => (isGroup(part) && part.needs === needs ? part.parts : [part]))
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : { needs, parts }
}

/** State of a tree from those of its leaves, as masks are combined. */
export function treeState(tree: ClauseTree, stateOf: (clause: Clause) => number): number {
  if (!isGroup(tree)) return stateOf(tree)
  const states = tree.parts.map((part) => treeState(part, stateOf))
  const [decides, other] = tree.needs === "all" ? [FALSE, TRUE] : [TRUE, FALSE]
  for (const state of [decides, ABSENT, UNDECIDABLE]) if (states.includes(state)) return state
  return other
}
