import { describe, expect, test } from "vitest"
import { alertVolume, compareAlerts } from "../../src/alerts/compare-alerts.ts"
import { sampleAlert } from "../report/samples.ts"

const suppressed = { by: "me", reason: "known", until: "2030-01-01" }

describe("compareAlerts", () => {
  const alert = (subject: string, score = 50, rules = ["r1"]) =>
    sampleAlert({ subject, score, rules, name: subject })
  test("what is added, gone and changed, by subject; the same is left out", () => {
    const before = [alert("same"), alert("gone"), alert("score"), alert("rules")]
    const after = [alert("same"), alert("score", 60), alert("rules", 50, ["r1", "r2"]), alert("added")]
    expect(compareAlerts(before, after).map(({ subject, change }) => [subject, change])).toEqual([
      ["added", "added"],
      ["gone", "gone"],
      ["rules", "changed"],
      ["score", "changed"],
    ])
    expect(compareAlerts(before, after)[0]).toMatchObject({
      before: null,
      after: { score: 50, rules: ["r1"] },
    })
    expect(compareAlerts(after, after.toReversed())).toEqual([])
  })

  test("one that is suppressed now is gone", () => {
    const changes = compareAlerts([alert("a")], [{ ...alert("a"), suppressed }])
    expect(changes).toMatchObject([{ subject: "a", change: "gone", after: null }])
  })
})

describe("alertVolume", () => {
  const on = (last: string) => sampleAlert({ last })
  const span = { firstMs: Date.UTC(2024, 2, 1, 23, 59), lastMs: Date.UTC(2024, 2, 4, 0, 1) }
  test("by the UTC day of the last payment, over all days of the payments", () => {
    const alerts = [
      on("2024-03-01T23:59:59Z"),
      on("2024-03-03T00:00:00Z"),
      on("2024-03-03T10:00:00Z"),
      { ...on("2024-03-04T00:00:00Z"), suppressed },
    ]
    expect(alertVolume(alerts, span)).toEqual({
      alerts: 3,
      days: 4,
      meanPerDay: 3 / 4,
      maxPerDay: 2,
      byDay: [
        { day: "2024-03-01", alerts: 1 },
        { day: "2024-03-03", alerts: 2 },
      ],
    })
  })
  test("without payments there are no days", () => {
    expect(alertVolume([], null)).toEqual({ alerts: 0, days: 0, meanPerDay: 0, maxPerDay: 0, byDay: [] })
  })
})
