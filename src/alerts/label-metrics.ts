// Precision, recall and F1 of rules, typologies and alerts against labelled parties (C. J. van Rijsbergen, Information
// Retrieval, 1979, chapter 7). Parties nobody labelled are counted apart, never as false.
import type { Alert } from "../model/alert.ts"
import type { LabelMetrics, Metrics } from "../model/backtest.ts"
import type { Finding } from "../model/finding.ts"
import type { Label } from "../model/label.ts"
import { compareSeverity, compareText, SEVERITIES, TYPOLOGIES, type Typology } from "../model/vocabulary.ts"
import { isActive } from "./compare-alerts.ts"

/** A rule as far as labels speak of it. */
export interface LabelledRule {
  readonly id: string
  readonly typology: Typology
}

/** What is known of each party: true, false; absent: nothing. */
export type Truth = ReadonlyMap<string, boolean>

/**
 * Of each party, what its labels say of a rule: a label for the rule goes before one for its typology, and that before
 * one for anything. Of several of one kind, one that is true makes the party true.
 */
export function truthOfRule(labels: readonly Label[], { id, typology }: LabelledRule): Truth {
  return truthBy(labels, (label) => {
    if (label.rule !== null && label.rule !== id) return null
    if (label.typology !== null && label.typology !== typology) return null
    return (label.rule === null ? 0 : 2) + (label.typology === null ? 0 : 1)
  })
}

/** The same for a typology; labels for one of its rules speak of it too. */
export function truthOfTypology(
  labels: readonly Label[],
  typology: Typology,
  rules: readonly LabelledRule[],
): Truth {
  const ids = new Set(rules.filter((rule) => rule.typology === typology).map(({ id }) => id))
  return truthBy(labels, (label) => {
    if (label.typology !== null) return label.typology === typology ? 1 : null
    if (label.rule === null) return 0
    return ids.has(label.rule) ? 1 : null
  })
}

/** What is known of parties whatever the label is about: true when any label is. */
export function truthOfParties(labels: readonly Label[]): Truth {
  return truthBy(labels, () => 0)
}

/** `weigh`: null where a label does not speak of it; of the others the weightiest count. */
function truthBy(labels: readonly Label[], weigh: (label: Label) => number | null): Truth {
  const weights = new Map<string, number>()
  const truth = new Map<string, boolean>()
  for (const label of labels) {
    const weight = weigh(label)
    if (weight === null) continue
    const known = weights.get(label.party)
    if (known !== undefined && weight < known) continue
    weights.set(label.party, weight)
    truth.set(label.party, label.isTrue || (weight === known && truth.get(label.party) === true))
  }
  return truth
}

/** `found`: parties. */
export function measure(found: ReadonlySet<string>, truth: Truth): Metrics {
  let truePositives = 0
  let falsePositives = 0
  let unlabelled = 0
  for (const party of found) {
    const isTrue = truth.get(party)
    if (isTrue === undefined) unlabelled++
    else if (isTrue) truePositives++
    else falsePositives++
  }
  let trues = 0
  for (const isTrue of truth.values()) if (isTrue) trues++
  const falseNegatives = trues - truePositives
  const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole)
  return {
    truePositives,
    falsePositives,
    falseNegatives,
    trueNegatives: truth.size - trues - falsePositives,
    unlabelled,
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, trues),
    f1: ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
  }
}

/** What a pack found. */
export interface Found {
  readonly rules: readonly LabelledRule[]
  readonly findings: readonly Finding[]
  readonly alerts: readonly Alert[]
  /** Members of networks, by the network's id: a finding on a network is one on its members. */
  readonly membersOf: ReadonlyMap<string, readonly string[]>
}

/** `labels`: of parties that the payments have. Rules by id, typologies in their order, of the rules given. */
export function labelMetrics(
  labels: readonly Label[],
  { rules, findings, alerts, membersOf }: Found,
): LabelMetrics {
  const byRule = new Map<string, Set<string>>()
  for (const { rule, subject, role } of findings) {
    const found = byRule.get(rule) ?? new Set()
    byRule.set(rule, found)
    const about = role === "network" ? (membersOf.get(subject) ?? []) : [subject]
    for (const party of about) found.add(party)
  }
  const foundBy = (ids: readonly string[]) => new Set(ids.flatMap((id) => [...(byRule.get(id) ?? [])]))
  const sorted = [...rules].sort((a, b) => compareText(a.id, b.id))
  const truth = truthOfParties(labels)
  return {
    byRule: sorted.map((rule) => ({
      rule: rule.id,
      metrics: measure(foundBy([rule.id]), truthOfRule(labels, rule)),
    })),
    byTypology: TYPOLOGIES.filter((typology) => rules.some((rule) => rule.typology === typology)).map(
      (typology) => {
        const ids = rules.filter((rule) => rule.typology === typology).map(({ id }) => id)
        return { typology, metrics: measure(foundBy(ids), truthOfTypology(labels, typology, rules)) }
      },
    ),
    bySeverity: SEVERITIES.map((atLeast) => {
      const reached = alerts.filter(
        (alert) => isActive(alert) && compareSeverity(alert.severity, atLeast) >= 0,
      )
      return { atLeast, metrics: measure(new Set(reached.map(({ subject }) => subject)), truth) }
    }),
  }
}
