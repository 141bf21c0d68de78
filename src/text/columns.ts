// What a matcher is built of, as plain columns: so that it can be kept with the package, and need not be worked out in
// each run. Numbers are kept as little-endian machines have them, which is nearly all; others work it out anew.
import { assert } from "../model/errors.ts"

/** Columns and single values by name. */
export type Columns = Readonly<Record<string, Int32Array | Uint16Array | Uint8Array | string | number>>

/** Gives the columns of a name: as they were kept, or made. */
export type Keep = <T extends Columns>(name: string, make: () => T) => T

/** Where each of a row of things of these lengths begins; one longer than there are. */
export function startsOf(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1)
  for (const [at, length] of lengths.entries()) starts[at + 1] = starts[at]! + length
  return starts
}

/** Nothing was kept. */
export const anew: Keep = (_, make) => make()

/** Keeps all that is made. */
export function recordColumns(): { readonly keep: Keep; readonly bytes: () => Uint8Array<ArrayBuffer> } {
  const made = new Map<string, Columns>()
  return {
    keep(name, make) {
      assert(!made.has(name), `columns called ${name} are there already`)
      const columns = make()
      made.set(name, columns)
      return columns
    },
    bytes: () => bytesOf(made),
  }
}

/** Where a column lies, in bytes from the end of the header; `length` in numbers. A text is kept by its UTF-16 units. */
interface Kept {
  readonly type: keyof typeof VIEWS | "text"
  readonly at: number
  readonly length: number
}

/** By name, by name of column. */
type Header = Readonly<Record<string, Readonly<Record<string, Kept | string | number>>>>

/** The length of the header comes first. Columns begin at multiples of this many bytes, as views of numbers must. */
const STEP = 8

function bytesOf(made: ReadonlyMap<string, Columns>): Uint8Array<ArrayBuffer> {
  const chunks: { readonly at: number; readonly bytes: Uint8Array }[] = []
  let end = 0
  const place = (column: Columns[string]): Kept | string | number => {
    if (typeof column === "number" || staysInHeader(column)) return column
    const numbers = typeof column === "string" ? unitsOf(column) : column
    const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)
    const kept: Kept = { type: typeOf(column), at: end, length: column.length }
    chunks.push({ at: end, bytes })
    end = roundUp(end + bytes.length)
    return kept
  }
  const header: Header = Object.fromEntries(
    Array.from(made, ([name, columns]) => [
      name,
      Object.fromEntries(Object.entries(columns).map(([key, column]) => [key, place(column)])),
    ]),
  )
  const text = new TextEncoder().encode(JSON.stringify(header))
  const start = roundUp(STEP + text.length)
  const all = new Uint8Array(start + end)
  new DataView(all.buffer).setUint32(0, text.length, true)
  all.set(text, STEP)
  for (const { at, bytes } of chunks) all.set(bytes, start + at)
  return all
}

const roundUp = (length: number): number => Math.ceil(length / STEP) * STEP

/** JSON takes ten times as long to read as units; of those, halves of characters would not come back. */
const staysInHeader = (column: Exclude<Columns[string], number>): column is string =>
  typeof column === "string" && (column.length < LONG_TEXT || /\p{Cs}/u.test(column))

const LONG_TEXT = 2 ** 10

function typeOf(column: Exclude<Columns[string], number>): Kept["type"] {
  if (typeof column === "string") return "text"
  return column instanceof Int32Array ? "i32" : column instanceof Uint16Array ? "u16" : "u8"
}

/** What `recordColumns` gave, in a buffer of its own; undefined where its numbers are not those of this machine. */
export function keptColumns(buffer: ArrayBuffer): Keep | undefined {
  if (new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1) return undefined
  const length = new DataView(buffer).getUint32(0, true)
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, STEP, length))) as Header
  const start = roundUp(STEP + length)
  const view = (kept: Kept | string | number): Columns[string] => {
    if (typeof kept !== "object") return kept
    const from = start + kept.at
    if (kept.type === "text") return UTF16.decode(new Uint16Array(buffer, from, kept.length))
    return new VIEWS[kept.type](buffer, from, kept.length)
  }
  return <T extends Columns>(name: string, make: () => T): T => {
    const kept = header[name]
    if (kept === undefined) return make()
    return Object.fromEntries(Object.entries(kept).map(([key, column]) => [key, view(column)])) as T
  }
}

const VIEWS = { i32: Int32Array, u16: Uint16Array, u8: Uint8Array }
const UTF16 = new TextDecoder("utf-16le", { fatal: true, ignoreBOM: true })

const unitsOf = (text: string): Uint16Array =>
  Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))
