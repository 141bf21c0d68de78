// The check of a row's amount, and of which way the money went where the file tells by sign, word or column.
import { currencyExponent } from "../model/currencies.ts"
import { type DecimalMark, parseAmount, plainMinor } from "../model/money.ts"
import type { RowValues } from "../model/table.ts"
import type { Mapping } from "./mapping.ts"
import type { ColumnPlan } from "./resolve-columns.ts"
import { amountFault, type RowFault, rowFault, tooPrecise } from "./row-fault.ts"
import {
  type CellReader,
  type ColumnReaders,
  NOTHING,
  type ReadContext,
  type RowReader,
  type RowState,
} from "./row-step.ts"
import { foldWord } from "./words.ts"

export function moneyStep(
  plan: ColumnPlan,
  mapping: Mapping | undefined,
  amount: CellReader | null,
  column: ColumnReaders,
  state: RowState,
  context: ReadContext,
): RowReader {
  const { amountIn, amountOut } = plan.account ?? { amountIn: -1, amountOut: -1 }
  const read = cellStep([...(plan.columns.get("amount") ?? []), amountIn, amountOut], mapping, context)
  const inColumn = column(amountIn)
  const outColumn = column(amountOut)
  const directionColumn = column(plan.account?.direction ?? -1)
  if (inColumn && outColumn) return twoColumns(read, inColumn, outColumn, state)
  const amountText: CellReader = amount ?? NOTHING
  const signed: RowReader = (cells, values) => read(cells, amountText(cells), values)
  if (directionColumn) return byDirection(signed, mapping!, amountText, directionColumn, state)
  const mayBeNegative = mapping?.account !== undefined || mapping?.negativeAmount === "swap"
  return (cells, values) => {
    const fault = signed(cells, values)
    if (fault !== null) return fault
    if (values.amountMinor < 0 && !mayBeNegative)
      return rowFault("AMOUNT_NEGATIVE", "amount", amountText(cells))
    state.swapped = mapping?.account === undefined ? values.amountMinor < 0 : values.amountMinor >= 0
    values.amountMinor = Math.abs(values.amountMinor)
    return null
  }
}

/** Reads an amount in the row's currency, negative or not. */
type AmountStep = (text: string, values: RowValues) => RowFault | null
/** The same of a text that came from the cells. */
type CellStep = (cells: readonly string[], text: string, values: RowValues) => RowFault | null

/** @param columns that amounts stand in; numbers of JSON there are read as such, whatever a mapping says of texts */
function cellStep(columns: readonly number[], mapping: Mapping | undefined, context: ReadContext): CellStep {
  const readText = amountStep(mapping?.decimal, context)
  const readNumber = amountStep(".", context)
  return (cells, text, values) => {
    const { numbers } = context
    const isNumber = numbers !== undefined && columns.some((i) => numbers.has(i) && cells[i] === text)
    return isNumber ? readNumber(text, values) : readText(text, values)
  }
}

export function amountStep(
  decimal: DecimalMark | undefined,
  context: Pick<ReadContext, "strictDecimals" | "rounded">,
): AmountStep {
  return (text, values) => {
    if (text === "") return rowFault("AMOUNT_MISSING", "amount", "")
    const plain = decimal !== "," ? plainMinor(text, currencyExponent(values.currency)!) : -1
    if (plain >= 0) {
      values.amountMinor = plain
      return null
    }
    const parsed = parseAmount(text, values.currency, decimal)
    if (!parsed.ok) return amountFault(parsed.code, text, values.currency)
    if (parsed.rounded && context.strictDecimals) return tooPrecise(text, values.currency)
    values.amountMinor = parsed.minor
    if (parsed.rounded) context.rounded = true
    return null
  }
}

/** Money in and money out in two columns: one of them is blank or zero. */
function twoColumns(read: CellStep, inColumn: CellReader, outColumn: CellReader, state: RowState): RowReader {
  return (cells, values) => {
    const inText = inColumn(cells)
    const outText = outColumn(cells)
    if (inText !== "") {
      const fault = read(cells, inText, values)
      if (fault !== null) return fault
      if (values.amountMinor < 0) return rowFault("AMOUNT_NEGATIVE", "amount", inText)
    }
    state.swapped = inText !== "" && values.amountMinor > 0
    if (outText === "" && inText !== "") return null
    const moneyIn = state.swapped ? values.amountMinor : 0
    const fault = read(cells, outText, values)
    if (fault !== null) return fault
    if (moneyIn !== 0 && values.amountMinor !== 0) {
      return rowFault("DIRECTION_UNKNOWN", "amount", `${inText} and ${outText}`)
    }
    values.amountMinor = moneyIn + Math.abs(values.amountMinor)
    return null
  }
}

/** Words of a column say whether money came in; a minus then only repeats that it went out. */
function byDirection(
  signed: RowReader,
  mapping: Mapping,
  amount: CellReader,
  direction: CellReader,
  state: RowState,
): RowReader {
  const inWords = new Set(mapping.account!.in.map(foldWord))
  const outWords = new Set(mapping.account!.out.map(foldWord))
  return (cells, values) => {
    const fault = signed(cells, values)
    if (fault !== null) return fault
    const word = foldWord(direction(cells))
    state.swapped = inWords.has(word)
    if (!state.swapped && !outWords.has(word))
      return rowFault("DIRECTION_UNKNOWN", "direction", direction(cells))
    if (state.swapped && values.amountMinor < 0) {
      return rowFault("AMOUNT_NEGATIVE", "amount", amount(cells))
    }
    values.amountMinor = Math.abs(values.amountMinor)
    return null
  }
}
