// Moments as Excel counts them: days since 1899-12-30, with the time of day as a fraction. Only so are they filtered by month,
// sorted and grouped there; a text such as 2024-03-01T09:00:00Z is not.
import { DAY_MS, formatTime } from "../model/time.ts"

/** Day 25,569 of Excel. */
const UNIX_EPOCH_DAYS = 25_569
/** Excel has a 29 February 1900, so days before March of that year have one number in Excel and another in LibreOffice. */
const FIRST = Date.UTC(1900, 2, 1)
/** Excel ends with the year 9999. */
const AFTER_LAST = Date.UTC(10_000, 0, 1)

/** How a cell shows a moment: it has no zone, so it says that it is in UTC. */
export const TIME_FORMAT = 'yyyy-mm-dd hh:mm:ss "UTC"'

/** The number of a moment; the moment as text where Excel has no such number. */
export function excelTime(ms: number): number | string {
  if (ms < FIRST || ms >= AFTER_LAST) return formatTime(ms)
  // Divided once, so that it is rounded once: the number that is nearest to the moment.
  return (ms + UNIX_EPOCH_DAYS * DAY_MS) / DAY_MS
}

/** The same of a moment as our results hold it; "" for none. */
export function excelTimeOf(iso: string): number | string {
  const ms = Date.parse(iso)
  return Number.isNaN(ms) ? iso : excelTime(ms)
}
