// Payments under pseudonyms: what they tell of parties, names, identifiers and texts is told as tokens or masks, while
// rules still compare the texts of the files.
import type { Dictionary } from "./dictionary.ts"
import type { TextFieldName } from "./payment.ts"
import type { PaymentTable, TextColumn } from "./table.ts"
import { MASK, type TokenKind, type Veil } from "./veil.ts"
import { VeiledDictionary } from "./veiled-dictionary.ts"

/** Free text: masked. */
export const MASKED_FIELDS: readonly TextFieldName[] = ["memo", "goods"]

/** What says what a payment was and not who took part in it: told as it is. */
const OPEN_FIELDS: ReadonlySet<TextFieldName> = new Set([
  "payerCountry",
  "payeeCountry",
  "channel",
  "payeeCategory",
  "hsCode",
  "quantity",
  "unit",
])

const KINDS: ReadonlyMap<TextFieldName, TokenKind> = new Map([
  ["payerName", "name"],
  ["payeeName", "name"],
  ["payerDevice", "device"],
  ["payeeDevice", "device"],
  ["payerPhone", "phone"],
  ["payeePhone", "phone"],
  ["payerAddress", "address"],
  ["payeeAddress", "address"],
  ["waybill", "waybill"],
  ["attributes.payerDocument", "document"],
  ["attributes.payeeDocument", "document"],
])

/** How a field is told; null: as it is. Further columns may hold anything, and are told by tokens of kind `value`. */
function tellerOf(veil: Veil, field: TextFieldName): ((text: string) => string) | null {
  if (OPEN_FIELDS.has(field)) return null
  if (MASKED_FIELDS.includes(field)) return (text) => (text === "" ? "" : MASK)
  const kind = KINDS.get(field) ?? "value"
  return (text) => veil.token(kind, text)
}

/** Whether a field is told by tokens; further columns are. */
export function isToldByToken(field: string): boolean {
  return (
    !(OPEN_FIELDS as ReadonlySet<string>).has(field) && !(MASKED_FIELDS as readonly string[]).includes(field)
  )
}

/**
 * What may be told of a matched word while memos are not masked yet: a part of a name may be all of it, so under
 * pseudonyms the lexicon's word stands for it.
 */
export function toldWord(
  table: PaymentTable,
  { field, text, term }: { readonly field: string; readonly text: string; readonly term: string },
): string {
  const values = table.text.get(field as TextFieldName)?.values
  const isVeiled = values !== undefined && VeiledDictionary.plainOf(values) !== values
  return isVeiled && isToldByToken(field) ? term : text
}

/** Columns that share a dictionary go on sharing one. Ids that were made from places stay. */
export function veilTable(table: PaymentTable, veil: Veil): PaymentTable {
  const veiled = new Map<Dictionary, Dictionary>()
  const told = (values: Dictionary, tell: (text: string) => string): Dictionary => {
    const known = veiled.get(values) ?? new VeiledDictionary(values, tell)
    veiled.set(values, known)
    return known
  }
  return {
    ...table,
    parties: told(table.parties, (text) => veil.token("party", text)),
    text: new Map(
      [...table.text].map(([field, column]): [TextFieldName, TextColumn] => {
        const tell = tellerOf(veil, field)
        return [field, tell === null ? column : { ...column, values: told(column.values, tell) }]
      }),
    ),
    idOf: (row) => (table.hasOwnId(row) ? veil.token("payment", table.idOf(row)) : table.idOf(row)),
  }
}

/**
 * The table of results: nothing in it leads to the texts of the files. `masked`: what is told of free texts, by code, in
 * place of a bare mask.
 */
export function sealTable(
  table: PaymentTable,
  masked: ReadonlyMap<Dictionary, ReadonlyMap<number, string>>,
): PaymentTable {
  const sealed = new Map<Dictionary, Dictionary>()
  const seal = (values: Dictionary): Dictionary => {
    const known = sealed.get(values) ?? sealDictionary(values, masked.get(values))
    sealed.set(values, known)
    return known
  }
  return {
    ...table,
    parties: seal(table.parties),
    text: new Map(
      [...table.text].map(([field, { codes, values }]) => [field, { codes, values: seal(values) }] as const),
    ),
  }
}

function sealDictionary(values: Dictionary, masked: ReadonlyMap<number, string> | undefined): Dictionary {
  if (VeiledDictionary.plainOf(values) === values) return values
  const text = (code: number) => masked?.get(code) ?? values.text(code)
  let codes: Map<string, number> | undefined
  const codesOfTold = () => {
    const found = new Map<string, number>()
    for (let code = values.size - 1; code > 0; code--) found.set(text(code), code)
    return found
  }
  return {
    size: values.size,
    text,
    code: (told) => {
      codes ??= codesOfTold()
      return codes.get(told) ?? 0
    },
  }
}
