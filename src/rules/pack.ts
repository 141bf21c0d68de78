// The files of a rule pack, read together: rules, lexicons, lists and scoring, checked against each other.
import { InputError, type InputErrorCode, throwIfAny } from "../model/errors.ts"
import { sha256Hex } from "../model/hash.ts"
import { ENGLISH } from "../model/messages.ts"
import { compareText } from "../model/vocabulary.ts"
import { checkRuleReferences } from "./check-references.ts"
import { readContexts } from "./contexts.ts"
import { valueAt } from "./issues.ts"
import { readLists } from "./lists.ts"
import { filesOfLanguage, joinMessages, readMessages, translatePack, untranslated } from "./messages.ts"
import { adviseName } from "./nearest.ts"
import type { Overrides } from "./params.ts"
import { type ParsedRule, parseRule, type Reference, references, stemOf } from "./parse-rule.ts"
import type { YamlSource } from "./parse-yaml.ts"
import { readPrices } from "./prices.ts"
import { type FileRole, type RuleFile, roleOf, tooLong } from "./rule-file.ts"
import { DEFAULT_SCORING, parseScoring } from "./scoring.ts"
import { type KnownNames, type SelectionOptions, selectRules } from "./selection.ts"
import { parseSettings, type Settings } from "./settings.ts"
import type { EntryList, Rule, RulePack, Scoring } from "./tree.ts"
import { isTaken, readLexicons } from "./word-files.ts"

export type { RuleFile } from "./rule-file.ts"

export interface ParseRulesOptions extends SelectionOptions {
  /** A deployer's settings (`moneytrail.yaml`). */
  readonly settings?: RuleFile | null | undefined
  /** Tag of the language that findings are told in, such as `zh-Hans`. Default: `en`. */
  readonly lang?: string | undefined
}

/**
 * Reads a rule pack. `lexicons/<id>.yaml` and `lists/<id>.yaml` are words, `contexts/<id>.yaml` innocent circumstances,
 * `messages/<lang>.yaml` translations, `lists/<name>.csv` the entries of a list that names it (given with `rows`), `prices.yaml` are prices, `scoring.yaml` is the scoring (without one: `DEFAULT_SCORING`), `<id>.test.yaml` are
 * left to the rule tests, `indicators.yaml` is only hashed; every other file is a rule, `<typology>/<id>.yaml`. The
 * order of the files does not matter.
 *
 * @throws InputError or InputErrors: everything that is wrong in all of the files, by file and line; OPTION_INVALID for
 *   `only` and `without`, and when no rule is left to run.
 */
export function parseRules(files: readonly RuleFile[], options: ParseRulesOptions = {}): RulePack {
  const errors: InputError[] = []
  const pack = readPack(files, options.settings ?? null, errors, options)
  throwIfAny(sortErrors(errors))
  return pack
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
  choice: Omit<ParseRulesOptions, "settings"> = {},
): RulePack {
  const sorted = [...files].sort((a, b) => compareText(a.file, b.file))
  const inRole = filesByRole(sorted, errors)
  const settings = readSettings(settingsFile, errors)
  const lexicons = readLexicons(inRole("lexicon"), errors)
  const { lists, ids: listIds, changes } = readLists(inRole("list"), inRole("list-csv"), settings, errors)
  const prices = readPrices(inRole("prices"), errors)
  const parsed = readRules(inRole("rule"), settings, errors)
  const { found: contexts, sources } = readContexts(inRole("context"), errors)
  for (const source of [...parsed.map((rule) => rule.source), ...sources])
    checkReferences(source, { lexicon: lexicons.ids, list: listIds, price: prices.taxa }, lists, errors)
  const sound = parsed.flatMap(({ rule }) => rule ?? []).sort((a, b) => compareText(a.id, b.id))
  const known = knownNames(inRole("rule"), parsed)
  checkRuleReferences(parsed, known.ids, errors)
  const { rules, selection } = selectRules(sound, settings, choice, known, errors)
  const ofLanguage = filesOfLanguage(inRole("messages"), choice.lang ?? ENGLISH.lang, errors)
  const translation = joinMessages(readMessages(ofLanguage, errors), parsed, errors)
  const english = { rules, contexts: contexts.map(({ context }) => context) }
  const taxa = new Set(lexicons.found.flatMap(({ words }) => words.taxon || []))
  return {
    ...translatePack(english, translation),
    untranslated: translation === undefined ? [] : untranslated(translation, { ...english, taxa }),
    lexicons: new Map(lexicons.found.map(({ words }) => [words.id, words])),
    lists,
    prices: prices.found,
    scoring: readScoring(inRole("scoring"), errors),
    files: sorted
      .filter((file) => roleOf(file.file) !== "test" && isSpoken(file, ofLanguage))
      .map(({ file, text }) => ({ file, sha256: sha256Hex(text) })),
    settings: settings?.hashed ?? null,
    overrides: rules.flatMap(overridesOf),
    disabled: selection.notRun.map(({ rule }) => rule),
    selection,
    listChanges: changes,
    suppressions: settings?.suppressions ?? [],
  }
}

/** Messages in languages that are not spoken have no part in a run. */
function isSpoken(file: RuleFile, ofLanguage: readonly RuleFile[]): boolean {
  return roleOf(file.file) !== "messages" || ofLanguage.includes(file)
}

/** Files by what they are; those that are too large are told and left out. */
function filesByRole(
  files: readonly RuleFile[],
  errors: InputError[],
): (role: FileRole) => readonly RuleFile[] {
  const byRole = new Map<FileRole, RuleFile[]>()
  for (const file of files) {
    const fault = tooLong(file)
    if (fault !== undefined) errors.push(fault)
    const role = roleOf(file.file)
    const alike = byRole.get(role) ?? []
    byRole.set(role, alike)
    if (fault === undefined) alike.push(file)
  }
  return (role) => byRole.get(role) ?? []
}

function readSettings(file: RuleFile | null, errors: InputError[]): Settings | undefined {
  if (file === null) return undefined
  const fault = tooLong(file)
  if (fault === undefined) return parseSettings(file.file, file.text, errors)
  errors.push(fault)
  return undefined
}

/** Also of rules that are wrong, so that their faults are not told again by whoever names them. */
function knownNames(files: readonly RuleFile[], rules: readonly ParsedRule[]): KnownNames {
  const tags = rules.flatMap(({ source }) => {
    const written = valueAt(source.value, ["tags"])
    return Array.isArray(written) ? written.filter((tag) => typeof tag === "string") : []
  })
  return { ids: new Set(files.map(({ file }) => stemOf(file))), tags: new Set(tags) }
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
    const faults: InputError[] = []
    const parsed = parseRule(file, text, overrides, faults)
    const misplaced = parsed && misplacedWords(parsed.source)
    errors.push(...(misplaced === undefined ? faults : [misplaced]))
    if (parsed === undefined || misplaced !== undefined) return []
    return isTaken("rule", parsed.source, taken, errors) ? [] : [parsed]
  })
}

/** A list or lexicon outside of its folder is taken for a rule, of which everything is wrong. */
export function misplacedWords(source: YamlSource): InputError | undefined {
  const { value } = source
  if (typeof value !== "object" || value === null) return undefined
  const keys = new Set(Object.keys(value))
  const isList = keys.has("entries") || keys.has("csv")
  const [what, folder] = keys.has("terms") ? ["lexicon", "lexicons"] : isList ? ["list", "lists"] : []
  if (what === undefined) return undefined
  const detail = `the file is a ${what} and not in a folder called ${folder}; move it to ${folder}/`
  return new InputError("RULE_MISPLACED", source.placeOfKey([]), detail)
}

function checkReferences(
  source: YamlSource,
  ids: Readonly<Record<Reference["kind"], ReadonlySet<string>>>,
  lists: ReadonlyMap<string, EntryList>,
  errors: InputError[],
): void {
  for (const { kind, id, path } of references(source)) {
    const known = ids[kind]
    const place = source.placeOfValue(path)
    const field = String(path.at(-2))
    if (!known.has(id)) {
      const [code, what, all] = UNKNOWN[kind]
      errors.push(new InputError(code, place, `there is no ${what} "${id}"; ${adviseName(id, known, all)}`))
    } else if (kind === "list" && lists.get(id)?.kind === "parties" && !PARTY_FIELDS.has(field)) {
      const detail = `the list ${id} holds ids of parties, which ${field} has not; test payer or payee`
      errors.push(new InputError("RULE_INVALID", place, detail))
    }
  }
}

/** What is said of names that are not known. */
const UNKNOWN: Readonly<
  Record<Reference["kind"], readonly [code: InputErrorCode, what: string, all: string]>
> = {
  list: ["RULE_UNKNOWN_LIST", "list", "lists"],
  lexicon: ["RULE_UNKNOWN_LEXICON", "lexicon", "lexicons"],
  price: ["RULE_UNKNOWN_PRICE", "price of", "taxa with prices"],
}

const PARTY_FIELDS: ReadonlySet<string> = new Set(["payer", "payee"])

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
