// findings.jsonl: one finding a line, with its evidence to the row.
import { createHash } from "node:crypto"
import type { Finding } from "../model/finding.ts"
import { paymentFacts } from "../model/payment-facts.ts"
import type { PaymentTable } from "../model/table.ts"
import { ByteText, FULL_LENGTH } from "./byte-text.ts"
import { findingHash, type HashedFinding, textAfterPayments, textBeforePayments } from "./finding-hash.ts"
import { jsonObject, jsonText } from "./json-pieces.ts"
import { paymentJson } from "./payment-json.ts"

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

/**
 * Each finding as `writeFinding` tells it, on one line, in pieces of many lines or of a part of one; `table`: the one that
 * the rows of the findings are of.
 */
export function* findingLines(findings: readonly Finding[], table: PaymentTable): Generator<Uint8Array> {
  const addPayment = paymentJson(table)
  const text = new ByteText()
  const hashed = new ByteText()
  for (const finding of findings) {
    const content = contentOf(finding)
    // The text goes through the system's own SHA-256, several times as fast as ours.
    const hash = createHash("sha256").update(textBeforePayments(content))
    // All but the closing brace: places, hash and suppression come after what is known without the payments.
    let rest = ""
    for (const piece of jsonObject({ ...content })) {
      text.add(rest)
      if (text.length >= FULL_LENGTH) yield text.take()
      rest = piece
    }
    text.add(rest.slice(0, -1))
    let before = ',"places":['
    for (const row of finding.rows) {
      text.add(before)
      before = ","
      addPayment(row, text, hashed)
      if (text.length < FULL_LENGTH) continue
      hash.update(hashed.view())
      hashed.clear()
      yield text.take()
    }
    hash.update(hashed.view()).update(textAfterPayments(content))
    hashed.clear()
    const { suppressed } = finding
    const note = suppressed === undefined ? "" : `,"suppressed":${jsonText(suppressed)}`
    if (finding.rows.length === 0) text.add(before)
    text.add(`],"hash":"${hash.digest("hex")}"${note}}\n`)
  }
  yield text.take()
}
