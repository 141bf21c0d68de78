// The names on all lists of names, for one matcher over all of them.
import { foldText } from "../text/fold.ts"
import type { RulePack } from "./tree.ts"

/** Names as they are looked for, each with the ids of the lists it stands on. */
export function listedNames(lists: RulePack["lists"]): ReadonlyMap<string, ReadonlySet<string>> {
  const listsOf = new Map<string, Set<string>>()
  for (const [id, { kind, entries }] of lists) {
    if (kind !== "names") continue
    for (const { text } of entries) {
      const name = foldText(text).trim()
      const those = listsOf.get(name) ?? new Set()
      listsOf.set(name, those.add(id))
    }
  }
  return listsOf
}
