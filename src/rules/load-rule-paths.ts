// What authors name on the command line: directories of rules, one rule, or its tests. Needs Node.
import { existsSync } from "node:fs"
import { readdir, readFile, stat } from "node:fs/promises"
import path from "node:path"
import { InputError } from "../model/errors.ts"
import { loadRuleFiles, shippedRulesDir } from "./load-rules.ts"
import { type RuleFile, roleOf } from "./rule-file.ts"
import { ruleFileOf, testFileOf } from "./rule-test-file.ts"

/** Directories to read, and which of their files count. */
interface Choice {
  readonly dirs: readonly string[]
  readonly keeps: (file: string) => boolean
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

/** Rules and tests are chosen; whatever else was read is there for them. */
function isAtHand(file: string): boolean {
  const role = roleOf(file)
  return role !== "rule" && role !== "test"
}

async function choose(given: string): Promise<Choice> {
  const stats = await stat(given).catch(() => undefined)
  const shown = given.replaceAll("\\", "/")
  if (stats === undefined || stats.isDirectory()) {
    const prefix = path.resolve(given) === shippedRulesDir() ? "rules" : shown.replace(/\/+$/, "")
    return { dirs: [given], keeps: (file) => file.startsWith(`${prefix}/`) }
  }
  if (!given.endsWith(".yaml") || isAtHand(shown)) {
    const detail = "is neither a rule nor tests of one; name <id>.yaml or <id>.test.yaml, or a directory"
    throw new InputError("OPTION_INVALID", { file: given }, detail)
  }
  // The folder is named after the typology, so a bare file name needs its folder's.
  const folder =
    path.dirname(given) === "." ? path.join("..", path.basename(path.resolve("."))) : path.dirname(given)
  const own = [ruleFileOf, testFileOf].map((other) =>
    path.join(folder, path.basename(other(ruleFileOf(given)))),
  )
  const shownOwn = new Set(own.map((file) => file.replaceAll("\\", "/")))
  const pack = path.dirname(folder)
  if (await speaksOfOthers(own[0]!)) {
    return { dirs: [pack], keeps: (file) => roleOf(file) === "rule" || shownOwn.has(file) }
  }
  const words = await Promise.all(["lists", "lexicons"].map((name) => nonEmpty(path.join(pack, name))))
  return { dirs: [folder, ...words.flat()], keeps: (file) => shownOwn.has(file) }
}

async function speaksOfOthers(ruleFile: string): Promise<boolean> {
  const text = existsSync(ruleFile) ? await readFile(ruleFile, "utf8") : ""
  return /^(?:combine|network)\s*:/m.test(text)
}

async function nonEmpty(dir: string): Promise<readonly string[]> {
  const names = await readdir(dir).catch((): string[] => [])
  return names.some((name) => /\.(?:ya?ml|csv)$/.test(name)) ? [dir] : []
}
