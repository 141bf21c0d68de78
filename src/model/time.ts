// Time as epoch milliseconds UTC: reading timestamps of many layouts, and writing one. The door of date-fns.
import { parse } from "date-fns"
import { readIso, readOffset } from "./iso-time.ts"
import { createZone, type Zone } from "./zone.ts"

export const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** How numbers of a date are ordered where the year does not come first: 31/12/2024 or 12/31/2024. */
export type DateOrder = "dmy" | "mdy"

/** Reads the timestamps of one source. */
export interface TimeReader {
  /** Epoch milliseconds UTC, or NaN for text that is no time. */
  read(text: string): number
  /** UTC of a local time given as if it were UTC, for who has read the numbers of a time without a zone itself. */
  local(ms: number): number
  /** Whether a time without a zone of its own was read so far; who reads in parts may set it anew. */
  assumedZone: boolean
}

/**
 * A reader for text in `zone`: an IANA name, `UTC` or an offset such as `+08:00`. Where clocks are put back, the
 * first of two equal local times is meant; where they skip an hour, the offset before the change counts.
 * `dateOrder` lets it read dates such as 01/03/2024, which otherwise are refused. Throws RangeError for an unknown zone.
 */
export function createTimeReader(zone: string, dateOrder?: DateOrder): TimeReader {
  const { toUtc } = createZone(zone)
  let lastText = ""
  let lastTime = Number.NaN
  const local = (ms: number) => {
    reader.assumedZone = true
    return toUtc(ms)
  }
  const readAny = (text: string): number => {
    const iso = readIso(text, local)
    if (!Number.isNaN(iso)) return iso
    // Epoch times have 10 digits (seconds) or 13 (milliseconds) from 2001 to 2286. Ten digits that are also a date
    // and an hour (2024030112) are a second of 2033 or later, and could mean either.
    if (/^\d{10}$/.test(text))
      return Number.isNaN(readIso(`${text}0000`, (ms) => ms)) ? Number(text) * 1000 : Number.NaN
    if (/^\d{13}$/.test(text)) return Number(text)
    const ordered = orderDate(foldDigits(text.trim()), dateOrder)
    const again = ordered === text ? Number.NaN : readIso(ordered, local)
    return Number.isNaN(again) ? readOddFormat(ordered, local) : again
  }
  const reader: TimeReader = {
    assumedZone: false,
    local,
    read(text) {
      if (text === lastText) return lastTime
      lastText = text
      lastTime = readAny(text)
      return lastTime
    },
  }
  return reader
}

/** Epoch milliseconds UTC of one timestamp; undefined when it is none. For many use `createTimeReader`. */
export function parseTime(text: string, zone: string): number | undefined {
  const time = createTimeReader(zone).read(text)
  return Number.isNaN(time) ? undefined : time
}

/** Full-width digits and marks as ASCII, any run of spaces as one. */
function foldDigits(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000]+/g, " ")
}

/** Puts the parts of a numeric date into ISO order with two digits each: "2024/3/1 9:05" is "2024-03-01 09:05". */
function orderDate(text: string, dateOrder: DateOrder | undefined): string {
  const match = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:(?:[T ]|, )(\d{1,2})(:.*))?$/.exec(text)
  if (match === null) return text
  const [, a = "", , b = "", c = "", hour, rest = ""] = match
  const clock = hour === undefined ? "" : ` ${hour.padStart(2, "0")}${rest}`
  const date = (year: string, month: string, day: string) =>
    `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}${clock}`
  if (a.length === 4 && c.length <= 2) return date(a, b, c)
  if (dateOrder === undefined || a.length > 2 || c.length !== 4) return text
  return dateOrder === "dmy" ? date(c, b, a) : date(c, a, b)
}

/** Layouts that can mean one thing only, with what tells them apart. Month names are English. */
const ODD_FORMATS: readonly (readonly [shape: RegExp, date: string])[] = [
  // With a clock of twelve hours; the others are read before.
  [/^\d{4}-\d\d-\d\d\b/, "yyyy-MM-dd"],
  [/^\d{1,2} [a-z]{3} \d{4}\b/i, "d MMM yyyy"],
  [/^\d{1,2}-[a-z]{3}-\d{4}\b/i, "d-MMM-yyyy"],
  [/^\d{1,2} [a-z]{4,9} \d{4}\b/i, "d MMMM yyyy"],
  [/^[a-z]{3} \d{1,2}, \d{4}\b/i, "MMM d, yyyy"],
  [/^[a-z]{4,9} \d{1,2}, \d{4}\b/i, "MMMM d, yyyy"],
  [/^[a-z]{3}, \d{1,2} [a-z]{3} \d{4}\b/i, "EEE, d MMM yyyy"],
  [/^\d{4}年\d{1,2}月\d{1,2}[日号]?/, "yyyy年M月d日"],
]
const ODD_CLOCK = /^(?:,? (\d{1,2}:\d\d)(:\d\d)?( ?[ap]m)?(?: ?(Z|UTC|GMT|[+-]\d\d:?\d\d))?)?$/i

function readOddFormat(text: string, local: (ms: number) => number): number {
  for (const [shape, format] of ODD_FORMATS) {
    const date = shape.exec(text)?.[0]
    const clock = date === undefined ? null : ODD_CLOCK.exec(text.slice(date.length).replace(/^(?=\d)/, " "))
    if (date === undefined || clock === null) continue
    const [, minutes, seconds, half, zone] = clock
    const value = `${date.replace(/号$|(?<=月\d{1,2})$/, "日")} ${minutes ?? "00:00"}${seconds ?? ":00"}${half?.trim() ?? ""}`
    const layout = `${format} ${half === undefined ? "H" : "h"}:mm:ss${half === undefined ? "" : "a"}`
    // Given a zone in the text, the result does not depend on the zone of the machine.
    const utc = parse(`${value} +00:00`, `${layout} xxx`, 0).getTime()
    if (Number.isNaN(utc)) return Number.NaN
    return zone === undefined ? local(utc) : utc - readOffset(zone.toUpperCase(), 0)
  }
  return Number.NaN
}

/** Whether `name` is a zone that `createTimeReader` takes. */
export function checkTimeZone(name: string): boolean {
  return zoneOrUndefined(name) !== undefined
}

function zoneOrUndefined(name: string): Zone | undefined {
  try {
    return createZone(name)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** ISO 8601 UTC with seconds, with milliseconds only when they are not zero: `2024-03-01T09:00:00Z`. */
export function formatTime(ms: number): string {
  const day = Math.floor(ms / DAY_MS)
  const second = (ms - day * DAY_MS) / 1000
  if (!Number.isInteger(second)) return new Date(ms).toISOString().replace(".000Z", "Z")
  if (day !== formattedDay) {
    const text = new Date(ms).toISOString()
    formattedDayText = text.slice(0, text.indexOf("T") + 1)
    formattedDay = day
  }
  const minute = Math.floor(second / 60)
  const hour = Math.floor(minute / 60)
  return `${formattedDayText}${TWO_DIGITS[hour]!}:${TWO_DIGITS[minute % 60]!}:${TWO_DIGITS[second % 60]!}Z`
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"))

/** The day printed last and its text: payments are told in order of time, hundreds a day. */
let formattedDay = Number.NaN
let formattedDayText = ""

/** Whether the text is a day of the calendar, written YYYY-MM-DD. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && parseTime(text, "UTC") !== undefined
}

/** The UTC day as YYYY-MM-DD. */
export function utcDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

const UNITS: readonly (readonly [unit: string, ms: number])[] = [
  ["d", DAY_MS],
  ["h", HOUR_MS],
  ["m", MINUTE_MS],
  ["s", 1000],
  ["ms", 1],
]

/** Milliseconds of a whole number with a unit: 90s, 30m, 36h, 7d, 2w (and ms). Undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9})\s?(ms|s|m|h|d|w)$/.exec(text.trim())
  if (match === null) return undefined
  const unit = match[2] === "w" ? 7 * DAY_MS : UNITS.find(([name]) => name === match[2])![1]
  return Number(match[1]) * unit
}

/** In the largest unit that leaves no rest: "7d", "36h", "90m"; zero is "0s". Takes whole milliseconds. */
export function formatDuration(ms: number): string {
  if (ms === 0) return "0s"
  const [unit, size] = UNITS.find(([, size]) => ms % size === 0)!
  return `${ms / size}${unit}`
}
