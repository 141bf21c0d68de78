// Words of lexicons that are seldom meant as they stand, and conditions on words of which none is left.
import { InputError } from "../model/errors.ts"
import { foldText } from "../text/fold.ts"
import { isDoubtful, type Lexicon } from "../text/lexicon.ts"
import { isSpacedWord } from "../text/word-edge.ts"
import { conditionsIn } from "./conditions-in.ts"
import type { LexiconCondition, RulePack } from "./tree.ts"
import { valueAt, type YamlSource } from "./yaml-source.ts"

/** Reports conditions that ask for more words than their lexicons have (RULE_UNREACHABLE). */
export function checkWordsLeft(
  source: YamlSource,
  part: { readonly key: string; readonly value: unknown },
  lexicons: RulePack["lexicons"],
  errors: InputError[],
): void {
  for (const condition of conditionsIn(part.value, "lexicon", "lexicons")) {
    // A lexicon that there is not, or that is wrong, is told when the pack is read.
    if (!condition.lexicons.every((id) => lexicons.has(id))) continue
    const left = new Set(termsLeft(condition, lexicons))
    if (left.size >= condition.minTerms) continue
    const has = left.size === 0 ? "no term" : left.size === 1 ? "one term" : `${left.size} terms`
    const detail =
      `text can never hold: ${condition.lexicons.join(" and ")} ${condition.lexicons.length === 1 ? "has" : "have"} ${has} of ambiguity ` +
      `${condition.ambiguity.join(" or ")}, kind ${condition.kinds.join(" or ")}${condition.doubtful ? "" : ", and not doubtful"}` +
      `${condition.minTerms > 1 ? `, and min_terms is ${condition.minTerms}` : ""}; widen one of these, or add terms`
    errors.push(new InputError("RULE_UNREACHABLE", source.placeOfKey([part.key]), detail))
  }
}

/** The terms that a condition may count, folded. */
function termsLeft(
  { lexicons: ids, ambiguity, kinds, doubtful }: LexiconCondition,
  lexicons: RulePack["lexicons"],
): readonly string[] {
  return ids
    .flatMap((id) => lexicons.get(id)?.terms ?? [])
    .filter((term) => ambiguity.includes(term.ambiguity) && kinds.includes(term.kind))
    .filter((term) => doubtful || !isDoubtful(term))
    .map(({ text }) => foldText(text))
}

const LATIN = /\p{Script=Latin}/u
const LOOKS_LATIN = /[\p{Script=Cyrillic}\p{Script=Greek}]/u
const LOOKS_LIKE_A_PATTERN = /\\[a-z]|\.[*+?]|\[.*\]|\(\?|\|/i

/** Warns of terms that are hardly meant so, and of phrases that take a whole term away. */
export function checkWords(source: YamlSource, { terms, benign }: Lexicon, warnings: InputError[]): void {
  const warn = (path: readonly (string | number)[], detail: string) =>
    warnings.push(new InputError("LEXICON_INVALID", source.placeOfValue(path), detail))
  for (const [i, { text, ambiguity }] of terms.entries()) {
    const path = ["terms", i, "text"]
    if (LATIN.test(text) && LOOKS_LATIN.test(text))
      warn(path, `"${text}" mixes alphabets; write it in one, letters that look alike are heard in any case`)
    if (LOOKS_LIKE_A_PATTERN.test(text))
      warn(path, `"${text}" is looked for as it stands; lexicons hold words, patterns go into matches`)
    if ([...text].length === 1 && isSpacedWord(text) && ambiguity !== "high")
      warn(path, `"${text}" is one letter, which often means something else; write ambiguity: high`)
  }
  const termOf = new Map(terms.map(({ text }) => [foldText(text), text]))
  const phrases = new Set(benign.map(({ text }) => text))
  // Only phrases written whole can be a term: those of words and neighbours hold more.
  for (const [i] of Object.entries(Object(valueAt(source.value, ["benign"])))) {
    const text = source.written(["benign", Number(i), "text"])?.trim() ?? ""
    const term = phrases.has(text) ? termOf.get(foldText(text)) : undefined
    if (term === undefined) continue
    warn(
      ["benign", Number(i), "text"],
      `"${text}" is the term ${term} itself, which is never heard then; take one away`,
    )
  }
}
