// Price files of a pack, and the prices that a condition asks for.
import type { InputError } from "../model/errors.ts"
import type { Read, Reading } from "./readings.ts"
import type { RuleFile } from "./rule-file.ts"
import type { Price, PriceCondition } from "./tree.ts"
import { valueAt } from "./yaml-source.ts"

export interface ReadPrices {
  /** Those of the files that are right, in order of the files. */
  readonly found: readonly Price[]
  /** Taxa of all files, also of wrong ones: a fault in one is not told again by every rule that names it. */
  readonly taxa: ReadonlySet<string>
}

/** Reads all `prices.yaml`; what is wrong goes to `errors` (PRICES_INVALID). */
export function readPrices(
  files: readonly RuleFile[],
  read: Read<Reading<readonly Price[]>>,
  errors: InputError[],
): ReadPrices {
  const found: Price[] = []
  const taxa = new Set<string>()
  for (const file of files) {
    const reading = read(file, errors)
    if (reading === undefined) continue
    const { source, read: prices = [] } = reading
    found.push(...prices)
    const written = valueAt(source.value, ["prices"])
    for (let i = 0; Array.isArray(written) && i < written.length; i++)
      taxa.add(source.written(["prices", i, "taxon"]) ?? "")
  }
  return { found, taxa }
}

/** The prices that a condition compares with, in their order. */
export function pricesFor(condition: PriceCondition, prices: readonly Price[]): readonly Price[] {
  const { taxa, levels, confidence, since, per } = condition
  return prices.filter(
    (price) =>
      taxa.includes(price.taxon) &&
      per.includes(price.kind) &&
      levels.includes(price.level) &&
      confidence.includes(price.confidence) &&
      (since === null || price.lastYear >= since),
  )
}
