// Every rule over payments is taken once, whichever threads take.
import { describe, expect, test } from "vitest"
import { loadRules } from "../../src/rules/load-rules.ts"
import { bundleRules, bundlesForLeanThreads, openBundles, takeBundle } from "../../src/workers/bundles.ts"

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

  test("on windows of parties, payers and payees come last, and some threads take no others", async () => {
    const bundles = bundleRules((await loadRules()).rules)
    const among = bundlesForLeanThreads(bundles)
    const areOfSides = bundles.map((bundle) =>
      bundle.every(
        ({ detection }) =>
          detection.kind === "window" && ["party", "payer", "payee"].includes(detection.groupBy),
      ),
    )
    expect(among).toBe(areOfSides.indexOf(true))
    expect(areOfSides.slice(among).filter(Boolean).length).toBeGreaterThan(10)
    const others = bundles.slice(among).filter((_, i) => areOfSides[among + i] !== true)
    // Behind them stand the few whose grouping is called by a later name.
    expect(
      new Set(others.flat().map(({ detection }) => detection.kind === "window" && detection.groupBy)),
    ).toEqual(new Set(["phone", "waybill"]))
    const takenBy = openBundles(bundles.length)
    const taken = Array.from(bundles, () => takeBundle(takenBy, 2, among))
    expect(taken.filter((bundle) => bundle !== undefined)).toEqual([...Array(among).keys()])
  })
})
