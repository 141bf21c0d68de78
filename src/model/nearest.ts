// "Did you mean": the known word nearest to a mistyped one, by edits of neighbouring letters (optimal string
// alignment distance, Damerau 1964).
import { compareText } from "./vocabulary.ts"

/**
 * The known word at most a third of the word's letters (at least one) away; undefined
 * when none is near. Case, width and the choice between `_` and `-` do not count. Ties go to the first in text order.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = plain(word)
  if (wanted.length === 0 || wanted.length > 100) return undefined
  let limit = Math.max(1, Math.floor(wanted.length / 3))
  let best: string | undefined
  for (const candidate of known) {
    const text = plain(candidate)
    if (Math.abs(text.length - wanted.length) > limit) continue
    const edits = distance(wanted, text)
    if (edits > limit) continue
    if (best !== undefined && edits === limit && compareText(candidate, best) >= 0) continue
    best = candidate
    limit = edits
  }
  return best
}

const NAMES_SHOWN = 20

/** What to write in place of a name that is not known. `kinds`: what the names are names of, such as `rules`. */
export function adviseName(name: string, known: ReadonlySet<string>, kinds: string): string {
  if (known.size === 0) return `the pack has no ${kinds}`
  const near = nearest(name, known)
  const all = `the ${kinds} are ${someOf(known)}`
  return near === undefined ? all : `write ${near} (${all})`
}

/** The first names in text order: a pack may have thousands, and as many errors about them. */
function someOf(names: ReadonlySet<string>): string {
  let shown: string[] = []
  for (const name of names) {
    shown.push(name)
    if (shown.length > 4 * NAMES_SHOWN) shown = firstOf(shown)
  }
  const more = names.size - NAMES_SHOWN
  return firstOf(shown).join(", ") + (more > 0 ? ` and ${more} more` : "")
}

function firstOf(names: readonly string[]): string[] {
  return [...names].sort(compareText).slice(0, NAMES_SHOWN)
}

function plain(word: string): string {
  return word.normalize("NFKC").toLowerCase().replaceAll("-", "_")
}

function distance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + change)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) edits = Math.min(edits, before[j - 2]! + 1)
      row.push(edits)
    }
    before = last
    last = row
  }
  return last[b.length]!
}
