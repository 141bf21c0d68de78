// The skeleton of a folded text: its letters and digits alone, each as its class, a run of one Latin letter written
// once. Whatever is done to a term between or on its letters, its skeleton stands in that of the text; what was done
// is then judged on the letters themselves.
import type { Folded } from "./fold.ts"
import { classLetter, type LetterKind, letterForm } from "./letters.ts"
import { drawnLike, isLetterSign } from "./lookalikes.ts"

/** A letter as it stands in a text. */
export interface Letter {
  /** Folded unit, as a character. */
  readonly unit: string
  readonly kind: LetterKind | "sign"
  /** Its letter without marks; a ligature is two letters at one place. */
  readonly bare: string
  readonly marks: string
  /** The Latin letters it may be drawn for. */
  readonly like: string
  /** The unit as it stands in the text, before folding. */
  readonly raw: number
  readonly classLetter: string
}

export interface Skeleton {
  /** One class letter for each run. */
  readonly text: string
  readonly letters: readonly Letter[]
  /** By letter: its place in the folded text. */
  readonly places: readonly number[]
  /** By run: its first letter; one longer than there are runs. */
  readonly runs: readonly number[]
}

/** `original` is the text that was folded. */
export function skeletonOf(original: string, { text, starts }: Folded): Skeleton {
  const letters: Letter[] = []
  const places: number[] = []
  const runs: number[] = []
  let skeleton = ""
  let before = ""
  for (let at = 0; at < text.length; at++) {
    for (const letter of lettersAt(text, at, original.charCodeAt(starts[at]!))) {
      if (letter.classLetter !== before || !isLatin(before)) {
        runs.push(letters.length)
        skeleton += letter.classLetter
        before = letter.classLetter
      }
      letters.push(letter)
      places.push(at)
    }
  }
  runs.push(letters.length)
  return { text: skeleton, letters, places, runs }
}

/** Whether a run of this class letter is written once. */
export const isLatin = (classLetter: string): boolean => classLetter >= "a" && classLetter <= "z"

const NO_LETTER: readonly Letter[] = []

function lettersAt(text: string, at: number, raw: number): readonly Letter[] {
  const code = text.charCodeAt(at)
  const letters = lettersOf(code, raw)
  if (letters.length === 0) {
    // Letters of two units: each half a letter, so that they are compared as they are.
    if (code < 0xd800 || code > 0xdfff || !isAstralLetter(text, code < 0xdc00 ? at : at - 1)) return NO_LETTER
    return [makeLetter(code, raw, "other", text[at]!, "")]
  }
  const isSign = letters[0]!.kind === "sign"
  return isSign && !(isLatinOrDigit(text, at - 1) && isLatinOrDigit(text, at + 1)) ? NO_LETTER : letters
}

/** By folded unit, for units that fold to themselves, and by folded and raw unit for the others. */
const known: (readonly Letter[] | undefined)[] = new Array(0x10000)
const knownByRaw = new Map<number, Map<number, readonly Letter[]>>()

function lettersOf(code: number, raw: number): readonly Letter[] {
  if (code === raw) {
    known[code] ??= makeLetters(code, raw)
    return known[code]
  }
  let byRaw = knownByRaw.get(code)
  if (byRaw === undefined) {
    byRaw = new Map()
    knownByRaw.set(code, byRaw)
  }
  let letters = byRaw.get(raw)
  if (letters === undefined) {
    letters = makeLetters(code, raw)
    byRaw.set(raw, letters)
  }
  return letters
}

function makeLetters(code: number, raw: number): readonly Letter[] {
  const form = letterForm(code)
  if (form !== null)
    return Array.from(form.bare, (bare) => makeLetter(code, raw, form.kind, bare, form.marks))
  return isLetterSign(code) ? [makeLetter(code, raw, "sign", String.fromCharCode(code), "")] : NO_LETTER
}

function makeLetter(code: number, raw: number, kind: Letter["kind"], bare: string, marks: string): Letter {
  const like = drawnLike(raw, code)
  return {
    unit: String.fromCharCode(code),
    kind,
    bare,
    marks,
    like,
    raw,
    classLetter: classLetter(bare, like),
  }
}

function isLatinOrDigit(text: string, at: number): boolean {
  const kind = at < 0 || at >= text.length ? undefined : letterForm(text.charCodeAt(at))?.kind
  return kind === "latin" || kind === "digit"
}

const ASTRAL_LETTER = /^[\p{L}\p{N}]$/u
/** Whether a letter or digit of two units begins at `at`. */
export const isAstralLetter = (text: string, at: number): boolean =>
  at >= 0 && ASTRAL_LETTER.test(String.fromCodePoint(text.codePointAt(at)!))
