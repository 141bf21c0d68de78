// Patterns that leave few ways to read a text, which the platform's own expressions then find in time linear in the text:
// they go back over it no more often than there are ways. A repetition without end, or one of a group, leaves too many.

/** Ways to read a text from one place on: at each choice the sum of its sides, and of what follows each other the product. */
const MOST_WAYS = 300
/** Signs of a pattern, repetitions written out. */
const MOST_SIGNS = 1_000

/** Text still to be read of a pattern, and what was made of it. */
interface Reader {
  readonly signs: readonly string[]
  at: number
  /** The same as the platform's expressions write it. */
  source: string
  /** The same without what it asks of places: the ends of a text or of a word. */
  anywhere: string
  signCount: number
}

/** Undefined where there may be many ways, and for what is seldom written in patterns. Of a pattern in the syntax of RE2. */
export function expressionOfFewWays(pattern: string): RegExp | undefined {
  const reader = readPattern(pattern)
  return reader && new RegExp(reader.source, "iu")
}

/** As `expressionOfFewWays`, but for what the pattern asks of places: whether a word or a text ends there. Global. */
export function fewWaysAnywhere(pattern: string): RegExp | undefined {
  const reader = readPattern(pattern)
  return reader && new RegExp(reader.anywhere, "giu")
}

function readPattern(pattern: string): Reader | undefined {
  const reader: Reader = { signs: [...pattern], at: 0, source: "", anywhere: "", signCount: 0 }
  const ways = readChoice(reader)
  const isWhole = reader.at === reader.signs.length
  if (ways === undefined || ways > MOST_WAYS || !isWhole || reader.signCount > MOST_SIGNS) return undefined
  return reader
}

/** Up to the end, or to a closing bracket. */
function readChoice(reader: Reader): number | undefined {
  let ways = 0
  do {
    const ofSide = readSide(reader)
    if (ofSide === undefined) return undefined
    ways += ofSide
  } while (take(reader, "|"))
  return ways
}

function readSide(reader: Reader): number | undefined {
  let ways = 1
  for (let next = reader.signs[reader.at]; next !== undefined && !/^[|)]$/.test(next); ) {
    const ofPart = readPart(reader, next)
    // More are too many whatever follows.
    if (ofPart === undefined || ways * ofPart > MOST_WAYS) return undefined
    ways *= ofPart
    next = reader.signs[reader.at]
  }
  return ways
}

function readPart(reader: Reader, first: string): number | undefined {
  if (first === "(") return readGroup(reader)
  if (first === "^" || first === "$") return readPlace(reader, first)
  if (first === "\\" && reader.signs[reader.at + 1] === "b") return readPlace(reader, "\\b")
  return readSign(reader, first) ? readRepetition(reader) : undefined
}

function readPlace(reader: Reader, place: string): number | undefined {
  reader.source += place
  reader.at += place.length
  return unlessRepeated(reader)
}

const unlessRepeated = ({ signs, at }: Reader): number | undefined =>
  /^[?*+{]$/.test(signs[at] ?? "") ? undefined : 1

function readGroup(reader: Reader): number | undefined {
  take(reader, "(")
  if (reader.signs[reader.at] === "?") return undefined
  const ways = readChoice(reader)
  if (ways === undefined || !take(reader, ")")) return undefined
  const isLeftOut = take(reader, "?")
  return unlessRepeated(reader) && ways + (isLeftOut ? 1 : 0)
}

/** One sign of the text: itself, any, or one of a class. */
function readSign(reader: Reader, first: string): boolean {
  const { signs, at } = reader
  reader.signCount++
  if (first === "[") {
    const end = signs.indexOf("]", at)
    const inside = signs.slice(at + 1, end).join("")
    if (end < 0 || !/^[^\\[\]^&~]+$/u.test(inside)) return false
    write(reader, `[${inside}]`)
    reader.at = end + 1
    return true
  }
  if (first === ".") {
    // Of RE2 all but the end of a line; the platform's own leaves out three more.
    write(reader, "[^\\n]")
    reader.at++
    return true
  }
  const isEscaped = first === "\\"
  const sign = isEscaped ? (signs[at + 1] ?? "") : first
  if (isEscaped !== /^[\\^$.*+?()[\]{}|]$/.test(sign)) return false
  write(reader, isEscaped ? `\\${sign}` : sign)
  reader.at += isEscaped ? 2 : 1
  return true
}

function readRepetition(reader: Reader): number | undefined {
  let ways = 1
  if (take(reader, "?")) ways = 2
  else if (reader.signs[reader.at] === "{") {
    const end = reader.signs.indexOf("}", reader.at)
    const written = reader.signs.slice(reader.at, end + 1).join("")
    const [, least, most = least] = /^\{(\d+)(?:,(\d+))?\}$/.exec(written) ?? []
    if (least === undefined) return undefined
    ways = Number(most) - Number(least) + 1
    reader.signCount += Number(most)
    write(reader, written)
    reader.at = end + 1
  }
  return unlessRepeated(reader) && ways
}

/** Hands the sign on if it is the next. */
function take(reader: Reader, sign: string): boolean {
  if (reader.signs[reader.at] !== sign) return false
  write(reader, sign)
  reader.at++
  return true
}

function write(reader: Reader, text: string): void {
  reader.source += text
  reader.anywhere += text
}
