// What cycles and chains share: how payments follow one another on a path, and how instances become episodes.
import { assert } from "../../model/errors.ts"
import { newFlags, newWords } from "../../model/large-arrays.ts"
import type { MotifDetection } from "../../rules/tree.ts"
import { formatRatio, roughDuration } from "../wording.ts"
import {
  emptyRange,
  type MotifEpisode,
  type Observation,
  observeRange,
  observeSpan,
  observeWidth,
  type Range,
  widen,
} from "./episode.ts"
import { firstFollowers, type MotifGraph } from "./graph.ts"
import type { RatioRule } from "./ratio.ts"
import type { MotifTask, Work } from "./work.ts"

/**
 * A path is payments p1 … pk, each paid by the payee of the one before, with
 * - p(i).time ≤ p(i+1).time ≤ p(i).time + hop_within, and pk.time ≤ p1.time + within, closed at both ends; payments of
 *   one instant may stand in either order;
 * - p(i+1) fit to follow p(i) by `amount_ratio`;
 * - no party between p1's payer and pk's payee with more than `max_degree` counterparties.
 */
export interface PathRule {
  readonly graph: MotifGraph
  readonly hops: { readonly gte: number; readonly lte: number }
  readonly withinMs: number
  /** Never more than `withinMs`. */
  readonly hopMs: number
  readonly ratio: RatioRule | null
  /** 1 for parties that no path goes through, by party code. */
  readonly hubs: Uint8Array
  /** Where the payments that may follow an edge begin (see `firstFollowers`). */
  readonly followers: Uint32Array
  /** See `countHopsAhead`. */
  readonly ahead: Uint8Array
}

export function createPathRule({ graph, detection, ratio, hubs }: MotifTask): PathRule {
  const { hops, withinMs, hopWithinMs } = detection
  assert(hops !== null, "a checked cycle or chain has hops")
  const hopMs = Math.min(hopWithinMs ?? withinMs, withinMs)
  const followers = firstFollowers(graph)
  const rule = { graph, hops, withinMs, hopMs, ratio, hubs, followers }
  return { ...rule, ahead: countHopsAhead(rule) }
}

/** Payments tried for an edge before it is taken to have a follower: bounds the work at parties with many. */
const MOST_TRIED = 64

/**
 * By edge, how many payments a path can have that begins with it, itself included; `hops.gte` stands for that many and
 * more. Never too low, sometimes too high: parties met twice, `within` and followers beyond MOST_TRIED are not looked
 * at. One round for each hop keeps the edges that are followed by one kept in the round before.
 */
function countHopsAhead(rule: Omit<PathRule, "ahead">): Uint8Array {
  const { edgeCount } = rule.graph
  const ahead = newFlags(edgeCount).fill(1)
  for (let hops = 1; hops < rule.hops.gte; hops++)
    for (let edge = 0; edge < edgeCount; edge++)
      if (ahead[edge] === hops && isFollowed(rule, ahead, edge, hops)) ahead[edge] = hops + 1
  return ahead
}

/** Whether a path of `hops` payments can follow the edge. */
function isFollowed(rule: Omit<PathRule, "ahead">, ahead: Uint8Array, edge: number, hops: number): boolean {
  const { time, payee, outStarts, outEdges } = rule.graph
  const through = payee[edge]!
  if (rule.hubs[through] === 1) return false
  const start = rule.followers[edge]!
  const end = outStarts[through + 1]!
  const latest = time[edge]! + rule.hopMs
  for (let i = start; i < end; i++) {
    const next = outEdges[i]!
    if (time[next]! > latest) return false
    if (i - start >= MOST_TRIED) return true
    if (ahead[next]! >= hops && (rule.ratio === null || rule.ratio.fits(edge, next))) return true
  }
  return false
}

/** A search for paths from one opener. `path` holds the edges so far, `onPath` has 1 for the parties on it. */
export interface PathSearch extends PathRule {
  readonly path: Uint32Array
  readonly onPath: Uint8Array
  readonly episodes: PathEpisodes
  work: Work
  opener: number
  /** Latest time of a payment of the path: that of its first plus `within`. */
  latest: number
}

export function createPathSearch(rule: PathRule, episodes: PathEpisodes): PathSearch {
  return {
    ...rule,
    path: newWords(rule.hops.lte),
    onPath: newFlags(rule.graph.partyCount),
    episodes,
    work: { left: 0, isCut: false },
    opener: 0,
    latest: 0,
  }
}

/** Payments of the party that can open a path of `hops.gte` payments or more, in canonical order. */
export function openingPayments({ graph, ahead, hops }: PathRule, party: number): number[] {
  const { outStarts, outEdges } = graph
  const opening: number[] = []
  for (let i = outStarts[party]!; i < outStarts[party + 1]!; i++)
    if (ahead[outEdges[i]!]! >= hops.gte) opening.push(outEdges[i]!)
  return opening
}

/** Parties that have such a payment and pass `isPossible`. */
export function possibleOpeners(
  { graph, ahead, hops }: PathRule,
  isPossible: (party: number) => boolean,
): number[] {
  const opens = newFlags(graph.partyCount)
  for (let edge = 0; edge < graph.edgeCount; edge++)
    if (ahead[edge]! >= hops.gte) opens[graph.payer[edge]!] = 1
  const parties: number[] = []
  for (let party = 1; party < opens.length; party++)
    if (opens[party] === 1 && isPossible(party)) parties.push(party)
  return parties
}

interface OpenEpisode {
  readonly startMs: number
  lastOpeningMs: number
  instances: number
  /** Each once. */
  readonly edges: number[]
  readonly intermediaries: number[]
  readonly sinks: number[]
  readonly hops: Range
  readonly span: Range
  readonly gaps: Range
  readonly ratios: Range
}

/**
 * Gathers instances into episodes. The trigger of an instance is its first payment; instances of one opener whose
 * first payments are at most `within` apart (≤), from one to the next, are one episode.
 */
export interface PathEpisodes {
  /** The first `hops` edges of the path; instances of one opener must come in order of their first payment. */
  add(opener: number, path: Uint32Array, hops: number): void
  /** No more instances of this opener. */
  close(opener: number): void
}

export function gatherPaths(
  detection: MotifDetection,
  { time, payee, edgeCount, partyCount }: MotifGraph,
  ratio: RatioRule | null,
  into: MotifEpisode[],
): PathEpisodes {
  let open: OpenEpisode | null = null
  let episodes = 0
  // Where an edge or party was last listed, by number of the episode: instances share most of theirs.
  const edgeListed = newWords(edgeCount)
  const intermediaryListed = newWords(partyCount)
  const sinkListed = newWords(partyCount)
  const list = (code: number, codes: number[], listed: Uint32Array) => {
    if (listed[code] !== episodes) codes.push(code)
    listed[code] = episodes
  }
  const close = (opener: number) => {
    if (open !== null) into.push(pathEpisode(detection, opener, open))
    open = null
  }
  return {
    close,
    add(opener, path, hops) {
      const first = time[path[0]!]!
      if (open !== null && first - open.lastOpeningMs > detection.withinMs) close(opener)
      if (open === null) {
        open = openEpisode(first)
        episodes++
      }
      open.lastOpeningMs = first
      open.instances++
      widen(open.hops, hops)
      widen(open.span, time[path[hops - 1]!]! - first)
      for (let i = 0; i < hops; i++) {
        const edge = path[i]!
        list(edge, open.edges, edgeListed)
        const to = payee[edge]!
        if (i < hops - 1) list(to, open.intermediaries, intermediaryListed)
        else if (to !== opener) list(to, open.sinks, sinkListed)
        if (i === 0) continue
        widen(open.gaps, time[edge]! - time[path[i - 1]!]!)
        if (ratio !== null) widen(open.ratios, ratio.ratio(path[i - 1]!, edge))
      }
    },
  }
}

function openEpisode(startMs: number): OpenEpisode {
  return {
    startMs,
    lastOpeningMs: startMs,
    instances: 0,
    edges: [],
    intermediaries: [],
    sinks: [],
    hops: emptyRange(),
    span: emptyRange(),
    gaps: emptyRange(),
    ratios: emptyRange(),
  }
}

function pathEpisode(detection: MotifDetection, opener: number, episode: OpenEpisode): MotifEpisode {
  const { startMs, edges, instances, intermediaries, sinks } = episode
  return {
    subject: opener,
    role: "opener",
    group: [opener],
    startMs,
    edges,
    parties: new Map([
      ["intermediary", intermediaries],
      ["sink", sinks],
    ]),
    instances,
    conditions: pathConditions(detection, episode),
  }
}

function pathConditions(
  detection: MotifDetection,
  { hops, span, gaps, ratios, instances }: OpenEpisode,
): Observation[] {
  const { hopWithinMs, amountRatio } = detection
  const conditions = [
    observeRange("motif.hops", detection.hops ?? {}, hops, String),
    observeSpan(detection, span),
  ]
  if (hopWithinMs !== null)
    conditions.push(observeRange("motif.gap", { lte: hopWithinMs }, gaps, roughDuration))
  if (amountRatio !== null) conditions.push(observeRange("motif.ratio", amountRatio, ratios, formatRatio))
  return [
    ...conditions,
    observeWidth(detection.shape === "cycle" ? "motif.cycles" : "motif.chains", 1, instances),
  ]
}
