// How the amount of a payment compares with that of the payment it follows.
import type { MotifDetection } from "../../rules/tree.ts"
import { holds } from "../condition.ts"
import type { EngineContext } from "../context.ts"
import { gather, gatherNumbers } from "../selection.ts"
import { noteRow, type Shortfalls } from "../shortfalls.ts"
import type { MotifGraph } from "./graph.ts"

/** Amounts by edge, in one currency or each in its own. */
export interface EdgeAmounts {
  /** NaN: there is no rate. */
  readonly amounts: Float64Array
  /** Amounts of different codes are never compared. All alike where amounts were converted. */
  readonly currencies: Uint32Array
}

export function edgeAmounts(
  { table, amountsIn }: EngineContext,
  { rows }: MotifGraph,
  currency: string | null,
): EdgeAmounts {
  const amounts = gatherNumbers(currency === null ? table.amountMinor : amountsIn(currency), rows)
  const currencies = currency === null ? gather(table.currency, rows) : new Uint32Array(rows.length)
  return { amounts, currencies }
}

/** How one payment may follow another on a path, but for their parties and times. */
export interface RatioRule {
  /** Whether the edge `next` may follow `previous`. */
  fits(previous: number, next: number): boolean
  /** The amount of `next` divided by that of `previous`. */
  ratio(previous: number, next: number): number
}

/**
 * A payment may follow another when its amount divided by the other's is within the bounds of `amount_ratio`, any
 * when the rule has none. Amounts of different currencies are compared only where the rule names a currency; nothing
 * has a ratio to zero. Every edge without a rate to that currency is noted as not decidable: it follows nothing and
 * nothing follows it, though it counts where counterparties are counted. Null: the rule has no ratio.
 */
export function createRatioRule(
  context: EngineContext,
  graph: MotifGraph,
  test: MotifDetection["amountRatio"],
  { notDecidable }: Shortfalls,
): RatioRule | null {
  if (test === null) return null
  const { amounts, currencies } = edgeAmounts(context, graph, test.currency)
  for (let edge = 0; edge < amounts.length; edge++)
    if (Number.isNaN(amounts[edge]!)) noteRow(notDecidable, graph.rows[edge]!)
  const ratio = (previous: number, next: number) => amounts[next]! / amounts[previous]!
  return {
    ratio,
    fits: (previous, next) =>
      currencies[previous] === currencies[next] &&
      amounts[previous]! > 0 &&
      holds(test, ratio(previous, next)),
  }
}
