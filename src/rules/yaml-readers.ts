// The readers of the files of a pack as people write them, in YAML.
import { sha256Hex } from "../model/hash.ts"
import { parseContext } from "./parse-context.ts"
import { parseIndicators } from "./parse-indicators.ts"
import { parseMessages } from "./parse-messages.ts"
import { parsePrices } from "./parse-prices.ts"
import { parseRule } from "./parse-rule.ts"
import { parseScoring } from "./parse-scoring.ts"
import { parseLexicon, parseList } from "./parse-words.ts"
import type { Readers } from "./readers.ts"
import { parseSettings } from "./settings.ts"

export const YAML_READERS: Readers = {
  fitTogether: false,
  rule: ({ file, text }, overrides, errors) => parseRule(file, text, overrides, errors),
  lexicon: parseLexicon,
  list: parseList,
  context: parseContext,
  messages: parseMessages,
  prices: parsePrices,
  indicators: parseIndicators,
  scoring: parseScoring,
  settings: ({ file, text }, errors) => parseSettings(file, text, errors),
  hash: ({ text }) => sha256Hex(text),
}
