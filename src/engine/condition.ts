// Conditions on one payment, evaluated for all rows of a table at once. What depends on text is decided once per
// distinct text, and the rows are found by their texts; sets of rows are combined by the word.
import { type Bits, createBits } from "../model/bits.ts"
import type { Dictionary } from "../model/dictionary.ts"
import { unreachable } from "../model/errors.ts"
import type { TextFieldName } from "../model/payment.ts"
import type { RowCodes } from "../model/row-codes.ts"
import type { Condition, NumberTest, SameField } from "../rules/tree.ts"
import { foldText } from "../text/fold.ts"
import { amountsEndingIn, testAmounts, wholeMultiples } from "./amount-form.ts"
import { allBits, listRows, noBits, unite, without } from "./bits.ts"
import { testClock } from "./clock.ts"
import { columnOf, type EngineContext } from "./context.ts"
import type { FoldedTexts } from "./folded-texts.ts"
import type { Evaluated } from "./kept-masks.ts"
import { absentEverywhere, allOf, anyOf, type Mask, notFalse, notOf, settle } from "./masks.ts"
import { testPrices } from "./price.ts"
import { FEW_CODES, rowsAmong, rowsOfCodes, rowsWithCodes } from "./row-sets.ts"
import { findTerms } from "./terms.ts"
import { type SoughtPattern, soughtPattern } from "./texts-with.ts"

/** The states of a condition and of the conditions in it, kept while findings are written. */
export type ConditionMasks = Map<Condition, Mask>

/**
 * State of the condition for each row of the table, settled or not. A field no file has a column for is missing in
 * every row. `masks` receives the states of every part; of parts that are prices beside other conditions, those of the
 * rows that pass the others. The sets of rows are shared: they must not be changed.
 */
export function evaluateCondition(
  context: EngineContext,
  condition: Condition,
  masks: ConditionMasks = new Map(),
): Mask {
  const evaluated = evaluate(context, condition)
  noteParts(masks, condition, evaluated)
  return evaluated.mask
}

function noteParts(masks: ConditionMasks, condition: Condition, { mask, parts }: Evaluated): void {
  masks.set(condition, mask)
  for (const [i, part] of partsOf(condition).entries()) noteParts(masks, part, parts[i]!)
}

/** Conditions that are written alike have parts that are written alike, in the same order. */
function partsOf(condition: Condition): readonly Condition[] {
  if (condition.kind === "all" || condition.kind === "any") return condition.of
  return condition.kind === "not" ? [condition.of] : []
}

function evaluate(context: EngineContext, condition: Condition): Evaluated {
  return context.keptMask(condition, () => evaluateAnew(context, condition))
}

function evaluateAnew(context: EngineContext, condition: Condition): Evaluated {
  const { rowCount } = context.table
  switch (condition.kind) {
    case "all":
      return evaluateAll(context, condition.of)
    case "any": {
      const parts = condition.of.map((part) => evaluate(context, part))
      return { mask: anyOf(parts.map(maskOf), rowCount), parts }
    }
    case "not": {
      const part = evaluate(context, condition.of)
      return { mask: notOf(part.mask), parts: [part] }
    }
    default:
      return { mask: settle(evaluateLeaf(context, condition)), parts: [] }
  }
}

const maskOf = ({ mask }: Evaluated): Mask => mask

/** Prices are asked for last, and only of the rows that the other conditions leave: each row takes long. */
function evaluateAll(context: EngineContext, of: readonly Condition[]): Evaluated {
  const { rowCount } = context.table
  const parts = new Map<Condition, Evaluated>()
  for (const part of of) if (part.kind !== "price") parts.set(part, evaluate(context, part))
  const others = allOf([...parts.values()].map(maskOf), rowCount)
  const prices = of.filter((part) => part.kind === "price")
  if (prices.length === 0) return { mask: others, parts: of.map((part) => parts.get(part)!) }
  const left = notFalse(others)
  for (const price of prices) parts.set(price, { mask: settle(testPrices(context, price, left)), parts: [] })
  const masks = prices.map((price) => parts.get(price)!.mask)
  return { mask: allOf([others, ...masks], rowCount), parts: of.map((part) => parts.get(part)!) }
}

type LeafCondition = Exclude<Condition, { readonly kind: "all" | "any" | "not" }>

function evaluateLeaf(context: EngineContext, condition: LeafCondition): Mask {
  const { table } = context
  const { rowCount } = table
  switch (condition.kind) {
    case "amount":
      return testAmounts(context, condition.test)
    case "currency": {
      const column = { codes: table.currency, values: table.currencies }
      return byCode(context, column, codesOf(table.currencies, condition.values))
    }
    case "party": {
      const column = { codes: table[condition.side], values: table.parties }
      return byCode(context, column, codesOf(table.parties, condition.values))
    }
    case "text":
      return byText(context, condition.field, (values) => {
        const wanted = new Set(condition.values.map(foldText))
        return foldedCodes(context.foldedTexts(values), (text) => wanted.has(text))
      })
    case "list":
      return testList(context, condition)
    case "lexicon":
      return findTerms(context, condition)
    case "price":
      return testPrices(context, condition, allBits(rowCount))
    case "exists": {
      const column = columnOf(table, condition.field)
      const missing = column === undefined ? allBits(rowCount) : context.missing(column.codes)
      const lacking = missing ?? noBits(rowCount)
      const isTrue = condition.exists ? without(allBits(rowCount), lacking) : lacking
      return { rowCount, isTrue, undecidable: null, absent: null }
    }
    case "multiple":
      return wholeMultiples(context, condition.of)
    case "ending":
      return amountsEndingIn(table, condition.endings)
    case "pattern":
      return byText(context, condition.field, (values) =>
        context.foldedTexts(values).codesWith(patternOf(condition)),
      )
    case "clock":
      return testClock(table.time, condition)
    case "same":
      return compareFields(context, condition.fields)
    default:
      return unreachable(condition)
  }
}

/** Compiling takes a while, and the patterns of benign contexts are asked for with every rule on words. */
const patterns = new WeakMap<Condition, SoughtPattern>()

function patternOf(condition: Extract<Condition, { readonly kind: "pattern" }>): SoughtPattern {
  const known = patterns.get(condition) ?? soughtPattern(condition.pattern)
  patterns.set(condition, known)
  return known
}

/** Whether the value is within the bounds; NaN never is. */
export function holds(test: NumberTest, value: number): boolean {
  return (
    !Number.isNaN(value) &&
    (test.gte === undefined || value >= test.gte) &&
    (test.gt === undefined || value > test.gt) &&
    (test.lte === undefined || value <= test.lte) &&
    (test.lt === undefined || value < test.lt)
  )
}

interface Column {
  readonly codes: RowCodes
  readonly values: Dictionary
}

/** TRUE for rows with one of the codes, ABSENT where there is no code. */
function byCode(context: EngineContext, { codes, values }: Column, passing: Iterable<number>): Mask {
  const { rowCount } = context.table
  const isTrue =
    values.size <= FEW_CODES
      ? rowsOfCodes(context.rowsByCode(codes), passing, rowCount)
      : rowsWithCodes(codes, passing, values.size)
  return { rowCount, isTrue, undecidable: null, absent: context.missing(codes) }
}

function testList(
  context: EngineContext,
  { field, list }: Extract<Condition, { readonly kind: "list" }>,
): Mask {
  const column = columnOf(context.table, field)
  if (column === undefined) return absentEverywhere(context.table.rowCount)
  const { codes, values } = column
  const { codes: passing, onSimilarLists } = context.onList(values, list)
  if (onSimilarLists === null || passing.length === 0) return byCode(context, column, passing)
  // Few rows have a text that is on any list of names, and many of these lists are asked for.
  const rows = context.keepByName(`rows on lists in ${field}`, () =>
    listRows(rowsWithCodes(codes, [...onSimilarLists].flat(), values.size)),
  )
  const isTrue = rowsAmong(rows, codes, passing, values.size)
  return { rowCount: context.table.rowCount, isTrue, undecidable: null, absent: context.missing(codes) }
}

const codesOf = (values: Dictionary, texts: readonly string[]): Set<number> =>
  new Set(texts.map((text) => values.code(text)))

function byText(
  context: EngineContext,
  field: TextFieldName | "payer" | "payee",
  passing: (values: Dictionary) => Iterable<number>,
): Mask {
  const column = columnOf(context.table, field)
  if (column === undefined) return absentEverywhere(context.table.rowCount)
  return byCode(context, column, passing(column.values))
}

/** Codes of the texts that pass after folding. */
function* foldedCodes(texts: FoldedTexts, passes: (folded: string) => boolean): Generator<number> {
  for (let code = 1; code < texts.size; code++) if (passes(texts.text(code))) yield code
}

/** TRUE where both fields hold the same text after folding (parties: the same id), ABSENT where one is missing. */
function compareFields(context: EngineContext, fields: readonly [SameField, SameField]): Mask {
  const { table } = context
  const { rowCount } = table
  const first = columnOf(table, fields[0])
  const second = columnOf(table, fields[1])
  if (first === undefined || second === undefined) return absentEverywhere(rowCount)
  const areParties = first.values === table.parties && second.values === table.parties
  const numbers = new Map<string, number>()
  const [firstTexts, secondTexts] = [first, second].map(({ values }) =>
    areParties ? undefined : numberTexts(context.foldedTexts(values), numbers),
  )
  const isTrue = createBits(rowCount)
  if (firstTexts === undefined || secondTexts === undefined) markEqual(isTrue, first.codes, second.codes)
  else markSame(isTrue, first.codes, second.codes, firstTexts, secondTexts)
  const none = noBits(rowCount)
  const absent = unite(context.missing(first.codes) ?? none, context.missing(second.codes) ?? none)
  return { rowCount, isTrue: without(isTrue, absent), undecidable: null, absent }
}

/** Rows with one code in both columns, word by word, and without a branch that cannot be guessed. */
function markEqual(rows: Bits, first: RowCodes, second: RowCodes): void {
  for (let word = 0; word < rows.length; word++) {
    const from = word * 32
    const count = Math.min(32, first.length - from)
    let its = 0
    for (let bit = 0; bit < count; bit++) its |= Number(first[from + bit] === second[from + bit]) << bit
    rows[word] = its
  }
}

/** Rows whose codes stand for the same number. */
function markSame(
  rows: Bits,
  first: RowCodes,
  second: RowCodes,
  firstNumbers: Uint32Array,
  secondNumbers: Uint32Array,
): void {
  for (let word = 0; word < rows.length; word++) {
    const from = word * 32
    const count = Math.min(32, first.length - from)
    let its = 0
    for (let bit = 0; bit < count; bit++)
      its |= Number(firstNumbers[first[from + bit]!] === secondNumbers[second[from + bit]!]) << bit
    rows[word] = its
  }
}

/** A number for each text, by its place: equal texts have equal numbers. */
function numberTexts(texts: FoldedTexts, numbers: Map<string, number>): Uint32Array {
  const numberOf = new Uint32Array(texts.size)
  for (let code = 1; code < texts.size; code++) {
    const text = texts.text(code)
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    numberOf[code] = number
  }
  return numberOf
}
