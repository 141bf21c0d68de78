// A finding to test what is made of findings.
import type { Finding } from "../../src/model/finding.ts"

let serial = 0

/** On the party `s`, of one payment, worth a review; each with an id and a reason of its own. */
export function finding(part: Partial<Finding> = {}): Finding {
  serial++
  return {
    id: `f-${serial}`,
    rule: "r",
    ruleVersion: "1.0.0",
    typology: "structuring",
    severity: "review",
    evidence: "flow",
    subject: "s",
    role: "payee",
    parties: [{ party: "s", role: "payee" }],
    payments: ["p1"],
    from: "2026-01-01T00:00:00Z",
    to: "2026-01-01T00:00:00Z",
    measures: {},
    conditions: [],
    matches: [],
    contexts: [],
    indicators: [],
    reason: `reason ${serial}`,
    places: [],
    rows: [0],
    ...part,
  }
}
