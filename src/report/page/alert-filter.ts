// Which alerts the table shows, and in which order.
import { compareText, type EvidenceKind, SEVERITIES, type Severity } from "../../model/vocabulary.ts"
import { data, matchesOfFinding, partyId, partyName, standingAlerts, taxonOf } from "./report.ts"

export type SortColumn = "score" | "party" | "payments" | "findings" | "first" | "last"

export interface AlertView {
  readonly search: string
  /** Least severity; null: any. */
  readonly severity: Severity | null
  readonly evidence: EvidenceKind | null
  readonly typology: string | null
  /** Index of a rule. */
  readonly rule: number | null
  readonly inNetwork: boolean | null
  readonly sort: SortColumn
  readonly ascending: boolean
  /** From 0. */
  readonly page: number
  readonly perPage: number
}

export const FIRST_VIEW: AlertView = {
  search: "",
  severity: null,
  evidence: null,
  typology: null,
  rule: null,
  inNetwork: null,
  sort: "score",
  ascending: false,
  page: 0,
  perPage: 50,
}

/** Alerts that match, in order. */
export function matchingAlerts(view: AlertView): readonly number[] {
  const found = standingAlerts.filter((alert) => matches(alert, view))
  return sorted(found, view)
}

function matches(
  alert: number,
  { search, severity, evidence, typology, rule, inNetwork }: AlertView,
): boolean {
  const { alerts, rules } = data
  if (severity !== null && SEVERITIES.indexOf(alerts.severity[alert]!) < SEVERITIES.indexOf(severity))
    return false
  if (evidence !== null && !alerts.evidence[alert]!.includes(evidence)) return false
  if (typology !== null && !alerts.rules[alert]!.some((index) => rules[index]!.typology === typology))
    return false
  if (rule !== null && !alerts.rules[alert]!.includes(rule)) return false
  if (inNetwork !== null && alerts.network[alert]! >= 0 !== inNetwork) return false
  return wordsOf(search).every((word) => searchText(alert).includes(word))
}

function wordsOf(search: string): string[] {
  return fold(search)
    .split(/\s+/u)
    .filter((word) => word !== "")
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase()
}

const searchTexts: string[] = []

/** What a search goes through, made when first needed. */
function searchText(alert: number): string {
  const text = searchTexts[alert] ?? fold(textsOf(alert).join("\n"))
  searchTexts[alert] = text
  return text
}

function textsOf(alert: number): string[] {
  const { alerts, rules, texts, terms, networks } = data
  const party = alerts.party[alert]!
  // Words in payments of its network are not in those of the party.
  const own = alerts.findings[alert]!.filter((index) => data.findings.subject[index]! >= 0)
  const words = new Set(own.flatMap((index) => matchesOfFinding(index).map(({ term }) => term)))
  return [
    alerts.id[alert]!,
    partyId(party),
    partyName(party),
    networks[alerts.network[alert]!]?.id ?? "",
    ...alerts.rules[alert]!.flatMap((rule) => [rules[rule]!.id, rules[rule]!.title]),
    ...alerts.reasons[alert]!.map((reason) => texts[reason]!),
    ...[...words].flatMap((index) => {
      const { term, taxon } = terms[index]!
      return [term, taxon, taxonOf(taxon)]
    }),
  ]
}

/** Ties keep the order of urgency. */
function sorted(found: number[], { sort, ascending }: AlertView): number[] {
  const { alerts } = data
  if (sort === "score") return ascending ? found.reverse() : found
  const sign = ascending ? 1 : -1
  if (sort === "party") {
    const label = new Map(found.map((alert) => [alert, nameFirst(alerts.party[alert]!)]))
    return found.sort((a, b) => sign * compareText(label.get(a)!, label.get(b)!))
  }
  const column = {
    payments: alerts.paymentCount,
    findings: alerts.findingCount,
    first: alerts.first,
    last: alerts.last,
  }[sort]
  return found.sort((a, b) => sign * (column[a]! - column[b]!))
}

function nameFirst(party: number): string {
  return fold(partyName(party) || partyId(party))
}
