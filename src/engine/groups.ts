// Whose payments stand in one window: parties, pairs, and identifiers that parties may share.
import type { Bits } from "../model/bits.ts"
import { type Dictionary, MISSING } from "../model/dictionary.ts"
import { newWords } from "../model/large-arrays.ts"
import { type Grouping, groupByPair, groupByParty, groupBySide, partyCountOf } from "../model/order.ts"
import type { RowCodes } from "../model/row-codes.ts"
import type { PaymentTable } from "../model/table.ts"
import type { IdentifierGroup, WindowDetection } from "../rules/tree.ts"
import { allBits, intersect } from "./bits.ts"
import { type Mask, withParty } from "./masks.ts"

export type GroupKey = WindowDetection["groupBy"]
/** Groups of legs: a payment stands in a group once for each of its sides that is in it. */
export type LegKey = "party" | Exclude<IdentifierGroup, "waybill">

export function isByLeg(key: GroupKey): key is LegKey {
  return key === "party" || key === "device" || key === "phone" || key === "address"
}

/** Codes of the groups that the two sides of each row are in; 0: none. */
export interface LegCodes {
  readonly payer: Uint32Array
  readonly payee: Uint32Array
  readonly values: Dictionary | undefined
}

const LEG_FIELDS = {
  device: ["payerDevice", "payeeDevice"],
  phone: ["payerPhone", "payeePhone"],
  address: ["payerAddress", "payeeAddress"],
} as const

/** An identifier without a party that has it is in no group. */
export function legCodes(table: PaymentTable, key: LegKey): LegCodes {
  const { payer, payee } = table
  if (key === "party") return { payer, payee, values: table.parties }
  const [payerColumn, payeeColumn] = LEG_FIELDS[key].map((field) => table.text.get(field))
  return {
    payer: heldBy(payer, payerColumn?.codes),
    payee: heldBy(payee, payeeColumn?.codes),
    // The columns of the two sides share one dictionary.
    values: payerColumn?.values ?? payeeColumn?.values,
  }
}

function heldBy(party: Uint32Array, codes: RowCodes | undefined): Uint32Array {
  if (codes === undefined) return noCodes(party.length)
  const held = newWords(party.length)
  for (let row = 0; row < held.length; row++) held[row] = party[row] === MISSING ? MISSING : codes[row]!
  return held
}

let none = newWords(0)

/** 0 for every row, to be read only. One serves for all columns that files do not have. */
function noCodes(rowCount: number): Uint32Array {
  if (none.length !== rowCount) none = newWords(rowCount)
  return none
}

/** What groups are made from; the engine's context is one. */
interface Groupable {
  readonly table: PaymentTable
  readonly order: Uint32Array
  legs(key: LegKey): LegCodes
}

interface Grouper extends Groupable {
  grouping(key: GroupKey): Grouping
}

/** Settled rows (of `LegKey`s: legs) of each group, in canonical order. */
export function groupRows({ table, order, legs, grouping }: Grouper, key: GroupKey): Grouping {
  const { payer, payee } = table
  const partyCount = partyCountOf(table)
  if (key === "pair") return groupByPair(grouping("payee"), payer, payee, partyCount)
  if (key === "payer" || key === "payee") return groupBySide(order, table[key], partyCount)
  if (key === "waybill") {
    const column = table.text.get("waybill")
    return groupBySide(order, column?.codes ?? noCodes(table.rowCount), (column?.values.size ?? 1) - 1)
  }
  const { payer: payerGroup, payee: payeeGroup, values } = legs(key)
  return groupByParty(order, payerGroup, payeeGroup, (values?.size ?? 1) - 1)
}

type Grouped = Pick<WindowDetection, "groupBy" | "subject" | "direction">

/** The mask, with ABSENT for rows that are TRUE but in no group of the rule. */
export function withGroup(
  { table, legs, missing }: Pick<Groupable, "table" | "legs"> & Sides,
  { groupBy, subject, direction }: Grouped,
  mask: Mask,
): Mask {
  const { payer, payee, rowCount } = table
  if (groupBy === "pair") return withParty(mask, missing(payer), missing(payee))
  if (groupBy === "payer" || groupBy === "payee") return withParty(mask, missing(table[groupBy]))
  if (groupBy === "waybill") {
    const column = table.text.get("waybill")
    const without = column === undefined ? allBits(rowCount) : missing(column.codes)
    return withParty(mask, without, missing(subject === "payer" ? payer : payee))
  }
  const codes = legs(groupBy)
  if (direction !== null) return withParty(mask, missing(direction === "in" ? codes.payee : codes.payer))
  const [noPayer, noPayee] = [missing(codes.payer), missing(codes.payee)]
  return withParty(mask, noPayer === null || noPayee === null ? null : intersect(noPayer, noPayee))
}

interface Sides {
  missing(codes: RowCodes): Bits | null
}

/** What a group is: the party, payer and payee of a pair, or the value of an identifier. `row`: any of the group. */
export function groupTexts(
  { table, legs }: Omit<Groupable, "order">,
  key: GroupKey,
  group: number,
  row: number,
): string[] {
  const { payer, payee, parties, text } = table
  if (key === "pair") return [parties.text(payer[row]!), parties.text(payee[row]!)]
  if (key === "payer" || key === "payee") return [parties.text(group + 1)]
  const values = key === "waybill" ? text.get(key)?.values : legs(key).values
  return [values?.text(group + 1) ?? ""]
}
