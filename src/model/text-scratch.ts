// The bytes of the text at hand, for who looks for it among texts that are kept as bytes.
import { roomFor, writeText } from "./text-bytes.ts"
import { WORD_SLACK } from "./text-table.ts"

let scratch = new Uint8Array(1024)
let scratchView = new DataView(scratch.buffer)

/** Where `writeScratch` wrote the last text; `WORD_SLACK` bytes lie behind it. */
export function scratchBytes(): DataView {
  return scratchView
}

/** Writes the bytes of the text; gives their number. */
export function writeScratch(text: string): number {
  if (scratch.length < roomFor(text) + WORD_SLACK) {
    scratch = new Uint8Array((roomFor(text) + WORD_SLACK) * 2)
    scratchView = new DataView(scratch.buffer)
  }
  return writeText(text, scratch, 0)
}
