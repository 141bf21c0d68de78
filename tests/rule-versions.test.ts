// A change in what a rule finds is a major version: held against what was recorded on payments that do not change.
import { readFileSync } from "node:fs"
import { beforeAll, describe, expect, test } from "vitest"
import {
  type CorpusPart,
  compareVersions,
  RECORD_FILE,
  type RuleRecord,
  recordVersions,
  type VersionRecord,
  withCorpus,
} from "../fixtures/rule-versions.ts"
import { loadRuleFiles, readRules } from "../src/rules/load-rules.ts"
import type { RuleFile } from "../src/rules/rule-file.ts"
import type { RulePack } from "../src/rules/tree.ts"

const recorded = JSON.parse(readFileSync(RECORD_FILE, "utf8")) as VersionRecord
let files: readonly RuleFile[]
let pack: RulePack
beforeAll(async () => {
  files = await loadRuleFiles()
  pack = await readRules(files)
})

test("the shipped rules find what was recorded, or have a new major version", async () => {
  const now = await withCorpus(files, pack, (parts) => recordVersions(pack, parts))
  expect(compareVersions(recorded, now)).toEqual([])
  // What is not recorded is not held: npx tsx fixtures/record-versions.ts
  expect(now).toEqual(recorded)
})

test("every shipped rule finds something in the corpus", () => {
  const silent = Object.entries(recorded.rules).filter(([, { found }]) => Object.keys(found).length === 0)
  expect(silent.map(([id]) => id)).toEqual([])
})

describe("a rule that was altered", () => {
  const ID = "many-payers-one-private-payee"

  /** The record of one rule, its text altered, over the ledger and its own tests. */
  async function recordAltered(alter: (text: string) => string): Promise<VersionRecord> {
    const altered = files.map((file) =>
      file.file.endsWith(`/${ID}.yaml`) ? { ...file, text: alter(file.text) } : file,
    )
    const one = await readRules(altered, { only: [`rule:${ID}`] })
    const isNear = ({ name }: CorpusPart) => name.startsWith("platform/") || name.startsWith(`${ID}.test`)
    return withCorpus(altered, one, (parts) => recordVersions(one, parts.filter(isNear)))
  }
  const recordedAlone = (): VersionRecord => ({ parts: recorded.parts, rules: { [ID]: recorded.rules[ID]! } })
  const stricter = (text: string) => {
    const strict = text.replace(/(?<=payers:\s+type: count\s+default: )\d+/, "999")
    expect(strict).not.toBe(text)
    return strict
  }

  test("as it stands is told of nothing", async () => {
    expect(compareVersions(recordedAlone(), await recordAltered((text) => text))).toEqual([])
  })

  test("without a new version, or with a new minor one, is told", async () => {
    const changed = await recordAltered(stricter)
    const minor = await recordAltered((text) => stricter(text).replace(/^version: .*$/m, "version: 2.9.0"))
    for (const now of [changed, minor]) {
      expect(compareVersions(recordedAlone(), now)).toEqual([
        expect.stringMatching(
          /^many-payers-one-private-payee finds something else in .*write version: 3\.0\.0/,
        ) as string,
      ])
    }
  })

  test("with a new major version is not", async () => {
    const now = await recordAltered((text) => stricter(text).replace(/^version: .*$/m, "version: 3.0.0"))
    expect(compareVersions(recordedAlone(), now)).toEqual([])
  })
})

describe("versions compared", () => {
  const rule: RuleRecord = { version: "1.2.3", status: "stable", inputs: "i", found: { a: "1", b: "2" } }
  const record = (change: Partial<RuleRecord> = {}): VersionRecord => ({
    parts: { a: "x", b: "y" },
    rules: { r: { ...rule, ...change } },
  })

  test.each<[string, Partial<RuleRecord>, number]>([
    ["nothing", {}, 0],
    ["a finding elsewhere", { found: { a: "1", b: "3" } }, 1],
    ["a finding gone", { found: { a: "1" } }, 1],
    ["a finding elsewhere, minor version", { found: { a: "1", b: "3" }, version: "1.3.0" }, 1],
    ["a finding elsewhere, major version", { found: { a: "1", b: "3" }, version: "2.0.0" }, 0],
    ["a finding elsewhere, other words", { found: { a: "1", b: "3" }, inputs: "j" }, 0],
    ["a version that goes back", { version: "1.2.2" }, 1],
  ])("%s", (_, change, faults) => {
    expect(compareVersions(record(), record(change))).toHaveLength(faults)
  })

  test("payments that changed are not compared, new ones neither", () => {
    const now = record({ found: { a: "1", b: "3", c: "4" } })
    expect(compareVersions(record(), { ...now, parts: { a: "x", b: "z", c: "w" } })).toEqual([])
  })

  test("a rule goes only when it was deprecated", () => {
    const gone = { ...record(), rules: {} }
    expect(compareVersions(record(), gone)).toEqual([expect.stringContaining("r is gone") as string])
    expect(compareVersions(record({ status: "deprecated" }), gone)).toEqual([])
    expect(compareVersions(gone, record())).toEqual([])
  })
})
