// A deployer's settings: which rules run, values in place of the defaults of params, changes to lists, suppressions.
import type { InputError } from "../model/errors.ts"
import { sha256Hex } from "../model/hash.ts"
import type { HashedFile, RuleCriteria } from "../model/screening.ts"
import type { Suppression } from "../model/suppression.ts"
import { issuesToErrors } from "./issues.ts"
import type { Override, Overrides } from "./params.ts"
import { parseYaml } from "./parse-yaml.ts"
import { settingsSchema } from "./schema-settings.ts"
import type { YamlPath, YamlSource } from "./yaml-source.ts"

/** What settings say of one rule. */
interface RuleSettings {
  /** Null: nothing is said. */
  readonly enabled: boolean | null
  readonly overrides: Overrides
}

/** What settings change in one list. */
export interface ListSettings {
  readonly add: readonly string[]
  readonly remove: readonly string[]
  readonly source: string
  readonly date: string
}

export interface Settings {
  readonly source: YamlSource
  readonly hashed: HashedFile
  readonly select: RuleCriteria | null
  readonly disable: RuleCriteria | null
  /** By rule id. */
  readonly rules: ReadonlyMap<string, RuleSettings>
  /** By list id. */
  readonly lists: ReadonlyMap<string, ListSettings>
  readonly suppressions: readonly Suppression[]
}

/** Reads a settings file; what is wrong goes to `errors` (SETTINGS_INVALID). An empty file changes nothing. */
export function parseSettings(file: string, text: string, errors: InputError[]): Settings | undefined {
  const source = parseYaml(file, text, errors)
  if (source === undefined) return undefined
  const checked = settingsSchema.safeParse(source.value ?? {})
  if (!checked.success) {
    errors.push(...issuesToErrors(checked.error.issues, { source, code: "SETTINGS_INVALID" }))
    return undefined
  }
  const { select = null, disable = null, suppressions } = checked.data
  const rules = new Map<string, RuleSettings>()
  for (const [id, { enabled = null, params }] of Object.entries(checked.data.rules)) {
    rules.set(id, { enabled, overrides: overridesAt(source, ["rules", id, "params"], Object.keys(params)) })
  }
  const lists = new Map<string, ListSettings>()
  for (const [id, { add = [], remove = [], ...note }] of Object.entries(checked.data.lists)) {
    lists.set(id, { add, remove, ...note })
  }
  const hashed = { file, sha256: sha256Hex(text) }
  return { source, hashed, select, disable, rules, lists, suppressions }
}

/** The overrides that stand at a path of a file. */
export function overridesAt(source: YamlSource, path: YamlPath, names: readonly string[]): Overrides {
  return new Map(names.map((name): [string, Override] => [name, { source, path: [...path, name] }]))
}
