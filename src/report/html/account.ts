// The account of a run as the report gives it: rows, files, parameters, and how each rule fared.
import type { Alert } from "../../model/alert.ts"
import { partyCountOf } from "../../model/order.ts"
import type { RejectLog } from "../../model/reject.ts"
import type { Screening } from "../../model/screening.ts"
import { totalsByCurrency } from "../../model/totals.ts"
import { compareText, SEVERITIES, type Severity } from "../../model/vocabulary.ts"
import type { Account, RejectCount, ReportCounts, ReportRule } from "../page/report-data.ts"
import { countRows, rowNumbers } from "../table-rows.ts"
import { flatTotals } from "./flat-totals.ts"
import type { Flows } from "./flows.ts"

export async function accountOf(screening: Screening, { screened, span }: Flows): Promise<Account> {
  const { intake, table, pack, parties } = screening
  return {
    files: intake?.files ?? [],
    rows: intake?.rows ?? countRows(table),
    controlTotals: flatTotals(intake?.controlTotals ?? totalsByCurrency(table, rowNumbers(table))),
    roundedAmounts: intake?.roundedAmounts ?? 0,
    identicalRows: intake?.identicalRows ?? 0,
    warnings: intake?.warnings ?? [],
    rejects: intake === null ? [] : await countRejects(intake.rejects),
    screened,
    partyCount: partyCountOf(table),
    span,
    parties:
      parties === null
        ? null
        : {
            file: parties.file,
            sha256: parties.sha256,
            listed: parties.listed,
            matched: parties.matched,
            unknown: parties.unknown,
          },
    parameters: screening.parameters,
    ruleFiles: pack.files,
    settings: pack.settings,
    overrides: pack.overrides,
    selection: pack.selection,
    listChanges: pack.listChanges,
    suppressions: screening.suppressions,
    graph: {
      nodes: screening.nodeCount,
      edges: screening.edgeCount,
      communities: screening.communityCount,
      modularity: screening.modularity,
    },
  }
}

async function countRejects(rejects: RejectLog): Promise<RejectCount[]> {
  const counts = new Map<string, RejectCount>()
  for await (const reject of rejects) {
    const known = counts.get(reject.code)
    counts.set(
      reject.code,
      known === undefined ? { ...reject, count: 1 } : { ...known, count: known.count + 1 },
    )
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || compareText(a.code, b.code))
}

export function countsOf({ alerts, findings, networks }: Screening): ReportCounts {
  const bySeverity: Record<Severity, number> = { info: 0, review: 0, high: 0, critical: 0 }
  const standing = alerts.filter(isStanding)
  for (const severity of SEVERITIES)
    bySeverity[severity] = standing.filter((alert) => alert.severity === severity).length
  return {
    alerts: bySeverity,
    suppressed: alerts.length - standing.length,
    findings: findings.length,
    networks: networks.length,
  }
}

function isStanding({ suppressed }: Alert): boolean {
  return suppressed === undefined
}

/** Rules that ran, by id. */
export function ruleEntries({ pack, outcomes, alerts }: Screening): ReportRule[] {
  const outcomeOf = new Map(outcomes.map((outcome) => [outcome.rule, outcome]))
  const alertsOf = new Map<string, number>()
  for (const alert of alerts.filter(isStanding))
    for (const rule of alert.rules) alertsOf.set(rule, (alertsOf.get(rule) ?? 0) + 1)
  return pack.rules.map((rule) => {
    const outcome = outcomeOf.get(rule.id)
    return {
      id: rule.id,
      version: rule.version,
      title: rule.title,
      status: rule.status,
      typology: rule.typology,
      severity: rule.severity,
      evidence: rule.evidence,
      description: rule.description,
      indicators: rule.indicators,
      references: rule.references,
      falsePositives: rule.falsePositives,
      blindSpots: rule.blindSpots,
      sha256: rule.sha256,
      findings: outcome?.findings ?? 0,
      alerts: alertsOf.get(rule.id) ?? 0,
      notApplicable: outcome?.notApplicable ?? 0,
      notDecidable: outcome?.notDecidable ?? 0,
      budgetReached: outcome?.budgetReached ?? [],
    }
  })
}
