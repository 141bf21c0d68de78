// JSON Schemas (draft-07, which YAML editors read) of the files of a rule pack, made from what checks them.
import * as z from "zod"
import { contextSchema } from "./parse-context.ts"
import { pricesSchema } from "./parse-prices.ts"
import { ruleSchema } from "./schema.ts"
import { lexiconSchema, listSchema, scoringSchema } from "./schema-files.ts"
import { indicatorsSchema } from "./schema-indicators.ts"
import { messagesSchema } from "./schema-messages.ts"
import { ruleTestSchema } from "./schema-rule-test.ts"
import { settingsSchema, suppressionsSchema } from "./schema-settings.ts"

/** A JSON Schema as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>

const PARAM = "\\$[a-z][a-z0-9_]*"
const MONEY = "[0-9]+(\\.[0-9]+)? [A-Z]{3,5}"
const DURATION = "[0-9]+(ms|s|m|h|d|w)"

/** What each kind of file may hold; the schema of a kind is written to `<kind>.schema.json`. */
const SCHEMAS = {
  rule: ruleSchema,
  "rule-test": ruleTestSchema,
  lexicon: lexiconSchema,
  list: listSchema,
  context: contextSchema,
  messages: messagesSchema,
  prices: pricesSchema,
  scoring: scoringSchema,
  indicators: indicatorsSchema,
  settings: settingsSchema,
  suppressions: suppressionsSchema,
} as const
export type SchemaName = keyof typeof SCHEMAS

/** The JSON Schema of every kind of file, by name. */
export function jsonSchemas(): Readonly<Record<SchemaName, JsonSchema>> {
  const schemas = Object.entries(SCHEMAS).map(([name, schema]) => [name, toJsonSchema(schema)])
  return Object.fromEntries(schemas) as Record<SchemaName, JsonSchema>
}

function toJsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: "draft-7",
    io: "input",
    override: ({ jsonSchema }) => {
      spellScalar(jsonSchema)
      allowAttributes(jsonSchema)
    },
  }) as JsonSchema
}

/** Puts what a file may hold in place of the mark of a number, an amount or a duration. */
function spellScalar(schema: z.core.JSONSchema.BaseSchema): void {
  const { scalar, param } = schema
  if (scalar === undefined) return
  delete schema["scalar"]
  delete schema["param"]
  const reference = param === true ? `${PARAM}|` : ""
  if (scalar === "money") schema.pattern = `^(${reference}${MONEY})$`
  else if (scalar === "duration") schema.pattern = `^(${reference}${DURATION})$`
  else {
    const type = scalar === "integer" ? ("integer" as const) : ("number" as const)
    schema.type = type
    if (param !== true) return
    const { minimum, maximum } = schema
    delete schema.type
    delete schema.minimum
    delete schema.maximum
    const range = {
      ...(minimum === undefined ? {} : { minimum }),
      ...(maximum === undefined ? {} : { maximum }),
    }
    schema.anyOf = [
      { type, ...range },
      { type: "string", pattern: `^${PARAM}$` },
    ]
  }
}

/** Further columns may stand beside the known fields of a condition, and nothing else. */
function allowAttributes(schema: z.core.JSONSchema.BaseSchema): void {
  if (schema.additionalProperties === undefined || !schema.properties || !("memo" in schema.properties))
    return
  schema.additionalProperties = false
  schema.patternProperties = { "^attributes\\..": { $ref: "#/definitions/TextTest" } }
}
