// Questions on several payments of one party: arrays by party, filtered by time.
import { milliseconds } from "date-fns"
import type { Hit } from "./answers.ts"
import type { Payment } from "./ordinary-schema.ts"

type Side = "payer" | "payee"

/** Payments of each party on that side, in order of time. */
function byParty(payments: readonly Payment[], side: Side): Map<string, Payment[]> {
  const groups = new Map<string, Payment[]>()
  for (const payment of payments) {
    if (payment[side] === "") continue
    const group = groups.get(payment[side])
    if (group === undefined) groups.set(payment[side], [payment])
    else group.push(payment)
  }
  for (const group of groups.values()) group.sort((a, b) => a.time - b.time)
  return groups
}

/** Those in the time up to and with `end`. */
function within<T extends { readonly time: number }>(items: readonly T[], end: number, span: number): T[] {
  return items.filter(({ time }) => time <= end && end - time <= span)
}

function hits(party: string, payments: Iterable<Payment>): Hit[] {
  return [...new Set(payments)].map(({ id }) => ({ party, payment: id }))
}

/** Every payment alone. */
export function single(payments: readonly Payment[]): Hit[] {
  return [...byParty(payments, "payee")].flatMap(([payee, group]) => hits(payee, group))
}

/** The windows, one up to each payment of a party, that pass the test. */
export function windows(
  payments: readonly Payment[],
  side: Side,
  duration: Parameters<typeof milliseconds>[0],
  passes: (window: readonly Payment[]) => boolean,
): Hit[] {
  const span = milliseconds(duration)
  return [...byParty(payments, side)].flatMap(([party, group]) => {
    const found = new Set<Payment>()
    for (const { time } of group) {
      const window = within(group, time, span)
      if (passes(window)) for (const payment of window) found.add(payment)
    }
    return hits(party, found)
  })
}

/** How many parties stand on a side. */
export function distinct(payments: readonly Payment[], side: Side): number {
  return new Set(payments.flatMap((payment) => payment[side] || [])).size
}

/**
 * Who pays a courier within three days of a sale: three different sales in thirty days. Each parcel is of the latest sale
 * that has none yet; where all have one, of the latest.
 */
export function courierLinked(sales: readonly Payment[], parcels: readonly Payment[]): Hit[] {
  const salesOf = byParty(sales, "payee")
  return [...byParty(parcels, "payer")].flatMap(([party, sent]) => {
    const own = salesOf.get(party) ?? []
    const shipped = new Set<Payment>()
    const links = sent.flatMap((parcel) => {
      const recent = within(own, parcel.time, milliseconds({ days: 3 }))
      const sale = recent.findLast((each) => !shipped.has(each)) ?? recent.at(-1)
      if (sale === undefined) return []
      shipped.add(sale)
      return [{ time: parcel.time, sale, parcel }]
    })
    const found = links
      .map(({ time }) => within(links, time, milliseconds({ days: 30 })))
      .filter((recent) => new Set(recent.map(({ sale }) => sale)).size >= 3)
    return hits(
      party,
      found.flat().flatMap(({ sale, parcel }) => [sale, parcel]),
    )
  })
}
