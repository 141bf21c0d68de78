// The slow twin of hearing by evasion: every stretch of a text is held against a term, letter by letter in every way,
// and the rules are asked one by one as they are told in words.
import { fold } from "../../src/text/fold.ts"
import { HEARINGS, type Hearing } from "../../src/text/lexicon.ts"

const LIKE: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "il",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "@": "a",
  $: "s",
  а: "a",
  о: "o",
  г: "r",
  и: "i",
  с: "c",
  ν: "v",
}
const SIMPLE: Readonly<Record<string, string>> = { 東: "东", 龜: "龟" }
const FOREIGN = /^[\p{Script=Cyrillic}\p{Script=Greek}]$/u
const HAN = /^\p{Script=Han}$/u
const LATIN = /^\p{Script=Latin}$/u
const LETTER = /^[\p{L}\p{N}]$/u
const LATIN_OR_DIGIT = /^[\p{Script=Latin}\p{N}]$/u
const WORD = /^[\p{L}\p{N}\p{M}]$/u

interface Unit {
  readonly letter: string
  readonly at: number
}

/** Letters and digits, and @ and $ between those of Latin words. */
function lettersOf(text: string, from = 0, to = text.length): Unit[] {
  const units: Unit[] = []
  for (let at = from; at < to; at++) {
    const isSign = /[@$]/.test(text[at]!)
    const isBetween = LATIN_OR_DIGIT.test(text[at - 1] ?? "") && LATIN_OR_DIGIT.test(text[at + 1] ?? "")
    if (LETTER.test(text[at]!) || (isSign && isBetween)) units.push({ letter: text[at]!, at })
  }
  return units
}

/** By which paths a letter stands for one of the term; null: it does not. */
function readAs(letter: string, wanted: string): Hearing[] | null {
  if (letter === wanted) return []
  if (HAN.test(letter)) return (SIMPLE[letter] ?? letter) === (SIMPLE[wanted] ?? wanted) ? ["script"] : null
  const bare = bareOf(wanted)
  if (LATIN.test(letter)) {
    const [mine, theirs] = [marksOf(letter), marksOf(wanted)]
    return bareOf(letter) === bare && mine.every((mark) => theirs.includes(mark)) ? ["accents"] : null
  }
  if (!(LIKE[letter] ?? "").includes(bare)) return null
  return bare === wanted ? ["lookalike"] : ["lookalike", "accents"]
}

const bareOf = (letter: string) => (letter === "đ" ? "d" : letter.normalize("NFD").replace(/\p{M}/gu, ""))
const marksOf = (letter: string) =>
  letter === "đ" ? ["-"] : (letter.normalize("NFD").match(/\p{M}/gu) ?? [])

/** Every way to give each letter of the term one or more letters of the text, in order, as how many each gets. */
function* sharesOf(textCount: number, termCount: number): Generator<number[]> {
  if (termCount === 1) yield [textCount]
  else
    for (let first = 1; first <= textCount - termCount + 1; first++)
      for (const rest of sharesOf(textCount - first, termCount - 1)) yield [first, ...rest]
}

export interface NaiveHit {
  readonly start: number
  readonly end: number
  readonly heard: Hearing
}

/** Letters that a stretch may have more than the term; longer ones would take too long. */
export const MOST_MORE = 4

/** All stretches of a text that a term may be heard in, by any path, spans in the folded text. */
export function hearNaively(term: string, original: string): NaiveHit[] {
  const folded = fold(original)
  const letters = lettersOf(folded.text)
  const wanted = lettersOf(fold(term).text)
  const hits: NaiveHit[] = []
  for (let from = 0; from < letters.length; from++) {
    for (
      let to = from + wanted.length;
      to <= Math.min(letters.length, from + wanted.length + MOST_MORE);
      to++
    ) {
      let best: Hearing | null = null
      for (const shares of sharesOf(to - from, wanted.length)) {
        const heard = hearStretch(
          { original, folded, term: fold(term).text, wanted },
          letters.slice(from, to),
          shares,
        )
        if (heard !== null && (best === null || HEARINGS.indexOf(heard) < HEARINGS.indexOf(best)))
          best = heard
      }
      if (best !== null) hits.push({ start: letters[from]!.at, end: letters[to - 1]!.at + 1, heard: best })
    }
  }
  return hits
}

interface Question {
  readonly original: string
  readonly folded: ReturnType<typeof fold>
  readonly term: string
  readonly wanted: readonly Unit[]
}

function hearStretch(
  question: Question,
  letters: readonly Unit[],
  shares: readonly number[],
): Hearing | null {
  const { original, folded, term, wanted } = question
  const text = folded.text
  const [start, end] = [letters[0]!.at, letters.at(-1)!.at + 1]
  const isWordAt = (at: number) => at >= 0 && at < text.length && WORD.test(text[at]!) && !HAN.test(text[at]!)
  const isHanAt = (at: number) => at >= 0 && at < text.length && HAN.test(text[at]!)
  // Marks left alone after folding belong to the letter before them.
  let after = end
  while (!HAN.test(text[end - 1]!) && /^\p{M}$/u.test(text[after] ?? "")) after++
  if ((isWordAt(start - 1) && isWordAt(start)) || (isWordAt(end - 1) && isWordAt(after))) return null

  const latin = wanted.filter(({ letter }) => LATIN.test(letter)).length
  const han = wanted.filter(({ letter }) => HAN.test(letter)).length
  const owner = shares.flatMap((share, index) => Array.from({ length: share }, () => index))
  const used = new Set<Hearing>()
  const strange: number[] = []
  for (const [k, { letter }] of letters.entries()) {
    const target = wanted[owner[k]!]!.letter
    const read = readAs(letter, target)
    if (read === null) return null
    for (const path of read) used.add(path)
    if (read.includes("lookalike")) strange.push(k)
  }
  if (after > end) used.add("spaced")
  for (const [index, share] of shares.entries()) {
    if (share === 1) continue
    if (!LATIN.test(wanted[index]!.letter)) return null
    used.add("repeated")
  }

  const gap = (k: number) => text.slice(letters[k - 1]!.at + 1, letters[k]!.at)
  const gaps = letters.map((_, k) => (k === 0 ? "" : gap(k)))
  const areAllApart = gaps.slice(1).every((one) => one !== "")
  for (let k = 1; k < letters.length; k++) {
    const [a, b] = [owner[k - 1]!, owner[k]!]
    const own = a === b ? "" : term.slice(wanted[a]!.at + 1, wanted[b]!.at)
    const here = gaps[k]!
    if (here === own) continue
    used.add("spaced")
    if (here === "") continue
    if ([...here].length > 3) return null
    if (HAN.test(letters[k - 1]!.letter) && HAN.test(letters[k]!.letter)) {
      const isSoft = /^[\s，。、,.;:!?/；：！？…]+$/u.test(here)
      if (isSoft && isHanAt(after) && !(areAllApart && letters.length >= 3)) return null
      continue
    }
    const raw = original.slice(folded.ends[letters[k - 1]!.at], folded.starts[letters[k]!.at])
    const partsOrEnds = here !== " " && here.includes(" ") && /[.,;:!?/&+|\-，。、；：！？…]/u.test(here)
    if ((raw.includes("\n") || partsOrEnds) && !areAllApart) return null
  }

  if (used.has("accents") && latin < 5) return null
  if (used.has("lookalike") && latin < 4) return null
  if (used.has("spaced") && latin < 5 && han < 2) return null
  if (used.has("repeated") && latin < 5) return null
  if (strange.length > 0) {
    const figures = strange.filter((k) => !FOREIGN.test(letters[k]!.letter)).length
    if (figures > letters.length / 2) return null
    if (letters.filter(({ letter }) => LATIN.test(letter)).length < 2) return null
    if (/[@$]/.test(letters[0]!.letter + letters.at(-1)!.letter)) return null
    if (letters.at(-1)!.letter === "5" && strange.includes(letters.length - 1)) return null
    for (const k of strange) {
      let [from, to] = [k, k + 1]
      while (from > 0 && gaps[from] === "") from--
      while (to < letters.length && gaps[to] === "") to++
      if (!areAllApart && !letters.slice(from, to).some(({ letter }) => LATIN.test(letter))) return null
    }
  }
  const isLetterSign = (at: number) => lettersOf(text).some((one) => one.at === at && /[@$]/.test(one.letter))
  if (used.size > 0 && (isLetterSign(start - 1) || isLetterSign(end))) return null
  return HEARINGS.findLast((path) => used.has(path)) ?? "plain"
}
