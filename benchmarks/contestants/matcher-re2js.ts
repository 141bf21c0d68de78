// re2js 2: RE2 in plain JavaScript. Expressions tell which memos hold a word; look-ups tell which words.
import { RE2JS } from "re2js"
import { byExpressions, compete } from "./matcher-task.ts"

/** The number at which it was fastest. */
const WORDS_AN_EXPRESSION = 600

compete(({ patterns }) =>
  byExpressions(patterns, WORDS_AN_EXPRESSION, (source) => {
    const expression = RE2JS.compile(source)
    return (folded) => expression.test(folded)
  }),
)
