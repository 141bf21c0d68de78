// Time zones: between local time and UTC. Offsets are those of the IANA database as the platform ships it.

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

export interface Zone {
  /**
   * UTC of a local time given as if it were UTC. Of two equal local times (clocks put back) the first; in a gap
   * (clocks put forward) by the offset before it.
   */
  readonly toUtc: (localMs: number) => number
  /** The local time of an instant, given as if it were UTC. */
  readonly toLocal: (utcMs: number) => number
}

/** `name`: an IANA zone, `UTC`, `Z`, or an offset `±HH[:MM]`. Throws RangeError for anything else. */
export function createZone(name: string): Zone {
  const fixed = fixedOffset(name)
  if (fixed !== undefined) return { toUtc: (localMs) => localMs - fixed, toLocal: (utcMs) => utcMs + fixed }
  const offsetAt = ianaOffsets(name)
  return { toUtc: localToUtc(offsetAt), toLocal: utcToLocal(offsetAt) }
}

function localToUtc(offsetAt: OffsetAt): Zone["toUtc"] {
  // Offset of each local day on which it does not change; NaN on days where it may.
  const offsetOfDay = new Map<number, number>()
  let lastDay = Number.NaN
  let lastOffset = Number.NaN
  return (localMs) => {
    const day = Math.floor(localMs / DAY_MS)
    if (day !== lastDay) {
      lastDay = day
      lastOffset = offsetOfDay.get(day) ?? steadyOffset(offsetAt, day)
      offsetOfDay.set(day, lastOffset)
    }
    return Number.isNaN(lastOffset) ? nearChange(offsetAt, localMs) : localMs - lastOffset
  }
}

/** The offset of a UTC day: `before` until `changeAt`, `after` from then on. Equal when it does not change. */
interface DayOffsets {
  readonly before: number
  readonly changeAt: number
  readonly after: number
}

function utcToLocal(offsetAt: OffsetAt): Zone["toLocal"] {
  const known = new Map<number, DayOffsets>()
  let lastDay = Number.NaN
  let offsets: DayOffsets = { before: 0, changeAt: 0, after: 0 }
  return (utcMs) => {
    const day = Math.floor(utcMs / DAY_MS)
    if (day !== lastDay) {
      lastDay = day
      offsets = known.get(day) ?? offsetsOfDay(offsetAt, day)
      known.set(day, offsets)
    }
    return utcMs + (utcMs < offsets.changeAt ? offsets.before : offsets.after)
  }
}

/** No zone has changed twice within a UTC day, so halving finds the change, to the millisecond. */
function offsetsOfDay(offsetAt: OffsetAt, day: number): DayOffsets {
  let low = day * DAY_MS
  let changeAt = low + DAY_MS
  const before = offsetAt(low)
  const after = offsetAt(changeAt)
  if (before === after) return { before, changeAt, after }
  while (changeAt - low > 1) {
    const middle = Math.floor((low + changeAt) / 2)
    if (offsetAt(middle) === before) low = middle
    else changeAt = middle
  }
  return { before, changeAt, after }
}

function fixedOffset(name: string): number | undefined {
  if (name === "UTC" || name === "Z") return 0
  const match = /^([+-])(\d\d)(?::?([0-5]\d))?$/.exec(name)
  if (match === null || Number(match[2]) > 14) return undefined
  return (Number(match[2]) * HOUR_MS + Number(match[3] ?? 0) * 60_000) * (match[1] === "-" ? -1 : 1)
}

type OffsetAt = (utcMs: number) => number

/** Offsets in milliseconds east of UTC, read from the platform and kept. */
function ianaOffsets(name: string): OffsetAt {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" })
  const known = new Map<number, number>()
  return (utcMs) => {
    const offset = known.get(utcMs) ?? readOffset(format, utcMs)
    // Only times at the ends of days and around a change are asked for, but the latter may be many.
    if (known.size < 100_000) known.set(utcMs, offset)
    return offset
  }
}

function readOffset(format: Intl.DateTimeFormat, utcMs: number): number {
  // The day, and then the zone: `3/2/2024, GMT+08:00`.
  const match = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(format.format(utcMs))
  if (match === null) return 0
  const seconds = (Number(match[2]) * 60 + Number(match[3])) * 60 + Number(match[4] ?? 0)
  return seconds * (match[1] === "-" ? -1000 : 1000)
}

/** Offsets lie between -12 and +14 hours (with the Philippines and Alaska before 1900, ±16). */
const MAX_OFFSET_MS = 16 * HOUR_MS

/** The offset in force all through a local day, NaN when it changes then or in the hours around. */
function steadyOffset(offsetAt: OffsetAt, day: number): number {
  const before = offsetAt(day * DAY_MS - MAX_OFFSET_MS)
  const after = offsetAt((day + 1) * DAY_MS + MAX_OFFSET_MS)
  return before === after ? before : Number.NaN
}

function nearChange(offsetAt: OffsetAt, localMs: number): number {
  const before = offsetAt(localMs - MAX_OFFSET_MS)
  const after = offsetAt(localMs + MAX_OFFSET_MS)
  if (offsetAt(localMs - before) === before) return localMs - before
  return offsetAt(localMs - after) === after ? localMs - after : localMs - before
}
