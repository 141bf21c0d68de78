// What a thread is told to do, and what it tells of it. All of it is data that can be handed to a thread.
import { sharedParts } from "../engine/shared-parts.ts"
import type { Finding } from "../model/finding.ts"
import type { ExchangeRate } from "../model/rates.ts"
import type { RuleOutcome } from "../model/screening.ts"
import type { SharedTable } from "../model/shared-table.ts"
import type { PaymentTable } from "../model/table.ts"
import type { PackSource } from "../rules/pack-source.ts"
import type { Rule } from "../rules/tree.ts"

export interface RuleTask {
  /** Number of the thread, from 2; 1 is the one that started it. */
  readonly thread: number
  /** See `openBundles`. */
  readonly takenBy: Int32Array
  /** Ids of rules, by bundle. */
  readonly bundles: readonly (readonly string[])[]
  readonly pack: PackSource
  readonly table: SharedTable
  readonly rates: readonly ExchangeRate[] | null
}

/** What a bundle's rules found, in their order. */
export interface BundleFound {
  readonly bundle: number
  readonly found: readonly SentEvaluation[]
}

/** A finding without what the rule and the table say: places alone are more than half of it. */
type SentFinding = Omit<
  Finding,
  "rule" | "ruleVersion" | "typology" | "severity" | "evidence" | "indicators" | "payments" | "places"
>

export interface SentEvaluation {
  readonly findings: readonly SentFinding[]
  readonly outcome: RuleOutcome
}

interface Evaluated {
  readonly findings: Finding[]
  readonly outcome: RuleOutcome
}

export function sendEvaluation({ findings, outcome }: Evaluated): SentEvaluation {
  return {
    findings: findings.map(
      ({ id, subject, role, parties, from, to, measures, conditions, matches, contexts, reason, rows }) => ({
        id,
        subject,
        role,
        parties,
        from,
        to,
        measures,
        conditions,
        matches,
        contexts,
        reason,
        rows,
      }),
    ),
    outcome,
  }
}

/** The evaluation as it was sent; every rule's payments stand in the order of their rows. */
export function receiveEvaluation(
  table: PaymentTable,
  rule: Rule,
  { findings, outcome }: SentEvaluation,
): Evaluated {
  return { findings: findings.map((sent) => wholeFinding(table, rule, sent)), outcome }
}

function wholeFinding(table: PaymentTable, rule: Rule, sent: SentFinding): Finding {
  const { id, rows, ...rest } = sent
  const places = rows.map(sharedParts(table).placeOf)
  return {
    id,
    rule: rule.id,
    ruleVersion: rule.version,
    typology: rule.typology,
    severity: rule.severity,
    evidence: rule.evidence,
    indicators: rule.indicators,
    ...rest,
    payments: places.map(({ payment }) => payment),
    places,
    rows,
  }
}
