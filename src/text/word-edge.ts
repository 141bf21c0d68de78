// Where words end. Scripts written with spaces have word edges; in Han, kana, Thai and their like a word may begin
// anywhere. Script_Extensions, since marks such as the long-vowel sign belong to several scripts (UAX 24).

const LETTER_LIKE = /^[\p{L}\p{N}\p{M}]$/u
/** Marks that belong to a script, as vowels and tones of Thai do. */
const MARK = /^(?=\p{M})[^\p{Script=Inherited}\p{Script=Common}]$/u
const WITHOUT_SPACES =
  /^[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}\p{scx=Yiii}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]$/u

/**
 * Whether `text[start, end)` is no part of a longer word at either end. An end that is itself no letter, digit or
 * mark of a script with spaces may stand beside anything.
 */
export const standsAlone = (text: string, start: number, end: number): boolean =>
  isWordEdge(text, start) && isWordEdge(text, end)

/** Whether no spaced word goes on from before `at` to after it, and no letter is parted from its mark (เสือ้). */
export const isWordEdge = (text: string, at: number): boolean =>
  !(joinsWord(text, at) && joinsWordBefore(text, at)) && !(at > 0 && isUnspacedMark(text, at))

/** Whether the character at `at` is part of a spaced word; false at the end. */
export function joinsWord(text: string, at: number): boolean {
  if (at >= text.length) return false
  const unit = text.charCodeAt(at)
  if (unit < 0x80) return isAsciiWord(unit)
  if (unit >= 0xd800 && unit <= 0xdfff) return isSpacedWord(String.fromCodePoint(text.codePointAt(at)!))
  return traitOf(unit) === SPACED_WORD
}

/** Whether the character at `at` is a mark of a script without spaces: a vowel or tone of the letter before it. */
function isUnspacedMark(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return unit >= 0x80 && traitOf(unit) === UNSPACED_MARK
}

const SPACED_WORD = 1
const UNSPACED_MARK = 2
const OTHER = 3

function traitOf(unit: number): number {
  if (known[unit] === 0) {
    const character = String.fromCharCode(unit)
    const isMark = MARK.test(character) && isUnspaced(character)
    known[unit] = isSpacedWord(character) ? SPACED_WORD : isMark ? UNSPACED_MARK : OTHER
  }
  return known[unit]!
}

/** By UTF-16 unit: one of the traits above; 0: not yet known. */
const known = new Uint8Array(0x10000)

/** Whether the character before `at` is part of a spaced word; false at the start. */
function joinsWordBefore(text: string, at: number): boolean {
  return at > 0 && joinsWord(text, startOfCharacterBefore(text, at))
}

function startOfCharacterBefore(text: string, at: number): number {
  const low = text.charCodeAt(at - 1) >= 0xdc00 && text.charCodeAt(at - 1) <= 0xdfff
  return low && at > 1 ? at - 2 : at - 1
}

function isAsciiWord(unit: number): boolean {
  const lower = unit | 0x20
  return (unit >= 0x30 && unit <= 0x39) || (lower >= 0x61 && lower <= 0x7a)
}

/** Whether a character is a letter, digit or mark of a script whose words have spaces between them. */
export const isSpacedWord = (character: string): boolean =>
  LETTER_LIKE.test(character) && !WITHOUT_SPACES.test(character)

/** The same of a UTF-16 unit by itself: half of a character is none. */
export const isWordUnit = (unit: number): boolean => isSpacedWord(String.fromCharCode(unit))

/** Whether a character belongs to a script whose words stand without spaces. */
export const isUnspaced = (character: string): boolean =>
  LETTER_LIKE.test(character) && WITHOUT_SPACES.test(character)

/** Whether the character at `at` belongs to a script without spaces; false at the end. */
export const isUnspacedAt = (text: string, at: number): boolean =>
  at < text.length && isUnspaced(String.fromCodePoint(text.codePointAt(at)!))

/** Whether the character before `at` belongs to a script without spaces; false at the start. */
export function isUnspacedBefore(text: string, at: number): boolean {
  return at > 0 && isUnspacedAt(text, startOfCharacterBefore(text, at))
}
