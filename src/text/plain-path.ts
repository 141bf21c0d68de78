// The plain path: patterns as they are written, folded, as whole words.
import { buildAutomaton, type OnHit } from "./automaton.ts"
import { isWordUnit, standsAlone } from "./word-edge.ts"

/** Gives every pattern that stands in a folded text as whole words. Patterns are folded and not empty. */
export function plainScan(patterns: readonly string[]): (folded: string, onHit: OnHit) => void {
  const automaton = buildAutomaton(patterns, isWordUnit)
  return (folded, onHit) =>
    automaton.scan(folded, (pattern, end) => {
      if (standsAlone(folded, end - patterns[pattern]!.length, end)) onHit(pattern, end)
    })
}
