// moneytrail as it ships: the lexicons with their benign phrases, heard by every path. Its answers are others.
import { buildLexiconMatcher } from "../../src/text/matcher.ts"
import { compete } from "./matcher-task.ts"

compete(({ lexicons }) => {
  const { find } = buildLexiconMatcher(lexicons)
  return (memo, take) => {
    for (const { term, benign, start, end } of find(memo)) take(term?.text ?? benign?.text ?? "", start, end)
  }
})
