// The part each party plays in its network, with the numbers that say so.
import type { Finding } from "../model/finding.ts"
import type { Messages } from "../model/messages.ts"
import { formatMinor } from "../model/money.ts"
import { Totals } from "../model/totals.ts"
import type { NetworkRole } from "../model/vocabulary.ts"
import { isMember, type NetworkGraph } from "./network-graph.ts"
import type { PartyFacts } from "./party-facts.ts"
import { minorIn, type PartyProfile } from "./profiles.ts"

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
/** Share of what a party paid out that leaves the payments we see. One that divides it evenly is a mule. */
const CASHED_SHARE = 2 / 3
const CASHED_PAYMENTS = 2
const COURIER_PAYMENTS = 3

/** What a role is judged by. */
interface Case {
  readonly profile: PartyProfile
  /** Findings about the party. */
  readonly findings: readonly Finding[]
  /** Payments to the party that hold words of a lexicon, and by how many payers. */
  readonly wordPayments: number
  readonly wordPayers: number
  /** Paid by other members: minor units of the profile's currency. */
  readonly fromMembers: number
  readonly memberPayers: number
  readonly messages: Messages
}

/**
 * Roles of the members of a network, by node key. The first that fits is taken:
 *
 * 1. supplier: words in what it is paid for, fed by members, hardly a customer outside;
 * 2. seller: words in what it is paid for;
 * 3. cash-out: two thirds or more of what it pays out goes to cash, crypto, its own accounts or nobody known;
 * 4. mule: a pass-through finding, or fed by members and pays four fifths or more on;
 * 5. supplier: fed by members, hardly a customer outside;
 * 6. seller: five payers or more;
 * 7. courier-linked: three payments to or from couriers, or a finding on that;
 * 8. buyer: pays oftener than it is paid, and members do not pay it;
 * 9. seller: what is left.
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
  return new Map(
    members.map((key) => {
      const { party, text } = graph.getNodeAttributes(key)
      const profile = facts.profile(party)
      const findings = findingsOf.get(text) ?? []
      const words = wordsPaidTo(facts, party, findings)
      const paid = paidByMembers(graph, key, facts, profile.currency)
      return [key, roleOf({ profile, findings, ...words, ...paid, messages })]
    }),
  )
}

function roleOf(seen: Case): RoleFound {
  const { profile, findings, messages } = seen
  const about = (typology: Finding["typology"]) => findings.some((finding) => finding.typology === typology)
  const fed = seen.fromMembers > 0 && seen.fromMembers >= FED_SHARE * profile.inMinor
  const supplies = fed && profile.payers - seen.memberPayers <= SUPPLIER_OUTSIDE_PAYERS
  if (seen.wordPayments > 0) return supplies ? supplier(seen) : { role: "seller", why: sellerWhy(seen) }
  if (cashesOut(profile)) return { role: "cash-out", why: cashOutWhy(messages, profile) }
  const passesOn = fed && profile.outMinor >= PASSED_ON_SHARE * profile.inMinor
  if (passesOn || about("pass-through")) return { role: "mule", why: muleWhy(messages, profile) }
  if (supplies) return supplier(seen)
  if (profile.payers >= SELLER_PAYERS) return { role: "seller", why: sellerWhy(seen) }
  if (profile.courierPayments >= COURIER_PAYMENTS || about("courier-linked")) {
    return { role: "courier-linked", why: courierWhy(messages, profile) }
  }
  const buys = seen.memberPayers === 0 && profile.outCount > profile.inCount
  return { role: buys ? "buyer" : "seller", why: flowWhy(messages, profile) }
}

function cashesOut(profile: PartyProfile): boolean {
  return (
    profile.cashedCount >= CASHED_PAYMENTS &&
    profile.cashedMinor > 0 &&
    profile.cashedMinor >= CASHED_SHARE * profile.outMinor
  )
}

function supplier(seen: Case): RoleFound {
  const { profile, fromMembers, memberPayers, messages } = seen
  const why = messages.say("why.supplier", {
    members: messages.say("counted.members", { count: memberPayers }),
    amount: money(fromMembers, profile),
    share: percent(fromMembers, profile.inMinor),
    notes: wordsNote(seen),
  })
  return { role: "supplier", why }
}

function sellerWhy(seen: Case): string {
  const { profile, messages } = seen
  return messages.say("why.seller", {
    parties: messages.say("counted.parties", { count: profile.payers }),
    times: messages.say("counted.times", { count: profile.inCount }),
    amount: money(profile.inMinor, profile),
    notes: wordsNote(seen) + courierNote(messages, profile),
  })
}

function wordsNote({ wordPayments, wordPayers, messages }: Case): string {
  if (wordPayments === 0) return ""
  return messages.say("why.words", {
    count: wordPayments,
    payments: messages.say("counted.payments", { count: wordPayments }),
    payers: messages.say("counted.payers", { count: wordPayers }),
  })
}

function courierNote(messages: Messages, profile: PartyProfile): string {
  return profile.courierPayments === 0 ? "" : messages.say("why.courier-note", dealings(messages, profile))
}

function courierWhy(messages: Messages, profile: PartyProfile): string {
  return messages.say("why.courier", { ...dealings(messages, profile), flow: flowWhy(messages, profile) })
}

function dealings(messages: Messages, { courierPayments, couriers }: PartyProfile) {
  return {
    payments: messages.say("counted.payments", { count: courierPayments }),
    couriers: messages.say("counted.couriers", { count: couriers }),
  }
}

function cashOutWhy(messages: Messages, profile: PartyProfile): string {
  return messages.say("why.cash-out", {
    amount: money(profile.cashedMinor, profile),
    share: percent(profile.cashedMinor, profile.outMinor),
    payments: messages.say("counted.payments", { count: profile.cashedCount }),
  })
}

function muleWhy(messages: Messages, profile: PartyProfile): string {
  if (!profile.outInOneCurrency)
    return messages.say("why.mule-currencies", { flow: flowWhy(messages, profile) })
  return messages.say("why.mule", {
    in: money(profile.inMinor, profile),
    out: money(profile.outMinor, profile),
    share: percent(profile.outMinor, profile.inMinor),
  })
}

function flowWhy(messages: Messages, profile: PartyProfile): string {
  return messages.say("why.flow", {
    timesIn: messages.say("counted.times", { count: profile.inCount }),
    payers: messages.say("counted.parties", { count: profile.payers }),
    timesOut: messages.say("counted.times", { count: profile.outCount }),
    payees: messages.say("counted.parties", { count: profile.payees }),
  })
}

/** Why a contact is one: what it paid members, and how much of that findings name. */
export function contactWhy(graph: NetworkGraph, key: string, facts: PartyFacts, messages: Messages): string {
  const payees: string[] = []
  const totals = new Totals()
  let payments = 0
  let flagged = 0
  graph.forEachOutEdge(key, (_, { edge }, __, payee) => {
    payees.push(graph.getNodeAttribute(payee, "text"))
    payments += facts.edges.payments[edge]!
    flagged += facts.edges.flagged[edge]!
    for (const row of facts.edges.rowsOf(edge)) {
      totals.add(facts.table.currencies.text(facts.table.currency[row]!), facts.table.amountMinor[row]!)
    }
  })
  const sums = Object.entries(totals.done()).map(([currency, sum]) => `${sum} ${currency}`)
  const [payee] = payees
  const whom =
    payees.length === 1 && payee !== undefined
      ? payee
      : messages.say("counted.members", { count: payees.length })
  const paid = {
    whom,
    times: messages.say("counted.times", { count: payments }),
    total: sums.join(messages.say("join.comma")),
  }
  return flagged === payments
    ? messages.say("why.contact-all", paid)
    : messages.say("why.contact", { ...paid, named: flagged })
}

function wordsPaidTo(
  facts: PartyFacts,
  party: number,
  findings: readonly Finding[],
): Pick<Case, "wordPayments" | "wordPayers"> {
  const rows = new Set<number>()
  for (const finding of findings) {
    if (!finding.matches.some((match) => match.kind !== "benign")) continue
    for (const row of finding.rows) if (facts.table.payee[row] === party) rows.add(row)
  }
  const payers = new Set([...rows].map((row) => facts.table.payer[row]))
  return { wordPayments: rows.size, wordPayers: payers.size }
}

function paidByMembers(
  graph: NetworkGraph,
  key: string,
  facts: PartyFacts,
  currency: string,
): Pick<Case, "fromMembers" | "memberPayers"> {
  let fromMembers = 0
  let memberPayers = 0
  graph.forEachInEdge(key, (_, { edge }, __, ___, { standing }) => {
    if (standing === "contact") return
    fromMembers += minorIn(facts.table, facts.edges.rowsOf(edge), currency)
    memberPayers++
  })
  return { fromMembers, memberPayers }
}

/** A sum may pass 2^53; as a bigint it still prints as digits. */
const money = (minor: number, { currency }: PartyProfile) =>
  `${formatMinor(BigInt(minor), currency)} ${currency}`

const percent = (part: number, whole: number) => `${whole === 0 ? 0 : Math.round((100 * part) / whole)} %`
