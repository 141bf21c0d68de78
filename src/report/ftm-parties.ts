// Parties and accounts as FollowTheMoney entities.
import { type Dictionary, MISSING, storedTexts } from "../model/dictionary.ts"
import { stableId } from "../model/hash.ts"
import { readIban } from "../model/iban.ts"
import { partyNameCodes } from "../model/party.ts"
import type { PaymentTable } from "../model/table.ts"
import { ByteText, FULL_LENGTH } from "./byte-text.ts"
import { type Entity, MAX_IDENTIFIER } from "./ftm-entity.ts"
import { type PartyIds, partyId } from "./ftm-ids.ts"
import { whatIsSaid } from "./ftm-said.ts"
import { valuesOf } from "./ftm-texts.ts"
import { pieceOf } from "./plain-bytes.ts"
import { fetchOf, fetchTexts, readAhead } from "./read-ahead.ts"

/** A line for each, in pieces of many lines, each good as `ByteText.turn` says; `parties`: codes, in the order of the entities. */
export function* partyLines(
  table: PaymentTable,
  parties: ArrayLike<number>,
  ids: PartyIds,
): Generator<Uint8Array> {
  const addParty = valuesOf(table.parties)
  const names = partyNameCodes(table)
  const addName = names === undefined ? addParty : valuesOf(names.values)
  const isIdentifier = identifiersOf(table.parties)
  const { addKind, addMore } = whatIsSaid(table)
  const ahead = readAhead([
    fetchTexts(table.parties),
    ...(names === undefined ? [] : [fetchOf(names.nameOf, fetchTexts(names.values))]),
  ])
  const text = new ByteText()
  for (let i = 0; i < parties.length; i++) {
    const code = parties[i]!
    ahead(parties, i)
    text.addPiece(BEFORE.id)
    ids.add(code, text)
    text.addPiece(BEFORE.schema)
    addKind(code, text)
    text.addPiece(BEFORE.name)
    const name = names === undefined ? MISSING : names.nameOf[code]!
    if (name === MISSING) addParty(code, text)
    else addName(name, text)
    if (isIdentifier(code)) {
      text.addPiece(BEFORE.number)
      addParty(code, text)
    }
    text.addPiece(BEFORE.more)
    addMore(code, text)
    text.addPiece(END)
    if (text.length >= FULL_LENGTH) yield text.turn()
  }
  yield text.take()
}

const BEFORE = {
  id: pieceOf('{"id":"'),
  schema: pieceOf('","schema":"'),
  name: pieceOf('","properties":{"name":['),
  number: pieceOf('],"idNumber":['),
  more: pieceOf("]"),
}
const END = pieceOf("}}\n")

/** Whether FollowTheMoney keeps the text of a code as an identifier. */
function identifiersOf(parties: Dictionary): (code: number) => boolean {
  const isShort = (code: number) => parties.text(code).length <= MAX_IDENTIFIER
  const stored = storedTexts(parties)
  if (stored === undefined) return isShort
  // No text has more units than bytes.
  return (code) => stored.starts[code + 1]! - stored.starts[code]! <= MAX_IDENTIFIER || isShort(code)
}

/** A BankAccount has no holder of its own: an Ownership says who it is. */
export function* accountEntities(
  table: PaymentTable,
  parties: Iterable<number>,
  ids: PartyIds,
): Generator<Entity> {
  for (const code of parties) {
    const account = ids.account(code)
    if (account === undefined) continue
    const party = table.parties.text(code)
    const iban = readIban(party)
    if (iban === undefined) continue
    yield {
      id: account,
      schema: "BankAccount",
      properties: {
        name: [iban],
        iban: [iban],
        accountNumber: [party],
        country: [iban.slice(0, 2).toLowerCase()],
      },
    }
    yield {
      id: stableId("ownership", [party]),
      schema: "Ownership",
      properties: { owner: [partyId(party)], asset: [account] },
    }
  }
}
