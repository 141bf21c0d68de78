// Rules that speak of findings of other rules: which findings they mean, and in which order they are evaluated.
import { assert } from "../model/errors.ts"
import type { Finding } from "../model/finding.ts"
import { compareText } from "../model/vocabulary.ts"
import type { FindingFilter, Rule } from "./tree.ts"

/**
 * Whether an item of a rule means the findings of a rule. It never means those of its own rule, and those of
 * combinations (typology `composite`) only where it names their rule by id: evidence would be counted twice.
 */
export function means(
  { rules, typologies, evidence }: FindingFilter,
  ownRule: string,
  finding: Pick<Finding, "rule" | "typology" | "evidence">,
): boolean {
  if (finding.rule === ownRule) return false
  const isNamed = rules?.includes(finding.rule) === true
  if (finding.typology === "composite" ? !isNamed : rules !== null && !isNamed) return false
  return (
    (typologies === null || typologies.includes(finding.typology)) &&
    (evidence === null || evidence.includes(finding.evidence))
  )
}

/** Whether the findings of a rule are about networks, which are known only after all rules about parties. */
export function isAboutNetworks({ detection }: Pick<Rule, "detection">): boolean {
  return detection.kind === "network" || (detection.kind === "combine" && detection.subject === "network")
}

/** The filters by which a rule chooses findings of others; none for most rules. */
export function filtersOf({ detection }: Pick<Rule, "detection">): readonly FindingFilter[] {
  if (detection.kind === "combine") return detection.of
  if (detection.kind !== "network") return []
  return detection.having.flatMap((test) => (test.measure === "flagged" ? test.filter : []))
}

/** The combine rules among the given ones, each after those it names. Of several orders, the first by id. */
export function inOrderOfNeed(rules: readonly Rule[]): Rule[] {
  const waiting = new Map(
    rules
      .filter(({ detection }) => detection.kind === "combine")
      .sort((a, b) => compareText(a.id, b.id))
      .map((rule) => [rule.id, rule] as const),
  )
  const named = (rule: Rule) =>
    new Set(filtersOf(rule).flatMap((filter) => (filter.rules ?? []).filter((id) => waiting.has(id))))
  const openNeeds = new Map<string, number>()
  const neededBy = new Map<string, Rule[]>()
  for (const rule of waiting.values()) {
    const needs = named(rule)
    openNeeds.set(rule.id, needs.size)
    for (const id of needs) {
      const users = neededBy.get(id)
      if (users === undefined) neededBy.set(id, [rule])
      else users.push(rule)
    }
  }
  const ordered = [...waiting.values()].filter(({ id }) => openNeeds.get(id) === 0)
  for (const { id } of ordered) {
    for (const rule of neededBy.get(id) ?? []) {
      const open = openNeeds.get(rule.id)! - 1
      openNeeds.set(rule.id, open)
      if (open === 0) ordered.push(rule)
    }
  }
  assert(
    ordered.length === waiting.size,
    "combine rules of a checked pack do not refer to each other in a circle",
  )
  return ordered
}

/**
 * The rule and all whose findings it may mean, directly or through combinations: what has to run for it to find what
 * it finds in the whole pack. Sorted by id.
 */
export function withRulesMeant(rule: Rule, rules: readonly Rule[]): Rule[] {
  const wanted = new Set([rule])
  for (const one of wanted) {
    const filters = filtersOf(one)
    if (filters.length === 0) continue
    for (const other of rules) {
      const finding = { rule: other.id, typology: other.typology, evidence: other.evidence }
      if (filters.some((filter) => means(filter, one.id, finding))) wanted.add(other)
    }
  }
  return [...wanted].sort((a, b) => compareText(a.id, b.id))
}
