// Who is who: identifiers that parties share, as ties between them and as joins of several accounts to one person.
import { MISSING } from "../model/dictionary.ts"
import { stableId } from "../model/hash.ts"
import { partyCountOf } from "../model/order.ts"
import { partyNames, plainName } from "../model/party.ts"
import {
  type ApartFacts,
  type ApartList,
  type Person,
  type PersonTie,
  SHARED_SIGNS,
} from "../model/person.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import { apartEntries, apartFacts } from "./apart.ts"
import { exactName } from "./exact-name.ts"
import {
  type IdentifierTie,
  RELIABILITY,
  type SharedIdentifiers,
  type SharingPair,
  sharedIdentifiers,
} from "./identifiers.ts"
import { type Joined, joinPersons } from "./join-persons.ts"
import { type IdentifierColumn, identifierColumns, type SharedValue, sharedValues } from "./shared-values.ts"

export interface WhoIsWho {
  /** Ties by identifiers, those that were cut left out. In no particular order. */
  readonly ties: readonly IdentifierTie[]
  /** By party code: the account that stands for its person; itself when it stands alone. */
  readonly personOf: Uint32Array
  /** By id. */
  readonly persons: readonly Person[]
  /** Null: no list was given. */
  readonly apart: ApartFacts | null
}

/**
 * Who is who among the parties that are not set apart as hubs, from the settled rows in `order`. Two accounts are tied
 * where they share an identifier, and joined to one person where what they share is telling enough (see `RELIABILITY`,
 * `JOIN_RELIABILITY`); joins pass on from account to account.
 */
export function whoIsWho(
  table: PaymentTable,
  order: Uint32Array,
  isHub: Uint8Array,
  list: ApartList | undefined,
): WhoIsWho {
  const columns = identifierColumns(table)
  const values = sharedValues(columns, order, isHub)
  const names = sharersNames(table, values)
  const exact = new Map(
    [...names].map(([party, name]) => [table.parties.code(party), exactName(plainName(table, name))]),
  )
  const shared = sharedIdentifiers(values, isHub.length, (party) => exact.get(party) ?? "")
  const entries = list === undefined ? [] : apartEntries(table, list.entries)
  const joined = joinPersons({
    pairs: shared.pairs,
    partyCount: partyCountOf(table),
    textOf: (party) => table.parties.text(party),
    apart: entries.flatMap(({ pair }) => (pair === null ? [] : [pair])),
    documentsOf: documentsOf(columns, order, shared.publicDocuments),
  })
  return {
    ties: withoutCut(shared, joined.cut, isHub.length),
    personOf: joined.personOf,
    persons: personsOf(table, order, shared, joined, names),
    apart: list === undefined ? null : apartFacts(table, list, entries, joined),
  }
}

/** Names of all parties that share anything with another: one pass over the table. */
function sharersNames(table: PaymentTable, values: readonly SharedValue[]): Map<string, string> {
  const sharing = new Set(values.flatMap(({ parties }) => parties))
  if (sharing.size === 0) return new Map()
  return partyNames(
    table,
    [...sharing].map((party) => table.parties.text(party)),
  )
}

const NO_DOCUMENTS: ReadonlySet<number> = new Set()

/** Documents by party, worked out at the first question. */
function documentsOf(
  columns: readonly IdentifierColumn[],
  order: Uint32Array,
  isPublic: ReadonlySet<number>,
): (party: number) => ReadonlySet<number> {
  const column = columns.find(({ kind }) => kind === "document")
  if (column === undefined) return () => NO_DOCUMENTS
  let known: Map<number, Set<number>> | undefined
  const read = () => {
    const byParty = new Map<number, Set<number>>()
    for (const { party, codes } of column.sides) {
      for (const row of order) {
        const document = codes[row]!
        if (document === MISSING || isPublic.has(document)) continue
        const own = byParty.get(party[row]!)
        if (own === undefined) byParty.set(party[row]!, new Set([document]))
        else own.add(document)
      }
    }
    return byParty
  }
  return (party) => {
    known ??= read()
    return known.get(party) ?? NO_DOCUMENTS
  }
}

function withoutCut(
  { ties }: SharedIdentifiers,
  cut: readonly SharingPair[],
  partyCount: number,
): readonly IdentifierTie[] {
  if (cut.length === 0) return ties
  const gone = new Set(cut.map(({ a, b }) => a * partyCount + b))
  return ties.filter(({ a, b }) => !gone.has(a * partyCount + b))
}

function personsOf(
  table: PaymentTable,
  order: Uint32Array,
  { groups }: SharedIdentifiers,
  joined: Joined,
  names: ReadonlyMap<string, string>,
): Person[] {
  const { personOf, reliabilityOf } = joined
  if (reliabilityOf.size === 0) return []
  const accounts = new Map<number, string[]>([...reliabilityOf.keys()].map((first) => [first, []]))
  for (let party = 1; party < personOf.length; party++) {
    accounts.get(personOf[party]!)?.push(table.parties.text(party))
  }
  const ties = tiesOfPersons(table, order, groups, joined)
  return [...accounts]
    .map(([first, texts]): Person => {
      const parties = texts.sort(compareText)
      const called = parties.map((party) => names.get(party) ?? "").filter((name) => name !== "")
      return {
        id: stableId("person", parties),
        parties,
        names: [...new Set(called)].sort(compareText),
        ties: ties.get(first)!.sort(byTelling),
        reliability: Math.round(1000 * reliabilityOf.get(first)!) / 1000,
      }
    })
    .sort((a, b) => compareText(a.id, b.id))
}

/** What ties the accounts of each person together, by the code of its first account. */
function tiesOfPersons(
  table: PaymentTable,
  order: Uint32Array,
  groups: SharedIdentifiers["groups"],
  { personOf, reliabilityOf }: Joined,
): ReadonlyMap<number, PersonTie[]> {
  const ties = new Map<number, PersonTie[]>([...reliabilityOf.keys()].map((first) => [first, []]))
  // A ledger may have a waybill for each payment: most groups are of strangers.
  const joining = groups.filter(({ parties }) => holdsOneTwice(parties, personOf))
  const seen = sightings(order, joining, personOf, reliabilityOf)
  // Of one value the sign with the name comes first: where the same accounts share it, the one without says nothing more.
  const told = new Set<string>()
  for (const { column, value, sign, parties } of joining) {
    for (const [person, sharing] of textsByPerson(table, parties, personOf)) {
      const own = ties.get(person)
      if (own === undefined || sharing.length < 2) continue
      const texts = sharing.sort(compareText)
      const sight = [column.kind, value, ...texts].join("\u001f")
      if (told.has(sight)) continue
      told.add(sight)
      const shown = texts.map((text) => seen.get(column)!.get(value)!.get(table.parties.code(text))!)
      own.push({
        kind: sign,
        value: column.values.text(value),
        parties: texts,
        reliability: RELIABILITY[sign],
        count: shown.reduce((sum, { count }) => sum + count, 0),
        payments: shown.map(({ row }) => table.idOf(row)),
      })
    }
  }
  return ties
}

/** The parties as texts, by their person. */
function textsByPerson(
  table: PaymentTable,
  parties: readonly number[],
  personOf: Uint32Array,
): ReadonlyMap<number, string[]> {
  const byPerson = new Map<number, string[]>()
  for (const party of parties) {
    const person = personOf[party]!
    const text = table.parties.text(party)
    const texts = byPerson.get(person)
    if (texts === undefined) byPerson.set(person, [text])
    else texts.push(text)
  }
  return byPerson
}

/** Whether two of the parties are one person's. */
function holdsOneTwice(parties: readonly number[], personOf: Uint32Array): boolean {
  return parties.some((party, i) => parties.findIndex((one) => personOf[one] === personOf[party]) < i)
}

interface Sighting {
  /** The first. */
  readonly row: number
  count: number
}
type Sightings = Map<IdentifierColumn, Map<number, Map<number, Sighting>>>

/** Where payments show the shared values of accounts that are joined: by column, value and party. */
function sightings(
  order: Uint32Array,
  groups: SharedIdentifiers["groups"],
  personOf: Uint32Array,
  persons: ReadonlyMap<number, unknown>,
): Sightings {
  const seen: Sightings = new Map()
  for (const { column, value } of groups) {
    const values = seen.get(column) ?? new Map<number, Map<number, Sighting>>()
    seen.set(column, values.set(value, new Map()))
  }
  for (const [{ sides }, values] of seen) {
    for (const row of order) {
      // A waybill is one column for both sides, and one payment to oneself is one sight.
      const here = sides.map(({ party, codes }) => [party[row]!, codes[row]!] as const)
      const again = here.length === 2 && here[0]![0] === here[1]![0] && here[0]![1] === here[1]![1]
      for (const [party, value] of again ? here.slice(1) : here) {
        if (!persons.has(personOf[party]!)) continue
        const parties = values.get(value)
        const known = parties?.get(party)
        if (known === undefined) parties?.set(party, { row, count: 1 })
        else known.count++
      }
    }
  }
  return seen
}

function byTelling(x: PersonTie, y: PersonTie): number {
  return (
    SHARED_SIGNS.indexOf(x.kind) - SHARED_SIGNS.indexOf(y.kind) ||
    compareText(x.value, y.value) ||
    compareText(x.parties.join("\u001f"), y.parties.join("\u001f"))
  )
}
