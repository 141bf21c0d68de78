// What authors name on the command line: directories of rules, one rule, or its tests. Needs Node.
import { existsSync } from "node:fs"
import { readdir, readFile, stat } from "node:fs/promises"
import path from "node:path"
import { InputError } from "../model/errors.ts"
import { loadRuleFiles, shippedRulesDir } from "./load-rules.ts"
import { type RuleFile, roleOf } from "./rule-file.ts"
import { ruleFileOf, testFileOf } from "./rule-test-file.ts"

/** What a path names, and what must be read for it. */
interface Choice {
  readonly dirs: readonly string[]
  /** Rules and tests that count. */
  readonly keeps: (file: string) => boolean
  /** Rules and tests that the path names itself. */
  readonly names: (file: string) => boolean
}

/**
 * The files of directories, as `loadRuleFiles` gives them. A path may also name a rule or its tests: then these two
 * files count, with the lists and lexicons beside their folder; a rule on findings of others brings the other rules of
 * its pack, without their tests. Where no `indicators.yaml` is among the files the shipped one is added.
 *
 * @throws InputError OPTION_INVALID for a file that is neither a rule nor tests, and those of `loadRuleFiles`.
 */
export async function loadRulePaths(paths?: readonly string[]): Promise<readonly RuleFile[]> {
  const choices = paths === undefined ? undefined : await Promise.all(paths.map(choose))
  const read = await loadRuleFiles(choices && [...new Set(choices.flatMap(({ dirs }) => dirs))])
  const files = new Map(
    read
      .filter(
        ({ file }) => choices === undefined || isAtHand(file) || choices.some(({ keeps }) => keeps(file)),
      )
      .map((file) => [file.file, file]),
  )
  if (![...files.keys()].some((file) => roleOf(file) === "indicators")) {
    const text = await readFile(path.join(shippedRulesDir(), "indicators.yaml"), "utf8")
    files.set("rules/indicators.yaml", { file: "rules/indicators.yaml", text })
  }
  return [...files.values()]
}

/** Tells whether a file of `loadRulePaths` is one that the paths name, or was brought along by one. */
export async function namedByPaths(paths?: readonly string[]): Promise<(file: string) => boolean> {
  if (paths === undefined) return () => true
  const choices = await Promise.all(paths.map(choose))
  return (file) => isAtHand(file) || choices.some(({ names }) => names(file))
}

/** Rules and tests are chosen; whatever else was read is there for them. */
function isAtHand(file: string): boolean {
  const role = roleOf(file)
  return role !== "rule" && role !== "test"
}

async function choose(given: string): Promise<Choice> {
  const stats = await stat(given).catch(() => undefined)
  if (stats === undefined || stats.isDirectory()) {
    const isBelow = (file: string) => file.startsWith(`${shownDir(given)}/`)
    return { dirs: [given], keeps: isBelow, names: isBelow }
  }
  if (!given.endsWith(".yaml") || isAtHand(given.replaceAll("\\", "/"))) {
    const detail = "is neither a rule nor tests of one; name <id>.yaml or <id>.test.yaml, or a directory"
    throw new InputError("OPTION_INVALID", { file: given }, detail)
  }
  // The folder is named after the typology, so a bare file name needs its folder's.
  const whole = path.normalize(given)
  const above = path.dirname(whole)
  const folder = above === "." ? path.join("..", path.basename(path.resolve("."))) : above
  const pack = path.dirname(folder)
  const rule = ruleFileOf(path.basename(whole))
  if (await speaksOfOthers(path.join(folder, rule))) {
    const names = isOneOf(`${shownDir(pack)}/${path.basename(folder)}`, rule)
    return { dirs: [pack], keeps: (file) => roleOf(file) === "rule" || names(file), names }
  }
  const words = await Promise.all(["lists", "lexicons"].map((name) => nonEmpty(path.join(pack, name))))
  const names = isOneOf(shownDir(folder), rule)
  return { dirs: [folder, ...words.flat()], keeps: names, names }
}

/** Whether a file is the rule in a folder, or its tests. */
function isOneOf(folder: string, rule: string): (file: string) => boolean {
  const own = [rule, testFileOf(rule)].map((name) => `${folder}/${name}`)
  return (file) => own.includes(file)
}

/** A directory as `loadRuleFiles` begins the names of its files. */
function shownDir(dir: string): string {
  return path.resolve(dir) === shippedRulesDir() ? "rules" : dir.replaceAll("\\", "/").replace(/\/+$/, "")
}

async function speaksOfOthers(ruleFile: string): Promise<boolean> {
  const text = existsSync(ruleFile) ? await readFile(ruleFile, "utf8") : ""
  return /^(?:combine|network)\s*:/m.test(text)
}

async function nonEmpty(dir: string): Promise<readonly string[]> {
  const names = await readdir(dir).catch((): string[] => [])
  return names.some((name) => /\.(?:ya?ml|csv)$/i.test(name)) ? [dir] : []
}
