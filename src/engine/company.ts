// What stands beside a term in the texts of the same payment. Words that mean something else far more often (ox bone,
// black material, a tiger emoji) count only in company: see `Companion` in src/text/lexicon.ts.
import type { TextFieldName } from "../model/payment.ts"
import { VeiledDictionary } from "../model/veiled-dictionary.ts"
import type { LexiconCondition } from "../rules/tree.ts"
import { foldText } from "../text/fold.ts"
import {
  CLEAR_HEARINGS,
  COMPANIONS,
  type Companion,
  isDoubtful,
  isFaint,
  type TextHit,
} from "../text/lexicon.ts"
import { findQuantities, type QuantityKind } from "../text/quantities.ts"
import { columnOf, type EngineContext } from "./context.ts"

/** Lexicons whose words are company for a term of any taxon. */
const CRAFT_LEXICON = "craft-words"
const TRADE_LEXICON = "trade-words"

/** A term, or a benign phrase, and the field it stands in. */
export interface FieldHit {
  readonly field: TextFieldName
  readonly hit: TextHit
}

/** What stands somewhere in a payment and may be company: a quantity, a word, or a term that may be kin to another. */
interface Neighbour {
  readonly field: TextFieldName
  readonly start: number
  readonly end: number
  readonly kind: Companion
  /** Of terms: what kin they are, and their folded text. */
  readonly kin: string
  readonly term: string
}

/**
 * The companions of which a term needs one to count for a condition; null: it counts by itself. Of those a term asks for, a
 * condition may let fewer count; where none is left the term does not count at all.
 */
export function companyNeeded(condition: LexiconCondition, hit: TextHit): readonly Companion[] | null {
  const { term } = hit
  const { alone, accompanied } = condition
  if (term === null || alone) return null
  const ownNeed = term.with.length > 0 ? term.with : isFaint(hit) ? COMPANIONS : null
  if (accompanied.length === 0) return ownNeed
  return ownNeed === null ? accompanied : ownNeed.filter((one) => accompanied.includes(one))
}

/** Fields whose texts are company for the terms of a condition: its own, then memo and goods. */
export function companyFields({ fields }: Pick<LexiconCondition, "fields">): readonly TextFieldName[] {
  return [...new Set<TextFieldName>([...fields, "memo", "goods"])]
}

/**
 * Whether a term of the row has company: one of those it needs, in any of the fields, not over the term's own letters. A
 * word is company when it was heard clearly; a term of the same taxon is, when its text is another one.
 */
export function companyTest(
  context: EngineContext,
  condition: LexiconCondition,
  row: number,
): (own: FieldHit) => boolean {
  const present = companyFields(condition).flatMap((field) => companionsIn(context, condition, field, row))
  return ({ field, hit }) => {
    const needed = companyNeeded(condition, hit) ?? []
    const [kin, term] = [kinOf(hit), foldText(hit.term?.text ?? "")]
    return present.some(
      (other) =>
        needed.includes(other.kind) &&
        (other.field !== field || other.end <= hit.start || other.start >= hit.end) &&
        (other.kind !== "term" || (other.kin === kin && other.term !== term)),
    )
  }
}

function companionsIn(
  context: EngineContext,
  condition: LexiconCondition,
  field: TextFieldName,
  row: number,
): Neighbour[] {
  const text = textIn(context, field, row)
  if (text === "") return []
  const words = hitsIn(context, field, row).flatMap((hit) => companionsOf(condition, field, hit))
  const quantities = findQuantities(text).flatMap(({ kind, start, end }) => {
    const is = COMPANION_OF[kind]
    return is === null ? [] : [{ field, start, end, kind: is, kin: "", term: "" }]
  })
  return [...words, ...quantities]
}

/** A size says what a thing is like, which things of every kind have. */
const COMPANION_OF: Readonly<Record<QuantityKind, Companion | null>> = {
  weight: "weight",
  "unit-price": "weight",
  pieces: "pieces",
  size: null,
}

/** What a hit is to others: a term to its kin, and a word of craft or of the trade to all. */
function companionsOf(condition: LexiconCondition, field: TextFieldName, hit: TextHit): Neighbour[] {
  const { start, end, lexicon, term, heard } = hit
  if (term === null || !CLEAR_HEARINGS.includes(heard)) return []
  if (isDoubtful(term) && !condition.doubtful) return []
  const about = { field, start, end, kin: kinOf(hit), term: foldText(term.text) }
  const asTerm = { ...about, kind: "term" as const }
  if (lexicon.id === CRAFT_LEXICON) return [asTerm, { ...about, kind: "craft" }]
  return lexicon.id === TRADE_LEXICON ? [asTerm, { ...about, kind: "trade" }] : [asTerm]
}

/** Terms of one taxon are kin; words of lexicons without a taxon are kin to those of the same lexicon. */
function kinOf({ lexicon }: TextHit): string {
  return lexicon.taxon === "" ? `lexicon ${lexicon.id}` : `taxon ${lexicon.taxon}`
}

/** Terms and benign phrases in a field of a row. */
export function hitsIn(context: EngineContext, field: TextFieldName, row: number): readonly TextHit[] {
  const column = columnOf(context.table, field)
  return (column && context.textHits(column.values).get(column.codes[row]!)) ?? []
}

function textIn({ table }: EngineContext, field: TextFieldName, row: number): string {
  const column = columnOf(table, field)
  return column === undefined ? "" : VeiledDictionary.plainOf(column.values).text(column.codes[row]!)
}
