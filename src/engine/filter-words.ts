// Which findings of other rules an item means, and which it met, in plain words.
import type { Finding } from "../model/finding.ts"
import { compareText } from "../model/vocabulary.ts"
import type { FindingFilter } from "../rules/tree.ts"

/** `findings of rules a, b`, `findings of typology fan-in with evidence flow`. */
export function wordFilter({ rules, typologies, evidence }: FindingFilter): string {
  const parts: string[] = []
  if (rules !== null) parts.push(` of ${rules.length === 1 ? "rule" : "rules"} ${rules.join(", ")}`)
  if (typologies !== null)
    parts.push(` of ${typologies.length === 1 ? "typology" : "typologies"} ${typologies.join(", ")}`)
  if (evidence !== null) parts.push(` with evidence ${evidence.join(", ")}`)
  return `findings${parts.join("")}`
}

/** Rules and how many findings of each: `a 2, b 1`; `none`. */
export function countByRule(findings: readonly Finding[]): string {
  const counts = new Map<string, number>()
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  const parts = [...counts].sort(([a], [b]) => compareText(a, b)).map(([rule, count]) => `${rule} ${count}`)
  return parts.length === 0 ? "none" : parts.join(", ")
}
