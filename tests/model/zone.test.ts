// Local time of instants, against what the platform prints.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createZone } from "../../src/model/zone.ts"

const MINUTE_MS = 60_000

/** The slow twin: what the platform prints for an instant, given as if it were UTC. */
function printedLocal(utcMs: number, zone: string): number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  })
  const part = new Map(format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]))
  const [year = 0, month = 0, day = 0, hour, minute, second] = [
    "year",
    "month",
    "day",
    "hour",
    "minute",
    "second",
  ].map((type) => part.get(type as Intl.DateTimeFormatPartTypes))
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((utcMs % 1000) + 1000) % 1000)
}

const ZONES = [
  "Asia/Shanghai",
  "America/New_York",
  "Europe/London",
  "Africa/Casablanca",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "UTC",
]

/** Changes of clocks of these zones. */
const CHANGES = [
  "1986-05-03T18:00Z",
  "1991-09-14T17:00Z",
  "2024-03-10T07:00Z",
  "2024-11-03T06:00Z",
  "2024-03-31T01:00Z",
  "2024-10-27T01:00Z",
  "2024-03-10T02:00Z",
  "2024-04-14T02:00Z",
  "2024-04-06T15:00Z",
  "2024-10-05T15:30Z",
  "2011-12-30T10:00Z",
].map(Date.parse)

describe("toLocal", () => {
  test("is what the platform prints, near changes and far from them", () => {
    const zones = new Map(ZONES.map((name) => [name, createZone(name)]))
    const near = fc
      .tuple(
        fc.constantFrom(...CHANGES),
        fc.integer({ min: -1600, max: 1600 }),
        fc.constantFrom(-1, 0, 0, 1, 999),
      )
      .map(([change, minutes, ms]) => change + minutes * MINUTE_MS + ms)
    const far = fc.integer({ min: Date.UTC(1969, 0, 1), max: Date.UTC(2037, 0, 1) })
    fc.assert(
      fc.property(fc.oneof(near, far), fc.constantFrom(...ZONES), (utcMs, name) => {
        expect(zones.get(name)!.toLocal(utcMs)).toBe(printedLocal(utcMs, name))
      }),
      { numRuns: 1500 },
    )
  })

  test.each([
    ["America/New_York", "2024-03-10T06:59:59.999Z", "2024-03-10T01:59:59.999Z"],
    ["America/New_York", "2024-03-10T07:00Z", "2024-03-10T03:00Z"],
    ["America/New_York", "2024-11-03T05:59:59.999Z", "2024-11-03T01:59:59.999Z"],
    ["America/New_York", "2024-11-03T06:00Z", "2024-11-03T01:00Z"],
    ["Australia/Lord_Howe", "2024-04-06T14:59:59.999Z", "2024-04-07T01:59:59.999Z"],
    ["Australia/Lord_Howe", "2024-04-06T15:00Z", "2024-04-07T01:30Z"],
    ["Pacific/Apia", "2011-12-30T09:59:59.999Z", "2011-12-29T23:59:59.999Z"],
    ["Pacific/Apia", "2011-12-30T10:00Z", "2011-12-31T00:00Z"],
    ["+05:30", "2024-03-10T20:00Z", "2024-03-11T01:30Z"],
    ["-03", "1969-12-31T23:00Z", "1969-12-31T20:00Z"],
  ])("%s at %s shows %s", (zone, utc, local) => {
    expect(createZone(zone).toLocal(Date.parse(utc))).toBe(Date.parse(local))
  })

  test("toUtc undoes it, but for the second of two equal local times", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1985, 0, 1), max: Date.UTC(2037, 0, 1) }),
        fc.constantFrom(...ZONES),
        (utcMs, name) => {
          const { toLocal, toUtc } = createZone(name)
          const back = toUtc(toLocal(utcMs))
          expect(back).toBeLessThanOrEqual(utcMs)
          expect(toLocal(back)).toBe(toLocal(utcMs))
        },
      ),
      { numRuns: 200 },
    )
  })
})
