// The work a rule may do. Searching for motifs can take time that grows with the power of their size; so each subject
// has a budget, and the rule has one over all subjects. What is cut short is said, by subject.
import { compareText } from "../../model/vocabulary.ts"
import type { MotifDetection } from "../../rules/tree.ts"
import type { EngineContext } from "../context.ts"
import type { MotifGraph } from "./graph.ts"
import type { RatioRule } from "./ratio.ts"

/** What a search that follows payments from one to the next works on. */
export interface MotifTask {
  readonly context: EngineContext
  readonly graph: MotifGraph
  readonly detection: MotifDetection
  /** Null: the rule has none. */
  readonly ratio: RatioRule | null
  /** By party code: 1 for parties that nothing is passed through. */
  readonly hubs: Uint8Array
  /** Receives the names of the subjects whose search was given up. */
  readonly budgetReached: Set<string>
}

/** Payments that a rule looks at in all, whatever its subjects: some seconds. */
export const RULE_BUDGET = 50_000_000

/** A look is one payment considered as the next of a motif; the search that makes them stops when none is left. */
export interface Work {
  /** Looks that the current subject may still take. */
  left: number
  /** Whether the current subject wanted more than it had. */
  isCut: boolean
}

/** Takes one look; false when there is none left. */
export function look(work: Work): boolean {
  if (work.left > 0) {
    work.left--
    return true
  }
  work.isCut = true
  return false
}

/**
 * Searches subjects (party codes) one by one, in order of their names. Each has `budget` looks: when a subject wants
 * one more its search is given up, what it found is kept, and its name goes to `budgetReached`. When all together have
 * taken RULE_BUDGET looks, the subjects that are left are not searched, and their names go there too. `search` looks
 * at payments in canonical order, so that what is found depends on what the payments are and not on the order of rows.
 */
export function searchSubjects(
  { table }: Pick<EngineContext, "table">,
  subjects: readonly number[],
  budget: number,
  budgetReached: Set<string>,
  search: (subject: number, work: Work) => void,
): void {
  const named = subjects.map((party) => ({ party, name: table.parties.text(party) }))
  named.sort((a, b) => compareText(a.name, b.name))
  const work: Work = { left: 0, isCut: false }
  let ruleLeft = RULE_BUDGET
  for (const { party, name } of named) {
    const given = Math.min(budget, ruleLeft)
    work.left = given
    work.isCut = given === 0
    if (given > 0) search(party, work)
    ruleLeft -= given - work.left
    if (work.isCut) budgetReached.add(name)
  }
}
