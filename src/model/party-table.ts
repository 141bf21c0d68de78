// What is known of parties beside their payments (a name, a country, a trade, an owner): it becomes text fields of the
// payments they take part in, so that rules can speak of it.
import { type Dictionary, DictionaryBuilder, MISSING } from "./dictionary.ts"
import { partyCountOf } from "./order.ts"
import { TEXT_FIELDS, type TextField, type TextFieldName } from "./payment.ts"
import { narrowCodes, type RowCodes } from "./row-codes.ts"
import type { PaymentTable, TextColumn } from "./table.ts"

/** Known parties. Made by `createPartyTable` and `readParties`. */
export interface PartyTable {
  /** Null: not read from a file. */
  readonly file: string | null
  /** Of what is known, in order of text: tells one table from another, however its file was written. */
  readonly sha256: string
  /** What is known, as the ends of field names: `Business` becomes `attributes.payerBusiness`. Sorted. */
  readonly columns: readonly string[]
  /** By id of the party, one text a column; empty: not known. */
  readonly parties: ReadonlyMap<string, readonly string[]>
}

/** How a party table met the payments. */
export interface PartyTableFacts {
  readonly file: string | null
  readonly sha256: string
  /** Fields that payments got from it, sorted. */
  readonly fields: readonly TextFieldName[]
  /** Parties in it; matched and unmatched add up to them. */
  readonly listed: number
  /** Of these, parties of a payment, and parties of none. */
  readonly matched: number
  readonly unmatched: number
  /** Parties of payments that are not in it. */
  readonly unknown: number
}

const SIDES = ["payer", "payee"] as const
type Side = (typeof SIDES)[number]

/** The field of the payment that a column fills on one side: its own where payments have one, else an attribute. */
export function partyField(side: Side, column: string): TextFieldName {
  const field = `${side}${column}`
  return isTextField(field) ? field : `attributes.${field}`
}

function isTextField(field: string): field is TextField {
  return (TEXT_FIELDS as readonly string[]).includes(field)
}

/** The payments with what is known of their two sides, where they do not say it themselves; the table given stays. */
export function describeParties(
  table: PaymentTable,
  known: PartyTable,
): { readonly table: PaymentTable; readonly facts: PartyTableFacts } {
  const text = new Map(table.text)
  known.columns.forEach((column, index) => {
    const textOf = (party: number) => known.parties.get(table.parties.text(party))?.[index] ?? ""
    for (const [field, filled] of fillBothSides(table, column, textOf)) text.set(field, filled)
  })
  const matched = [...known.parties.keys()].filter((party) => table.parties.code(party) !== MISSING).length
  const facts = {
    file: known.file,
    sha256: known.sha256,
    fields: known.columns.flatMap((column) => SIDES.map((side) => partyField(side, column))).sort(),
    listed: known.parties.size,
    matched,
    unmatched: known.parties.size - matched,
    unknown: partyCountOf(table) - matched,
  }
  return { table: { ...table, text }, facts }
}

/** The two sides share a dictionary, as columns of a pair do everywhere, unless the files gave each its own. */
function fillBothSides(
  table: PaymentTable,
  column: string,
  textOf: (party: number) => string,
): [TextFieldName, TextColumn][] {
  const given = SIDES.map((side) => table.text.get(partyField(side, column)))
  const [first, second] = given.map((side) => side?.values)
  const shared = new AddedTexts(first ?? second)
  const apart = first !== undefined && second !== undefined && first !== second
  const dictionaries = [shared, apart ? new AddedTexts(second) : shared]
  const codesOf = dictionaries.map((values) => {
    const codeOf = new Uint32Array(table.parties.size)
    for (let party = 1; party < codeOf.length; party++) codeOf[party] = values.add(textOf(party))
    return codeOf
  })
  return SIDES.map((side, i) => {
    const values = dictionaries[i]!
    const codes = fill(table[side], codesOf[i]!, given[i]?.codes)
    return [partyField(side, column), { codes: narrowCodes(codes, values.size), values }]
  })
}

/** What a payment says itself goes before what is known of its party. */
function fill(parties: Uint32Array, codeOf: Uint32Array, own: RowCodes | undefined): Uint32Array {
  const codes = new Uint32Array(parties.length)
  for (let row = 0; row < codes.length; row++) {
    const said = own === undefined ? MISSING : own[row]!
    codes[row] = said === MISSING ? codeOf[parties[row]!]! : said
  }
  return codes
}

/** A dictionary with further texts behind those it has, which stays as it is for the table it belongs to. */
class AddedTexts implements Dictionary {
  readonly #base: Dictionary
  readonly #added = new DictionaryBuilder()

  constructor(base: Dictionary = new DictionaryBuilder()) {
    this.#base = base
  }

  get size(): number {
    return this.#base.size + this.#added.size - 1
  }

  add(text: string): number {
    const known = this.#base.code(text)
    if (known !== MISSING) return known
    return this.#shift(this.#added.add(text))
  }

  text(code: number): string {
    return code < this.#base.size ? this.#base.text(code) : this.#added.text(code - this.#base.size + 1)
  }

  code(text: string): number {
    const known = this.#base.code(text)
    return known === MISSING ? this.#shift(this.#added.code(text)) : known
  }

  /** Both count from 1; `MISSING` stays. */
  #shift(code: number): number {
    return code === MISSING ? MISSING : this.#base.size + code - 1
  }
}
