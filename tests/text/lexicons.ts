// Small lexicons for tests.
import type { BenignPhrase, Lexicon, Term } from "../../src/text/lexicon.ts"

export const term = (text: string, lang = "und"): Term => ({
  text,
  lang,
  kind: "name",
  ambiguity: "low",
  source: "test",
  with: [],
})

const phrase = (text: string, lang: string): BenignPhrase => ({ text, lang, why: "test", source: "test" })

export const lexicon = (
  id: string,
  terms: readonly string[],
  benign: readonly string[] = [],
  lang = "und",
): Lexicon => ({
  id,
  title: id,
  taxon: id,
  cites: "",
  terms: terms.map((text) => term(text, lang)),
  benign: benign.map((text) => phrase(text, lang)),
})
