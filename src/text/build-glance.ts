// Builds what the glance at a text (glance.ts) looks for: a key for each pattern, and codes for the units of texts.
import { assert } from "../model/errors.ts"
import { anew, type Columns, type Keep } from "./columns.ts"
import { DEPENDS, foldUnit, isFoldOfItself, NOTHING } from "./fold.ts"
import {
  ASK,
  CLASS,
  GAP,
  type Glance,
  INVISIBLE,
  LAST_SIZE,
  LETTER_BITS,
  OTHER,
  UNCLEAR,
} from "./glance-keys.ts"
import { type CodeOf, codeOfLetter, patternKeys, type Signals } from "./glance-patterns.ts"
import { filterOfKeys } from "./key-filter.ts"
import { classLetter, letterForm } from "./letters.ts"
import { isBetween } from "./letters-path.ts"
import { drawnLike, isLetterSign } from "./lookalikes.ts"
import { withoutMarks } from "./misspelt-pieces.ts"
import { addNearKeys, type NearKeys } from "./near-keys.ts"
import { isAstralLetter } from "./skeleton.ts"
import { editsOf, wordsOf } from "./slips.ts"

export interface Heard {
  /** Whatever is heard as it is written, by ear, or with something done to its letters; folded. */
  readonly patterns: readonly string[]
  /** Those that are heard when they are misspelt, too. */
  readonly terms: readonly string[]
}

/** `heard` is asked for where nothing was kept. */
export function buildGlance(heard: () => Heard, keep: Keep = anew): Glance {
  const columns = keep("glance", () => glanceColumns(heard()))
  const { unspaced, unspacedShift, rows, rowShift, wholeRows, figures, near, nearShift, heads, tails } =
    columns
  const classes = new Map(lettersIn(columns.classes).map((letter, at) => [letter, at + 1]))
  const signals = {
    characters: new Set(lettersIn(columns.signalCharacters)),
    letters: new Set(columns.signalLetters),
  }
  return {
    unspaced: { rows: unspaced, shift: unspacedShift },
    rows: { rows, shift: rowShift },
    wholeRows,
    figures,
    near: { rows: near, shift: nearShift },
    heads,
    tails,
    ...readerOf(signals, (letter) => codeOfLetter(letter, classes)),
    last: new Int32Array(LAST_SIZE),
  }
}

/** A row of letters as a column: JSON, since half a letter may be one. */
const lettersIn = (column: string): readonly string[] => JSON.parse(column)

function glanceColumns({ patterns, terms }: Heard) {
  const classes = new Map(Array.from("abcdefghijklmnopqrstuvwxyz", (letter, at) => [letter, at + 1]))
  const keys = patternKeys(patterns, (letter) => {
    if (!classes.has(letter)) classes.set(letter, classes.size + 1)
    return codeOfLetter(letter, classes)
  })
  assert(classes.size < CLASS, "more different letters in patterns than codes have room for")
  const near = keysOfMisspelt(terms, (letter) => codeOfLetter(letter, classes))
  return {
    unspaced: keys.unspaced.rows,
    unspacedShift: keys.unspaced.shift,
    rows: keys.rows.rows,
    rowShift: keys.rows.shift,
    wholeRows: keys.wholeRows,
    figures: keys.figures,
    near: near.near.rows,
    nearShift: near.near.shift,
    heads: near.heads,
    tails: near.tails,
    classes: JSON.stringify([...classes.keys()]),
    signalCharacters: JSON.stringify([...keys.signals.characters]),
    signalLetters: Int32Array.from(keys.signals.letters),
  } satisfies Columns
}

function keysOfMisspelt(terms: readonly string[], codeOf: CodeOf): Pick<Glance, "near" | "heads" | "tails"> {
  const threes = 1 << (3 * LETTER_BITS)
  const to: NearKeys = { keys: new Set(), heads: new Int32Array(threes), tails: new Int32Array(threes) }
  for (const term of terms) {
    const bare = withoutMarks(term)
    const edits = editsOf(bare)
    if (edits > 0) addNearKeys(wordsOf(bare).map(codesOf), edits, to)
  }
  return { near: filterOfKeys(to.keys), heads: to.heads, tails: to.tails }

  function codesOf(word: string): readonly number[] {
    return Array.from({ length: word.length }, (_, at) => {
      const unit = word.charCodeAt(at)
      return codeOf(classLetter(word[at]!, drawnLike(unit, unit)))
    })
  }
}

/** How texts are read. */
function readerOf(signals: Signals, codeOf: CodeOf): Pick<Glance, "codes" | "ask"> {
  const codes = new Uint16Array(0x10000).fill(ASK)
  return {
    codes,
    ask(text, at) {
      const unit = text.charCodeAt(at)
      if (isSurrogate(unit)) return signInPair(text, unit < 0xdc00 ? at : at - 1)
      const folded = foldUnit(unit)
      if (isOddSign(folded)) return isBetween(text, at) ? UNCLEAR : GAP
      codes[unit] = folded === NOTHING ? INVISIBLE : folded === DEPENDS ? UNCLEAR : codeOfUnit(unit, folded)
      return codes[unit]!
    },
  }

  /** Whether a unit is a letter in some places and parts letters in others. */
  function isOddSign(folded: number): boolean {
    return folded >= 0 && letterForm(folded) === null && isLetterSign(folded) && !isSignal(folded)
  }

  function isSignal(folded: number): boolean {
    return signals.characters.has(String.fromCharCode(folded))
  }

  function codeOfUnit(unit: number, folded: number): number {
    if (isSignal(folded)) return UNCLEAR
    const form = letterForm(folded)
    if (form === null) return GAP
    if (form.bare.length > 1) return UNCLEAR
    const code = codeOf(classLetter(form.bare, drawnLike(unit, folded)))
    return signals.letters.has(code) ? UNCLEAR : code | (form.kind === "digit" ? OTHER : 0)
  }

  function signInPair(text: string, at: number): number {
    if (!foldsAsPair(text, at) || isAstralLetter(text, at)) return UNCLEAR
    const pair = text.slice(at, at + 2)
    return [pair, ...pair.split("")].some((one) => signals.characters.has(one)) ? UNCLEAR : GAP
  }
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff

/** By code point less 0x10000, for the two planes that people write in: 0 not yet known, 1 folds to itself, 2 does not. */
const pairFolds = new Uint8Array(0x20000)

/** Whether a pair of surrogates begins at `at` whose character folds to itself. */
function foldsAsPair(text: string, at: number): boolean {
  const index = (text.codePointAt(at) ?? 0) - 0x10000
  if (index < 0 || index >= pairFolds.length) return false
  if (pairFolds[index] === 0) pairFolds[index] = isFoldOfItself(String.fromCodePoint(index + 0x10000)) ? 1 : 2
  return pairFolds[index] === 1
}
