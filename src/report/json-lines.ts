// Lines of JSON of an earlier output, read one by one.
import { createReadStream } from "node:fs"
import { stat } from "node:fs/promises"
import { createInterface } from "node:readline"
import { missingOutput } from "./missing-output.ts"

/** `value` is null for a line that holds no JSON object. Throws `InputError` FILE_NOT_FOUND. */
export async function* readJsonLines(
  file: string,
): AsyncGenerator<{ readonly number: number; readonly text: string; readonly value: object | null }> {
  if (!(await stat(file).catch(() => null))?.isFile()) throw await missingOutput(file)
  const lines = createInterface({
    input: createReadStream(file, "utf8"),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  let number = 0
  for await (const text of lines) {
    number++
    yield { number, text, value: parse(text) }
  }
}

function parse(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === "object" && value !== null ? value : null
  } catch {
    return null
  }
}
