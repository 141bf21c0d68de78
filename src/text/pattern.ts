// Patterns in texts, in the syntax of RE2 without look-around and backreferences, found in time linear in the text
// (R. Cox, "Regular Expression Matching: the Virtual Machine Approach", 2009; RE2). The door of re2js.
//
// A text of n characters costs at most about n × MAX_STEPS steps of the machine, and with almost every pattern n:
// the machine's states are kept as they are met.
import { RE2JS, RE2JSException, RE2JSSyntaxException } from "re2js"
import { assert } from "../model/errors.ts"
import { expressionOfFewWays, fewWaysAnywhere } from "./few-ways.ts"
import { foldText } from "./fold.ts"

/** Characters of a pattern. */
export const MAX_PATTERN_LENGTH = 1_000
/** Steps of a compiled pattern: one for each character and choice, repetitions written out. */
const MAX_STEPS = 1_000

/** Whether the pattern is found anywhere in a folded text; another text would have to be folded first. */
export type TextPattern = (folded: string) => boolean

/** What is wrong with a pattern, following its name, and what to write instead. */
export interface PatternFault {
  readonly say: string
  readonly want: string
}

/** The pattern as a predicate on folded texts, upper and lower case alike. It must have no fault. */
export function compilePattern(pattern: string): TextPattern {
  assert(pattern.length <= MAX_PATTERN_LENGTH, "a checked rule holds a pattern that is too long")
  if (WORDS_ALONE.test(pattern)) return findWords(pattern)
  const expression = expressionOfFewWays(pattern)
  if (expression !== undefined) return (folded) => expression.test(folded)
  const compiled = compile(pattern)
  assert(compiled.programSize() <= MAX_STEPS, "a checked rule holds a pattern that is too large")
  return (folded) => compiled.test(folded)
}

/** Words and strokes between them, with no sign that means anything else. */
const WORDS_ALONE = /^[^\\^$.*+?()[\]{}]*$/u

/**
 * The platform's own expressions may take very long where one way of reading repeats another, but words alone leave them
 * nothing to go back to: a text costs at most its length times that of the pattern, and mostly far less than above.
 */
function findWords(pattern: string): TextPattern {
  const words = new RegExp(pattern, "iu")
  return (folded) => words.test(folded)
}

/**
 * A global expression for many folded texts one behind another, in UTF-16 without lone surrogates. Where a text has the
 * pattern, this is found in a stretch that reaches into the text, however the others end and begin, and it is never found
 * in nothing. Undefined where there is none.
 */
export function patternAnywhere(pattern: string): RegExp | undefined {
  const expression = WORDS_ALONE.test(pattern) ? new RegExp(pattern, "giu") : fewWaysAnywhere(pattern)
  return expression?.test("") ? undefined : expression
}

/** What is wrong with a pattern; undefined when nothing is. */
export function patternFault(pattern: string): PatternFault | undefined {
  if (pattern.length > MAX_PATTERN_LENGTH) {
    const say = `has ${pattern.length} characters, and a pattern at most ${MAX_PATTERN_LENGTH}`
    return { say, want: "a shorter one, or a list or lexicon for many words" }
  }
  return unreadableCharacter(pattern) ?? syntaxFault(pattern) ?? faultOfMeaning(pattern)
}

function compile(pattern: string): RE2JS {
  return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE)
}

function unreadableCharacter(pattern: string): PatternFault | undefined {
  for (const [cluster] of pattern.matchAll(/.\p{M}*/gsu)) {
    const code = `U+${cluster.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}`
    if (/^\p{Cc}/u.test(cluster)) {
      const say = `holds the control character ${code}, as a backslash in double quotes becomes`
      return { say, want: "the pattern in single quotes, where a backslash stays one" }
    }
    const folded = foldText(cluster)
    if (folded === cluster.toLowerCase()) continue
    if (folded === "") {
      const say = `holds the invisible character ${code}, which no text has after folding`
      return { say, want: "the pattern without it" }
    }
    return { say: `holds "${cluster}", which no text has after folding`, want: `"${folded}" in its place` }
  }
  return undefined
}

/** What to write instead, by the fault that re2js names. */
const MENDS: readonly (readonly [error: RegExp, want: string])[] = [
  [/Perl syntax|named capture/, "it without look-around and without names; (?: … ) makes a group"],
  [/escape sequence/, "it without backreferences, a backslash only before . * + ? ( ) [ ] { } | ^ $ or \\"],
  [/closing \)|unexpected \)/, "a ) for each (, or \\( and \\) for the characters themselves"],
  [/closing \]/, "a ] for each [, or \\[ for the character itself"],
  [/character class/, "a range from the lower character to the higher, such as [a-z], or \\- for a hyphen"],
  [/missing argument/, "something to repeat before it, or a backslash before it for the character itself"],
  [/nested repetition/, "one repetition, or brackets round what it repeats"],
  [/repeat count/, "counts up to 1000 in all, the lower one first"],
]

function syntaxFault(pattern: string): PatternFault | undefined {
  try {
    // Without the flag for case, which the place of a fault would show.
    RE2JS.compile(pattern)
    return undefined
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error
    const isSyntax = error instanceof RE2JSSyntaxException
    const where = isSyntax && error.input ? ` at ${error.input}` : ""
    const what = isSyntax ? error.error : error.message
    const mend = MENDS.find(([fault]) => fault.test(what))?.[1] ?? "a pattern in the syntax of RE2"
    return { say: `is no pattern: ${what}${where}`, want: mend }
  }
}

function faultOfMeaning(pattern: string): PatternFault | undefined {
  const steps = compile(pattern).programSize()
  if (steps > MAX_STEPS) {
    const say = `is too large: with its repetitions written out it has ${steps} steps, and a pattern at most ${MAX_STEPS}`
    return { say, want: "smaller counts, or a list or lexicon for many words" }
  }
  if (!isFoundEverywhere(pattern)) return undefined
  const say = "is found in every text, because nothing at all is enough for it"
  return { say, want: "a pattern that needs a character, or { exists: true } for any text" }
}

/**
 * Whether the pattern is content with no characters, both where a word begins and inside one. Of all that a pattern
 * may ask of a place, one of the two is true of any place, so then it is found in every text.
 */
function isFoundEverywhere(pattern: string): boolean {
  try {
    return compile(`a(?:${pattern})b`).test("ab") && compile(`a(?:${pattern}) `).test("a ")
  } catch (error) {
    // A quotation without an end (\Qabc) takes in what was put around it, and needs characters.
    if (error instanceof RE2JSException) return false
    throw error
  }
}
