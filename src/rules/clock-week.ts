// The minutes of a week at which a clock condition holds: what the engine looks up and the analysis of rules compares.
import type { ClockCondition } from "./tree.ts"

export const DAY_MINUTES = 1440
export const WEEK_MINUTES = 7 * DAY_MINUTES
const MINUTE_MS = 60_000
/** 1970-01-01 was a Thursday, three days into its week. */
const EPOCH_MINUTE = 3 * DAY_MINUTES

/** Minute of the week, from Monday 00:00, of a local time given as if it were UTC. */
export function minuteOfWeek(localMs: number): number {
  const minute = (Math.floor(localMs / MINUTE_MS) + EPOCH_MINUTE) % WEEK_MINUTES
  return minute < 0 ? minute + WEEK_MINUTES : minute
}

/** Day of the week of a local time: 1 is Monday, 7 is Sunday. */
export function weekdayOf(localMs: number): number {
  return Math.floor(minuteOfWeek(localMs) / DAY_MINUTES) + 1
}

/** 1 for each minute of the week at which the clock condition holds, else 0. */
export function minutesThatHold({ hours, weekdays }: ClockCondition): Uint8Array {
  const holds = new Uint8Array(WEEK_MINUTES)
  for (let minute = 0; minute < WEEK_MINUTES; minute++) {
    const day = Math.floor(minute / DAY_MINUTES) + 1
    const isDay = weekdays === null || weekdays.includes(day)
    if (isDay && (hours === null || isWithin(hours, minute % DAY_MINUTES))) holds[minute] = 1
  }
  return holds
}

function isWithin({ from, to }: NonNullable<ClockCondition["hours"]>, minute: number): boolean {
  return from < to ? minute >= from && minute < to : minute >= from || minute < to
}
