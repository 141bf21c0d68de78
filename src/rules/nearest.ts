// "Did you mean": the known word nearest to a mistyped one, by edits of neighbouring letters (optimal string
// alignment distance, Damerau 1964).
import { compareText } from "../model/vocabulary.ts"

/**
 * The known word at most a third of the word's letters (at least one) away; undefined
 * when none is near. Case, width and the choice between `_` and `-` do not count. Ties go to the first in text order.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const wanted = plain(word)
  if (wanted.length === 0 || wanted.length > 100) return undefined
  let limit = Math.max(1, Math.floor(wanted.length / 3))
  let best: string | undefined
  for (const candidate of [...known].sort(compareText)) {
    const edits = distance(wanted, plain(candidate))
    if (edits > limit || (best !== undefined && edits === limit)) continue
    best = candidate
    limit = edits
  }
  return best
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
