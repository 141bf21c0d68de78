// Parties and accounts as FollowTheMoney entities.
import { MISSING } from "../model/dictionary.ts"
import { stableId } from "../model/hash.ts"
import { readIban } from "../model/iban.ts"
import { partyNameOf } from "../model/party.ts"
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
  const known: (PartyIds | undefined)[] = new Array(table.parties.size)
  return (code) => {
    const before = known[code]
    if (before !== undefined) return before
    const party = table.parties.text(code)
    const iban = readIban(party)
    const account = iban === undefined ? [] : [stableId("account", [iban])]
    const ids: PartyIds = { party: [stableId("party", [party])], account }
    known[code] = ids
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
  const nameOf = partyNameOf(table)
  const said = new Map(COLUMNS.map((column) => [column, valuesOf(table, column)]))
  for (const code of parties) {
    const party = table.parties.text(code)
    const valuesIn = (column: (typeof COLUMNS)[number]) => said.get(column)!(code)
    const countries = valuesIn("Country").map((country) => country.toLowerCase())
    yield {
      id: idsOf(code).party[0],
      schema: schemaOf(valuesIn("Kind")),
      properties: {
        name: [nameOf(code) || party],
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
 * What payments say of each party, by its code, in a pair of fields such as `payerCountry` and `payeeCountry`: texts in
 * their order.
 */
function valuesOf(table: PaymentTable, column: (typeof COLUMNS)[number]): (party: number) => string[] {
  const sides = (["payer", "payee"] as const).flatMap((side) => {
    const field = table.text.get(partyField(side, column))
    return field === undefined
      ? []
      : [{ ...codesSaid(table[side], field.codes, table.parties.size), values: field.values }]
  })
  // Most ledgers say nothing of parties but their countries.
  if (sides.length === 0) return () => []
  return (party) => {
    const texts = new Set<string>()
    for (const { first, more, values } of sides) {
      if (first[party] !== MISSING) texts.add(values.text(first[party]!))
      for (const code of more.get(party) ?? []) texts.add(values.text(code))
    }
    return texts.size < 2 ? [...texts] : [...texts].sort(compareText)
  }
}

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
  parties: readonly number[],
  idsOf: (code: number) => PartyIds,
): Generator<Entity> {
  for (const code of parties) {
    const [account] = idsOf(code).account
    const party = table.parties.text(code)
    const iban = account === undefined ? undefined : readIban(party)
    if (account === undefined || iban === undefined) continue
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
      properties: { owner: idsOf(code).party, asset: [account] },
    }
  }
}
