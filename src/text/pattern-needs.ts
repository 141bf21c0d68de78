// What a text must have for a pattern to be found in it: one of some words, and a length. Most texts have neither, and are
// done with before the machine of the pattern looks at them.
//
// As RE2 asks for it in FilteredRE2 (R. Cox, "Regular Expression Matching with a Trigram Index", 2012): of parts that follow
// each other, those of one are enough; of alternatives, those of all are needed. Only the plain part of the syntax is read.

export interface PatternNeeds {
  /** In lower case: where none of them stands, the pattern is not found. Null: nothing is known. */
  readonly words: readonly string[] | null
  /** No shorter text holds the pattern, in UTF-16 units. */
  readonly length: number
}

const NOTHING: PatternNeeds = { words: null, length: 0 }

/** Needs of a pattern without faults, of texts that are folded; NOTHING where its syntax is not known here. */
export function patternNeeds(pattern: string): PatternNeeds {
  const place = { pattern, at: 0 }
  const needs = alternatives(place)
  return needs === undefined || place.at < pattern.length ? NOTHING : needs
}

interface Place {
  readonly pattern: string
  /** Moves on as parts are read. */
  at: number
}

/** Takes what `form`, which is sticky, finds at the place; undefined: nothing. */
function take(place: Place, form: RegExp): string | undefined {
  form.lastIndex = place.at
  const [found] = form.exec(place.pattern) ?? []
  if (found !== undefined) place.at += found.length
  return found
}

/** Up to the end of the pattern or of a group; undefined here and below: not known. */
function alternatives(place: Place): PatternNeeds | undefined {
  const all: PatternNeeds[] = []
  do {
    const one = sequence(place)
    if (one === undefined) return undefined
    all.push(one)
  } while (take(place, /\|/y) !== undefined)
  return {
    words: all.some(({ words }) => words === null) ? null : [...new Set(all.flatMap(({ words }) => words!))],
    length: Math.min(...all.map(({ length }) => length)),
  }
}

const SEQUENCE_END = /[|)]|$/y
const EMPTY = /\\[bB]|[\^$]/y
const ONE_UNKNOWN = /\\[dDwWsS]|\.|\[\^?\]?(?:\\.|[^\\[\]])*\]/uy
const PLAIN = /\\[^\p{L}\p{N}]|[^\\^$.*+?()[\]{}|]/uy

function sequence(place: Place): PatternNeeds | undefined {
  let best: readonly string[] | null = null
  let length = 0
  // Characters that stand one after the other.
  let word = ""
  const endWord = () => {
    if (word !== "") best = better(best, [word])
    word = ""
  }
  for (;;) {
    SEQUENCE_END.lastIndex = place.at
    if (SEQUENCE_END.test(place.pattern)) break
    if (take(place, EMPTY) !== undefined) continue
    const one = part(place)
    const times = repetition(place)
    if (one === undefined || times === undefined) return undefined
    length += one.needs.length * times.least
    const isOnce = times.least === 1 && times.most === 1
    if (!isOnce || one.character === undefined) endWord()
    if (times.least > 0 && one.character !== undefined) word += one.character
    else if (times.least > 0) best = better(best, one.needs.words)
    if (!isOnce) endWord()
  }
  endWord()
  return { words: best, length }
}

interface Part {
  readonly needs: PatternNeeds
  /** Of a character that stands for itself, that, in lower case. */
  readonly character?: string
}

function part(place: Place): Part | undefined {
  const character = take(place, PLAIN)?.replace(/^\\/, "").toLowerCase()
  if (character !== undefined) return { character, needs: { words: [character], length: character.length } }
  if (take(place, ONE_UNKNOWN) !== undefined) return { needs: { words: null, length: 1 } }
  if (take(place, /\((?:\?:|(?!\?))/y) === undefined) return undefined
  const needs = alternatives(place)
  return needs === undefined || take(place, /\)/y) === undefined ? undefined : { needs }
}

interface Times {
  readonly least: number
  readonly most: number
}

const ONCE: Times = { least: 1, most: 1 }
const SIGNS: ReadonlyMap<string, Times> = new Map([
  ["*", { least: 0, most: Number.POSITIVE_INFINITY }],
  ["+", { least: 1, most: Number.POSITIVE_INFINITY }],
  ["?", { least: 0, most: 1 }],
])

function repetition(place: Place): Times | undefined {
  const sign = take(place, /[*+?]|\{\d+(?:,\d*)?\}/y)
  if (sign === undefined) return ONCE
  // Whether as little or as much as possible is taken changes nothing here.
  take(place, /\?/y)
  const known = SIGNS.get(sign)
  if (known !== undefined) return known
  const [least, most] = sign.slice(1, -1).split(",").map(Number) as [number, number?]
  return { least, most: most === undefined ? least : most === 0 ? Number.POSITIVE_INFINITY : most }
}

/** The words that fewer texts have: the longer ones, judged by the shortest of them. */
function better(some: readonly string[] | null, others: readonly string[] | null): readonly string[] | null {
  if (some === null || others === null) return some ?? others
  const shortest = (words: readonly string[]) => Math.min(...words.map(({ length }) => length))
  return shortest(others) > shortest(some) ? others : some
}
