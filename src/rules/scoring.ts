// The scoring that packs without a `scoring.yaml` get: the numbers of the shipped one, where their reasons stand.
import type { InputError } from "../model/errors.ts"
import type { Scoring } from "../model/scoring.ts"
import { issuesToErrors } from "./issues.ts"
import { parseYaml } from "./parse-yaml.ts"
import { scoringSchema } from "./schema-files.ts"

export const DEFAULT_SCORING: Scoring = {
  points: { info: 8, review: 35, high: 60, critical: 85 },
  thresholds: { info: 0, review: 20, high: 55, critical: 80 },
  repeatFactor: 0.5,
  ambiguityFactor: { low: 1, mid: 0.6, high: 0.4 },
  unverifiedFactor: 0.6,
  doubtfulFactor: 0.15,
  heardFactor: {
    plain: 1,
    script: 1,
    accents: 1,
    lookalike: 1,
    spaced: 1,
    repeated: 1,
    misspelt: 0.7,
    pinyin: 0.4,
    initials: 0.25,
    homophone: 0.3,
  },
  nameFactor: 0.5,
  benignFactor: 0.7,
  statusFactor: { experimental: 0.6, stable: 1, deprecated: 0.3 },
}

/** Reads a `scoring.yaml`; what is wrong goes to `errors` (SCORING_INVALID), and undefined comes back. */
export function parseScoring(file: string, text: string, errors: InputError[]): Scoring | undefined {
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
