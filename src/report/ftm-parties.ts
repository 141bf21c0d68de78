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
    text.addBytes(BEFORE.id)
    ids.add(code, text)
    text.addBytes(BEFORE.schema)
    addKind(code, text)
    text.addBytes(BEFORE.name)
    const name = names === undefined ? MISSING : names.nameOf[code]!
    if (name === MISSING) addParty(code, text)
    else addName(name, text)
    if (isIdentifier(code)) {
      text.addBytes(BEFORE.number)
      addParty(code, text)
    }
    text.addBytes(BEFORE.more)
    addMore(code, text)
    text.addBytes(END)
    if (text.length >= FULL_LENGTH) yield text.turn()
  }
  yield text.take()
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const BEFORE = {
  id: bytesOf('{"id":"'),
  schema: bytesOf('","schema":"'),
  name: bytesOf('","properties":{"name":['),
  number: bytesOf('],"idNumber":['),
  more: bytesOf("]"),
}
const END = bytesOf("}}\n")

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
