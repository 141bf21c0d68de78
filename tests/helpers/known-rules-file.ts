// Stands in for src/rules/known-rules-file.ts in tests: what build-program.ts has read of the shipped rules.
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"

/** Directory; not in git. */
export const KNOWN_RULES = resolve(import.meta.dirname, "../../node_modules/.cache/moneytrail-known-rules")

export function knownRulesFile(): URL {
  return pathToFileURL(join(KNOWN_RULES, "known-rules.json"))
}

export const KNOWN_MATCHER_FILE = "known-matcher.bin"
