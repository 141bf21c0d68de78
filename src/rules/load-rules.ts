// Rule packs from directories, the shipped one among them. Needs files: not for browsers.
import { existsSync } from "node:fs"
import { readdir, readFile } from "node:fs/promises"
import path from "node:path"
import { fileURLToPath } from "node:url"
import { assert, InputError } from "../model/errors.ts"
import { compareText } from "../model/vocabulary.ts"
import { parseRules, type RuleFile, roleOf } from "./pack.ts"
import type { RulePack } from "./tree.ts"

export interface LoadRulesOptions {
  /**
   * Directories of rules, in place of the shipped ones; to add to those, name `shippedRulesDir()` first. An id may stand
   * in one directory only. The scoring of the last directory that has one applies. Shipped lexicons and lists are at
   * hand for all rules, unless a directory has one of the same id.
   */
  readonly dirs?: readonly string[] | undefined
  /** Path of a settings file. */
  readonly settings?: string | undefined
}

/**
 * Reads the shipped rule pack, or the one in `dirs`.
 *
 * @throws InputError or InputErrors: FILE_NOT_FOUND, FILE_NOT_READABLE, ENCODING_INVALID, and those of `parseRules`.
 */
export async function loadRules(options: LoadRulesOptions = {}): Promise<RulePack> {
  const settings = options.settings === undefined ? null : await readText(options.settings, options.settings)
  return parseRules(await loadRuleFiles(options.dirs), { settings })
}

/** The directory of the rules that come with this package. */
export function shippedRulesDir(): string {
  let dir = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(dir, "rules", "scoring.yaml"))) {
    assert(dir !== path.dirname(dir), "the shipped rules are not beside the program")
    dir = path.dirname(dir)
  }
  return path.join(dir, "rules")
}

/**
 * The YAML files of the directories (by default the shipped one), rule tests among them, and the shipped lexicons and
 * lists that they have no other of, sorted by path. Paths are written as the directory was given, with `/`; those of
 * the shipped pack begin with `rules/` on every machine.
 */
export async function loadRuleFiles(dirs?: readonly string[]): Promise<readonly RuleFile[]> {
  const shipped = shippedRulesDir()
  const packs = await Promise.all((dirs ?? [shipped]).map(readDirectory))
  const lastScoring = packs.findLastIndex((files) => files.some(isScoring))
  const files = packs.flatMap((pack, i) => (i < lastScoring ? pack.filter((file) => !isScoring(file)) : pack))
  if (dirs !== undefined && !dirs.some((dir) => path.resolve(dir) === shipped)) {
    const own = new Set(files.filter(isWords).map(wordsKey))
    files.push(...(await readDirectory(shipped)).filter((file) => isWords(file) && !own.has(wordsKey(file))))
  }
  return files.sort((a, b) => compareText(a.file, b.file))
}

function isWords({ file }: RuleFile): boolean {
  return roleOf(file) === "lexicon" || roleOf(file) === "list"
}

/** What words are called by: `lexicon pangolin`. */
function wordsKey({ file }: RuleFile): string {
  return `${roleOf(file)} ${path.posix.basename(file)}`
}

function isScoring({ file }: RuleFile): boolean {
  return roleOf(file) === "scoring"
}

async function readDirectory(dir: string): Promise<RuleFile[]> {
  const prefix =
    path.resolve(dir) === shippedRulesDir() ? "rules" : dir.replaceAll("\\", "/").replace(/\/+$/, "")
  const names = (await listNames(dir)).filter((name) => /\.ya?ml$/.test(name) && !/(^|\/)\./.test(name))
  if (names.length === 0) {
    const detail =
      "the directory holds no .yaml files; name a directory with rules/<typology>/<id>.yaml in it"
    throw new InputError("FILE_NOT_FOUND", { file: dir }, detail)
  }
  return Promise.all(
    names.map((name) => readText(path.join(dir, name), prefix === "" ? `/${name}` : `${prefix}/${name}`)),
  )
}

/** Paths of all files below a directory, relative to it, with `/`. */
async function listNames(dir: string): Promise<string[]> {
  try {
    const entries = await readdir(dir, { recursive: true })
    return entries.map((name) => name.replaceAll(path.sep, "/")).sort(compareText)
  } catch (error) {
    throw unreadable(error, dir, "directory of rules")
  }
}

async function readText(file: string, shown: string): Promise<RuleFile> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (error) {
    throw unreadable(error, shown, "file")
  }
  try {
    return { file: shown, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    throw new InputError("ENCODING_INVALID", { file: shown }, "the file is not UTF-8; save it as UTF-8")
  }
}

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
