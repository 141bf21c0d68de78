// The findings of the report, in columns, and the terms their words stand for.
import { assert } from "../../model/errors.ts"
import type { Finding, TextMatch } from "../../model/finding.ts"
import type { PaymentTable } from "../../model/table.ts"
import { HEARINGS, SEVERITIES } from "../../model/vocabulary.ts"
import type { FindingColumns, PaymentIndex, ReportTerm, Suppressed } from "../page/report-data.ts"
import type { PartyIndexer, TextIndexer } from "./index-texts.ts"
import { shownRows } from "./pick.ts"

/** What columns refer to by number. */
export interface Indexes {
  readonly table: PaymentTable
  readonly texts: TextIndexer
  readonly parties: PartyIndexer
  /** Payment of each row that the report holds. */
  readonly paymentOf: ReadonlyMap<number, PaymentIndex>
  readonly ruleOf: ReadonlyMap<string, number>
  /** Shortens a text of a payment to what the report holds of it. */
  readonly cut: (text: string) => string
}

export function findingColumns(
  findings: readonly Finding[],
  paymentsPerFinding: number,
  networkIds: ReadonlySet<string>,
  indexes: Indexes,
): { readonly columns: FindingColumns; readonly terms: readonly ReportTerm[] } {
  const { texts, parties, paymentOf, ruleOf } = indexes
  const terms = new TermIndexer()
  const suppressed: Record<number, Suppressed> = {}
  findings.forEach((finding, index) => {
    if (finding.suppressed !== undefined) suppressed[index] = finding.suppressed
  })
  const columns: FindingColumns = {
    id: findings.map(({ id }) => id),
    rule: findings.map(({ rule }) => knownRule(ruleOf, rule)),
    severity: findings.map(({ severity }) => SEVERITIES.indexOf(severity)),
    subject: findings.map(({ subject }) => (networkIds.has(subject) ? -1 : parties.add(subject))),
    from: findings.map(({ from }) => msOf(from)),
    lasting: findings.map(({ from, to }) => msOf(to) - msOf(from)),
    reason: findings.map(({ reason }) => texts.add(reason)),
    payments: findings.map((finding) =>
      shownRows(finding, paymentsPerFinding).map((row) => paymentOf.get(row)!),
    ),
    paymentCount: findings.map(({ rows }) => rows.length),
    conditions: findings.map(({ conditions }) =>
      conditions.flatMap(({ measure, threshold, observed }) => [
        texts.add(measure),
        texts.add(threshold),
        texts.add(observed),
      ]),
    ),
    matches: findings.map((finding) => matchRows(finding, terms, indexes)),
    contexts: findings.map(({ contexts }) =>
      contexts.map(({ title, factor, observed, payments }) => ({
        title,
        factor,
        observed,
        payments: payments.length,
      })),
    ),
    suppressed,
  }
  return { columns, terms: terms.done() }
}

export function knownRule(ruleOf: ReadonlyMap<string, number>, rule: string): number {
  const index = ruleOf.get(rule)
  assert(index !== undefined, `the rule ${rule} found something and is none that ran`)
  return index
}

/** Epoch milliseconds of ISO 8601 text as findings hold it. */
export function msOf(time: string): number {
  const ms = Date.parse(time)
  assert(!Number.isNaN(ms), `${time} is no time`)
  return ms
}

/** Matches in the payments that the report holds, in texts cut as it holds them. */
function matchRows(finding: Finding, terms: TermIndexer, indexes: Indexes): number[] {
  const { table, texts, paymentOf, cut } = indexes
  if (finding.matches.length === 0) return []
  const rowOf = new Map(finding.rows.map((row) => [table.idOf(row), row]))
  return finding.matches.flatMap((match): number[] => {
    const row = rowOf.get(match.payment)
    const payment = row === undefined ? undefined : paymentOf.get(row)
    if (row === undefined || payment === undefined) return []
    const column = table.text.get(fieldOf(match))
    const whole = column === undefined ? "" : column.values.text(column.codes[row]!)
    const text = cut(whole)
    // The last character of a text that was cut is not its own.
    if (match.end > text.length - (text === whole ? 0 : 1)) return []
    const { field, start, end, heard } = match
    return [payment, texts.add(field), texts.add(text), start, end, terms.add(match), HEARINGS.indexOf(heard)]
  })
}

type Fields = Parameters<PaymentTable["text"]["get"]>[0]

/** Words are found in text fields of payments only. */
function fieldOf({ field }: TextMatch): Fields {
  return field as Fields
}

/** Gives terms their numbers. */
class TermIndexer {
  readonly #terms: ReportTerm[] = []
  readonly #numbers = new Map<string, number>()

  add({ term, lexicon, taxon, lang, kind, ambiguity, source }: TextMatch): number {
    const key = JSON.stringify([term, lexicon, taxon, lang, kind, ambiguity, source])
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.#terms.length
    this.#terms.push({ term, lexicon, taxon, lang, kind, ambiguity, source })
    this.#numbers.set(key, number)
    return number
  }

  done(): readonly ReportTerm[] {
    return this.#terms
  }
}
