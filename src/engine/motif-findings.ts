// Motif rules: patterns of payments between parties, in order of time. What each shape is stands beside its detector:
// motif/cycle.ts, chain.ts, layers.ts (scatter-gather, stack), fans.ts, gather-scatter.ts, bipartite.ts.
import type { Finding } from "../model/finding.ts"
import { orderByName, type PartyCodes } from "../model/party-codes.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import type { MotifDetection, Rule } from "../rules/tree.ts"
import { type ConditionMasks, evaluateCondition } from "./condition.ts"
import type { EngineContext } from "./context.ts"
import { findMatches, observeConditions } from "./evidence.ts"
import { makeFinding } from "./finding.ts"
import { trueEverywhere, withParty } from "./masks.ts"
import { findBipartites } from "./motif/bipartite.ts"
import { findChains } from "./motif/chain.ts"
import { findCycles } from "./motif/cycle.ts"
import type { MotifEpisode } from "./motif/episode.ts"
import { findFans } from "./motif/fans.ts"
import { findGatherScatters } from "./motif/gather-scatter.ts"
import { buildGraph, findHubs, type MotifGraph } from "./motif/graph.ts"
import { findLayers } from "./motif/layers.ts"
import { createRatioRule } from "./motif/ratio.ts"
import { noteUnknown, type Shortfalls } from "./shortfalls.ts"

/**
 * Findings of a motif rule; `budgetReached` receives the subjects whose search was given up (see `searchSubjects`).
 * The edges are settled payments that pass `where`, from one known party to another. A payment that may pass, or whose
 * payer or payee is cash or unknown, is noted as a shortfall; one to oneself is no part of any motif.
 */
export function motifFindings(
  context: EngineContext,
  rule: Rule,
  detection: MotifDetection,
  masks: ConditionMasks,
  shortfalls: Shortfalls,
  budgetReached: Set<string>,
): Finding[] {
  const { table } = context
  const where =
    detection.where === null
      ? trueEverywhere(table.rowCount)
      : evaluateCondition(context, detection.where, masks)
  const mask = withParty(where, context.missing(table.payer), context.missing(table.payee))
  noteUnknown(shortfalls, mask)
  // Most rules ask for the same payments.
  const graph = context.keepByName(nameOfGraph(detection), () => buildGraph(context, mask.isTrue))
  const episodes = findEpisodes(context, graph, detection, shortfalls, budgetReached)
  return episodes.map((episode) => motifFinding(context, rule, detection, graph, episode, masks))
}

function findEpisodes(
  context: EngineContext,
  graph: MotifGraph,
  detection: MotifDetection,
  shortfalls: Shortfalls,
  budgetReached: Set<string>,
): MotifEpisode[] {
  const { shape, maxDegree } = detection
  if (shape === "fan-in" || shape === "fan-out") return findFans(graph, detection)
  const hubs = context.keepByName(`${maxDegree} hubs of ${nameOfGraph(detection)}`, () =>
    findHubs(graph, maxDegree),
  )
  if (shape === "gather-scatter") return findGatherScatters(context, graph, detection, hubs, shortfalls)
  if (shape === "bipartite") return findBipartites(context, graph, detection, hubs, budgetReached)
  const ratio = createRatioRule(context, graph, detection.amountRatio, shortfalls)
  const find = shape === "cycle" ? findCycles : shape === "chain" ? findChains : findLayers
  return find({ context, graph, detection, ratio, hubs, budgetReached })
}

const nameOfGraph = ({ where }: MotifDetection): string => `graph ${JSON.stringify(where)}`

function motifFinding(
  context: EngineContext,
  rule: Rule,
  { where }: MotifDetection,
  graph: MotifGraph,
  episode: MotifEpisode,
  masks: ConditionMasks,
): Finding {
  const { table } = context
  // Edges are numbered in canonical order.
  const rows = Array.from(Uint32Array.from(episode.edges).sort(), (edge) => graph.rows[edge]!)
  const nameOf = (party: number) => table.parties.text(party)
  const told = episode.conditions.map((observation) => observation(context.messages))
  return makeFinding(context, rule, {
    subject: nameOf(episode.subject),
    role: episode.role,
    group: episode.group.map(nameOf),
    startMs: episode.startMs,
    rows,
    conditions: [...observeConditions(context, where, rows, masks), ...told],
    matches: findMatches(context, where, rows, masks).map(({ match }) => match),
    instances: episode.instances,
    others: othersOf(table, episode),
  })
}

/** All but the subject in each role they had, by role and name. */
function othersOf(table: PaymentTable, { subject, parties }: MotifEpisode): PartyCodes[] {
  return [...parties]
    .map(([role, codes]) => ({
      role,
      codes: orderByName(
        table,
        Uint32Array.from(codes).filter((code) => code !== subject),
      ),
    }))
    .sort((a, b) => compareText(a.role, b.role))
}
