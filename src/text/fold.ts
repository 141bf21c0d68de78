// Folding: the form in which texts and terms are compared. Unicode NFKC (UAX 15), full case folding without a
// locale, invisible characters gone, each run of white space one space. Diacritics are kept.
// The strokes that stretch Arabic words, and the points of vowels in Arabic and Hebrew, which are seldom written, are gone.
//
// Case: lower, then upper, then lower, one cluster at a time. So ß and ẞ become "ss", ς and Σ become σ whatever
// their place in the word, İ and ı become "i" (the dot that lower-casing İ leaves is dropped).
// Typographic apostrophes and hyphens become those of the keyboard: ng’amba is ng'amba.
//
// Normalising is done cluster by cluster (a base and the combining marks after it, invisible characters between
// them aside), which is as far as NFKC reaches. That keeps the offsets exact where lengths change.

/** A folded text and where each of its UTF-16 units comes from. What the arrays hold past the text means nothing. */
export interface Folded {
  readonly text: string
  /** For each folded unit, the start of its cluster in the original, in UTF-16 units. Never decreases. */
  readonly starts: Uint32Array
  /** For each folded unit, the end of its cluster in the original, exclusive. Never decreases. */
  readonly ends: Uint32Array
}

const STRETCH_OR_POINT =
  "\\u0640\\u064b-\\u0652\\u0670\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7"
const INVISIBLE = new RegExp(`^[\\p{Cf}\\p{Default_Ignorable_Code_Point}${STRETCH_OR_POINT}]$`, "u")
/** Letters of old print hold them: they are there when these are taken apart. */
const STRETCHES_OR_POINTS = new RegExp(`[${STRETCH_OR_POINT}]`, "gu")
const WHITE_SPACE = /^\p{White_Space}$/u
// A Hangul vowel or final consonant joins the consonant before it as a mark does.
const JOINS_CLUSTER = /^[\p{M}\u1160-\u11ff\ud7b0-\ud7ff]/u
const APOSTROPHES = /[\u02bc\u2018\u2019\u201b]/g
// NFKC has made the non-breaking hyphen U+2011 a hyphen U+2010 by then.
const HYPHENS = /[\u2010\u2012-\u2015\u2212]/g
const SPACE = 0x20
/** The stream-safe limit of UAX 15: text with more marks on one base is no text, and slow to put in order. */
const MARKS_AT_MOST = 30

/** The text folded, without offsets: what terms are compared by. Twice folded is once folded. */
export function foldText(text: string): string {
  const simple = foldSimply(text)
  if (simple !== null) return simple
  let folded = ""
  eachCluster(text, (units) => {
    folded += units
  })
  return folded
}

/** The text folded, with the span of the original that each folded unit comes from. */
export function fold(text: string): Folded {
  const simple = foldSimply(text)
  if (simple !== null) return withOwnSpans(simple)
  let folded = ""
  const starts: number[] = []
  const ends: number[] = []
  eachCluster(text, (units, start, end) => {
    folded += units
    // Nothing is left of white space after white space: it belongs to the space before.
    if (units === "") ends[ends.length - 1] = end
    for (let i = 0; i < units.length; i++) {
      starts.push(start)
      ends.push(end)
    }
  })
  return { text: folded, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) }
}

/** For memos, which are short: 0, 1, 2 … and 1, 2, 3 …, made once for all. */
const NUMBERS = Uint32Array.from({ length: 257 }, (_, at) => at)
const NUMBERS_FROM_1 = NUMBERS.subarray(1)

function withOwnSpans(text: string): Folded {
  if (text.length < NUMBERS.length) return { text, starts: NUMBERS, ends: NUMBERS_FROM_1 }
  const starts = Uint32Array.from({ length: text.length + 1 }, (_, at) => at)
  return { text, starts, ends: starts.subarray(1) }
}

/** Gives each cluster folded, in order, with its span. A space after a space is left out. */
function eachCluster(text: string, take: (units: string, start: number, end: number) => void): void {
  let at = 0
  let isAfterSpace = false
  while (at < text.length) {
    const start = at
    const base = characterAt(text, at)
    at += base.length
    if (INVISIBLE.test(base)) continue
    let cluster = base
    let end = at
    // White space takes no marks: the run of white space goes on before them.
    let room = WHITE_SPACE.test(base) ? 0 : MARKS_AT_MOST
    while (at < text.length && room > 0) {
      const next = characterAt(text, at)
      if (joinsCluster(next)) {
        cluster += next
        end = at + next.length
        room--
      } else if (!INVISIBLE.test(next)) break
      at += next.length
    }
    const folded = foldCluster(cluster)
    take(isAfterSpace && folded.startsWith(" ") ? folded.slice(1) : folded, start, end)
    isAfterSpace = folded.endsWith(" ")
  }
}

const characterAt = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at)!)

function joinsCluster(character: string): boolean {
  return JOINS_CLUSTER.test(character.normalize("NFKD")) && !INVISIBLE.test(character)
}

function foldCluster(cluster: string): string {
  if (WHITE_SPACE.test(cluster)) return " "
  const cased = cluster.normalize("NFKC").toLowerCase().toUpperCase().toLowerCase()
  const folded = cased.replace(/i\u0307+/g, "i").normalize("NFKC")
  return folded.replace(APOSTROPHES, "'").replace(HYPHENS, "-").replace(STRETCHES_OR_POINTS, "")
}

/**
 * Fold of a UTF-16 unit that folds to one unit by itself, whatever stands beside it: the unit, plus one. 0: not yet
 * known. The rest (surrogates, marks, invisible characters, those that change length) is COMPLEX.
 * Filled as characters are met; what it holds depends on Unicode only.
 */
const simpleFold = new Int32Array(0x10000)
const COMPLEX = 0x20000

/** The fold when every character folds by itself to one unit, so that offsets stay as they are; else null. */
function foldSimply(text: string): string | null {
  let changed = false
  let before = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    const folded = (simpleFold[unit] || classify(unit)) - 1
    if (folded > 0xffff || (folded === SPACE && before === SPACE)) return null
    if (folded !== unit) changed = true
    before = folded
  }
  if (!changed) return text
  // Put together unit by unit it would be a string of strings, which costs more to make and to read.
  let folded = ""
  for (let from = 0; from < text.length; from += UNITS_AT_ONCE) {
    units.length = Math.min(UNITS_AT_ONCE, text.length - from)
    for (let i = 0; i < units.length; i++) units[i] = simpleFold[text.charCodeAt(from + i)]! - 1
    folded += String.fromCharCode(...units)
  }
  return folded
}

/** Few enough to be the arguments of one call. */
const UNITS_AT_ONCE = 1024
const units: number[] = []

/**
 * What a UTF-16 unit folds to by itself, whatever stands beside it: one unit, or NOTHING for an invisible character;
 * DEPENDS for all others (marks, surrogates, what changes length).
 */
export function foldUnit(unit: number): number {
  const folded = (simpleFold[unit] || classify(unit)) - 1
  if (folded <= 0xffff) return folded
  const isSurrogate = unit >= 0xd800 && unit <= 0xdfff
  return !isSurrogate && INVISIBLE.test(String.fromCharCode(unit)) ? NOTHING : DEPENDS
}

export const NOTHING = -1
export const DEPENDS = -2

/** Whether a character of two units folds to itself, whatever stands beside it; most emoji do. */
export function isFoldOfItself(character: string): boolean {
  return !INVISIBLE.test(character) && !joinsCluster(character) && foldCluster(character) === character
}

function classify(unit: number): number {
  const character = String.fromCharCode(unit)
  const apart = (unit >= 0xd800 && unit <= 0xdfff) || INVISIBLE.test(character) || joinsCluster(character)
  const folded = apart ? "" : foldCluster(character)
  const code = folded.length === 1 ? folded.charCodeAt(0) + 1 : COMPLEX
  simpleFold[unit] = code
  return code
}
