// The published indicators that rules answer: `indicators.yaml` → checked rows by id.
import { InputError } from "../model/errors.ts"
import type { Read, Reading } from "./readings.ts"
import { type RuleFile, roleOf } from "./rule-file.ts"
import type { ATTESTATIONS, VISIBILITIES } from "./schema-indicators.ts"

/** A document that names indicators. */
export interface IndicatorDocument {
  readonly id: string
  readonly title: string
  readonly publisher: string
  readonly year: number
  /** Where its text, or a summary of it, was read. */
  readonly readIn: readonly string[]
}

/** A published sign of laundering, in our own words. */
export interface Indicator {
  readonly id: string
  readonly document: IndicatorDocument
  /** Where in the document. */
  readonly place: string
  readonly text: string
  /** Whether payments can show it; partly: with data beside payments. */
  readonly visible: (typeof VISIBILITIES)[number]
  /** What payments do not show of it; null where they show all. */
  readonly why: string | null
  /** Where the wording was taken from. */
  readonly attested: (typeof ATTESTATIONS)[number]
}

/** By id, in the order of the files. */
export type Indicators = ReadonlyMap<string, Indicator>

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
