// One file of published indicators. YAML text → checked indicators, each with its document.
import type { InputError } from "../model/errors.ts"
import type { Indicator } from "./indicators.ts"
import { issuesToErrors } from "./issues.ts"
import { parseYaml } from "./parse-yaml.ts"
import type { Reading } from "./readings.ts"
import type { RuleFile } from "./rule-file.ts"
import { indicatorsSchema } from "./schema-indicators.ts"

/** Reads an `indicators.yaml`; what is wrong goes to `errors` (INDICATORS_INVALID). */
export function parseIndicators(
  { file, text }: RuleFile,
  errors: InputError[],
): Reading<readonly Indicator[]> | undefined {
  const source = parseYaml(file, text, errors)
  if (source === undefined) return undefined
  const checked = indicatorsSchema.safeParse(source.value)
  if (!checked.success) {
    errors.push(...issuesToErrors(checked.error.issues, { source, code: "INDICATORS_INVALID" }))
    return { source, read: undefined }
  }
  const documents = new Map(
    checked.data.documents.map(({ read_in: readIn, ...rest }) => [rest.id, { ...rest, readIn }]),
  )
  return {
    source,
    // The schema holds that every indicator names one of the documents.
    read: checked.data.indicators.map(({ document, why, ...rest }) => ({
      ...rest,
      document: documents.get(document)!,
      why: why ?? null,
    })),
  }
}
