// entities.ftm.json: parties, accounts, payments and alerts as FollowTheMoney entities, one JSON object a line, for Aleph
// and its kin. The model is that of followthemoney 3.8 (https://followthemoney.tech): ids of letters, digits, "." and "-";
// values are lists of text; dates in UTC without a zone; countries in small letters. What FollowTheMoney calls topics of
// crime is never set: an alert is a note, not a verdict.
import type { Alert } from "../model/alert.ts"
import { MISSING } from "../model/dictionary.ts"
import { stableId } from "../model/hash.ts"
import { readIban } from "../model/iban.ts"
import { formatMinor } from "../model/money.ts"
import type { Network } from "../model/network.ts"
import { rowOrder } from "../model/order.ts"
import { partyNames } from "../model/party.ts"
import { partyField } from "../model/party-table.ts"
import type { Screening } from "../model/screening.ts"
import type { PaymentTable } from "../model/table.ts"
import { formatTime } from "../model/time.ts"
import { compareText } from "../model/vocabulary.ts"
import { formatTotal } from "./csv-cells.ts"
import { jsonObject } from "./json-pieces.ts"
import { rowsOfEdges } from "./network-graph.ts"

interface Entity {
  readonly id: string
  readonly schema:
    | "Person"
    | "Organization"
    | "LegalEntity"
    | "BankAccount"
    | "Ownership"
    | "Payment"
    | "Note"
  readonly properties: Readonly<Record<string, readonly string[]>>
}

/** Longest values that FollowTheMoney keeps of an identifier and of a text. */
const MAX_IDENTIFIER = 64
const MAX_TEXT = 65_000

/**
 * The parties of alerts and networks and of the payments that findings name or that networks are made of; these payments;
 * bank accounts where a party's id is an IBAN, with who holds them; and a note for each alert that is not suppressed and
 * for each network. A payment from or to cash or somebody unknown is left out, for FollowTheMoney wants both sides.
 */
export function* ftmEntities(screening: Screening): Generator<string> {
  const { alerts, networks, table } = screening
  const rows = paymentRows(screening)
  const parties = new Set(rows.flatMap((row) => [table.payer[row]!, table.payee[row]!]))
  const add = (party: string) => parties.add(table.parties.code(party))
  const shown = alerts.filter(({ suppressed }) => suppressed === undefined)
  for (const { subject } of shown) add(subject)
  for (const { members, contacts } of networks) for (const { party } of [...members, ...contacts]) add(party)
  parties.delete(MISSING)
  const names = [...parties].map((code) => table.parties.text(code)).sort(compareText)
  for (const entity of partyEntities(table, names)) yield* line(entity)
  for (const party of names) for (const entity of accountEntities(party)) yield* line(entity)
  const rulesOf = rulesOfRows(screening)
  const idsOf = createIds(table)
  for (const row of rows) yield* line(paymentEntity(table, row, idsOf, rulesOf.get(row) ?? []))
  for (const alert of shown) yield* line(alertNote(alert))
  for (const network of networks) yield* line(networkNote(network))
}

/** Values without text are left out, as are properties without values. */
function* line({ id, schema, properties }: Entity): Generator<string> {
  const filled = Object.entries(properties)
    .map(([name, values]) => [
      name,
      values.filter((value) => value !== "").map((value) => value.replace(/\p{Cs}/gu, "\ufffd")),
    ])
    .filter(([, values]) => values!.length > 0)
  yield* jsonObject({ id, schema, properties: Object.fromEntries(filled) })
  yield "\n"
}

/** Rows of payments with both sides known, in order of time. */
function paymentRows({ findings, networks, table }: Screening): number[] {
  const edges = networks.flatMap((network) => network.edges)
  const rowsOf = rowsOfEdges(table, edges)
  const rows = new Set<number>()
  for (const finding of findings) for (const row of finding.rows) rows.add(row)
  for (const edge of edges) for (const row of rowsOf(edge)) rows.add(row)
  return [...rows]
    .filter((row) => table.payer[row] !== MISSING && table.payee[row] !== MISSING)
    .sort(rowOrder(table))
}

function rulesOfRows({ findings }: Screening): Map<number, string[]> {
  const rules = new Map<number, string[]>()
  for (const { rule, rows } of findings) {
    for (const row of rows) {
      const known = rules.get(row)
      if (known === undefined) rules.set(row, [rule])
      else if (!known.includes(rule)) known.push(rule)
    }
  }
  return rules
}

const partyId = (party: string) => stableId("party", [party])
const accountId = (iban: string) => stableId("account", [iban])

/** Ids of a party and of its account, if it is one; each worked out once, for most stand in many payments. */
interface PartyIds {
  readonly party: string
  readonly account: readonly string[]
}

function createIds(table: PaymentTable): (code: number) => PartyIds {
  const known = new Map<number, PartyIds>()
  return (code) => {
    const before = known.get(code)
    if (before !== undefined) return before
    const party = table.parties.text(code)
    const iban = readIban(party)
    const ids = { party: partyId(party), account: iban === undefined ? [] : [accountId(iban)] }
    known.set(code, ids)
    return ids
  }
}

function* partyEntities(table: PaymentTable, parties: readonly string[]): Generator<Entity> {
  const names = partyNames(table, parties)
  const known = Object.fromEntries(
    ["Country", "Kind", "Phone", "Address", "Business"].map((column) => [
      column,
      valuesOf(table, parties, column),
    ]),
  )
  const sorted = (column: string, party: string) => [...(known[column]?.get(party) ?? [])].sort(compareText)
  for (const party of parties) {
    const countries = sorted("Country", party).map((country) => country.toLowerCase())
    yield {
      id: partyId(party),
      schema: schemaOf(sorted("Kind", party)),
      properties: {
        name: [names.get(party) ?? party],
        idNumber: party.length <= MAX_IDENTIFIER ? [party] : [],
        country: countries.filter((country) => /^[a-z]{2}$/.test(country)),
        phone: sorted("Phone", party),
        address: sorted("Address", party),
        sector: sorted("Business", party),
      },
    }
  }
}

/** A party table may say what a party is, in a column `kind`; nothing else tells a person from a business. */
function schemaOf(kinds: readonly string[]): "Person" | "Organization" | "LegalEntity" {
  const [kind, ...others] = new Set(kinds.map((text) => text.trim().toLowerCase()))
  if (kind === undefined || others.length > 0) return "LegalEntity"
  if (kind === "person") return "Person"
  return /^(?:organi[sz]ation|company|business)$/.test(kind) ? "Organization" : "LegalEntity"
}

/** What payments say of each party in a pair of fields, such as `payerCountry` and `payeeCountry`. */
function valuesOf(table: PaymentTable, parties: readonly string[], column: string): Map<string, Set<string>> {
  const values = new Map(parties.map((party) => [table.parties.code(party), new Set<string>()]))
  for (const side of ["payer", "payee"] as const) {
    const field = table.text.get(partyField(side, column))
    if (field === undefined) continue
    for (let row = 0; row < table.rowCount; row++) {
      const code = field.codes[row]!
      if (code !== MISSING) values.get(table[side][row]!)?.add(field.values.text(code))
    }
  }
  return new Map([...values].map(([code, texts]) => [table.parties.text(code), texts]))
}

/** A BankAccount has no holder of its own: an Ownership says who it is. */
function* accountEntities(party: string): Generator<Entity> {
  const iban = readIban(party)
  if (iban === undefined) return
  const country = iban.slice(0, 2).toLowerCase()
  yield {
    id: accountId(iban),
    schema: "BankAccount",
    properties: { name: [iban], iban: [iban], accountNumber: [party], country: [country] },
  }
  yield {
    id: stableId("ownership", [party]),
    schema: "Ownership",
    properties: { owner: [partyId(party)], asset: [accountId(iban)] },
  }
}

function paymentEntity(
  table: PaymentTable,
  row: number,
  idsOf: (code: number) => PartyIds,
  rules: readonly string[],
): Entity {
  const payer = idsOf(table.payer[row]!)
  const payee = idsOf(table.payee[row]!)
  const currency = table.currencies.text(table.currency[row]!)
  const memo = table.text.get("memo")
  return {
    id: stableId("payment", [table.idOf(row)]),
    schema: "Payment",
    properties: {
      payer: [payer.party],
      payerAccount: payer.account,
      beneficiary: [payee.party],
      beneficiaryAccount: payee.account,
      // The first 19 characters: FollowTheMoney knows neither zone nor parts of seconds.
      date: [formatTime(table.time[row]!).slice(0, 19)],
      amount: [formatMinor(table.amountMinor[row]!, currency)],
      currency: [currency],
      purpose: memo === undefined ? [] : [memo.values.text(memo.codes[row]!).slice(0, MAX_TEXT)],
      transactionNumber: table.hasOwnId(row) ? [table.idOf(row)] : [],
      recordId: [`${table.files.text(table.file[row]!)}:${table.line[row]}`],
      summary: [rules.join(", ")],
    },
  }
}

function alertNote(alert: Alert): Entity {
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
function networkNote({ id, members, score, severity, taxa, reasons, total, from, to }: Network): Entity {
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
