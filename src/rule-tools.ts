// Tools of rule authors over directories of rules: what is wrong with the files, whether the tests hold, what the rules
// look for, and which indicators they answer. Needs Node.
import path from "node:path"
import { checkArguments, optional, optionsOf, TEXT, TEXTS } from "./model/arguments.ts"
import { InputError, throwIfAny } from "./model/errors.ts"
import { describeRules, type RuleCatalogue } from "./rules/catalogue.ts"
import { checkRules, type RuleFaults } from "./rules/check.ts"
import { type Coverage, coverIndicators } from "./rules/coverage.ts"
import { loadRulePaths, namedByPaths } from "./rules/load-rule-paths.ts"
import { knownReadersOf, readRules, readText, shippedRulesDir } from "./rules/load-rules.ts"
import { englishTexts, type MessagesFile, messagesFile } from "./rules/messages-file.ts"
import { parseIndicators } from "./rules/parse-indicators.ts"
import { readIndicators } from "./rules/read-indicators.ts"
import type { RuleFile } from "./rules/rule-file.ts"
import { type RuleTestResult, runRuleTests } from "./rules/rule-test.ts"
import { sortErrors } from "./rules/sort-errors.ts"
import { withCases } from "./screen-case.ts"

/** Which rules are checked, tested or described. */
export interface RuleToolOptions {
  /** Directories of rules (default: the shipped pack); a rule file or its tests may stand for one. */
  readonly paths?: readonly string[] | undefined
  /** Path of a settings file. */
  readonly settings?: string | undefined
  /** Tag of the language of titles and reasons; what is told about rules beside them is English. Default: `en`. */
  readonly lang?: string | undefined
}

const OPTIONS = optionsOf({ paths: TEXTS, settings: TEXT, lang: TEXT })

/** Everything that is wrong in rule files, and with settings for them, by file and line. Throws what cannot be read. */
export async function checkRulePack(options: RuleToolOptions = {}): Promise<RuleFaults> {
  checkArguments("checkRulePack", { options: [options, OPTIONS] })
  const files = await loadRulePaths(options.paths)
  const known = await knownReadersOf(files)
  const found = checkRules(files, { settings: await settingsOf(options), known })
  // Of rules that a single rule brought along, the faults are not asked for.
  const isNamed = await namedByPaths(options.paths)
  const isAskedFor = ({ place: { file } }: InputError) =>
    file === undefined || file === options.settings || isNamed(file)
  return { errors: found.errors.filter(isAskedFor), warnings: found.warnings.filter(isAskedFor) }
}

/**
 * Runs the rule tests of the directories and files (default: the shipped pack), through the reader and the engine that
 * `screenFiles` uses. A rule runs alone, rules on findings of others with those, rules on networks with the whole
 * pack. The payments of a case must all be readable.
 *
 * @throws InputError or InputErrors: everything that is wrong in the files.
 */
export async function testRulePack(paths?: readonly string[]): Promise<readonly RuleTestResult[]> {
  checkArguments("testRulePack", { paths: [paths, optional(TEXTS)] })
  const files = await loadRulePaths(paths)
  return withCases(async (screenCase) => runRuleTests(files, screenCase, await knownReadersOf(files)))
}

/**
 * The catalogue of rules with settings in force, for `rulesMarkdown` and `rulesHtml`.
 *
 * @throws InputError or InputErrors: everything that is wrong in the files.
 */
export async function describeRulePack(options: RuleToolOptions = {}): Promise<RuleCatalogue> {
  checkArguments("describeRulePack", { options: [options, OPTIONS] })
  const files = await loadRulePaths(options.paths)
  const pack = await readRules(files, { settings: await settingsOf(options), lang: options.lang })
  return describeRules(pack, files)
}

/**
 * The published indicators against the rules that run.
 *
 * @throws InputError or InputErrors: everything that is wrong in the files.
 */
export async function coverRulePack(options: RuleToolOptions = {}): Promise<Coverage> {
  checkArguments("coverRulePack", { options: [options, OPTIONS] })
  const files = await loadRulePaths(options.paths)
  const pack = await readRules(files, { settings: await settingsOf(options) })
  const errors: InputError[] = []
  const indicators = readIndicators(files, parseIndicators, errors)
  throwIfAny(sortErrors(errors))
  return coverIndicators(pack, indicators)
}

/**
 * The file of messages of a language for the rules of directories (default: the shipped pack), with what is translated
 * there already. Of directories of one's own without the shipped one, the texts of their rules.
 *
 * @throws InputError or InputErrors: OPTION_INVALID for a tag that is none, and everything that is wrong in the file.
 */
export async function writeMessages(lang: string, paths?: readonly string[]): Promise<MessagesFile> {
  checkArguments("writeMessages", { lang: [lang, TEXT], paths: [paths, optional(TEXTS)] })
  if (!isLanguageTag(lang)) {
    const detail = `"${lang}" is no tag of a language; write one such as vi or zh-Hans (BCP 47)`
    throw new InputError("OPTION_INVALID", { file: "lang" }, detail)
  }
  const isShipped = paths === undefined || paths.some((one) => path.resolve(one) === shippedRulesDir())
  const files = await loadRulePaths(paths)
  return messagesFile(englishTexts(files, isShipped ? "all" : "rules"), files, lang)
}

function isLanguageTag(lang: string): boolean {
  try {
    return new Intl.Locale(lang).baseName === lang
  } catch {
    return false
  }
}

function settingsOf({ settings }: RuleToolOptions): RuleFile | null {
  return settings === undefined ? null : readText(settings, settings)
}
