// node-rules: conditions and consequences are functions: `npm install --no-save node-rules`.
import { createRequire } from "node:module"
import { HOLDS } from "./conditions-plain.ts"
import type { Payment } from "./ordinary-schema.ts"
import { CONDITIONS, type ConditionName, competeInConditions, noneHeld, readObjects } from "./part-task.ts"

interface Fact extends Payment {
  readonly held: ConditionName[]
}

interface Flow {
  when(holds: boolean): void
  next(): void
}

interface NodeRule {
  readonly condition: (flow: Flow, fact: Fact) => void
  readonly consequence: (flow: Flow, fact: Fact) => void
}

/** As much of the package as is used here. */
interface NodeRules {
  readonly RuleEngine: new (
    rules: readonly NodeRule[],
    options: { readonly ignoreFactChanges: boolean },
  ) => { execute(fact: Fact, done: (result: Fact) => void): void }
}

const { RuleEngine }: NodeRules = createRequire(import.meta.url)("node-rules")

await competeInConditions(async (path) => {
  const payments = await readObjects(path)
  const rules = CONDITIONS.map(
    (name): NodeRule => ({
      condition: (flow, fact) => flow.when(HOLDS[name](fact)),
      consequence: (flow, fact) => {
        fact.held.push(name)
        flow.next()
      },
    }),
  )
  const engine = new RuleEngine(rules, { ignoreFactChanges: true })
  const execute = (fact: Fact) => new Promise<Fact>((done) => engine.execute(fact, done))
  return async () => {
    const held = noneHeld()
    for (const [place, payment] of payments.entries()) {
      const { held: names } = await execute({ ...payment, held: [] })
      for (const name of names) held[name].push(place)
    }
    return held
  }
})
