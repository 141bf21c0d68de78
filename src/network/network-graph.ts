// The small graph of one circle of communities: who in it belongs to a network, and what ties them.
import Graph, { UndirectedGraph } from "graphology"
import { compareText } from "../model/vocabulary.ts"
import { connectedComponents } from "./components.ts"
import { edgesOf } from "./edges.ts"
import { DEFAULT_HUB_DEGREE } from "./hubs.ts"
import { contactsOf, tiedParties } from "./membership.ts"
import { isStrong, type PartyFacts } from "./party-facts.ts"
import type { IdentifierKind } from "./shared-values.ts"

/**
 * `alerted`: under an alert that stands. `tied`: no alert of its own, but close to those who have one. `contact`: paid
 * a member in payments that findings name; a buyer, not to be accused.
 */
type Standing = "alerted" | "tied" | "contact"

interface PartyNode {
  /** Party code. */
  readonly party: number
  readonly text: string
  readonly standing: Standing
}

/** A directed tie is payments (`edge` of `PaymentEdges`); an undirected one is shared identifiers. */
interface NetworkTie {
  readonly edge: number
  /** Whether findings name any of the payments. */
  readonly flagged: boolean
  readonly kinds: readonly IdentifierKind[]
}

/** Keys are places in the order of the parties' text: party names are data, and graphology's keys index objects. */
export type NetworkGraph = Graph<PartyNode, NetworkTie>

/**
 * Alerted and tied parties of one circle and their contacts. Payments between two contacts are left out. Null where no
 * network can come of it (see `mayBeNetwork`), however many the contacts are.
 */
export function networkGraph(facts: PartyFacts, alerted: readonly number[]): NetworkGraph | null {
  const members = new Set([...alerted, ...tiedParties(facts, alerted)])
  if (!mayBeNetwork(facts, [...members])) return null
  const nodes: PartyNode[] = [...members, ...contactsOf(facts, members)]
    .map((party) => ({
      party,
      text: facts.table.parties.text(party),
      standing: standingOf(facts, members, party),
    }))
    .sort((a, b) => compareText(a.text, b.text))
  const graph: NetworkGraph = new Graph<PartyNode, NetworkTie>({ type: "mixed", allowSelfLoops: false })
  const keyOf = new Map<number, string>()
  for (const [place, node] of nodes.entries()) keyOf.set(node.party, graph.addNode(place, node))
  for (const { party } of nodes) {
    if (members.has(party)) addTies(graph, facts, keyOf, party)
  }
  return graph
}

/**
 * A single member, or a person with several accounts, with its buyers is a network only under a strong alert: one who
 * ships parcels, or is paid by many, is told by the alert, not called the head of a ring.
 */
function mayBeNetwork(facts: PartyFacts, members: readonly number[]): boolean {
  const persons = new Set(members.map((party) => facts.personOf[party]))
  return persons.size > 1 || isUnderStrongAlert(facts, members)
}

function isUnderStrongAlert(facts: PartyFacts, members: readonly number[]): boolean {
  return members.flatMap((party) => facts.alerts.get(party) ?? []).some(isStrong)
}

/** See `mayBeNetwork`; one under a strong alert has two contacts at least. */
export function isNetwork(graph: NetworkGraph, facts: PartyFacts): boolean {
  const members = graph
    .filterNodes((key) => isMember(graph, key))
    .map((key) => graph.getNodeAttribute(key, "party"))
  const persons = new Set(members.map((party) => facts.personOf[party]))
  return persons.size > 1 || (graph.order - members.length >= 2 && isUnderStrongAlert(facts, members))
}

function standingOf(facts: PartyFacts, members: ReadonlySet<number>, party: number): Standing {
  if (!members.has(party)) return "contact"
  return facts.alerts.has(party) ? "alerted" : "tied"
}

function addTies(
  graph: NetworkGraph,
  facts: PartyFacts,
  keyOf: ReadonlyMap<number, string>,
  party: number,
): void {
  const { edges } = facts
  const own = keyOf.get(party)
  for (const { edge, other, isOut } of edgesOf(edges, party)) {
    const its = keyOf.get(other)
    if (its === undefined) continue
    // An edge between two members is met from both of them.
    graph.mergeDirectedEdge(isOut ? own : its, isOut ? its : own, {
      edge,
      flagged: edges.flaggedOf(edge) > 0,
      kinds: [],
    })
  }
  const kindsTo = new Map<number, Set<IdentifierKind>>()
  for (const tie of facts.ties.get(party) ?? []) {
    const other = tie.a === party ? tie.b : tie.a
    if (keyOf.has(other)) kindsTo.set(other, (kindsTo.get(other) ?? new Set()).add(tie.kind))
  }
  for (const [other, kinds] of kindsTo) {
    graph.mergeUndirectedEdge(own, keyOf.get(other), {
      edge: -1,
      flagged: false,
      kinds: [...kinds],
    })
  }
}

/** Two members who share so many contacts serve one circle of buyers; one buyer in common is chance. */
const SHARED_CONTACTS = 2
/**
 * One who pays more members than this is no buyer but a public payer, and ties nobody: with the usual `hubDegree` it is
 * set apart before. It also keeps the pairs of members in proportion to the payments.
 */
const MAX_MEMBERS_PAID = DEFAULT_HUB_DEGREE

/**
 * The networks in the graph, each as a graph of its own with the keys it had; by their first member. Members hang
 * together by payments, by identifiers, or by two contacts or more in common; contacts are with each network that they
 * paid in payments findings name.
 */
export function networkParts(graph: NetworkGraph): NetworkGraph[] {
  return connectedComponents(memberLinks(graph)).map((members) => {
    const contacts = members.flatMap((member) => namedPayers(graph, member))
    const keys = [...new Set([...members, ...contacts])].sort((a, b) => Number(a) - Number(b))
    if (keys.length === graph.order) return graph
    const part: NetworkGraph = graph.nullCopy()
    for (const key of keys) part.addNode(key, graph.getNodeAttributes(key))
    for (const member of members) {
      graph.forEachEdge(member, (_, tie, from, to, __, ___, undirected) => {
        if (!part.hasNode(from) || !part.hasNode(to)) return
        if (undirected) part.mergeUndirectedEdge(from, to, tie)
        else part.mergeDirectedEdge(from, to, tie)
      })
    }
    return part
  })
}

export const isMember = (graph: NetworkGraph, key: string) =>
  graph.getNodeAttribute(key, "standing") !== "contact"

/** Contacts who paid the member in payments that findings name. */
function namedPayers(graph: NetworkGraph, member: string): string[] {
  return graph
    .filterInEdges(member, (_, { flagged }, payer) => flagged && !isMember(graph, payer))
    .map((edge) => graph.source(edge))
}

/** Members only, tied where something holds them together. */
function memberLinks(graph: NetworkGraph): UndirectedGraph {
  const links = new UndirectedGraph<Record<string, never>, { shared: number }>()
  const members = graph.filterNodes((key) => isMember(graph, key))
  for (const member of members) links.addNode(member)
  const paidBy = new Map<string, string[]>()
  for (const member of members) {
    for (const other of graph.neighbors(member)) {
      if (isMember(graph, other)) links.mergeEdge(member, other, { shared: SHARED_CONTACTS })
    }
    for (const contact of namedPayers(graph, member)) {
      const paid = paidBy.get(contact)
      if (paid === undefined) paidBy.set(contact, [member])
      else paid.push(member)
    }
  }
  for (const paid of paidBy.values()) {
    if (paid.length > MAX_MEMBERS_PAID) continue
    for (const [i, member] of paid.entries()) {
      for (const other of paid.slice(i + 1))
        links.updateEdge(member, other, ({ shared = 0 }) => ({ shared: shared + 1 }))
    }
  }
  for (const edge of links.filterEdges((_, { shared }) => shared < SHARED_CONTACTS)) links.dropEdge(edge)
  return links
}
