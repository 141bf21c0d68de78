// What a reader of the results should know about recorded decisions not to alert.
import type { Messages, SuppressionFact } from "../index.ts"
import { listOf } from "./terminal.ts"

const SHOWN = 3

/** Decisions that have run out, and those that a run had no use for: both are to be looked at by who took them. */
export function suppressionNotes(suppressions: readonly SuppressionFact[], messages: Messages): string[] {
  const { say } = messages
  const notes: string[] = []
  const list = (some: readonly SuppressionFact[]) =>
    listOf(
      messages,
      some.slice(0, SHOWN).map((each) => scopeText(each, messages)),
      some.length,
    )
  const expired = suppressions.filter((each) => each.expired)
  if (expired.length > 0) {
    const again = expired.reduce((sum, each) => sum + each.findings, 0)
    const values = { count: expired.length, suppressions: list(expired) }
    notes.push(
      again === 0
        ? say("note.expired", values)
        : say("note.expired-again", { ...values, findings: say("counted.findings", { count: again }) }),
    )
  }
  const idle = suppressions.filter((each) => !each.expired && each.findings === 0)
  if (idle.length > 0)
    notes.push(say("note.idle-suppressions", { count: idle.length, suppressions: list(idle) }))
  return notes
}

/** `party u1 rule burst (until 2027-01-31, kim)` */
function scopeText({ party, pair, rule, until, by }: SuppressionFact, { say }: Messages): string {
  const parts = [
    party === null ? "" : say("scope.party", { party }),
    pair === null ? "" : say("scope.pair", { payer: pair.payer, payee: pair.payee }),
    rule === null ? "" : say("scope.rule", { rule }),
  ].filter((part) => part !== "")
  return say("note.scope", { scope: parts.join(say("join.space")), until, by })
}
