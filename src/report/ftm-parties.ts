// Parties and accounts as FollowTheMoney entities.
import { MISSING } from "../model/dictionary.ts"
import { stableId } from "../model/hash.ts"
import { readIban } from "../model/iban.ts"
import { partyNames } from "../model/party.ts"
import { partyField } from "../model/party-table.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import { type Entity, MAX_IDENTIFIER } from "./ftm-entity.ts"

/** Ids of a party and of its account, if it is one, as properties hold them. */
export interface PartyIds {
  readonly party: readonly [string]
  readonly account: readonly string[]
}

/** By party code. Each is worked out once, for most stand in many payments. */
export function createIds(table: PaymentTable): (code: number) => PartyIds {
  const known = new Map<number, PartyIds>()
  return (code) => {
    const before = known.get(code)
    if (before !== undefined) return before
    const party = table.parties.text(code)
    const iban = readIban(party)
    const account = iban === undefined ? [] : [stableId("account", [iban])]
    const ids: PartyIds = { party: [stableId("party", [party])], account }
    known.set(code, ids)
    return ids
  }
}

/** What payments and the party table say of parties. */
const COLUMNS = ["Country", "Kind", "Phone", "Address", "Business"] as const

/** `parties`: codes, in the order of the entities. */
export function* partyEntities(
  table: PaymentTable,
  parties: readonly number[],
  idsOf: (code: number) => PartyIds,
): Generator<Entity> {
  const names = partyNames(
    table,
    parties.map((code) => table.parties.text(code)),
  )
  const known = new Set(parties)
  const said = new Map(COLUMNS.map((column) => [column, valuesOf(table, known, column)]))
  for (const code of parties) {
    const party = table.parties.text(code)
    const valuesIn = (column: (typeof COLUMNS)[number]) =>
      [...new Set(said.get(column)?.get(code) ?? [])].sort(compareText)
    const countries = valuesIn("Country").map((country) => country.toLowerCase())
    yield {
      id: idsOf(code).party[0],
      schema: schemaOf(valuesIn("Kind")),
      properties: {
        name: [names.get(party) ?? party],
        idNumber: party.length <= MAX_IDENTIFIER ? [party] : [],
        country: countries.filter((country) => /^[a-z]{2}$/.test(country)),
        phone: valuesIn("Phone"),
        address: valuesIn("Address"),
        sector: valuesIn("Business"),
      },
    }
  }
}

/** A party table may say what a party is, in a column `kind`; nothing else tells a person from a business. */
function schemaOf(kinds: readonly string[]): "Person" | "Organization" | "LegalEntity" {
  const [kind, ...others] = new Set(kinds.map((text) => text.trim().toLowerCase()))
  if (kind === undefined || others.length > 0) return "LegalEntity"
  if (kind === "person") return "Person"
  return /^(?:organi[sz]ation|company|business)$/.test(kind) ? "Organization" : "LegalEntity"
}

/**
 * What payments say of each party in a pair of fields, such as `payerCountry` and `payeeCountry`: texts by party code,
 * those of the two fields one after another; parties of which nothing is said are left out.
 */
function valuesOf(
  table: PaymentTable,
  parties: ReadonlySet<number>,
  column: (typeof COLUMNS)[number],
): Map<number, string[]> {
  const texts = new Map<number, string[]>()
  for (const side of ["payer", "payee"] as const) {
    const field = table.text.get(partyField(side, column))
    if (field === undefined) continue
    const codesOf = new Map<number, Set<number>>()
    for (let row = 0; row < table.rowCount; row++) {
      const [party, code] = [table[side][row]!, field.codes[row]!]
      if (code === MISSING || !parties.has(party)) continue
      const codes = codesOf.get(party)
      if (codes === undefined) codesOf.set(party, new Set([code]))
      else codes.add(code)
    }
    for (const [party, codes] of codesOf) {
      const said = texts.get(party) ?? []
      texts.set(party, said)
      for (const code of codes) said.push(field.values.text(code))
    }
  }
  return texts
}

/** A BankAccount has no holder of its own: an Ownership says who it is. */
export function* accountEntities(
  party: string,
  { party: owner, account: [account] }: PartyIds,
): Generator<Entity> {
  const iban = readIban(party)
  if (iban === undefined || account === undefined) return
  const country = iban.slice(0, 2).toLowerCase()
  yield {
    id: account,
    schema: "BankAccount",
    properties: { name: [iban], iban: [iban], accountNumber: [party], country: [country] },
  }
  yield {
    id: stableId("ownership", [party]),
    schema: "Ownership",
    properties: { owner, asset: [account] },
  }
}
