// RE2 itself, through the npm package re2, which compiles C++ when it is installed and is therefore no dependency:
// `npm install --no-save re2`. A few expressions tell which memos hold a word; look-ups tell which words.
import { createRequire } from "node:module"
import { byExpressions, compete } from "./matcher-task.ts"

const RE2: new (source: string, flags: string) => RegExp = createRequire(import.meta.url)("re2")

/** The number at which it was fastest. */
const WORDS_AN_EXPRESSION = 1000

compete(({ patterns }) =>
  byExpressions(patterns, WORDS_AN_EXPRESSION, (source) => {
    const expression = new RE2(source, "u")
    return (folded) => expression.test(folded)
  }),
)
