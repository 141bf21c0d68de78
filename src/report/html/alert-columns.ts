// The alerts of the report, in columns.
import type { Finding } from "../../model/finding.ts"
import { alertPaymentCount } from "../../model/listed-alert.ts"
import type { AlertColumns, Suppressed } from "../page/report-data.ts"
import { type Indexes, knownRule, msOf } from "./finding-columns.ts"
import { flatTotals } from "./flat-totals.ts"
import type { Picked } from "./pick.ts"

export function alertColumns(picked: Picked, { texts, parties, ruleOf }: Indexes): AlertColumns {
  const { alerts, networks, findings, findingsOf } = picked
  const networkOf = new Map(networks.map(({ id }, index) => [id, index]))
  const indexOf = new Map<Finding, number>(findings.map((finding, index) => [finding, index]))
  const suppressed: Record<number, Suppressed> = {}
  alerts.forEach((alert, index) => {
    if (alert.suppressed !== undefined) suppressed[index] = alert.suppressed
  })
  return {
    id: alerts.map(({ id }) => id),
    party: alerts.map(({ subject }) => parties.add(subject)),
    score: alerts.map(({ score }) => score),
    severity: alerts.map(({ severity }) => severity),
    evidence: alerts.map(({ evidence }) => evidence),
    rules: alerts.map(({ rules }) => rules.map((rule) => knownRule(ruleOf, rule))),
    network: alerts.map(({ network }) => networkOf.get(network ?? "") ?? -1),
    findings: findingsOf.map((of) => of.map((finding) => indexOf.get(finding)!)),
    findingCount: alerts.map((alert) => alert.findings.length),
    paymentCount: alerts.map(alertPaymentCount),
    total: alerts.map(({ total }) => flatTotals(total)),
    first: alerts.map(({ first }) => msOf(first)),
    last: alerts.map(({ last }) => msOf(last)),
    reasons: alerts.map(({ reasons }) =>
      reasons.slice(0, picked.limits.findingsPerAlert).map((reason) => texts.add(reason)),
    ),
    suppressed,
  }
}
