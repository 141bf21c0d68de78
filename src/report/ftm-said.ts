// What payments and the party table say of parties, as FollowTheMoney tells it. Of most parties it is one country or nothing:
// that is worked out once a country.
import { type Dictionary, MISSING } from "../model/dictionary.ts"
import { partyField } from "../model/party-table.ts"
import type { RowCodes } from "../model/row-codes.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import type { ByteText } from "./byte-text.ts"
import { propertiesText } from "./ftm-entity.ts"
import { type Piece, pieceOf } from "./plain-bytes.ts"

type Column = "Country" | "Kind" | "Phone" | "Address" | "Business"

/** Adds something of the party of a code. */
type AddSaid = (party: number, text: ByteText) => void

/** The schema of a party's entity, and its properties behind the name and the number, each behind a comma. */
export function whatIsSaid(table: PaymentTable): { readonly addKind: AddSaid; readonly addMore: AddSaid } {
  const said = (column: Column) => saidIn(table, column)
  const kind = said("Kind")
  const [country, ...others] = [said("Country"), said("Phone"), said("Address"), said("Business")] as const
  const addAny: AddSaid = (party, text) => {
    const [countries, phone, address, sector] = [country, ...others].map(({ textsOf }) => textsOf(party))
    text.add(moreText(countries!, { phone: phone!, address: address!, sector: sector! }))
  }
  const isCountryAlone = others.every((one) => one === NOTHING_SAID)
  return {
    addKind: (party, text) => text.add(schemaOf(kind.textsOf(party))),
    addMore: isCountryAlone ? countryText(country, addAny) : addAny,
  }
}

/** Adds the country of parties that have no more than one; `addAny`: what adds that of others. */
function countryText({ onlyCode, values }: Said, addAny: AddSaid): AddSaid {
  const known: Piece[] = []
  return (party, text) => {
    const code = onlyCode(party)
    if (code === MISSING) return
    if (code === SEVERAL || values === undefined) addAny(party, text)
    else {
      known[code] ??= pieceOf(moreText([values.text(code)], {}))
      text.addPiece(known[code])
    }
  }
}

function moreText(countries: readonly string[], others: Readonly<Record<string, readonly string[]>>): string {
  const small = countries.map((country) => country.toLowerCase())
  const told = propertiesText({ country: small.filter((country) => /^[a-z]{2}$/.test(country)), ...others })
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

/** What is said of parties in a column, by their codes. */
interface Said {
  /** In their order, each once. */
  textsOf(party: number): readonly string[]
  /** The code in `values` of all that is said; `MISSING`: nothing; `SEVERAL`: see `textsOf`. */
  onlyCode(party: number): number
  /** Undefined where the two sides of payments have a dictionary each. */
  readonly values?: Dictionary | undefined
}

/** No code. */
const SEVERAL = -1

/** Most ledgers say nothing of parties but their countries. */
const NOTHING_SAID: Said = { textsOf: () => [], onlyCode: () => MISSING }

/** In a pair of fields such as `payerCountry` and `payeeCountry`. */
function saidIn(table: PaymentTable, column: Column): Said {
  const sides = (["payer", "payee"] as const).flatMap((side) => {
    const field = table.text.get(partyField(side, column))
    return field === undefined ? [] : [{ parties: table[side], ...field }]
  })
  const [values, ...others] = new Set(sides.map((side) => side.values))
  if (values === undefined) return NOTHING_SAID
  const all = [values, ...others].map((of) => ({
    of,
    ...codesSaid(
      sides.filter((side) => side.values === of),
      table.parties.size,
    ),
  }))
  const textsOf = (party: number) => {
    const texts = new Set<string>()
    for (const { first, more, of } of all) {
      if (first[party] !== MISSING) texts.add(of.text(first[party]!))
      for (const code of more.get(party) ?? []) texts.add(of.text(code))
    }
    return texts.size < 2 ? [...texts] : [...texts].sort(compareText)
  }
  if (others.length > 0) return { textsOf, onlyCode: () => SEVERAL }
  const { first, more } = all[0]!
  return { textsOf, values, onlyCode: (party) => (more.has(party) ? SEVERAL : first[party]!) }
}

/** By party, the first code that is said of it, and those of the others, for the few parties that have several. */
function codesSaid(
  sides: readonly { readonly parties: Uint32Array; readonly codes: RowCodes }[],
  partyCount: number,
): { readonly first: Uint32Array; readonly more: ReadonlyMap<number, ReadonlySet<number>> } {
  const first = new Uint32Array(partyCount)
  const more = new Map<number, Set<number>>()
  for (const { parties, codes } of sides) {
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row]!
      const party = parties[row]!
      if (code === MISSING || code === first[party]) continue
      if (first[party] === MISSING) first[party] = code
      else more.set(party, (more.get(party) ?? new Set()).add(code))
    }
  }
  return { first, more }
}
