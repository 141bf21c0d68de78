// The payments of the members of networks. Networks hold a few of the parties of a table: theirs are picked out in one pass
// over the payments, since to group all payments by party takes many times as long, and 16 bytes for each of them.
import { type Bits, createBits, hasBit, setBit } from "../model/bits.ts"
import type { Network } from "../model/network.ts"
import type { PaymentTable } from "../model/table.ts"
import type { EngineContext } from "./context.ts"

/** Legs (see `groupByParty`) of a member of one of the networks, in canonical order. */
export type MemberLegs = (party: string) => readonly number[]

export function memberLegs(
  { table, order }: Pick<EngineContext, "table" | "order">,
  networks: readonly Network[],
): MemberLegs {
  const legsOf = new Map<string, number[]>()
  /** By party code: one more than the place among the members; 0 for all others. */
  const numberOf = new Uint32Array(table.parties.size)
  const isMember = createBits(table.parties.size)
  const legs: number[][] = []
  for (const { members } of networks) {
    for (const { party } of members) {
      if (legsOf.has(party)) continue
      const own: number[] = []
      legsOf.set(party, own)
      const code = table.parties.code(party)
      numberOf[code] = legs.push(own)
      setBit(isMember, code)
    }
  }
  const gather = (leg: number, party: number) => legs[numberOf[party]! - 1]!.push(leg)
  eachLegOf(isMember, order, table, gather)
  return (party) => legsOf.get(party) ?? []
}

/** A hot loop: nearly all parties are no members, and a bit for each of millions of them is at hand where a number is not. */
function eachLegOf(
  isMember: Bits,
  order: Uint32Array,
  { payer, payee }: Pick<PaymentTable, "payer" | "payee">,
  visit: (leg: number, party: number) => void,
): void {
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!
    const from = payer[row]!
    const to = payee[row]!
    if (hasBit(isMember, from)) visit(row * 2, from)
    if (hasBit(isMember, to)) visit(row * 2 + 1, to)
  }
}
