// manifest.json: what went in, what was done with it, and what came out, so that a run can be checked and repeated.
// No clock and no machine: the same input, rules and seed give the same bytes.
import type { Intake, Screening } from "../model/screening.ts"
import { totalsByCurrency } from "../model/totals.ts"
import { VERSION } from "../model/version.ts"
import { sealManifest } from "./chain.ts"
import { countRows, rowNumbers } from "./table-rows.ts"

/** A file of the output; `name` is relative to the output directory. */
export interface OutputFact {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** `outputs`: all files but the manifest itself. The last key is `chain`: see `sealManifest`. */
export function manifestJson(screening: Screening, outputs: readonly OutputFact[]): string {
  const { intake, table, pack } = screening
  const manifest = {
    tool: { name: "moneytrail", version: VERSION },
    inputs: intake?.files ?? [],
    rows: intake?.rows ?? countRows(table),
    controlTotals: intake?.controlTotals ?? totalsByCurrency(table, rowNumbers(table)),
    roundedAmounts: intake?.roundedAmounts ?? 0,
    identicalRows: intake?.identicalRows ?? 0,
    warnings: intake?.warnings ?? [],
    timeZones: timeZones(intake),
    parties: screening.parties,
    apart: screening.apart,
    parameters: screening.parameters,
    rules: ruleFacts(screening),
    ruleFiles: pack.files,
    settings: pack.settings,
    overrides: pack.overrides,
    disabledRules: pack.disabled,
    selection: pack.selection,
    listChanges: pack.listChanges,
    suppressions: screening.suppressions,
    workBudgets: screening.outcomes.flatMap(({ rule, budgetReached }) =>
      budgetReached.map((subject) => ({ rule, subject })),
    ),
    results: {
      findings: screening.findings.length,
      alerts: screening.alerts.length,
      suppressedAlerts: screening.alerts.filter((alert) => alert.suppressed !== undefined).length,
      networks: screening.networks.length,
      persons: screening.persons.length,
      accountsOfPersons: screening.persons.reduce((sum, { parties }) => sum + parties.length, 0),
      nameHints: screening.hints.length,
    },
    graph: {
      nodes: screening.nodeCount,
      edges: screening.edgeCount,
      communities: screening.communityCount,
      modularity: screening.modularity,
      hubs: screening.hubs,
    },
    pseudonymised: screening.pseudonyms !== undefined,
    ...screening.pseudonyms,
    run: screening.run ?? null,
    outputs,
  }
  return sealManifest(manifest)
}

/** The zone each file's times were read in, and whether it was assumed. */
function timeZones(intake: Intake | null): { file: string; timeZone: string; assumed: boolean }[] {
  const files = intake?.files ?? []
  return files.map(({ file, timeZone, timeZoneAssumed }) => ({ file, timeZone, assumed: timeZoneAssumed }))
}

/** What each rule was and how it fared. */
function ruleFacts({ pack, outcomes }: Screening): object[] {
  const outcomeOf = new Map(outcomes.map((outcome) => [outcome.rule, outcome]))
  return pack.rules.map(({ id, version, sha256 }) => {
    const outcome = outcomeOf.get(id)
    return {
      id,
      version,
      sha256,
      findings: outcome?.findings ?? 0,
      notApplicable: outcome?.notApplicable ?? 0,
      notDecidable: outcome?.notDecidable ?? 0,
    }
  })
}
