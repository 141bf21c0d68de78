// Rules on several threads: the same findings, whatever becomes of the threads.
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { Worker } from "node:worker_threads"
import { afterEach, describe, expect, test } from "vitest"
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRule, evaluateRules } from "../../src/engine/evaluate.ts"
import { readPayments } from "../../src/ingest/read-payments.ts"
import { createRateTable } from "../../src/model/rates.ts"
import type { Progress } from "../../src/model/screening.ts"
import { shareTable } from "../../src/model/shared-table.ts"
import { loadRules } from "../../src/rules/load-rules.ts"
import { packSourceOf } from "../../src/rules/pack-source.ts"
import { screen } from "../../src/screen.ts"
import { screenFiles } from "../../src/screen-files.ts"
import { bundleRules, openBundles } from "../../src/workers/bundles.ts"
import { evaluateOnThreads } from "../../src/workers/evaluate-on-threads.ts"
import { type BundleFound, type RuleTask, receiveEvaluation } from "../../src/workers/rule-task.ts"
import { temporaryDir } from "../helpers/temporary.ts"
import { useWorkerFile, workerFile } from "../helpers/worker-file.ts"

const LEDGER = "fixtures/platform/payments.csv"
const RATES = [{ date: "2024-01-01", from: "USD", to: "CNY", rate: "7.1" }]

async function scene() {
  const pack = await loadRules()
  const { table: read } = await readPayments([LEDGER])
  const { table, shared } = shareTable(read)!
  const context = createEngineContext(table, pack, { rates: createRateTable(RATES) })
  return { pack, table, context, inputs: { table: shared, pack: packSourceOf(pack)!, rates: RATES } }
}

/** A thread's program in place of the built one. It knows the task as `task`. */
function worksAs(code: string): void {
  const file = join(temporaryDir(), "thread.mjs")
  writeFileSync(file, `import { workerData as task } from "node:worker_threads"\n${code}\n`)
  useWorkerFile(file)
}

const TAKES_THE_FIRST = "task.takenBy[0] = task.thread"

afterEach(() => useWorkerFile())

describe("rules on several threads", () => {
  test("a thread alone finds what this one finds", async () => {
    const { pack, table, context, inputs } = await scene()
    const bundles = bundleRules(pack.rules)
    const ids = bundles.map((bundle) => bundle.map(({ id }) => id))
    const task: RuleTask = {
      ...inputs,
      order: context.order,
      thread: 2,
      takenBy: openBundles(bundles.length),
      bundles: ids,
      among: bundles.length,
    }
    const answers: BundleFound[] = []
    const worker = new Worker(workerFile("rule"), { workerData: task })
    worker.on("message", (answer: BundleFound) => answers.push(answer))
    const code = await new Promise((resolve, reject) => worker.on("exit", resolve).on("error", reject))
    expect(code).toBe(0)
    expect(answers.map(({ bundle }) => bundle)).toEqual([...bundles.keys()])
    for (const { bundle, found } of answers)
      for (const [i, rule] of bundles[bundle]!.entries()) {
        const own = evaluateRule(context, rule)
        expect(receiveEvaluation(table, rule, found[i]!)).toEqual(own)
      }
    expect(answers.flatMap(({ found }) => found.flatMap(({ findings }) => findings)).length).toBeGreaterThan(
      50,
    )
  })

  test.each([{ count: 2 }, { count: 2, areLean: true }, { count: 8 }])(
    "find what one finds, and tell of each rule: %o",
    async (threads) => {
      const { pack, context, inputs } = await scene()
      const told: Progress[] = []
      const onProgress = (progress: Progress) => told.push(progress)
      const known = await evaluateOnThreads(context, pack.rules, inputs, threads, { onProgress })
      const found = await evaluateRules(context, pack.rules, { onProgress }, known)
      expect(found).toEqual(await evaluateRules(context, pack.rules))
      const done = told.map((progress) => progress.done)
      expect(done).toEqual(done.toSorted((a, b) => a - b))
      expect(told.at(-1)).toMatchObject({ stage: "rules", done: told[0]!.total, total: told[0]!.total })
    },
  )

  test("what a thread has taken and left is found here", async () => {
    const { pack, context, inputs } = await scene()
    worksAs(`${TAKES_THE_FIRST}\nthrow new Error("out of memory, say")`)
    const slow = { onProgress: () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10) }
    const known = await evaluateOnThreads(context, pack.rules, inputs, { count: 3 }, slow)
    expect(await evaluateRules(context, pack.rules, {}, known)).toEqual(
      await evaluateRules(context, pack.rules),
    )
  })

  test("a thread that does not answer is stopped with the run, within a second", async () => {
    const { pack, context, inputs } = await scene()
    worksAs(`${TAKES_THE_FIRST}\nfor (;;) {}`)
    const controller = new AbortController()
    const told: Progress[] = []
    const run = evaluateOnThreads(
      context,
      pack.rules,
      inputs,
      { count: 2 },
      {
        signal: controller.signal,
        onProgress: (progress) => told.push(progress),
      },
    )
    const reason = new Error("enough")
    // The run waits for the thread, or is at its last rules.
    while ((told.at(-1)?.done ?? 0) < 150) await new Promise((resolve) => setTimeout(resolve, 10))
    controller.abort(reason)
    const wait = AbortSignal.timeout(1000)
    await expect(run).rejects.toBe(reason)
    expect(wait.aborted).toBe(false)
  })

  test("a run that is aborted before starts none", async () => {
    const { pack, context, inputs } = await scene()
    const signal = AbortSignal.abort(new Error("no"))
    await expect(evaluateOnThreads(context, pack.rules, inputs, { count: 2 }, { signal })).rejects.toThrow(
      "no",
    )
  })
})

describe("screening files on several threads", () => {
  test("gives the same screening", async () => {
    const rules = await loadRules()
    const parties = {
      file: null,
      sha256: "",
      columns: ["Trade"],
      parties: new Map([["P1000", ["pet shop"]]]),
    }
    const given = { rules, parties, rates: createRateTable(RATES) }
    const two = await screenFiles([LEDGER], { ...given, workers: 2 })
    const one = await screenFiles([LEDGER], { ...given, workers: 1 })
    for (const part of [
      "findings",
      "alerts",
      "networks",
      "outcomes",
      "parameters",
      "pack",
      "parties",
    ] as const)
      expect(two[part]).toEqual(one[part])
  })

  test("takes packs that were changed, which no thread can be handed", async () => {
    const shipped = await loadRules()
    const rules = { ...shipped, rules: shipped.rules.slice(0, 20) }
    expect(packSourceOf(rules)).toBeUndefined()
    const { table } = await readPayments([LEDGER])
    const { findings } = await screenFiles([LEDGER], { rules, workers: 4 })
    expect(findings).toEqual((await screen(table, rules)).findings)
  })

  test("tells of a wrong day before the work", async () => {
    const told: Progress[] = []
    const onProgress = (progress: Progress) => told.push(progress)
    const run = screenFiles([LEDGER], { rules: await loadRules(), asOf: "soon", workers: 2, onProgress })
    await expect(run).rejects.toMatchObject({ code: "OPTION_INVALID" })
    expect(told.filter(({ stage }) => stage === "rules")).toEqual([])
  })
})
