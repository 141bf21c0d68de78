// The README's code, rules and mappings are true: they run here.
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { describe, expect, test } from "vitest"
import { parseMapping } from "../src/ingest/mapping.ts"
import { checkRulePack, testRulePack } from "../src/rule-tools.ts"
import { loadRules, readSuppressions } from "../src/rules/load-rules.ts"
import { parseRules } from "../src/rules/pack.ts"
import { run } from "./cli/process.ts"

const ROOT = path.resolve(import.meta.dirname, "..")
const readme = readFileSync(path.join(ROOT, "README.md"), "utf8")

/** Fenced blocks of a language, in order. */
function blocks(lang: string): string[] {
  return [...readme.matchAll(/```(\w+)\n([\s\S]*?)```/g)]
    .filter((match) => match[1] === lang)
    .map((match) => match[2] ?? "")
}

/** The YAML block that opens with a comment naming the file. */
function yamlNamed(name: string): string {
  const found = blocks("yaml").find((block) => block.split("\n")[0]?.endsWith(name))
  if (found === undefined) throw new Error(`the README has no YAML block for ${name}`)
  return found
}

/** Tables are as wide as their longest cells, which the shown part may not hold. */
function spacesAsOne(line: string): string {
  return line.trim().replace(/ +/g, " ")
}

describe("README", () => {
  test("the library example runs and finds the seller", () => {
    const [example] = blocks("ts")
    const entry = (file: string) => pathToFileURL(path.join(ROOT, "src", file)).href
    const code = (example ?? "")
      .replace('"moneytrail/node"', JSON.stringify(entry("node.ts")))
      .replace('"moneytrail"', JSON.stringify(entry("index.ts")))
    const dir = mkdtempSync(path.join(tmpdir(), "moneytrail-readme-"))
    try {
      const file = path.join(dir, "example.ts")
      writeFileSync(file, code)
      writeFileSync(path.join(dir, "package.json"), '{ "type": "module" }')
      const out = execFileSync(process.execPath, ["--import", "tsx", file], { cwd: ROOT, encoding: "utf8" })
      expect(out).toMatch(/^chen review/)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })

  test("the rule passes the checks of a rule", () => {
    const text = yamlNamed("cash-just-under-10000.yaml")
    const pack = parseRules([{ file: "rules/structuring/cash-just-under-10000.yaml", text }])
    expect(pack.rules.map((rule) => rule.id)).toEqual(["cash-just-under-10000"])
  })

  test("its own tests stand and hold", async () => {
    const dir = mkdtempSync(path.join(tmpdir(), "moneytrail-readme-"))
    try {
      mkdirSync(path.join(dir, "structuring"))
      for (const name of ["cash-just-under-10000.yaml", "cash-just-under-10000.test.yaml"]) {
        writeFileSync(path.join(dir, "structuring", name), yamlNamed(name))
      }
      expect((await checkRulePack({ paths: [dir] })).errors).toEqual([])
      expect((await testRulePack([dir])).map(({ passed }) => passed)).toEqual([true, true])
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })

  test.each(["map.yaml", "statement.yaml"])("%s is a mapping", (name) => {
    expect(() => parseMapping(yamlNamed(name), name)).not.toThrow()
  })

  test("the settings fit the shipped rules", async () => {
    const dir = mkdtempSync(path.join(tmpdir(), "moneytrail-readme-"))
    const file = path.join(dir, "moneytrail.yaml")
    writeFileSync(file, yamlNamed("moneytrail.yaml"))
    const pack = await loadRules({ settings: file })
    rmSync(dir, { recursive: true, force: true })
    expect(pack.overrides.map(({ rule, value }) => `${rule} ${value}`)).toEqual([
      "cn-under-threshold-payee 47000 CNY",
    ])
    const roundAmounts = (await loadRules({ only: ["typology:round-amount"] })).rules.map(({ id }) => id)
    expect(roundAmounts.length).toBeGreaterThan(0)
    expect(pack.disabled).toEqual(["burst-of-payments-out", ...roundAmounts].sort())
    expect(pack.lists.get("couriers")?.entries.map(({ text }) => text)).toContain("Kurier Express")
  })

  test("the suppressions can be read", async () => {
    const dir = mkdtempSync(path.join(tmpdir(), "moneytrail-readme-"))
    const file = path.join(dir, "suppressions.yaml")
    writeFileSync(file, yamlNamed("suppressions.yaml"))
    expect(await readSuppressions(file)).toHaveLength(1)
    rmSync(dir, { recursive: true, force: true })
  })

  test("every command it shows exists", async () => {
    const { stdout: help } = await run(["--help"], ROOT)
    const used = blocks("sh")
      .flatMap((block) => block.split("\n"))
      .map((line) => /^moneytrail (\w+)/.exec(line)?.[1])
      .filter((name) => name !== undefined)
    expect(used.length).toBeGreaterThan(5)
    for (const name of new Set(used)) expect(help).toMatch(new RegExp(`^\\s+${name}\\b`, "m"))
    const { stdout: rulesHelp } = await run(["rules", "--help"], ROOT)
    const tools = [...readme.matchAll(/^moneytrail rules (\w+)/gm)].map(([, name]) => name)
    expect(tools.length).toBeGreaterThan(3)
    for (const name of new Set(tools)) expect(rulesHelp).toMatch(new RegExp(`^\\s+${name}\\b`, "m"))
  })

  test("the demo ends as it is shown", async () => {
    const shown = blocks("text").find((block) => block.includes("Networks: "))!
    const dir = mkdtempSync(path.join(tmpdir(), "moneytrail-readme-"))
    try {
      const args = ["screen", "fixtures/platform/payments.csv", "--out", dir]
      const { stdout } = await run(args, ROOT)
      const said = new Set(stdout.replaceAll(`${dir}/`, "out/").split("\n").map(spacesAsOne))
      const lines = shown.split("\n").map(spacesAsOne)
      // It is shortened: an ellipsis stands for any lines.
      expect(lines.filter((line) => line !== "" && line !== "…" && !said.has(line))).toEqual([])
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })

  test("the two lines it promises are scripts", () => {
    const scripts: Record<string, string> = JSON.parse(
      readFileSync(path.join(ROOT, "package.json"), "utf8"),
    ).scripts
    const lines = blocks("sh").flatMap((block) => block.split("\n"))
    expect(lines).toContain("npm ci && npm run demo")
    expect(lines).toContain("npm ci && npm test")
    expect(scripts["demo"]).toContain("screen fixtures/platform/payments.csv")
    expect(scripts["test"]).toBeTruthy()
  })
})
