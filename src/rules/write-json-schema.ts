// Part of the build: writes the JSON Schemas of rule files into the directory named on the command line.
import { mkdir, writeFile } from "node:fs/promises"
import path from "node:path"
import {
  lexiconJsonSchema,
  listJsonSchema,
  ruleJsonSchema,
  ruleTestJsonSchema,
  scoringJsonSchema,
  settingsJsonSchema,
} from "./json-schema.ts"

const SCHEMAS = {
  rule: ruleJsonSchema(),
  lexicon: lexiconJsonSchema(),
  list: listJsonSchema(),
  "rule-test": ruleTestJsonSchema(),
  scoring: scoringJsonSchema(),
  settings: settingsJsonSchema(),
}

const dir = process.argv[2]
if (dir === undefined) throw new Error("name the directory to write to")
await mkdir(dir, { recursive: true })
for (const [name, schema] of Object.entries(SCHEMAS)) {
  await writeFile(path.join(dir, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`)
}
