// Realistic memos: what stands round a word when it is paid for, and what keeps an ambiguous word company.
import type { Random } from "../../fixtures/generator/rng.ts"
import type { Companion, Lexicon, Term } from "../../src/text/lexicon.ts"

/** `#` is the word. None holds a weight, a number of pieces or a word of trade or craft. */
const FRAMES: Readonly<Record<string, readonly string[]>> = {
  zh: ["#", "老板 #", "上次说的# 谢谢", "给你转# 的钱", "# 收到请回复", "昨天那个#"],
  en: ["#", "payment for #", "for the # as agreed", "# thanks mate", "as discussed: #", "# for John"],
  vi: ["#", "chuyển tiền #", "tiền # cho anh Nam", "em trả # nhé", "# như đã nói"],
  fr: ["#", "paiement #", "pour # comme convenu", "règlement # merci", "# pour Paul"],
  sw: ["#", "malipo ya #", "pesa ya # asante", "kwa ajili ya #", "# kama tulivyosema"],
}

const COMPANY: Readonly<Record<Companion, Readonly<Record<string, readonly string[]>>>> = {
  weight: {
    zh: ["12克", "3斤"],
    en: ["12 g", "3 kg"],
    vi: ["12g", "2kg"],
    fr: ["12 g", "2 kg"],
    sw: ["2 kg"],
  },
  pieces: { zh: ["两条", "一对"], en: ["2 pcs"], vi: ["2 cái"], fr: ["2 pièces"], sw: ["2 pcs"] },
  craft: { zh: ["手串"], en: ["bangle"], vi: ["vòng tay"], fr: ["bracelet"], sw: ["bangle"] },
  trade: { zh: ["包老"], en: ["no papers"], vi: ["no papers"], fr: ["no papers"], sw: ["no papers"] },
  term: { zh: [], en: [], vi: [], fr: [], sw: [] },
}

/** The language whose frames suit a term; scientific names and emoji stand among English words. */
export function frameLanguage({ lang }: Term): string {
  const language = lang.split("-")[0]!
  return FRAMES[language] === undefined ? "en" : language
}

/** Forms that many other words share: initials, and the sound of fewer than three characters. */
const isFaint = (form: string, { text }: Term): boolean =>
  form === "initials of pinyin" || (BY_EAR.has(form) && [...text].length < 3)

const BY_EAR: ReadonlySet<string> = new Set(["pinyin", "a character that sounds alike"])

/** A memo that holds the word; where the term, or the form it is in, needs company, with one of the signs it needs. */
export function memoWith(word: string, form: string, term: Term, lexicon: Lexicon, random: Random): string {
  const language = frameLanguage(term)
  const memo = random.pick(FRAMES[language]!).replace("#", word)
  const needed = term.with.length === 0 && isFaint(form, term) ? (["weight", "trade"] as const) : term.with
  if (needed.length === 0) return memo
  const signs = needed.flatMap((kind) =>
    kind === "term" ? otherTerms(term, lexicon) : COMPANY[kind][language]!,
  )
  return `${memo} ${random.pick(signs)}`
}

/** Terms of the taxon that stand for themselves. */
function otherTerms(term: Term, { terms }: Lexicon): string[] {
  const others = terms.filter((other) => other.with.length === 0 && !other.text.includes(term.text))
  const own = others.filter((other) => other.lang === term.lang)
  return (own.length > 0 ? own : others).slice(0, 5).map(({ text }) => text)
}
