// The payments of the members of networks. Networks hold a few of the parties of a table: theirs are picked out in one pass
// over the payments, since to group all payments by party takes many times as long, and 16 bytes for each of them.
import type { Network } from "../model/network.ts"
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
  const legs: number[][] = []
  for (const { members } of networks) {
    for (const { party } of members) {
      if (legsOf.has(party)) continue
      const own: number[] = []
      legsOf.set(party, own)
      numberOf[table.parties.code(party)] = legs.push(own)
    }
  }
  gatherLegs(order, table.payer, table.payee, numberOf, legs)
  return (party) => legsOf.get(party) ?? []
}

/** A hot loop. */
function gatherLegs(
  order: Uint32Array,
  payer: Uint32Array,
  payee: Uint32Array,
  numberOf: Uint32Array,
  legs: readonly number[][],
): void {
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!
    const paying = numberOf[payer[row]!]!
    const paid = numberOf[payee[row]!]!
    if (paying !== 0) legs[paying - 1]!.push(row * 2)
    if (paid !== 0) legs[paid - 1]!.push(row * 2 + 1)
  }
}
