// Names of parties: what most payments call them.
import { type Dictionary, MISSING } from "./dictionary.ts"
import type { RowCodes } from "./row-codes.ts"
import type { PaymentTable } from "./table.ts"
import { VeiledDictionary } from "./veiled-dictionary.ts"
import { compareText } from "./vocabulary.ts"

/**
 * For each of the parties, the name that most of its payments give it; equal counts go to the name that sorts first.
 * Parties without a name are left out.
 */
export function partyNames(table: PaymentTable, parties: Iterable<string>): Map<string, string> {
  const names = new Map<string, string>()
  const values = namesOf(table)
  if (values === undefined) return names
  const nameOf = nameCodes(table, values)
  for (const party of parties) {
    const code = table.parties.code(party)
    const name = nameOf[code]!
    if (name !== MISSING) names.set(table.parties.text(code), values.text(name))
  }
  return names
}

/** The same by the code of the party; empty for one without a name. */
export function partyNameOf(table: PaymentTable): (party: number) => string {
  const names = partyNameCodes(table)
  if (names === undefined) return () => ""
  const { nameOf, values } = names
  return (party) => values.text(nameOf[party]!)
}

/** The same as codes; undefined where no party has a name. */
export function partyNameCodes(
  table: PaymentTable,
): { readonly nameOf: Uint32Array; readonly values: Dictionary } | undefined {
  const values = namesOf(table)
  return values === undefined ? undefined : { nameOf: nameCodes(table, values), values }
}

/** Both sides' names share one dictionary, so either column can print a code. */
function namesOf(table: PaymentTable): Dictionary | undefined {
  return (table.text.get("payerName") ?? table.text.get("payeeName"))?.values
}

const nameCodesOf = new WeakMap<PaymentTable, Uint32Array>()

/** By party code, the code of its name; worked out once a table, for alerts, networks and every file ask anew. */
function nameCodes(table: PaymentTable, values: Dictionary): Uint32Array {
  const known = nameCodesOf.get(table) ?? mostUsedNames(table, values)
  nameCodesOf.set(table, known)
  return known
}

/** Nearly all parties have one name: only for the others are payments counted. */
function mostUsedNames(table: PaymentTable, values: Dictionary): Uint32Array {
  const { nameOf, isMixed } = firstNames(table)
  if (!isMixed.includes(1)) return nameOf
  const countsOf = new Map<number, Map<number, number>>()
  for (const { parties, names } of namedSides(table)) {
    for (let row = 0; row < parties.length; row++) {
      const party = parties[row]!
      if (isMixed[party] === 0 || names[row] === MISSING) continue
      const counts = countsOf.get(party) ?? new Map<number, number>()
      countsOf.set(party, counts.set(names[row]!, (counts.get(names[row]!) ?? 0) + 1))
    }
  }
  const text = (name: number) => values.text(name)
  for (const [party, counts] of countsOf) {
    const [best] = [...counts].sort(([a, m], [b, n]) => n - m || compareText(text(a), text(b)))
    nameOf[party] = best![0]
  }
  return nameOf
}

/** By party code, the first name that a payment gives it, and 1 where another gives it another. */
function firstNames(table: PaymentTable): { nameOf: Uint32Array; isMixed: Uint8Array } {
  const nameOf = new Uint32Array(table.parties.size)
  const isMixed = new Uint8Array(table.parties.size)
  for (const { parties, names } of namedSides(table)) {
    for (let row = 0; row < parties.length; row++) {
      const party = parties[row]!
      const name = names[row]!
      if (party === MISSING || name === MISSING || name === nameOf[party]) continue
      if (nameOf[party] === MISSING) nameOf[party] = name
      else isMixed[party] = 1
    }
  }
  return { nameOf, isMixed }
}

function namedSides(table: PaymentTable): { readonly parties: Uint32Array; readonly names: RowCodes }[] {
  return (["payer", "payee"] as const).flatMap((side) => {
    const column = table.text.get(`${side}Name`)
    return column === undefined ? [] : [{ parties: table[side], names: column.codes }]
  })
}

/** A name as files have it, for comparing; `name`: as it is told, which differs only under pseudonyms. */
export function plainName(table: PaymentTable, name: string): string {
  const values = namesOf(table)
  return values === undefined ? name : VeiledDictionary.plainOf(values).text(values.code(name))
}
