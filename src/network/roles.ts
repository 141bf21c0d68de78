// The part each party plays in its network, with the numbers that say so.
import { type Finding, paymentsWithWords } from "../model/finding.ts"
import type { Messages } from "../model/messages.ts"
import type { NetworkRole, Typology } from "../model/vocabulary.ts"
import { isMember, type NetworkGraph } from "./network-graph.ts"
import type { PartyFacts } from "./party-facts.ts"
import { minorIn, type PartyProfile } from "./profiles.ts"
import {
  cashOutWhy,
  courierWhy,
  endWhy,
  flowWhy,
  muleWhy,
  onwardWhy,
  type RoleCase,
  sellerWhy,
  supplierWhy,
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
/** What a mule hands to other members, in three payments or more, of what it was paid: a supplier has nobody to hand it to. */
const ONWARD_SHARE = 0.25
const ONWARD_PAYMENTS = 3
/** Share of what a party paid out that leaves the payments we see. One that divides it evenly is a mule. */
const CASHED_SHARE = 2 / 3
const CASHED_PAYMENTS = 2
const COURIER_PAYMENTS = 3

/** Findings that say that money does not stay. */
const PASSING_ON: ReadonlySet<Typology> = new Set(["chain", "stack", "gather-scatter", "scatter-gather"])

/**
 * Roles of the members of a network, by node key. The first that fits is taken:
 *
 * 1. supplier: words in what it is paid for, fed by members, hardly a customer outside;
 * 2. seller: words in what it is paid for; or five payers outside the network and three payments with couriers, and not
 *    fed by members: who sends parcels to customers sells, with or without a word, whatever becomes of the takings;
 * 3. cash-out: two thirds or more of what it pays out goes to cash, crypto, its own accounts or nobody known;
 * 4. mule: a finding that it passes money through; fed by members and pays four fifths or more on; fed by members, and
 *    pays a quarter or more on to members, in three payments or more; in several currencies: fed, and pays members as often as it is paid;
 * 5. fed by members, hardly a customer outside, and keeps it: supplier where goods are sold, else cash-out, as it is
 *    where the money ends;
 * 6. mule: is paid in split sums (a finding of structuring on it as payee), which it collects for others;
 * 7. seller: five payers or more;
 * 8. courier-linked: three payments to or from couriers, or a finding on that;
 * 9. buyer: pays oftener than it is paid, and members do not pay it;
 * 10. seller: what is left.
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
    return { key, profile, findings, ...words, ...paidByMembers(graph, key, facts, profile.currency) }
  })
  const hasGoods = cases.some(
    ({ wordPayments, profile, findings }) =>
      wordPayments > 0 ||
      profile.courierPayments >= COURIER_PAYMENTS ||
      findings.some(({ typology }) => typology === "courier-linked"),
  )
  return new Map(cases.map(({ key, ...seen }) => [key, roleOf({ ...seen, hasGoods, messages })]))
}

function roleOf(seen: RoleCase): RoleFound {
  const { profile, findings, messages } = seen
  const about = (typology: Typology) => findings.some((finding) => finding.typology === typology)
  const fed = seen.fromMembers > 0 && seen.fromMembers >= FED_SHARE * profile.inMinor
  const outsidePayers = profile.payers - seen.memberPayers
  const supplies = fed && outsidePayers <= SUPPLIER_OUTSIDE_PAYERS
  const ships = profile.courierPayments >= COURIER_PAYMENTS
  if (seen.wordPayments > 0 && supplies) return { role: "supplier", why: supplierWhy(seen) }
  if (seen.wordPayments > 0 || (ships && outsidePayers >= SELLER_PAYERS && !fed)) {
    return { role: "seller", why: sellerWhy(seen) }
  }
  if (cashesOut(profile)) return { role: "cash-out", why: cashOutWhy(messages, profile) }
  const why = passingWhy(seen, fed)
  if (why !== null) return { role: "mule", why }
  if (supplies)
    return seen.hasGoods
      ? { role: "supplier", why: supplierWhy(seen) }
      : { role: "cash-out", why: endWhy(seen) }
  const collects = findings.some(({ typology, role }) => typology === "structuring" && role === "payee")
  if (collects) return { role: "mule", why: flowWhy(messages, profile) }
  if (profile.payers >= SELLER_PAYERS) return { role: "seller", why: sellerWhy(seen) }
  if (ships || about("courier-linked")) return { role: "courier-linked", why: courierWhy(messages, profile) }
  const buys = seen.memberPayers === 0 && profile.outCount > profile.inCount
  return { role: buys ? "buyer" : "seller", why: flowWhy(messages, profile) }
}

/** Why a party is a mule; null when it is none. */
function passingWhy(seen: RoleCase, fed: boolean): string | null {
  const { profile, findings, messages } = seen
  const { inMinor, outMinor, inCount, outInOneCurrency } = profile
  const paysOn = outMinor >= PASSED_ON_SHARE * inMinor
  const named = findings.some(
    ({ typology }) => typology === "pass-through" || (paysOn && PASSING_ON.has(typology)),
  )
  if (named || (fed && paysOn)) return muleWhy(messages, profile)
  if (!fed) return null
  if (!outInOneCurrency) {
    return seen.paymentsToMembers >= PASSED_ON_SHARE * inCount ? muleWhy(messages, profile) : null
  }
  if (seen.paymentsToMembers < ONWARD_PAYMENTS || seen.toMembers < ONWARD_SHARE * inMinor) return null
  return onwardWhy(seen)
}

function cashesOut(profile: PartyProfile): boolean {
  return (
    profile.cashedCount >= CASHED_PAYMENTS &&
    profile.cashedMinor > 0 &&
    profile.cashedMinor >= CASHED_SHARE * profile.outMinor
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
  graph.forEachInEdge(key, (_, { edge }, payer) => {
    if (!isMember(graph, payer)) return
    paid.fromMembers += minorIn(facts.table, facts.edges.rowsOf(edge), currency)
    paid.memberPayers++
  })
  graph.forEachOutEdge(key, (_, { edge }, __, payee) => {
    if (!isMember(graph, payee)) return
    paid.toMembers += minorIn(facts.table, facts.edges.rowsOf(edge), currency)
    paid.paymentsToMembers += facts.edges.paymentsOf(edge)
  })
  return paid
}
