// A thread that evaluates rules beside the main one: it reads the rules anew from the same texts, looks at the same
// payments in shared memory, and takes bundles of rules until none is left. A file of its own in the built package. Needs
// Node. What goes wrong here ends the thread; the main one then evaluates what was taken, and meets the fault itself.
import { parentPort, workerData } from "node:worker_threads"
import { createEngineContext } from "../engine/context.ts"
import { evaluateRule } from "../engine/evaluate.ts"
import { assert } from "../model/errors.ts"
import { createRateTable } from "../model/rates.ts"
import { openTable } from "../model/shared-table.ts"
import { readRules } from "../rules/load-rules.ts"
import { takeBundle } from "./bundles.ts"
import { type BundleFound, type RuleTask, sendEvaluation } from "./rule-task.ts"

assert(parentPort !== null, "this file is a thread's, not a program")
const { thread, takenBy, bundles, among, pack: source, table, order, rates } = workerData as RuleTask

const pack = await readRules(source.files, source.options)
const byId = new Map(pack.rules.map((rule) => [rule.id, rule]))
const context = createEngineContext(openTable(table), pack, {
  rates: rates === null ? undefined : createRateTable(rates),
  order,
})
const take = () => takeBundle(takenBy, thread, among)
for (let taken = take(); taken !== undefined; taken = take()) {
  const found = bundles[taken]!.map((id) =>
    sendEvaluation(context.table, evaluateRule(context, byId.get(id)!)),
  )
  const answer: BundleFound = { bundle: taken, found }
  parentPort.postMessage(answer)
}
