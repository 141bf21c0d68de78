// One network, from its graph.
import type { Alert } from "../model/alert.ts"
import type { Finding } from "../model/finding.ts"
import { stableId } from "../model/hash.ts"
import type { Messages } from "../model/messages.ts"
import type { Network, NetworkEdge, NetworkEvidence, NetworkMember } from "../model/network.ts"
import type { PaymentTable } from "../model/table.ts"
import { formatTime } from "../model/time.ts"
import { totalsByCurrency } from "../model/totals.ts"
import { compareText } from "../model/vocabulary.ts"
import { isReviewed } from "./hubs.ts"
import { keyRows } from "./key-payments.ts"
import { nearbyParty, type Ways } from "./nearby.ts"
import type { NetworkGraph } from "./network-graph.ts"
import { networkDoubt, networkScore, networkSeverity } from "./network-score.ts"
import type { PartyFacts } from "./party-facts.ts"
import { type PartySuspicion, stepsOf } from "./party-suspicion.ts"
import { proofOf } from "./proof.ts"
import { networkReasons } from "./reasons.ts"
import { contactWhy } from "./role-whys.ts"
import { memberRoles } from "./roles.ts"
import { signsAmong } from "./signs.ts"

/** What is known of the parties of all networks, by party. */
export interface NetworkFacts {
  readonly facts: PartyFacts
  readonly findingsOf: ReadonlyMap<string, readonly Finding[]>
  readonly names: ReadonlyMap<string, string>
  /** Ids of persons, by party: of those who have several accounts. */
  readonly persons: ReadonlyMap<string, string>
  /** Alerts as they are now, by party: with the evidence of findings on networks, once there is any. */
  readonly alerts: ReadonlyMap<string, Alert>
  /** What findings on networks add, by network id. */
  readonly evidence: ReadonlyMap<string, NetworkEvidence>
  readonly suspicion: PartySuspicion
  readonly ways: Ways
  readonly messages: Messages
}

export interface BuiltNetwork {
  readonly network: Network
  /** See `networkDoubt`. */
  readonly doubt: number
}

const NO_EVIDENCE: NetworkEvidence = { findings: [], severity: "info" }

/**
 * The total of a network is what its members and contacts paid one another; payments between two contacts are not its
 * matter. It lasts from the first to the last of these and of the payments in its findings.
 */
export function buildNetwork(graph: NetworkGraph, about: NetworkFacts): BuiltNetwork {
  const { facts, findingsOf } = about
  const { table } = facts
  const { members, contacts } = parties(graph, about)
  const findings = members.flatMap(({ party }) => findingsOf.get(party) ?? [])
  const signs = signsAmong(findings)
  const alerts = members.flatMap(({ party }) => facts.alerts.get(table.parties.code(party)) ?? [])
  const standing = members.flatMap(({ party }) => about.alerts.get(party) ?? []).filter(isReviewed)
  const id = stableId("n", members.map(({ party }) => party).sort(compareText))
  const { findings: onNetwork, severity } = about.evidence.get(id) ?? NO_EVIDENCE
  const taxa = textsOf(
    signs.flatMap(({ matches }) => matches.filter(({ kind }) => kind !== "benign").map(({ taxon }) => taxon)),
  )
  const edges = graph.mapDirectedEdges((_, { edge }) => edge)
  const rows = edges.flatMap((edge) => [...facts.edges.rowsOf(edge)])
  const roles = new Map(members.map(({ party, role }) => [table.parties.code(party), role]))
  const key = keyRows(table, signs, roles, rows)
  const [from, to] = span(table, [...rows, ...findings.flatMap((finding) => finding.rows)])
  const points = onNetwork.map((finding) => finding.points)
  const network: Network = {
    id,
    score: networkScore(alerts, points),
    severity: networkSeverity(standing, severity),
    members,
    contacts,
    nearby: (about.ways.nearbyOf.get(graph) ?? []).map((party) =>
      nearbyParty(party, about.ways.pathOf(party), about),
    ),
    edges: edges.map((edge) => networkEdge(facts, edge)).sort(byParties),
    taxa,
    total: totalsByCurrency(table, rows),
    from,
    to,
    rules: textsOf([...findings, ...onNetwork.map(({ finding }) => finding)].map(({ rule }) => rule)),
    reasons: networkReasons({
      graph,
      facts,
      members,
      contacts,
      findings: signs,
      taxa,
      alerts: about.alerts,
      onNetwork,
      messages: about.messages,
    }),
    keyPayments: key.map((row) => table.idOf(row)),
    proof: proofOf(key, {
      table,
      findings: signs,
      parties: [...members, ...contacts],
      messages: about.messages,
    }),
  }
  return { network, doubt: networkDoubt(alerts, points) }
}

/** Members and contacts, best score first, then by party. */
function parties(
  graph: NetworkGraph,
  about: NetworkFacts,
): { members: NetworkMember[]; contacts: NetworkMember[] } {
  const roles = memberRoles(graph, about.facts, about.findingsOf, about.messages)
  const all = graph.mapNodes((key, { party, text, standing }) => {
    const found = roles.get(key) ?? {
      role: "buyer",
      why: contactWhy(graph, key, about.facts, about.messages),
    }
    const member: NetworkMember = {
      party: text,
      name: about.names.get(text) ?? "",
      ...found,
      score: about.alerts.get(text)?.score ?? 0,
      person: about.persons.get(text) ?? null,
      suspicion: about.suspicion.of(party),
      path: about.ways.pathOf(party).map((each) => about.facts.table.parties.text(each)),
      steps: stepsOf(about.facts, about.ways.pathOf(party)),
    }
    return { member, standing }
  })
  const inOrder = (some: typeof all) =>
    some.map(({ member }) => member).sort((a, b) => b.score - a.score || compareText(a.party, b.party))
  return {
    members: inOrder(all.filter(({ standing }) => standing !== "contact")),
    contacts: inOrder(all.filter(({ standing }) => standing === "contact")),
  }
}

function networkEdge({ table, edges }: PartyFacts, edge: number): NetworkEdge {
  const rows = edges.rowsOf(edge)
  const [first, last] = span(table, rows)
  return {
    payer: table.parties.text(edges.payer[edge]!),
    payee: table.parties.text(edges.payee[edge]!),
    count: rows.length,
    total: totalsByCurrency(table, rows),
    first,
    last,
    flagged: Math.round((1000 * edges.flagged[edge]!) / rows.length) / 1000,
  }
}

/** Times of the first and the last of the rows, of which there is one at least. */
function span(table: PaymentTable, rows: Iterable<number>): [string, string] {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const row of rows) {
    first = Math.min(first, table.time[row]!)
    last = Math.max(last, table.time[row]!)
  }
  return [formatTime(first), formatTime(last)]
}

function textsOf(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== "").sort(compareText)
}

function byParties(a: NetworkEdge, b: NetworkEdge): number {
  return compareText(a.payer, b.payer) || compareText(a.payee, b.payee)
}
