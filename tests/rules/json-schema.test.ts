// The JSON Schemas that editors read, held against the files of the pack by an independent validator.
import { execFileSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { Ajv, type ValidateFunction } from "ajv"
import { beforeAll, describe, expect, test } from "vitest"
import { TEXT_FIELDS } from "../../src/model/payment.ts"
import { TYPOLOGIES } from "../../src/model/vocabulary.ts"
import { jsonSchemas, type SchemaName } from "../../src/rules/json-schema.ts"
import { loadRuleFiles } from "../../src/rules/load-rules.ts"
import { parseYaml } from "../../src/rules/parse-yaml.ts"
import { type FileRole, type RuleFile, roleOf } from "../../src/rules/rule-file.ts"
import { DETECTIONS } from "../../src/rules/tree.ts"
import { ruleWith, WINDOW_FILE, WINDOW_RULE } from "./rule-texts.ts"

const ALL = jsonSchemas()

/** The part of a schema at a path such as `properties/window`. */
function at(schema: unknown, where: string): unknown {
  return where.split("/").reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], schema)
}

/** Every schema within a schema, with the path that leads to it. */
function* parts(schema: unknown, where = ""): Generator<readonly [string, Record<string, unknown>]> {
  if (typeof schema !== "object" || schema === null) return
  if (!Array.isArray(schema)) yield [where, schema as Record<string, unknown>]
  for (const [key, inner] of Object.entries(schema)) yield* parts(inner, `${where}/${key}`)
}

/** Plain JSON, as an editor would see the file. */
function plainOf(text: string, file = "f.yaml"): unknown {
  const source = parseYaml(file, text, [])
  expect(source, file).toBeDefined()
  return JSON.parse(JSON.stringify(source!.value))
}

describe("JSON Schemas", () => {
  test.each(Object.entries(ALL))("%s is draft-07 without marks of our own or names made up", (_, schema) => {
    expect(schema["$schema"]).toBe("http://json-schema.org/draft-07/schema#")
    const text = JSON.stringify(schema)
    expect(text).not.toMatch(/"scalar"|"param":|__schema/)
    // Draft-07 ignores whatever stands beside a $ref.
    for (const [ref] of text.matchAll(/\{[^{}]*"\$ref"[^{}]*\}/g)) {
      expect(Object.keys(JSON.parse(ref)).filter((key) => key !== "$schema")).toEqual(["$ref"])
    }
  })

  test.each(Object.entries(ALL))("%s explains every key", (_, schema) => {
    const silent: string[] = []
    for (const [where, part] of parts(schema)) {
      if (where.endsWith("/properties") || typeof part["properties"] !== "object") continue
      for (const [key, property] of Object.entries(part["properties"] as Record<string, object>)) {
        const ref = "$ref" in property ? String(property.$ref).replace("#/", "") : undefined
        const explained = ref === undefined ? property : (at(schema, ref) as object)
        if (!("description" in explained)) silent.push(`${where}/${key}`)
      }
    }
    expect(silent).toEqual([])
  })

  test("a rule: required keys, one detection, closed words", () => {
    const rule = ALL.rule
    expect(rule["required"]).toEqual([
      "id",
      "version",
      "title",
      "status",
      "typology",
      "severity",
      "evidence",
      "description",
    ])
    expect(rule["additionalProperties"]).toBe(false)
    expect(rule["oneOf"]).toEqual(DETECTIONS.map((key) => ({ required: [key] })))
    expect(at(rule, "properties/typology/enum")).toEqual([...TYPOLOGIES])
  })

  test("conditions: every field, further columns, each other", () => {
    const condition = at(ALL.rule, "definitions/Condition") as Record<string, unknown>
    const keys = Object.keys(condition["properties"] as object)
    for (const key of ["amount", "currency", "payer", "payee", ...TEXT_FIELDS, "text", "all", "any", "not"])
      expect(keys).toContain(key)
    expect(condition["additionalProperties"]).toBe(false)
    expect(condition["patternProperties"]).toEqual({ "^attributes\\..": { $ref: "#/definitions/TextTest" } })
    expect(at(condition, "properties/all/items")).toEqual({ $ref: "#/definitions/Condition" })
  })

  test("$name is allowed where a detection holds a number, an amount or a duration, and nowhere else", () => {
    const having = at(ALL.rule, "properties/window/properties/having/properties")
    expect(at(having, "count/properties/gte/anyOf")).toEqual([
      { type: "integer", minimum: 0 },
      { type: "string", pattern: "^\\$[a-z][a-z0-9_]*$" },
    ])
    const lookback = new RegExp(at(ALL.rule, "properties/window/properties/lookback/pattern") as string)
    expect(["$lookback", "7d", "90s"].every((text) => lookback.test(text))).toBe(true)
    expect(["7 days", "7", "$"].some((text) => lookback.test(text))).toBe(false)
    const least = new RegExp(at(having, "sum/properties/gte/pattern") as string)
    expect(["$floor", "8000 USD", "8000.50 USD"].every((text) => least.test(text))).toBe(true)
    expect(["8000", "8_000 USD", "USD 8000"].some((text) => least.test(text))).toBe(false)
    expect(JSON.stringify(at(ALL.rule, "definitions/Param"))).not.toContain("\\\\$[a-z]")
    expect(JSON.stringify(ALL.scoring)).not.toContain("\\\\$[a-z]")
  })

  test("the build writes them all", () => {
    const dir = mkdtempSync(path.join(tmpdir(), "moneytrail-schema-"))
    const script = path.resolve(import.meta.dirname, "../../src/rules/write-json-schema.ts")
    execFileSync(process.execPath, ["--import", "tsx", script, dir])
    expect(readdirSync(dir)).toEqual(
      Object.keys(ALL)
        .map((name) => `${name}.schema.json`)
        .sort(),
    )
    expect(JSON.parse(readFileSync(path.join(dir, "rule.schema.json"), "utf8"))).toEqual(ALL.rule)
    rmSync(dir, { recursive: true, force: true })
  })
})

describe("an independent validator", () => {
  const validate = {} as Record<SchemaName, ValidateFunction>
  let files: readonly RuleFile[] = []
  beforeAll(async () => {
    const ajv = new Ajv({ allErrors: true, allowUnionTypes: true, strict: true, strictRequired: false })
    for (const name of Object.keys(ALL) as SchemaName[]) validate[name] = ajv.compile(ALL[name])
    files = await loadRuleFiles()
  })

  const NAMES = {
    rule: "rule",
    test: "rule-test",
    lexicon: "lexicon",
    list: "list",
    scoring: "scoring",
    indicators: "indicators",
  } as const satisfies Partial<Record<FileRole, SchemaName>>

  test.each(Object.entries(NAMES))("accepts every shipped file: %s", (role, name) => {
    const own = files.filter(({ file }) => roleOf(file) === role)
    expect(own.length).toBeGreaterThan(0)
    for (const { file, text } of own) {
      const isRight = validate[name](plainOf(text, file))
      expect(isRight ? [] : validate[name].errors, file).toEqual([])
    }
  })

  test.each<[SchemaName, string]>([
    ["rule", WINDOW_RULE],
    ["settings", "rules: { a: { enabled: false, params: { floor: 8500 USD, times: 3 } } }\n"],
    [
      "settings",
      "disable: { tags: [wallet] }\nlists: { couriers: { add: [a], source: s, date: '2026-11-22' } }\n",
    ],
    ["suppressions", "- { party: a, by: b, reason: c, until: '2027-01-31' }\n"],
    ["rule-test", "- { name: n, payments: x, expect: [{ members: [a, b], payments: [p] }] }\n"],
  ])("accepts what is right: %s %s", (name, text) => {
    expect(validate[name](plainOf(text)) ? [] : validate[name].errors).toEqual([])
  })

  test.each<[SchemaName, string, string]>([
    ["rule", "severity: high", "severty: high"],
    ["rule", "severity: high", "severity: dire"],
    ["rule", "version: 1.0.0", "version: 1.0"],
    ["rule", "typology: structuring", "typology: smurfing"],
    ["rule", "lookback: $lookback", "lookback: 7 days"],
    ["rule", "channel: cash", "chanel: cash"],
    ["rule", "channel: cash", "payeeCategory: 4215"],
    ["rule", "{ gte: $times }", "{ gte: 2.5 }"],
    ["rule", "{ gte: $times }", "{ atleast: 2 }"],
    ["rule", "gte: $floor", "gte: 8000"],
    ["rule", "default: 3,", 'default: "3",'],
    ["rule", "window:", "windw:"],
    ["rule", "window:", "match: { subject: payee, where: { memo: a }, reason: r }\nwindow:"],
    ["rule", "title: Cash", "# title: Cash"],
    ["rule", "indicators: [TB-A5]", "indicators: TB-A5"],
  ])("refuses what is wrong: %s: %s → %s", (name, from, to) => {
    expect(WINDOW_RULE).toContain(from)
    expect(validate[name](plainOf(WINDOW_RULE.replace(from, to), WINDOW_FILE))).toBe(false)
  })

  test.each<[SchemaName, string]>([
    ["rule", ruleWith("motif: { shape: circle, hops: { gte: 3, lte: 5 }, within: 7d, reason: r }\n").text],
    ["rule", ruleWith("combine: { within: 30d, of: [], reason: r }\n").text],
    ["rule", ruleWith("network: { having: { density: { gte: 2 } }, reason: r }\n").text],
    ["rule-test", "- { name: n, payments: x }\n"],
    ["rule-test", "- { name: n, payments: x, expect: [{ subject: a, payments: [] }] }\n"],
    ["lexicon", "id: a\ntitle: A\nterms: [{ text: a, lang: en, kind: noun, ambiguity: low, source: s }]\n"],
    ["list", "id: a\ntitle: A\nkind: names\nsource: s\ndate: 2026\nentries: [a]\n"],
    ["scoring", "points: { info: 8 }\n"],
    ["indicators", "documents: []\nindicators: []\n"],
    ["settings", "rules: { a: { enable: false } }\n"],
    ["suppressions", "- { party: a, by: b, reason: c, until: soon }\n"],
  ])("refuses what is wrong: %s %s", (name, text) => {
    expect(validate[name](plainOf(text))).toBe(false)
  })
})
