// A second view for large ledgers: only those near alerted parties, hubs cut.
import { InputError } from "../model/errors.ts"
import { accountsOfPerson, eachTie, type PartyTies } from "./party-ties.ts"

/** Whose communities are sought: `all` parties', or those of parties near `alerts`; `auto`: by the number of ties. */
export type NetworkView = "auto" | "all" | "alerts"

/**
 * A network is the parties under alerts, those they pay or share with, and those who share with these: two steps. With a
 * third, most of a ledger is near anyone.
 */
export const VIEW_HOPS = 2

/**
 * Above so many ties the search for communities has time for one start only (see `partition`): it then finds better
 * communities among the few parties that matter than among all.
 */
export const VIEW_TIES = 100_000

/** By party code: 1 for persons within `hops` ties of one of the persons `from`, these included. */
export function withinHops(parties: PartyTies, from: Iterable<number>, hops: number): Uint8Array {
  const isNear = new Uint8Array(parties.isHub.length)
  let reached = [...from]
  for (const person of reached) isNear[person] = 1
  for (let hop = 0; hop < hops; hop++) {
    const next: number[] = []
    const reach = (other: number) => {
      if (isNear[other] === 1) return
      isNear[other] = 1
      next.push(other)
    }
    for (const person of reached) {
      for (const account of accountsOfPerson(parties, person)) eachTie(parties, account, reach)
    }
    reached = next
  }
  return isNear
}

/** Throws `InputError` `OPTION_INVALID`. */
export function checkView(view: string): void {
  if (view === "auto" || view === "all" || view === "alerts") return
  throw new InputError(
    "OPTION_INVALID",
    {},
    `networkView is ${JSON.stringify(view)}; give auto, all or alerts`,
  )
}
