// Which format a text is in: by its first characters; the file's name decides only where they do not.
import { InputError } from "../model/errors.ts"
import { isJson } from "./json-flatten.ts"
import type { OpenedSource } from "./row-source.ts"

/** Decoded text from the start of a file. */
export interface TextSample {
  readonly text: string
  /** The sample is the whole text. */
  readonly complete: boolean
}

/** @throws InputError FORMAT_UNKNOWN for XML and HTML */
export function findFormat(file: string, sample: TextSample): OpenedSource["format"] {
  const start = sample.text.trimStart()
  const markup = /^<(\?xml|!doctype html|html|table)\b/i.exec(start)
  if (markup !== null) {
    const what = markup[1] === "?xml" ? "XML" : "HTML"
    const detail = `this is ${what}, not a table of text; export the payments as CSV, JSON Lines or a JSON array`
    throw new InputError("FORMAT_UNKNOWN", { file }, detail)
  }
  const name = file.toLowerCase().replace(/\.gz$/, "")
  const named = /\.(jsonl|ndjson)$/.test(name) ? "jsonl" : name.endsWith(".json") ? "json" : null
  if (/^\[\s*[{\]]/.test(start)) return "json"
  if (/^\{\s*(["}]|$)/.test(start))
    return named === "jsonl" ? "jsonl" : formatOfObject(start, sample.complete)
  return named ?? "csv"
}

/** Text that begins with a JSON object: one object a line, or one object that holds the list. */
function formatOfObject(start: string, complete: boolean): "jsonl" | "json" {
  const lines = start.split(/[\r\n]+/, 3).map((line) => line.trim())
  const [first = "", second = ""] = lines
  if (lines.length === 1 && !complete) return /^\{\s*"[^"\\]*"\s*:\s*\[\s*\{/.test(first) ? "json" : "jsonl"
  if (isJson(first)) return second === "" && holdsList(first) ? "json" : "jsonl"
  const goesOn = /[[{,:]$/.test(first)
  return !goesOn && isJson(second) ? "jsonl" : "json"
}

/** An object with a list of objects, such as {"payments": [{…}, {…}]}. */
function holdsList(text: string): boolean {
  const isObject = (value: unknown) => typeof value === "object" && value !== null && !Array.isArray(value)
  return Object.values(JSON.parse(text) as object).some(
    (value) => Array.isArray(value) && value.length > 0 && value.every(isObject),
  )
}
