// The ids of payments: as many texts as there are payments, few of which are ever told.
import { sharedCopy } from "./columns.ts"
import { DictionaryBuilder, MISSING, type SharedTexts } from "./dictionary.ts"
import { type PackedTexts, packTexts, unpacker } from "./packed-texts.ts"
import { readText } from "./text-bytes.ts"
import { TABLE_TEXT_WAYS } from "./text-ways.ts"
import { textsOf } from "./texts-of.ts"

/** Bytes of a text from `from` to before `to`. */
export interface TextSpan {
  bytes: Uint8Array
  from: number
  to: number
}

/** Texts by code, from 1. */
export interface IdTexts {
  /** The empty string for `MISSING`. */
  text(code: number): string
  /** In the order of the codes. */
  texts(codes: readonly number[]): string[]
  /** Good until the next is asked for. */
  spanOf(code: number): TextSpan
  readonly stored: StoredIds
}

/** As data, that nobody writes to. */
export type StoredIds = { readonly plain: SharedTexts } | { readonly packed: PackedTexts }

/** So many are packed: of fewer, the bytes that are spared are not worth the time. */
const IDS_TO_PACK = 2 ** 24

/** The ids of a table that was read, kept in as few bytes as is worth while. Nothing is added to `ids` any more. */
export function keptIds(ids: DictionaryBuilder, least = IDS_TO_PACK): StoredIds {
  const packed = ids.size > least ? packTexts(ids.stored(), ids.size) : undefined
  if (packed !== undefined) return { packed }
  ids.moveTo(TABLE_TEXT_WAYS)
  return { plain: ids.texts }
}

/** The same on memory that threads share. */
export function sharedIds(stored: StoredIds): StoredIds {
  if ("packed" in stored) {
    const { bytes, starts } = stored.packed
    return { packed: { ...stored.packed, bytes: sharedCopy(bytes), starts: sharedCopy(starts) } }
  }
  const { size, pool, starts } = stored.plain
  return { plain: { size, pool: sharedCopy(pool), starts: sharedCopy(starts) } }
}

export function openIds(stored: StoredIds): IdTexts {
  return "packed" in stored ? packedIds(stored.packed) : plainIds(stored.plain)
}

function plainIds(plain: SharedTexts): IdTexts {
  const values = DictionaryBuilder.over(plain)
  const { pool, starts } = plain
  const span: TextSpan = { bytes: pool, from: 0, to: 0 }
  return {
    stored: { plain },
    text: (code) => values.textOnce(code),
    texts: (codes) => textsOf(values, codes),
    spanOf(code) {
      span.from = starts[code]!
      span.to = starts[code + 1]!
      return span
    },
  }
}

function packedIds(packed: PackedTexts): IdTexts {
  const span: TextSpan = { bytes: new Uint8Array(packed.longest), from: 0, to: 0 }
  const unpack = unpacker(packed, span.bytes)
  const text = (code: number) => (code === MISSING ? "" : readText(span.bytes, 0, unpack(code)))
  return {
    stored: { packed },
    text,
    texts: (codes) => codes.map(text),
    spanOf(code) {
      span.to = code === MISSING ? 0 : unpack(code)
      return span
    },
  }
}
