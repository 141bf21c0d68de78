// Days gathered to the bars of a chart: by day, week or month, as many as can be told apart.
import type { DayFlow } from "./report-data.ts"
import { dayText } from "./time-text.ts"

export interface DatedCount {
  /** First day of the bar: `2024-03-01`. */
  readonly day: string
  readonly alerts: number
  readonly payments: number
  readonly flagged: number
}

export type BucketUnit = "day" | "week" | "month"

const DAY_MS = 86_400_000
/** More bars than this cannot be told apart. */
const MOST_BARS = 120

export interface Buckets {
  readonly unit: BucketUnit
  /** In order; those without payments between the first and the last are there, with zeros. */
  readonly days: readonly DatedCount[]
}

/** `days`: in order. Longer times than months can show keep the months that have payments. */
export function bucketDays(days: readonly DayFlow[]): Buckets {
  const first = days[0]
  const last = days.at(-1)
  if (first === undefined || last === undefined) return { unit: "day", days: [] }
  const count = (Date.parse(last.day) - Date.parse(first.day)) / DAY_MS + 1
  if (count <= MOST_BARS) return { unit: "day", days: gather(days, (day) => day, DAY_MS) }
  if (count <= MOST_BARS * 7) return { unit: "week", days: gather(days, mondayOf, 7 * DAY_MS) }
  return { unit: "month", days: gather(days, (day) => `${day.slice(0, 7)}-01`, null) }
}

/** `stepMs`: distance of bars, which are made where none is; null: only those that have payments. */
function gather(
  days: readonly DayFlow[],
  startOf: (day: string) => string,
  stepMs: number | null,
): DatedCount[] {
  const bars = new Map<string, { day: string; alerts: number; payments: number; flagged: number }>()
  const barOf = (day: string) => {
    const bar = bars.get(day) ?? { day, alerts: 0, payments: 0, flagged: 0 }
    bars.set(day, bar)
    return bar
  }
  if (stepMs !== null) {
    const end = Date.parse(startOf(days.at(-1)!.day))
    for (let ms = Date.parse(startOf(days[0]!.day)); ms <= end; ms += stepMs) barOf(dayText(ms))
  }
  for (const { day, alerts, payments, flagged } of days) {
    const bar = barOf(startOf(day))
    bar.alerts += alerts
    bar.payments += payments
    bar.flagged += flagged
  }
  return [...bars.values()]
}

function mondayOf(day: string): string {
  const ms = Date.parse(day)
  // 1 January 1970 was a Thursday.
  return dayText(ms - ((((Math.floor(ms / DAY_MS) + 3) % 7) + 7) % 7) * DAY_MS)
}
