// Settled payments by day, month and corridor, and by month inside each network: one walk through the table.
import { MISSING } from "../../model/dictionary.ts"
import type { Finding } from "../../model/finding.ts"
import type { Network } from "../../model/network.ts"
import { partyCountOf } from "../../model/order.ts"
import { SETTLED } from "../../model/payment.ts"
import type { PaymentTable } from "../../model/table.ts"
import { DAY_MS, utcDay } from "../../model/time.ts"
import { Totals } from "../../model/totals.ts"
import { compareText } from "../../model/vocabulary.ts"
import type { CorridorFlow, DayFlow, MonthFlow } from "../page/report-data.ts"
import { flatTotals } from "./flat-totals.ts"

export interface Flows {
  readonly screened: number
  readonly span: readonly [first: number, last: number] | null
  readonly days: readonly DayFlow[]
  readonly months: readonly MonthFlow[]
  /** Most flagged first, then most payments, then by countries. */
  readonly corridors: readonly CorridorFlow[]
  /** In the order of the networks. */
  readonly networkMonths: readonly (readonly MonthFlow[])[]
}

class Flow {
  payments = 0
  flagged = 0
  readonly total = new Totals()
  readonly flaggedTotal = new Totals()

  add(currency: string, minor: number, flagged: boolean): void {
    this.payments++
    this.total.add(currency, minor)
    if (!flagged) return
    this.flagged++
    this.flaggedTotal.add(currency, minor)
  }

  done() {
    const { payments, flagged, total, flaggedTotal } = this
    return {
      payments,
      flagged,
      total: flatTotals(total.done()),
      flaggedTotal: flatTotals(flaggedTotal.done()),
    }
  }
}

/** `alertDays`: alerts by the day of their last payment. */
export function measureFlows(
  table: PaymentTable,
  findings: readonly Finding[],
  networks: readonly Network[],
  alertDays: ReadonlyMap<string, number>,
): Flows {
  const { time, status, currency, currencies, amountMinor } = table
  const currencyTexts = Array.from({ length: currencies.size }, (_, code) => currencies.text(code))
  const flagged = flaggedRows(table, findings)
  const networksOf = networksByParty(table, networks)
  const days = new Map<number, { payments: number; flagged: number }>()
  const months = new Map<string, Flow>()
  const networkMonths = networks.map(() => new Map<string, Flow>())
  const corridors = corridorFlows(table)
  const monthOf = createMonthNames()
  // Payments of one day follow one another in most files: what belongs to a day is looked up when the day changes.
  let day = Number.NaN
  let month = ""
  let ofDay = { payments: 0, flagged: 0 }
  let ofMonth = new Flow()
  let [screened, first, last] = [0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let row = 0; row < table.rowCount; row++) {
    if (status[row] !== SETTLED) continue
    const at = time[row]!
    const isFlagged = flagged[row] === 1
    const code = currencyTexts[currency[row]!]!
    const minor = amountMinor[row]!
    screened++
    first = Math.min(first, at)
    last = Math.max(last, at)
    if (at < day * DAY_MS || at >= (day + 1) * DAY_MS || Number.isNaN(day)) {
      day = Math.floor(at / DAY_MS)
      month = monthOf(day)
      ofDay = entryOf(days, day, () => ({ payments: 0, flagged: 0 }))
      ofMonth = entryOf(months, month, () => new Flow())
    }
    ofDay.payments++
    if (isFlagged) ofDay.flagged++
    ofMonth.add(code, minor, isFlagged)
    corridors.flowOf(row)?.add(code, minor, isFlagged)
    for (const network of networksOf(row)) {
      entryOf(networkMonths[network]!, month, () => new Flow()).add(code, minor, isFlagged)
    }
  }
  return {
    screened,
    span: screened === 0 ? null : [first, last],
    days: dayFlows(days, alertDays),
    months: monthFlows(months),
    corridors: corridors.done(),
    networkMonths: networkMonths.map(monthFlows),
  }
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

/** 1 where a finding names the row that no decision keeps back. */
function flaggedRows(table: PaymentTable, findings: readonly Finding[]): Uint8Array {
  const flagged = new Uint8Array(table.rowCount)
  for (const { rows, suppressed } of findings) {
    if (suppressed !== undefined) continue
    for (const row of rows) flagged[row] = 1
  }
  return flagged
}

/** `2024-03` of a day since 1970; days of one month follow one another in most files. */
function createMonthNames(): (day: number) => string {
  const names = new Map<number, string>()
  return (day) => entryOf(names, day, () => utcDay(day * DAY_MS).slice(0, 7))
}

function dayFlows(
  days: ReadonlyMap<number, { readonly payments: number; readonly flagged: number }>,
  alertDays: ReadonlyMap<string, number>,
): DayFlow[] {
  return [...days]
    .sort(([a], [b]) => a - b)
    .map(([number, { payments, flagged }]) => {
      const day = utcDay(number * DAY_MS)
      return { day, payments, flagged, alerts: alertDays.get(day) ?? 0 }
    })
}

function monthFlows(months: ReadonlyMap<string, Flow>): MonthFlow[] {
  return [...months].sort(([a], [b]) => compareText(a, b)).map(([month, flow]) => ({ month, ...flow.done() }))
}

const NO_NETWORKS: readonly number[] = []

/**
 * Networks that a payment counts for: both parties belong to it, and one of them is a member. What two contacts pay one
 * another is not its matter.
 */
function networksByParty(
  table: PaymentTable,
  networks: readonly Network[],
): (row: number) => readonly number[] {
  const members: (number[] | undefined)[] = new Array(partyCountOf(table) + 1)
  const parties: (Set<number> | undefined)[] = new Array(partyCountOf(table) + 1)
  networks.forEach((network, index) => {
    for (const { party } of network.members) {
      const code = table.parties.code(party)
      members[code] = [...(members[code] ?? []), index]
    }
    for (const { party } of [...network.members, ...network.contacts]) {
      const code = table.parties.code(party)
      parties[code] = (parties[code] ?? new Set<number>()).add(index)
    }
  })
  // Few payments are between parties of networks: the others need no look at those.
  const isParty = Uint8Array.from(parties, (of) => (of === undefined ? 0 : 1))
  isParty[MISSING] = 0
  return (row) => {
    const [payer, payee] = [table.payer[row]!, table.payee[row]!]
    if (isParty[payer] === 0 || isParty[payee] === 0) return NO_NETWORKS
    const [paying, paid] = [parties[payer], parties[payee]]
    if (paying === undefined || paid === undefined) return NO_NETWORKS
    const candidates = new Set([...(members[payer] ?? NO_NETWORKS), ...(members[payee] ?? NO_NETWORKS)])
    return [...candidates].filter((network) => paying.has(network) && paid.has(network))
  }
}

function corridorFlows(table: PaymentTable) {
  const from = table.text.get("payerCountry")
  const to = table.text.get("payeeCountry")
  const flows = new Map<string, { readonly from: string; readonly to: string; readonly flow: Flow }>()
  /** By the codes of both countries; several codes may tell the same text. */
  const flowOfCodes = new Map<number, Flow | undefined>()
  const country = (column: typeof from, row: number) => column?.values.text(column.codes[row]!) ?? ""
  const flowOfTexts = (row: number): Flow | undefined => {
    const pair = { from: country(from, row), to: country(to, row) }
    if (pair.from === "" && pair.to === "") return undefined
    return entryOf(flows, `${pair.from} ${pair.to}`, () => ({ ...pair, flow: new Flow() })).flow
  }
  return {
    /** Undefined where no country is stated. */
    flowOf(row: number): Flow | undefined {
      const fromCode = from === undefined ? MISSING : from.codes[row]!
      const toCode = to === undefined ? MISSING : to.codes[row]!
      if (fromCode === MISSING && toCode === MISSING) return undefined
      return entryOf(flowOfCodes, fromCode * (to?.values.size ?? 1) + toCode, () => flowOfTexts(row))
    },
    done: (): CorridorFlow[] =>
      [...flows.values()]
        .map((each) => ({ from: each.from, to: each.to, ...each.flow.done() }))
        .sort(
          (a, b) =>
            b.flagged - a.flagged ||
            b.payments - a.payments ||
            compareText(a.from, b.from) ||
            compareText(a.to, b.to),
        ),
  }
}
