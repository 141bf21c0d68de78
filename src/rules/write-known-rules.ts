// Part of the build: reads the shipped pack and writes what is in it into the directory named on the command line, for
// `knownRules`.
import { createHash } from "node:crypto"
import { mkdir, writeFile } from "node:fs/promises"
import path from "node:path"
import type { InputError } from "../model/errors.ts"
import { sha256Hex } from "../model/hash.ts"
import { VERSION } from "../model/version.ts"
import { composePack } from "./compose-pack.ts"
import { matcherBytes } from "./known-matcher.ts"
import { knownReaders, translationText } from "./known-rules.ts"
import { KNOWN_MATCHER_FILE, KNOWN_RULES_FILE } from "./known-rules-file.ts"
import { type Known, type KnownRules, type KnownWhole, knownRulesText } from "./known-rules-text.ts"
import { readLists } from "./lists.ts"
import { loadRuleFiles } from "./load-rules.ts"
import type { Read, Reading } from "./readings.ts"
import { type FileRole, type RuleFile, roleOf } from "./rule-file.ts"
import type { RulePack } from "./tree.ts"
import { YAML_READERS } from "./yaml-readers.ts"
import type { YamlSource } from "./yaml-source.ts"

/** Of the shipped pack. Files that something is wrong in are left out: whoever loads them is told. */
function knownOf(files: readonly RuleFile[]): KnownRules {
  const inRole = <T, R>(
    role: FileRole,
    read: Read<T>,
    known: (parsed: T) => Omit<Known<R | undefined>, "sha256">,
  ): Record<string, Known<R>> => {
    const found = files.filter(({ file }) => roleOf(file) === role)
    return Object.fromEntries(found.flatMap((file) => knownFile(file, read, known)))
  }
  const idOf = (source: YamlSource) => source.written(["id"]) ?? null
  const whole = <T>({ source, read }: Reading<T>) => ({ id: idOf(source), written: source.value, read })
  const named = <T>({ source, read }: Reading<T>) => ({ id: idOf(source), written: null, read })
  const alone = <T>(read: T) => ({ id: null, written: null, read })
  return {
    version: VERSION,
    rule: inRole(
      "rule",
      (file, faults) => YAML_READERS.rule(file, new Map(), faults),
      ({ source, rule: read }) => whole({ source, read }),
    ),
    lexicon: inRole("lexicon", YAML_READERS.lexicon, named),
    list: inRole("list", YAML_READERS.list, named),
    context: inRole("context", YAML_READERS.context, whole),
    messages: inRole("messages", YAML_READERS.messages, ({ translation }) =>
      alone(translationText(translation)),
    ),
    prices: inRole("prices", YAML_READERS.prices, whole),
    indicators: inRole("indicators", YAML_READERS.indicators, ({ read }) => alone(read)),
    scoring: inRole("scoring", YAML_READERS.scoring, alone),
    whole: null,
  }
}

function knownFile<T, R>(
  file: RuleFile,
  read: Read<T>,
  known: (parsed: T) => Omit<Known<R | undefined>, "sha256">,
): [path: string, known: Known<R>][] {
  const errors: InputError[] = []
  const parsed = read(file, errors)
  if (parsed === undefined || errors.length > 0) return []
  const { id, written, read: value } = known(parsed)
  return value === undefined ? [] : [[file.file, { sha256: sha256Hex(file.text), id, written, read: value }]]
}

/** Null unless all files are known and nothing is wrong with one for another. */
function wholeOf(rules: KnownRules, files: readonly RuleFile[]): KnownWhole | null {
  const ofRun = files.filter(({ file }) => roleOf(file) !== "test")
  const readers = knownReaders(rules, undefined)
  if (!ofRun.every((file) => roleOf(file.file) !== "list-csv" && readers.isKnown(file))) return null
  const errors: InputError[] = []
  composePack(ofRun, null, readers, errors)
  if (errors.length > 0) return null
  const hash = createHash("sha256")
  for (const { text } of ofRun) hash.update(text)
  return {
    files: ofRun.map(({ file, text }) => [file, Buffer.byteLength(text)]),
    sha256: hash.digest("hex"),
  }
}

export async function writeKnownRules(dir: string): Promise<void> {
  const files = await loadRuleFiles()
  const rules = knownOf(files)
  await mkdir(dir, { recursive: true })
  await writeFile(
    path.join(dir, KNOWN_RULES_FILE),
    knownRulesText({ ...rules, whole: wholeOf(rules, files) }),
  )
  await writeFile(path.join(dir, KNOWN_MATCHER_FILE), matcherBytes(rules, listsOf(files)))
}

function listsOf(files: readonly RuleFile[]): RulePack["lists"] {
  const inRole = (role: FileRole) => files.filter(({ file }) => roleOf(file) === role)
  return readLists(inRole("list"), inRole("list-csv"), undefined, YAML_READERS.list, []).lists
}
