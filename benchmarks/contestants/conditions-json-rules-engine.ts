// json-rules-engine: one engine, asked once for each payment.
import { Engine } from "json-rules-engine"
import { holdsName, RULES } from "./ordinary-rules.ts"
import { CONDITIONS, type ConditionName, competeInConditions, noneHeld, readObjects } from "./part-task.ts"

await competeInConditions(async (path) => {
  const payments = await readObjects(path)
  const asked: readonly string[] = CONDITIONS
  const engine = new Engine(RULES.filter(({ event }) => asked.includes(event.type)))
  engine.addOperator("holdsName", holdsName)
  return async () => {
    const held = noneHeld()
    for (const [place, payment] of payments.entries()) {
      const { events } = await engine.run(payment)
      for (const { type } of events) held[type as ConditionName].push(place)
    }
    return held
  }
})
