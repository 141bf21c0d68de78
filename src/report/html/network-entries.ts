// The networks of the report, with their drawings, and the persons behind their accounts.
import type { Network, NetworkEdge, NetworkMember } from "../../model/network.ts"
import type { Person } from "../../model/person.ts"
import type { Screening } from "../../model/screening.ts"
import { compareText } from "../../model/vocabulary.ts"
import type {
  EdgeRow,
  MemberRow,
  MonthFlow,
  ReportHint,
  ReportPerson,
  WrittenNetwork,
} from "../page/report-data.ts"
import { type Indexes, knownRule, msOf } from "./finding-columns.ts"
import { flatTotals } from "./flat-totals.ts"
import type { PartyIndexer } from "./index-texts.ts"
import { layoutNetwork } from "./layout.ts"
import type { Picked } from "./pick.ts"

export function networkEntries(
  { networks, findings, limits, rowOfKey }: Picked,
  months: readonly (readonly MonthFlow[])[],
  personOf: ReadonlyMap<string, number>,
  indexes: Indexes,
): WrittenNetwork[] {
  const { parties, paymentOf, ruleOf } = indexes
  const member = ({ party, role, score, why, person, suspicion, path }: NetworkMember): MemberRow => [
    parties.add(party),
    role,
    score,
    why,
    person === null ? -1 : (personOf.get(person) ?? -1),
    round(suspicion),
    path.map((each) => parties.add(each)),
  ]
  const paymentOfKey = (id: string) => {
    const row = rowOfKey.get(id)
    return row === undefined ? [] : [paymentOf.get(row)!]
  }
  const findingsOn = new Map(networks.map(({ id }): [string, number[]] => [id, []]))
  for (const [index, { subject }] of findings.entries()) findingsOn.get(subject)?.push(index)
  return networks.map((network, index): WrittenNetwork => {
    const contacts = network.contacts.slice(0, limits.contactsPerNetwork)
    const edges = [...network.edges].sort(byEvidence).slice(0, limits.edgesPerNetwork)
    const from = msOf(network.from)
    return {
      id: network.id,
      score: network.score,
      severity: network.severity,
      members: network.members.map(member),
      contacts: contacts.map(member),
      contactCount: network.contacts.length,
      nearby: network.nearby.map(({ party, suspicion, path, note }) => ({
        party: parties.add(party),
        suspicion: round(suspicion),
        path: path.map((each) => parties.add(each)),
        note,
      })),
      edges: edges.map((edge) => edgeRow(edge, from, parties)),
      edgeCount: network.edges.length,
      taxa: network.taxa,
      total: flatTotals(network.total),
      from,
      to: msOf(network.to),
      rules: network.rules.map((rule) => knownRule(ruleOf, rule)),
      reasons: network.reasons,
      keyPayments: network.keyPayments.flatMap(paymentOfKey),
      proof: network.proof.flatMap(({ payment, rules, why }) =>
        paymentOfKey(payment).map((key) => ({
          payment: key,
          rules: rules.map((rule) => knownRule(ruleOf, rule)),
          why,
        })),
      ),
      findings: findingsOn.get(network.id)!,
      months: months[index]!,
      layout: layoutNetwork({ members: network.members, contacts, edges }),
    }
  })
}

/** Most flagged payments first, then most payments, then by parties. */
function byEvidence(a: NetworkEdge, b: NetworkEdge): number {
  return (
    b.flagged * b.count - a.flagged * a.count ||
    b.count - a.count ||
    compareText(a.payer, b.payer) ||
    compareText(a.payee, b.payee)
  )
}

function edgeRow(edge: NetworkEdge, from: number, parties: PartyIndexer): EdgeRow {
  const { payer, payee, count, total, first, last, flagged } = edge
  return [
    parties.add(payer),
    parties.add(payee),
    count,
    flatTotals(total),
    msOf(first) - from,
    msOf(last) - from,
    round(flagged),
  ]
}

/** Shares are shown in per cent or tenths of it. */
function round(share: number): number {
  return Math.round(share * 1000) / 1000
}

/** Persons that hold an account of the networks. */
export function personsOf(persons: readonly Person[], networks: readonly Network[]): readonly Person[] {
  const named = new Set(
    networks.flatMap(({ members, contacts }) => [...members, ...contacts].map(({ person }) => person)),
  )
  return persons.filter(({ id }) => named.has(id))
}

export function personEntry(person: Person, parties: PartyIndexer): ReportPerson {
  const { id, names, reliability, ties } = person
  return {
    id,
    names,
    reliability,
    parties: person.parties.map((party) => parties.add(party)),
    ties: ties.map((tie) => ({
      kind: tie.kind,
      value: tie.value,
      parties: tie.parties.map((party) => parties.add(party)),
      reliability: tie.reliability,
      count: tie.count,
    })),
  }
}

/** Hints inside the networks that the report holds. */
export function hintEntries(
  { hints }: Screening,
  networks: readonly Network[],
  parties: PartyIndexer,
): ReportHint[] {
  const indexOf = new Map(networks.map(({ id }, index) => [id, index]))
  return hints.flatMap(({ network, names, how, note, ...hint }) => {
    const index = indexOf.get(network)
    return index === undefined
      ? []
      : [{ network: index, parties: hint.parties.map((party) => parties.add(party)), names, how, note }]
  })
}
