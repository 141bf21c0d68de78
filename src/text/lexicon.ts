// Words for taxa, with what is known of each: the shape of `rules/lexicons/*.yaml` once read.
import { HEARINGS, type Hearing } from "../model/vocabulary.ts"

export const TERM_KINDS = ["scientific", "name", "product", "codeword", "emoji"] as const
export type TermKind = (typeof TERM_KINDS)[number]
export const AMBIGUITIES = ["low", "mid", "high"] as const
/** How often a term means something else: low, it hardly ever does; high, it counts only beside another sign. */
export type Ambiguity = (typeof AMBIGUITIES)[number]

/**
 * What may stand beside a term that needs company, in the texts of the same payment: a weight or a price per unit, a
 * number of pieces, a word of craft or of the trade (the lexicons `craft-words` and `trade-words`), or another term of
 * the same taxon.
 */
export const COMPANIONS = ["weight", "pieces", "craft", "trade", "term"] as const
export type Companion = (typeof COMPANIONS)[number]

export { HEARINGS, type Hearing } from "../model/vocabulary.ts"
/** The paths on which little is heard that was not said. */
export const CLEAR_HEARINGS: readonly Hearing[] = HEARINGS.slice(0, HEARINGS.indexOf("pinyin"))

/** A word or phrase for a taxon or for the trade. */
export interface Term {
  readonly text: string
  /** BCP 47: en, fr, sw, vi, zh-Hans, zh-Hant, zh (both scripts), la (scientific), und (emoji). */
  readonly lang: string
  readonly kind: TermKind
  readonly ambiguity: Ambiguity
  /** Where the term is attested; `memory` and `memory-UNVERIFIED` say that it is not. */
  readonly source: string
  /** What must stand with it (any one of these) before it counts; empty: nothing must. */
  readonly with: readonly Companion[]
}

/** Marks a term that may be wrong: it counts only where a rule asks for such terms. */
export function isDoubtful({ source }: Term): boolean {
  return source.startsWith("memory-UNVERIFIED")
}

/** A phrase that holds a term's letters and means something else: it covers the span it stands on, no more. */
export interface BenignPhrase {
  readonly text: string
  readonly lang: string
  readonly why: string
  /** Where the phrase is attested; null: not stated. */
  readonly source: string | null
}

/** Words of one taxon or one part of the trade, and phrases that hold them and mean something else. */
export interface Lexicon {
  readonly id: string
  readonly title: string
  /** Taxon the terms stand for; empty for general trade words. */
  readonly taxon: string
  /** CITES appendix, as the source words it. */
  readonly cites: string
  readonly terms: readonly Term[]
  readonly benign: readonly BenignPhrase[]
}

/** A term, or a benign phrase, found in a text. */
export interface TextHit {
  /** Span in the original text in UTF-16 code units, end exclusive. */
  readonly start: number
  readonly end: number
  readonly lexicon: Lexicon
  /** Exactly one of the two is set. */
  readonly term: Term | null
  readonly benign: BenignPhrase | null
  readonly heard: Hearing
}

/** Characters that a Chinese term needs to be told by its sound: two syllables are shared by too many words. */
const CHARACTERS_BY_EAR = 3

/**
 * Whether the term was heard in a way that many other words share, so that it needs company whatever its ambiguity: by
 * initials, or by the sound of fewer than three characters.
 */
export function isFaint({ heard, term }: Pick<TextHit, "heard" | "term">): boolean {
  if (heard === "initials") return true
  if (heard !== "pinyin" && heard !== "homophone") return false
  return term !== null && [...term.text].length < CHARACTERS_BY_EAR
}

/** Finds every term of its lexicons in a text. */
export interface LexiconMatcher {
  /**
   * Terms not covered by a benign phrase or by a longer term of the same lexicon, then the benign phrases; each by
   * start, then longest first, then term text; of one that stands in the text many times, the first twenty. Empty array when there is nothing (the same one each time).
   */
  find(text: string): readonly TextHit[]
}

/** Finds which of a list's names occur in a text, as whole words where their script has words. */
export interface NameMatcher {
  /** False: no name stands in the text that a dictionary keeps as these bytes. It need not be folded, or made a string. */
  mayStandIn(bytes: Uint8Array, from: number, to: number): boolean
  /** Gives every name that stands in a folded text by itself, overlapping ones too: its entry, from, and to, exclusive. */
  eachIn(folded: string, onName: (entry: number, start: number, end: number) => void): void
}
