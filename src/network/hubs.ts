// Public hubs: couriers, utilities, platforms, shops with mass custom. They would glue strangers together, so they are
// set apart from the graph and stay an attribute of their customers.
import type { Alert } from "../model/alert.ts"
import { InputError } from "../model/errors.ts"
import type { Hub } from "../model/network.ts"
import { partyNames } from "../model/party.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareSeverity, compareText } from "../model/vocabulary.ts"
import { countCounterparties, type PaymentEdges } from "./edges.ts"

/**
 * More distinct counterparties than this make a hub. A count of people, not a share of the file: households and small
 * sellers deal with some tens of others in a year of records, shops and platforms with hundreds in a month.
 */
export const DEFAULT_HUB_DEGREE = 150

/** Throws `InputError` `OPTION_INVALID`. */
export function checkHubDegree(hubDegree: number): void {
  if (Number.isSafeInteger(hubDegree) && hubDegree > 0) return
  const detail = `hubDegree is ${hubDegree}; give an integer above 0, such as ${DEFAULT_HUB_DEGREE}`
  throw new InputError("OPTION_INVALID", {}, detail)
}

export interface HubInput {
  readonly table: PaymentTable
  readonly edges: PaymentEdges
  /** By party code: 1 for a party that a list names. */
  readonly listedHubs: Uint8Array
  readonly alerts: readonly Alert[]
  readonly hubDegree: number
}

/** Which parties are set apart (1, by party code), and the same as a list in order of party. */
export interface HubsFound {
  readonly isHub: Uint8Array
  readonly hubs: readonly Hub[]
}

/**
 * A listed party is a hub whatever its alerts: the list is a person's decision. By degree, a party under an alert that
 * rests on words or flows is none, however many buyers it has: the big seller is whom the graph is for.
 */
export function findHubs(input: HubInput): HubsFound {
  const { table, edges, listedHubs, hubDegree } = input
  const partyCount = edges.outStarts.length - 2
  const kept = new Set(input.alerts.filter(keepsInGraph).map(({ subject }) => table.parties.code(subject)))
  const isHub = new Uint8Array(partyCount + 1)
  const found: Omit<Hub, "name">[] = []
  for (let party = 1; party <= partyCount; party++) {
    const edgeCount =
      edges.outStarts[party + 1]! -
      edges.outStarts[party]! +
      edges.inStarts[party + 1]! -
      edges.inStarts[party]!
    if (edgeCount === 0) continue
    const listed = listedHubs[party] === 1
    // Nearly all have too few edges to be a hub by degree, and need not be counted.
    if (!listed && (edgeCount <= hubDegree || kept.has(party))) continue
    const degree = countCounterparties(edges, party)
    if (!listed && degree <= hubDegree) continue
    isHub[party] = 1
    found.push({ party: table.parties.text(party), by: listed ? "list" : "degree", degree })
  }
  const names = partyNames(
    table,
    found.map(({ party }) => party),
  )
  const hubs = found
    .sort((a, b) => compareText(a.party, b.party))
    // Key by key: where objects are spread, each new one has a hidden class of its own, larger than itself.
    .map(({ party, by, degree }) => ({ party, by, degree, name: names.get(party) ?? "" }))
  return { isHub, hubs }
}

/** An alert that stands: not suppressed, and for an analyst to look at. */
export function isReviewed(alert: Alert): boolean {
  return alert.suppressed === undefined && compareSeverity(alert.severity, "review") >= 0
}

function keepsInGraph(alert: Alert): boolean {
  return isReviewed(alert) && alert.evidence.some((kind) => kind === "text" || kind === "flow")
}
