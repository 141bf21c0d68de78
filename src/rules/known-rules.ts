// Files of the shipped pack as they were read when the package was built, so that a run need not read their YAML
// again. A file counts as known only where its path and the SHA-256 of its text are those of the build: what was changed
// since is read anew. Needs Node.
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { assert, type InputError } from "../model/errors.ts"
import type { Translation } from "../model/messages.ts"
import { VERSION } from "../model/version.ts"
import { knownRulesFile } from "./known-rules-file.ts"
import { type ByPath, type Known, type KnownRules, parseKnownRules } from "./known-rules-text.ts"
import type { WrittenMessages } from "./messages.ts"
import type { Readers } from "./readers.ts"
import type { ParsedRule, Reading } from "./readings.ts"
import { type RuleFile, roleOf } from "./rule-file.ts"
import { valueAt, type YamlSource } from "./yaml-source.ts"

/** Undefined where there is none, or one of another build: then everything is read from YAML. */
export async function knownRules(): Promise<KnownRules | undefined> {
  known ??= { rules: readKnownRules() }
  return known.rules
}

let known: { readonly rules: KnownRules | undefined } | undefined

function readKnownRules(): KnownRules | undefined {
  try {
    // Of bytes only what is asked for is made text: a fraction of them in most runs.
    const bytes = readFileSync(knownRulesFile())
    const start = bytes.indexOf("\n") + 1
    // The build escapes all signs but these.
    const textAt = (from: number, to: number): string => bytes.toString("latin1", start + from, start + to)
    return ofThisVersion(parseKnownRules({ index: bytes.toString("latin1", 0, start), textAt }))
  } catch {
    return undefined
  }
}

function ofThisVersion(rules: KnownRules): KnownRules | undefined {
  return rules.version === VERSION ? rules : undefined
}

export interface KnownReaders extends Readers {
  /** Whether a file can be read without any other reader. */
  isKnown(file: RuleFile): boolean
}

/**
 * Files whose SHA-256 is known without their text, since all of the pack were compared with those of the build at once: see
 * `readWholePack`.
 */
const hashes = new WeakMap<RuleFile, string>()

export function noteHash(file: RuleFile, sha256: string): void {
  hashes.set(file, sha256)
}

/** Whether the files are those of the shipped pack, as it was built with and read at once. */
export function isWholePack({ whole }: KnownRules, files: readonly RuleFile[]): boolean {
  return whole !== null && files.length === whole.files.length && files.every((file) => hashes.has(file))
}

/**
 * Readers of what is known; the rest is read by others, which are not needed where all files are known. `fitTogether`: see
 * `Readers`.
 */
export function knownReaders(
  rules: KnownRules,
  others: Readers | undefined,
  fitTogether = false,
): KnownReaders {
  const counted = new Map<RuleFile, string>()
  const hash = (file: RuleFile): string => {
    const found =
      hashes.get(file) ?? counted.get(file) ?? createHash("sha256").update(file.text).digest("hex")
    counted.set(file, found)
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
    fitTogether,
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

/**
 * Whether the errors have their lines and columns although files that are known were not read from YAML: faults that show in
 * such a file have none, those in other files and in options do.
 */
export function areAllPlaced(
  errors: readonly InputError[],
  files: readonly RuleFile[],
  { isKnown }: KnownReaders,
): boolean {
  const withFaults = new Set(errors.map(({ place }) => place.file))
  return !files.some((file) => withFaults.has(file.file) && isKnown(file))
}

/** Places are not known: where a fault is to be told, all files are read again. */
function sourceOf({ file }: RuleFile, known: Known<unknown>): YamlSource {
  return {
    file,
    get value() {
      return known.written
    },
    placeOfValue: () => ({ file }),
    placeOfKey: () => ({ file }),
    written: (path) => {
      if (path.length === 1 && path[0] === "id") return known.id ?? undefined
      const value = valueAt(known.written, path)
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
