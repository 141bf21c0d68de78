// The networks as one graph of parties and payments between them: what GEXF, GraphML and the node and edge files write.
import { groupBySubject } from "../model/finding.ts"
import { stableId } from "../model/hash.ts"
import type { NetworkEdge, NetworkMember } from "../model/network.ts"
import type { Screening } from "../model/screening.ts"
import { DAY_MS, formatTime } from "../model/time.ts"
import { compareText } from "../model/vocabulary.ts"
import { networkPayments } from "./network-payments.ts"

/** Payments no further apart than this stand in one spell. */
const SPELL_GAP_MS = DAY_MS

/** Colours by role that colour-blind readers tell apart (Okabe and Ito 2008). */
export const ROLE_COLOURS: Readonly<Record<NetworkMember["role"], string>> = {
  seller: "#d55e00",
  supplier: "#cc79a7",
  mule: "#e69f00",
  "cash-out": "#009e73",
  "courier-linked": "#0072b2",
  collector: "#56b4e9",
  buyer: "#999999",
  payer: "#999999",
  unclear: "#f0e442",
}

export interface GraphNode {
  /** Made from the party: letters, digits and a hyphen, which every format takes, and which no reader changes. */
  readonly id: string
  readonly party: string
  /** The party's name; its id where it has none. */
  readonly label: string
  readonly name: string
  readonly kind: "member" | "contact"
  readonly role: NetworkMember["role"]
  readonly score: number
  /** Id of its network; of the best where it is in several. */
  readonly network: string
  /** Taxa in findings on the party, sorted. */
  readonly taxa: readonly string[]
  readonly why: string
  /** Id of the person whose account it is; empty where it is joined with no other account. */
  readonly person: string
  /** First and last of its payments in the graph, ISO 8601 UTC. */
  readonly first: string
  readonly last: string
}

export interface GraphEdge extends NetworkEdge {
  readonly id: string
  /** Ids of nodes. */
  readonly source: string
  readonly target: string
  /** When there were payments: first and last instant of each spell, both belonging to it, in order of time. */
  readonly spells: readonly (readonly [first: string, last: string])[]
}

export interface NetworkGraph {
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

/**
 * A party stands in the graph once: as a member where it is one, else as a contact. An edge that two networks share
 * stands once; one without a node at either end is left out.
 */
export function networkGraph(screening: Pick<Screening, "networks" | "findings" | "table">): NetworkGraph {
  const { networks, table } = screening
  const chosen = new Map<string, Omit<GraphNode, "first" | "last">>()
  const taxaOf = taxaBySubject(screening.findings)
  for (const kind of ["member", "contact"] as const) {
    for (const network of networks) {
      for (const member of network[`${kind}s`]) {
        const { party, name, role, score, why } = member
        const person = member.person ?? ""
        if (chosen.has(party)) continue
        const label = name === "" ? party : name
        const taxa = taxaOf.get(party) ?? []
        const id = stableId("p", [party])
        chosen.set(party, {
          id,
          party,
          label,
          name,
          kind,
          role,
          score,
          network: network.id,
          taxa,
          why,
          person,
        })
      }
    }
  }
  const edges = new Map<string, Omit<GraphEdge, "spells">>()
  for (const edge of networks.flatMap((network) => network.edges)) {
    const id = stableId("e", [edge.payer, edge.payee])
    const source = chosen.get(edge.payer)?.id
    const target = chosen.get(edge.payee)?.id
    if (source !== undefined && target !== undefined && !edges.has(id))
      edges.set(id, { id, source, target, ...edge })
  }
  const rowsOf = networkPayments(screening)
  const dated = [...edges.values()].map((edge) => {
    const times = Float64Array.from(rowsOf(edge), (row) => table.time[row]!).sort()
    return { ...edge, spells: spellsOf(edge, times) }
  })
  return { nodes: dateNodes([...chosen.values()], screening, dated), edges: dated }
}

function taxaBySubject(findings: Screening["findings"]): Map<string, string[]> {
  const taxa = new Map<string, string[]>()
  for (const [subject, group] of groupBySubject(findings)) {
    const found = group.flatMap(({ matches }) =>
      matches.flatMap(({ kind, taxon }) => (kind === "benign" || taxon === "" ? [] : [taxon])),
    )
    if (found.length > 0) taxa.set(subject, [...new Set(found)].sort(compareText))
  }
  return taxa
}

/** `times` rise. */
function spellsOf({ first, last }: NetworkEdge, times: Float64Array): [string, string][] {
  const spells: [number, number][] = []
  for (const time of times) {
    const spell = spells.at(-1)
    if (spell !== undefined && time - spell[1] <= SPELL_GAP_MS) spell[1] = time
    else spells.push([time, time])
  }
  if (spells.length === 0) return [[first, last]]
  return spells.map(([start, end]) => [formatTime(start), formatTime(end)])
}

/** A node without an edge, which a party by a shared identifier may be, has the time of its network. */
function dateNodes(
  nodes: readonly Omit<GraphNode, "first" | "last">[],
  { networks }: Pick<Screening, "networks">,
  edges: readonly GraphEdge[],
): GraphNode[] {
  const spans = new Map<string, { first: string; last: string }>()
  for (const { source, target, first, last } of edges) {
    for (const id of [source, target]) {
      const span = spans.get(id)
      if (span === undefined) spans.set(id, { first, last })
      else {
        if (compareText(first, span.first) < 0) span.first = first
        if (compareText(last, span.last) > 0) span.last = last
      }
    }
  }
  const networkSpans = new Map(networks.map(({ id, from, to }) => [id, { first: from, last: to }]))
  return nodes.map((node) => ({ ...node, ...(spans.get(node.id) ?? networkSpans.get(node.network)!) }))
}
