// Exact totals of payments by currency, printed as decimals.
import { MISSING } from "./dictionary.ts"
import { formatMinor } from "./money.ts"
import type { PaymentTable } from "./table.ts"
import { compareText } from "./vocabulary.ts"

/** Adds amounts by currency without losing a unit, however many there are. */
export class Totals {
  readonly #whole = new Map<string, bigint>()
  readonly #partial = new Map<string, number>()
  /** The currency added last, and what is to become its entry: most ledgers have one for long. */
  #currency = ""
  #sum = 0

  /** `minor`: a safe integer. */
  add(currency: string, minor: number): void {
    if (currency !== this.#currency) {
      this.#keepSum()
      this.#currency = currency
      this.#sum = this.#partial.get(currency) ?? 0
    }
    const sum = this.#sum + minor
    if (Number.isSafeInteger(sum)) this.#sum = sum
    else {
      this.#whole.set(currency, (this.#whole.get(currency) ?? 0n) + BigInt(this.#sum))
      this.#sum = minor
    }
  }

  #keepSum(): void {
    if (this.#currency !== "") this.#partial.set(this.#currency, this.#sum)
  }

  /** Decimal text by currency, currencies in order of text. */
  done(): Record<string, string> {
    this.#keepSum()
    const totals: Record<string, string> = {}
    for (const currency of [...this.#partial.keys()].sort(compareText)) {
      const minor = (this.#whole.get(currency) ?? 0n) + BigInt(this.#partial.get(currency) ?? 0)
      totals[currency] = formatMinor(minor, currency)
    }
    return totals
  }
}

/** Totals of the given rows by currency: `{ CNY: "1234.50" }`, currencies in order of text. */
export function totalsByCurrency(table: PaymentTable, rows: Iterable<number>): Record<string, string> {
  const totals = new Totals()
  const { currency, currencies, amountMinor } = table
  // Payments of one currency stand together more often than not.
  let code = MISSING
  let sum = 0
  for (const row of rows) {
    if (currency[row] !== code || !Number.isSafeInteger(sum + amountMinor[row]!)) {
      if (code !== MISSING) totals.add(currencies.text(code), sum)
      code = currency[row]!
      sum = 0
    }
    sum += amountMinor[row]!
  }
  if (code !== MISSING) totals.add(currencies.text(code), sum)
  return totals.done()
}
