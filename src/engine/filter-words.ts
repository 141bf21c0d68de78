// Which findings of other rules an item means, and which it met, in plain words.
import type { Finding } from "../model/finding.ts"
import type { Messages } from "../model/messages.ts"
import { compareText } from "../model/vocabulary.ts"
import type { FindingFilter } from "../rules/tree.ts"

/** `findings of rules a, b`, `findings of typology fan-in with evidence flow`. */
export function wordFilter(messages: Messages, { rules, typologies, evidence }: FindingFilter): string {
  const listed = (items: readonly string[]) => items.join(messages.say("join.comma"))
  const parts: string[] = []
  if (rules !== null) parts.push(messages.say("filter.rules", { count: rules.length, rules: listed(rules) }))
  if (typologies !== null) {
    const names = listed(typologies.map((typology) => messages.nameOf("typology", typology)))
    parts.push(messages.say("filter.typologies", { count: typologies.length, typologies: names }))
  }
  if (evidence !== null) {
    const kinds = listed(evidence.map((kind) => messages.nameOf("evidence", kind)))
    parts.push(messages.say("filter.evidence", { kinds }))
  }
  return messages.say("filter.findings", { parts: parts.join(messages.say("join.space")) }).trimEnd()
}

/** Rules and how many findings of each: `a 2, b 1`; `none`. */
export function countByRule(messages: Messages, findings: readonly Finding[]): string {
  const counts = new Map<string, number>()
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  const parts = [...counts].sort(([a], [b]) => compareText(a, b)).map(([rule, count]) => `${rule} ${count}`)
  return parts.length === 0 ? messages.say("list.none") : parts.join(messages.say("join.comma"))
}
