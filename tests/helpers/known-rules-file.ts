// Stands in for src/rules/known-rules-file.ts in tests: what build-program.ts has read of the shipped rules.
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { BUILT } from "./built.ts"

export function knownRulesFile(): URL {
  return pathToFileURL(join(BUILT, KNOWN_RULES_FILE))
}

export const KNOWN_RULES_FILE = "known-rules.txt"
export const KNOWN_MATCHER_FILE = "known-matcher.bin"
