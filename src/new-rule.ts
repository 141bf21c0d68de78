// A rule to start from: a copy of a shipped rule and its tests, in a directory of one's own. Needs Node.
import { mkdir, writeFile } from "node:fs/promises"
import path from "node:path"
import { checkArguments, optionsOf, TEXT } from "./model/arguments.ts"
import { InputError, throwIfAny } from "./model/errors.ts"
import { adviseName, nearest } from "./model/nearest.ts"
import { compareText, TYPOLOGIES, type Typology } from "./model/vocabulary.ts"
import { copyRule } from "./rules/copy-rule.ts"
import { loadRuleFiles, readRules } from "./rules/load-rules.ts"
import { type RuleFile, roleOf } from "./rules/rule-file.ts"
import { filtersOf, isAboutNetworks } from "./rules/rule-references.ts"
import { readRuleTests, testFileOf } from "./rules/rule-test-file.ts"
import { sortErrors } from "./rules/sort-errors.ts"
import type { Rule } from "./rules/tree.ts"

/** Which rule is copied, and whereto. */
export interface NewRuleOptions {
  /** Id of the shipped rule to copy; default: the first of the typology, by id. */
  readonly from?: string | undefined
  /** Directory of rules to write into; it is made where there is none. */
  readonly dir: string
}

/** What was written. */
export interface NewRule {
  readonly from: string
  /** The rule, then its tests. */
  readonly files: readonly [string, string]
  /** Whether its tests run without the shipped rules: those of a rule on findings of others do not. */
  readonly standsAlone: boolean
}

/**
 * Copies a shipped rule with its tests to `<dir>/<typology>/<id>.yaml` and `.test.yaml`, with the id, version 1.0.0 and
 * a title to be written. What is written passes the checks of rules beside the shipped pack; nothing is replaced.
 *
 * @throws InputError OPTION_INVALID for `name` or `from`, OUTPUT_NOT_WRITABLE; or what a copy under that id or typology
 *   would get wrong.
 */
export async function newRule(name: string, options: NewRuleOptions): Promise<NewRule> {
  checkArguments("newRule", {
    name: [name, TEXT],
    options: [options, optionsOf({ from: TEXT, dir: TEXT }, "dir")],
  })
  const [folder = "", id = "", ...more] = name.split("/")
  const typology = TYPOLOGIES.find((known) => known === folder)
  if (typology === undefined || id === "" || more.length > 0) {
    const isForm = id !== "" && more.length === 0
    const detail = isForm
      ? `there is no typology "${folder}"; ${adviseTypology(folder)}`
      : `"${name}" is not <typology>/<id>; write it so, such as velocity/my-rule`
    throw new InputError("OPTION_INVALID", {}, detail)
  }
  const shipped = await loadRuleFiles()
  const { rules } = await readRules(shipped)
  const from = sourceRule(rules, typology, options.from)
  if (rules.some((rule) => rule.id === id)) {
    const detail = `the shipped pack has a rule "${id}"; choose another id, so that both can run together`
    throw new InputError("OPTION_INVALID", {}, detail)
  }
  const textOf = (file: string) => shipped.find((other) => other.file === file)?.text ?? ""
  const rule = path.join(options.dir, typology, `${id}.yaml`).replaceAll("\\", "/")
  const files = [
    { file: rule, text: copyRule(textOf(from.file), from, id, typology) },
    { file: testFileOf(rule), text: textOf(testFileOf(from.file)) },
  ] as const
  await checkCopy(files, shipped, from)
  for (const { file, text } of files) await writeNew(file, text)
  return { from: from.id, files: [files[0].file, files[1].file], standsAlone: standsAlone(from) }
}

/** All of them where none is near: an author picks from a closed list. */
function adviseTypology(word: string): string {
  const near = nearest(word, TYPOLOGIES)
  return near === undefined ? `write one of ${TYPOLOGIES.join(", ")}` : `write ${near}`
}

/** Throws what is wrong in the copy beside the shipped files: an id that is none, a typology that does not fit. */
async function checkCopy(
  files: readonly RuleFile[],
  shipped: readonly RuleFile[],
  from: Rule,
): Promise<void> {
  const beside = shipped.filter(({ file }) => {
    const role = roleOf(file)
    return role !== "test" && (role !== "rule" || !standsAlone(from))
  })
  const pack = await readRules([...beside, ...files])
  const errors: InputError[] = []
  readRuleTests(files, pack.rules, errors)
  throwIfAny(sortErrors(errors))
}

function standsAlone(rule: Rule): boolean {
  return filtersOf(rule).length === 0 && !isAboutNetworks(rule)
}

function sourceRule(rules: readonly Rule[], typology: Typology, from: string | undefined): Rule {
  const sorted = [...rules].sort((a, b) => compareText(a.id, b.id))
  const found = sorted.find((rule) => (from === undefined ? rule.typology === typology : rule.id === from))
  if (found !== undefined) return found
  const ids = new Set(sorted.map(({ id }) => id))
  const detail =
    from === undefined
      ? `no shipped rule has the typology ${typology}; name one to copy with --from <rule id>`
      : `there is no shipped rule "${from}"; ${adviseName(from, ids, "rules")}`
  throw new InputError("OPTION_INVALID", { file: "--from" }, detail)
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true })
    await writeFile(file, text, { flag: "wx" })
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : ""
    const detail =
      code === "EEXIST" ? "the file is there already; choose another id" : `it cannot be written (${code})`
    throw new InputError("OUTPUT_NOT_WRITABLE", { file }, detail)
  }
}
