// The files of the shipped pack in one go: only where all are as the package was built with, and then as one by one.
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { knownRules } from "../../src/rules/known-rules.ts"
import { knownReadersOf, loadRuleFiles, shippedRulesDir } from "../../src/rules/load-rules.ts"
import { readWholePack } from "../../src/rules/read-whole-pack.ts"
import { roleOf } from "../../src/rules/rule-file.ts"
import { temporaryDir } from "../helpers/temporary.ts"

const FILE = "velocity/burst-of-payments-out.yaml"
const whole = (await knownRules())!.whole!
const names = whole.files.map(([file]) => file.slice("rules/".length))
const dir = join(mkdtempSync(join(temporaryDir(), "whole-")), "rules")
cpSync(shippedRulesDir(), dir, { recursive: true })

test("the texts are those of the files, and their hashes those of the texts", async () => {
  const files = (await readWholePack(dir, names))!
  const oneByOne = (await loadRuleFiles()).filter(({ file }) => roleOf(file) !== "test")
  expect(files.map(({ file, text }) => ({ file, text }))).toEqual(oneByOne)
  const readers = (await knownReadersOf(files, true))!
  const others = (await knownReadersOf(oneByOne, true))!
  expect([readers.fitTogether, others.fitTogether]).toEqual([true, false])
  expect(files.map(readers.hash)).toEqual(oneByOne.map(others.hash))
})

test("files without one of them do not count as the whole pack", async () => {
  const files = (await readWholePack(dir, names))!
  expect((await knownReadersOf(files.slice(1), true))!.fitTogether).toBe(false)
})

const text = readFileSync(join(dir, FILE), "utf8")
const CHANGES: readonly (readonly [what: string, change: (file: string) => void])[] = [
  ["another sign stands in one", (file) => writeFileSync(file, text.replace("id: ", "iD: "))],
  ["one is longer", (file) => appendFileSync(file, "\n")],
  ["one is shorter", (file) => writeFileSync(file, text.slice(0, -1))],
  ["one is gone", (file) => rmSync(file)],
]

test.each(CHANGES)("none are given where %s", async (_, change) => {
  change(join(dir, FILE))
  try {
    expect(await readWholePack(dir, names)).toBe(undefined)
  } finally {
    writeFileSync(join(dir, FILE), text)
  }
  expect(await readWholePack(dir, names)).toHaveLength(names.length)
})

test("none are given where the directory has another file, or one less", async () => {
  expect(await readWholePack(dir, [...names, "velocity/mine.yaml"])).toBe(undefined)
  expect(await readWholePack(dir, names.slice(1))).toBe(undefined)
  expect(await readWholePack(dir, names.toSpliced(3, 1, "velocity/mine.yaml"))).toBe(undefined)
})
