// The part each party plays in its network, with the numbers that say so.
import { type Finding, paymentsWithWords } from "../model/finding.ts"
import type { Messages } from "../model/messages.ts"
import type { NetworkRole, Typology } from "../model/vocabulary.ts"
import { isMember, type NetworkGraph } from "./network-graph.ts"
import type { PartyFacts } from "./party-facts.ts"
import { minorIn, type PartyProfile } from "./profiles.ts"
import {
  cashOutWhy,
  collectorWhy,
  courierWhy,
  endWhy,
  flowWhy,
  muleWhy,
  onwardWhy,
  type RoleCase,
  sellerWhy,
  supplierWhy,
  toAndFroWhy,
} from "./role-whys.ts"
import { isSign } from "./signs.ts"

export interface RoleFound {
  readonly role: NetworkRole
  /** The numbers that made the role so, in words. */
  readonly why: string
}

/** Fewer different payers make no shop. */
const SELLER_PAYERS = 5
/** A seller has customers outside the network; a supplier has at most these. */
const SUPPLIER_OUTSIDE_PAYERS = 2
/** Share of what a supplier (or mule) was paid that comes from other members. */
const FED_SHARE = 0.5
/** A mule keeps no more than a fifth of what it was paid: a commission. */
const PASSED_ON_SHARE = 0.8
/** Of one that is paid by those it pays, half or more of the money: it moves to and fro, and not on. */
const RETURNED_SHARE = 0.5
/** What a mule hands to other members, in three payments or more, of what it was paid: a supplier has nobody to hand it to. */
const ONWARD_SHARE = 0.25
const ONWARD_PAYMENTS = 3
/** Share of what a party paid out that leaves the payments we see. One that divides it evenly is a mule. */
const CASHED_SHARE = 2 / 3
const CASHED_PAYMENTS = 2
/** Share of what a party was paid: one that keeps nearly all of it and draws pocket money cashes nothing out. */
const CASHED_OF_PAID_SHARE = 0.25
const COURIER_PAYMENTS = 3

/** Findings that say that money does not stay. */
const PASSING_ON: ReadonlySet<Typology> = new Set(["chain", "stack", "gather-scatter", "scatter-gather"])
/** The ends of such a pattern, through whom nothing passes: who opened it is often a victim. */
const OPEN_ENDS: ReadonlySet<string> = new Set(["opener", "source", "sink"])

/**
 * Roles of the members of a network, by node key. The first that fits is taken:
 *
 * 1. supplier: words in what it is paid for, fed by members, hardly a customer outside;
 * 2. seller: words in what it is paid for; or five payers outside the network and three payments with couriers, and not
 *    fed by members: who sends parcels to customers sells, with or without a word, whatever becomes of the takings;
 * 3. cash-out: two thirds or more of what it pays out, and a quarter or more of what it was paid, goes to cash, crypto,
 *    its own accounts or nobody known;
 * 4. mule: a finding that it passes money through; fed by members and pays four fifths or more on; fed by members, and
 *    pays a quarter or more on to members, in three payments or more; in several currencies: fed, and pays members as often
 *    as it is paid. What it spends in shops, and what goes back to those who paid it, is not paid on;
 * 5. unclear: half or more of what it was paid goes back to those who paid it, or came from those it had paid;
 * 6. fed by members, hardly a customer outside, and keeps it: supplier where goods are sold, else collector;
 * 7. collector: is paid in split sums (a finding of structuring on it as payee);
 * 8. five payers or more: seller where goods are sold, else collector;
 * 9. courier-linked: three payments to or from couriers, or a finding on that;
 * 10. pays oftener than it is paid, and members do not pay it: buyer where it pays a seller, else payer;
 * 11. unclear: what is left. An account is named seller or mule by what its payments show, never for want of a better word.
 *
 * Fed by members: they paid it half or more of what it was paid.
 */
export function memberRoles(
  graph: NetworkGraph,
  facts: PartyFacts,
  findingsOf: ReadonlyMap<string, readonly Finding[]>,
  messages: Messages,
): Map<string, RoleFound> {
  const members = graph.filterNodes((key) => isMember(graph, key))
  const cases = members.map((key) => {
    const { party, text } = graph.getNodeAttributes(key)
    const profile = facts.profile(party)
    const findings = (findingsOf.get(text) ?? []).filter(isSign)
    const words = wordsPaidTo(facts, party, findings)
    return {
      key,
      profile,
      findings,
      messages,
      ...words,
      ...paidByMembers(graph, key, facts, profile.currency),
    }
  })
  const hasGoods = cases.some((seen) => dealsInGoods(seen) || isAbout(seen, "courier-linked"))
  const roles = new Map(cases.map((seen) => [seen.key, roleOf({ ...seen, hasGoods })]))
  for (const { key, profile } of cases) {
    if (roles.get(key)?.role === "payer" && paysSeller(graph, key, roles)) {
      roles.set(key, { role: "buyer", why: flowWhy(messages, profile) })
    }
  }
  return roles
}

/** Whether a node pays one that sells. Only then does it buy: what it paid to others may be a loan, or a loss. */
export function paysSeller(graph: NetworkGraph, key: string, roles: ReadonlyMap<string, RoleFound>): boolean {
  return graph.someOutEdge(key, (_, __, ___, payee) => roles.get(payee)?.role === "seller")
}

type CaseAlone = Omit<RoleCase, "hasGoods">

function isAbout({ findings }: CaseAlone, typology: Typology): boolean {
  return findings.some((finding) => finding.typology === typology)
}

function isFed({ fromMembers, profile }: CaseAlone): boolean {
  return fromMembers > 0 && fromMembers >= FED_SHARE * profile.inMinor
}

function ships({ profile }: CaseAlone): boolean {
  return profile.courierPayments >= COURIER_PAYMENTS
}

function dealsInGoods(seen: CaseAlone): boolean {
  const outsidePayers = seen.profile.payers - seen.memberPayers
  return seen.wordPayments > 0 || (ships(seen) && outsidePayers >= SELLER_PAYERS && !isFed(seen))
}

function roleOf(seen: RoleCase): RoleFound {
  const { profile, findings, messages } = seen
  const supplies = isFed(seen) && profile.payers - seen.memberPayers <= SUPPLIER_OUTSIDE_PAYERS
  if (dealsInGoods(seen)) {
    return seen.wordPayments > 0 && supplies
      ? { role: "supplier", why: supplierWhy(seen) }
      : { role: "seller", why: sellerWhy(seen) }
  }
  if (cashesOut(profile)) return { role: "cash-out", why: cashOutWhy(messages, profile) }
  const why = passingWhy(seen)
  if (why !== null) return { role: "mule", why }
  if (movesToAndFro(profile)) return { role: "unclear", why: toAndFroWhy(messages, profile) }
  if (supplies)
    return seen.hasGoods
      ? { role: "supplier", why: supplierWhy(seen) }
      : { role: "collector", why: endWhy(seen) }
  const isPaidInParts = findings.some(({ typology, role }) => typology === "structuring" && role === "payee")
  if (isPaidInParts) return { role: "collector", why: collectorWhy(messages, profile) }
  if (profile.payers >= SELLER_PAYERS)
    return seen.hasGoods
      ? { role: "seller", why: sellerWhy(seen) }
      : { role: "collector", why: collectorWhy(messages, profile) }
  if (ships(seen) || isAbout(seen, "courier-linked"))
    return { role: "courier-linked", why: courierWhy(messages, profile) }
  const pays = seen.memberPayers === 0 && profile.outCount > profile.inCount
  return { role: pays ? "payer" : "unclear", why: flowWhy(messages, profile) }
}

/** Why a party is a mule; null when it is none. */
function passingWhy(seen: RoleCase): string | null {
  const { profile, findings, messages } = seen
  const { inMinor, outMinor, spentMinor, returnedMinor, inCount, outInOneCurrency } = profile
  const paysOn =
    !movesToAndFro(profile) &&
    outMinor - spentMinor - returnedMinor >= PASSED_ON_SHARE * (inMinor - returnedMinor)
  const named = findings.some(
    ({ typology, role }) =>
      typology === "pass-through" || (paysOn && PASSING_ON.has(typology) && !OPEN_ENDS.has(role)),
  )
  const fed = isFed(seen)
  if (named || (fed && paysOn)) return muleWhy(messages, profile)
  if (!fed || movesToAndFro(profile)) return null
  if (!outInOneCurrency) {
    return seen.paymentsToMembers >= PASSED_ON_SHARE * inCount ? muleWhy(messages, profile) : null
  }
  if (seen.paymentsToMembers < ONWARD_PAYMENTS || seen.toMembers < ONWARD_SHARE * inMinor) return null
  return onwardWhy(seen)
}

function movesToAndFro({ inMinor, returnedMinor }: PartyProfile): boolean {
  return returnedMinor > 0 && returnedMinor >= RETURNED_SHARE * inMinor
}

function cashesOut({ cashedCount, cashedMinor, inMinor, outMinor }: PartyProfile): boolean {
  return (
    cashedCount >= CASHED_PAYMENTS &&
    cashedMinor > 0 &&
    cashedMinor >= CASHED_SHARE * outMinor &&
    cashedMinor >= CASHED_OF_PAID_SHARE * inMinor
  )
}

function wordsPaidTo(
  facts: PartyFacts,
  party: number,
  findings: readonly Finding[],
): Pick<RoleCase, "wordPayments" | "wordPayers"> {
  const rows = new Set<number>()
  for (const finding of findings) {
    if (!finding.matches.some((match) => match.kind !== "benign")) continue
    // A finding may rest on other payments too, such as parcels, in which nothing is said.
    const withWords = paymentsWithWords(finding)
    for (const row of finding.rows)
      if (facts.table.payee[row] === party && withWords.has(facts.table.idOf(row))) rows.add(row)
  }
  const payers = new Set([...rows].map((row) => facts.table.payer[row]))
  return { wordPayments: rows.size, wordPayers: payers.size }
}

function paidByMembers(
  graph: NetworkGraph,
  key: string,
  facts: PartyFacts,
  currency: string,
): Pick<RoleCase, "fromMembers" | "memberPayers" | "toMembers" | "paymentsToMembers"> {
  const paid = { fromMembers: 0, memberPayers: 0, toMembers: 0, paymentsToMembers: 0 }
  const fromMember = new Map<string, number>()
  graph.forEachInEdge(key, (_, { edge }, payer) => {
    if (!isMember(graph, payer)) return
    const minor = minorIn(facts.table, facts.edges.rowsOf(edge), currency)
    fromMember.set(payer, minor)
    paid.fromMembers += minor
    paid.memberPayers++
  })
  graph.forEachOutEdge(key, (_, { edge }, __, payee) => {
    if (!isMember(graph, payee)) return
    const came = fromMember.get(payee) ?? 0
    const onward = minorIn(facts.table, facts.edges.rowsOf(edge), currency) - came
    // What only goes back to who paid it is not handed on.
    if (came > 0 && onward <= 0) return
    paid.toMembers += onward
    paid.paymentsToMembers += facts.edges.paymentsOf(edge)
  })
  return paid
}
