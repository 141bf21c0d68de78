// Conditions on one payment, evaluated for all rows of a table at once. What depends on text is decided once per
// distinct text, so a row costs a table look-up.
import { type Dictionary, MISSING } from "../model/dictionary.ts"
import { unreachable } from "../model/errors.ts"
import type { TextFieldName } from "../model/payment.ts"
import type { Condition, NumberTest, SameField } from "../rules/tree.ts"
import { foldText } from "../text/fold.ts"
import { compilePattern } from "../text/pattern.ts"
import { amountsEndingIn, wholeMultiples } from "./amount-form.ts"
import { testClock } from "./clock.ts"
import { columnOf, type EngineContext } from "./context.ts"
import { ABSENT, allOf, anyOf, FALSE, notOf, TRUE, UNDECIDABLE } from "./masks.ts"
import { testPrices } from "./price.ts"
import { findTerms } from "./terms.ts"

/** The states of a condition and of the conditions in it, kept while findings are written. */
export type ConditionMasks = Map<Condition, Uint8Array>

/**
 * State of the condition for each row of the table, settled or not: FALSE 0, TRUE 1, UNDECIDABLE 2 (no exchange
 * rate), ABSENT 3 (a field it needs is missing). A field no file has a column for is missing in every row.
 * `masks` receives the states of every part.
 */
export function evaluateCondition(
  context: EngineContext,
  condition: Condition,
  masks: ConditionMasks = new Map(),
): Uint8Array {
  const mask = evaluate(context, condition, masks)
  masks.set(condition, mask)
  return mask
}

function evaluate(context: EngineContext, condition: Condition, masks: ConditionMasks): Uint8Array {
  const { table } = context
  switch (condition.kind) {
    case "all":
      return allOf(
        condition.of.map((part) => evaluateCondition(context, part, masks)),
        table.rowCount,
      )
    case "any":
      return anyOf(
        condition.of.map((part) => evaluateCondition(context, part, masks)),
        table.rowCount,
      )
    case "not":
      return notOf(evaluateCondition(context, condition.of, masks))
    case "amount":
      return testAmounts(context.amountsIn(condition.test.currency), condition.test)
    case "currency":
      return lookUp(table.currency, equalToAny(table.currencies, condition.values))
    case "party":
      return lookUp(table[condition.side], equalToAny(table.parties, condition.values))
    case "text":
      return byText(context, condition.field, (values) => {
        const wanted = new Set(condition.values.map(foldText))
        return Uint8Array.from(context.foldedTexts(values), (text) => (wanted.has(text) ? TRUE : FALSE))
      })
    case "list":
      return byText(context, condition.field, (values) => context.onList(values, condition.list).slice())
    case "lexicon":
      return findTerms(context, condition)
    case "price":
      return testPrices(context, condition)
    case "exists": {
      const column = columnOf(table, condition.field)
      const whenMissing = condition.exists ? FALSE : TRUE
      if (column === undefined) return new Uint8Array(table.rowCount).fill(whenMissing)
      const states = new Uint8Array(column.values.size).fill(condition.exists ? TRUE : FALSE)
      states[MISSING] = whenMissing
      return lookUp(column.codes, states)
    }
    case "multiple":
      return wholeMultiples(table, condition.of)
    case "ending":
      return amountsEndingIn(table, condition.endings)
    case "pattern":
      return byText(context, condition.field, (values) => {
        const isFound = compilePattern(condition.pattern)
        return Uint8Array.from(context.foldedTexts(values), (text) => (isFound(text) ? TRUE : FALSE))
      })
    case "clock":
      return testClock(table.time, condition)
    case "same":
      return compareFields(context, condition.fields)
    default:
      return unreachable(condition)
  }
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

function testAmounts(amounts: Float64Array, test: NumberTest): Uint8Array {
  const mask = new Uint8Array(amounts.length)
  for (let row = 0; row < mask.length; row++) {
    const amount = amounts[row]!
    mask[row] = Number.isNaN(amount) ? UNDECIDABLE : holds(test, amount) ? TRUE : FALSE
  }
  return mask
}

function lookUp(codes: Uint32Array | Uint16Array, states: Uint8Array): Uint8Array {
  const mask = new Uint8Array(codes.length)
  for (let row = 0; row < mask.length; row++) mask[row] = states[codes[row]!]!
  return mask
}

function equalToAny(values: Dictionary, wanted: readonly string[]): Uint8Array {
  const states = new Uint8Array(values.size)
  for (const text of wanted) states[values.code(text)] = TRUE
  return needText(states)
}

/** States by code, with the code of "missing" set to ABSENT. */
function needText(states: Uint8Array): Uint8Array {
  states[MISSING] = ABSENT
  return states
}

function byText(
  context: EngineContext,
  field: TextFieldName | "payer" | "payee",
  decide: (values: Dictionary) => Uint8Array,
): Uint8Array {
  const column = columnOf(context.table, field)
  if (column === undefined) return new Uint8Array(context.table.rowCount).fill(ABSENT)
  return lookUp(column.codes, needText(decide(column.values)))
}

/** TRUE where both fields hold the same text after folding (parties: the same id), ABSENT where one is missing. */
function compareFields(context: EngineContext, fields: readonly [SameField, SameField]): Uint8Array {
  const { table } = context
  const mask = new Uint8Array(table.rowCount)
  const first = columnOf(table, fields[0])
  const second = columnOf(table, fields[1])
  if (first === undefined || second === undefined) return mask.fill(ABSENT)
  const areParties = first.values === table.parties && second.values === table.parties
  const numbers = new Map<string, number>()
  const [firstTexts, secondTexts] = [first, second].map(({ values }) =>
    areParties ? undefined : numberTexts(context.foldedTexts(values), numbers),
  )
  for (let row = 0; row < mask.length; row++) {
    const a = first.codes[row]!
    const b = second.codes[row]!
    if (a === MISSING || b === MISSING) mask[row] = ABSENT
    else mask[row] = (firstTexts?.[a] ?? a) === (secondTexts?.[b] ?? b) ? TRUE : FALSE
  }
  return mask
}

/** A number for each text, by its place: equal texts have equal numbers. */
function numberTexts(texts: readonly string[], numbers: Map<string, number>): Uint32Array {
  return Uint32Array.from(texts, (text) => {
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    return number
  })
}
