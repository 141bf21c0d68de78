// Parties and accounts as FollowTheMoney entities.
import { type Dictionary, MISSING, storedTexts } from "../model/dictionary.ts"
import { stableId } from "../model/hash.ts"
import { readIban } from "../model/iban.ts"
import { partyNameCodes } from "../model/party.ts"
import { partyField } from "../model/party-table.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import { ByteText, FULL_LENGTH } from "./byte-text.ts"
import { type Entity, MAX_IDENTIFIER, propertiesText } from "./ftm-entity.ts"
import { type PartyIds, partyId } from "./ftm-ids.ts"
import { valuesOf } from "./ftm-texts.ts"

/** What payments and the party table say of parties. */
type Column = "Country" | "Kind" | "Phone" | "Address" | "Business"

/** A line for each, in pieces of many lines; `parties`: codes, in the order of the entities. */
export function* partyLines(
  table: PaymentTable,
  parties: Iterable<number>,
  ids: PartyIds,
): Generator<Uint8Array> {
  const addParty = valuesOf(table.parties)
  const names = partyNameCodes(table)
  const addName = names === undefined ? addParty : valuesOf(names.values)
  const isIdentifier = identifiersOf(table.parties)
  const said = sayingsOf(table)
  const text = new ByteText()
  for (const code of parties) {
    text.add('{"id":"')
    ids.add(code, text)
    text.add('","schema":"')
    text.add(schemaOf(said.Kind(code)))
    text.add('","properties":{"name":[')
    const name = names === undefined ? MISSING : names.nameOf[code]!
    if (name === MISSING) addParty(code, text)
    else addName(name, text)
    if (isIdentifier(code)) {
      text.add('],"idNumber":[')
      addParty(code, text)
    }
    text.add("]")
    text.add(moreOf(said, code))
    text.add("}}\n")
    if (text.length >= FULL_LENGTH) yield text.take()
  }
  yield text.take()
}

/** Whether FollowTheMoney keeps the text of a code as an identifier. */
function identifiersOf(parties: Dictionary): (code: number) => boolean {
  const isShort = (code: number) => parties.text(code).length <= MAX_IDENTIFIER
  const stored = storedTexts(parties)
  if (stored === undefined) return isShort
  // No text has more units than bytes.
  return (code) => stored.starts[code + 1]! - stored.starts[code]! <= MAX_IDENTIFIER || isShort(code)
}

type Said = (party: number) => readonly string[]
type Sayings = Readonly<Record<Column, Said>>

function sayingsOf(table: PaymentTable): Sayings {
  const said = (column: Column) => saidIn(table, column)
  return {
    Country: said("Country"),
    Kind: said("Kind"),
    Phone: said("Phone"),
    Address: said("Address"),
    Business: said("Business"),
  }
}

/** Properties behind the name and the number, each behind a comma. */
function moreOf({ Country, Phone, Address, Business }: Sayings, code: number): string {
  const countries = Country(code).map((country) => country.toLowerCase())
  const told = propertiesText({
    country: countries.filter((country) => /^[a-z]{2}$/.test(country)),
    phone: Phone(code),
    address: Address(code),
    sector: Business(code),
  })
  return told === "" ? "" : `,${told}`
}

/** A party table may say what a party is, in a column `kind`; nothing else tells a person from a business. */
function schemaOf(kinds: readonly string[]): "Person" | "Organization" | "LegalEntity" {
  if (kinds.length === 0) return "LegalEntity"
  const [kind, ...others] = new Set(kinds.map((text) => text.trim().toLowerCase()))
  if (kind === undefined || others.length > 0) return "LegalEntity"
  if (kind === "person") return "Person"
  return /^(?:organi[sz]ation|company|business)$/.test(kind) ? "Organization" : "LegalEntity"
}

/**
 * What payments say of each party, by its code, in a pair of fields such as `payerCountry` and `payeeCountry`: texts in
 * their order.
 */
function saidIn(table: PaymentTable, column: Column): Said {
  const sides = (["payer", "payee"] as const).flatMap((side) => {
    const field = table.text.get(partyField(side, column))
    return field === undefined
      ? []
      : [{ ...codesSaid(table[side], field.codes, table.parties.size), values: field.values }]
  })
  // Most ledgers say nothing of parties but their countries.
  if (sides.length === 0) return () => NOTHING
  return (party) => {
    const texts = new Set<string>()
    for (const { first, more, values } of sides) {
      if (first[party] !== MISSING) texts.add(values.text(first[party]!))
      for (const code of more.get(party) ?? []) texts.add(values.text(code))
    }
    return texts.size < 2 ? [...texts] : [...texts].sort(compareText)
  }
}

const NOTHING: readonly string[] = []

/** By party, the first code that is said of it, and those of the others, for the few parties that have several. */
function codesSaid(
  parties: Uint32Array,
  codes: Uint32Array,
  partyCount: number,
): { readonly first: Uint32Array; readonly more: ReadonlyMap<number, ReadonlySet<number>> } {
  const first = new Uint32Array(partyCount)
  const more = new Map<number, Set<number>>()
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!
    const party = parties[row]!
    if (code === MISSING || code === first[party]) continue
    if (first[party] === MISSING) first[party] = code
    else more.set(party, (more.get(party) ?? new Set()).add(code))
  }
  return { first, more }
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
