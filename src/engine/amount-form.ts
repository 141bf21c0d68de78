// What amounts are and look like: bounds in one currency; whole multiples and endings in their own.
import { type Bits, createBits, setBit } from "../model/bits.ts"
import { MISSING } from "../model/dictionary.ts"
import { type Ending, endingIn } from "../model/ending.ts"
import type { PaymentTable } from "../model/table.ts"
import type { Money, MoneyTest, NumberTest } from "../rules/tree.ts"
import { allBits, without } from "./bits.ts"
import type { EngineContext } from "./context.ts"
import type { Mask } from "./masks.ts"
import { rowsWithCodes } from "./row-sets.ts"

/** Whether the amount in the currency of the test is within its bounds; UNDECIDABLE without a rate. */
export function testAmounts(context: EngineContext, test: MoneyTest): Mask {
  const { table, rates } = context
  const { rowCount } = table
  if (rates === undefined) {
    const own = rowsIn(context, test.currency)
    const isTrue = createBits(rowCount)
    addWithin(isTrue, table.amountMinor, own, test)
    // One set for all bounds in a currency: masks that do not know the same rows have little to be combined.
    const others = context.keepByName(`rows not in ${test.currency}`, () => without(allBits(rowCount), own))
    return { rowCount, isTrue, undecidable: others, absent: null }
  }
  const amounts = context.amountsIn(test.currency)
  const isTrue = createBits(rowCount)
  const undecidable = createBits(rowCount)
  addWithin(isTrue, amounts, allBits(rowCount), test)
  for (let row = 0; row < rowCount; row++) if (Number.isNaN(amounts[row]!)) setBit(undecidable, row)
  return { rowCount, isTrue, undecidable, absent: null }
}

/** Rows whose amounts are in a currency. */
function rowsIn({ table, keepByName }: EngineContext, currency: string): Bits {
  const { currencies } = table
  return keepByName(`rows in ${currency}`, () =>
    rowsWithCodes(table.currency, [currencies.code(currency)], currencies.size),
  )
}

/**
 * Adds those of the rows whose amounts are within the bounds; NaN never is. It is done for every bound, word by word, and
 * without a branch on the amount: which one passes cannot be guessed. Amounts are whole.
 */
function addWithin(bits: Bits, amounts: Float64Array, rows: Bits, test: NumberTest): void {
  const { gte = Number.NEGATIVE_INFINITY, gt, lte = Number.POSITIVE_INFINITY, lt } = test
  const least = gt === undefined ? gte : Math.max(gte, Math.floor(gt) + 1)
  const most = lt === undefined ? lte : Math.min(lte, Math.ceil(lt) - 1)
  for (let i = 0; i < rows.length; i++) {
    const word = rows[i]!
    if (word === 0) continue
    const first = i * 32
    const count = Math.min(32, amounts.length - first)
    let passing = 0
    for (let bit = 0; bit < count; bit++) {
      const amount = amounts[first + bit]!
      passing |= (Number(amount >= least) & Number(amount <= most)) << bit
    }
    bits[i] = passing & word
  }
}

/** TRUE for amounts above zero in the currency of `unit` that are whole multiples of it, else FALSE. */
export function wholeMultiples({ table }: EngineContext, unit: Money): Mask {
  const { amountMinor, currency, currencies, rowCount } = table
  const own = currencies.code(unit.currency)
  const isTrue = createBits(rowCount)
  for (let row = 0; row < rowCount; row++) {
    const amount = amountMinor[row]!
    if (currency[row] === own && amount > 0 && restOf(amount, unit.minor) === 0) setBit(isTrue, row)
  }
  return { rowCount, isTrue, undecidable: null, absent: null }
}

/** TRUE for amounts of which the decimal text ends in one of these, else FALSE. */
export function amountsEndingIn(table: PaymentTable, endings: readonly string[]): Mask {
  const { amountMinor, currency, currencies, rowCount } = table
  const byCurrency: (readonly Ending[])[] = []
  for (let code = 0; code < currencies.size; code++) {
    const inCurrency =
      code === MISSING ? [] : endings.map((ending) => endingIn(ending, currencies.text(code)))
    byCurrency.push(inCurrency.filter((ending) => ending !== undefined))
  }
  const isTrue = createBits(rowCount)
  for (let row = 0; row < rowCount; row++)
    if (endsInOne(byCurrency[currency[row]!]!, amountMinor[row]!)) setBit(isTrue, row)
  return { rowCount, isTrue, undecidable: null, absent: null }
}

function endsInOne(endings: readonly Ending[], minor: number): boolean {
  for (const { modulus, rest, least } of endings)
    if (minor >= least && restOf(minor, modulus) === rest) return true
  return false
}

const MOST_INT32 = 0x7fffffff

/** Rest of a division. Nearly all amounts fit 32 bits, where a processor divides ten times as fast as in floating point. */
function restOf(minor: number, by: number): number {
  return minor <= MOST_INT32 && by <= MOST_INT32 ? (minor | 0) % (by | 0) : minor % by
}
