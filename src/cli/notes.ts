// What a reader of the results should know about how they came to be.
import type { Intake, RuleOutcome, Screening } from "../index.ts"
import { countOf } from "./terminal.ts"

const NAMES_SHOWN = 6

/** Sentences, the gravest first. */
export function notesOf(screening: Screening, rejectCodes: ReadonlyMap<string, number>): string[] {
  const { intake, outcomes, hubs, table } = screening
  const notes: string[] = []
  if (table.rowCount === 0) notes.push("no payment was accepted, so there is nothing to find")
  if (intake !== null) notes.push(...intakeNotes(intake, rejectCodes))
  const settled = table.rowCount - (intake?.rows.notSettled ?? 0)
  notes.push(...ruleNotes(outcomes, settled))
  if (hubs.length > 0) {
    const names = hubs.map(({ party, name }) => (name === "" ? party : name))
    notes.push(`${countOf(hubs.length, "public hub")} set apart from the networks: ${list(names)}`)
  }
  return notes
}

function intakeNotes(intake: Intake, rejectCodes: ReadonlyMap<string, number>): string[] {
  const { rows, warnings, roundedAmounts } = intake
  const notes: string[] = []
  if (rows.rejected > 0) {
    const common = [...rejectCodes].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 3)
    const codes =
      common.length === 0 ? "" : ` (commonest: ${common.map((each) => each.join(" ")).join(", ")})`
    notes.push(`${rows.rejected} of ${rows.read} rows rejected: see rejects.csv${codes}`)
  }
  notes.push(...warnings)
  if (roundedAmounts > 0) {
    notes.push(
      `${countOf(roundedAmounts, "amount")} had more decimals than the currency has and were rounded half to even; ` +
        "--strict-decimals rejects them",
    )
  }
  return notes
}

function ruleNotes(outcomes: readonly RuleOutcome[], settled: number): string[] {
  const notes: string[] = []
  const undecided = outcomes.filter(({ notDecidable }) => notDecidable > 0)
  if (undecided.length > 0) {
    const rules = list(undecided.map(({ rule, notDecidable }) => `${rule} ${notDecidable}`))
    notes.push(`not decidable for want of exchange rates, which --rates gives: ${rules}`)
  }
  const idle = outcomes.filter(({ notApplicable }) => settled > 0 && notApplicable >= settled)
  if (idle.length > 0) {
    const rules = list(idle.map(({ rule }) => rule))
    notes.push(`not applicable to any payment, because all lack a field the rule needs: ${rules}`)
  }
  return notes
}

function list(names: readonly string[]): string {
  const more = names.length - NAMES_SHOWN
  return names.slice(0, NAMES_SHOWN).join(", ") + (more > 0 ? ` and ${more} more` : "")
}
