// JSON in pieces: a finding or network with a million payments is never held as one text.

/** Items of an array turned to text at a time. */
const CHUNK_LENGTH = 1024

/** JSON of a value on one line: see `escapeSeparators`. */
export function jsonText(value: unknown): string {
  return escapeSeparators(JSON.stringify(value))
}

/**
 * JSON with the line separators escaped that it leaves bare (U+0085, U+2028, U+2029): many readers of JSON Lines, among
 * them Node's own, break lines there.
 */
export function escapeSeparators(json: string): string {
  return /[\u0085\u2028\u2029]/.test(json) ? json.replace(/[\u0085\u2028\u2029]/g, escapeSeparator) : json
}

/** Nothing that JSON escapes, and ASCII: most texts. */
export const PLAIN = /^[ !#-[\]-~]*$/

function escapeSeparator(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
}

/** JSON of an object on one line, keys in their order, undefined ones left out, long arrays in pieces. */
export function* jsonObject(value: Readonly<Record<string, unknown>>): Generator<string> {
  let text = "{"
  let separator = ""
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined) continue
    text += `${separator}${jsonText(key)}:`
    separator = ","
    if (Array.isArray(field) && field.length > CHUNK_LENGTH) {
      yield text
      yield* jsonArray(field)
      text = ""
    } else {
      text += jsonText(field)
    }
  }
  yield `${text}}`
}

/** JSON of an array on one line, in pieces. */
export function* jsonArray(items: readonly unknown[]): Generator<string> {
  let before = "["
  for (let start = 0; start < items.length; start += CHUNK_LENGTH) {
    const chunk = jsonText(items.slice(start, start + CHUNK_LENGTH))
    yield before + chunk.slice(1, -1)
    before = ","
  }
  yield items.length === 0 ? "[]" : "]"
}
