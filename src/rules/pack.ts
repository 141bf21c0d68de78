// The files of a rule pack, read together from their texts.
import { checkArguments, optionsOf, orNull, RULE_FILE, RULE_FILES, TEXT, TEXTS } from "../model/arguments.ts"
import { type InputError, throwIfAny } from "../model/errors.ts"
import { composePack, type PackChoice } from "./compose-pack.ts"
import type { RuleFile } from "./rule-file.ts"
import { sortErrors } from "./sort-errors.ts"
import type { RulePack } from "./tree.ts"
import { YAML_READERS } from "./yaml-readers.ts"

export type { RuleFile } from "./rule-file.ts"

/** What `parseRules` takes beside the files: settings, language, and which rules are to run. */
export interface ParseRulesOptions extends PackChoice {
  /** A deployer's settings (`moneytrail.yaml`). */
  readonly settings?: RuleFile | null | undefined
}

const PARSE_OPTIONS = optionsOf({ settings: orNull(RULE_FILE), only: TEXTS, without: TEXTS, lang: TEXT })

/**
 * Reads a rule pack. `lexicons/<id>.yaml` and `lists/<id>.yaml` are words, `contexts/<id>.yaml` innocent circumstances,
 * `messages/<lang>.yaml` translations, `lists/<name>.csv` the entries of a list that names it (given with `rows`), `prices.yaml` are prices, `scoring.yaml` is the scoring (without one: `DEFAULT_SCORING`), `<id>.test.yaml` are
 * left to the rule tests, of `indicators.yaml` what is wrong is left out; every other file is a rule, `<typology>/<id>.yaml`. The
 * order of the files does not matter.
 *
 * @throws InputError or InputErrors: everything that is wrong in all of the files, by file and line; OPTION_INVALID for
 *   `only` and `without`, and when no rule is left to run.
 */
export function parseRules(files: readonly RuleFile[], options: ParseRulesOptions = {}): RulePack {
  checkArguments("parseRules", { files: [files, RULE_FILES], options: [options, PARSE_OPTIONS] })
  const errors: InputError[] = []
  const pack = readPack(files, options.settings ?? null, errors, options)
  throwIfAny(sortErrors(errors))
  return pack
}

/** As `parseRules`, but what is wrong goes to `errors`; the pack holds what is right. */
export function readPack(
  files: readonly RuleFile[],
  settings: RuleFile | null,
  errors: InputError[],
  choice: PackChoice = {},
): RulePack {
  return composePack(files, settings, YAML_READERS, errors, choice)
}
