// Whether parts of a condition on the amount and its currency can hold together.
import { endingIn } from "../model/ending.ts"
import { type Interval, intervalOf, isEmpty, overlap, range, wholeNumbers } from "./interval.ts"
import type { Clash } from "./reachability-fields.ts"
import type { Literal, Way } from "./reachability-ways.ts"

/** Currencies that a payment of the way may have; null: any. */
export function currenciesOf(way: Way): {
  readonly allowed: ReadonlySet<string> | null
  readonly parts: Way
} {
  let allowed: ReadonlySet<string> | null = null
  const parts: Literal[] = []
  for (const literal of way) {
    const { leaf, negated } = literal
    const values =
      leaf.kind === "currency"
        ? leaf.values
        : leaf.kind === "multiple" && !negated
          ? [leaf.of.currency]
          : null
    if (values === null) continue
    parts.push(literal)
    if (!negated) allowed = new Set(values.filter((value) => allowed?.has(value) ?? true))
  }
  for (const { leaf, negated } of way)
    if (allowed !== null && leaf.kind === "currency" && negated)
      allowed = new Set([...allowed].filter((value) => !leaf.values.includes(value)))
  return { allowed, parts }
}

/** Amounts on the way, in whole minor units of a currency; 0 to Infinity when it does not bound them. */
export function amountsOf(way: Way, currency: string): { readonly amounts: Interval; readonly parts: Way } {
  let amounts = range(0)
  const parts: Literal[] = []
  for (const literal of way) {
    if (literal.leaf.kind !== "amount" || literal.leaf.test.currency !== currency) continue
    amounts = overlap(amounts, intervalOf(literal.leaf.test))
    parts.push(literal)
  }
  return { amounts: wholeNumbers(amounts), parts }
}

export function amountClashes(way: Way): readonly Clash[] {
  const clashes: Clash[] = []
  const { allowed, parts } = currenciesOf(way)
  if (allowed?.size === 0) clashes.push({ why: "no currency is left", parts })
  const currencies = new Set(way.flatMap(({ leaf }) => (leaf.kind === "amount" ? [leaf.test.currency] : [])))
  for (const currency of currencies) {
    const bounded = amountsOf(way, currency)
    if (isEmpty(bounded.amounts)) clashes.push({ why: "no amount is left", parts: bounded.parts })
  }
  if (clashes.length > 0) return clashes
  return [...multipleClashes(way), ...endingClashes(way)]
}

/** Whole multiples against the bounds in their currency. */
function multipleClashes(way: Way): readonly Clash[] {
  const multiples = way.filter(({ leaf, negated }) => leaf.kind === "multiple" && !negated)
  const [first] = multiples
  if (first?.leaf.kind !== "multiple") return []
  const unit = commonUnit(multiples)
  const { amounts, parts } = amountsOf(way, first.leaf.of.currency)
  const largest = Math.floor(Math.min(amounts.most, Number.MAX_SAFE_INTEGER) / unit) * unit
  if (largest > 0 && largest >= amounts.least) return []
  return [{ why: "no whole multiple is within the bounds", parts: [...parts, ...multiples] }]
}

/** The least common multiple of the units of multiples, all in one currency. */
function commonUnit(multiples: Way): number {
  let unit = 1
  for (const { leaf } of multiples)
    if (leaf.kind === "multiple") unit *= leaf.of.minor / greatestDivisor(unit, leaf.of.minor)
  return unit
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b)
}

/** Endings that no amount of the currencies left has, or none that is a whole multiple. */
function endingClashes(way: Way): readonly Clash[] {
  const { allowed, parts } = currenciesOf(way)
  if (allowed === null) return []
  const multiples = way.filter(({ leaf, negated }) => leaf.kind === "multiple" && !negated)
  const unit = commonUnit(multiples)
  const clashes: Clash[] = []
  for (const literal of way) {
    const { leaf, negated } = literal
    if (leaf.kind !== "ending" || negated) continue
    const endings = [...allowed].flatMap((currency) =>
      leaf.endings.map((ending) => endingIn(ending, currency)).filter((found) => found !== undefined),
    )
    if (endings.length === 0)
      clashes.push({ why: "no amount ends so in such a currency", parts: [...parts, literal] })
    else if (endings.every(({ modulus, rest }) => rest % greatestDivisor(unit, modulus) !== 0))
      clashes.push({ why: "no whole multiple ends so", parts: [...multiples, literal] })
  }
  return clashes
}
