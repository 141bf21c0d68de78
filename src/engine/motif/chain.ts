// Chains: money passed on from one to the next. Depth-first search from each payment that may open a chain; payments
// that no long enough chain can begin with are left out first (see `countHopsAhead`).
import { placeAfter } from "../places.ts"
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

/**
 * Shape `chain`. An instance is a path p1 … pk (see `PathRule`) of `hops.gte` ≤ k ≤ `hops.lte` payments v0 → v1 → … →
 * vk whose parties are all different, and that no payment makes longer:
 * - not at its end: k is `hops.lte`, or no payment can be put after pk so that the result is such a path;
 * - not at its beginning: no payment can be put before p1 so that the result is such a path, be it longer than
 *   `hops.lte`.
 * So a chain of seven with `lte` 6 is one instance, its first six. v0 and vk may have any number of counterparties;
 * a party with more than `max_degree` ends every chain that comes to it. Subject: the opener v0. Trigger: p1.
 */
export function findChains(task: MotifTask): MotifEpisode[] {
  const { context, graph, detection, ratio, budgetReached } = task
  const found: MotifEpisode[] = []
  const rule = createPathRule(task)
  const search = createPathSearch(rule, gatherPaths(detection, graph, ratio, found))
  const openers = possibleOpeners(rule, () => true)
  searchSubjects(context, openers, detection.budget, budgetReached, (opener, work) => {
    searchChains(search, opener, work)
    search.episodes.close(opener)
  })
  return found
}

/** All chains of one opener, in order of their first payments. */
function searchChains(search: PathSearch, opener: number, work: Work): void {
  const { graph, path, onPath, withinMs } = search
  const { time, payee } = graph
  search.opener = opener
  search.work = work
  onPath[opener] = 1
  for (const opening of openingPayments(search, opener)) {
    search.latest = time[opening]! + withinMs
    path[0] = opening
    onPath[payee[opening]!] = 1
    extend(search, 1)
    onPath[payee[opening]!] = 0
    if (work.isCut) break
  }
  onPath[opener] = 0
}

/** Goes on from a path of `length` payments; what cannot be made longer is added. */
function extend(search: PathSearch, length: number): void {
  const { graph, path, onPath, hops, ahead, ratio, work } = search
  const { time, payee, outStarts, outEdges } = graph
  const last = path[length - 1]!
  const through = payee[last]!
  const mayGoOn = length < hops.lte && search.hubs[through] === 0
  const end = mayGoOn ? outStarts[through + 1]! : 0
  const latest = Math.min(time[last]! + search.hopMs, search.latest)
  let isEnd = true
  for (let i = search.followers[last]!; i < end; i++) {
    const next = outEdges[i]!
    if (time[next]! > latest) break
    if (!look(work)) return
    const to = payee[next]!
    if (onPath[to] === 1 || (ratio !== null && !ratio.fits(last, next))) continue
    isEnd = false
    // Followed by too few, it makes no chain; it still makes this path longer.
    if (length + ahead[next]! < hops.gte) continue
    path[length] = next
    onPath[to] = 1
    extend(search, length + 1)
    onPath[to] = 0
    if (work.isCut) return
  }
  if (!isEnd || length < hops.gte) return
  const isPreceded = canBePreceded(search, last)
  if (!work.isCut && !isPreceded) search.episodes.add(search.opener, path, length)
}

/** Whether a payment can be put before the path that ends with `last`. */
function canBePreceded(search: PathSearch, last: number): boolean {
  const { graph, path, onPath, ratio, opener, work } = search
  const { time, payer, inStarts, inEdges } = graph
  if (search.hubs[opener] === 1) return false
  const first = path[0]!
  const start = inStarts[opener]!
  const earliest = Math.max(time[first]! - search.hopMs, time[last]! - search.withinMs)
  const end = placeAfter(time, inEdges, start, inStarts[opener + 1]!, time[first]!)
  for (let i = end - 1; i >= start; i--) {
    const previous = inEdges[i]!
    if (time[previous]! < earliest) return false
    if (!look(work)) return false
    if (onPath[payer[previous]!] === 0 && (ratio === null || ratio.fits(previous, first))) return true
  }
  return false
}
