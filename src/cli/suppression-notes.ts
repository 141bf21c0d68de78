// What a reader of the results should know about recorded decisions not to alert.
import type { SuppressionFact } from "../index.ts"
import { countOf } from "./terminal.ts"

const SHOWN = 3

/** Decisions that have run out, and those that a run had no use for: both are to be looked at by who took them. */
export function suppressionNotes(suppressions: readonly SuppressionFact[]): string[] {
  const notes: string[] = []
  const expired = suppressions.filter((each) => each.expired)
  if (expired.length > 0) {
    const findings = expired.reduce((sum, each) => sum + each.findings, 0)
    const again = findings === 0 ? "" : `; ${countOf(findings, "finding")} of theirs alert again`
    notes.push(`${countOf(expired.length, "suppression")} expired${again}: ${list(expired)}`)
  }
  const idle = suppressions.filter((each) => !each.expired && each.findings === 0)
  if (idle.length > 0) notes.push(`${countOf(idle.length, "suppression")} covered nothing: ${list(idle)}`)
  return notes
}

function list(suppressions: readonly SuppressionFact[]): string {
  const more = suppressions.length - SHOWN
  return suppressions.slice(0, SHOWN).map(scopeText).join(", ") + (more > 0 ? ` and ${more} more` : "")
}

/** `party u1 rule burst (until 2027-01-31, kim)` */
function scopeText({ party, pair, rule, until, by }: SuppressionFact): string {
  const parts = [
    party === null ? "" : `party ${party}`,
    pair === null ? "" : `pair ${pair.payer} to ${pair.payee}`,
    rule === null ? "" : `rule ${rule}`,
  ].filter((part) => part !== "")
  return `${parts.join(" ")} (until ${until}, ${by})`
}
