// Who belongs to a network besides the parties under alerts, and who is only in contact with it.
import { edgesOf } from "./edges.ts"
import {
  HABIT_PAYMENTS,
  isPersonal,
  isStrong,
  MATERIAL_SHARE,
  outShare,
  type PartyFacts,
} from "./party-facts.ts"
import { minorIn } from "./profiles.ts"

/** One who receives at least this share of what an alerted party paid out is its main payee. */
const MAIN_SHARE = 0.5

/**
 * Parties of a circle without an alert of their own that belong to the network of its alerted parties. Either two
 * alerted parties or more pay it at least a tenth of all they pay out, or share an identifier with it; or a single
 * one that is a lead of its own (see `isLead`)
 * - pays it half or more of all it pays out, in three payments or more;
 * - or pays it a tenth or more, and findings name three of these payments or more;
 * - or shares a device or a phone with it.
 *
 * The money is then followed one step further: one who lives on what such parties pay it (see `followers`).
 *
 * Further accounts of one person follow the first: what one of them is, all are.
 *
 * To pay an alerted party ties nobody: buyers do. So a community of thousands of ordinary parties accuses none of
 * them, nor does an alert on someone's spending accuse the family or the landlord.
 */
export function tiedParties(facts: PartyFacts, alerted: readonly number[]): Set<number> {
  const { edges } = facts
  const tied = new Set<number>()
  const tiedTo = new Map<number, Set<number>>()
  const tie = (party: number, by: number, firmly: boolean) => {
    if (facts.alerts.has(party) || facts.circleOf[party] !== facts.circleOf[by]) return
    const others = tiedTo.get(party) ?? new Set()
    tiedTo.set(party, others.add(by))
    if (firmly || others.size >= 2) tied.add(party)
  }
  for (const party of alerted) {
    const lead = isLead(facts, party)
    for (let e = edges.outStarts[party]!; e < edges.outStarts[party + 1]!; e++) {
      const share = outShare(facts, party, e)
      if (share < MATERIAL_SHARE) continue
      const isMain = share >= MAIN_SHARE && edges.paymentsOf(e) >= HABIT_PAYMENTS
      tie(edges.payee[e]!, party, lead && (isMain || edges.flaggedOf(e) >= HABIT_PAYMENTS))
    }
    for (const shared of facts.ties.get(party) ?? []) {
      tie(shared.a === party ? shared.b : shared.a, party, lead && isPersonal(shared))
    }
  }
  for (const party of followers(facts, new Set([...alerted, ...tied]))) tied.add(party)
  for (const party of [...alerted, ...tied]) {
    for (const account of facts.accountsOf.get(facts.personOf[party]!) ?? []) {
      if (!facts.alerts.has(account)) tied.add(account)
    }
  }
  return tied
}

/** Half or more of what a party was paid came from members. */
const FED_SHARE = 0.5

/**
 * Who is paid by those through whose hands the members' money goes: a member, half or more of whose takings come from
 * members, pays them a tenth or more of all it pays out, in three payments or more; and what members pay them is half or
 * more of their own takings. So a supplier behind a quiet mule is found, and its landlord, its shops
 * and all else who have customers of their own are not.
 */
function followers(facts: PartyFacts, members: ReadonlySet<number>): Set<number> {
  const { edges } = facts
  const found = new Set<number>()
  for (const party of members) {
    if (fedShare(facts, party, members) < FED_SHARE) continue
    for (let e = edges.outStarts[party]!; e < edges.outStarts[party + 1]!; e++) {
      const payee = edges.payee[e]!
      if (members.has(payee) || facts.circleOf[payee] !== facts.circleOf[party]) continue
      if (edges.paymentsOf(e) < HABIT_PAYMENTS || outShare(facts, party, e) < MATERIAL_SHARE) continue
      if (fedShare(facts, payee, members) >= FED_SHARE) found.add(payee)
    }
  }
  return found
}

/** Share of what a party was paid that members paid, in its main currency. */
function fedShare(facts: PartyFacts, party: number, members: ReadonlySet<number>): number {
  const { edges, table, profile } = facts
  const { currency, inMinor } = profile(party)
  let fed = 0
  for (let i = edges.inStarts[party]!; i < edges.inStarts[party + 1]!; i++) {
    if (members.has(edges.inPayers[i]!)) fed += minorIn(table, edges.rowsOf(edges.inEdges[i]!), currency)
  }
  return inMinor === 0 ? 0 : fed / inMinor
}

/** Under a strong alert, or in payments with another alerted party of its circle. */
function isLead(facts: PartyFacts, party: number): boolean {
  const alert = facts.alerts.get(party)
  if (alert === undefined) return false
  if (isStrong(alert)) return true
  for (const { other } of edgesOf(facts.edges, party)) {
    if (facts.alerts.has(other) && facts.circleOf[other] === facts.circleOf[party]) return true
  }
  return false
}

/** Those who paid the members in payments that findings name, hubs and members left out; of any circle. */
export function contactsOf(facts: PartyFacts, members: ReadonlySet<number>): Set<number> {
  const { edges } = facts
  const contacts = new Set<number>()
  for (const party of members) {
    for (let i = edges.inStarts[party]!; i < edges.inStarts[party + 1]!; i++) {
      const payer = edges.inPayers[i]!
      if (facts.isHub[payer] === 1 || members.has(payer)) continue
      if (edges.flaggedOf(edges.inEdges[i]!) > 0) contacts.add(payer)
    }
  }
  return contacts
}
