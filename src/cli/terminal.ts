// What the program prints to, and text made fit for it.
import type { Messages } from "../index.ts"

/** The streams of the program. Results go to `stdout`, messages and progress to `stderr`. */
export interface Terminal {
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  readonly env: Readonly<Record<string, string | undefined>>
}

type Colour = "red" | "yellow" | "bold" | "dim"
export type Paint = (colour: Colour, text: string) => string

const SGR: Readonly<Record<Colour, readonly [on: number, off: number]>> = {
  red: [31, 39],
  yellow: [33, 39],
  bold: [1, 22],
  dim: [2, 22],
}

/** Colours text for a stream that is a terminal and whose user did not ask for none (no-color.org). */
export function painter(stream: NodeJS.WriteStream, env: Terminal["env"]): Paint {
  const plain = !stream.isTTY || (env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb"
  if (plain) return (_colour, text) => text
  return (colour, text) => `\u001b[${SGR[colour][0]}m${text}\u001b[${SGR[colour][1]}m`
}

/**
 * Text from the data as it may be printed: control characters, which could drive the terminal, and characters that
 * turn the direction of writing, which could disguise a name, are shown as their numbers.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
  })
}

/** The same for text of several lines. */
export function printableLines(text: string): string {
  return text.split("\n").map(printable).join("\n")
}

/** The first of the items, and how many more of `count` there are. */
export function listOf({ say }: Messages, shown: readonly string[], count: number): string {
  const list = shown.join(say("join.comma"))
  const more = count - shown.length
  return more > 0 ? say("list.more", { list, count: more }) : list
}

/** `1 file`, `2 files`. */
export function countOf(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`
}

/** Columns a text takes: Chinese, Japanese and Korean characters and emoji take two (Unicode UAX 11). */
export function displayWidth(text: string): number {
  let width = 0
  for (const character of text) {
    if (/[\p{Mn}\p{Me}\p{Cf}]/u.test(character)) continue
    width += isWide(character.codePointAt(0)!) ? 2 : 1
  }
  return width
}

function isWide(code: number): boolean {
  return (
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf && code !== 0x303f) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1f64f) ||
    (code >= 0x1f680 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd)
  )
}

/** Rows as lines with aligned columns; the last column is not padded. */
export function alignColumns(rows: readonly (readonly string[])[], indent = "  "): string[] {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell))
    }
  }
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const last = column === row.length - 1
      return last ? cell : cell + " ".repeat(widths[column]! - displayWidth(cell))
    })
    return indent + cells.join("  ").trimEnd()
  })
}
