// moneytrail as it ships, on the plain path only. Its answers are others: words covered by longer ones are left out.
import { buildLexiconMatcher } from "../../src/text/matcher.ts"
import { compete } from "./matcher-task.ts"

compete(({ lexicons }) => {
  const { find } = buildLexiconMatcher(lexicons, { paths: "plain" })
  return (memo, take) => {
    for (const { term, benign, start, end } of find(memo)) take(term?.text ?? benign?.text ?? "", start, end)
  }
})
