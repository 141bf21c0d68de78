import type { MotifDetection } from "../../rules/tree.ts"
import { formatRatio, roughDuration } from "../wording.ts"
import {
  emptyRange,
  type MotifEpisode,
  type Observation,
  observeRange,
  observeWidth,
  widen,
} from "./episode.ts"
import { createLinkRule, type Link, type LinkRule, linksOf, possibleEnds } from "./links.ts"
import { type LayerWidths, type SweptEpisode, sweepLinks } from "./sweep.ts"
import { type MotifTask, searchSubjects } from "./work.ts"

/**
 * Shapes `scatter-gather` and `stack`. The links of a scatter-gather are grouped by source and sink, those of a stack
 * by the subject alone (the source, or the sink where the rule says so; then its ends are the sources). At a link with
 * payments a and b, W holds the links (a', b') of its group with a'.time ≥ b.time − within and b'.time ≤ b.time,
 * closed. An end counts in W when at least `shared` different intermediaries have a link to it there; an intermediary
 * counts when it has a link to an end that counts. The link triggers, at b, when at least `width` intermediaries and
 * at least `width_out` (else `width`) ends count. In a scatter-gather, with its one end, `shared` is `width` and
 * `width_out` is 1: at least `width` different intermediaries. Subject: source or sink, by rule. Payments: those of the
 * links in the triggers' W whose end counts there.
 */
export function findLayers(task: MotifTask): MotifEpisode[] {
  const { context, graph, detection, budgetReached } = task
  const found: MotifEpisode[] = []
  const rule = createLinkRule(task)
  const isStack = detection.shape === "stack"
  const width = detection.width ?? 0
  const widths: LayerWidths = isStack
    ? { width, ends: detection.widthOut ?? width, shared: detection.shared ?? 1 }
    : { width, ends: 1, shared: width }
  const subjects = possibleEnds(rule, width)
  searchSubjects(context, subjects, detection.budget, budgetReached, (subject, work) => {
    const links = linksOf(rule, subject, work)
    for (const group of isStack ? [links] : byEnd(links)) {
      if (group.length < width) continue
      for (const episode of sweepLinks(graph, group, widths, detection.withinMs))
        found.push(layerEpisode(rule, detection, subject, widths, episode))
    }
  })
  return found
}

function byEnd(links: readonly Link[]): Iterable<readonly Link[]> {
  const groups = new Map<number, Link[]>()
  for (const link of links) {
    const group = groups.get(link.end)
    if (group === undefined) groups.set(link.end, [link])
    else group.push(link)
  }
  return groups.values()
}

function layerEpisode(
  rule: LinkRule,
  detection: MotifDetection,
  subject: number,
  widths: LayerWidths,
  episode: SweptEpisode,
): MotifEpisode {
  const edges = new Set<number>()
  const intermediaries = new Set<number>()
  const ends = new Set<number>()
  for (const { a, b, intermediary, end } of episode.links) {
    edges.add(a).add(b)
    intermediaries.add(intermediary)
    ends.add(end)
  }
  const isSource = rule.subject === "source"
  const endRole = isSource ? "sink" : "source"
  const [end] = ends
  const isStack = detection.shape === "stack"
  const pair = isSource ? [subject, end!] : [end!, subject]
  return {
    subject,
    role: rule.subject,
    group: isStack ? [subject] : pair,
    startMs: episode.startMs,
    edges,
    parties: new Map([
      ["intermediary", intermediaries],
      [endRole, ends],
    ]),
    instances: episode.links.length,
    conditions: layerConditions(rule, detection, endRole, widths, episode),
  }
}

function layerConditions(
  { graph, ratio }: LinkRule,
  detection: MotifDetection,
  endRole: "source" | "sink",
  widths: LayerWidths,
  { links, width, ends }: SweptEpisode,
): Observation[] {
  const { time } = graph
  const gaps = emptyRange()
  const ratios = emptyRange()
  for (const { a, b } of links) {
    widen(gaps, time[b]! - time[a]!)
    if (ratio !== null) widen(ratios, ratio.ratio(a, b))
  }
  const conditions = [observeWidth("motif.intermediaries", widths.width, width)]
  if (detection.shape === "stack") conditions.push(observeWidth(`motif.${endRole}s`, widths.ends, ends))
  const { hopWithinMs, amountRatio } = detection
  if (hopWithinMs !== null)
    conditions.push(observeRange("motif.gap", { lte: hopWithinMs }, gaps, roughDuration))
  if (amountRatio !== null) conditions.push(observeRange("motif.ratio", amountRatio, ratios, formatRatio))
  return conditions
}
