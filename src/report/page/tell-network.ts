// A network in plain words: who sells, through whom the money goes, what was sold, which payments prove it. What the page
// says is taken from roles, edges and findings; nothing is guessed beyond them.
import { compareText, type NetworkRole } from "../../model/vocabulary.ts"
import { addTotals } from "./add-totals.ts"
import { alertOfParty, data, type FindingView, finding, payment } from "./report.ts"
import type { PaymentIndex, ReportMember, ReportNetwork, ReportProof, Totals } from "./report-data.ts"
import type { Span } from "./text-pieces.ts"

export interface NetworkStory {
  /** Members that sell; where none is seen to, the members that contacts pay. */
  readonly sellers: readonly ReportMember[]
  /** Whether the sellers are so by role, not only by being paid by contacts. */
  readonly isSelling: boolean
  /** The other members in the way of the money: mules, then suppliers and cash-outs; each with the numbers. */
  readonly onward: readonly ReportMember[]
  /** What contacts paid members. */
  readonly paid: Totals
  /** What the words of payments stand for, most payments first. */
  readonly sold: readonly SoldTaxon[]
  /** In the order of the money's way. */
  readonly proof: readonly ProvingPayment[]
}

export interface SoldTaxon {
  readonly taxon: string
  /** As the payments write them, most frequent first. */
  readonly words: readonly string[]
  readonly payments: number
}

export interface ProvingPayment {
  readonly payment: PaymentIndex
  /** Titles of some rules whose findings name it, the most telling first. */
  readonly shows: readonly string[]
  /** Matched words in its memo and goods. */
  readonly memoSpans: readonly Span[]
  readonly goodsSpans: readonly Span[]
}

const MOST_PROOF = 5
const MOST_WORDS = 6
const MOST_TITLES = 3

/** Roles in the way of the money after the sellers. */
const ONWARD: readonly NetworkRole[] = [
  "courier-linked",
  "mule",
  "supplier",
  "collector",
  "cash-out",
  "buyer",
  "payer",
  "unclear",
]

export function networkStory(network: ReportNetwork): NetworkStory {
  const { members, contacts, edges } = network
  const byRole = members.filter(({ role }) => role === "seller")
  const buyers = new Set(contacts.map(({ party }) => party))
  const paidByBuyers = new Set(edges.flatMap(({ payer, payee }) => (buyers.has(payer) ? [payee] : [])))
  const sellers = byRole.length > 0 ? byRole : members.filter(({ party }) => paidByBuyers.has(party))
  const findings = findingsOf(network)
  return {
    sellers,
    isSelling: byRole.length > 0,
    onward: ONWARD.flatMap((role) =>
      members.filter((member) => member.role === role && !sellers.includes(member)),
    ),
    paid: addTotals(edges.filter(({ payer }) => buyers.has(payer)).map(({ total }) => total)),
    sold: soldTaxa(findings),
    proof: provingPayments(alongMoney(network), findings),
  }
}

/** Findings on the network, then those of its members' alerts, best member first. */
function findingsOf(network: ReportNetwork): FindingView[] {
  const ofMembers = network.members.flatMap(({ party }) => {
    const alert = alertOfParty(party)
    return alert === undefined ? [] : data.alerts.findings[alert]!
  })
  return [...new Set([...ofMembers, ...network.findings])].map(finding)
}

function soldTaxa(findings: readonly FindingView[]): SoldTaxon[] {
  const taxa = new Map<string, { payments: Set<PaymentIndex>; words: Map<string, Set<PaymentIndex>> }>()
  for (const { matches } of findings) {
    for (const { payment, text, start, end, term } of matches) {
      const { taxon, kind } = data.terms[term]!
      if (kind === "benign" || taxon === "") continue
      const word = text.slice(start, end)
      const sold = taxa.get(taxon) ?? { payments: new Set(), words: new Map() }
      taxa.set(taxon, sold)
      sold.payments.add(payment)
      sold.words.set(word, (sold.words.get(word) ?? new Set()).add(payment))
    }
  }
  return [...taxa]
    .map(([taxon, { payments, words }]) => ({
      taxon,
      payments: payments.size,
      words: [...words]
        .sort(([, a], [, b]) => b.size - a.size)
        .slice(0, MOST_WORDS)
        .map(([word]) => word),
    }))
    .sort((a, b) => b.payments - a.payments)
}

/** Stages of the way of the money. */
const WAY: readonly NetworkRole[] = [
  "buyer",
  "payer",
  "seller",
  "courier-linked",
  "unclear",
  "mule",
  "supplier",
  "collector",
  "cash-out",
]

/** The weightiest proof in the order in which it tells a story: from who pays first to who is paid last, then by time. */
function alongMoney({ proof, members, contacts }: ReportNetwork): ReportProof[] {
  const stages = new Map([...contacts, ...members].map(({ party, role }) => [party, WAY.indexOf(role)]))
  const stageOf = (index: PaymentIndex) => stages.get(payment(index).payer) ?? 0
  return proof
    .slice(0, MOST_PROOF)
    .sort((a, b) => stageOf(a.payment) - stageOf(b.payment) || a.payment - b.payment)
}

/**
 * Each payment with the rules that name it: those that no payment before has told come first, then those whose finding
 * is of the fewest payments, for they say the most of this one.
 */
function provingPayments(proof: readonly ReportProof[], findings: readonly FindingView[]): ProvingPayment[] {
  const told = new Set<string>()
  return proof.map(({ payment: index, rules }) => {
    const naming = findings.filter(({ payments }) => payments.includes(index))
    const sizes = new Map<string, number>()
    for (const { rule, paymentCount } of naming)
      sizes.set(rule.title, Math.min(paymentCount, sizes.get(rule.title) ?? paymentCount))
    // A finding that this report does not hold comes last.
    const sizeOf = (title: string) => sizes.get(title) ?? Number.MAX_SAFE_INTEGER
    const shows = rules
      .map((rule) => data.rules[rule]!.title)
      .sort((a, b) => Number(told.has(a)) - Number(told.has(b)) || sizeOf(a) - sizeOf(b) || compareText(a, b))
      .slice(0, MOST_TITLES)
    for (const title of shows) told.add(title)
    const matches = naming.flatMap((each) => each.matches.filter(({ payment }) => payment === index))
    const spansIn = (field: string) => matches.filter((match) => match.field === field)
    return { payment: index, shows, memoSpans: spansIn("memo"), goodsSpans: spansIn("goods") }
  })
}
