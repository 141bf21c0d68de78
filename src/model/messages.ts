// What the program says to people, in a language: English is built in, other languages come as translations. Codes in
// files for programs, errors and --help are English in every language.
import { assert } from "./errors.ts"
import { COUNT_SENTENCES } from "./sentences-counts.ts"
import { EVIDENCE_SENTENCES } from "./sentences-evidence.ts"
import { FINDING_SENTENCES } from "./sentences-findings.ts"
import { NAME_SENTENCES } from "./sentences-names.ts"
import { NARRATIVE_SENTENCES } from "./sentences-narrative.ts"
import { NETWORK_SENTENCES } from "./sentences-networks.ts"
import { REPORT_SENTENCES } from "./sentences-report.ts"
import { REPORT_NETWORK_SENTENCES } from "./sentences-report-networks.ts"
import { TERMINAL_SENTENCES } from "./sentences-terminal.ts"
import { compareText } from "./vocabulary.ts"

/** The forms that a language may have for numbers (Unicode CLDR plural categories). */
export const PLURAL_FORMS = ["zero", "one", "two", "few", "many", "other"] as const
export type PluralForm = (typeof PLURAL_FORMS)[number]

/**
 * A sentence with `{name}` where a value stands. Where its words go by a number there is one text a form, chosen by the
 * value `count`; a form that is not there is `other`.
 */
export type Sentence = string | ({ readonly [Form in PluralForm]?: string } & { readonly other: string })

/** All that the program says, in English: the keys that a translation translates. */
export const ENGLISH_SENTENCES = {
  ...EVIDENCE_SENTENCES,
  ...NAME_SENTENCES,
  ...FINDING_SENTENCES,
  ...NETWORK_SENTENCES,
  ...COUNT_SENTENCES,
  ...TERMINAL_SENTENCES,
  ...REPORT_SENTENCES,
  ...NARRATIVE_SENTENCES,
  ...REPORT_NETWORK_SENTENCES,
} as const

export type SentenceKey = keyof typeof ENGLISH_SENTENCES
type English<Key extends SentenceKey> = (typeof ENGLISH_SENTENCES)[Key]

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never
/** What the sentence of a key needs: a value for each `{name}`, and `count` where words go by a number. */
type ValuesOf<Key extends SentenceKey> =
  English<Key> extends string ? NamesIn<English<Key>> : NamesIn<English<Key>[keyof English<Key>]> | "count"
type Values<Key extends SentenceKey> = [ValuesOf<Key>] extends [never]
  ? []
  : [values: Readonly<Record<ValuesOf<Key>, string | number>>]

/** Kinds of codes that have names: the part of a key before the dot. */
type NameKind = keyof typeof NAME_SENTENCES extends `${infer Kind}.${string}` ? Kind : never

/** Texts of one rule in another language. */
export interface RuleTexts {
  readonly title?: string | undefined
  readonly reason?: string | undefined
  /** Names of steps and items, by their English names. */
  readonly steps: ReadonlyMap<string, string>
}

/** What a language has of its own. What it lacks is said in English. */
export interface Translation {
  /** BCP 47 tag: `zh-Hans`. */
  readonly lang: string
  /** The language in its own words. */
  readonly name: string
  readonly sentences: ReadonlyMap<string, Sentence>
  /** By id. */
  readonly rules: ReadonlyMap<string, RuleTexts>
  /** By the English name of the taxon. */
  readonly taxa: ReadonlyMap<string, string>
  /** Titles of benign contexts, by id. */
  readonly contexts: ReadonlyMap<string, string>
}

/** The sentences of one language: what findings, alerts and reports are told in. */
export interface Messages {
  readonly lang: string
  readonly name: string
  say<Key extends SentenceKey>(key: Key, ...values: Values<Key>): string
  /** The sentence behind a key with nothing filled in: for a page that says it elsewhere. */
  sentenceOf(key: SentenceKey): Sentence
  /** The name of a code; a code that has none, such as a field of the user's own, is its own name. */
  nameOf(kind: NameKind, code: string): string
  /** The name of a taxon. */
  taxon(name: string): string
}

const NO_TRANSLATION: Translation = {
  lang: "en",
  name: "English",
  sentences: new Map(),
  rules: new Map(),
  taxa: new Map(),
  contexts: new Map(),
}

/** Messages in the language of a translation. */
export function createMessages(translation: Translation): Messages {
  const { lang, sentences, taxa } = translation
  const english = pluralsOf("en")
  const own = lang === "en" ? english : pluralsOf(lang)
  const sentence = (key: SentenceKey, values: Readonly<Record<string, string | number>>): string => {
    const translated = sentences.get(key)
    const formOf = translated === undefined ? english : own
    const text = textOf(translated ?? ENGLISH_SENTENCES[key], values["count"], formOf)
    return piecesOf(text).reduce((said, piece, i) => {
      if (i % 2 === 0) return said + piece
      const value = Object.hasOwn(values, piece) ? values[piece] : undefined
      assert(value !== undefined, `the sentence ${key} is said without {${piece}}`)
      return said + String(value)
    }, "")
  }
  /** By text: its words and, at odd places, the names in it. Sentences are said a million times in a run. */
  const pieces = new Map<string, readonly string[]>()
  const piecesOf = (text: string) => {
    const known = pieces.get(text) ?? text.split(PLACEHOLDER)
    pieces.set(text, known)
    return known
  }
  return {
    lang,
    name: translation.name,
    say: (key, ...[values = {}]) => sentence(key, values),
    sentenceOf: (key) => sentences.get(key) ?? ENGLISH_SENTENCES[key],
    nameOf: (kind, code) => {
      const key = `${kind}.${code}`
      return isSentenceKey(key) ? sentence(key, {}) : code
    },
    taxon: (name) => taxa.get(name) ?? name,
  }
}

const PLACEHOLDER = /\{(\w+)\}/g

export const SENTENCE_KEYS: readonly SentenceKey[] = Object.keys(ENGLISH_SENTENCES)
  .filter(isSentenceKey)
  .sort(compareText)

export function isSentenceKey(key: string): key is SentenceKey {
  return Object.hasOwn(ENGLISH_SENTENCES, key)
}

/** The plural form of a number. Asked of the platform once, by tag and not by the locale of the machine. */
function pluralsOf(lang: string): (count: number) => PluralForm {
  let rules: Intl.PluralRules | undefined
  return (count) => {
    rules ??= new Intl.PluralRules(lang)
    return rules.select(count)
  }
}

function textOf(
  sentence: Sentence,
  count: string | number | undefined,
  formOf: (count: number) => PluralForm,
): string {
  if (typeof sentence === "string") return sentence
  return sentence[formOf(Number(count))] ?? sentence.other
}

/** The English of the program. */
export const ENGLISH: Messages = createMessages(NO_TRANSLATION)

/** What `{…}` stands for in a sentence, all forms together, sorted. */
export function placeholdersOf(sentence: Sentence): readonly string[] {
  const texts = typeof sentence === "string" ? [sentence] : Object.values(sentence)
  const names = texts.flatMap((text) => [...text.matchAll(PLACEHOLDER)].map(([, name = ""]) => name))
  return [...new Set(names)].sort(compareText)
}

/** A duration as rules write it (`7d`), in words: of all that stand in the text. */
export function wordDurations(messages: Messages, text: string): string {
  return text.replace(/\b(\d+)(ms|[wdhms])\b/g, (_, count: string, unit: DurationUnit) =>
    messages.say(`duration.${unit}`, { count }),
  )
}

type DurationUnit = "w" | "d" | "h" | "m" | "s" | "ms"
