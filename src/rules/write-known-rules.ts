// Part of the build: reads the shipped pack and writes what is in it into the directory named on the command line, for
// `knownRules`.
import { mkdir, writeFile } from "node:fs/promises"
import path from "node:path"
import type { InputError } from "../model/errors.ts"
import { sha256Hex } from "../model/hash.ts"
import { VERSION } from "../model/version.ts"
import { matcherBytes } from "./known-matcher.ts"
import { type Known, type KnownRules, translationText } from "./known-rules.ts"
import { KNOWN_MATCHER_FILE } from "./known-rules-file.ts"
import { readLists } from "./lists.ts"
import { loadRuleFiles } from "./load-rules.ts"
import type { Read, Reading } from "./readings.ts"
import { type FileRole, type RuleFile, roleOf } from "./rule-file.ts"
import type { RulePack } from "./tree.ts"
import { YAML_READERS } from "./yaml-readers.ts"

/** Of the shipped pack. Files that something is wrong in are left out: whoever loads them is told. */
function knownOf(files: readonly RuleFile[]): KnownRules {
  const inRole = <T, R>(
    role: FileRole,
    read: Read<T>,
    known: (parsed: T) => { readonly written: unknown; readonly read: R | undefined },
  ): Record<string, Known<R>> => {
    const found = files.filter(({ file }) => roleOf(file) === role)
    return Object.fromEntries(found.flatMap((file) => knownFile(file, read, known)))
  }
  const whole = <T>({ source, read }: Reading<T>) => ({ written: source.value, read })
  const named = <T>({ source, read }: Reading<T>) => ({ written: { id: source.written(["id"]) }, read })
  return {
    version: VERSION,
    rule: inRole(
      "rule",
      (file, faults) => YAML_READERS.rule(file, new Map(), faults),
      ({ source, rule }) => ({ written: source.value, read: rule }),
    ),
    lexicon: inRole("lexicon", YAML_READERS.lexicon, named),
    list: inRole("list", YAML_READERS.list, named),
    context: inRole("context", YAML_READERS.context, whole),
    messages: inRole("messages", YAML_READERS.messages, ({ translation }) => ({
      written: null,
      read: translationText(translation),
    })),
    prices: inRole("prices", YAML_READERS.prices, whole),
    indicators: inRole("indicators", YAML_READERS.indicators, ({ read }) => ({ written: null, read })),
    scoring: inRole("scoring", YAML_READERS.scoring, (read) => ({ written: null, read })),
  }
}

function knownFile<T, R>(
  file: RuleFile,
  read: Read<T>,
  known: (parsed: T) => { readonly written: unknown; readonly read: R | undefined },
): [path: string, known: Known<R>][] {
  const errors: InputError[] = []
  const parsed = read(file, errors)
  if (parsed === undefined || errors.length > 0) return []
  const { written, read: value } = known(parsed)
  return value === undefined ? [] : [[file.file, { sha256: sha256Hex(file.text), written, read: value }]]
}

export async function writeKnownRules(dir: string): Promise<void> {
  const files = await loadRuleFiles()
  const rules = knownOf(files)
  await mkdir(dir, { recursive: true })
  await writeFile(path.join(dir, "known-rules.json"), inAscii(JSON.stringify(rules)))
  await writeFile(path.join(dir, KNOWN_MATCHER_FILE), matcherBytes(rules, listsOf(files)))
}

/** The same JSON, other signs as escapes. */
function inAscii(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)
}

function listsOf(files: readonly RuleFile[]): RulePack["lists"] {
  const inRole = (role: FileRole) => files.filter(({ file }) => roleOf(file) === role)
  return readLists(inRole("list"), inRole("list-csv"), undefined, YAML_READERS.list, []).lists
}
