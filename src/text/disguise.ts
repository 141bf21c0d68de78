// When letters that only look like those of a term are taken for them. Words of another script, numbers and codes
// look like something now and then; a word made to be overlooked is Latin all the same.
import { isForeignLookalike } from "./lookalikes.ts"
import type { Letter } from "./skeleton.ts"

/** Latin letters that must be there themselves. */
const MIN_LATIN = 2
/** A number after a word makes no plural of it: tusk5. */
const PLURAL = "5"

/** The letters that were read as a term. */
export interface Matched {
  readonly letters: readonly Letter[]
  /** By letter: its place in the folded text. */
  readonly places: readonly number[]
}

/** `disguised`: indexes of the letters that only look like the term's. */
export function isDisguiseCredible(matched: Matched, disguised: readonly number[]): boolean {
  const { letters } = matched
  // Small capitals and letters of phonetic script are odd, but Latin.
  const strange = disguised.filter((k) => !isOwnLatin(letters[k]!))
  if (strange.length === 0) return true
  const figures = strange.filter((k) => !isForeignLookalike(letters[k]!.raw)).length
  if (figures * 2 > letters.length || letters.filter(isOwnLatin).length < MIN_LATIN) return false
  // At an end it may as well be what stands round the word: "ivory", $illy.
  if (letters[0]!.kind === "sign" || letters.at(-1)!.kind === "sign") return false
  if (letters.at(-1)!.unit === PLURAL && strange.at(-1) === letters.length - 1) return false
  return areAllApart(matched) || strange.every((k) => chunkOf(matched, k).some(isOwnLatin))
}

/** Whether something stands between each letter and the next. */
export const areAllApart = (matched: Matched): boolean =>
  matched.letters.every((_, k) => isStartOfChunk(matched, k))

const isOwnLatin = ({ kind }: Letter): boolean => kind === "latin"

const isStartOfChunk = ({ places }: Matched, k: number): boolean => k === 0 || places[k]! - places[k - 1]! > 1

/** The letters that stand together with one, nothing between them. */
function chunkOf(matched: Matched, k: number): readonly Letter[] {
  let start = k
  while (!isStartOfChunk(matched, start)) start--
  let end = k + 1
  while (end < matched.letters.length && !isStartOfChunk(matched, end)) end++
  return matched.letters.slice(start, end)
}
