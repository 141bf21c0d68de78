import { execFileSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { describe, expect, test } from "vitest"
import { TEXT_FIELDS } from "../../src/model/payment.ts"
import { TYPOLOGIES } from "../../src/model/vocabulary.ts"
import {
  lexiconJsonSchema,
  listJsonSchema,
  ruleJsonSchema,
  ruleTestJsonSchema,
  scoringJsonSchema,
  settingsJsonSchema,
} from "../../src/rules/json-schema.ts"

const ALL = {
  rule: ruleJsonSchema(),
  lexicon: lexiconJsonSchema(),
  list: listJsonSchema(),
  "rule-test": ruleTestJsonSchema(),
  scoring: scoringJsonSchema(),
  settings: settingsJsonSchema(),
}

/** The part of a schema at a path such as `properties/window`. */
function at(schema: unknown, where: string): unknown {
  return where.split("/").reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], schema)
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

  test("a rule: required keys, one detection, closed words, descriptions on every key", () => {
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
    expect(rule["oneOf"]).toEqual([
      { required: ["match"] },
      { required: ["window"] },
      { required: ["sequence"] },
    ])
    expect(at(rule, "properties/typology/enum")).toEqual([...TYPOLOGIES])
    for (const where of ["properties", "properties/window/properties", "properties/sequence/properties"]) {
      for (const property of Object.values(at(rule, where) as object))
        expect(property).toHaveProperty("description")
    }
  })

  test("conditions: every field, further columns, each other", () => {
    const condition = at(ALL.rule, "definitions/Condition") as Record<string, unknown>
    expect(Object.keys(condition["properties"] as object)).toEqual([
      "amount",
      "currency",
      "payer",
      "payee",
      ...TEXT_FIELDS,
      "text",
      "all",
      "any",
      "not",
    ])
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
