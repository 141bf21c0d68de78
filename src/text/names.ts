// Finds the names of a list (couriers, public hubs) in party names and memos.
import { automatonOf } from "./automaton.ts"
import { automatonColumns } from "./build-automaton.ts"
import { anew, type Keep } from "./columns.ts"
import { mayHoldWord } from "./first-units.ts"
import { foldText } from "./fold.ts"
import type { NameMatcher } from "./lexicon.ts"
import { standsAlone } from "./word-edge.ts"

const SHORT_HAN = /^\p{Script=Han}{2,4}$/u

/**
 * A short brand at the end of a Chinese personal name is a given name: 永辉 (a supermarket) in 秦永辉. Personal names
 * have two to four characters, the surname first.
 */
function isInsidePersonalName(folded: string, start: number, end: number): boolean {
  return start > 0 && end - start === 2 && SHORT_HAN.test(folded)
}

/**
 * Names are compared folded and without white space around them; one of which nothing is left is never found. Of
 * names equal after folding the first counts. What was kept is used where it was built of the same names.
 */
export function buildNameMatcher(names: readonly string[], keep: Keep = anew): NameMatcher {
  const entryOf = new Map<string, number>()
  for (const [entry, name] of names.entries()) {
    const pattern = foldText(name).trim()
    if (pattern !== "" && !entryOf.has(pattern)) entryOf.set(pattern, entry)
  }
  const patterns = [...entryOf.keys()]
  const entries = [...entryOf.values()]
  const of = JSON.stringify(patterns)
  const make = () => ({ of, ...automatonColumns(patterns) })
  const kept = keep("names", make)
  const automaton = automatonOf(kept.of === of ? kept : make())

  return {
    mayStandIn: mayHoldWord(patterns),
    eachIn(folded, onName) {
      automaton.scan(folded, (pattern, end) => {
        const start = end - patterns[pattern]!.length
        if (!standsAlone(folded, start, end) || isInsidePersonalName(folded, start, end)) return
        onName(entries[pattern]!, start, end)
      })
    },
  }
}
