// Rule packs from directories, the shipped one among them. Needs files: not for browsers.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { checkArguments, optionsOf, TEXT, TEXTS } from "../model/arguments.ts"
import { assert, InputError, throwIfAny } from "../model/errors.ts"
import { createMessages, ENGLISH, type Messages } from "../model/messages.ts"
import { nextTurn } from "../model/steps.ts"
import type { Suppression } from "../model/suppression.ts"
import { compareText } from "../model/vocabulary.ts"
import { composePack, type PackChoice } from "./compose-pack.ts"
import { knownMatcher } from "./known-matcher.ts"
import { areAllPlaced, isWholePack, type KnownReaders, knownReaders, knownRules } from "./known-rules.ts"
import { filesOfLanguage, joinMessages, readMessages } from "./messages.ts"
import type { ParseRulesOptions } from "./pack.ts"
import { notePackSource } from "./pack-source.ts"
import { readWholePack } from "./read-whole-pack.ts"
import { type FileRole, type RuleFile, roleOf, tooLarge } from "./rule-file.ts"
import type { SelectionOptions } from "./selection.ts"
import { sortErrors } from "./sort-errors.ts"
import type { RulePack } from "./tree.ts"

/** Which rules are read, with what settings, and which of them run. */
export interface LoadRulesOptions extends SelectionOptions {
  /**
   * Directories of rules, in place of the shipped ones; to add to those, name `shippedRulesDir()` first. An id may stand
   * in one directory only. The scoring of the last directory that has one applies. Shipped lexicons, lists and contexts
   * are at hand for all rules, unless a directory has one of the same id; so are the shipped messages and prices, beside those of the
   * directories.
   */
  readonly dirs?: readonly string[] | undefined
  /** Path of a settings file. */
  readonly settings?: string | undefined
  /** Tag of the language that findings are told in, such as `zh-Hans`. Default: `en`. */
  readonly lang?: string | undefined
}

const LOAD_OPTIONS = optionsOf({ dirs: TEXTS, settings: TEXT, only: TEXTS, without: TEXTS, lang: TEXT })

/**
 * Reads the shipped rule pack, or the one in `dirs`.
 *
 * @throws InputError or InputErrors: FILE_NOT_FOUND, FILE_NOT_READABLE, ENCODING_INVALID, OPTION_INVALID for options of a
 *   wrong shape, and those of `parseRules`.
 */
export async function loadRules(options: LoadRulesOptions = {}): Promise<RulePack> {
  // Taken for options, a path would load the shipped rules without a word.
  checkArguments("loadRules", { options: [options, LOAD_OPTIONS] })
  const { dirs, settings: file, only, without, lang } = options
  const settings = file === undefined ? null : readText(file, file)
  return readRules(await loadRuleFiles(dirs, "rules"), { settings, only, without, lang })
}

/**
 * As `parseRules`, but files that are as the package was built with are not read anew.
 *
 * @throws InputError or InputErrors: those of `parseRules`.
 */
export async function readRules(
  files: readonly RuleFile[],
  { settings = null, ...choice }: ParseRulesOptions = {},
): Promise<RulePack> {
  const pack = (await readKnown(files, settings, choice)) ?? (await readAnew(files, { ...choice, settings }))
  const { only, without, lang } = choice
  notePackSource(pack, { files, options: { settings, only, without, lang } })
  return pack
}

/** Undefined where nothing is known, or a fault shows in what is. */
async function readKnown(
  files: readonly RuleFile[],
  settings: RuleFile | null,
  choice: PackChoice,
): Promise<RulePack | undefined> {
  const errors: InputError[] = []
  const known = await knownRules()
  const readers = await knownReadersOf(files, settings === null)
  if (known === undefined || readers === undefined) return undefined
  const pack = composePack(files, settings, readers, errors, choice)
  if (!areAllPlaced(errors, files, readers)) return undefined
  throwIfAny(sortErrors(errors))
  return { ...pack, matcher: knownMatcher(known) }
}

/** Places of faults are known only to who reads YAML. */
async function readAnew(files: readonly RuleFile[], options: ParseRulesOptions): Promise<RulePack> {
  const { parseRules } = await import("./pack.ts")
  return parseRules(files, options)
}

/**
 * Readers that spare reading again what the package was built with; places of faults are not known to them. Undefined
 * where nothing is known. `isAll`: nothing but these files is to be read; then libraries to read YAML may not be needed.
 */
export async function knownReadersOf(
  files: readonly RuleFile[],
  isAll = false,
): Promise<KnownReaders | undefined> {
  const known = await knownRules()
  if (known === undefined) return undefined
  if (isAll && isWholePack(known, files)) return knownReaders(known, undefined, true)
  if (isAll && files.every(knownReaders(known, undefined).isKnown)) return knownReaders(known, undefined)
  const { YAML_READERS } = await import("./yaml-readers.ts")
  return knownReaders(known, YAML_READERS)
}

/**
 * The shipped messages in a language, without rules: for texts about an earlier run.
 *
 * @throws InputError or InputErrors: OPTION_INVALID for a language that there is not, and as `loadRules`.
 */
export async function loadMessages(lang: string = ENGLISH.lang): Promise<Messages> {
  checkArguments("loadMessages", { lang: [lang, TEXT] })
  const dir = path.join(shippedRulesDir(), "messages")
  const names = listNames(dir).filter((name) => name.endsWith(".yaml"))
  const files = names.map((name) => readText(path.join(dir, name), `rules/messages/${name}`))
  const errors: InputError[] = []
  const ofLanguage = filesOfLanguage(files, lang, errors)
  const readers = (await knownReadersOf(ofLanguage, true)) ?? (await import("./yaml-readers.ts")).YAML_READERS
  const translation = joinMessages(readMessages(ofLanguage, readers.messages, errors), [], errors)
  throwIfAny(errors)
  return translation === undefined ? ENGLISH : createMessages(translation)
}

/**
 * Reads a file of suppressions, for `screen`.
 *
 * @throws InputError or InputErrors: SUPPRESSION_INVALID with the place, FILE_NOT_FOUND and the like.
 */
export async function readSuppressions(file: string): Promise<readonly Suppression[]> {
  const { parseSuppressions } = await import("./suppressions.ts")
  const errors: InputError[] = []
  const suppressions = parseSuppressions(file, readText(file, file).text, errors)
  throwIfAny(errors)
  return suppressions
}

/** The directory of the rules that come with this package. */
export function shippedRulesDir(): string {
  let dir = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(dir, "rules", "scoring.yaml"))) {
    assert(
      dir !== path.dirname(dir),
      "the shipped rules are not beside the program; a bundle must leave moneytrail outside, as a package",
    )
    dir = path.dirname(dir)
  }
  return path.join(dir, "rules")
}

/**
 * The YAML files of the directories (by default the shipped one) and the CSV files of their lists, rule tests among
 * them, and the shipped lexicons, lists and contexts that they have no other of, and the shipped messages, sorted by path. Paths are written as the
 * directory was given, with `/`; those of the shipped pack begin with `rules/` on every machine. `rules`: without the
 * rule tests.
 */
export async function loadRuleFiles(
  dirs?: readonly string[],
  part: "all" | "rules" = "all",
): Promise<readonly RuleFile[]> {
  const shipped = shippedRulesDir()
  const packs = await Promise.all((dirs ?? [shipped]).map((dir) => readDirectory(dir, part)))
  const lastScoring = packs.findLastIndex((files) => files.some(isScoring))
  const files = packs.flatMap((pack, i) => (i < lastScoring ? pack.filter((file) => !isScoring(file)) : pack))
  if (dirs !== undefined && !dirs.some((dir) => path.resolve(dir) === shipped)) {
    const own = new Set(files.filter(isWords).map(wordsKey))
    const isWanted = (file: RuleFile) =>
      roleOf(file.file) === "messages" ||
      roleOf(file.file) === "prices" ||
      (isWords(file) && !own.has(wordsKey(file)))
    files.push(...(await readDirectory(shipped, part)).filter(isWanted))
  }
  return files.sort((a, b) => compareText(a.file, b.file))
}

const WORD_ROLES: ReadonlySet<FileRole> = new Set(["lexicon", "list", "list-csv", "context"])

function isWords({ file }: RuleFile): boolean {
  return WORD_ROLES.has(roleOf(file))
}

/** What words are called by: `lexicon pangolin`. The CSV of a shipped list is named as the list, and goes with it. */
function wordsKey({ file }: RuleFile): string {
  const role = roleOf(file)
  return `${role === "list-csv" ? "list" : role} ${path.posix.parse(file).name}`
}

function isScoring({ file }: RuleFile): boolean {
  return roleOf(file) === "scoring"
}

/** How paths of rule files begin that are in this directory. */
export function shownDir(dir: string): string {
  return path.resolve(dir) === shippedRulesDir() ? "rules" : dir.replaceAll("\\", "/").replace(/\/+$/, "")
}

async function readDirectory(dir: string, part: "all" | "rules"): Promise<RuleFile[]> {
  const prefix = shownDir(dir)
  const shownOf = (name: string) => (prefix === "" ? `/${name}` : `${prefix}/${name}`)
  const isOfPack = (name: string) => /\.ya?ml$/i.test(name) || roleOf(shownOf(name)) === "list-csv"
  const names = listNames(dir).filter((name) => isOfPack(name) && !/(^|\/)\./.test(name))
  if (names.length === 0) {
    const detail =
      "the directory holds no .yaml files; name a directory with rules/<typology>/<id>.yaml in it"
    throw new InputError("FILE_NOT_FOUND", { file: dir }, detail)
  }
  const wanted = part === "all" ? names : names.filter((name) => roleOf(shownOf(name)) !== "test")
  const whole = prefix === "rules" && part === "rules" ? await readWholePack(dir, wanted) : undefined
  if (whole !== undefined) return [...whole]
  const files: RuleFile[] = []
  for (const [at, name] of wanted.entries()) {
    if (at % FILES_A_TURN === FILES_A_TURN - 1) await nextTurn()
    files.push(await readRuleFile(path.join(dir, name), shownOf(name)))
  }
  return files
}

/** A few milliseconds of reading. */
const FILES_A_TURN = 64

async function readRuleFile(file: string, shown: string): Promise<RuleFile> {
  const read = readText(file, shown)
  if (roleOf(shown) !== "list-csv") return read
  const { readCsvRows } = await import("./csv-rows.ts")
  return { ...read, rows: await readCsvRows(shown, read.text) }
}

/** Paths of all files below a directory, relative to it, with `/`. */
function listNames(dir: string): string[] {
  try {
    return namesBelow(dir, "").sort(compareText)
  } catch (error) {
    throw unreadable(error, dir, "directory of rules")
  }
}

/** As Node finds them by itself, which takes three times as long. */
function namesBelow(dir: string, folder: string): string[] {
  return readdirSync(path.join(dir, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}${entry.name}`
    return entry.isDirectory() ? [name, ...namesBelow(dir, `${name}/`)] : name
  })
}

/** At once: the files of a pack are many and small, and to wait for each takes five times as long as to read it. */
export function readText(file: string, shown: string): RuleFile {
  let bytes: Uint8Array
  try {
    const fault = tooLarge(shown, statSync(file).size)
    if (fault !== undefined) throw fault
    bytes = readFileSync(file)
  } catch (error) {
    throw error instanceof InputError ? error : unreadable(error, shown, "file")
  }
  try {
    return { file: shown, text: UTF8.decode(bytes) }
  } catch {
    throw new InputError("ENCODING_INVALID", { file: shown }, "the file is not UTF-8; save it as UTF-8")
  }
}

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

function unreadable(error: unknown, file: string, what: string): InputError {
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  if (code === "ENOENT")
    return new InputError("FILE_NOT_FOUND", { file }, `there is no such ${what}; check the path`)
  return new InputError(
    "FILE_NOT_READABLE",
    { file },
    `the ${what} cannot be read (${code}); check the path and its permissions`,
  )
}
