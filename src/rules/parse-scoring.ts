// A scoring file: YAML text → checked scoring.
import type { InputError } from "../model/errors.ts"
import type { Scoring } from "../model/scoring.ts"
import { issuesToErrors } from "./issues.ts"
import { parseYaml } from "./parse-yaml.ts"
import type { RuleFile } from "./rule-file.ts"
import { scoringSchema } from "./schema-files.ts"

/** Reads a `scoring.yaml`; what is wrong goes to `errors` (SCORING_INVALID), and undefined comes back. */
export function parseScoring({ file, text }: RuleFile, errors: InputError[]): Scoring | undefined {
  const source = parseYaml(file, text, errors)
  if (source === undefined) return undefined
  const checked = scoringSchema.safeParse(source.value)
  if (!checked.success) {
    errors.push(...issuesToErrors(checked.error.issues, { source, code: "SCORING_INVALID" }))
    return undefined
  }
  const { points, thresholds, ambiguity_factor, heard_factor, status_factor, ...factors } = checked.data
  return {
    points: withoutReason(points),
    thresholds: withoutReason(thresholds),
    repeatFactor: factors.repeat_factor.value,
    ambiguityFactor: withoutReason(ambiguity_factor),
    unverifiedFactor: factors.unverified_factor.value,
    doubtfulFactor: factors.doubtful_factor.value,
    heardFactor: withoutReason(heard_factor),
    nameFactor: factors.name_factor.value,
    benignFactor: factors.benign_factor.value,
    statusFactor: withoutReason(status_factor),
  }
}

function withoutReason<T extends { readonly reason: string }>({
  reason: _,
  ...numbers
}: T): Omit<T, "reason"> {
  return numbers
}
