// Letters of a text held against those of a term, run by run.
import { ACCENTS, LOOKALIKE, PLAIN, SCRIPT } from "./paths.ts"
import type { Letter } from "./skeleton.ts"

/** The answer that the letters are others. */
export const NOT_IT = -1
/** Longer runs than a set of bits holds are in no word. */
const LONGEST_RUN = 30

/**
 * By which paths a run of the text reads as a run of the term: each letter of the term stands for one or more of the
 * text, in order, and each of the text is one of the term's.
 */
export function readRun(run: readonly Letter[], own: readonly Letter[]): number {
  if (own.length > LONGEST_RUN) return NOT_IT
  // Bit n: the letters so far read as those of the term up to its letter n.
  let upTo = 0
  let paths = PLAIN
  for (const [index, letter] of run.entries()) {
    let next = 0
    let least = NOT_IT
    for (const [place, wanted] of own.entries()) {
      const canStand = index === 0 ? place === 0 : ((upTo | (upTo << 1)) & (1 << place)) !== 0
      const read = canStand ? readLetter(letter, wanted) : NOT_IT
      if (read === NOT_IT) continue
      if (least === NOT_IT || read < least) least = read
      next |= 1 << place
    }
    if (next === 0) return NOT_IT
    upTo = next
    paths |= least
  }
  return (upTo & (1 << (own.length - 1))) === 0 ? NOT_IT : paths
}

/** By which paths a letter reads as one of the term's. */
export function readLetter(letter: Letter, wanted: Letter): number {
  if (letter.unit === wanted.unit && letter.bare === wanted.bare) return PLAIN
  if (letter.bare === wanted.bare && letter.kind === wanted.kind) {
    if (letter.kind === "han") return SCRIPT
    return isBarer(letter, wanted) ? ACCENTS : NOT_IT
  }
  if (!letter.like.includes(wanted.bare)) return NOT_IT
  return wanted.marks === "" ? LOOKALIKE : LOOKALIKE | ACCENTS
}

/** Whether a letter has no mark that the wanted one has not. */
const isBarer = (letter: Letter, wanted: Letter): boolean =>
  [...letter.marks].every((mark) => wanted.marks.includes(mark))

/** Whether a letter is another that only looks like one of the term's. */
export const isDisguised = (letter: Letter, own: readonly Letter[]): boolean =>
  own.every((wanted) => {
    const read = readLetter(letter, wanted)
    return read === NOT_IT || (read & LOOKALIKE) !== 0
  })
