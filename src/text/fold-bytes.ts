// What folding does to texts as a dictionary keeps them: most are folded already, which their bytes tell before any of them
// is made a string.
import { foldText } from "./fold.ts"

/** Kinds of bytes: a text that holds it may fold to something else, */
const CHANGES = 1
/** or does where two of these stand in a row. */
const SPACE = 2

/** By byte. Made when it is asked for. */
let kinds: Uint8Array | undefined

/** Whether the text of these bytes, in UTF-8, surely folds to itself; false where only folding it can tell. */
export function isSurelyFolded(bytes: Uint8Array, from: number, to: number): boolean {
  kinds ??= kindsOfBytes()
  return isPlain(bytes, from, to, kinds)
}

/** Plain are most of ASCII, and characters from U+4000 to U+9FFF, nearly all of them Han: each of these folds to itself. */
function kindsOfBytes(): Uint8Array {
  const kinds = new Uint8Array(0x100).fill(CHANGES)
  for (let byte = 0; byte < 0x80; byte++) {
    const character = String.fromCharCode(byte)
    if (foldText(character) === character) kinds[byte] = character === " " ? SPACE : 0
  }
  return kinds.fill(0, 0x80, 0xc0).fill(0, 0xe4, 0xea)
}

/** No branch on the bytes, whose kinds alternate as no processor can guess. */
function isPlain(bytes: Uint8Array, from: number, to: number, kinds: Uint8Array): boolean {
  let changes = 0
  let before = 0
  for (let at = from; at < to; at++) {
    const kind = kinds[bytes[at]!]!
    changes |= (kind & CHANGES) | (kind & before & SPACE)
    before = kind
  }
  return changes === 0
}
