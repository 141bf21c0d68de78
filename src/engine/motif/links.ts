// Links: money that goes from a source through one intermediary to a sink. Scatter-gather and stack are made of them.
// They are found from the subject outwards, pair by pair with each intermediary, which bounds the work by the
// payments of parties that are no hubs: the subject's own number of counterparties counts once, not squared.
import { placeAfter, placeAt } from "../places.ts"
import type { MotifGraph } from "./graph.ts"
import type { RatioRule } from "./ratio.ts"
import { look, type MotifTask, type Work } from "./work.ts"

/**
 * A link is a payment a from the source s to an intermediary m and a payment b from m to the sink t; s, m and t are
 * different; a.time ≤ b.time ≤ a.time + hop_within (never more than `within`), closed, of one instant in either order;
 * b fits to follow a by `amount_ratio`; and m has at most `max_degree` counterparties, s and t any number. For each s
 * and b the last a in canonical order that fits makes the link, and no other.
 */
export interface Link {
  readonly a: number
  readonly b: number
  readonly intermediary: number
  /** The other end, seen from the subject. */
  readonly end: number
}

export interface LinkRule {
  readonly graph: MotifGraph
  readonly subject: "source" | "sink"
  /** Time from a to b, at most. */
  readonly gapMs: number
  readonly ratio: RatioRule | null
  readonly hubs: Uint8Array
}

export function createLinkRule({ graph, detection, ratio, hubs }: MotifTask): LinkRule {
  const { subject, withinMs, hopWithinMs } = detection
  const gapMs = Math.min(hopWithinMs ?? withinMs, withinMs)
  return { graph, subject: subject === "sink" ? "sink" : "source", gapMs, ratio, hubs }
}

/** Parties that pay (or are paid by) at least `width` others that can be intermediaries for them. */
export function possibleEnds({ graph, subject, hubs }: LinkRule, width: number): number[] {
  const { partyCount, outStarts, inStarts } = graph
  const isSource = subject === "source"
  const [starts, edges, others] = isSource
    ? [outStarts, graph.outEdges, graph.payee]
    : [inStarts, graph.inEdges, graph.payer]
  const onward = isSource ? outStarts : inStarts
  const seenBy = new Uint32Array(partyCount)
  const parties: number[] = []
  for (let party = 1; party < partyCount; party++) {
    let count = 0
    for (let i = starts[party]!; i < starts[party + 1]! && count < width; i++) {
      const other = others[edges[i]!]!
      if (seenBy[other] === party || hubs[other] === 1 || onward[other + 1] === onward[other]) continue
      seenBy[other] = party
      count++
    }
    if (count >= width) parties.push(party)
  }
  return parties
}

/** The links of the subject, as far as there is work left; by b, then a. */
export function linksOf(rule: LinkRule, subject: number, work: Work): Link[] {
  const links = rule.subject === "source" ? linksFrom(rule, subject, work) : linksTo(rule, subject, work)
  return links.sort((x, y) => x.b - y.b || x.a - y.a)
}

/** The party's payments by the other side, which is no hub; sides by their first payment, payments in order. */
function byIntermediary(
  { hubs }: LinkRule,
  party: number,
  starts: Uint32Array,
  edges: Uint32Array,
  others: Uint32Array,
): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>()
  for (let i = starts[party]!; i < starts[party + 1]!; i++) {
    const other = others[edges[i]!]!
    if (hubs[other] === 1) continue
    const group = groups.get(other)
    if (group === undefined) groups.set(other, [edges[i]!])
    else group.push(edges[i]!)
  }
  return groups
}

function linksFrom(rule: LinkRule, source: number, work: Work): Link[] {
  const { graph, gapMs, ratio } = rule
  const { time, payee, outStarts, outEdges } = graph
  const links: Link[] = []
  for (const [intermediary, paidIn] of byIntermediary(rule, source, outStarts, outEdges, payee)) {
    const last = time[paidIn[paidIn.length - 1]!]! + gapMs
    const end = outStarts[intermediary + 1]!
    let place = placeAt(time, outEdges, outStarts[intermediary]!, end, time[paidIn[0]!]!)
    // Payments a that are not later than b.
    let count = 0
    for (; place < end && time[outEdges[place]!]! <= last; place++) {
      const b = outEdges[place]!
      if (!look(work)) return links
      while (count < paidIn.length && time[paidIn[count]!]! <= time[b]!) count++
      if (payee[b] === source) continue
      for (let i = count - 1; i >= 0 && time[paidIn[i]!]! >= time[b]! - gapMs; i--) {
        const a = paidIn[i]!
        if (!look(work)) return links
        if (ratio !== null && !ratio.fits(a, b)) continue
        links.push({ a, b, intermediary, end: payee[b]! })
        break
      }
    }
  }
  return links
}

function linksTo(rule: LinkRule, sink: number, work: Work): Link[] {
  const { graph, gapMs, ratio } = rule
  const { time, payer, inStarts, inEdges } = graph
  const links: Link[] = []
  for (const [intermediary, paidOut] of byIntermediary(rule, sink, inStarts, inEdges, payer)) {
    const start = inStarts[intermediary]!
    for (const b of paidOut) {
      const linked = new Set<number>()
      let place = placeAfter(time, inEdges, start, inStarts[intermediary + 1]!, time[b]!) - 1
      for (; place >= start && time[inEdges[place]!]! >= time[b]! - gapMs; place--) {
        const a = inEdges[place]!
        if (!look(work)) return links
        const source = payer[a]!
        if (source === sink || linked.has(source) || (ratio !== null && !ratio.fits(a, b))) continue
        linked.add(source)
        links.push({ a, b, intermediary, end: source })
      }
    }
  }
  return links
}
