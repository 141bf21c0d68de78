// What is known of the shipped rules, as text: a line of JSON with what every run needs, and behind it, as JSON too, what
// few need, such as the words of lexicons that stand in no text. That is read when it is asked for.
import type { Scoring } from "../model/scoring.ts"
import type { Lexicon } from "../text/lexicon.ts"
import { noteWords } from "../text/words-at.ts"
import type { Indicator } from "./indicators.ts"
import type { WrittenList } from "./parse-words.ts"
import type { PaymentContext, Price, Rule } from "./tree.ts"

/** One file that nothing was wrong in. */
export interface Known<T> {
  readonly sha256: string
  /** Its id as written; null: it has none. */
  readonly id: string | null
  /** Its plain values, as far as the rest of the pack asks for them. */
  readonly written: unknown
  readonly read: T
}

/** The files of the pack, without the rule tests, by path: nothing is wrong in them, nor with one for another. */
export interface KnownWhole {
  readonly files: readonly (readonly [file: string, bytes: number])[]
  /** SHA-256 of the bytes of all, one file after the other. */
  readonly sha256: string
}

export type ByPath<T> = Readonly<Record<string, Known<T>>>

/** By kind of file, by path. */
export interface KnownRules {
  readonly version: string
  readonly rule: ByPath<Rule>
  readonly lexicon: ByPath<Lexicon>
  readonly list: ByPath<WrittenList>
  readonly context: ByPath<PaymentContext>
  /** As text of `translationText`: most runs need none of them. */
  readonly messages: ByPath<string>
  readonly prices: ByPath<readonly Price[]>
  readonly indicators: ByPath<readonly Indicator[]>
  readonly scoring: ByPath<Scoring>
  /** Null where something is wrong with the pack, or where a list has its entries in a CSV. */
  readonly whole: KnownWhole | null
}

/** Where a text stands behind the first line. */
type Later = readonly [from: number, to: number]

/** So many words are read at once. */
const WORDS_A_BLOCK = 32

/** Where the blocks of a list stand, one behind the other, and where the last one ends. */
type Blocks = readonly number[]

type LaterWritten<T> = Omit<Known<T>, "written"> & { readonly written: Later }

interface Index extends Omit<KnownRules, "rule" | "lexicon" | "context" | "messages" | "prices"> {
  readonly rule: Files<LaterWritten<ReadOf<"rule">>>
  readonly context: Files<LaterWritten<ReadOf<"context">>>
  readonly prices: Files<LaterWritten<ReadOf<"prices">>>
  readonly lexicon: Files<Known<Omit<Lexicon, keyof Words>> & Readonly<Record<keyof Words, Blocks>>>
  readonly messages: Files<Omit<Known<string>, "read"> & { readonly read: Later }>
}

type Files<T> = Readonly<Record<string, T>>
type ReadOf<Role extends "rule" | "context" | "prices"> =
  KnownRules[Role] extends ByPath<infer Read> ? Read : never
type Words = Pick<Lexicon, "terms" | "benign">

/** Every sign is ASCII: a text of bytes is read in a fraction of the time. */
export function knownRulesText(rules: KnownRules): string {
  const parts: string[] = []
  let end = 0
  const later = (text: string): Later => {
    const from = end
    parts.push(inAscii(text))
    end += parts.at(-1)!.length
    return [from, end]
  }
  const inBlocks = (words: readonly unknown[]): Blocks => {
    const starts = [end]
    for (let at = 0; at < words.length; at += WORDS_A_BLOCK)
      starts.push(later(JSON.stringify(words.slice(at, at + WORDS_A_BLOCK)))[1])
    return starts
  }
  const laterWritten = <T>({ written, ...known }: Known<T>): LaterWritten<T> => ({
    ...known,
    written: later(JSON.stringify(written)),
  })
  const index: Index = {
    ...rules,
    rule: eachFile(rules.rule, laterWritten),
    context: eachFile(rules.context, laterWritten),
    prices: eachFile(rules.prices, laterWritten),
    lexicon: eachFile(rules.lexicon, ({ read: { terms, benign, ...read }, ...known }) => ({
      ...known,
      read,
      // Apart: phrases are four fifths of the words, and most texts hold none of them.
      terms: inBlocks(terms),
      benign: inBlocks(benign),
    })),
    messages: eachFile(rules.messages, ({ read, ...known }) => ({ ...known, read: later(read) })),
  }
  return `${inAscii(JSON.stringify(index))}\n${parts.join("")}`
}

/** A text of `knownRulesText`: its first line, and what stands behind it. */
export interface KnownText {
  readonly index: string
  readonly textAt: (from: number, to: number) => string
}

/** What `knownRulesText` was made of. */
export function parseKnownRules({ index: line, textAt }: KnownText): KnownRules {
  const index = JSON.parse(line) as Index
  const withWritten = <T>({ written, ...known }: LaterWritten<T>): Known<T> =>
    withLater(known, { written: () => JSON.parse(textAt(...written)) as unknown })
  return {
    ...index,
    rule: eachFile(index.rule, withWritten),
    context: eachFile(index.context, withWritten),
    prices: eachFile(index.prices, withWritten),
    lexicon: eachFile(index.lexicon, ({ terms, benign, read, ...known }) => ({
      ...known,
      read: lexiconOf(read, wordsIn(terms, textAt), wordsIn(benign, textAt)),
    })),
    messages: eachFile(index.messages, ({ read, ...known }) =>
      withLater(known, { read: () => textAt(...read) }),
    ),
  }
}

interface WordList<T> {
  at(place: number): T
  all(): readonly T[]
}

function wordsIn<T>(starts: Blocks, textAt: KnownText["textAt"]): WordList<T> {
  const read: T[][] = []
  const block = (at: number): T[] => {
    read[at] ??= JSON.parse(textAt(starts[at]!, starts[at + 1]!)) as T[]
    return read[at]
  }
  return {
    at: (place) => block(Math.floor(place / WORDS_A_BLOCK))[place % WORDS_A_BLOCK]!,
    all: () => starts.slice(1).flatMap((_, at) => block(at)),
  }
}

function lexiconOf(
  facts: Omit<Lexicon, keyof Words>,
  terms: WordList<Words["terms"][number]>,
  benign: WordList<Words["benign"][number]>,
): Lexicon {
  const lexicon = withLater(facts, { terms: terms.all, benign: benign.all })
  noteWords(lexicon, { term: terms.at, phrase: benign.at })
  return lexicon
}

function eachFile<From, To>(files: Files<From>, make: (known: From) => To): Files<To> {
  const made: Record<string, To> = {}
  for (const file of Object.keys(files)) made[file] = make(files[file]!)
  return made
}

/** The same object with further properties, each made when it is asked for first. */
function withLater<T extends object, More extends object>(
  known: T,
  makers: { readonly [Key in keyof More]: () => More[Key] },
): T & More {
  for (const key of Object.keys(makers) as (keyof More)[]) {
    Object.defineProperty(known, key, {
      configurable: true,
      enumerable: true,
      get(this: object) {
        const value = makers[key]()
        Object.defineProperty(this, key, { value, enumerable: true })
        return value
      },
    })
  }
  return known as T & More
}

/** The same JSON, other signs as escapes. */
function inAscii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)
}
