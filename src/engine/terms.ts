// Which terms of lexicons count for a condition, payment by payment: by their lexicon, kind and ambiguity, by the path
// they were heard on, and by the company they keep.
import { type Bits, createBits, setBit } from "../model/bits.ts"
import { copyWords } from "../model/large-arrays.ts"
import type { TextFieldName } from "../model/payment.ts"
import type { LexiconCondition } from "../rules/tree.ts"
import { foldText } from "../text/fold.ts"
import { isDoubtful, type TextHit } from "../text/lexicon.ts"
import { allBits, intersect, listRows, unite, without } from "./bits.ts"
import { companyFields, companyNeeded, companyTest, type FieldHit, hitsIn } from "./company.ts"
import { columnOf, type EngineContext } from "./context.ts"
import { FALSE, type Mask, TRUE } from "./masks.ts"
import { rowsWithCodes } from "./row-sets.ts"

/** Of a text: it holds terms, and all of them need company that only the whole payment can show. */
const NEEDS_COMPANY = 2

/** Terms of the row that make it pass, by field as the condition lists them, then as the matcher orders them. */
export function countedTerms(
  context: EngineContext,
  condition: LexiconCondition,
  row: number,
): readonly FieldHit[] {
  const found = condition.fields.flatMap((field) =>
    hitsIn(context, field, row)
      .filter((hit) => isMeant(condition, hit))
      .map((hit) => ({ field, hit })),
  )
  const isByItself = ({ hit }: FieldHit) => companyNeeded(condition, hit) === null
  if (found.every(isByItself)) return found
  const hasCompany = companyTest(context, condition, row)
  return found.filter((one) => isByItself(one) || hasCompany(one))
}

/** Whether a condition means this hit, with company where it needs some. */
function isMeant(condition: LexiconCondition, { term, lexicon, heard }: TextHit): boolean {
  return (
    term !== null &&
    condition.lexicons.includes(lexicon.id) &&
    condition.ambiguity.includes(term.ambiguity) &&
    condition.kinds.includes(term.kind) &&
    condition.heard.includes(heard) &&
    (condition.doubtful || !isDoubtful(term))
  )
}

/** The states of a lexicon condition; ABSENT where every field is missing. */
export function findTerms(context: EngineContext, condition: LexiconCondition): Mask {
  const { table } = context
  const { rowCount } = table
  const passing = createBits(rowCount)
  const undecided = createBits(rowCount)
  let absent: Bits | null = allBits(rowCount)
  for (const field of condition.fields) {
    const column = columnOf(table, field)
    if (column === undefined) continue
    const missing = context.missing(column.codes)
    absent = absent === null || missing === null ? null : intersect(absent, missing)
    const hits = [...context.textHits(column.values).values()]
    const states = Uint8Array.from(hits, (its) => stateOfText(condition, its))
    const { rows, texts } = rowsWithHits(context, field, column)
    markStates(rows, texts, states, passing, undecided)
  }
  const isSure = condition.minTerms <= 1
  const isTrue = isSure ? copyWords(passing) : createBits(rowCount)
  const open = isSure ? without(undecided, passing) : unite(undecided, passing)
  const holds = oncePerText(context, condition)
  for (const row of listRows(open)) if (holds(row)) setBit(isTrue, row)
  return { rowCount, isTrue, undecidable: null, absent }
}

function markStates(
  rows: Uint32Array,
  texts: Uint32Array,
  states: Uint8Array,
  passing: Bits,
  undecided: Bits,
): void {
  for (let i = 0; i < rows.length; i++) {
    const state = states[texts[i]!]!
    if (state === TRUE) setBit(passing, rows[i]!)
    else if (state === NEEDS_COMPANY) setBit(undecided, rows[i]!)
  }
}

interface RowsWithHits {
  readonly rows: Uint32Array
  /** Of each row the place of its text among those with terms. */
  readonly texts: Uint32Array
}

/** Few rows have a text with terms, and all conditions on a field ask for the same ones. */
function rowsWithHits(
  { keepByName, textHits }: EngineContext,
  field: TextFieldName,
  { codes, values }: NonNullable<ReturnType<typeof columnOf>>,
): RowsWithHits {
  return keepByName(`rows with terms in ${field}`, () => {
    const places = new Map([...textHits(values).keys()].map((code, place) => [code, place]))
    const rows = listRows(rowsWithCodes(codes, places.keys(), values.size))
    return { rows, texts: rows.map((row) => places.get(codes[row]!)!) }
  })
}

function stateOfText(condition: LexiconCondition, hits: readonly TextHit[]): number {
  const meant = hits.filter((hit) => isMeant(condition, hit))
  if (meant.length === 0) return FALSE
  return meant.some((hit) => companyNeeded(condition, hit) === null) ? TRUE : NEEDS_COMPANY
}

/** Whether a row has enough terms that count; decided once for each combination of texts. */
function oncePerText(context: EngineContext, condition: LexiconCondition): (row: number) => boolean {
  const columns = companyFields(condition).flatMap((field) => columnOf(context.table, field) ?? [])
  const known = new Map<string, boolean>()
  return (row) => {
    const key = columns.map(({ codes }) => codes[row]!).join(" ")
    const before = known.get(key)
    if (before !== undefined) return before
    const terms = countedTerms(context, condition, row)
    const different = new Set(terms.map(({ hit }) => foldText(hit.term?.text ?? "")))
    const enough = different.size >= condition.minTerms
    known.set(key, enough)
    return enough
  }
}
