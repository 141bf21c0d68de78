// findings.jsonl: one finding a line, with its evidence to the row.
import type { Finding } from "../model/finding.ts"
import { paymentFacts } from "../model/payment-facts.ts"
import type { PaymentTable } from "../model/table.ts"
import { findingHash, type HashedFinding } from "./finding-hash.ts"
import { jsonObject } from "./json-pieces.ts"

/**
 * A finding as it is written: without its row numbers, which mean something only in the process that made them, and with
 * what its payments are beside their places.
 */
export interface WrittenFinding extends HashedFinding {
  /** Of its content: see `findingHash`. */
  readonly hash: string
}

/** A finding as it is written; `table`: the one that its rows are of. */
export function writeFinding(finding: Finding, table: PaymentTable): WrittenFinding {
  const content: HashedFinding = {
    id: finding.id,
    rule: finding.rule,
    ruleVersion: finding.ruleVersion,
    typology: finding.typology,
    severity: finding.severity,
    evidence: finding.evidence,
    subject: finding.subject,
    role: finding.role,
    parties: finding.parties,
    payments: finding.payments,
    from: finding.from,
    to: finding.to,
    measures: finding.measures,
    conditions: finding.conditions,
    matches: finding.matches,
    contexts: finding.contexts,
    indicators: finding.indicators,
    reason: finding.reason,
    places: finding.rows.map((row) => paymentFacts(table, row)),
  }
  const { suppressed } = finding
  return { ...content, hash: findingHash(content), ...(suppressed === undefined ? {} : { suppressed }) }
}

/** `table`: the one that the rows of the findings are of. */
export function* findingLines(findings: readonly Finding[], table: PaymentTable): Generator<string> {
  for (const finding of findings) {
    yield* jsonObject({ ...writeFinding(finding, table) })
    yield "\n"
  }
}
