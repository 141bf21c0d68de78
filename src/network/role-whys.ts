// The numbers that made a role so, in words.
import type { Finding } from "../model/finding.ts"
import type { Messages } from "../model/messages.ts"
import { formatMinor } from "../model/money.ts"
import { Totals } from "../model/totals.ts"
import type { NetworkGraph } from "./network-graph.ts"
import type { PartyFacts } from "./party-facts.ts"
import type { PartyProfile } from "./profiles.ts"

/** What a role is judged by. */
export interface RoleCase {
  readonly profile: PartyProfile
  /** Findings about the party that are signs (see `isSign`). */
  readonly findings: readonly Finding[]
  /** Payments to the party that hold words of a lexicon, and by how many payers. */
  readonly wordPayments: number
  readonly wordPayers: number
  /** Paid by other members: minor units of the profile's currency. */
  readonly fromMembers: number
  readonly memberPayers: number
  /** Paid to other members, beyond what each had paid it: minor units of the profile's currency, and payments in any. */
  readonly toMembers: number
  readonly paymentsToMembers: number
  /** Whether anything says that goods are sold here: words, a member who sends parcels to customers, or a finding on couriers. */
  readonly hasGoods: boolean
  readonly messages: Messages
}

export function supplierWhy(seen: RoleCase): string {
  const { profile, fromMembers, memberPayers, messages } = seen
  return messages.say("why.supplier", {
    members: messages.say("counted.members", { count: memberPayers }),
    amount: money(fromMembers, profile),
    share: percent(fromMembers, profile.inMinor),
    // Without words, one who collects for others looks the same.
    notes: seen.wordPayments > 0 ? wordsNote(seen) : messages.say("why.supplier-or-collector"),
  })
}

/** Of one who keeps what members paid it, where nothing is sold. */
export function endWhy({ profile, fromMembers, memberPayers, messages }: RoleCase): string {
  if (!profile.outInOneCurrency) return flowWhy(messages, profile)
  const came = {
    members: messages.say("counted.members", { count: memberPayers }),
    amount: money(fromMembers, profile),
    share: percent(fromMembers, profile.inMinor),
  }
  return profile.outCount === 0
    ? messages.say("why.collector-nothing", came)
    : messages.say("why.collector-end", { ...came, out: money(profile.outMinor, profile) })
}

export function sellerWhy(seen: RoleCase): string {
  const { profile, messages } = seen
  return messages.say("why.seller", {
    parties: messages.say("counted.parties", { count: profile.payers }),
    times: messages.say("counted.times", { count: profile.inCount }),
    amount: money(profile.inMinor, profile),
    notes: wordsNote(seen) + courierNote(messages, profile),
  })
}

function wordsNote({ wordPayments, wordPayers, messages }: RoleCase): string {
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

export function courierWhy(messages: Messages, profile: PartyProfile): string {
  return messages.say("why.courier", { ...dealings(messages, profile), flow: flowWhy(messages, profile) })
}

function dealings(messages: Messages, { courierPayments, couriers }: PartyProfile) {
  return {
    payments: messages.say("counted.payments", { count: courierPayments }),
    couriers: messages.say("counted.couriers", { count: couriers }),
  }
}

export function cashOutWhy(messages: Messages, profile: PartyProfile): string {
  return messages.say("why.cash-out", {
    amount: money(profile.cashedMinor, profile),
    share: percent(profile.cashedMinor, profile.outMinor),
    payments: messages.say("counted.payments", { count: profile.cashedCount }),
  })
}

/** Of one whom many pay, where nothing is sold, or who is paid in split sums. */
export function collectorWhy(messages: Messages, profile: PartyProfile): string {
  if (!profile.outInOneCurrency) return flowWhy(messages, profile)
  const onward = profile.outMinor - profile.spentMinor
  return messages.say("why.collector", {
    parties: messages.say("counted.parties", { count: profile.payers }),
    times: messages.say("counted.times", { count: profile.inCount }),
    amount: money(profile.inMinor, profile),
    out: money(onward, profile),
    notes: spentNote(messages, profile),
  })
}

export function toAndFroWhy(messages: Messages, profile: PartyProfile): string {
  return messages.say("why.to-and-fro", {
    in: money(profile.inMinor, profile),
    out: money(profile.outMinor, profile),
    returned: money(profile.returnedMinor, profile),
  })
}

export function muleWhy(messages: Messages, profile: PartyProfile): string {
  if (!profile.outInOneCurrency)
    return messages.say("why.mule-currencies", { flow: flowWhy(messages, profile) })
  const onward = profile.outMinor - profile.spentMinor
  const sums = {
    in: money(profile.inMinor, profile),
    out: money(onward, profile),
    notes: spentNote(messages, profile),
  }
  if (onward > profile.inMinor) return messages.say("why.mule-all", sums)
  return messages.say("why.mule", { ...sums, share: percent(onward, profile.inMinor) })
}

function spentNote(messages: Messages, profile: PartyProfile): string {
  return profile.spentMinor === 0
    ? ""
    : messages.say("why.spent-note", { spent: money(profile.spentMinor, profile) })
}

/** Of one who hands a part of it to other members. */
export function onwardWhy({ profile, fromMembers, memberPayers, toMembers, messages }: RoleCase): string {
  const onward = toMembers + profile.cashedMinor
  return messages.say("why.mule-onward", {
    members: messages.say("counted.members", { count: memberPayers }),
    in: money(fromMembers, profile),
    fed: percent(fromMembers, profile.inMinor),
    onward: money(onward, profile),
    share: percent(onward, profile.inMinor),
  })
}

export function flowWhy(messages: Messages, profile: PartyProfile): string {
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
    payments += facts.edges.paymentsOf(edge)
    flagged += facts.edges.flaggedOf(edge)
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

/** A sum may pass 2^53; as a bigint it still prints as digits. */
const money = (minor: number, { currency }: PartyProfile) =>
  `${formatMinor(BigInt(minor), currency)} ${currency}`

const percent = (part: number, whole: number) => `${whole === 0 ? 0 : Math.round((100 * part) / whole)} %`
