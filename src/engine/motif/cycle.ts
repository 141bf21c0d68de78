import type { MotifEpisode } from "./episode.ts"
import {
  createPathRule,
  createPathSearch,
  gatherPaths,
  openingPayments,
  type PathSearch,
  possibleOpeners,
} from "./paths.ts"
import { look, type MotifTask, searchSubjects, type Work } from "./work.ts"

interface CycleSearch extends PathSearch {
  /** Time of the latest payment of each party to the opener, among those in reach; −∞ when there is none. */
  readonly paysBackAt: Float64Array
}

/**
 * Shape `cycle`. A reading is a path p1 … pk (see `PathRule`) of `hops.gte` ≤ k ≤ `hops.lte` payments v0 → v1 → … → v0
 * whose parties v0 … v(k−1) are all different; its opener is v0, the payer of p1. The opener may have any number of
 * counterparties. An instance is a set of payments that has a reading. Only when all its payments are of one instant
 * can it have several, one for each payment it may begin with; then the reading that counts is the one whose p1 comes
 * first in canonical order. Subject: the opener. Trigger: p1.
 */
export function findCycles(task: MotifTask): MotifEpisode[] {
  const { context, graph, detection, ratio, budgetReached } = task
  const found: MotifEpisode[] = []
  const rule = createPathRule(task)
  const { inStarts } = graph
  const isPaid = (party: number) => inStarts[party + 1]! > inStarts[party]!
  const openers = possibleOpeners(rule, isPaid)
  const search: CycleSearch = {
    ...createPathSearch(rule, gatherPaths(detection, graph, ratio, found)),
    paysBackAt: new Float64Array(graph.partyCount).fill(Number.NEGATIVE_INFINITY),
  }
  searchSubjects(context, openers, detection.budget, budgetReached, (opener, work) => {
    searchCycles(search, opener, work)
    search.episodes.close(opener)
  })
  return found
}

/** All cycles of one opener, in order of their first payments. */
function searchCycles(search: CycleSearch, opener: number, work: Work): void {
  const { graph, path, onPath, paysBackAt, withinMs } = search
  const { time, payer, payee, inStarts, inEdges } = graph
  search.opener = opener
  search.work = work
  const inEnd = inStarts[opener + 1]!
  let back = inStarts[opener]!
  for (let i = back; i < inEnd; i++) paysBackAt[payer[inEdges[i]!]!] = time[inEdges[i]!]!
  for (const opening of openingPayments(search, opener)) {
    search.latest = time[opening]! + withinMs
    while (back < inEnd && time[inEdges[back]!]! < time[opening]!) back++
    if (back === inEnd) break
    if (time[inEdges[back]!]! > search.latest) continue
    path[0] = opening
    onPath[payee[opening]!] = 1
    extend(search, 1)
    onPath[payee[opening]!] = 0
    if (work.isCut) break
  }
  for (let i = inStarts[opener]!; i < inEnd; i++) paysBackAt[payer[inEdges[i]!]!] = Number.NEGATIVE_INFINITY
}

/** Goes on from a path of `length` payments whose last payee may be passed through. */
function extend(search: CycleSearch, length: number): void {
  const { graph, path, onPath, hops, ahead, ratio, work, opener, paysBackAt } = search
  const { time, payee, outStarts, outEdges } = graph
  const last = path[length - 1]!
  const end = outStarts[payee[last]! + 1]!
  const latest = Math.min(time[last]! + search.hopMs, search.latest)
  const hopsLeft = hops.lte - length - 1
  for (let i = search.followers[last]!; i < end; i++) {
    const next = outEdges[i]!
    if (time[next]! > latest) return
    if (!look(work)) return
    const to = payee[next]!
    if (to === opener) {
      if (length + 1 < hops.gte || (ratio !== null && !ratio.fits(last, next))) continue
      path[length] = next
      if (isFirstReading(search, length + 1)) search.episodes.add(opener, path, length + 1)
      continue
    }
    if (hopsLeft < 1 || onPath[to] === 1 || ahead[next]! < Math.max(2, hops.gte - length)) continue
    if (hopsLeft === 1 && paysBackAt[to]! < time[next]!) continue
    if (ratio !== null && !ratio.fits(last, next)) continue
    path[length] = next
    onPath[to] = 1
    extend(search, length + 1)
    onPath[to] = 0
    if (work.isCut) return
  }
}

/**
 * Whether the path is the reading that counts. Read from another payment on, the same payments need what this reading
 * did not: all of one instant, an opener that may be passed through, and a first payment fit to follow the last. Then
 * they can be read from any payment on.
 */
function isFirstReading({ graph, path, hubs, opener, ratio }: CycleSearch, length: number): boolean {
  const first = path[0]!
  const last = path[length - 1]!
  if (graph.time[last]! > graph.time[first]! || hubs[opener] === 1) return true
  if (ratio !== null && !ratio.fits(last, first)) return true
  for (let i = 1; i < length; i++) if (path[i]! < first) return false
  return true
}
