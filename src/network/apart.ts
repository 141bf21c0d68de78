// Decisions of a person that two parties are two persons: what they come to in these payments.
import { MISSING } from "../model/dictionary.ts"
import type { Apart, ApartEffect, ApartFacts, ApartList } from "../model/person.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import { signsOf } from "./identifiers.ts"
import type { Joined } from "./join-persons.ts"

export interface ApartEntry {
  readonly entry: Apart
  /** Which of the two are in no payment. */
  readonly unknown: readonly string[]
  readonly isRepeated: boolean
  /** Party codes; null where the entry has no effect. */
  readonly pair: readonly [number, number] | null
}

/** In the order given. */
export function apartEntries(table: PaymentTable, entries: readonly Apart[]): ApartEntry[] {
  const seen = new Set<string>()
  return entries.map((entry) => {
    const both = [entry.party, entry.other]
    const key = JSON.stringify(both.toSorted(compareText))
    const isRepeated = seen.has(key)
    seen.add(key)
    const unknown = both.filter((party) => table.parties.code(party) === MISSING)
    const codes = [table.parties.code(entry.party), table.parties.code(entry.other)] as const
    return { entry, unknown, isRepeated, pair: isRepeated || unknown.length > 0 ? null : codes }
  })
}

export function apartFacts(
  table: PaymentTable,
  { file, sha256 }: ApartList,
  entries: readonly ApartEntry[],
  { cut, effective }: Joined,
): ApartFacts {
  let index = -1
  return {
    file,
    sha256,
    entries: entries.map(({ entry, unknown, isRepeated, pair }) => {
      if (pair !== null) index++
      const found: ApartEffect = effective.has(index) ? "parted" : "idle"
      const effect = unknown.length > 0 ? "unknown" : isRepeated ? "repeated" : found
      return { ...entry, effect, unknown }
    }),
    cut: cut
      .map(({ a, b, bits }) => {
        const [party = "", other = ""] = [table.parties.text(a), table.parties.text(b)].sort(compareText)
        return { party, other, signs: signsOf(bits) }
      })
      .sort((x, y) => compareText(x.party, y.party) || compareText(x.other, y.other)),
  }
}
