// Suppressions applied to findings. Pure: whether one is in force depends on the run's as-of day, never on a clock.
import type { SuppressionNote } from "../model/alert.ts"
import { InputError } from "../model/errors.ts"
import type { Finding } from "../model/finding.ts"
import { retellFinding } from "../model/listed-finding.ts"
import { SETTLED } from "../model/payment.ts"
import type { Suppression, SuppressionFact } from "../model/suppression.ts"
import type { PaymentTable } from "../model/table.ts"
import { isDay, utcDay } from "../model/time.ts"
import { compareText } from "../model/vocabulary.ts"

export interface Suppressor {
  /** The findings in their order; those that an entry in force covers with a note of it. */
  mark(findings: readonly Finding[]): Finding[]
  /** What became of each entry, over all findings that were marked; in the order of the entries. */
  facts(): SuppressionFact[]
}

/**
 * An entry covers a finding when all holds that it gives: `party` is the subject, `pair` are payer and payee of every
 * payment, `rule` is the rule. It is in force when `asOf` is not after its `until`. Of several in force the one that
 * lasts longest is noted, ties by text.
 */
export function createSuppressor(
  table: PaymentTable,
  suppressions: readonly Suppression[],
  asOf: string,
): Suppressor {
  const entries = suppressions.map(
    (suppression): Entry => ({
      suppression,
      expired: asOf > suppression.until,
      findings: 0,
      subjects: new Set(),
    }),
  )
  const byKey = entriesByKey(entries)
  const mark = (finding: Finding): Finding => {
    const covering = entriesOn(table, byKey, finding)
    for (const entry of covering) {
      entry.findings++
      if (finding.role !== "network") entry.subjects.add(finding.subject)
    }
    const notes = covering.filter(({ expired }) => !expired).map(({ suppression }) => suppression)
    const suppressed = longestNote(notes)
    return suppressed === undefined ? finding : retellFinding(finding, { suppressed })
  }
  return {
    mark: (findings) => (entries.length === 0 ? [...findings] : findings.map(mark)),
    facts: () =>
      entries.map(({ suppression, expired, findings, subjects }) => ({
        ...suppression,
        expired,
        findings,
        alerts: subjects.size,
      })),
  }
}

/** A suppression with what it has covered so far. */
interface Entry {
  readonly suppression: Suppression
  readonly expired: boolean
  findings: number
  readonly subjects: Set<string>
}

function entriesByKey(entries: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const byKey = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = keyOf(entry.suppression)
    const alike = byKey.get(key)
    if (alike === undefined) byKey.set(key, [entry])
    else alike.push(entry)
  }
  return byKey
}

/** Those that cover the finding, in force or not. */
function entriesOn(
  table: PaymentTable,
  byKey: ReadonlyMap<string, readonly Entry[]>,
  { subject, rule, rows }: Finding,
): readonly Entry[] {
  const pair = pairOf(table, rows)
  const keys = [
    keyOf({ party: subject, pair: null, rule: null }),
    ...(pair === null ? [] : [keyOf({ party: null, pair, rule: null })]),
    keyOf({ party: null, pair: null, rule }),
  ]
  return keys
    .flatMap((key) => byKey.get(key) ?? [])
    .filter(({ suppression }) => covers(suppression, subject, rule, pair))
}

/** Under what an entry is looked up: the first of party, pair and rule that it gives. */
function keyOf({ party, pair, rule }: Pick<Suppression, "party" | "pair" | "rule">): string {
  if (party !== null) return JSON.stringify(["party", party])
  return JSON.stringify(pair === null ? ["rule", rule] : ["pair", pair.payer, pair.payee])
}

/** Whether the entry covers a finding of the rule about the subject; `pair`: between whom all of its payments go. */
export function covers(
  { party, pair: only, rule: ofRule }: Pick<Suppression, "party" | "pair" | "rule">,
  subject: string,
  rule: string,
  pair: Suppression["pair"],
): boolean {
  return (
    (party === null || party === subject) &&
    (ofRule === null || ofRule === rule) &&
    (only === null || (pair !== null && only.payer === pair.payer && only.payee === pair.payee))
  )
}

/** Payer and payee of all the payments; null when they are not the same for all, or one is unknown. */
export function pairOf(table: PaymentTable, rows: readonly number[]): Suppression["pair"] {
  const [first] = rows
  if (first === undefined) return null
  const payer = table.payer[first]!
  const payee = table.payee[first]!
  if (payer === 0 || payee === 0) return null
  if (!rows.every((row) => table.payer[row] === payer && table.payee[row] === payee)) return null
  return { payer: table.parties.text(payer), payee: table.parties.text(payee) }
}

/** Of notes that each suppress a finding: the one that lasts longest, ties by who and why; undefined: there is none. */
function longestNote(notes: readonly SuppressionNote[]): SuppressionNote | undefined {
  const [longest] = [...notes].sort(
    (a, b) => compareText(b.until, a.until) || compareText(a.by, b.by) || compareText(a.reason, b.reason),
  )
  return longest && { by: longest.by, reason: longest.reason, until: longest.until }
}

/**
 * The note of an alert of which all findings are suppressed: that of the finding which alerts again first, ties by who
 * and why. Undefined when a finding is not suppressed.
 */
export function noteOfAll(findings: readonly Finding[]): SuppressionNote | undefined {
  const notes = findings.flatMap(({ suppressed }) => suppressed ?? [])
  if (notes.length < findings.length) return undefined
  const [first] = notes.sort(
    (a, b) => compareText(a.until, b.until) || compareText(a.by, b.by) || compareText(a.reason, b.reason),
  )
  return first
}

/**
 * The day by which suppressions expire: `given`, else the UTC day of the last settled payment, else (no payment) none,
 * which is before all days.
 *
 * @throws InputError OPTION_INVALID for a text that is no day.
 */
export function asOfDay(table: PaymentTable, given: string | undefined): string {
  if (given !== undefined) {
    if (isDay(given)) return given
    throw new InputError("OPTION_INVALID", {}, `the as-of day is "${given}"; write a day such as 2026-11-22`)
  }
  let last = Number.NEGATIVE_INFINITY
  for (let row = 0; row < table.rowCount; row++) {
    if (table.status[row] === SETTLED && table.time[row]! > last) last = table.time[row]!
  }
  return last === Number.NEGATIVE_INFINITY ? "" : utcDay(last)
}
