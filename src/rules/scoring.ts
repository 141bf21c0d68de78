// The scoring that packs without a `scoring.yaml` get: the numbers of the shipped one, where their reasons stand.
import type { Scoring } from "../model/scoring.ts"

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
