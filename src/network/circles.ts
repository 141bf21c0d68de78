// Communities that belong to one network are joined, since modularity alone parts them in small ledgers.
import { UndirectedGraph } from "graphology"
import { connectedComponents } from "./components.ts"
import {
  HABIT_PAYMENTS,
  isPersonal,
  isStrong,
  MATERIAL_SHARE,
  outShare,
  type PartyFacts,
} from "./party-facts.ts"

/**
 * Circles of communities, by party code; -1 for a party in none. Modularity compares with chance: in a ledger of a
 * few hundred payments a seller with thirty buyers is a community without its supplier, in a large one with it. So the
 * community of a party under a strong alert (see `isStrong`) is joined with the communities of
 * - those to whom it pays a tenth or more of all it pays out, in three payments or more;
 * - those with whom it shares a device or a phone.
 *
 * That puts parties side by side; what makes them one network is what ties them there (see `networkParts`).
 */
export function joinCommunities(facts: Omit<PartyFacts, "circleOf">, communityOf: Int32Array): Int32Array {
  const joined = new UndirectedGraph()
  for (const [party, alert] of facts.alerts) {
    if (!isStrong(alert) || (communityOf[party] ?? -1) < 0) continue
    for (const other of firmTies(facts, party)) {
      if (communityOf[other]! >= 0) joined.mergeEdge(communityOf[party], communityOf[other])
    }
  }
  const circleOf = new Map<number, number>()
  for (const communities of connectedComponents(joined)) {
    for (const community of communities) circleOf.set(Number(community), Number(communities[0]))
  }
  return communityOf.map((community) => circleOf.get(community) ?? community)
}

function* firmTies(facts: Omit<PartyFacts, "circleOf">, party: number): Generator<number> {
  const { edges } = facts
  for (let e = edges.outStarts[party]!; e < edges.outStarts[party + 1]!; e++) {
    const isFirm = edges.paymentsOf(e) >= HABIT_PAYMENTS && outShare(facts, party, e) >= MATERIAL_SHARE
    if (isFirm) yield edges.payee[e]!
  }
  for (const tie of facts.ties.get(party) ?? []) {
    if (isPersonal(tie)) yield tie.a === party ? tie.b : tie.a
  }
}
