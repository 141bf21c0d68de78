// What a folded unit is as a letter: its script, the letter without its marks, and the class in which it is compared
// with the letters it may stand for.
import { toSimplified } from "./traditional.ts"
import { isUnspaced } from "./word-edge.ts"

/**
 * Han stands for all scripts without spaces, vowels and tones that are marks (Thai) being letters; `other` for all others, and
 * for halves of characters of two units.
 */
export type LetterKind = "latin" | "han" | "digit" | "other"

export interface LetterForm {
  readonly kind: LetterKind
  /** Without marks, ligatures apart (œ is oe), Han simplified: one letter each. */
  readonly bare: string
  /** What was taken away, each mark once. */
  readonly marks: string
}

const LATIN = /^\p{Script=Latin}$/u
const DIGIT = /^\p{N}$/u
const LETTER = /^\p{L}$/u
const MARK = /\p{M}/gu
/** Vowels and tones of scripts that write them as marks: without them it is another word. Accents belong to no script. */
const MARK_LETTER = /^(?=\p{M})[^\p{Script=Inherited}\p{Script=Common}\p{Script=Latin}]$/u
/** Letters that Unicode does not take apart. The mark is the one that they would bear. */
const BARE_LETTERS: Readonly<Record<string, readonly [bare: string, mark: string]>> = {
  đ: ["d", "\u0335"],
  ø: ["o", "\u0338"],
  ł: ["l", "\u0335"],
  œ: ["oe", "\u0361"],
  æ: ["ae", "\u0361"],
}

/** Letters of Arabic that are commonly written as another: without their hamza or dots, or as Persian keyboards have them. */
const ARABIC_VARIANTS: Readonly<Record<string, string>> = {
  أ: "ا",
  إ: "ا",
  آ: "ا",
  ٱ: "ا",
  ة: "ه",
  ى: "ي",
  ی: "ي",
  ک: "ك",
}

/** Hamza and the two dots are marks that may be missing; letters of Persian keyboards have none. */
const variantMark = (letter: string): string => (/[أإآٱة]/.test(letter) ? letter : "")

const forms = new Map<number, LetterForm | null>()

/** The letter that a unit of a folded text is; null: none, it separates letters (marks left alone do too). */
export function letterForm(unit: number): LetterForm | null {
  let form = forms.get(unit)
  if (form === undefined) {
    form = formOf(String.fromCharCode(unit), unit)
    forms.set(unit, form)
  }
  return form
}

function formOf(letter: string, unit: number): LetterForm | null {
  if (isUnspaced(letter)) {
    return LETTER.test(letter) || MARK_LETTER.test(letter)
      ? { kind: "han", bare: String.fromCharCode(toSimplified(unit)), marks: "" }
      : null
  }
  if (DIGIT.test(letter)) return { kind: "digit", bare: letter, marks: "" }
  if (!LETTER.test(letter) && !MARK_LETTER.test(letter)) return null
  if (!LATIN.test(letter))
    return { kind: "other", bare: ARABIC_VARIANTS[letter] ?? letter, marks: variantMark(letter) }
  const apart = BARE_LETTERS[letter]
  if (apart !== undefined) return { kind: "latin", bare: apart[0], marks: apart[1] }
  const parts = letter.normalize("NFD")
  return { kind: "latin", bare: parts.replace(MARK, ""), marks: parts.match(MARK)?.join("") ?? "" }
}

/** One letter for all that may stand for each other; `like`: the letters it may be drawn for. 1 may be i or l. */
export function classLetter(bare: string, like: string): string {
  const letter = like === "" ? bare : like[0]!
  return letter === "l" ? "i" : letter
}
