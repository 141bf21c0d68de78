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
import { jsonText, PLAIN } from "./json-pieces.ts"
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
  const shown = alerts.filter(({ suppressed }) => suppressed === undefined)
  const parties = partiesToTell(screening, rows, shown)
  const idsOf = createIds(table)
  for (const entity of partyEntities(table, parties, idsOf)) yield line(entity)
  for (const party of parties) for (const entity of accountEntities(party)) yield line(entity)
  const rulesOf = rulesOfRows(screening)
  for (const row of rows) yield line(paymentEntity(table, row, idsOf, rulesOf.get(row) ?? []))
  for (const alert of shown) yield line(alertNote(alert))
  for (const network of networks) yield line(networkNote(network))
}

/** Values without text are left out, as are properties without values. */
function line({ id, schema, properties }: Entity): string {
  let told = ""
  for (const name in properties) {
    let values = ""
    for (const value of properties[name]!) {
      if (value !== "") values += `${values === "" ? "" : ","}${valueText(value)}`
    }
    if (values !== "") told += `${told === "" ? "" : ","}"${name}":[${values}]`
  }
  return `{"id":"${id}","schema":"${schema}","properties":{${told}}}\n`
}

const SURROGATE = /[\ud800-\udfff]/

/** As JSON; halves of a pair become U+FFFD. */
function valueText(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`
  return jsonText(SURROGATE.test(value) ? value.replace(/\p{Cs}/gu, "\ufffd") : value)
}

/** Rows of payments with both sides known, in order of time. */
function paymentRows({ findings, networks, table }: Screening): number[] {
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

/** In order of text. */
function partiesToTell({ table, networks }: Screening, rows: readonly number[], alerts: readonly Alert[]) {
  const isTold = new Uint8Array(table.parties.size)
  for (const row of rows) {
    isTold[table.payer[row]!] = 1
    isTold[table.payee[row]!] = 1
  }
  const add = (party: string) => {
    isTold[table.parties.code(party)] = 1
  }
  for (const { subject } of alerts) add(subject)
  for (const { members, contacts } of networks) for (const { party } of [...members, ...contacts]) add(party)
  const parties: string[] = []
  for (let code = MISSING + 1; code < isTold.length; code++) {
    if (isTold[code] === 1) parties.push(table.parties.text(code))
  }
  return parties.sort(compareText)
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

/** Ids of a party and of its account, if it is one. */
interface PartyIds {
  readonly party: string
  readonly account: readonly string[]
}

/** By party code, each worked out once, for most stand in many payments. */
function createIds(table: PaymentTable): (code: number) => PartyIds {
  const known: PartyIds[] = []
  return (code) => {
    const before = known[code]
    if (before !== undefined) return before
    const party = table.parties.text(code)
    const iban = readIban(party)
    const ids = { party: partyId(party), account: iban === undefined ? [] : [accountId(iban)] }
    known[code] = ids
    return ids
  }
}

function* partyEntities(
  table: PaymentTable,
  parties: readonly string[],
  idsOf: (code: number) => PartyIds,
): Generator<Entity> {
  const names = partyNames(table, parties)
  const [countries, kinds, phones, addresses, businesses] = (
    ["Country", "Kind", "Phone", "Address", "Business"] as const
  ).map((column) => valuesOf(table, column))
  for (const party of parties) {
    const code = table.parties.code(party)
    yield {
      id: idsOf(code).party,
      schema: schemaOf(kinds!(code)),
      properties: {
        name: [names.get(party) ?? party],
        idNumber: party.length <= MAX_IDENTIFIER ? [party] : [],
        country: countries!(code)
          .map((country) => country.toLowerCase())
          .filter((country) => /^[a-z]{2}$/.test(country)),
        phone: phones!(code),
        address: addresses!(code),
        sector: businesses!(code),
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

/**
 * What payments say of each party, by its code, in a pair of fields such as `payerCountry` and `payeeCountry`: texts in
 * their order.
 */
function valuesOf(table: PaymentTable, column: string): (party: number) => string[] {
  const sides = (["payer", "payee"] as const).flatMap((side) => {
    const field = table.text.get(partyField(side, column))
    return field === undefined
      ? []
      : [{ ...codesSaid(table[side], field.codes, table.parties.size), ...field }]
  })
  return (party) => {
    const texts = new Set<string>()
    for (const { first, more, values } of sides) {
      if (first[party] !== MISSING) texts.add(values.text(first[party]!))
      for (const code of more.get(party) ?? []) texts.add(values.text(code))
    }
    return texts.size < 2 ? [...texts] : [...texts].sort(compareText)
  }
}

/** By party, the first code that is said of it, and those of the others, for the few parties that have several. */
function codesSaid(
  parties: Uint32Array,
  codes: Uint32Array,
  partyCount: number,
): { readonly first: Uint32Array; readonly more: ReadonlyMap<number, ReadonlySet<number>> } {
  const first = new Uint32Array(partyCount)
  const more = new Map<number, Set<number>>()
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!
    const party = parties[row]!
    if (code === MISSING || code === first[party]) continue
    if (first[party] === MISSING) first[party] = code
    else more.set(party, (more.get(party) ?? new Set()).add(code))
  }
  return { first, more }
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
