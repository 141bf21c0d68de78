// The tools of rule authors over real directories: what a path brings along, tests of rules that speak of others, and a
// rule to start from.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { InputError } from "../src/model/errors.ts"
import { newRule } from "../src/new-rule.ts"
import { checkRulePack, coverRulePack, describeRulePack, testRulePack } from "../src/rule-tools.ts"
import { loadRulePaths } from "../src/rules/load-rule-paths.ts"
import { shippedRulesDir } from "../src/rules/load-rules.ts"

let dir: string
const at = (...parts: string[]) => path.join(dir, ...parts).replaceAll("\\", "/")
function write(name: string, text: string): void {
  mkdirSync(path.dirname(at(name)), { recursive: true })
  writeFileSync(at(name), text)
}

const HEAD = (id: string, typology: string) => `id: ${id}
version: 1.0.0
title: A rule
status: stable
typology: ${typology}
severity: review
evidence: flow
description: A rule for tests.
`
const MATCH = (channel: string) =>
  `match: { subject: payee, where: { channel: ${channel} }, gather: 1d, reason: "{subject}" }\n`
const PAYMENTS = `  payments: |
    id,time,payer,payee,amount,currency,channel
    p1,2024-03-01T09:00Z,bob,acme,10.00,USD,cash
    p2,2024-03-02T12:00Z,eve,acme,10.00,USD,card
    p3,2024-03-02T15:00Z,eve,shop,10.00,USD,card
`
const CASES = (fires: string, params = "") =>
  `- name: fires\n${params}${PAYMENTS}  expect: ${fires}\n- name: silent\n  payments: "id,time,payer,payee,amount,currency,channel\\np1,2024-03-01T09:00Z,bob,acme,10.00,USD,bank\\n"\n  expect: []\n`

beforeAll(() => {
  dir = mkdtempSync(path.join(tmpdir(), "moneytrail-tools-"))
  write("pack/cash/by-cash.yaml", HEAD("by-cash", "cash") + MATCH("cash"))
  write("pack/cash/by-cash.test.yaml", CASES("[{ subject: acme, payments: [p1] }]"))
  write("pack/velocity/by-card.yaml", HEAD("by-card", "velocity") + MATCH("card"))
  write("pack/velocity/by-card.test.yaml", CASES("[{ subject: acme, payments: [p1] }]"))
  write(
    "pack/composite/both.yaml",
    `${HEAD("both", "composite")}combine:
  within: 30d
  of: [{ name: cash, rules: [by-cash] }, { name: card, typologies: [velocity] }]
  reason: "{subject}: {rules}"
`,
  )
  write("pack/composite/both.test.yaml", CASES("[{ subject: acme, payments: [p1, p2] }]"))
  cpSync(at("pack"), at("untested"), { recursive: true })
  for (const name of ["cash/by-cash", "composite/both"]) rmSync(at(`untested/${name}.test.yaml`))
  write(
    "pack/lists/shops.yaml",
    "id: shops\ntitle: Shops\nkind: names\nsource: s\ndate: 2026-11-22\nentries: [Shop]\n",
  )
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const named = async (...paths: string[]) =>
  (await loadRulePaths(paths.map((name) => at(name))))
    .map(({ file }) => file)
    .filter((file) => file.startsWith(at("pack")))

describe("what a path brings along", () => {
  test("a rule or its tests: both of them, and the lists beside their folder", async () => {
    const own = ["pack/cash/by-cash.test.yaml", "pack/cash/by-cash.yaml", "pack/lists/shops.yaml"].map(
      (name) => at(name),
    )
    expect(await named("pack/cash/by-cash.yaml")).toEqual(own)
    expect(await named("pack/cash/by-cash.test.yaml")).toEqual(own)
    const roundabout = await loadRulePaths([`${dir}/./pack/../pack/cash/by-cash.yaml`])
    expect(roundabout.map(({ file }) => file)).toEqual(expect.arrayContaining(own))
  })

  test("a combine rule: the rules of its pack, without their tests", async () => {
    expect(await named("pack/composite/both.yaml")).toEqual(
      [
        "pack/cash/by-cash.yaml",
        "pack/composite/both.test.yaml",
        "pack/composite/both.yaml",
        "pack/lists/shops.yaml",
        "pack/velocity/by-card.yaml",
      ].map((name) => at(name)),
    )
  })

  test("a directory: all of it; and the shipped indicators, unless it has its own", async () => {
    const files = await loadRulePaths([at("pack")])
    expect(files.filter(({ file }) => file.endsWith(".test.yaml"))).toHaveLength(3)
    expect(files.map(({ file }) => file)).toContain("rules/indicators.yaml")
    cpSync(at("pack"), at("other"), { recursive: true })
    write("other/indicators.yaml", "documents: []\n")
    const own = (await loadRulePaths([at("other")])).filter(({ file }) => file.endsWith("/indicators.yaml"))
    expect(own.map(({ file }) => file)).toEqual([at("other/indicators.yaml")])
  })

  test("anything else is refused", async () => {
    await expect(loadRulePaths([at("pack/lists/shops.yaml")])).rejects.toThrow(
      /shops\.yaml: OPTION_INVALID: is neither a rule nor tests of one/,
    )
    await expect(loadRulePaths([at("nowhere")])).rejects.toThrow("FILE_NOT_FOUND")
  })
})

describe("tests of rules", () => {
  test("RULE_TEST_INVALID: payments that cannot be read are told by their line or column", async () => {
    const base = readFileSync(at("pack/cash/by-cash.yaml"), "utf8")
    mkdirSync(at("faulty/cash"), { recursive: true })
    mkdirSync(at("faulty/lists"), { recursive: true })
    cpSync(at("pack/lists"), at("faulty/lists"), { recursive: true })
    write("faulty/cash/by-cash.yaml", base)
    const cases = (header: string, time: string) =>
      `- name: a\n  payments: |\n    ${header}\n    p1,${time},a,b,1.00,USD,cash\n  expect: []\n`
    const header = "id,time,payer,payee,amount,currency"
    const diffs = async (text: string) => {
      write("faulty/cash/by-cash.test.yaml", text)
      return (await testRulePack([at("faulty")])).map(({ diff }) => diff)
    }
    expect(await diffs(cases(`${header},chanel`, "2026-03-01T09:00:00Z"))).toEqual([
      "could not run: RULE_TEST_INVALID: no payment field is called chanel; name the columns as payment fields, such as channel, or attributes.<name>",
    ])
    expect((await diffs(cases(`${header},channel`, "nine")))[0]).toContain(
      'could not run: RULE_TEST_INVALID: line 2 of the payments: time "nine": ',
    )
  })

  test("run through the engine: alone, and with the rules they speak of", async () => {
    const results = await testRulePack([at("pack")])
    expect(results.map(({ rule, case: name, passed }) => [rule, name, passed])).toEqual([
      ["by-cash", "fires", true],
      ["by-cash", "silent", true],
      ["both", "fires", true],
      ["both", "silent", true],
      ["by-card", "fires", false],
      ["by-card", "silent", true],
    ])
    expect(results[4]!.diff).toBe(
      "- acme: p1\n  nearest: without payment p1; besides with payment p2\n+ acme: p2: acme\n+ shop: p3: shop",
    )
  })

  test("a single rule", async () => {
    const results = await testRulePack([at("pack/composite/both.test.yaml")])
    expect(results.map(({ rule, passed }) => [rule, passed])).toEqual([
      ["both", true],
      ["both", true],
    ])
  })
})

describe("check, catalogue and coverage", () => {
  test("of a directory", async () => {
    expect(await checkRulePack({ paths: [at("pack")] })).toEqual({ errors: [], warnings: [] })
    const catalogue = await describeRulePack({ paths: [at("pack")] })
    expect(catalogue.rules.map(({ id }) => id)).toEqual(["both", "by-card", "by-cash"])
    const { total } = await coverRulePack({ paths: [at("pack")] })
    expect(total.covered).toBe(0)
    expect(total.indicators).toBeGreaterThan(140)
  })

  test("of a single rule: without the faults of the rules it brings along", async () => {
    expect(await checkRulePack({ paths: [at("pack/composite/both.yaml")] })).toEqual({
      errors: [],
      warnings: [],
    })
    const { errors } = await checkRulePack({ paths: [at("untested/composite/both.yaml")] })
    expect(errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/untested\/composite\/both\.yaml:1:1: RULE_WITHOUT_TESTS/),
    ])
  })

  test("with settings", async () => {
    write("moneytrail.yaml", "rules: { by-cahs: { enabled: false } }\n")
    const { errors } = await checkRulePack({ paths: [at("pack")], settings: at("moneytrail.yaml") })
    expect(errors.map(({ code }) => code)).toEqual(["SETTINGS_INVALID"])
  })
})

describe("a new rule", () => {
  const fault = async (work: Promise<unknown>) => {
    const error = (await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    )) as InputError
    return error.message
  }

  test("is a copy that passes its checks and tests under its own name", async () => {
    const made = await newRule("pass-through/mine", { from: "in-then-out", dir: at("my") })
    expect(made).toEqual({
      from: "in-then-out",
      files: [at("my/pass-through/mine.yaml"), at("my/pass-through/mine.test.yaml")],
      standsAlone: true,
    })
    const text = readFileSync(made.files[0], "utf8")
    expect(text).toMatch(/^id: mine\nversion: 1\.0\.0\ntitle: Say here what this rule finds/m)
    const shipped = readFileSync(path.join(shippedRulesDir(), "pass-through/in-then-out.yaml"), "utf8")
    const changed = shipped.split("\n").filter((line, i) => line !== text.split("\n")[i])
    expect(changed.every((line) => /^(?:id|version|title|status):/.test(line))).toBe(true)
    expect((await checkRulePack({ paths: [made.files[0]] })).errors).toEqual([])
    const results = await testRulePack([made.files[0]])
    expect(results.length).toBeGreaterThan(1)
    expect(results.every(({ passed }) => passed)).toBe(true)
  })

  test("of another typology, and of the first rule of a typology", async () => {
    const { files } = await newRule("dormancy/other", { from: "in-then-out", dir: at("my") })
    expect(readFileSync(files[0], "utf8")).toMatch(/^typology: dormancy$/m)
    expect(readFileSync(files[0], "utf8")).toMatch(/^status: experimental$/m)
    expect((await newRule("velocity/first", { dir: at("my") })).from).not.toBe("")
  })

  test("a rule on findings of others, which needs those beside it", async () => {
    const { rules } = await describeRulePack()
    const { id } = rules.find(({ detection }) => detection === "combine")!
    const { files, standsAlone } = await newRule("composite/mine", { from: id, dir: at("my") })
    expect(standsAlone).toBe(false)
    expect(existsSync(files[1])).toBe(true)
  })

  test("what cannot be is told, and nothing is written", async () => {
    expect(await fault(newRule("mine", { dir: at("x") }))).toContain(
      'OPTION_INVALID: "mine" is not <typology>/<id>',
    )
    expect(await fault(newRule("velocty/mine", { dir: at("x") }))).toContain("write velocity")
    expect(await fault(newRule("foo/mine", { dir: at("x") }))).toContain(
      'there is no typology "foo"; write one of wildlife-keyword',
    )
    expect(await fault(newRule("velocity/mine", { from: "in-then-uot", dir: at("x") }))).toContain(
      '--from: OPTION_INVALID: there is no shipped rule "in-then-uot"; write in-then-out',
    )
    expect(await fault(newRule("velocity/Mine", { dir: at("x") }))).toContain("RULE_INVALID")
    expect(await fault(newRule("pass-through/in-then-out", { dir: at("x") }))).toContain(
      "OPTION_INVALID: the shipped pack has a rule",
    )
    expect(await fault(newRule("composite/mine", { from: "in-then-out", dir: at("x") }))).toContain(
      "RULE_INVALID",
    )
    expect(existsSync(at("x"))).toBe(false)
    await newRule("velocity/twice", { dir: at("my") })
    expect(await fault(newRule("velocity/twice", { dir: at("my") }))).toContain(
      "OUTPUT_NOT_WRITABLE: the file is there already",
    )
  })
})
