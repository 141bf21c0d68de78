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
  const { payer, payee, parties } = table
  const legsOf = new Map<string, number[]>()
  /** By party code: its place among the members, from 1; 0 for all others. */
  const numberOf = new Uint32Array(parties.size)
  const legs: number[][] = []
  for (const { members } of networks) {
    for (const { party } of members) {
      if (legsOf.has(party)) continue
      const own: number[] = []
      legsOf.set(party, own)
      numberOf[parties.code(party)] = legs.push(own)
    }
  }
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!
    const from = numberOf[payer[row]!]!
    const to = numberOf[payee[row]!]!
    if (from > 0) legs[from - 1]!.push(row * 2)
    if (to > 0) legs[to - 1]!.push(row * 2 + 1)
  }
  return (party) => legsOf.get(party) ?? []
}
