// How close each party is to the alerts, and by which way: suspicion over the graph of parties.
import type { Alert } from "../model/alert.ts"
import type { NetworkStep } from "../model/network.ts"
import type { PaymentTable } from "../model/table.ts"
import { totalsByCurrency } from "../model/totals.ts"
import { compareText } from "../model/vocabulary.ts"
import { edgeBetween } from "./edges.ts"
import type { PartyFacts } from "./party-facts.ts"
import type { PartyGraph } from "./party-graph.ts"
import { type PathTree, pathTo, strongestPaths } from "./strongest-paths.ts"
import { spreadFrom } from "./suspicion.ts"
import { type Adjacency, adjacencyOf } from "./weighted-graph.ts"

/** Suspicion by party code. */
export interface PartySuspicion {
  /** 0 to 1, the largest 1, in thousandths; 0 outside the graph. */
  readonly of: (party: number) => number
  /**
   * How many times what would come to it if the walk started anywhere: its share of the walk over its share of all ties.
   * Those who deal with many get much of any walk; that alone says nothing. 0 outside the graph.
   */
  readonly lift: (party: number) => number
  /** Party codes on the strongest path from an alert to each of the targets; see `strongestPaths`. */
  readonly pathsTo: (targets: readonly number[]) => (party: number) => readonly number[]
}

/** Alerts count by their score: the walk starts at a person in proportion to the highest on its accounts. */
export function partySuspicion(
  { graph, nodeOf, partyOf }: PartyGraph,
  table: PaymentTable,
  alerts: ReadonlyMap<number, Alert>,
): PartySuspicion {
  const alerted = alertedAccounts(table, nodeOf, alerts)
  const walk = () => {
    const adjacency = adjacencyOf(graph)
    const startAt = new Float64Array(graph.nodeCount)
    for (const [node, party] of alerted) startAt[node] = Math.max(alerts.get(party)!.score, LEAST_SCORE)
    const share = spreadFrom(adjacency, startAt)
    // Without an alert in the graph all shares are 0.
    return {
      adjacency,
      startAt,
      share,
      most: share.reduce((highest, each) => Math.max(highest, each), 0) || 1,
    }
  }
  // The longest part of the search for networks where there are a million parties: only for who asks.
  let known: ReturnType<typeof walk> | undefined
  const walked = () => {
    known ??= walk()
    return known
  }
  const nodeFor = (party: number) => nodeOf[party] ?? -1
  return {
    of: (party) => {
      const { share, most } = walked()
      return nodeFor(party) === -1 ? 0 : Math.round((1000 * share[nodeFor(party)]!) / most) / 1000
    },
    lift: (party) => {
      const { adjacency, share } = walked()
      const node = nodeFor(party)
      return node === -1 || adjacency.degree[node] === 0
        ? 0
        : (share[node]! * adjacency.total) / adjacency.degree[node]!
    },
    pathsTo: (targets) => {
      const { adjacency, startAt } = walked()
      const tree = treeTo(adjacency, startAt, targets.map(nodeFor))
      return (party) => {
        if (alerts.has(party) || nodeFor(party) === -1) return []
        const nodes = pathTo(tree, nodeFor(party))
        if (nodes.length === 0) return []
        const between = nodes.slice(1, -1).map((node) => partyOf[node]!)
        return [alerted.get(nodes[0]!)!, ...between, party]
      }
    },
  }
}

/** An alert that scores nothing is an alert still. */
const LEAST_SCORE = 0.1

function treeTo(adjacency: Adjacency, startAt: Float64Array, nodes: readonly number[]): PathTree {
  return strongestPaths(
    adjacency,
    startAt,
    nodes.filter((node) => node !== -1),
  )
}

/** By node: the account of the person whose alert scores highest, of equals the first by text. */
function alertedAccounts(
  table: PaymentTable,
  nodeOf: Int32Array,
  alerts: ReadonlyMap<number, Alert>,
): Map<number, number> {
  const inOrder = [...alerts].sort(
    ([one, { score }], [other, alert]) =>
      alert.score - score || compareText(table.parties.text(one), table.parties.text(other)),
  )
  const accounts = new Map<number, number>()
  for (const [party] of inOrder) {
    const node = nodeOf[party] ?? -1
    if (node !== -1 && !accounts.has(node)) accounts.set(node, party)
  }
  return accounts
}

/** What ties each party of a path (party codes) to the next: their payments in both directions, and what they share. */
export function stepsOf(facts: PartyFacts, path: readonly number[]): NetworkStep[] {
  return path.slice(1).map((to, i) => step(facts, path[i]!, to))
}

/** Between persons, all their accounts together; between two accounts of one person, these two. */
function step(facts: PartyFacts, from: number, to: number): NetworkStep {
  const { table, edges, personOf } = facts
  const isOnePerson = personOf[from] === personOf[to]
  const accounts = (party: number) =>
    isOnePerson ? [party] : (facts.accountsOf.get(personOf[party]!) ?? [party])
  // What is shared is the same from either side, and thousands of buyers are one step from one seller.
  const [near, far] = [accounts(from), accounts(to)].sort((a, b) => tieCount(facts, a) - tieCount(facts, b))
  const others = new Set(far)
  const between: number[] = []
  const shared = new Set<NetworkStep["shared"][number]>()
  for (const account of near!) {
    for (const other of others) {
      const both = [edgeBetween(edges, account, other), edgeBetween(edges, other, account)]
      between.push(...both.filter((edge) => edge !== -1))
    }
    for (const tie of facts.ties.get(account) ?? []) {
      if (others.has(tie.a === account ? tie.b : tie.a)) shared.add(tie.kind)
    }
  }
  const rows = edges.rowsOfAll(between)
  return {
    from: table.parties.text(from),
    to: table.parties.text(to),
    count: rows.length,
    total: totalsByCurrency(table, rows),
    shared: [...shared].sort(compareText),
  }
}

function tieCount({ ties }: PartyFacts, accounts: readonly number[]): number {
  return accounts.reduce((sum, account) => sum + (ties.get(account)?.length ?? 0), 0)
}
