// The files of a rule pack, read together: rules, lexicons, lists and scoring, checked against each other.
import { InputError, throwIfAny } from "../model/errors.ts"
import { sha256Hex } from "../model/hash.ts"
import { compareText } from "../model/vocabulary.ts"
import type { Lexicon } from "../text/lexicon.ts"
import { nearest } from "./nearest.ts"
import type { Overrides } from "./params.ts"
import { type ParsedRule, parseRule, references, splitPath, stemOf } from "./parse-rule.ts"
import type { YamlSource } from "./parse-yaml.ts"
import { DEFAULT_SCORING, parseScoring } from "./scoring.ts"
import { parseSettings, type Settings } from "./settings.ts"
import type { EntryList, Rule, RulePack, Scoring } from "./tree.ts"
import { type ParsedWords, parseLexicon, parseList } from "./word-files.ts"

/** A file of a pack. The path says what it is: see `parseRules`. */
export interface RuleFile {
  readonly file: string
  readonly text: string
}

export interface ParseRulesOptions {
  /** A deployer's settings (`moneytrail.yaml`). */
  readonly settings?: RuleFile | null | undefined
}

/**
 * Reads a rule pack. `lexicons/<id>.yaml` and `lists/<id>.yaml` are words, `scoring.yaml` is the scoring (without one:
 * `DEFAULT_SCORING`), `<id>.test.yaml` are left to the rule tests, `indicators.yaml` is only hashed; every other file
 * is a rule, `<typology>/<id>.yaml`. The order of the files does not matter.
 *
 * @throws InputError or InputErrors: everything that is wrong in all of the files, by file and line.
 */
export function parseRules(files: readonly RuleFile[], options: ParseRulesOptions = {}): RulePack {
  const errors: InputError[] = []
  const pack = readPack(files, options.settings ?? null, errors)
  throwIfAny(sortErrors(errors))
  return pack
}

/** What a file of a pack is, by its path. */
export type FileRole = "rule" | "test" | "lexicon" | "list" | "scoring" | "indicators"

export function roleOf(file: string): FileRole {
  const { folder, name } = splitPath(file)
  if (name.endsWith(".test.yaml")) return "test"
  if (folder === "lexicons") return "lexicon"
  if (folder === "lists") return "list"
  if (name === "scoring.yaml") return "scoring"
  return name === "indicators.yaml" ? "indicators" : "rule"
}

/** Errors by file, line and column. One fault that aliases repeat is told once. */
export function sortErrors(errors: readonly InputError[]): InputError[] {
  const byMessage = new Map(errors.map((error) => [error.message, error]))
  return [...byMessage.values()].sort(
    (a, b) =>
      compareText(a.place.file ?? "", b.place.file ?? "") ||
      (a.place.line ?? 0) - (b.place.line ?? 0) ||
      (a.place.column ?? 0) - (b.place.column ?? 0),
  )
}

/** As `parseRules`, but what is wrong goes to `errors`; the pack holds what is right. */
export function readPack(
  files: readonly RuleFile[],
  settingsFile: RuleFile | null,
  errors: InputError[],
): RulePack {
  const sorted = [...files].sort((a, b) => compareText(a.file, b.file))
  const inRole = (role: FileRole) => sorted.filter(({ file }) => roleOf(file) === role)
  const settings =
    settingsFile === null ? undefined : parseSettings(settingsFile.file, settingsFile.text, errors)
  const lexicons = readWords(inRole("lexicon"), parseLexicon, "lexicon", errors)
  const lists = readWords(inRole("list"), parseList, "list", errors)
  const rules = readRules(inRole("rule"), settings, errors)
  for (const { source } of rules) checkReferences(source, lexicons.ids, lists.ids, errors)
  const ids = new Set(inRole("rule").map(({ file }) => stemOf(file)))
  if (settings !== undefined) checkRuleIds(settings, ids, errors)
  const isEnabled = ({ id }: Rule) => settings?.rules.get(id)?.enabled !== false
  const sound = rules.flatMap(({ rule }) => rule ?? []).sort((a, b) => compareText(a.id, b.id))
  const enabled = sound.filter(isEnabled)
  return {
    rules: enabled,
    lexicons: lexicons.words,
    lists: lists.words,
    scoring: readScoring(inRole("scoring"), errors),
    files: sorted
      .filter(({ file }) => roleOf(file) !== "test")
      .map(({ file, text }) => ({ file, sha256: sha256Hex(text) })),
    overrides: enabled.flatMap(overridesOf),
    disabled: sound.filter((rule) => !isEnabled(rule)).map(({ id }) => id),
  }
}

const NO_OVERRIDES: Overrides = new Map()

function readRules(
  files: readonly RuleFile[],
  settings: Settings | undefined,
  errors: InputError[],
): ParsedRule[] {
  const taken = new Map<string, string>()
  return files.flatMap(({ file, text }) => {
    const overrides = settings?.rules.get(stemOf(file))?.overrides ?? NO_OVERRIDES
    const parsed = parseRule(file, text, overrides, errors)
    return parsed === undefined || isTaken("rule", parsed.source, taken, errors) ? [] : [parsed]
  })
}

function readWords<T extends Lexicon | EntryList>(
  files: readonly RuleFile[],
  parse: (file: string, text: string, errors: InputError[]) => ParsedWords<T> | undefined,
  kind: "lexicon" | "list",
  errors: InputError[],
): { words: ReadonlyMap<string, T>; ids: ReadonlySet<string> } {
  const taken = new Map<string, string>()
  // Files that are wrong count as well, so that a fault in one is not told again by every rule that names it.
  const ids = new Set(files.map(({ file }) => stemOf(file)))
  const found = files.flatMap(({ file, text }) => {
    const parsed = parse(file, text, errors)
    if (parsed === undefined || isTaken(kind, parsed.source, taken, errors)) return []
    return parsed.words ?? []
  })
  found.sort((a, b) => compareText(a.id, b.id))
  return { words: new Map(found.map((words) => [words.id, words])), ids }
}

/** Whether another file has the id; reported. */
function isTaken(
  kind: string,
  source: YamlSource,
  taken: Map<string, string>,
  errors: InputError[],
): boolean {
  const id = source.written(["id"])
  if (id === undefined) return false
  const other = taken.get(id)
  taken.set(id, other ?? source.file)
  if (other === undefined) return false
  const detail = `id is "${id}", which the ${kind} in ${other} has; give one of them another id`
  errors.push(new InputError("RULE_DUPLICATE_ID", source.placeOfValue(["id"]), detail))
  return true
}

function checkReferences(
  source: YamlSource,
  lexicons: ReadonlySet<string>,
  lists: ReadonlySet<string>,
  errors: InputError[],
): void {
  for (const { kind, id, path } of references(source)) {
    const known = kind === "list" ? lists : lexicons
    if (known.has(id)) continue
    const code = kind === "list" ? "RULE_UNKNOWN_LIST" : "RULE_UNKNOWN_LEXICON"
    const detail = `there is no ${kind} "${id}"; ${nearestOf(id, known, `${kind}s`)}`
    errors.push(new InputError(code, source.placeOfValue(path), detail))
  }
}

function checkRuleIds(settings: Settings, ids: ReadonlySet<string>, errors: InputError[]): void {
  for (const id of settings.rules.keys()) {
    if (ids.has(id)) continue
    const place = settings.source.placeOfKey(["rules", id])
    const detail = `there is no rule "${id}"; ${nearestOf(id, ids, "rules")}`
    errors.push(new InputError("SETTINGS_INVALID", place, detail))
  }
}

function nearestOf(id: string, known: ReadonlySet<string>, kinds: string): string {
  const near = nearest(id, known)
  const names = [...known].sort(compareText).join(", ")
  const all = names === "" ? `the pack has no ${kinds}` : `the ${kinds} are ${names}`
  return near === undefined ? all : `write ${near} (${all})`
}

function readScoring(files: readonly RuleFile[], errors: InputError[]): Scoring {
  const [first, second] = files
  if (second !== undefined) {
    const detail = `${first?.file} is scoring too; keep one`
    errors.push(new InputError("SCORING_INVALID", { file: second.file }, detail))
  }
  return (first && parseScoring(first.file, first.text, errors)) ?? DEFAULT_SCORING
}

function overridesOf(rule: Rule): RulePack["overrides"] {
  return rule.params
    .filter((param) => param.value !== param.default)
    .map((param) => ({ rule: rule.id, param: param.name, default: param.default, value: param.value }))
    .sort((a, b) => compareText(a.param, b.param))
}
