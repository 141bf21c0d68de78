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
  const placeOf = oncePerNumber((row): PaymentPlace => {
    const file = table.files.text(table.file[row]!)
    return { payment: table.idOf(row), file, line: table.line[row]! }
  })
  const partyAs = (role: "payer" | "payee") =>
    oncePerNumber((code): PartyInRole => ({ party: table.parties.text(code), role }))
  const roles = { payer: partyAs("payer"), payee: partyAs("payee") }
  return { placeOf, partyIn: (code, role) => roles[role](code) }
}

/** Entries of a page. */
const PAGE = 256

/** In pages, since a Map holds 2^24 entries at most, and an array with holes is slow. */
function oncePerNumber<T>(make: (number: number) => T): (number: number) => T {
  const pages: (T | undefined)[][] = []
  return (number) => {
    const at = Math.floor(number / PAGE)
    pages[at] ??= new Array<T | undefined>(PAGE)
    const page = pages[at]
    page[number % PAGE] ??= make(number)
    return page[number % PAGE]!
  }
}
