// Where the build writes what it has read of the shipped pack: beside the built program. Run from its sources, the
// program has none, and reads YAML.

export function knownRulesFile(): URL {
  return new URL(`./${KNOWN_RULES_FILE}`, import.meta.url)
}

export const KNOWN_RULES_FILE = "known-rules.txt"
/** Beside it. */
export const KNOWN_MATCHER_FILE = "known-matcher.bin"
