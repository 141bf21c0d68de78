// What findings list beside the places of payments, as JSON: parties in their roles and ids of payments, straight from the
// columns of the table. A busy party has findings with a million of both.
import type { PaymentTable } from "../model/table.ts"
import type { ByteText } from "./byte-text.ts"
import { jsonText } from "./json-pieces.ts"
import { copyPart, copyPiece, NOT_PLAIN, pieceOf } from "./plain-bytes.ts"
import { plainColumns } from "./plain-columns.ts"

/** Adds a party to `objects`, as findings.jsonl lists it, and to `lines`, as the hash of a finding takes it: behind another. */
type AddParty = (code: number, objects: ByteText, lines: ByteText) => void

export interface AddListed {
  partyIn(role: string): AddParty
  /** The id of a payment, in quotes. */
  id(row: number, text: ByteText): void
}

const QUOTE = 34
const PARTY = pieceOf('{"party":"')
const LINE = pieceOf(',["')

export function listJson(table: PaymentTable): AddListed {
  const columns = plainColumns(table)
  const addId = (row: number, text: ByteText) => text.addQuoted(table.idOf(row), jsonText)
  if (columns === undefined) return { partyIn: (role) => partyTexts(table, role), id: addId }
  const known = new Map<string, AddParty>()
  const makeParty = (role: string): AddParty => {
    const addTexts = partyTexts(table, role)
    const behindParty = pieceOf(`","role":${jsonText(role)}}`)
    const behindLine = pieceOf(`",${JSON.stringify(role)}]`)
    return (code, objects, lines) => {
      const room = columns.roomForParty(code)
      const view = objects.viewWithRoom(PARTY.length + room + behindParty.length)
      const from = copyPiece(PARTY, view, objects.length)
      const to = columns.party(code, objects.bytes, from)
      if (to === NOT_PLAIN) return addTexts(code, objects, lines)
      objects.cutTo(copyPiece(behindParty, view, to))
      const line = lines.viewWithRoom(LINE.length + room + behindLine.length)
      const end = copyPart(view, from, to, line, copyPiece(LINE, line, lines.length))
      lines.cutTo(copyPiece(behindLine, line, end))
    }
  }
  return {
    partyIn: (role) => {
      const addParty = known.get(role) ?? makeParty(role)
      known.set(role, addParty)
      return addParty
    },
    id: (row, text) => {
      const bytes = text.withRoom(columns.roomForId(row) + 2)
      const at = text.length
      const end = columns.id(row, bytes, at + 1)
      if (end === NOT_PLAIN) return addId(row, text)
      bytes[at] = QUOTE
      bytes[end] = QUOTE
      text.cutTo(end + 1)
    },
  }
}

/** Any party of any table. */
function partyTexts({ parties }: PaymentTable, role: string): AddParty {
  return (code, objects, lines) => {
    const party = parties.text(code)
    objects.add(jsonText({ party, role }))
    lines.add(`,${JSON.stringify([party, role])}`)
  }
}
