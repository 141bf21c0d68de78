// Questions on several payments of one party: arrays by party, filtered by time. All lists come in order of time.
import { differenceInMilliseconds, milliseconds } from "date-fns"
import type { Payment } from "./ordinary-schema.ts"

const DAY = milliseconds({ days: 1 })

function byParty(payments: readonly Payment[], side: "payer" | "payee"): Map<string, Payment[]> {
  const groups = new Map<string, Payment[]>()
  for (const payment of payments) {
    if (payment[side] === "") continue
    const group = groups.get(payment[side])
    if (group === undefined) groups.set(payment[side], [payment])
    else group.push(payment)
  }
  return groups
}

/** Payments of a group in the time up to and with `end`. */
function within(group: readonly Payment[], end: number, span: number): Payment[] {
  return group.filter(({ time }) => time <= end && differenceInMilliseconds(end, time) <= span)
}

/** Payees of three such payments in seven days. */
export function splitSums(payments: readonly Payment[]): string[] {
  return [...byParty(payments, "payee")]
    .filter(([, group]) => group.some(({ time }) => within(group, time, 7 * DAY).length >= 3))
    .map(([payee]) => payee)
}

/** Payees of ten different payers within a day. */
export function manyPayers(payments: readonly Payment[]): string[] {
  const payersAt = (group: readonly Payment[], end: number): number =>
    new Set(within(group, end, DAY).flatMap(({ payer }) => payer || [])).size
  return [...byParty(payments, "payee")]
    .filter(([, group]) => group.some(({ time }) => payersAt(group, time) >= 10))
    .map(([payee]) => payee)
}

/** Who pays a courier within three days of a sale: three different sales in thirty days, each parcel after the latest. */
export function courierLinked(sales: readonly Payment[], parcels: readonly Payment[]): string[] {
  const salesOf = byParty(sales, "payee")
  const linked: string[] = []
  for (const [party, sent] of byParty(parcels, "payer")) {
    const own = salesOf.get(party) ?? []
    const links = sent.flatMap((parcel) => {
      const sale = within(own, parcel.time, 3 * DAY).at(-1)
      return sale === undefined ? [] : [{ time: parcel.time, sale }]
    })
    const isLinked = links.some(({ time }) => {
      const recent = links.filter((link) => link.time <= time && time - link.time <= 30 * DAY)
      return new Set(recent.map(({ sale }) => sale.id)).size >= 3
    })
    if (isLinked) linked.push(party)
  }
  return linked
}
