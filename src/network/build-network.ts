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
import type { KeyRows } from "./key-payments.ts"
import { nearbyParty, type Ways } from "./nearby.ts"
import type { NetworkGraph } from "./network-graph.ts"
import { networkDoubt, networkScore, networkSeverity } from "./network-score.ts"
import type { PartyFacts } from "./party-facts.ts"
import { type PartySuspicion, stepsOf } from "./party-suspicion.ts"
import { proofOf } from "./proof.ts"
import { networkReasons, type Reason, standingReasons } from "./reasons.ts"
import { contactWhy } from "./role-whys.ts"
import { memberRoles, paysSeller } from "./roles.ts"
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

/** What of a network no alert changes and no finding on networks. */
export interface NetworkCore {
  readonly parties: readonly CoreParty[]
  /** Those on its members. */
  readonly findings: readonly Finding[]
  /** See `standingReasons`. */
  readonly reasons: readonly Reason[]
  readonly told: Pick<Network, "edges" | "taxa" | "total" | "from" | "to" | "keyPayments" | "proof">
}

/** A party of a network without its score. */
interface CoreParty {
  readonly standing: "contact" | "member"
  readonly about: Omit<NetworkMember, "score">
}

/** What the core of a network is made from. */
export interface CoreFacts
  extends Pick<
    NetworkFacts,
    "facts" | "findingsOf" | "names" | "persons" | "suspicion" | "ways" | "messages"
  > {
  readonly keyRows: KeyRows
}

/**
 * The total of a network is what its members and contacts paid one another; payments between two contacts are not its
 * matter. It lasts from the first to the last of these; where they paid one another nothing, being tied by what they share,
 * from the first to the last payment in its findings.
 */
export function networkCore(graph: NetworkGraph, about: CoreFacts): NetworkCore {
  const { facts, messages } = about
  const { table } = facts
  const parties = coreParties(graph, about)
  const [members, contacts] = [standingAs("member", parties), standingAs("contact", parties)]
  const findings = members.flatMap(({ party }) => about.findingsOf.get(party) ?? [])
  const signs = signsAmong(findings)
  const roles = new Map(members.map(({ party, role }) => [table.parties.code(party), role]))
  const edges = graph.mapDirectedEdges((_, { edge }) => edge)
  const rows = facts.edges.rowsOfAll(edges)
  // In canonical order: the first and last of an edge or a finding are its ends.
  const paid = edges.map((edge) => facts.edges.rowsOf(edge))
  const [from, to] = span(table, paid.length > 0 ? paid : findings.map((finding) => finding.rows))
  const taxa = textsOf(
    signs.flatMap(({ matches }) => matches.filter(({ kind }) => kind !== "benign").map(({ taxon }) => taxon)),
  )
  const keyRows = about.keyRows(signs, roles, rows)
  return {
    parties,
    findings,
    reasons: standingReasons({ graph, facts, members, contacts, findings: signs, taxa, messages }),
    told: {
      edges: edges.map((edge) => networkEdge(facts, edge)).sort(byParties),
      taxa,
      total: totalsByCurrency(table, rows),
      from,
      to,
      keyPayments: keyRows.map((row) => table.idOf(row)),
      proof: proofOf(keyRows, { table, findings: signs, parties: [...members, ...contacts], messages }),
    },
  }
}

/** The network of a graph, with alerts and findings on networks as they are now. */
export function buildNetwork(graph: NetworkGraph, core: NetworkCore, about: NetworkFacts): BuiltNetwork {
  const { facts, messages } = about
  const { table } = facts
  const members = inOrder(core, "member", about)
  const contacts = inOrder(core, "contact", about)
  const alerts = members.flatMap(({ party }) => facts.alerts.get(table.parties.code(party)) ?? [])
  const standing = members.flatMap(({ party }) => about.alerts.get(party) ?? []).filter(isReviewed)
  const id = stableId("n", members.map(({ party }) => party).sort(compareText))
  const { findings: onNetwork, severity } = about.evidence.get(id) ?? NO_EVIDENCE
  const points = onNetwork.map((finding) => finding.points)
  const { edges, taxa, total, from, to, keyPayments, proof } = core.told
  const network: Network = {
    id,
    score: networkScore(alerts, points),
    severity: networkSeverity(standing, severity),
    members,
    contacts,
    nearby: (about.ways.nearbyOf.get(graph) ?? []).map((party) =>
      nearbyParty(party, about.ways.pathOf(party), about),
    ),
    edges,
    taxa,
    total,
    from,
    to,
    rules: textsOf([...core.findings, ...onNetwork.map(({ finding }) => finding)].map(({ rule }) => rule)),
    reasons: networkReasons(core.reasons, { members, alerts: about.alerts, onNetwork, messages }),
    keyPayments,
    proof,
  }
  return { network, doubt: networkDoubt(alerts, points) }
}

function standingAs(
  wanted: CoreParty["standing"],
  parties: readonly CoreParty[],
): Omit<NetworkMember, "score">[] {
  return parties.filter(({ standing }) => standing === wanted).map(({ about }) => about)
}

/** Members or contacts, best score first, then by party. */
function inOrder(
  { parties }: NetworkCore,
  wanted: CoreParty["standing"],
  { alerts }: NetworkFacts,
): NetworkMember[] {
  return standingAs(wanted, parties)
    .map(({ party, name, role, why, person, suspicion, path, steps }) => ({
      party,
      name,
      role,
      why,
      score: alerts.get(party)?.score ?? 0,
      person,
      suspicion,
      path,
      steps,
    }))
    .sort((a, b) => b.score - a.score || compareText(a.party, b.party))
}

function coreParties(graph: NetworkGraph, about: CoreFacts): CoreParty[] {
  const roles = memberRoles(graph, about.facts, about.findingsOf, about.messages)
  return graph.mapNodes((key, { party, text, standing }): CoreParty => {
    const found = roles.get(key) ?? {
      role: paysSeller(graph, key, roles) ? "buyer" : "payer",
      why: contactWhy(graph, key, about.facts, about.messages),
    }
    return {
      standing: standing === "contact" ? "contact" : "member",
      about: {
        party: text,
        name: about.names.get(text) ?? "",
        ...found,
        person: about.persons.get(text) ?? null,
        suspicion: about.suspicion.of(party),
        path: about.ways.pathOf(party).map((each) => about.facts.table.parties.text(each)),
        steps: stepsOf(about.facts, about.ways.pathOf(party)),
      },
    }
  })
}

function networkEdge({ table, edges }: PartyFacts, edge: number): NetworkEdge {
  const rows = edges.rowsOf(edge)
  const [first, last] = span(table, [rows])
  return {
    // All rows of an edge have one payer and one payee.
    payer: table.parties.text(table.payer[rows[0]!]!),
    payee: table.parties.text(table.payee[rows[0]!]!),
    count: rows.length,
    total: totalsByCurrency(table, rows),
    first,
    last,
    flagged: Math.round((1000 * edges.flaggedOf(edge)) / rows.length) / 1000,
  }
}

/** Times of the first and the last of the rows, which stand in canonical order in each part; there is one at least. */
function span(table: PaymentTable, parts: readonly ArrayLike<number>[]): [string, string] {
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const rows of parts) {
    if (rows.length === 0) continue
    first = Math.min(first, table.time[rows[0]!]!)
    last = Math.max(last, table.time[rows[rows.length - 1]!]!)
  }
  return [formatTime(first), formatTime(last)]
}

function textsOf(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== "").sort(compareText)
}

function byParties(a: NetworkEdge, b: NetworkEdge): number {
  return compareText(a.payer, b.payer) || compareText(a.payee, b.payee)
}
