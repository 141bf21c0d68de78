// Conditions on the clock of a zone, for all rows of a table, and local times as evidence shows them.
import { createBits, setBit } from "../model/bits.ts"
import type { Messages } from "../model/messages.ts"
import { createZone, type Zone } from "../model/zone.ts"
import { minuteOfWeek, minutesThatHold, weekdayOf } from "../rules/clock-week.ts"
import type { ClockCondition } from "../rules/tree.ts"
import type { Mask } from "./masks.ts"

/** TRUE for times (epoch milliseconds) at which the condition holds, else FALSE. */
export function testClock(time: Float64Array, condition: ClockCondition): Mask {
  const { toLocal } = zoneNamed(condition.zone)
  const holds = minutesThatHold(condition)
  const isTrue = createBits(time.length)
  for (let row = 0; row < time.length; row++)
    if (holds[minuteOfWeek(toLocal(time[row]!))] === 1) setBit(isTrue, row)
  return { rowCount: time.length, isTrue, undecidable: null, absent: null }
}

/** The minute by the clock of a zone: `2024-03-02 23:15 Sat`. */
export function localMinute(messages: Messages, timeMs: number, zone: string): string {
  const localMs = zoneNamed(zone).toLocal(timeMs)
  const minute = new Date(localMs).toISOString().slice(0, -8).replace("T", " ")
  return `${minute} ${messages.nameOf("weekday", String(weekdayOf(localMs)))}`
}

/** Zones keep what they have asked the platform; rules name few, and every finding asks again. */
const zones = new Map<string, Zone>()

function zoneNamed(name: string): Zone {
  const zone = zones.get(name) ?? createZone(name)
  zones.set(name, zone)
  return zone
}
