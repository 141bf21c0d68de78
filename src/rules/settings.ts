// A deployer's settings: rules switched off, and values in place of the defaults of params.
import type { InputError } from "../model/errors.ts"
import { issuesToErrors } from "./issues.ts"
import type { Override, Overrides } from "./params.ts"
import { parseYaml, type YamlPath, type YamlSource } from "./parse-yaml.ts"
import { settingsSchema } from "./schema-files.ts"

/** What settings say of one rule. */
interface RuleSettings {
  readonly enabled: boolean
  readonly overrides: Overrides
}

export interface Settings {
  readonly source: YamlSource
  /** By rule id. */
  readonly rules: ReadonlyMap<string, RuleSettings>
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
  const rules = new Map<string, RuleSettings>()
  for (const [id, { enabled = true, params }] of Object.entries(checked.data.rules)) {
    rules.set(id, { enabled, overrides: overridesAt(source, ["rules", id, "params"], Object.keys(params)) })
  }
  return { source, rules }
}

/** The overrides that stand at a path of a file. */
export function overridesAt(source: YamlSource, path: YamlPath, names: readonly string[]): Overrides {
  return new Map(names.map((name): [string, Override] => [name, { source, path: [...path, name] }]))
}
