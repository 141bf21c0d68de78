// What a thread is told to do, and what it tells of it. All of it is data that can be handed to a thread.
import { assert } from "../model/errors.ts"
import type { Finding } from "../model/finding.ts"
import { type FindingLists, listFinding, listsOf, type ToldFinding } from "../model/listed-finding.ts"
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
  /** It takes some of so many bundles, the first. */
  readonly among: number
  readonly pack: PackSource
  readonly table: SharedTable
  /** Settled rows of the table in canonical order. */
  readonly order: Uint32Array
  readonly rates: readonly ExchangeRate[] | null
}

/** What a bundle's rules found, in their order. */
export interface BundleFound {
  readonly bundle: number
  readonly found: readonly SentEvaluation[]
}

/** What a finding says that the rule does not say, and what it lists, as numbers of the table. */
interface SentFinding {
  readonly told: Omit<ToldFinding, keyof ReturnType<typeof saidByRule>>
  readonly lists: FindingLists
}

export interface SentEvaluation {
  readonly findings: readonly SentFinding[]
  readonly outcome: RuleOutcome
}

interface Evaluated {
  readonly findings: Finding[]
  readonly outcome: RuleOutcome
}

export function sendEvaluation(table: PaymentTable, { findings, outcome }: Evaluated): SentEvaluation {
  return { findings: findings.map((finding) => sentFinding(table, finding)), outcome }
}

function sentFinding(table: PaymentTable, finding: Finding): SentFinding {
  const { id, subject, role, measures, conditions, matches, contexts, reason } = finding
  const lists = listsOf(finding, table)
  assert(lists !== undefined, `finding ${id} is of the table that it was found in`)
  const { rows, others, parties } = lists
  return {
    told: { id, subject, role, measures, conditions, matches, contexts, reason },
    lists: { rows, others, parties },
  }
}

/** The evaluation as it was sent. */
export function receiveEvaluation(
  table: PaymentTable,
  rule: Rule,
  { findings, outcome }: SentEvaluation,
): Evaluated {
  const said = saidByRule(rule)
  return {
    findings: findings.map(({ told, lists }) => listFinding(table, { ...said, ...told }, lists)),
    outcome,
  }
}

function saidByRule({ id, version, typology, severity, evidence, indicators }: Rule) {
  return { rule: id, ruleVersion: version, typology, severity, evidence, indicators }
}
