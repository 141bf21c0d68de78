import { expect, test } from "vitest"
import { loadRules } from "../../src/node.ts"
import { usesRates } from "../../src/rules/uses-rates.ts"

test("rates help rules whose thresholds name a currency, and those that look at prices", async () => {
  const { rules } = await loadRules()
  const byId = new Map(rules.map(({ id, detection }) => [id, usesRates(detection)]))
  for (const id of ["turnover-jump", "payment-far-above-own-average", "largest-payment-out-in-a-quarter"])
    expect([id, byId.get(id)]).toEqual([id, false])
  for (const id of ["in-then-out", "animal-paid-far-above-its-price", "cash-total-of-a-month"])
    expect([id, byId.get(id)]).toEqual([id, true])
})

test("no other rule says that rates would help", async () => {
  const { rules } = await loadRules()
  const texts = rules
    .filter(({ detection }) => !usesRates(detection))
    .flatMap(({ id, description, blindSpots }) =>
      [description, ...blindSpots].map((text) => `${id}: ${text}`),
    )
  expect(texts.filter((text) => /without (?:a )?rate|needs? (?:a )?rate|no rates/.test(text))).toEqual([])
})
