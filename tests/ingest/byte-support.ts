// Helpers for tests of reading: a slow twin of the CSV reader, encoders that JavaScript lacks, and files to read.
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { InputError } from "../../src/model/errors.ts"
import { temporaryDir } from "../helpers/temporary.ts"

export interface Row {
  readonly line: number
  readonly cells: readonly string[]
}

export interface ReferenceResult {
  readonly rows: Row[]
  /** Line where a quote opens that is never closed. */
  readonly openQuoteLine: number | null
}

export interface ReferenceDialect {
  readonly delimiter: string
  readonly quote: string | null
  readonly escape: string | null
}

/** The CSV dialect character by character over the whole text, as its description reads. */
export function referenceRows(text: string, dialect: ReferenceDialect, skipLines = 0): ReferenceResult {
  const { delimiter, quote } = dialect
  const escapeMark = quote === null ? null : (dialect.escape ?? quote)
  const lineEnd = (at: number) =>
    text.startsWith("\r\n", at) ? 2 : text[at] === "\n" || text[at] === "\r" ? 1 : 0
  const rows: Row[] = []
  let i = 0
  let line = 1
  while (line <= skipLines && i < text.length) {
    while (i < text.length && lineEnd(i) === 0) i++
    if (i === text.length) return { rows, openQuoteLine: null }
    i += lineEnd(i)
    line++
  }
  while (i < text.length) {
    const startLine = line
    const start = i
    const cells: string[] = []
    let anyQuoted = false
    for (;;) {
      let cell = ""
      if (quote !== null && text[i] === quote) {
        anyQuoted = true
        const openLine = line
        i++
        for (;;) {
          if (i >= text.length) return { rows, openQuoteLine: openLine }
          const next = text[i + 1]
          if (text[i] === escapeMark && next !== undefined && (next === quote || next === escapeMark)) {
            cell += next
            i += 2
          } else if (text[i] === quote) {
            i++
            break
          } else {
            const length = lineEnd(i) || 1
            if (lineEnd(i) > 0) line++
            cell += text.slice(i, i + length)
            i += length
          }
        }
        let behind = ""
        while (i < text.length && text[i] !== delimiter && lineEnd(i) === 0) behind += text[i++]
        if (behind.trim() !== "") cell += behind
      } else {
        while (i < text.length && text[i] !== delimiter && lineEnd(i) === 0) cell += text[i++]
      }
      cells.push(cell)
      if (text[i] !== delimiter) break
      i++
    }
    const isBlank = cells.length === 1 && !anyQuoted && text.slice(start, i).trim() === ""
    if (!isBlank) rows.push({ line: startLine, cells })
    i += lineEnd(i)
    line++
  }
  return { rows, openQuoteLine: null }
}

/** Splits text or bytes into parts of `size`. */
export async function* inParts<T extends { length: number; slice(from: number, to: number): T }>(
  whole: T,
  size: number,
): AsyncGenerator<T> {
  for (let i = 0; i < whole.length; i += size) yield whole.slice(i, i + size)
}

export interface Collected<T> {
  readonly items: T[]
  /** `CODE@line`, or null when the reading ended well. */
  readonly failure: string | null
}

export async function collect<T>(batches: AsyncIterable<readonly T[]>): Promise<Collected<T>> {
  const items: T[] = []
  try {
    for await (const batch of batches) items.push(...batch)
  } catch (error) {
    return { items, failure: failureOf(error) }
  }
  return { items, failure: null }
}

export function failureOf(error: unknown): string {
  if (!(error instanceof InputError)) throw error
  return `${error.code}@${error.place.line ?? ""}`
}

/** The error of a promise that must fail with an InputError. */
export async function inputErrorOf(promise: Promise<unknown>): Promise<InputError> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (error instanceof InputError) return error
  throw new Error(`expected an InputError, got ${String(error)}`)
}

export async function drain(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of rows);
}

let fileCount = 0

/** Writes a file of its own below the temporary folder; gives its path. */
export function fileOf(content: string | Uint8Array, ending = ".csv"): string {
  const path = join(temporaryDir(), `file-${fileCount++}${ending}`)
  writeFileSync(path, content)
  return path
}

export type EncodingName = "utf-8" | "utf-16le" | "utf-16be" | "gb18030" | "big5" | "windows-1252"

export function encode(text: string, encoding: EncodingName): Uint8Array {
  if (encoding === "utf-8") return new TextEncoder().encode(text)
  if (encoding === "utf-16le") return new Uint8Array(Buffer.from(text, "utf16le"))
  if (encoding === "utf-16be") return new Uint8Array(Buffer.from(text, "utf16le").swap16())
  const bytes: number[] = []
  for (const char of text) {
    const known = tableOf(encoding).get(char)
    if (known !== undefined) bytes.push(...known)
    else if (encoding === "gb18030" && char.codePointAt(0)! >= 0x10000)
      bytes.push(...fourBytes(char.codePointAt(0)!))
    else throw new Error(`${encoding} has no ${char}`)
  }
  return Uint8Array.from(bytes)
}

export function canEncode(char: string, encoding: EncodingName): boolean {
  if (encoding.startsWith("utf")) return true
  return tableOf(encoding).has(char) || (encoding === "gb18030" && char.codePointAt(0)! >= 0x10000)
}

/** GB 18030: code points from U+10000 lie in order from 0x90308130. */
function fourBytes(codePoint: number): number[] {
  let rest = codePoint - 0x10000
  const fourth = 0x30 + (rest % 10)
  rest = Math.floor(rest / 10)
  const third = 0x81 + (rest % 126)
  rest = Math.floor(rest / 126)
  return [0x90 + Math.floor(rest / 10), 0x30 + (rest % 10), third, fourth]
}

const tables = new Map<string, Map<string, readonly number[]>>()

/** Characters of one and two bytes, from decoding them all. */
function tableOf(encoding: string): Map<string, readonly number[]> {
  const known = tables.get(encoding)
  if (known !== undefined) return known
  const table = new Map<string, readonly number[]>()
  const decoder = new TextDecoder(encoding, { fatal: true })
  const add = (bytes: number[]) => {
    try {
      const char = decoder.decode(Uint8Array.from(bytes), { stream: encoding === "windows-1252" })
      if ([...char].length === 1 && !table.has(char)) table.set(char, bytes)
    } catch {
      // not a character
    }
  }
  for (let byte = 0; byte < (encoding === "windows-1252" ? 0x100 : 0x80); byte++) add([byte])
  if (encoding !== "windows-1252") {
    for (let lead = 0x81; lead <= 0xfe; lead++)
      for (let trail = 0x40; trail <= 0xfe; trail++) add([lead, trail])
  }
  tables.set(encoding, table)
  return table
}
