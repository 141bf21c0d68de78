// moneytrail, the plain path: every term as a lexicon of its own, so that none covers another.
import type { Lexicon, Term } from "../../src/text/lexicon.ts"
import { buildLexiconMatcher } from "../../src/text/matcher.ts"
import { compete } from "./matcher-task.ts"

compete(({ patterns }) => {
  const { find } = buildLexiconMatcher(patterns.map(lexiconOf), { paths: "plain" })
  return (memo, take) => {
    for (const { term, start, end } of find(memo)) take(term!.text, start, end)
  }
})

function lexiconOf(text: string): Lexicon {
  const term: Term = { text, lang: "und", kind: "name", ambiguity: "low", source: "benchmark", with: [] }
  return { id: text, title: text, taxon: text, cites: "", terms: [term], benign: [] }
}
