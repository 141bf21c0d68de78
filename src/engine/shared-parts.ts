// Parts of findings that are the same in all of them, made once: dozens of rules may each name all payments and all
// counterparties of a busy party.
import type { PartyInRole, PaymentPlace } from "../model/finding.ts"
import type { PaymentTable } from "../model/table.ts"

export interface SharedParts {
  placeOf(row: number): PaymentPlace
  /** `code`: of the party. */
  partyIn(code: number, role: "payer" | "payee"): PartyInRole
}

const partsOf = new WeakMap<PaymentTable, SharedParts>()

/** The parts of findings over a table. */
export function sharedParts(table: PaymentTable): SharedParts {
  const known = partsOf.get(table) ?? createParts(table)
  partsOf.set(table, known)
  return known
}

function createParts(table: PaymentTable): SharedParts {
  const places = new Map<number, PaymentPlace>()
  const parties = { payer: new Map<number, PartyInRole>(), payee: new Map<number, PartyInRole>() }
  return {
    placeOf: (row) => {
      const known = places.get(row)
      if (known !== undefined) return known
      const file = table.files.text(table.file[row]!)
      const place = { payment: table.idOf(row), file, line: table.line[row]! }
      places.set(row, place)
      return place
    },
    partyIn: (code, role) => {
      const known = parties[role].get(code)
      if (known !== undefined) return known
      const party = { party: table.parties.text(code), role }
      parties[role].set(code, party)
      return party
    },
  }
}
