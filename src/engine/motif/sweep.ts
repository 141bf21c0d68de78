// The moving window over the links of a scatter-gather or stack: which ends and intermediaries count when, which
// instants trigger, and which links stand in the episodes.
import { assert } from "../../model/errors.ts"
import type { MotifGraph } from "./graph.ts"
import type { Link } from "./links.ts"

export interface LayerWidths {
  /** Least number of intermediaries that count. */
  readonly width: number
  /** Least number of ends that count. */
  readonly ends: number
  /** Intermediaries that must have a link to an end for it to count. */
  readonly shared: number
}

/** What the sweep saw in an episode. */
export interface SweptEpisode {
  /** Time of the first trigger. */
  readonly startMs: number
  /** Links of the triggers' windows whose end counts there. */
  readonly links: readonly Link[]
  /** Most intermediaries, and most ends, that counted at a trigger. */
  readonly width: number
  readonly ends: number
}

/** The links that are in the window, by end and intermediary. */
interface LinkWindow {
  /** End → intermediary → number of links. */
  readonly linked: Map<number, Map<number, number>>
  /** Intermediary → number of ends that count to which it has a link. */
  readonly counting: Map<number, number>
  ends: number
}

/** Spans of instants, by number from 0, in which an end counts: `from`, `to`, `from`, `to` …, `to` exclusive. */
type Spans = number[]

/** The episodes of one group. `links` are by b; see `findLayers` for what counts. */
export function sweepLinks(
  { time }: MotifGraph,
  links: readonly Link[],
  widths: LayerWidths,
  withinMs: number,
): SweptEpisode[] {
  const leaving = [...links].sort((x, y) => x.a - y.a)
  const window: LinkWindow = { linked: new Map(), counting: new Map(), ends: 0 }
  const spans = new Map<number, Spans>()
  const instants: number[] = []
  const triggers: Trigger[] = []
  let left = 0
  for (let next = 0; next < links.length; ) {
    const now = time[links[next]!.b]!
    const instant = instants.push(now) - 1
    const note = (end: number) => {
      const known = spans.get(end)
      if (known === undefined) spans.set(end, [instant])
      else known.push(instant)
    }
    for (; next < links.length && time[links[next]!.b]! === now; next++)
      if (enter(window, links[next]!, widths.shared)) note(links[next]!.end)
    // No link leaves before it enters: b is never more than `within` after a.
    for (; left < leaving.length && time[leaving[left]!.a]! < now - withinMs; left++)
      if (leave(window, leaving[left]!, widths.shared)) note(leaving[left]!.end)
    const width = window.counting.size
    if (width >= widths.width && window.ends >= widths.ends)
      triggers.push({ instant, ms: now, width, ends: window.ends })
  }
  return gatherEpisodes({ time, links, instants, spans, triggers, withinMs })
}

/** Puts a link in; true when its end begins to count. */
function enter(window: LinkWindow, { end, intermediary }: Link, shared: number): boolean {
  const { linked, counting } = window
  const toEnd = linked.get(end) ?? new Map<number, number>()
  linked.set(end, toEnd)
  const links = toEnd.get(intermediary) ?? 0
  toEnd.set(intermediary, links + 1)
  if (links > 0 || toEnd.size < shared) return false
  const begins = toEnd.size === shared
  if (begins) window.ends++
  for (const one of begins ? toEnd.keys() : [intermediary]) counting.set(one, (counting.get(one) ?? 0) + 1)
  return begins
}

/** Takes a link out; true when its end counts no longer. */
function leave(window: LinkWindow, { end, intermediary }: Link, shared: number): boolean {
  const { linked, counting } = window
  const toEnd = linked.get(end)
  const links = toEnd?.get(intermediary) ?? 0
  assert(toEnd !== undefined && links > 0, "a link that leaves a window is in it")
  if (links > 1) {
    toEnd.set(intermediary, links - 1)
    return false
  }
  const counted = toEnd.size >= shared
  const ceases = toEnd.size === shared
  const affected = ceases ? [...toEnd.keys()] : [intermediary]
  toEnd.delete(intermediary)
  if (toEnd.size === 0) linked.delete(end)
  if (ceases) window.ends--
  if (!counted) return false
  for (const one of affected) {
    const ends = counting.get(one) ?? 0
    if (ends > 1) counting.set(one, ends - 1)
    else counting.delete(one)
  }
  return ceases
}

interface Trigger {
  readonly instant: number
  readonly ms: number
  readonly width: number
  readonly ends: number
}

interface Sweep {
  readonly time: Float64Array
  readonly links: readonly Link[]
  /** Times of the links' second payments, ascending, none twice. */
  readonly instants: readonly number[]
  /** By end. */
  readonly spans: ReadonlyMap<number, Spans>
  readonly triggers: readonly Trigger[]
  readonly withinMs: number
}

function gatherEpisodes(sweep: Sweep): SweptEpisode[] {
  const { time, links, instants, spans, triggers, withinMs } = sweep
  const episodes: { startMs: number; links: Link[]; width: number; ends: number }[] = []
  if (triggers.length === 0) return episodes
  /** By trigger. */
  const episodeOf: number[] = []
  /** Triggers before each instant, and at last all. */
  const before = new Uint32Array(instants.length + 1)
  for (const [i, { instant, ms, width, ends }] of triggers.entries()) {
    before[instant + 1] = 1
    if (i === 0 || ms - triggers[i - 1]!.ms > withinMs)
      episodes.push({ startMs: ms, links: [], width: 0, ends: 0 })
    const episode = episodes[episodes.length - 1]!
    episode.width = Math.max(episode.width, width)
    episode.ends = Math.max(episode.ends, ends)
    episodeOf.push(episodes.length - 1)
  }
  for (let i = 0; i < instants.length; i++) before[i + 1]! += before[i]!
  for (const link of links) {
    // The instants of the windows it is in: from its second payment to `within` after its first.
    const from = countBelow(instants, time[link.b]!)
    const to = countBelow(instants, time[link.a]! + withinMs + 1)
    const trigger = firstTrigger(spans.get(link.end) ?? [], before, from, to)
    // Triggers that share a link are at most `within` apart, so they are of one episode.
    if (trigger >= 0) episodes[episodeOf[trigger]!]!.links.push(link)
  }
  return episodes
}

/** The first trigger at an instant of the range, `to` exclusive, at which the end counts; −1 when there is none. */
function firstTrigger(spans: Spans, before: Uint32Array, from: number, to: number): number {
  // Spans ascend: those that end before the range are skipped.
  const next = countBelow(spans, from + 1)
  for (let i = next - (next % 2); i < spans.length && spans[i]! < to; i += 2) {
    const start = Math.max(from, spans[i]!)
    const end = Math.min(to, spans[i + 1] ?? before.length - 1)
    if (start < end && before[end]! > before[start]!) return before[start]!
  }
  return -1
}

/** Number of values below `limit`; values ascend. */
function countBelow(values: readonly number[], limit: number): number {
  let low = 0
  let high = values.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (values[middle]! < limit) low = middle + 1
    else high = middle
  }
  return low
}
