// Why a network is one, in plain sentences with numbers.
import type { Alert } from "../model/alert.ts"
import type { Finding } from "../model/finding.ts"
import type { Messages } from "../model/messages.ts"
import type { NetworkEvidence, NetworkMember } from "../model/network.ts"
import { totalsByCurrency } from "../model/totals.ts"
import { compareText } from "../model/vocabulary.ts"
import { isReviewed } from "./hubs.ts"
import { isMember, type NetworkGraph } from "./network-graph.ts"
import type { PartyFacts } from "./party-facts.ts"
import { IDENTIFIER_KINDS } from "./shared-values.ts"

export interface ReasonInput {
  readonly graph: NetworkGraph
  readonly facts: PartyFacts
  readonly members: readonly Omit<NetworkMember, "score">[]
  readonly contacts: readonly unknown[]
  /** Findings about members. */
  readonly findings: readonly Finding[]
  readonly taxa: readonly string[]
  readonly messages: Messages
}

/** Alerts and findings on networks, as they are now. */
export interface AlertReasonInput {
  /** Best score first. */
  readonly members: readonly NetworkMember[]
  /** Alerts by party. */
  readonly alerts: ReadonlyMap<string, Alert>
  /** Findings on the network itself. */
  readonly onNetwork: NetworkEvidence["findings"]
  readonly messages: Messages
}

/**
 * The weight of a member's alert is its score, 0 to 100, that of a finding on the network its points; what ties the
 * members weighs this much beside them.
 */
const WEIGHTS = {
  words: 60,
  persons: 57,
  identifiers: 55,
  flows: 50,
  suppliers: 45,
  couriers: 40,
  buyers: 30,
  leaving: 25,
} as const
/** Members whose alerts are told. */
const MAX_ALERTS = 3
/** Of those outside whom members paid, so many are named. */
const MAX_PAYEES = 5

export interface Reason {
  readonly weight: number
  /** What it is about, in no language: equal weights come in its order. */
  readonly key: string
  readonly text: string
}

/** The weightiest first; equal weights in the same order in every language. `standing`: see `standingReasons`. */
export function networkReasons(standing: readonly Reason[], input: AlertReasonInput): string[] {
  const reasons = [
    ...standing,
    ...alertReasons(input),
    ...input.onNetwork.map(({ finding, points }) => ({
      weight: points,
      key: `finding ${finding.rule} ${finding.id}`,
      text: finding.reason,
    })),
  ]
  return reasons.sort((a, b) => b.weight - a.weight || compareText(a.key, b.key)).map(({ text }) => text)
}

/** Those that no alert changes and no finding on networks. In no particular order. */
export function standingReasons(input: ReasonInput): Reason[] {
  return [
    ...wordReasons(input),
    ...personReasons(input),
    ...identifierReasons(input),
    ...flowReasons(input),
    ...supplierReasons(input),
    ...courierReasons(input),
    ...buyerReasons(input),
    ...leavingReasons(input),
  ]
}

function alertReasons({ alerts, members, onNetwork, messages }: AlertReasonInput): Reason[] {
  const told = new Set(onNetwork.map(({ finding }) => finding.reason))
  return members.slice(0, MAX_ALERTS).flatMap(({ party, role, score }) => {
    const alert = alerts.get(party)
    const first = alert && isReviewed(alert) ? alert.reasons.find((reason) => !told.has(reason)) : undefined
    if (first === undefined) return []
    const values = { party, role: messages.nameOf("role", role), score, reason: first }
    return [{ weight: score, key: `alert ${party}`, text: messages.say("reason.alert", values) }]
  })
}

function wordReasons({ findings, taxa, messages }: ReasonInput): Reason[] {
  if (taxa.length === 0) return []
  const matches = findings.flatMap(({ matches }) => matches.filter(({ kind }) => kind !== "benign"))
  const payments = new Set(matches.map(({ payment }) => payment)).size
  const terms = new Set(matches.map(({ term }) => term)).size
  const text = messages.say("reason.words", {
    count: payments,
    payments: messages.say("counted.payments", { count: payments }),
    taxa: taxa.map((taxon) => messages.taxon(taxon)).join(messages.say("join.comma")),
    words: messages.say("counted.words", { count: terms }),
  })
  return [{ weight: WEIGHTS.words, key: "words", text }]
}

/** Accounts of the network that are one person's. */
function personReasons({ members, messages }: ReasonInput): Reason[] {
  const accounts = new Map<string, string[]>()
  for (const { party, person } of members) {
    if (person !== null) accounts.set(person, [...(accounts.get(person) ?? []), party])
  }
  return [...accounts].map(([person, parties]) => ({
    weight: WEIGHTS.persons,
    key: `person ${person}`,
    text: messages.say("reason.person", {
      parties: parties.toSorted(compareText).join(messages.say("join.comma")),
    }),
  }))
}

function identifierReasons({ graph, messages }: ReasonInput): Reason[] {
  return IDENTIFIER_KINDS.flatMap((kind) => {
    const sharing = graph.filterNodes(
      (key) =>
        isMember(graph, key) &&
        graph.someUndirectedEdge(
          key,
          (_, { kinds }, a, b) => kinds.includes(kind) && isMember(graph, a) && isMember(graph, b),
        ),
    ).length
    const text = messages.say(`reason.${kind}`, { members: sharing })
    return sharing === 0 ? [] : [{ weight: WEIGHTS.identifiers, key: `identifier ${kind}`, text }]
  })
}

function flowReasons({ graph, facts, messages }: ReasonInput): Reason[] {
  const flows: number[] = []
  for (const key of graph.nodes()) {
    if (!isMember(graph, key)) continue
    graph.forEachOutEdge(key, (_, { edge }, __, payee) => {
      if (isMember(graph, payee)) flows.push(edge)
    })
  }
  const rows = facts.edges.rowsOfAll(flows)
  if (rows.length === 0) return []
  const text = messages.say("reason.flows", {
    times: messages.say("counted.times", { count: rows.length }),
    total: printed(messages, facts, rows),
  })
  return [{ weight: WEIGHTS.flows, key: "flows", text }]
}

/** Suppliers that two members or more have in common. */
function supplierReasons({ graph, members, messages }: ReasonInput): Reason[] {
  const suppliers = new Set(members.filter(({ role }) => role === "supplier").map(({ party }) => party))
  return graph.nodes().flatMap((key) => {
    const party = graph.getNodeAttribute(key, "text")
    if (!suppliers.has(party)) return []
    const payers = graph.inNeighbors(key).filter((payer) => isMember(graph, payer)).length
    const text = messages.say("reason.supplier", { members: payers, party })
    return payers < 2 ? [] : [{ weight: WEIGHTS.suppliers, key: `supplier ${party}`, text }]
  })
}

function courierReasons({ graph, facts, messages }: ReasonInput): Reason[] {
  const profiles = graph
    .filterNodes((key) => isMember(graph, key))
    .map((key) => facts.profile(graph.getNodeAttribute(key, "party")))
    .filter(({ courierPayments }) => courierPayments > 0)
  if (profiles.length === 0) return []
  const payments = profiles.reduce((sum, { courierPayments }) => sum + courierPayments, 0)
  const text = messages.say("reason.couriers", {
    count: profiles.length,
    members: messages.say("counted.members", { count: profiles.length }),
    payments: messages.say("counted.payments", { count: payments }),
  })
  return [{ weight: WEIGHTS.couriers, key: "couriers", text }]
}

function buyerReasons({ graph, facts, contacts, messages }: ReasonInput): Reason[] {
  if (contacts.length === 0) return []
  const paid: number[] = []
  for (const key of graph.nodes()) {
    if (!isMember(graph, key)) graph.forEachOutEdge(key, (_, { edge }) => paid.push(edge))
  }
  const rows = facts.edges.rowsOfAll(paid)
  const text = messages.say("reason.buyers", {
    contacts: messages.say("counted.contacts", { count: contacts.length }),
    times: messages.say("counted.times", { count: rows.length }),
    total: printed(messages, facts, rows),
  })
  return [{ weight: WEIGHTS.buyers, key: "buyers", text }]
}

/**
 * Where the money left to: those whom members paid in payments that findings name, hubs left out. Contacts are who pays, so
 * without them nobody would see where the takings of a mule went.
 */
function leavingReasons({ graph, facts, messages }: ReasonInput): Reason[] {
  const leaving = leavingEdges(graph, facts)
  if (leaving.length === 0) return []
  const { edges, table } = facts
  const payments = new Map<string, number>()
  for (const edge of leaving) {
    const payee = table.parties.text(edges.payee[edge]!)
    payments.set(payee, (payments.get(payee) ?? 0) + edges.paymentsOf(edge))
  }
  const payees = [...payments].sort(([a, of], [b, others]) => others - of || compareText(a, b))
  const list = payees.slice(0, MAX_PAYEES).map(([payee]) => payee)
  const shown = list.join(messages.say("join.comma"))
  const more = payees.length - list.length
  const rows = edges.rowsOfAll(leaving)
  const text = messages.say("reason.leaving", {
    parties: messages.say("counted.parties", { count: payees.length }),
    times: messages.say("counted.times", { count: rows.length }),
    total: printed(messages, facts, rows),
    payees: more > 0 ? messages.say("list.more", { list: shown, count: more }) : shown,
  })
  return [{ weight: WEIGHTS.leaving, key: "leaving", text }]
}

function leavingEdges(graph: NetworkGraph, { edges, isHub }: PartyFacts): number[] {
  const held = new Set(graph.mapNodes((_, { party }) => party))
  const leaving: number[] = []
  graph.forEachNode((key, { party }) => {
    if (!isMember(graph, key)) return
    for (let edge = edges.outStarts[party]!; edge < edges.outStarts[party + 1]!; edge++) {
      const payee = edges.payee[edge]!
      if (!held.has(payee) && isHub[payee] !== 1 && edges.flaggedOf(edge) > 0) leaving.push(edge)
    }
  })
  return leaving
}

function printed(messages: Messages, { table }: PartyFacts, rows: Iterable<number>): string {
  return Object.entries(totalsByCurrency(table, rows))
    .map(([currency, sum]) => `${sum} ${currency}`)
    .join(messages.say("join.comma"))
}
