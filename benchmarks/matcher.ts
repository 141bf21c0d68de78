// How fast words are found: `npx tsx benchmarks/matcher.ts [--memos 1000000] [--runs 3] [--only ours,ours-all]`. The words
// are those of the shipped lexicons. Each contestant runs in a process of its own; those that answer the same question must
// answer alike before any time counts; runs take turns. Results of the full set are kept in benchmarks/results/matcher.json.
// `re2` takes part when it is installed: `npm install --no-save re2` (it compiles C++).
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { loadRules } from "../src/node.ts"
import { foldText } from "../src/text/fold.ts"
import { buildContestants, DATA, ROOT, runContestant } from "./contestant.ts"
import type { MatcherReport, MatcherTask } from "./contestants/matcher-task.ts"
import { makeMemos } from "./matcher-memos.ts"
import { circumstances } from "./results.ts"

/** These answer the same question. */
const ALIKE = ["ours", "ahocorasick", "re2", "re2js"]
const CONTESTANTS = [...ALIKE, "ours-all"]
const FULL_MEMOS = 1_000_000

async function writeTask(memoCount: number): Promise<string> {
  const { lexicons } = await loadRules()
  const all = [...lexicons.values()]
  const terms = all.flatMap((lexicon) => lexicon.terms.map(({ text }) => text))
  const patterns = [...new Set(terms.map(foldText))].filter((text) => text !== "")
  const task: MatcherTask = { patterns, lexicons: all, memos: makeMemos(memoCount, terms) }
  const path = join(DATA, `matcher-${memoCount}.json`)
  writeFileSync(path, JSON.stringify(task))
  process.stderr.write(`${patterns.length} terms, ${memoCount} memos\n`)
  return path
}

async function run(name: string, task: string): Promise<MatcherReport> {
  return JSON.parse(await runContestant(`matcher-${name}`, [task], ["--expose-gc"]))
}

function checkAlike(reports: ReadonlyMap<string, readonly MatcherReport[]>): void {
  for (const [name, own] of reports) {
    const first = reports.get(ALIKE.includes(name) ? "ours" : name)?.[0]
    if (first === undefined) continue
    for (const { answers } of own) {
      if (answers.sha256 === first.answers.sha256) continue
      const [a, b] = [first.answers, answers].map((one) => JSON.stringify(one))
      throw new Error(`${name} answers otherwise: ${a} and ${b}`)
    }
  }
}

function summarise(name: string, own: readonly MatcherReport[], ours: readonly MatcherReport[] | undefined) {
  const { answers } = own[0]!
  const ratios = own.flatMap(({ seconds }, round) => {
    const base = ours?.[round]
    return base === undefined ? [] : [seconds / base.seconds]
  })
  return {
    name,
    answers,
    seconds: own.map(({ seconds }) => rounded(seconds)),
    memosPerSecond: Math.round(answers.memos / median(own.map(({ seconds }) => seconds))),
    /** Of the first pass in a process, before everything that is run is compiled. */
    firstSeconds: rounded(median(own.map(({ firstSeconds }) => firstSeconds))),
    /** Median over the rounds of its time divided by that of `ours` in the same round. */
    timesOurs: ratios.length === 0 ? null : rounded(median(ratios)),
    buildSeconds: rounded(median(own.map(({ buildSeconds }) => buildSeconds))),
    builtMegabytes: Math.round(median(own.map(({ builtMegabytes }) => builtMegabytes))),
    peakMegabytes: Math.round(median(own.map(({ peakMegabytes }) => peakMegabytes))),
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name)
    return true
  } catch {
    return false
  }
}

const { values } = parseArgs({
  options: {
    memos: { type: "string", default: String(FULL_MEMOS) },
    runs: { type: "string", default: "3" },
    only: { type: "string", default: CONTESTANTS.join(",") },
  },
})
const names = values.only.split(",").filter((name) => name !== "re2" || isInstalled("re2"))
if (!names.includes("re2")) process.stderr.write("without re2: npm install --no-save re2 adds it\n")
if (!existsSync(DATA)) mkdirSync(DATA, { recursive: true })
const task = await writeTask(Number(values.memos))
await buildContestants(names.map((name) => `matcher-${name}`))
const reports = new Map<string, MatcherReport[]>(names.map((name) => [name, []]))
for (let round = 0; round < Number(values.runs); round++) {
  for (const name of names) {
    const report = await run(name, task)
    reports.get(name)!.push(report)
    process.stderr.write(`round ${round + 1}: ${name} ${report.seconds.toFixed(3)} s\n`)
  }
  checkAlike(reports)
}
const contestants = names.map((name) => summarise(name, reports.get(name)!, reports.get("ours")))
const lines = contestants.map(
  ({ name, memosPerSecond, timesOurs, buildSeconds, builtMegabytes }) =>
    `| ${name} | ${memosPerSecond} | ${timesOurs ?? ""} | ${buildSeconds} | ${builtMegabytes} |`,
)
process.stdout.write(
  `| Contestant | Memos a second | Times ours | Seconds to build | MB when built |\n| --- | ---: | ---: | ---: | ---: |\n${lines.join("\n")}\n`,
)
if (
  CONTESTANTS.every((name) => name === "re2" || names.includes(name)) &&
  Number(values.memos) >= FULL_MEMOS
) {
  const results = { ...circumstances(), contestants }
  writeFileSync(join(ROOT, "benchmarks/results/matcher.json"), `${JSON.stringify(results, null, 2)}\n`)
} else {
  process.stderr.write("not the full set: benchmarks/results/matcher.json is left as it was\n")
}
