// The shipped rules on words, as a reader of alerts meets them: what one payment alone comes to.
import { beforeAll, expect, test } from "vitest"
import { type AlertInput, buildAlerts } from "../../src/alerts/build-alerts.ts"
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRules } from "../../src/engine/evaluate.ts"
import type { Alert } from "../../src/model/alert.ts"
import { finish } from "../../src/model/steps.ts"
import { loadRules } from "../../src/rules/load-rules.ts"
import type { RulePack } from "../../src/rules/tree.ts"
import { tableOf } from "../helpers/table.ts"

const alertsOf = (input: AlertInput) => finish(buildAlerts(input))

let pack: RulePack
beforeAll(async () => {
  pack = await loadRules({ only: ["typology:wildlife-keyword"] })
})

/** The alert on the payee of one payment with this memo; undefined when there is none. */
async function alertOn(memo: string): Promise<Alert | undefined> {
  const payment = { id: "p", time: 0, amountMinor: 180_000, currency: "CNY", payer: "b", payee: "s" }
  const table = tableOf([{ ...payment, text: { memo } }], ["memo"])
  const { findings } = await evaluateRules(createEngineContext(table, pack), pack.rules)
  const statuses = new Map(pack.rules.map(({ id, status }) => [id, status]))
  const statusOf = (rule: string) => statuses.get(rule) ?? "experimental"
  return alertsOf({ table, findings, scoring: pack.scoring, statusOf })[0]
}

test.each(["象牙手串", "象.牙.手.串 一条", "pangolin scales 2kg", "vảy tê tê", "象牙白口红 另有真象牙手串"])(
  "%s alone is for review",
  async (memo) => {
    expect((await alertOn(memo))?.severity).toBe("review")
  },
)

test.each([
  ["象牙手串 CITES permit no. 12345", "a permit or its number in the text"],
  ["象牙手串 玩具", "toys, costumes or a party"],
  ["博物馆特展 象牙手串", "a museum or an exhibition"],
  ["pangolin scales, faux, resin", "an imitation or another material"],
])("%s is shown, below review, with what stands beside it", async (memo, title) => {
  const alert = await alertOn(memo)
  expect(alert?.severity).toBe("info")
  expect(alert?.reasons.join("\n")).toContain(`beside it: ${title}`)
})

test.each([
  "大象 牙膏",
  "Tiger Beer x2",
  "zoo tickets tiger rhino elephant",
  "豹纹裙",
  "🐅新年快乐",
  "tiger 2 pcs",
  "虎牙直播 打赏",
  "Ivory Coast cocoa",
])("%s says nothing", async (memo) => {
  expect(await alertOn(memo)).toBeUndefined()
})
