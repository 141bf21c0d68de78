// The JSON Schemas as files, for YAML editors. Needs Node.
import { mkdir, writeFile } from "node:fs/promises"
import path from "node:path"
import { InputError } from "../model/errors.ts"
import { jsonSchemas } from "./json-schema.ts"

/**
 * Writes `<name>.schema.json` for every kind of file into a directory, which is made where there is none. Gives the
 * names written, sorted as `jsonSchemas` has them.
 *
 * @throws InputError OUTPUT_NOT_WRITABLE.
 */
export async function writeJsonSchemas(dir: string): Promise<readonly string[]> {
  const files = Object.entries(jsonSchemas()).map(([name, schema]) => ({
    name: `${name}.schema.json`,
    text: `${JSON.stringify(schema, null, 2)}\n`,
  }))
  try {
    await mkdir(dir, { recursive: true })
    for (const { name, text } of files) await writeFile(path.join(dir, name), text)
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : ""
    const detail = `the schemas cannot be written (${code}); name another directory`
    throw new InputError("OUTPUT_NOT_WRITABLE", { file: dir }, detail)
  }
  return files.map(({ name }) => name)
}
