import { mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { InputError } from "../../src/model/errors.ts"
import { checkRules } from "../../src/rules/check.ts"
import { areAllPlaced, type KnownReaders, knownReaders, knownRules } from "../../src/rules/known-rules.ts"
import { knownReadersOf, loadRuleFiles, loadRules, readRules } from "../../src/rules/load-rules.ts"
import { type ParseRulesOptions, parseRules } from "../../src/rules/pack.ts"
import { type RuleFile, roleOf } from "../../src/rules/rule-file.ts"
import { testFileOf } from "../../src/rules/rule-test-file.ts"
import type { RulePack } from "../../src/rules/tree.ts"
import { makeWorkplace } from "../cli/process.ts"

const dir = mkdtempSync(join(tmpdir(), "moneytrail-known-"))
const settings = join(dir, "moneytrail.yaml")
const SETTINGS = `rules:
  cm-under-threshold-payee:
    enabled: false
  burst-of-payments-out:
    params: { times: 25 }
lists:
  couriers:
    add: ["Sled Dogs Express"]
    source: made for this test
    date: "2026-11-22"
`
writeFileSync(settings, SETTINGS)

/** Functions of messages are compared by what they say. */
function comparable({ messages, matcher: _matcher, ...pack }: RulePack): object {
  return { ...pack, messages: [messages.lang, messages.name, messages.say("test.present")] }
}

test("every file of the shipped pack is known", async () => {
  const known = await knownRules()
  const files = await loadRuleFiles()
  expect(files.length).toBeGreaterThan(300)
  expect(files.filter((file) => !knownReaders(known!, undefined).isKnown(file))).toEqual([])
})

test("the shipped pack is the same as from its YAML", async () => {
  const options = { lang: "zh-Hans" }
  const fromYaml = parseRules(await loadRuleFiles(), options)
  const pack = await loadRules(options)
  expect(comparable(pack)).toStrictEqual(comparable(fromYaml))
  expect([...pack.lexicons.keys()]).toEqual([...fromYaml.lexicons.keys()])
})

/** Shipped files that make a pack without most lexicons, which take the longest to read from YAML. */
async function someFiles(): Promise<readonly RuleFile[]> {
  const ROLES: readonly string[] = ["list", "list-csv", "prices", "scoring", "messages"]
  return (await loadRuleFiles()).filter(({ file, text }) => {
    const role = roleOf(file)
    return role === "rule"
      ? !text.includes("lexicon") && !/^rules\/(?:composite|seller-network)\//.test(file)
      : ROLES.includes(role) || file.endsWith("/pangolin.yaml")
  })
}

const CASES: readonly [what: string, options: ParseRulesOptions][] = [
  ["as it is", {}],
  ["a choice of rules", { only: ["typology:fan-in", "cash"], without: ["status:experimental"] }],
  ["in a language that is not filled in", { lang: "vi" }],
  ["with settings", { settings: { file: settings, text: SETTINGS } }],
]

test.each(CASES)("a part of it is the same as from its YAML: %s", async (_, options) => {
  const files = await someFiles()
  const fromYaml = parseRules(files, options)
  expect(fromYaml.rules.length).toBeGreaterThan(2)
  expect(comparable(await readRules(files, options))).toStrictEqual(comparable(fromYaml))
})

test("a settings file is read beside it", async () => {
  const pack = await loadRules({ settings })
  const fromText = await readRules(await loadRuleFiles(undefined, "rules"), {
    settings: { file: settings, text: SETTINGS },
  })
  expect(comparable(pack)).toStrictEqual(comparable(fromText))
  expect(pack.disabled).toContain("cm-under-threshold-payee")
})

test("beside rules of one's own as well", async () => {
  const dirs = ["rules", join(makeWorkplace(), "rules")]
  const pack = await loadRules({ dirs })
  expect(comparable(pack)).toStrictEqual(comparable(parseRules(await loadRuleFiles(dirs))))
  expect(pack.rules.map(({ id }) => id)).toContain("large-cash")
})

/** Some of the shipped files, with one of them changed. */
async function changed(file: string, from: string, to: string): Promise<readonly RuleFile[]> {
  const files = await someFiles()
  expect(files.find((one) => one.file === file)?.text).toContain(from)
  return files.map((one) => (one.file === file ? { file, text: one.text.replace(from, to) } : one))
}

test("a file that was changed is read anew", async () => {
  const files = await changed("rules/velocity/burst-of-payments-out.yaml", "title: ", "title: No longer ")
  const pack = await readRules(files)
  expect(comparable(pack)).toStrictEqual(comparable(parseRules(files)))
  const word = await changed(
    "rules/lexicons/pangolin.yaml",
    "text: Manis javanica,",
    "text: Manis javanicus,",
  )
  const texts = (await readRules(word)).lexicons.get("pangolin")?.terms.map(({ text }) => text)
  expect(texts).toContain("Manis javanicus")
})

function messageOf(read: () => unknown): Promise<string> {
  return Promise.resolve()
    .then(read)
    .then(
      () => "no error",
      (error: Error) => error.message,
    )
}

test.each([
  [
    "rules/velocity/burst-of-payments-out.yaml",
    "severity: ",
    "gravity: ",
    /burst-of-payments-out.yaml:\d+:\d+/,
  ],
  [
    "rules/velocity/burst-of-payments-out.yaml",
    "id: burst-of-payments-out",
    "id: couriers-paid-for-gold",
    /./,
  ],
  ["rules/lists/couriers.yaml", "id: couriers", "id: courrier", /rules\/[a-z-]+\/[a-z-]+\.yaml:\d+:\d+/],
  ["rules/lexicons/pangolin.yaml", "id: pangolin", "id: [", /pangolin.yaml:\d+:\d+/],
])("what is wrong in %s is told as from YAML, with its place", async (file, from, to, place) => {
  const files = await changed(file, from, to)
  const told = await messageOf(() => readRules(files))
  expect(told).toMatch(place)
  expect(told).toBe(await messageOf(() => parseRules(files)))
})

const OWN_RULE = { file: "own/velocity/own-rule.yaml", text: "id: own-rule\nversion: x\n" }

test.each<[what: string, own: readonly RuleFile[], options: ParseRulesOptions]>([
  ["a rule of one's own", [OWN_RULE], {}],
  ["two of one id", [OWN_RULE, { ...OWN_RULE, file: "own/cash/own-rule.yaml" }], {}],
  ["a choice", [], { only: ["no-such-rule"] }],
  ["a language", [], { lang: "xx" }],
])("what is wrong in %s is told as from YAML", async (_, own, options) => {
  const files = [...(await someFiles()), ...own]
  const told = await messageOf(() => readRules(files, options))
  expect(told).toBe(await messageOf(() => parseRules(files, options)))
  expect(told).not.toBe("no error")
})

test("faults have their places unless they show in a file that is known", async () => {
  const known = knownReaders((await knownRules())!, undefined)
  const files = [...(await someFiles()), OWN_RULE]
  const fault = (file?: string) => new InputError("RULE_INVALID", file === undefined ? {} : { file }, "x")
  const own = [fault(), fault("lang"), fault(OWN_RULE.file)]
  expect(areAllPlaced(own, files, known)).toBe(true)
  expect(areAllPlaced([...own, fault("rules/lists/couriers.yaml")], files, known)).toBe(false)
})

test("settings that are wrong are told with their place", async () => {
  const wrong = {
    file: "moneytrail.yaml",
    text: "lists:\n  no-such-list:\n    add: [a]\n    source: s\n    date: '2026-01-01'\n",
  }
  const files = await someFiles()
  const told = await messageOf(() => readRules(files, { settings: wrong }))
  expect(told).toContain("moneytrail.yaml:2:3")
  expect(told).toBe(await messageOf(() => parseRules(files, { settings: wrong })))
})

test("checks find the same as from YAML, also where a fault shows in a file that is known", async () => {
  const some = (await someFiles()).filter(
    ({ file, text }) => roleOf(file) !== "rule" || text.includes("list: couriers"),
  )
  const tests = new Set(some.map(({ file }) => testFileOf(file)))
  const files = [...some, ...(await loadRuleFiles()).filter(({ file }) => tests.has(file))]
  const faults = (of: readonly RuleFile[], known?: KnownReaders) => {
    const { errors, warnings } = checkRules(of, { known })
    return [errors, warnings].map((found) => found.map(({ message }) => message))
  }
  expect(faults(files, await knownReadersOf(files))).toEqual([[], []])
  const without = files.filter(({ file }) => file !== "rules/lists/couriers.yaml")
  const told = faults(without, await knownReadersOf(without))
  expect(told).toEqual(faults(without))
  expect(told[0]!.join("\n")).toMatch(/^rules\/\S+\.yaml:\d+:\d+: RULE_UNKNOWN_LIST/m)
})
