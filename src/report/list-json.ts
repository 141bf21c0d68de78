// What findings list beside the places of payments, as JSON: parties in their roles and ids of payments, straight from the
// columns of the table. A busy party has findings with a million of both.
import type { PaymentTable } from "../model/table.ts"
import type { ByteText } from "./byte-text.ts"
import { jsonText } from "./json-pieces.ts"
import { copyAll, NOT_PLAIN } from "./plain-bytes.ts"
import { plainColumns } from "./plain-columns.ts"

/** Adds a party to `objects`, as findings.jsonl lists it, and to `lines`, as the hash of a finding takes it: behind another. */
type AddParty = (code: number, objects: ByteText, lines: ByteText) => void

export interface AddListed {
  partyIn(role: string): AddParty
  /** The id of a payment, in quotes. */
  id(row: number, text: ByteText): void
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const QUOTE = bytesOf('"')
const PARTY = bytesOf('{"party":"')
const LINE = bytesOf(',["')

export function listJson(table: PaymentTable): AddListed {
  const columns = plainColumns(table)
  const addId = (row: number, text: ByteText) => text.addQuoted(table.idOf(row), jsonText)
  if (columns === undefined) return { partyIn: (role) => partyTexts(table, role), id: addId }
  const known = new Map<string, AddParty>()
  const makeParty = (role: string): AddParty => {
    const addTexts = partyTexts(table, role)
    const behindParty = bytesOf(`","role":${jsonText(role)}}`)
    const behindLine = bytesOf(`",${JSON.stringify(role)}]`)
    return (code, objects, lines) => {
      const room = columns.roomForParty(code)
      const bytes = objects.withRoom(PARTY.length + room + behindParty.length)
      const from = copyAll(PARTY, bytes, objects.length)
      const to = columns.party(code, bytes, from)
      if (to === NOT_PLAIN) return addTexts(code, objects, lines)
      objects.cutTo(copyAll(behindParty, bytes, to))
      const line = lines.withRoom(LINE.length + room + behindLine.length)
      const end = columns.party(code, line, copyAll(LINE, line, lines.length))
      lines.cutTo(copyAll(behindLine, line, end))
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
      const end = columns.id(row, bytes, copyAll(QUOTE, bytes, text.length))
      if (end === NOT_PLAIN) addId(row, text)
      else text.cutTo(copyAll(QUOTE, bytes, end))
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
