// Bipartite: payers that share several payees. For each window of a payer the co-payers of its payees are counted, one
// payee at a time: the pairs of payers are never listed, and payees with mass custom are left out by their degree.
import { newFlags, newNumbers, newWords } from "../../model/large-arrays.ts"
import type { MotifDetection } from "../../rules/tree.ts"
import type { EngineContext } from "../context.ts"
import { placeAt } from "../places.ts"
import { type MotifEpisode, observeWidth } from "./episode.ts"
import type { MotifGraph } from "./graph.ts"
import { look, searchSubjects, type Work } from "./work.ts"

interface BipartiteSearch {
  readonly graph: MotifGraph
  readonly withinMs: number
  readonly width: number
  readonly shared: number
  readonly hubs: Uint8Array
  /** By party, of the evaluation at hand: payees that a co-payer has in common with the subject. */
  readonly inCommon: Uint32Array
  /** By party: number of the last payee at which it was met, so that it counts once for each. */
  readonly metAt: Float64Array
  met: number
}

interface OpenEpisode {
  readonly startMs: number
  lastMs: number
  triggers: number
  readonly edges: Set<number>
  readonly payers: Set<number>
  readonly payees: Set<number>
  width: number
  common: number
}

/**
 * Shape `bipartite`. Payments to parties with more than `max_degree` counterparties are left out; payers may have any
 * number. A payment p of the payer s triggers when, with W the payments in [p.time − within, p.time], closed, and N(x)
 * the different payees of x in W, N(s) has at least `shared` parties and the group at least `width`: the group is s
 * and every other payer a with at least `shared` parties in N(a) ∩ N(s). Subject: s. Payments: of each trigger's W,
 * those of the group to payees of s that at least one other of the group pays there.
 */
export function findBipartites(
  context: EngineContext,
  graph: MotifGraph,
  detection: MotifDetection,
  hubs: Uint8Array,
  budgetReached: Set<string>,
): MotifEpisode[] {
  const search: BipartiteSearch = {
    graph,
    withinMs: detection.withinMs,
    width: detection.width ?? 0,
    shared: detection.shared ?? 1,
    hubs,
    inCommon: newWords(graph.partyCount),
    metAt: newNumbers(graph.partyCount),
    met: 0,
  }
  const found: MotifEpisode[] = []
  const subjects = payersOfSeveral(search)
  searchSubjects(context, subjects, detection.budget, budgetReached, (payer, work) => {
    for (const episode of episodesOf(search, payer, work))
      found.push(bipartiteEpisode(detection, payer, episode))
  })
  return found
}

/** Parties with at least `shared` payees that are no hubs and that others pay too. */
function payersOfSeveral({ graph, hubs, shared }: BipartiteSearch): number[] {
  const { partyCount, payer, payee, outStarts, outEdges, inStarts, inEdges } = graph
  const isShared = newFlags(partyCount)
  for (let party = 1; party < partyCount; party++) {
    const start = inStarts[party]!
    if (hubs[party] === 1) continue
    for (let i = start + 1; i < inStarts[party + 1]! && isShared[party] === 0; i++)
      if (payer[inEdges[i]!] !== payer[inEdges[start]!]) isShared[party] = 1
  }
  const seenBy = newWords(partyCount)
  const parties: number[] = []
  for (let party = 1; party < partyCount; party++) {
    let count = 0
    for (let i = outStarts[party]!; i < outStarts[party + 1]! && count < shared; i++) {
      const to = payee[outEdges[i]!]!
      if (isShared[to] === 1 && seenBy[to] !== party) count++
      seenBy[to] = party
    }
    if (count >= shared) parties.push(party)
  }
  return parties
}

/** Episodes of one payer, as far as there is work left. */
function episodesOf(search: BipartiteSearch, payer: number, work: Work): OpenEpisode[] {
  const { graph, withinMs, hubs } = search
  const { time, payee, outStarts, outEdges } = graph
  const paid = outEdges
    .subarray(outStarts[payer]!, outStarts[payer + 1]!)
    .filter((edge) => hubs[payee[edge]!] !== 1)
  const inWindow = new Map<number, number>()
  const episodes: OpenEpisode[] = []
  let from = 0
  for (let to = 0; to < paid.length; ) {
    const now = time[paid[to]!]!
    const firstOfInstant = to
    for (; to < paid.length && time[paid[to]!]! === now; to++) count(inWindow, payee[paid[to]!]!, 1)
    for (; time[paid[from]!]! < now - withinMs; from++) count(inWindow, payee[paid[from]!]!, -1)
    if (inWindow.size < search.shared) continue
    const group = findGroup(search, payer, inWindow.keys(), now, work)
    if (work.isCut) break
    if (group.size + 1 < search.width) continue
    const seen = collectGroup(search, payer, group, inWindow.keys(), now, work)
    if (work.isCut) break
    const last = episodes[episodes.length - 1]
    const triggers = to - firstOfInstant
    if (last === undefined || now - last.lastMs > withinMs)
      episodes.push(openEpisode(seen, group, now, triggers))
    else extendEpisode(last, seen, group, now, triggers)
  }
  return episodes
}

function count(counts: Map<number, number>, party: number, by: number): void {
  const sum = (counts.get(party) ?? 0) + by
  if (sum === 0) counts.delete(party)
  else counts.set(party, sum)
}

/** The other payers of the group at `now`. */
function findGroup(
  search: BipartiteSearch,
  payer: number,
  payees: Iterable<number>,
  now: number,
  work: Work,
): Set<number> {
  const { graph, inCommon, metAt, shared } = search
  const met: number[] = []
  const group = new Set<number>()
  for (const payee of payees) {
    search.met++
    eachPayment(search, payee, now, work, (edge) => {
      const other = graph.payer[edge]!
      if (other === payer || metAt[other] === search.met) return
      metAt[other] = search.met
      if (inCommon[other]!++ === 0) met.push(other)
      if (inCommon[other] === shared) group.add(other)
    })
    if (work.isCut) break
  }
  for (const other of met) inCommon[other] = 0
  return group
}

/** Calls `visit` with the payments into a party in W, each one look. */
function eachPayment(
  { graph, withinMs }: BipartiteSearch,
  payee: number,
  now: number,
  work: Work,
  visit: (edge: number) => void,
): void {
  const { time, inStarts, inEdges } = graph
  const end = inStarts[payee + 1]!
  let place = placeAt(time, inEdges, inStarts[payee]!, end, now - withinMs)
  for (; place < end && time[inEdges[place]!]! <= now; place++) {
    if (!look(work)) return
    visit(inEdges[place]!)
  }
}

interface GroupPayments {
  readonly edges: readonly number[]
  readonly payees: readonly number[]
}

/** The group's payments to those payees that another of the group pays too. */
function collectGroup(
  search: BipartiteSearch,
  payer: number,
  group: ReadonlySet<number>,
  payees: Iterable<number>,
  now: number,
  work: Work,
): GroupPayments {
  const edges: number[] = []
  const common: number[] = []
  for (const payee of payees) {
    const paid: number[] = []
    let isCommon = false
    eachPayment(search, payee, now, work, (edge) => {
      const from = search.graph.payer[edge]!
      const isOther = group.has(from)
      if (isOther) isCommon = true
      if (isOther || from === payer) paid.push(edge)
    })
    if (work.isCut) break
    if (!isCommon) continue
    common.push(payee)
    for (const edge of paid) edges.push(edge)
  }
  return { edges, payees: common }
}

function openEpisode(
  seen: GroupPayments,
  group: ReadonlySet<number>,
  startMs: number,
  triggers: number,
): OpenEpisode {
  const episode: OpenEpisode = {
    startMs,
    lastMs: startMs,
    triggers: 0,
    edges: new Set(),
    payers: new Set(),
    payees: new Set(),
    width: 0,
    common: 0,
  }
  extendEpisode(episode, seen, group, startMs, triggers)
  return episode
}

function extendEpisode(
  episode: OpenEpisode,
  { edges, payees }: GroupPayments,
  group: ReadonlySet<number>,
  now: number,
  triggers: number,
): void {
  episode.lastMs = now
  episode.triggers += triggers
  episode.width = Math.max(episode.width, group.size + 1)
  episode.common = Math.max(episode.common, payees.length)
  for (const edge of edges) episode.edges.add(edge)
  for (const party of group) episode.payers.add(party)
  for (const party of payees) episode.payees.add(party)
}

function bipartiteEpisode(
  detection: MotifDetection,
  payer: number,
  { startMs, edges, payers, payees, triggers, width, common }: OpenEpisode,
): MotifEpisode {
  return {
    subject: payer,
    role: "payer",
    group: [payer],
    startMs,
    edges,
    parties: new Map([
      ["payer", payers],
      ["payee", payees],
    ]),
    instances: triggers,
    conditions: [
      observeWidth("motif.payers-same", detection.width ?? 0, width),
      observeWidth("motif.payees-common", detection.shared ?? 1, common),
    ],
  }
}
