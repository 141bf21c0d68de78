// JSON Schemas (draft-07, which YAML editors read) of the files of a rule pack, made from what checks them.
import * as z from "zod"
import { ruleSchema } from "./schema.ts"
import { lexiconSchema, listSchema, ruleTestSchema, scoringSchema, settingsSchema } from "./schema-files.ts"

/** A JSON Schema as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>

const PARAM = "\\$[a-z][a-z0-9_]*"
const MONEY = "[0-9]+(\\.[0-9]+)? [A-Z]{3,5}"
const DURATION = "[0-9]+(ms|s|m|h|d|w)"

export function ruleJsonSchema(): JsonSchema {
  return toJsonSchema(ruleSchema)
}

export function lexiconJsonSchema(): JsonSchema {
  return toJsonSchema(lexiconSchema)
}

export function listJsonSchema(): JsonSchema {
  return toJsonSchema(listSchema)
}

export function scoringJsonSchema(): JsonSchema {
  return toJsonSchema(scoringSchema)
}

export function settingsJsonSchema(): JsonSchema {
  return toJsonSchema(settingsSchema)
}

export function ruleTestJsonSchema(): JsonSchema {
  return toJsonSchema(ruleTestSchema)
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
  if (schema.additionalProperties === undefined || !schema.properties || !("payer" in schema.properties))
    return
  schema.additionalProperties = false
  schema.patternProperties = { "^attributes\\..": { $ref: "#/definitions/TextTest" } }
}
