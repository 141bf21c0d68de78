// What may be misspelt as a word, as far as its length and letters tell: most words are told apart by them.
import { letterForm } from "./letters.ts"

export interface WordShape {
  readonly length: number
  /** A bit for each letter, see `lettersOf`. */
  readonly letters: number
  /** Edits that are allowed: by so many units may lengths differ, so many letters may be missing, and others be there. */
  readonly slack: number
}

/** The letters of a word without diacritics, or of the one that stands there in a text, a bit for each. */
export function lettersOf(text: string, start = 0, end = text.length): number {
  let letters = 0
  for (let at = start; at < end; at++) letters |= 1 << letterOf(text.charCodeAt(at))
  return letters
}

/** Whether letters are nearly those of a word: an edit takes away one at most, and brings in one at most. */
export const areNear = (letters: number, own: number, slack: number): boolean =>
  countBits(own & ~letters) <= slack && countBits(letters & ~own) <= slack

/** Number of a letter: a is 1, z is 26; all others OTHER. */
const letterOf = (bare: number): number => (bare >= 0x61 && bare <= 0x7a ? bare - 0x60 : OTHER)
const OTHER = 27

function countBits(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count++
  return count
}

/** The unit of a letter without its diacritics, if that is one letter. */
export function bareUnit(folded: number): number {
  if (folded < 0x80) return folded
  bareUnits[folded] ||= makeBare(folded)
  return bareUnits[folded]!
}

/** By folded unit; 0: not yet known. */
const bareUnits = new Uint16Array(0x10000)

function makeBare(folded: number): number {
  const form = letterForm(folded)
  return form?.kind === "latin" && form.bare.length === 1 ? form.bare.charCodeAt(0) : folded
}
