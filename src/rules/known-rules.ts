// Files of the shipped pack as they were read when the package was built, so that a run need not read their YAML
// again. A file counts as known only where its path and the SHA-256 of its text are those of the build: what was changed
// since is read anew. Needs Node.
import { createHash } from "node:crypto"
import { readFile } from "node:fs/promises"
import { assert, type InputError } from "../model/errors.ts"
import type { Translation } from "../model/messages.ts"
import type { Scoring } from "../model/scoring.ts"
import { VERSION } from "../model/version.ts"
import type { Lexicon } from "../text/lexicon.ts"
import type { Indicator } from "./indicators.ts"
import { knownRulesFile } from "./known-rules-file.ts"
import type { WrittenMessages } from "./messages.ts"
import type { WrittenList } from "./parse-words.ts"
import type { Readers } from "./readers.ts"
import type { ParsedRule, Reading } from "./readings.ts"
import { type RuleFile, roleOf } from "./rule-file.ts"
import type { PaymentContext, Price, Rule } from "./tree.ts"
import { valueAt, type YamlSource } from "./yaml-source.ts"

/** One file that nothing was wrong in. */
export interface Known<T> {
  readonly sha256: string
  /** Its plain values, as far as the rest of the pack asks for them. */
  readonly written: unknown
  readonly read: T
}

type ByPath<T> = Readonly<Record<string, Known<T>>>

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
}

/** Undefined where there is none, or one of another build: then everything is read from YAML. */
export async function knownRules(): Promise<KnownRules | undefined> {
  // The build escapes all else, and a text of bytes is read in a fraction of the time.
  known ??= readFile(knownRulesFile(), "latin1").then(
    (text) => ofThisVersion(JSON.parse(text) as KnownRules),
    () => undefined,
  )
  return known
}

let known: Promise<KnownRules | undefined> | undefined

function ofThisVersion(rules: KnownRules): KnownRules | undefined {
  return rules.version === VERSION ? rules : undefined
}

export interface KnownReaders extends Readers {
  /** Whether a file can be read without any other reader. */
  isKnown(file: RuleFile): boolean
}

/** Readers of what is known; the rest is read by others, which are not needed where all files are known. */
export function knownReaders(rules: KnownRules, others: Readers | undefined): KnownReaders {
  const hashes = new Map<RuleFile, string>()
  const hash = (file: RuleFile): string => {
    const found = hashes.get(file) ?? createHash("sha256").update(file.text).digest("hex")
    hashes.set(file, found)
    return found
  }
  const find = <T>(byPath: ByPath<T>, file: RuleFile): Known<T> | undefined => {
    const one = Object.hasOwn(byPath, file.file) ? byPath[file.file] : undefined
    return one !== undefined && one.sha256 === hash(file) ? one : undefined
  }
  const other = (): Readers => {
    assert(others !== undefined, "a file that is not known needs a reader")
    return others
  }
  const reader =
    <T>(
      byPath: ByPath<T>,
      read: (of: Readers) => (file: RuleFile, errors: InputError[]) => Reading<T> | undefined,
    ) =>
    (file: RuleFile, errors: InputError[]): Reading<T> | undefined => {
      const one = find(byPath, file)
      return one === undefined ? read(other())(file, errors) : { source: sourceOf(file, one), read: one.read }
    }
  return {
    isKnown(file) {
      const role = roleOf(file.file)
      if (role === "test" || role === "list-csv") return true
      return find<unknown>(rules[role], file) !== undefined
    },
    rule(file, overrides, errors): ParsedRule | undefined {
      const one = overrides.size > 0 ? undefined : find(rules.rule, file)
      if (one === undefined) return other().rule(file, overrides, errors)
      return { source: sourceOf(file, one), rule: one.read }
    },
    lexicon: reader(rules.lexicon, ({ lexicon }) => lexicon),
    list: reader(rules.list, ({ list }) => list),
    context: reader(rules.context, ({ context }) => context),
    prices: reader(rules.prices, ({ prices }) => prices),
    indicators: reader(rules.indicators, ({ indicators }) => indicators),
    messages(file, errors): WrittenMessages | undefined {
      const one = find(rules.messages, file)
      if (one === undefined) return other().messages(file, errors)
      return { source: sourceOf(file, one), translation: translationOf(one.read) }
    },
    scoring: (file, errors) => find(rules.scoring, file)?.read ?? other().scoring(file, errors),
    settings: (file, errors) => other().settings(file, errors),
    hash,
  }
}

/** Places are not known: where a fault is to be told, all files are read again. */
function sourceOf({ file }: RuleFile, { written }: Known<unknown>): YamlSource {
  return {
    file,
    value: written,
    placeOfValue: () => ({ file }),
    placeOfKey: () => ({ file }),
    written: (path) => {
      const value = valueAt(written, path)
      return value === null || value === undefined || typeof value === "object" ? undefined : String(value)
    },
  }
}

/** A translation as JSON text, its maps as lists of entries. */
export function translationText(translation: Translation): string {
  return JSON.stringify(translation, (_, value: unknown) =>
    value instanceof Map ? { entries: [...value] } : value,
  )
}

function translationOf(text: string): Translation {
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === "object" && value !== null && "entries" in value && Array.isArray(value.entries)
      ? new Map(value.entries)
      : value,
  )
}
