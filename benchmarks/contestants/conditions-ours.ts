// moneytrail: the conditions of the benchmark's rules, over the columns of the table.
import { evaluateCondition } from "../../src/engine/condition.ts"
import { createEngineContext } from "../../src/engine/context.ts"
import { hasBit } from "../../src/model/bits.ts"
import type { Condition } from "../../src/rules/tree.ts"
import { loadDist } from "./load-dist.ts"
import { CONDITIONS, type ConditionName, competeInConditions, noneHeld } from "./part-task.ts"

const { loadRules, readPayments } = await loadDist()

await competeInConditions(async (path) => {
  const pack = await loadRules({ dirs: ["benchmarks/rules"] })
  const { table } = await readPayments([path])
  const where = (id: string, step = 0): Condition => {
    const detection = pack.rules.find((rule) => rule.id === id)?.detection
    const stages = detection?.kind === "sequence" ? detection.steps : [detection]
    const stage = stages[step]
    const condition = stage !== undefined && "where" in stage ? stage.where : null
    if (condition === null) throw new Error(`no condition in rule ${id}`)
    return condition
  }
  const conditions: Readonly<Record<ConditionName, Condition>> = {
    underCnyLine: where("cny-structuring-payee"),
    underUsdLine: where("usd-cash-structuring"),
    sale: where("courier-after-sale"),
    parcel: where("courier-after-sale", 1),
    collected: where("collected-on-delivery"),
    privatePayee: where("fan-in"),
    notSmall: where("fan-out"),
    onRoute: where("corridor"),
  }
  return () => {
    const held = noneHeld()
    const context = createEngineContext(table, { ...pack, contexts: [] })
    for (const name of CONDITIONS) {
      const mask = evaluateCondition(context, conditions[name])
      for (let row = 0; row < table.rowCount; row++) if (hasBit(mask.isTrue, row)) held[name].push(row)
    }
    return held
  }
})
