// findings.jsonl: one finding a line, with its evidence to the row.
import type { Finding } from "../model/finding.ts"
import { paymentFacts } from "../model/payment-facts.ts"
import type { PaymentTable } from "../model/table.ts"
import { findingHash, type HashedFinding, startFindingHash } from "./finding-hash.ts"
import { escapeSeparators, jsonObject, jsonText } from "./json-pieces.ts"
import { paymentTexts } from "./payment-texts.ts"

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
    ...contentOf(finding),
    places: finding.rows.map((row) => paymentFacts(table, row)),
  }
  const { suppressed } = finding
  return { ...content, hash: findingHash(content), ...(suppressed === undefined ? {} : { suppressed }) }
}

function contentOf(finding: Finding): Omit<HashedFinding, "places"> {
  return {
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
  }
}

/** Places written at a time. */
const CHUNK_LENGTH = 1024

/**
 * Each finding as `writeFinding` tells it, on one line; `table`: the one that the rows of the findings are of. Payments,
 * of which findings name hundreds of thousands, are turned to text once for the line and for its hash.
 */
export function* findingLines(findings: readonly Finding[], table: PaymentTable): Generator<string> {
  const textOf = paymentTexts(table)
  for (const finding of findings) {
    const content = contentOf(finding)
    const hash = startFindingHash(content)
    // All but the closing brace: places, hash and suppression come after what is known without the payments.
    let rest = ""
    for (const piece of jsonObject({ ...content })) {
      yield rest
      rest = piece
    }
    yield `${rest.slice(0, -1)},"places":[`
    for (let start = 0; start < finding.rows.length; start += CHUNK_LENGTH) {
      const texts = finding.rows.slice(start, start + CHUNK_LENGTH).map(textOf)
      hash.addPayments(texts.map(({ line }) => line))
      yield `${start === 0 ? "" : ","}${escapeSeparators(texts.map(({ place }) => place).join(","))}`
    }
    const { suppressed } = finding
    yield `],"hash":"${hash.done()}"${suppressed === undefined ? "" : `,"suppressed":${jsonText(suppressed)}`}}\n`
  }
}
