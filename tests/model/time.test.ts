import { isValid, parse, parseISO } from "date-fns"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  checkTimeZone,
  createTimeReader,
  formatDuration,
  formatTime,
  parseDuration,
  parseTime,
  utcDay,
} from "../../src/model/time.ts"

const pad = (value: number, width = 2) => String(value).padStart(width, "0")

/** Parts that need not make a date: days up to 32, months up to 13, hours up to 25. */
const parts = fc.record({
  year: fc.oneof(fc.integer({ min: 1, max: 9999 }), fc.constantFrom(1900, 2000, 2023, 2024, 2100)),
  month: fc.integer({ min: 0, max: 13 }),
  day: fc.integer({ min: 0, max: 32 }),
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.integer({ min: 0, max: 61 }),
  second: fc.integer({ min: 0, max: 61 }),
  ms: fc.integer({ min: 0, max: 999 }),
  zone: fc.constantFrom("Z", "+08:00", "-0330", "+05", "-12:00", "+14:00"),
})

describe("parseTime against date-fns", () => {
  test("ISO text with a zone", () => {
    fc.assert(
      fc.property(parts, fc.constantFrom("T", " "), (p, between) => {
        const date = `${pad(p.year, 4)}-${pad(p.month)}-${pad(p.day)}`
        const clock = `${pad(p.hour)}:${pad(p.minute)}:${pad(p.second)}.${pad(p.ms, 3)}`
        const expected = parseISO(`${date}T${clock}${p.zone}`)
        const ours = parseTime(`${date}${between}${clock}${p.zone}`, "UTC")
        expect(ours).toBe(isValid(expected) ? expected.getTime() : undefined)
      }),
      { numRuns: 2000 },
    )
  })

  test("dates alone, with slashes and compact", () => {
    fc.assert(
      fc.property(parts, ({ year, month, day }) => {
        const parsed = parse(`${pad(year, 4)} ${pad(month)} ${pad(day)} +00:00`, "yyyy MM dd xxx", 0)
        const expected = isValid(parsed) ? parsed.getTime() : undefined
        for (const mark of ["-", "/", ""]) {
          expect(parseTime([pad(year, 4), pad(month), pad(day)].join(mark), "UTC")).toBe(expected)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

/** The slow twin of zones: what the platform prints for an instant. */
function localText(utcMs: number, zone: string): string {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  })
  const part = new Map(format.formatToParts(utcMs).map(({ type, value }) => [type, value]))
  return `${part.get("year")}-${part.get("month")}-${part.get("day")} ${part.get("hour")}:${part.get("minute")}:${part.get("second")}`
}

describe("time zones", () => {
  const zones = [
    "Asia/Shanghai",
    "America/New_York",
    "Europe/London",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "UTC",
  ]

  test("local text names an instant that the zone prints as that text, the earliest one", () => {
    const readers = new Map(zones.map((zone) => [zone, createTimeReader(zone)]))
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1985, 0, 1) / 1000, max: Date.UTC(2037, 0, 1) / 1000 }),
        fc.constantFrom(...zones),
        (seconds, zone) => {
          const text = localText(seconds * 1000, zone)
          const time = readers.get(zone)!.read(text)
          expect(localText(time, zone)).toBe(text)
          expect(time).toBeLessThanOrEqual(seconds * 1000)
        },
      ),
      { numRuns: 500 },
    )
  })

  test("clocks put back: the first of two; clocks put forward: the offset before", () => {
    const text = (value: string) => formatTime(parseTime(value, "America/New_York")!)
    expect(text("2024-11-03 01:30:00")).toBe("2024-11-03T05:30:00Z")
    expect(text("2024-11-03 02:30:00")).toBe("2024-11-03T07:30:00Z")
    expect(text("2024-03-10 02:30:00")).toBe("2024-03-10T07:30:00Z")
    expect(text("2024-03-10 01:59:59")).toBe("2024-03-10T06:59:59Z")
    expect(text("2024-03-10 03:00:00")).toBe("2024-03-10T07:00:00Z")
    expect(formatTime(parseTime("2011-12-30 12:00", "Pacific/Apia")!)).toBe("2011-12-30T22:00:00Z")
  })

  test("fixed offsets", () => {
    expect(formatTime(parseTime("2024-03-01", "+08:00")!)).toBe("2024-02-29T16:00:00Z")
    expect(formatTime(parseTime("2024-03-01 00:00", "-0330")!)).toBe("2024-03-01T03:30:00Z")
  })

  test("names are checked", () => {
    for (const name of ["UTC", "Z", "Asia/Shanghai", "+08:00", "-03"]) expect(checkTimeZone(name)).toBe(true)
    for (const name of ["", "Mars/Base", "+25:00", "8", "../etc"]) expect(checkTimeZone(name)).toBe(false)
  })

  test("China had summer time from 1986 to 1991", () => {
    const text = (value: string) => formatTime(parseTime(value, "Asia/Shanghai")!)
    expect(text("1986-05-03 12:00")).toBe("1986-05-03T04:00:00Z")
    expect(text("1986-07-01 12:00")).toBe("1986-07-01T03:00:00Z")
    expect(text("1991-09-16 12:00")).toBe("1991-09-16T04:00:00Z")
  })

  test("UTC and GMT behind a time, clocks of twelve hours, and what could be two times", () => {
    const reader = createTimeReader("Asia/Shanghai", "mdy")
    const text = (value: string) => formatTime(reader.read(value))
    expect(text("2024-03-01 10:00:00 UTC")).toBe("2024-03-01T10:00:00Z")
    expect(text("2024-03-01 10:00:00.123456 GMT")).toBe("2024-03-01T10:00:00.123Z")
    expect(text("3/1/2024 9:05 PM")).toBe("2024-03-01T13:05:00Z")
    expect(text("2024-03-01 12:00:00 am +08:00")).toBe("2024-02-29T16:00:00Z")
    // A day and an hour, or a second of the year 2034; a zone that is none; hours that are none.
    for (const value of [
      "2024030112",
      "1 Mar 2024 10:00 +99:00",
      "2024-03-01 13:00 PM",
      "2024-03-01 10:00 CST",
    ])
      expect(reader.read(value)).toBeNaN()
    expect(text("1709283600")).toBe("2024-03-01T09:00:00Z")
  })

  test("says whether a zone was assumed", () => {
    const reader = createTimeReader("Asia/Shanghai")
    reader.read("2024-03-01T10:00:00Z")
    expect(reader.assumedZone).toBe(false)
    reader.read("no time")
    expect(reader.assumedZone).toBe(false)
    reader.read("2024-03-01 10:00:00")
    expect(reader.assumedZone).toBe(true)
  })
})

describe("layouts", () => {
  const noon = "2024-03-01T12:00:00Z"
  test.each([
    ["2024-03-01T12:00:00Z", noon],
    ["2024-03-01 12:00", noon],
    ["2024/3/1 12:00", noon],
    ["2024.03.01 12:00:00", noon],
    ["2024-03-01T12:00:00.999999Z", "2024-03-01T12:00:00.999Z"],
    ["2024-03-01T20:00:00 +08:00", noon],
    ["20240301120000", noon],
    ["1709294400", noon],
    ["1709294400000", noon],
    ["01 Mar 2024 12:00", noon],
    ["1 March 2024, 12:00:00", noon],
    ["01-MAR-2024 12:00", noon],
    ["Mar 1, 2024 12:00:00 PM", noon],
    ["Fri, 01 Mar 2024 14:00:00 +0200", noon],
    ["2024年3月1日 12:00:00", noon],
    ["2024年03月01日12:00", noon],
    ["２０２４-０３-０１ １２:００", noon],
    ["2024年3月1日", "2024-03-01T00:00:00Z"],
    ["2024/3/1 9:05", "2024-03-01T09:05:00Z"],
  ])("%s", (text, expected) => expect(formatTime(parseTime(text, "UTC")!)).toBe(expected))

  test.each([
    "",
    "2024-02-30",
    "2023-02-29",
    "2024-13-01",
    "2024-03-01T24:00:00Z",
    "2024-03-01 12:60",
    "2024-03-01T12:00:00+99:00",
    "2024-03-01 12:00:00 PST8",
    "2024-03/01",
    "01/03/2024",
    "1.3.2024",
    "31 Feb 2024",
    "2024年13月1日",
    "yesterday",
    "12",
    "123456789",
    "-1709294400",
  ])("%j is no time", (text) => expect(parseTime(text, "UTC")).toBeUndefined())

  test("the order of day and month must be given", () => {
    expect(formatTime(createTimeReader("UTC", "dmy").read("01/03/2024 9:30"))).toBe("2024-03-01T09:30:00Z")
    expect(formatTime(createTimeReader("UTC", "mdy").read("03/01/2024"))).toBe("2024-03-01T00:00:00Z")
    expect(createTimeReader("UTC", "mdy").read("13/01/2024")).toBeNaN()
    expect(formatTime(createTimeReader("UTC", "dmy").read("2024-03-01"))).toBe("2024-03-01T00:00:00Z")
  })
})

describe("writing", () => {
  test("time and day", () => {
    expect(formatTime(0)).toBe("1970-01-01T00:00:00Z")
    expect(formatTime(1)).toBe("1970-01-01T00:00:00.001Z")
    expect(utcDay(-1)).toBe("1969-12-31")
  })

  test("durations are read back as written", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.constantFrom(1, 1000, 60_000, 3_600_000, 86_400_000),
        (n, unit) => {
          expect(parseDuration(formatDuration(n * unit))).toBe(n * unit)
        },
      ),
    )
    expect([604_800_000, 129_600_000, 5_400_000, 0, 1500].map(formatDuration)).toEqual([
      "7d",
      "36h",
      "90m",
      "0s",
      "1500ms",
    ])
    expect(parseDuration("2w")).toBe(14 * 86_400_000)
    for (const text of ["", "7", "d", "-1d", "1.5h", "7 days", "1d12h"])
      expect(parseDuration(text)).toBeUndefined()
  })
})

test("a time is printed as a Date prints it, its milliseconds only when there are any", () => {
  const times = fc.oneof(
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
    fc.integer({ min: -8.64e12, max: 8.64e12 }).map((second) => second * 1000),
    fc.integer({ min: 0, max: 3e5 }).map((minute) => minute * 60_000 - 1),
  )
  fc.assert(
    fc.property(fc.array(times, { maxLength: 5 }), (list) => {
      for (const ms of list) {
        expect(formatTime(ms)).toBe(new Date(ms).toISOString().replace(".000Z", "Z"))
      }
    }),
    { numRuns: 1000 },
  )
  expect(() => formatTime(8.64e15 + 1)).toThrow(RangeError)
  expect(() => formatTime(Number.NaN)).toThrow(RangeError)
})
