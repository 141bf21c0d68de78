// entities.ftm.json: parties, accounts, payments and alerts as FollowTheMoney entities, one JSON object a line, for Aleph
// and its kin. The model is that of followthemoney 3.8 (https://followthemoney.tech): ids of letters, digits, "." and "-";
// values are lists of text; dates in UTC without a zone; countries in small letters. What FollowTheMoney calls topics of
// crime is never set: an alert is a note, not a verdict.
import type { Alert } from "../model/alert.ts"
import { MISSING } from "../model/dictionary.ts"
import type { Network } from "../model/network.ts"
import { rowOrder } from "../model/order.ts"
import type { Screening } from "../model/screening.ts"
import { sortByText } from "../model/text-order.ts"
import { formatTotal } from "./csv-cells.ts"
import type { FindingRows } from "./finding-rows.ts"
import { type Entity, entityLines, MAX_TEXT } from "./ftm-entity.ts"
import { createIds, partyId } from "./ftm-ids.ts"
import { accountEntities, partyLines } from "./ftm-parties.ts"
import { paymentLines, rulesOfRows } from "./ftm-payments.ts"
import { personEntities } from "./ftm-persons.ts"
import { rowsOfEdges } from "./network-graph.ts"
import { mapLazily } from "./workbook.ts"

/** What the entities are made of; a screening is. */
export interface FtmContent extends Pick<Screening, "networks" | "persons" | "table"> {
  readonly alerts: readonly Omit<Alert, "findings" | "payments">[]
  readonly findings: readonly FindingRows[]
}

/**
 * The parties of alerts and networks and of the payments that findings name or that networks are made of; these payments;
 * bank accounts where a party's id is an IBAN, with who holds them; persons of several of these accounts, with links to
 * them; and a note for each alert that is not suppressed and for each network. A payment from or to cash or somebody
 * unknown is left out, for FollowTheMoney wants both sides.
 */
export function* ftmEntities(content: FtmContent): Generator<Uint8Array> {
  const { alerts, networks, table } = content
  const rows = paymentRows(content)
  const isTold = new Uint8Array(table.parties.size)
  for (const row of rows) {
    isTold[table.payer[row]!] = 1
    isTold[table.payee[row]!] = 1
  }
  const add = (party: string) => {
    isTold[table.parties.code(party)] = 1
  }
  const shown = alerts.filter(({ suppressed }) => suppressed === undefined)
  for (const { subject } of shown) add(subject)
  for (const { members, contacts } of networks) for (const { party } of [...members, ...contacts]) add(party)
  // All accounts of a person, or its links would lead nowhere.
  const persons = content.persons.filter((person) =>
    person.parties.some((party) => isTold[table.parties.code(party)] === 1),
  )
  for (const party of persons.flatMap((person) => person.parties)) add(party)
  isTold[MISSING] = 0
  const sorted = sortByText(codesIn(isTold), table.parties)
  const ids = createIds(table)
  yield* partyLines(table, sorted, ids)
  yield* entityLines(accountEntities(table, sorted, ids))
  yield* entityLines(personEntities(persons))
  yield* paymentLines(table, rows, ids, rulesOfRows(content.findings, table.rowCount))
  yield* entityLines(mapLazily(shown, alertNote))
  yield* entityLines(mapLazily(networks, networkNote))
}

/** The codes that are marked. */
function codesIn(isMarked: Uint8Array): Uint32Array {
  const codes = new Uint32Array(isMarked.reduce((sum, mark) => sum + mark, 0))
  for (let code = 0, count = 0; code < isMarked.length; code++)
    if (isMarked[code] === 1) codes[count++] = code
  return codes
}

/** Rows of payments with both sides known, in order of time. */
function paymentRows({ findings, networks, table }: FtmContent): number[] {
  const edges = networks.flatMap((network) => network.edges)
  const rowsOf = rowsOfEdges(table, edges)
  const isNamed = new Uint8Array(table.rowCount)
  for (const finding of findings) for (const row of finding.rows) isNamed[row] = 1
  for (const edge of edges) for (const row of rowsOf(edge)) isNamed[row] = 1
  const rows: number[] = []
  for (let row = 0; row < isNamed.length; row++) {
    if (isNamed[row] === 1 && table.payer[row] !== MISSING && table.payee[row] !== MISSING) rows.push(row)
  }
  return rows.sort(rowOrder(table))
}

function alertNote(alert: FtmContent["alerts"][number]): Entity {
  const { id, subject, score, severity, typologies, reasons, total, first, last } = alert
  return {
    id,
    schema: "Note",
    properties: {
      name: [id],
      entity: [partyId(subject)],
      summary: [`score ${score}, ${severity}; ${formatTotal(total)}, ${first} to ${last}`],
      description: [reasons.join("\n").slice(0, MAX_TEXT)],
      keywords: typologies,
    },
  }
}

/** Of members only: contacts are customers, whom nobody accuses. */
function networkNote(network: Network): Entity {
  const { id, members, score, severity, taxa, reasons, total, from, to } = network
  return {
    id,
    schema: "Note",
    properties: {
      name: [id],
      entity: members.map(({ party }) => partyId(party)),
      summary: [`score ${score}, ${severity}; ${formatTotal(total)}, ${from} to ${to}`],
      description: [reasons.join("\n").slice(0, MAX_TEXT)],
      keywords: taxa,
    },
  }
}
