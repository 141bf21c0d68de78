import fc from "fast-check"
import { expect, test } from "vitest"
import { zonedText, zonesToOffer } from "../../../src/report/page/time-zones.ts"

test("zones are offered once, UTC and unknown ones not at all", () => {
  expect(zonesToOffer(["UTC", "Asia/Shanghai", "Asia/Shanghai"], "Europe/Paris")).toEqual([
    "Asia/Shanghai",
    "Europe/Paris",
  ])
  expect(zonesToOffer(["Atlantis/Centre", "Etc/UTC"], "UTC")).toEqual([])
})

test("a time in a zone has the offset of its day", () => {
  expect(zonedText(Date.UTC(2026, 0, 29, 16, 14, 40), "Asia/Shanghai")).toBe("2026-01-30 00:14:40 +08:00")
  expect(zonedText(Date.UTC(2026, 0, 1), "Europe/Paris")).toBe("2026-01-01 01:00:00 +01:00")
  expect(zonedText(Date.UTC(2026, 6, 1), "Europe/Paris")).toBe("2026-07-01 02:00:00 +02:00")
  expect(zonedText(Date.UTC(2026, 6, 1), "Atlantis/Centre")).toBe("")
})

test("read back with its offset it is the time it was", () => {
  const zones = ["Asia/Kolkata", "America/St_Johns", "Pacific/Apia", "Africa/Nairobi", "Europe/London"]
  const seconds = fc.integer({ min: 0, max: 4_000_000_000 })
  fc.assert(
    fc.property(seconds, fc.constantFrom(...zones), (second, zone) => {
      const [day = "", time = "", offset = ""] = zonedText(second * 1000, zone).split(" ")
      expect(Date.parse(`${day}T${time}${offset}`)).toBe(second * 1000)
    }),
  )
})
