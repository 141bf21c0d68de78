// `indicators.yaml` → checked indicators by id.
import { InputError } from "../model/errors.ts"
import type { Indicator, Indicators } from "./indicators.ts"
import type { Read, Reading } from "./readings.ts"
import { type RuleFile, roleOf } from "./rule-file.ts"

/** The indicators among the files of a pack; what is wrong with them goes to `errors` (INDICATORS_INVALID). */
export function readIndicators(
  files: readonly RuleFile[],
  read: Read<Reading<readonly Indicator[]>>,
  errors: InputError[],
): Indicators {
  const found = new Map<string, Indicator>()
  for (const file of files) {
    if (roleOf(file.file) !== "indicators") continue
    const reading = read(file, errors)
    reading?.read?.forEach((indicator, i) => {
      if (found.has(indicator.id)) {
        const detail = `another file has the indicator ${indicator.id}; give one of them another id`
        const place = reading.source.placeOfValue(["indicators", i, "id"])
        errors.push(new InputError("INDICATORS_INVALID", place, detail))
      } else found.set(indicator.id, indicator)
    })
  }
  return found
}
