// Which texts are on which lists. Texts are asked for all lists of names at once: they are gone through once, whatever the
// number of lists, and most of them as the bytes that they are kept as.
import { type Dictionary, MISSING, storedTexts } from "../model/dictionary.ts"
import { assert } from "../model/errors.ts"
import { VeiledDictionary } from "../model/veiled-dictionary.ts"
import { listedNames } from "../rules/listed-names.ts"
import type { EntryList, RulePack } from "../rules/tree.ts"
import type { Keep } from "../text/columns.ts"
import { foldText } from "../text/fold.ts"
import type { NameMatcher } from "../text/lexicon.ts"
import { buildNameMatcher } from "../text/names.ts"
import type { FoldedTexts } from "./folded-texts.ts"

type Lists = RulePack["lists"]
type FoldedTextsOf = (values: Dictionary) => FoldedTexts

/** The names of all lists of names, each once, and the lists it stands on. */
interface Names {
  readonly matcher: NameMatcher
  /** By name. */
  readonly listsOf: readonly (readonly string[])[]
}

/** Codes of texts that are on a list, ascending. */
export interface OnList {
  readonly codes: readonly number[]
  /** Of a list of names, by list of names those that are on it; null: the list is another. */
  readonly onSimilarLists: Iterable<readonly number[]> | null
}

/** Building takes a while, and many tables may be screened with the lists of one pack. */
const namesOfLists = new WeakMap<Lists, Names>()

function namesOf(lists: Lists, keep: Keep): Names {
  const known = namesOfLists.get(lists) ?? gatherNames(lists, keep)
  namesOfLists.set(lists, known)
  return known
}

function gatherNames(lists: Lists, keep: Keep): Names {
  const listsOf = listedNames(lists)
  return {
    matcher: buildNameMatcher([...listsOf.keys()], keep),
    listsOf: Array.from(listsOf.values(), (ids) => [...ids]),
  }
}

/**
 * Codes of the texts in which names of a list of names stand, by list; lists without any are absent. `keep`: what is known of
 * a matcher over the names.
 */
export function findListedNames(
  values: Dictionary,
  lists: Lists,
  foldedTexts: FoldedTextsOf,
  keep: Keep,
): ReadonlyMap<string, readonly number[]> {
  const { matcher, listsOf } = namesOf(lists, keep)
  const folded = foldedTexts(values)
  const stored = storedTexts(VeiledDictionary.plainOf(values))
  const found = new Map<string, number[]>()
  for (let code = 1; code < values.size; code++) {
    if (
      stored !== undefined &&
      !matcher.mayStandIn(stored.pool, stored.starts[code]!, stored.starts[code + 1]!)
    )
      continue
    matcher.eachIn(folded.text(code), (name) => {
      for (const list of listsOf[name]!) {
        const codes = found.get(list)
        if (codes === undefined) found.set(list, [code])
        else if (codes[codes.length - 1] !== code) codes.push(code)
      }
    })
  }
  return found
}

/** Codes of the texts that are on a list of codes, folded alike, or on one of parties, to the letter. */
export function findListedCodes(
  values: Dictionary,
  { kind, entries }: EntryList,
  foldedTexts: FoldedTextsOf,
): readonly number[] {
  const texts = entries.map(({ text }) => text)
  if (kind === "parties") {
    const plain = VeiledDictionary.plainOf(values)
    const codes = new Set(texts.map((text) => plain.code(text)))
    return [...codes].filter((code) => code !== MISSING).sort((a, b) => a - b)
  }
  const wanted = new Set(texts.map(foldText))
  const folded = foldedTexts(values)
  const found: number[] = []
  for (let code = 1; code < values.size; code++) if (wanted.has(folded.text(code))) found.push(code)
  return found
}

export function listOf(lists: Lists, id: string): EntryList {
  const list = lists.get(id)
  assert(list !== undefined, `a checked rule names the list ${id}, which the pack does not have`)
  return list
}
