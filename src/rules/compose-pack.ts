// The files of a rule pack, put together: rules, lexicons, lists and scoring, checked against each other.
import { InputError, type InputErrorCode } from "../model/errors.ts"
import { ENGLISH } from "../model/messages.ts"
import { adviseName } from "../model/nearest.ts"
import { compareText } from "../model/vocabulary.ts"
import { checkRuleReferences } from "./check-references.ts"
import { readContexts } from "./contexts.ts"
import { readLists } from "./lists.ts"
import { filesOfLanguage, joinMessages, readMessages, translatePack, untranslated } from "./messages.ts"
import type { Overrides } from "./params.ts"
import { readPrices } from "./prices.ts"
import { readIndicators } from "./read-indicators.ts"
import type { Readers } from "./readers.ts"
import type { ParsedRule } from "./readings.ts"
import { type Reference, references } from "./references.ts"
import { type FileRole, isShippedFile, type RuleFile, roleOf, stemOf, tooLong } from "./rule-file.ts"
import { DEFAULT_SCORING } from "./scoring.ts"
import { type KnownNames, type SelectionOptions, selectRules } from "./selection.ts"
import type { Settings } from "./settings.ts"
import type { EntryList, Rule, RulePack, Scoring } from "./tree.ts"
import { isTaken, readWords } from "./word-files.ts"
import { valueAt, type YamlSource } from "./yaml-source.ts"

/** Which rules of a pack run, and the language that findings are told in. */
export interface PackChoice extends SelectionOptions {
  /** Tag of the language that findings are told in, such as `zh-Hans`. Default: `en`. */
  readonly lang?: string | undefined
}

/** The pack of what is right in the files; what is wrong goes to `errors`, in no particular order. */
export function composePack(
  files: readonly RuleFile[],
  settingsFile: RuleFile | null,
  read: Readers,
  errors: InputError[],
  choice: PackChoice = {},
): RulePack {
  const sorted = [...files].sort((a, b) => compareText(a.file, b.file))
  const inRole = filesByRole(sorted, read.fitTogether, errors)
  const settings = readSettings(settingsFile, read.settings, errors)
  const lexicons = readWords(inRole("lexicon"), "lexicon", read.lexicon, errors)
  const {
    lists,
    ids: listIds,
    changes,
  } = readLists(inRole("list"), inRole("list-csv"), settings, read.list, errors)
  const prices = readPrices(inRole("prices"), read.prices, errors)
  const parsed = readRules(inRole("rule"), settings, read.rule, errors)
  const { found: contexts, sources } = readContexts(inRole("context"), read.context, errors)
  const named = { lexicon: lexicons.ids, list: listIds, price: prices.taxa }
  for (const source of read.fitTogether ? [] : [...parsed.map((rule) => rule.source), ...sources])
    checkReferences(source, named, lists, errors)
  const sound = parsed.flatMap(({ rule }) => rule ?? []).sort((a, b) => compareText(a.id, b.id))
  const known = knownNames(inRole("rule"), parsed)
  if (!read.fitTogether) checkRuleReferences(parsed, known.ids, errors)
  const { rules, selection } = selectRules(sound, settings, choice, known, errors)
  const ofLanguage = filesOfLanguage(inRole("messages"), choice.lang ?? ENGLISH.lang, errors)
  const translation = joinMessages(readMessages(ofLanguage, read.messages, errors), parsed, errors)
  const english = { rules, contexts: contexts.map(({ context }) => context) }
  const taxa = new Set(lexicons.found.flatMap(({ words }) => words.taxon || []))
  return {
    ...translatePack(english, translation),
    untranslated: translation === undefined ? [] : untranslated(translation, { ...english, taxa }),
    lexicons: new Map(lexicons.found.map(({ words }) => [words.id, words])),
    lists,
    prices: prices.found,
    // No rule needs them to run: what is wrong with them is for `checkRules` to tell.
    indicators: readIndicators(sorted, read.indicators, []),
    scoring: readScoring(inRole("scoring"), read.scoring, errors),
    files: sorted
      .filter((file) => roleOf(file.file) !== "test" && isSpoken(file, ofLanguage))
      .map((file) => ({ file: file.file, sha256: read.hash(file) })),
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
  areOfASize: boolean,
  errors: InputError[],
): (role: FileRole) => readonly RuleFile[] {
  const byRole = new Map<FileRole, RuleFile[]>()
  for (const file of files) {
    const fault = areOfASize ? undefined : tooLong(file)
    if (fault !== undefined) errors.push(fault)
    const role = roleOf(file.file)
    const alike = byRole.get(role) ?? []
    byRole.set(role, alike)
    if (fault === undefined) alike.push(file)
  }
  return (role) => byRole.get(role) ?? []
}

function readSettings(
  file: RuleFile | null,
  read: Readers["settings"],
  errors: InputError[],
): Settings | undefined {
  if (file === null) return undefined
  const fault = tooLong(file)
  if (fault === undefined) return read(file, errors)
  errors.push(fault)
  return undefined
}

/** Also of rules that are wrong, so that their faults are not told again by whoever names them. */
function knownNames(files: readonly RuleFile[], rules: readonly ParsedRule[]): KnownNames {
  const tags = rules.flatMap(({ source, rule }) => {
    if (rule !== undefined) return rule.tags
    const written = valueAt(source.value, ["tags"])
    return Array.isArray(written) ? written.filter((tag) => typeof tag === "string") : []
  })
  return { ids: new Set(files.map(({ file }) => stemOf(file))), tags: new Set(tags) }
}

const NO_OVERRIDES: Overrides = new Map()

function readRules(
  files: readonly RuleFile[],
  settings: Settings | undefined,
  read: Readers["rule"],
  errors: InputError[],
): ParsedRule[] {
  const taken = new Map<string, string>()
  // Of two rules with one id the author's own is at fault, whatever its path.
  const shippedFirst = [...files.filter(isShipped), ...files.filter((file) => !isShipped(file))]
  return shippedFirst.flatMap((file) => {
    const overrides = settings?.rules.get(stemOf(file.file))?.overrides ?? NO_OVERRIDES
    const faults: InputError[] = []
    const parsed = read(file, overrides, faults)
    const misplaced = faults.length === 0 ? undefined : parsed && misplacedWords(parsed.source)
    errors.push(...(misplaced === undefined ? faults : [misplaced]))
    if (parsed === undefined || misplaced !== undefined) return []
    return isTaken("rule", parsed.source, taken, errors) ? [] : [parsed]
  })
}

const isShipped = ({ file }: RuleFile): boolean => isShippedFile(file)

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

function readScoring(files: readonly RuleFile[], read: Readers["scoring"], errors: InputError[]): Scoring {
  const [first, second] = files
  if (second !== undefined) {
    const detail = `${first?.file} is scoring too; keep one`
    errors.push(new InputError("SCORING_INVALID", { file: second.file }, detail))
  }
  return (first && read(first, errors)) ?? DEFAULT_SCORING
}

function overridesOf(rule: Rule): RulePack["overrides"] {
  return rule.params
    .filter((param) => param.value !== param.default)
    .map((param) => ({ rule: rule.id, param: param.name, default: param.default, value: param.value }))
    .sort((a, b) => compareText(a.param, b.param))
}
