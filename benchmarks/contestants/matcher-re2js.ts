// re2js 2: RE2 in plain JavaScript. One expression tells which memos hold a word; look-ups tell which words.
import { RE2JS } from "re2js"
import { byExpression, compete } from "./matcher-task.ts"

compete(({ patterns }) =>
  byExpression(patterns, (source) => {
    const expression = RE2JS.compile(source)
    return (folded) => expression.test(folded)
  }),
)
