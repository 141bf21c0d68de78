// entities.ftm.json: parties, accounts, payments and alerts as FollowTheMoney entities, one JSON object a line, for Aleph
// and its kin. The model is that of followthemoney 3.8 (https://followthemoney.tech): ids of letters, digits, "." and "-";
// values are lists of text; dates in UTC without a zone; countries in small letters. What FollowTheMoney calls topics of
// crime is never set: an alert is a note, not a verdict.
import { MISSING } from "../model/dictionary.ts"
import { rowOrder } from "../model/order.ts"
import type { Screening } from "../model/screening.ts"
import type { PaymentTable } from "../model/table.ts"
import { sortByText } from "../model/text-order.ts"
import type { FindingRows } from "./finding-rows.ts"
import { entityLines } from "./ftm-entity.ts"
import { type FtmFacts, ftmFacts } from "./ftm-facts.ts"
import { createIds } from "./ftm-ids.ts"
import { accountEntities, partyLines } from "./ftm-parties.ts"
import { paymentLines, rulesOfRows } from "./ftm-payments.ts"
import { personEntities } from "./ftm-persons.ts"

/** What the entities are made of. */
export interface FtmContent extends FtmFacts {
  readonly table: PaymentTable
  readonly findings: readonly FindingRows[]
}

/**
 * The parties of alerts and networks and of the payments that findings name or that networks are made of; these payments;
 * bank accounts where a party's id is an IBAN, with who holds them; persons of several of these accounts, with links to
 * them; and a note for each alert that is not suppressed and for each network. A payment from or to cash or somebody
 * unknown is left out, for FollowTheMoney wants both sides; notes of alerts count these.
 */
export function ftmEntities(screening: Screening): Generator<Uint8Array> {
  const { table, findings } = screening
  return entitiesOf({ table, findings, ...ftmFacts(screening) })
}

/** The same of what they are made of. */
export function* entitiesOf(content: FtmContent): Generator<Uint8Array> {
  const { table, findings, notes } = content
  const rows = paymentRows(content)
  const isTold = new Uint8Array(table.parties.size)
  for (const row of rows) {
    isTold[table.payer[row]!] = 1
    isTold[table.payee[row]!] = 1
  }
  for (const code of content.parties) isTold[code] = 1
  // All accounts of a person, or its links would lead nowhere.
  const persons = content.persons.filter(({ codes }) => codes.some((code) => isTold[code] === 1))
  for (const { codes } of persons) for (const code of codes) isTold[code] = 1
  isTold[MISSING] = 0
  const sorted = sortByText(codesIn(isTold), table.parties)
  const ids = createIds(table)
  yield* partyLines(table, sorted, ids)
  yield* entityLines(accountEntities(table, sorted, ids))
  yield* entityLines(personEntities(persons.map(({ person }) => person)))
  yield* paymentLines(table, rows, ids, rulesOfRows(findings, table.rowCount))
  yield* notes
}

/** The codes that are marked. */
function codesIn(isMarked: Uint8Array): Uint32Array {
  const codes = new Uint32Array(isMarked.reduce((sum, mark) => sum + mark, 0))
  for (let code = 0, count = 0; code < isMarked.length; code++)
    if (isMarked[code] === 1) codes[count++] = code
  return codes
}

/** Rows of payments with both sides known, in order of time. */
function paymentRows({ findings, networkRows, table }: FtmContent): number[] {
  const isNamed = new Uint8Array(table.rowCount)
  for (const finding of findings) for (const row of finding.rows) isNamed[row] = 1
  for (const row of networkRows) isNamed[row] = 1
  const rows: number[] = []
  for (let row = 0; row < isNamed.length; row++) {
    if (isNamed[row] === 1 && table.payer[row] !== MISSING && table.payee[row] !== MISSING) rows.push(row)
  }
  return rows.sort(rowOrder(table))
}
