// Parties that share a device, a phone, an address or a waybill are tied, as if they had paid each other.
import { MISSING } from "../model/dictionary.ts"
import { MAX_SHARING_PARTIES } from "../model/network.ts"
import { groupBySide } from "../model/order.ts"
import type { TextField } from "../model/payment.ts"
import type { PaymentTable } from "../model/table.ts"

export const IDENTIFIER_KINDS = ["device", "phone", "address", "waybill"] as const
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number]

interface IdentifierFields {
  readonly payer: TextField
  readonly payee: TextField
  /** What sharing it weighs, in payments. */
  readonly weight: number
  /** More parties than this share it because it is public. */
  readonly maxParties: number
}

/**
 * A device or phone is one person's or one household's: as good as three payments. An address may be a whole building
 * and a waybill links those who handled one parcel: as good as one. A waybill names at most the sender, the receiver
 * and who pays for them.
 */
const FIELDS: Readonly<Record<IdentifierKind, IdentifierFields>> = {
  device: { payer: "payerDevice", payee: "payeeDevice", weight: 3, maxParties: MAX_SHARING_PARTIES },
  phone: { payer: "payerPhone", payee: "payeePhone", weight: 3, maxParties: MAX_SHARING_PARTIES },
  address: { payer: "payerAddress", payee: "payeeAddress", weight: 1, maxParties: MAX_SHARING_PARTIES },
  waybill: { payer: "waybill", payee: "waybill", weight: 1, maxParties: 4 },
}

/** Two party codes that share a value of one kind; a pair stands once for each value it shares. */
export interface IdentifierTie {
  readonly kind: IdentifierKind
  readonly a: number
  readonly b: number
  readonly weight: number
}

/** Ties among the parties that are not set apart, from the settled rows in `order`. In no particular order. */
export function identifierTies(table: PaymentTable, order: Uint32Array, isHub: Uint8Array): IdentifierTie[] {
  const ties: IdentifierTie[] = []
  for (const kind of IDENTIFIER_KINDS) {
    for (const parties of partiesByValue(table, order, isHub, FIELDS[kind])) {
      for (const [i, a] of parties.entries()) {
        for (const b of parties.slice(i + 1)) ties.push({ kind, a, b, weight: FIELDS[kind].weight })
      }
    }
  }
  return ties
}

/** For each value that two parties or more share, and not too many, who they are. */
function* partiesByValue(
  table: PaymentTable,
  order: Uint32Array,
  isHub: Uint8Array,
  fields: IdentifierFields,
): Generator<readonly number[]> {
  const columns = (["payer", "payee"] as const).flatMap((side) => {
    const column = table.text.get(fields[side])
    return column === undefined ? [] : [{ party: table[side], values: column.values, codes: column.codes }]
  })
  // Both sides' columns share one dictionary, so a value has one code.
  const valueCount = (columns[0]?.values.size ?? 1) - 1
  const groupings = columns.map(({ party, codes }) => ({
    party,
    rows: groupBySide(order, codes, valueCount),
  }))
  for (let value = 0; value < valueCount; value++) {
    const parties: number[] = []
    for (const { party, rows } of groupings) {
      for (let i = rows.starts[value]!; i < rows.starts[value + 1]!; i++) {
        const code = party[rows.items[i]!]!
        if (code === MISSING || isHub[code] === 1 || parties.includes(code)) continue
        // One more than allowed is enough to know that the value is public.
        if (parties.length <= fields.maxParties) parties.push(code)
      }
    }
    if (parties.length >= 2 && parties.length <= fields.maxParties) yield parties
  }
}
