// Devices, phones, addresses, waybills and documents that two parties or more have in common.
import { type Dictionary, DictionaryBuilder, MISSING } from "../model/dictionary.ts"
import { groupBySide } from "../model/order.ts"
import type { TextFieldName } from "../model/payment.ts"
import type { RowCodes } from "../model/row-codes.ts"
import type { PaymentTable } from "../model/table.ts"

export const IDENTIFIER_KINDS = ["document", "phone", "device", "address", "waybill"] as const
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number]

const FIELDS: Readonly<Record<IdentifierKind, readonly [payer: TextFieldName, payee: TextFieldName]>> = {
  document: ["attributes.payerDocument", "attributes.payeeDocument"],
  phone: ["payerPhone", "payeePhone"],
  device: ["payerDevice", "payeeDevice"],
  address: ["payerAddress", "payeeAddress"],
  waybill: ["waybill", "waybill"],
}

/** More parties than this are not looked at: whatever they share, it is no person's. */
const MAX_SEEN = 64

/** One identifier of the two sides of payments: codes by row, of one dictionary. */
export interface IdentifierColumn {
  readonly kind: IdentifierKind
  readonly sides: readonly { readonly party: Uint32Array; readonly codes: RowCodes }[]
  readonly values: Dictionary
}

/** A value and all who have it, in no particular order; `MAX_SEEN` + 1 of them when there are more. */
export interface SharedValue {
  readonly column: IdentifierColumn
  readonly value: number
  readonly parties: readonly number[]
}

/** The identifiers that the table has a column for. */
export function identifierColumns(table: PaymentTable): IdentifierColumn[] {
  return IDENTIFIER_KINDS.flatMap((kind) => {
    const given = (["payer", "payee"] as const).flatMap((side, i) => {
      const column = table.text.get(FIELDS[kind][i]!)
      return column === undefined ? [] : [{ party: table[side], column }]
    })
    const first = given[0]?.column.values
    if (first === undefined) return []
    if (given.every(({ column }) => column.values === first)) {
      return [{ kind, values: first, sides: given.map(({ party, column: { codes } }) => ({ party, codes })) }]
    }
    // Attributes of the two sides have a dictionary each.
    const values = new DictionaryBuilder()
    const sides = given.map(({ party, column }) => {
      const codeOf = new Uint32Array(column.values.size)
      for (let code = 1; code < codeOf.length; code++) codeOf[code] = values.add(column.values.text(code))
      return { party, codes: Uint32Array.from(column.codes, (code) => codeOf[code]!) }
    })
    return [{ kind, values, sides }]
  })
}

/** The values that two or more parties have, those set apart left out, in the settled rows of `order`. */
export function sharedValues(
  columns: readonly IdentifierColumn[],
  order: Uint32Array,
  isHub: Uint8Array,
): SharedValue[] {
  return columns.flatMap((column) => [...valuesOf(column, order, isHub)])
}

function* valuesOf(column: IdentifierColumn, order: Uint32Array, isHub: Uint8Array): Generator<SharedValue> {
  const valueCount = column.values.size - 1
  const groupings = column.sides.map(({ party, codes }) => {
    return { party, rows: groupBySide(order, codes, valueCount) }
  })
  for (let group = 0; group < valueCount; group++) {
    const parties: number[] = []
    for (const { party, rows } of groupings) {
      for (let i = rows.starts[group]!; i < rows.starts[group + 1]!; i++) {
        // That many are known to be too many.
        if (parties.length > MAX_SEEN) break
        const code = party[rows.items[i]!]!
        if (code === MISSING || isHub[code] === 1 || parties.includes(code)) continue
        parties.push(code)
      }
    }
    if (parties.length >= 2) yield { column, value: group + 1, parties }
  }
}

export const isWidelyShared = ({ parties }: SharedValue): boolean => parties.length > MAX_SEEN
