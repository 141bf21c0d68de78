// Every rule over payments is taken once, whichever threads take.
import { describe, expect, test } from "vitest"
import { loadRules } from "../../src/rules/load-rules.ts"
import { bundleRules, bundlesBeforeWindows, openBundles, takeBundle } from "../../src/workers/bundles.ts"

describe("bundles of rules", () => {
  test("hold each rule over payments once, those on words together and first", async () => {
    const { rules } = await loadRules()
    const bundles = bundleRules(rules)
    const overPayments = rules.filter(({ detection }) => !["combine", "network"].includes(detection.kind))
    const ids = bundles.flat().map(({ id }) => id)
    expect(ids.toSorted()).toEqual(overPayments.map(({ id }) => id).toSorted())
    const onWords = overPayments.filter(
      ({ evidence, detection }) =>
        evidence === "text" || /"kind":"(lexicon|price)"/.test(JSON.stringify(detection)),
    )
    expect(new Set(bundles[0])).toEqual(new Set(onWords))
    for (const bundle of bundles.slice(1)) {
      const groups = bundle.map(({ detection }) =>
        detection.kind === "window" ? detection.groupBy : detection.kind,
      )
      expect(new Set(groups).size).toBe(1)
    }
  })

  test("are taken from both ends, and none twice", () => {
    const takenBy = openBundles(5)
    const taken = [1, 2, 2, 1, 3, 2].map((thread) => takeBundle(takenBy, thread))
    expect(taken).toEqual([4, 0, 1, 3, 2, undefined])
    expect([...takenBy]).toEqual([2, 2, 3, 1, 1])
  })

  test("without windows come first, and some threads take no others", async () => {
    const bundles = bundleRules((await loadRules()).rules)
    const among = bundlesBeforeWindows(bundles)
    const areWindows = bundles.map((bundle) => bundle.every(({ detection }) => detection.kind === "window"))
    expect(among).toBe(areWindows.indexOf(true))
    expect(areWindows.slice(among).every(Boolean)).toBe(true)
    const takenBy = openBundles(bundles.length)
    const taken = Array.from(bundles, () => takeBundle(takenBy, 2, among))
    expect(taken.filter((bundle) => bundle !== undefined)).toEqual([...Array(among).keys()])
  })
})
