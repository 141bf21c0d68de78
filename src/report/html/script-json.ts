// JSON that may stand inside a script element of an HTML document: nothing in it can end the element or begin another
// (HTML Standard, restrictions for contents of script elements), and it parses to the value that was written.

/** Items of an array turned to text at a time. */
const CHUNK_LENGTH = 512

/** JSON in pieces. Halves of surrogate pairs are escaped by `JSON.stringify` itself (ECMAScript 2019). */
export function* scriptJson(value: unknown): Generator<string> {
  if (Array.isArray(value)) yield* arrayPieces(value)
  else if (typeof value === "object" && value !== null) yield* objectPieces(value)
  else yield jsonText(value)
}

function* arrayPieces(items: readonly unknown[]): Generator<string> {
  yield "["
  for (let start = 0; start < items.length; start += CHUNK_LENGTH) {
    const chunk = jsonText(items.slice(start, start + CHUNK_LENGTH)).slice(1, -1)
    yield start === 0 ? chunk : `,${chunk}`
  }
  yield "]"
}

function* objectPieces(value: object): Generator<string> {
  let before = "{"
  for (const [key, field] of Object.entries(value)) {
    yield `${before}${jsonText(key)}:`
    before = ","
    yield* scriptJson(field)
  }
  yield before === "{" ? "{}" : "}"
}

function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, escapeCharacter)
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
}
