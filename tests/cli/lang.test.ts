// The program in Simplified Chinese, on a fixture: texts change, and nothing else.
import { readFileSync, rmSync } from "node:fs"
import { join, resolve } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Ended, makeWorkplace, run, runProcess } from "./process.ts"

const PAYMENTS = resolve(import.meta.dirname, "../../fixtures/platform/payments.csv")
const dir = makeWorkplace()
let english: string
let chinese: string

/** What a run that ended well, without a word on standard error, printed. */
function printed({ stdout, ...end }: Ended): string {
  expect(end).toEqual({ code: 0, stderr: "" })
  return stdout
}

beforeAll(async () => {
  english = printed(await run(["screen", PAYMENTS, "--out", "en"], dir))
  chinese = printed(await runProcess(["screen", PAYMENTS, "--out", "zh", "--lang", "zh-Hans"], dir))
})
afterAll(() => rmSync(dir, { recursive: true }))

interface Line {
  readonly reason?: string
  readonly reasons?: readonly string[]
  readonly conditions?: readonly { readonly measure: string; readonly threshold: string }[]
  readonly matches?: readonly { readonly taxon: string }[]
}

const linesOf = (name: string) =>
  readFileSync(join(dir, name), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line)

const CHINESE = /\p{Script=Han}/u
/** Words that no id, code, name or currency of the fixture is. */
const ENGLISH = /\b(?:was|were|paid|payments?|between|times|from|within|least|most|with|the|and|of|score)\b/

test("the summary is Chinese", () => {
  expect(english).toContain("rows read =")
  expect(chinese).toContain("读取")
  for (const word of ["Alerts", "Networks", "Files", "To know", "findings"])
    expect(chinese.replaceAll("findings.jsonl", "")).not.toContain(word)
})

test("reasons and conditions of findings and alerts are Chinese", () => {
  for (const { reason = "", conditions = [] } of linesOf("zh/findings.jsonl")) {
    expect(reason).toMatch(CHINESE)
    expect(reason).not.toMatch(ENGLISH)
    for (const { measure, threshold } of conditions) {
      expect(`${measure} ${threshold}`).toMatch(CHINESE)
      expect(threshold.replace(/[\w-]+-[\w-]+/g, "")).not.toMatch(ENGLISH)
    }
  }
  const [, ...alerts] = readFileSync(join(dir, "zh/alerts.csv"), "utf8").trimEnd().split("\n")
  expect(alerts.length).toBeGreaterThan(10)
  for (const alert of alerts) expect(alert.replace(/[\w-]+-[\w-]+/g, "")).not.toMatch(ENGLISH)
  const { networks } = JSON.parse(readFileSync(join(dir, "zh/networks.json"), "utf8"))
  for (const { reasons, members } of networks)
    for (const text of [...reasons, ...members.map((member: { why: string }) => member.why)]) {
      expect(text).toMatch(CHINESE)
      expect(text).not.toMatch(ENGLISH)
    }
})

/** Without what is told in a language; the hash of a finding covers its conditions as they are told. */
const TEXTS = new Set(["reason", "reasons", "why", "conditions", "contexts", "hash"])
const withoutTexts = (value: unknown) =>
  JSON.stringify(value, (key, held) => (TEXTS.has(key) ? undefined : held))

test("a language changes texts only", () => {
  for (const name of ["findings.jsonl", "alerts.jsonl"]) {
    const [en, zh] = [linesOf(`en/${name}`), linesOf(`zh/${name}`)]
    expect(zh.map(withoutTexts)).toEqual(en.map(withoutTexts))
    const counts = (lines: readonly Line[]) =>
      lines.map(({ reasons, conditions }) => [reasons?.length, conditions?.length])
    expect(counts(zh)).toEqual(counts(en))
  }
  const network = (out: string) => readFileSync(join(dir, out, "network.gexf"), "utf8")
  expect(network("zh").length).toBeGreaterThan(0)
  const read = (out: string) => JSON.parse(readFileSync(join(dir, out, "networks.json"), "utf8"))
  expect(withoutTexts(read("zh"))).toBe(withoutTexts(read("en")))
})

test("the manifest says the language, and which messages it was told in", () => {
  const manifest = (out: string) => JSON.parse(readFileSync(join(dir, out, "manifest.json"), "utf8"))
  const messagesOf = (out: string) =>
    manifest(out)
      .ruleFiles.map(({ file }: { file: string }) => file)
      .filter((file: string) => file.includes("/messages/"))
  expect(manifest("en").parameters).toMatchObject({ lang: "en", untranslated: 0 })
  expect(manifest("zh").parameters).toMatchObject({ lang: "zh-Hans", untranslated: expect.any(Number) })
  expect(messagesOf("en")).toEqual([])
  expect(messagesOf("zh")).toEqual(["rules/messages/zh-Hans.yaml"])
})

test("an alert is explained in Chinese, and rules are listed in it", async () => {
  const [first] = linesOf("zh/alerts.jsonl") as { readonly id: string }[]
  const explained = printed(await run(["explain", first!.id, "--in", "zh", "--lang", "zh-Hans"], dir))
  expect(explained).toContain("原因：")
  expect(explained).not.toMatch(/^\s+(?:why|rule|conditions|payments|parties)\b/m)
  const listed = printed(await run(["rules", "list", "--lang", "zh-Hans", "--only", "cycle"], dir))
  expect(listed).toContain("环形交易")
  const silent = await run(
    ["explain", "--rule", "money-comes-round", "--party", "u36517902", PAYMENTS, "--lang", "zh-Hans"],
    dir,
  )
  expect(printed(silent)).toContain("形态：环形交易。")
})

test("an unknown language ends the run with those that there are", async () => {
  const { code, stderr } = await run(["screen", PAYMENTS, "--lang", "xx"], dir)
  expect(code).toBe(2)
  expect(stderr).toContain('OPTION_INVALID: there are no messages in the language "xx"; the languages are en')
  const bad = await run(["rules", "messages", "not a tag"], dir)
  expect(bad.code).toBe(2)
  expect(bad.stderr).toContain('OPTION_INVALID: "not a tag" is no tag of a language')
  const written = await run(["rules", "messages", "sw"], dir)
  expect(written.code).toBe(0)
  expect(written.stdout).toContain("\nlang: sw\n")
  expect(written.stderr).toMatch(/^sw: \d+ texts, \d+ not translated/)
})

test("a language that is not filled in says how much stands in English", async () => {
  const stdout = printed(await run(["screen", "payments.csv", "--out", "sw", "--lang", "sw"], dir))
  expect(stdout).toMatch(/\d+ sentences are not translated into Kiswahili yet and stand in English/)
})
