// One JSON object (RFC 8259) to text cells. Numbers keep the digits of the source: 12.50 stays 12.50, and ids of
// 19 digits are not rounded, which JSON.parse would do.

type PutValue = (key: string, value: string, isNumber: boolean) => void

/** Objects nested deeper than this stay JSON text. */
const MAX_DEPTH = 16

/**
 * Gives each value of the object to `put`, in order of the source. Nested objects give `outer.inner` keys; null
 * gives empty text; arrays stay JSON text as written; an empty object gives nothing. A key that comes twice is
 * given twice. `isNumber`: the value is a number, not text that looks like one.
 * @returns false when the text is not one valid JSON object; nothing has been put then
 */
export function flattenJsonObject(text: string, put: PutValue): boolean {
  const start = skipSpace(text, 0)
  if (text[start] !== "{" || !isJson(text)) return false
  putObject(text, start, "", MAX_DEPTH, put)
  return true
}

export function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Reads the object that begins at `at`; gives the position behind it. The text is known to be valid. */
function putObject(text: string, at: number, prefix: string, depth: number, put: PutValue): number {
  let i = skipSpace(text, at + 1)
  while (text[i] !== "}") {
    const keyEnd = endOfString(text, i)
    const key = prefix + stringValue(text, i, keyEnd)
    i = skipSpace(text, keyEnd)
    i = skipSpace(text, i + 1)
    const first = text[i]
    if (first === "{" && depth > 1) {
      i = putObject(text, i, `${key}.`, depth - 1, put)
    } else {
      const end = endOfValue(text, i)
      const value = first === '"' ? stringValue(text, i, end) : first === "n" ? "" : text.slice(i, end)
      put(key, value, first === "-" || (first! >= "0" && first! <= "9"))
      i = end
    }
    i = skipSpace(text, i)
    if (text[i] === ",") i = skipSpace(text, i + 1)
  }
  return i + 1
}

function skipSpace(text: string, at: number): number {
  let i = at
  while (isJsonSpace(text.charCodeAt(i))) i++
  return i
}

export function isJsonSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

/** Position behind the string that begins at `at`. */
function endOfString(text: string, at: number): number {
  let i = at + 1
  while (text[i] !== '"') i += text[i] === "\\" ? 2 : 1
  return i + 1
}

function stringValue(text: string, at: number, end: number): string {
  const inner = text.slice(at + 1, end - 1)
  if (!inner.includes("\\")) return inner
  return String(JSON.parse(text.slice(at, end)))
}

/** Position behind the value that begins at `at`. */
function endOfValue(text: string, at: number): number {
  const first = text[at]
  if (first === '"') return endOfString(text, at)
  let i = at
  if (first !== "{" && first !== "[") {
    while (i < text.length && !",]}".includes(text[i]!) && !isJsonSpace(text.charCodeAt(i))) i++
    return i
  }
  let depth = 0
  do {
    const char = text[i]
    if (char === '"') {
      i = endOfString(text, i)
      continue
    }
    if (char === "{" || char === "[") depth++
    if (char === "}" || char === "]") depth--
    i++
  } while (depth > 0)
  return i
}
