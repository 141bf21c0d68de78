// The shipped pack: its files are in order, every rule is proved by its tests, and the tests hold.
import { describe, expect, test } from "vitest"
import { checkRulePack, loadRules, testRulePack } from "../src/node.ts"

describe("shipped rule pack", () => {
  test("is in order: schema, references, a firing and a silent case for each rule", async () => {
    expect((await checkRulePack()).errors).toEqual([])
  })

  test("every rule test holds", async () => {
    const results = await testRulePack()
    expect(results.filter((result) => !result.passed).map(({ rule, diff }) => `${rule}: ${diff}`)).toEqual([])
    const pack = await loadRules()
    for (const { id } of pack.rules) {
      const own = results.filter((result) => result.rule === id)
      expect(
        own.some(({ found }) => found.length > 0),
        `${id} fires somewhere`,
      ).toBe(true)
      expect(
        own.some(({ found }) => found.length === 0),
        `${id} stays silent somewhere`,
      ).toBe(true)
    }
  })

  test("covers what the first pack promises", async () => {
    const { rules } = await loadRules()
    const typologies = new Set(rules.map((rule) => rule.typology))
    for (const typology of [
      "wildlife-keyword",
      "structuring",
      "courier-linked",
      "pass-through",
      "velocity",
      "fan-in",
      "fan-out",
      "new-payee",
      "corridor",
    ] as const)
      expect(typologies.has(typology), typology).toBe(true)
    for (const place of ["cn", "hk", "us", "eu", "vn", "tz", "cm"])
      for (const side of ["payer", "payee"])
        expect(
          rules.some(({ id }) => id === `${place}-under-threshold-${side}`),
          `${place} ${side}`,
        ).toBe(true)
  })

  test("every rule names its indicators, its sources and how it can be wrong", async () => {
    for (const rule of (await loadRules()).rules) {
      expect(rule.indicators.length, rule.id).toBeGreaterThan(0)
      expect(rule.references.length, rule.id).toBeGreaterThan(0)
      expect(rule.falsePositives.length, rule.id).toBeGreaterThan(0)
      for (const param of rule.params) expect(param.reason, `${rule.id} ${param.name}`).not.toBe("")
    }
  })
})
