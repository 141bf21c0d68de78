// A file of suppressions: YAML text → checked entries.
import type { InputError } from "../model/errors.ts"
import type { Suppression } from "../model/suppression.ts"
import { issuesToErrors } from "./issues.ts"
import { parseYaml } from "./parse-yaml.ts"
import { suppressionsSchema } from "./schema-settings.ts"

/** Reads suppressions in their order; what is wrong goes to `errors` (SUPPRESSION_INVALID). An empty file has none. */
export function parseSuppressions(file: string, text: string, errors: InputError[]): readonly Suppression[] {
  const source = parseYaml(file, text, errors)
  if (source === undefined) return []
  const checked = suppressionsSchema.safeParse(source.value ?? [])
  if (checked.success) return checked.data
  errors.push(...issuesToErrors(checked.error.issues, { source, code: "SUPPRESSION_INVALID" }))
  return []
}
