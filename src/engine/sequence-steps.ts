// The steps of a sequence, one after the other: which payments complete the sequence up to a step, and which payment of
// the step before each follows: the latest in canonical order that fits; of the last step, the latest that no payment
// before it took. Without an amount ratio that is a moving pointer; with one, an index over amounts.
import { copyWords, newWords } from "../model/large-arrays.ts"
import type { Step } from "../rules/tree.ts"
import type { EngineContext } from "./context.ts"
import { NONE, RatioIndex, UNKNOWN } from "./ratio-index.ts"
import { gather, gatherNumbers, type Selection } from "./selection.ts"
import { noteRow, type Shortfalls } from "./shortfalls.ts"
import { itemsByCode, itemsInGroups } from "./sorted-items.ts"
import { Untaken } from "./untaken.ts"

/** Payments that complete a sequence up to some step, in groups of parties, in canonical order inside a group. */
export interface Completions {
  readonly rows: Uint32Array
  readonly at: Float64Array
  /** Codes of the parties − 1, ascending. */
  readonly groups: Uint32Array
  readonly starts: Uint32Array
  /** For each, the completion of the step before that it follows; empty for the first step. */
  readonly previous: Uint32Array
}

/**
 * Those of the selected payments that follow a completion of the step before in the group of the same party. `takes`:
 * in canonical order each takes the completion it follows, and those after it follow others while any are left that fit.
 */
export function followUp(
  context: EngineContext,
  before: Completions,
  selection: Selection,
  step: Step,
  takes: boolean,
  shortfalls: Shortfalls,
): Completions {
  const ranks = context.ranks()
  const search = step.amountRatio === null ? null : ratioSearch(context, before, step.amountRatio, takes)
  const untaken = takes && search === null ? new Untaken(before.rows.length) : null
  const withinMs = step.withinMs ?? Number.POSITIVE_INFINITY
  const { rows, at, groups, starts } = selection
  const kept = newWords(rows.length)
  const previous = newWords(rows.length)
  const keptGroups = newWords(groups.length)
  const keptStarts = newWords(starts.length)
  let count = 0
  let keptCount = 0
  let among = 0
  for (let group = 0; group < groups.length; group++) {
    while (among < before.groups.length && before.groups[among]! < groups[group]!) among++
    if (before.groups[among] !== groups[group]) continue
    const first = before.starts[among]!
    const last = before.starts[among + 1]!
    const groupEnd = starts[group + 1]!
    search?.index.open(first, last)
    let earliest = first
    let end = first
    let self = first
    for (let item = starts[group]!; item < groupEnd; item++) {
      while (end < last && before.at[end]! <= at[item]!) end++
      while (earliest < end && before.at[earliest]! < at[item]! - withinMs) earliest++
      if (earliest === end) continue
      const row = rows[item]!
      while (self < end && ranks[before.rows[self]!]! < ranks[row]!) self++
      const own = self < end && before.rows[self] === row ? self : NONE
      const latest =
        search === null
          ? latestBefore(earliest, end, own, untaken)
          : search.index.latest(search.source[row]!, search.currencyOf(row), earliest, end, own)
      if (latest >= 0) {
        kept[count] = item
        previous[count++] = latest
      } else if (latest === UNKNOWN) noteRow(shortfalls.notDecidable, row)
    }
    if (count === keptStarts[keptCount]) continue
    keptGroups[keptCount++] = groups[group]!
    keptStarts[keptCount] = count
  }
  const items = kept.subarray(0, count)
  return {
    rows: gather(rows, items),
    at: gatherNumbers(at, items),
    groups: copyWords(keptGroups.subarray(0, keptCount)),
    starts: copyWords(keptStarts.subarray(0, keptCount + 1)),
    previous: copyWords(previous.subarray(0, count)),
  }
}

/** The last candidate of the range, end exclusive, other than `own`; where they are taken, the last that is not. */
function latestBefore(earliest: number, end: number, own: number, untaken: Untaken | null): number {
  const latest = own === end - 1 ? end - 2 : end - 1
  if (latest < earliest) return NONE
  return untaken === null ? latest : untaken.take(earliest, latest, own)
}

/** Amounts in one currency, or each in its own and compared only with its like. */
function ratioSearch(
  { table, amountsIn }: EngineContext,
  before: Completions,
  ratio: NonNullable<Step["amountRatio"]>,
  takes: boolean,
) {
  const converted = ratio.currency !== null
  const source = converted ? amountsIn(ratio.currency) : table.amountMinor
  const currencyOf = (row: number) => (converted ? 0 : table.currency[row]!)
  const amounts = gatherNumbers(source, before.rows)
  const currencies = converted ? newWords(amounts.length) : gather(table.currency, before.rows)
  let largest = 0
  for (let group = 0; group + 1 < before.starts.length; group++)
    largest = Math.max(largest, before.starts[group + 1]! - before.starts[group]!)
  return { source, currencyOf, index: new RatioIndex(amounts, currencies, ratio, largest, takes) }
}

/**
 * The same completions, each in the group of another party; every row stands among them once at most. `parties` are
 * codes, none of them that of a missing party.
 */
export function regroup(
  { ranks }: EngineContext,
  { rows, at, previous }: Completions,
  parties: Uint32Array,
): Completions {
  const inOrder = itemsByCode(gather(ranks(), rows))
  const { items, groups, starts } = itemsInGroups(inOrder, gather(parties, inOrder))
  return {
    rows: gather(rows, items),
    at: gatherNumbers(at, items),
    groups,
    starts,
    previous: previous.length === 0 ? previous : gather(previous, items),
  }
}

/** Follows each completion of the last step back to its first: for each step, the rows of the instances. */
export function traceBack(chain: readonly Completions[]): { firsts: Uint32Array; steps: Uint32Array[] } {
  const last = chain[chain.length - 1]!
  const at = last.rows.map((_, i) => i)
  const steps: Uint32Array[] = []
  for (let step = chain.length - 1; step >= 0; step--) {
    const { rows, previous } = chain[step]!
    steps.unshift(gather(rows, at))
    if (step > 0) for (let i = 0; i < at.length; i++) at[i] = previous[at[i]!]!
  }
  // As codes: 0 would mean missing.
  return { firsts: at.map((completion) => completion + 1), steps }
}
