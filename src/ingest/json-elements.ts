// Cuts the elements out of a JSON array (RFC 8259) while it streams by, with the line where each starts. Only
// brackets, commas and strings are followed here; whether an element is valid JSON is for its reader to say. The
// array may also stand in an object, as in {"count": 2, "payments": [...]}, and an object without any array is
// one element.
import { InputError } from "../model/errors.ts"
import { isJson, isJsonSpace } from "./json-flatten.ts"

export interface CutElements {
  readonly texts: string[]
  readonly lines: number[]
  /** What ends the reading behind these elements. */
  readonly failure: InputError | null
}

interface ElementState {
  readonly file: string
  /** Text not given yet: of the open element, or all before or behind the array. */
  kept: string
  part: "before" | "list" | "behind"
  inString: boolean
  isEscaped: boolean
  depth: number
  /** Open brackets directly inside the array: 1, or 2 when it stands in an object. */
  listDepth: number
  /** Start of the open element in the kept text; -1 when none is open. */
  start: number
  startLine: number
  /** Behind the array: where the text behind it begins in the block being read; else 0. */
  behindFrom: number
  isBehindComma: boolean
  line: number
  isBehindCr: boolean
  texts: string[]
  lines: number[]
}

export interface ElementCutter {
  /** Takes the next block; gives the elements it ends. `isLast`: the text ends with this block. */
  push(block: string, isLast: boolean): CutElements
}

/** @param maxLength limit of one element in UTF-16 units: what is never closed must not fill the memory */
export function createElementCutter(file: string, maxLength: number): ElementCutter {
  const state: ElementState = {
    file,
    kept: "",
    part: "before",
    inString: false,
    isEscaped: false,
    depth: 0,
    listDepth: 1,
    start: -1,
    startLine: 1,
    behindFrom: 0,
    isBehindComma: false,
    line: 1,
    isBehindCr: false,
    texts: [],
    lines: [],
  }
  return {
    push(block, isLast) {
      state.texts = []
      state.lines = []
      let failure: InputError | null = null
      try {
        readBlock(state, block)
        if (state.kept.length > maxLength) throw tooLong(state, maxLength)
        if (isLast) endText(state)
      } catch (error) {
        if (!(error instanceof InputError)) throw error
        failure = error
      }
      return { texts: state.texts, lines: state.lines, failure }
    },
  }
}

function readBlock(state: ElementState, block: string): void {
  const text = state.kept + block
  for (let at = state.kept.length; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 0x0d || (code === 0x0a && !state.isBehindCr)) state.line++
    state.isBehindCr = code === 0x0d
    if (state.inString) {
      if (state.isEscaped) state.isEscaped = false
      else if (code === 0x5c) state.isEscaped = true
      else if (code === 0x22) state.inString = false
    } else if (!isJsonSpace(code)) {
      readMark(state, text, at)
    }
  }
  const keptFrom = state.part === "list" ? (state.start === -1 ? text.length : state.start) : state.behindFrom
  state.kept = text.slice(keptFrom)
  if (state.start !== -1) state.start = 0
  state.behindFrom = 0
}

/** A character that is neither white space nor inside a string. */
function readMark(state: ElementState, text: string, at: number): void {
  const char = text[at]!
  if (char === '"') state.inString = true
  if (state.part === "before") readMarkBefore(state, text, at, char)
  else if (state.part === "list") readMarkInList(state, text, at, char)
  else if (state.listDepth === 1) throw invalid(state, "there is text behind the end of the list", state.line)
}

function readMarkBefore(state: ElementState, text: string, at: number, char: string): void {
  if (state.depth === 0) {
    if (char !== "[" && char !== "{")
      throw invalid(state, "a list [...] or an object {...} must begin here", state.line)
    state.startLine = state.line
  }
  if (char === "[" && state.depth <= 1) {
    state.listDepth = state.depth + 1
    if (state.depth === 1 && !isJson(`${text.slice(0, at)}[]}`)) {
      throw invalid(state, "the object around the list is not valid JSON", state.startLine)
    }
    state.part = "list"
  }
  if (char === "[" || char === "{") state.depth++
  if (char === "]" || char === "}") state.depth--
  if (state.depth === 0 && char !== "}") throw invalid(state, "the brackets do not match", state.line)
}

function readMarkInList(state: ElementState, text: string, at: number, char: string): void {
  const isDirect = state.depth === state.listDepth
  if (isDirect && (char === "," || char === "]")) {
    const isEmptyList = char === "]" && state.start === -1 && !state.isBehindComma
    if (!isEmptyList) endElement(state, text, at)
    state.isBehindComma = char === ","
    if (char === "]") {
      state.depth--
      state.part = "behind"
      state.behindFrom = at + 1
    }
    return
  }
  if (isDirect && char === "}") throw invalid(state, "the brackets do not match", state.line)
  if (state.start === -1) {
    state.start = at
    state.startLine = state.line
  }
  if (char === "[" || char === "{") state.depth++
  if (char === "]" || char === "}") state.depth--
}

function endElement(state: ElementState, text: string, at: number): void {
  if (state.start === -1) throw invalid(state, "a value is missing before this comma or bracket", state.line)
  state.texts.push(text.slice(state.start, at))
  state.lines.push(state.startLine)
  state.start = -1
}

function endText(state: ElementState): void {
  const { kept, part, listDepth } = state
  if (part === "list") throw invalid(state, "the file ends inside the list; it is cut off", state.line)
  if (part === "before") {
    if (!isJson(kept)) throw invalid(state, "this is not valid JSON", state.startLine)
    state.texts.push(kept)
    state.lines.push(state.startLine)
    return
  }
  if (listDepth === 2) checkRestOfObject(state)
}

/** What follows the array in its object must be valid and may not hold a second array: nobody would read it. */
function checkRestOfObject(state: ElementState): void {
  const whole = `{"":[]${state.kept}`
  if (!isJson(whole)) throw invalid(state, "the object around the list is not valid JSON", state.line)
  const lists = Object.values(JSON.parse(whole) as object).filter((value) => Array.isArray(value))
  if (lists.length > 1)
    throw invalid(state, "the object holds more than one list; keep the payments only", state.line)
}

function invalid(state: ElementState, detail: string, line: number): InputError {
  return new InputError("JSON_INVALID", { file: state.file, line }, detail)
}

function tooLong(state: ElementState, maxLength: number): InputError {
  const detail = `a JSON record is longer than ${maxLength} characters; most likely a bracket or quote is not closed`
  return new InputError("CELL_TOO_LONG", { file: state.file, line: state.startLine }, detail)
}
