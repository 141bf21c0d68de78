// The matchers over the shipped lexicons and lists as the package was built with them: to build them takes most of a small
// run. They are good where all lexicons of a pack, or all names, are those of the build, see known-rules.ts. Needs Node.
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { VERSION } from "../model/version.ts"
import { anew, type Keep, keptColumns, recordColumns } from "../text/columns.ts"
import type { Lexicon } from "../text/lexicon.ts"
import { buildLexiconMatcher } from "../text/matcher.ts"
import { buildNameMatcher } from "../text/names.ts"

import { KNOWN_MATCHER_FILE, knownRulesFile } from "./known-rules-file.ts"
import type { KnownRules } from "./known-rules-text.ts"
import { listedNames } from "./listed-names.ts"
import type { KnownMatcher, RulePack } from "./tree.ts"

/** The file is read when a matcher is built. */
export function knownMatcher(rules: KnownRules): KnownMatcher {
  let kept: Keep | undefined
  return {
    lexicons: lexiconsOf(rules),
    keep(name, make) {
      kept ??= readKept(rules)
      return kept(name, make)
    },
  }
}

/** What is kept of matchers over the lexicons of the build, and over the names of its lists. */
export function matcherBytes(rules: KnownRules, lists: RulePack["lists"]): Uint8Array {
  const { keep, bytes } = recordColumns()
  keep(STAMP, () => ({ of: stampOf(rules) }))
  buildLexiconMatcher(lexiconsOf(rules), keep)
  buildNameMatcher([...listedNames(lists).keys()], keep)
  return bytes()
}

/** Where there is none, or it was built of something else, everything is worked out. */
function readKept(rules: KnownRules): Keep {
  try {
    const { buffer, byteOffset, byteLength } = readFileSync(new URL(KNOWN_MATCHER_FILE, knownRulesFile()))
    const keep = keptColumns(byteOffset === 0 ? buffer : buffer.slice(byteOffset, byteOffset + byteLength))
    return keep?.(STAMP, () => ({ of: "" })).of === stampOf(rules) ? keep : anew
  } catch {
    return anew
  }
}

/** In the order of their files, as packs have them. */
const lexiconsOf = ({ lexicon }: KnownRules): readonly Lexicon[] =>
  Object.values(lexicon).map(({ read }) => read)

const STAMP = "built of"

function stampOf({ lexicon }: KnownRules): string {
  const hash = createHash("sha256").update(VERSION)
  for (const [file, { sha256 }] of Object.entries(lexicon)) hash.update(`${file} ${sha256}\n`)
  return hash.digest("hex")
}
