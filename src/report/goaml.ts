// A suspicious transaction report as goAML XML, from an alert and its payments. What neither the payments
// nor the profile say is left out and listed: nothing in a report to a financial intelligence unit may be made up.
import type { Alert } from "../model/alert.ts"
import {
  ALERT,
  checkArguments,
  having,
  KNOWN_OF_PARTIES,
  optionsOf,
  SEVERAL,
  TABLE,
  TEXT,
} from "../model/arguments.ts"
import { MISSING } from "../model/dictionary.ts"
import { type Finding, tellApart } from "../model/finding.ts"
import type { GoamlFields, GoamlGap, GoamlPartyKind, GoamlProfile } from "../model/goaml.ts"
import { readIban } from "../model/iban.ts"
import { formatMinor } from "../model/money.ts"
import { rowOrder } from "../model/order.ts"
import { partyNames } from "../model/party.ts"
import { SETTLED } from "../model/payment.ts"
import { fieldText } from "../model/payment-facts.ts"
import type { RateTable } from "../model/rates.ts"
import type { PaymentTable } from "../model/table.ts"
import { formatTime } from "../model/time.ts"
import { compareText } from "../model/vocabulary.ts"
import { createZone } from "../model/zone.ts"
import { goamlGaps, goamlXml } from "./goaml-xml.ts"

/** What is reported. */
export interface GoamlCase {
  readonly alert: Alert
  /** The findings of the alert. */
  readonly findings: readonly Pick<
    Finding,
    "subject" | "rule" | "typology" | "indicators" | "reason" | "payments"
  >[]
  /** A table with its payments. */
  readonly table: PaymentTable
  /** For payments in other currencies than the unit's own. */
  readonly rates?: RateTable | undefined
  /** Day of the report, `2026-11-22`. */
  readonly date?: string | undefined
}

/** A report as XML, and what it still lacks. */
export interface GoamlReport {
  readonly xml: string
  /** Mandatory elements that nobody gave, in the order of the report. Empty: none is known to be missing. */
  readonly missing: readonly GoamlGap[]
}

/** Longest reason that all units take. */
const MAX_REASON = 4000

const PROFILE = having(
  "a profile, as readGoamlProfile makes it",
  "report",
  "transaction",
  "parties",
  "mandatory",
)
const REPORTED = optionsOf(
  { alert: ALERT, findings: SEVERAL, table: TABLE, rates: KNOWN_OF_PARTIES.rates, date: TEXT },
  "alert",
  "findings",
  "table",
)

/** Makes the report of an alert. The alert's id is the reference where the profile gives none. */
export function goamlReport(profile: GoamlProfile, reported: GoamlCase): GoamlReport {
  checkArguments("goamlReport", { profile: [profile, PROFILE], reported: [reported, REPORTED] })
  const { alert, date } = reported
  const { reason, cut } = reasonOf(reported)
  const codes = indicatorCodes(profile, reported)
  const { payments, transactions } = transactionsOf(profile, reported)
  const report: GoamlFields = {
    entity_reference: alert.id,
    ...(date === undefined ? {} : { submission_date: `${date}T00:00:00` }),
    reason,
    ...profile.report,
    ...(transactions.length > 0 ? { transaction: transactions } : {}),
    ...(codes.length > 0 ? { report_indicators: { indicator: codes } } : {}),
  }
  const missing = goamlGaps(report, profile, payments)
  if (cut > 0 && profile.report["reason"] === undefined) {
    const why = `only the first reasons fit into ${MAX_REASON} characters; narratives.md has ${cut} more`
    missing.push({ path: "report/reason", payment: null, why })
  }
  return { xml: goamlXml(report, profile.elements), missing }
}

/**
 * Whole sentences as far as they fit: those on the subject, then those on its network, each with the network's id before it,
 * for the sums in them are not those of the transactions reported.
 */
function reasonOf({ alert, findings }: GoamlCase): { readonly reason: string; readonly cut: number } {
  const onNetwork = new Set(tellApart(alert, findings).onNetwork.map(({ reason }) => reason))
  const reasons = [
    ...alert.reasons.filter((sentence) => !onNetwork.has(sentence)),
    ...alert.reasons
      .filter((sentence) => onNetwork.has(sentence))
      .map((sentence) => `${alert.network}: ${sentence}`),
  ]
  let reason = ""
  for (const [index, sentence] of reasons.entries()) {
    const next = index === 0 ? sentence : `${reason}\n${sentence}`
    if (next.length > MAX_REASON) return { reason, cut: reasons.length - index }
    reason = next
  }
  return { reason, cut: 0 }
}

/** Of all findings, those on the network among them: the alert lists their rules and typologies too. */
function indicatorCodes({ indicators }: GoamlProfile, { findings }: GoamlCase): string[] {
  const keys = findings.flatMap(({ rule, typology, indicators: published }) => [
    `rule:${rule}`,
    `typology:${typology}`,
    ...published.map((indicator) => `indicator:${indicator}`),
  ])
  const codes = new Set(
    [...keys, "*"].flatMap((key) => (Object.hasOwn(indicators, key) ? indicators[key]! : [])),
  )
  return [...codes].sort(compareText)
}

interface Scene extends GoamlCase {
  readonly profile: GoamlProfile
  readonly names: ReadonlyMap<string, string>
  readonly toLocal: (utcMs: number) => number
}

function transactionsOf(
  profile: GoamlProfile,
  reported: GoamlCase,
): { readonly payments: readonly string[]; readonly transactions: readonly GoamlFields[] } {
  const { table, alert, findings } = reported
  // The alert's own payments: findings on its network name those of others too.
  const { own } = tellApart(alert, findings)
  const wanted = new Set(own.flatMap(({ payments }) => payments))
  const rows: number[] = []
  for (let row = 0; row < table.rowCount; row++)
    if (table.status[row] === SETTLED && wanted.has(table.idOf(row))) rows.push(row)
  rows.sort(rowOrder(table))
  const parties = rows
    .flatMap((row) => [table.payer[row]!, table.payee[row]!])
    .filter((code) => code !== MISSING)
  const names = partyNames(table, new Set(parties.map((code) => table.parties.text(code))))
  const scene: Scene = { ...reported, profile, names, toLocal: createZone(profile.timeZone).toLocal }
  return {
    payments: rows.map((row) => table.idOf(row)),
    transactions: rows.map((row) => transactionOf(scene, row)),
  }
}

function transactionOf(scene: Scene, row: number): GoamlFields {
  const { profile, table } = scene
  const id = table.idOf(row)
  const memo = fieldText(table, "memo", row)
  return {
    ...profile.transaction,
    ...(table.hasOwnId(row) ? { transactionnumber: id } : {}),
    ...(memo === "" ? {} : { transaction_description: memo }),
    date_transaction: formatTime(scene.toLocal(table.time[row]!)).slice(0, 19),
    ...codeOf("transmode_code", profile.transmode, fieldText(table, "channel", row)),
    ...amountOf(scene, row),
    ...sideOf(scene, row, "from"),
    ...sideOf(scene, row, "to"),
  }
}

function codeOf(element: string, codes: Readonly<Record<string, string>>, channel: string): GoamlFields {
  const code = Object.hasOwn(codes, channel) ? codes[channel] : codes["*"]
  return code === undefined ? {} : { [element]: code }
}

/** In the unit's own currency, converted where a rate is known. */
function amountOf({ profile, table, rates }: Scene, row: number): GoamlFields {
  const local = localCurrency(profile)
  const currency = table.currencies.text(table.currency[row]!)
  const minor = table.amountMinor[row]!
  if (local === undefined) return {}
  if (local === currency) return { amount_local: formatMinor(minor, currency) }
  const converted = rates?.convert(minor, currency, local, table.time[row]!)
  return converted === undefined ? {} : { amount_local: formatMinor(converted, local) }
}

function localCurrency({ report }: GoamlProfile): string | undefined {
  const local = report["currency_code_local"]
  return typeof local === "string" ? local : undefined
}

function sideOf(scene: Scene, row: number, side: "from" | "to"): GoamlFields {
  const { profile, table } = scene
  const code = table[side === "from" ? "payer" : "payee"][row]!
  const currency = table.currencies.text(table.currency[row]!)
  const country = fieldText(table, side === "from" ? "payerCountry" : "payeeCountry", row)
  const local = localCurrency(profile)
  const foreign = {
    foreign_currency_code: currency,
    foreign_amount: formatMinor(table.amountMinor[row]!, currency),
  }
  const party = table.parties.text(code)
  const client = code !== MISSING && isClient(scene, party)
  const kind = profile.parties.get(party)?.as ?? profile.partiesAs
  const fields: GoamlFields = {
    ...codeOf(`${side}_funds_code`, profile.funds, fieldText(table, "channel", row)),
    // Which currency is foreign is not known where the unit's own is not.
    ...(local === undefined || currency === local ? {} : { [`${side}_foreign_currency`]: foreign }),
    ...(code === MISSING ? {} : { [`${side}_${kind}`]: partyOf(scene, party, kind, client) }),
    ...(country === "" ? {} : { [`${side}_country`]: country }),
  }
  return { [client ? `t_${side}_my_client` : `t_${side}`]: fields }
}

function isClient({ profile: { myClients }, alert }: Scene, party: string): boolean {
  if (myClients === "all" || myClients === "none") return myClients === "all"
  return myClients === "subject" ? party === alert.subject : myClients.includes(party)
}

/** A name of one piece is no first and last name, so a person has only what the profile says of them. */
function partyOf(scene: Scene, party: string, kind: GoamlPartyKind, client: boolean): GoamlFields {
  const known = scene.profile.parties.get(party)?.fields ?? {}
  const name = scene.names.get(party)
  if (kind === "person") return known
  if (kind === "entity") return { ...(name === undefined ? {} : { name }), ...known }
  const iban = readIban(party)
  return {
    ...(client ? scene.profile.institution : {}),
    account: party,
    ...(name === undefined ? {} : { account_name: name }),
    ...(iban === undefined ? {} : { iban }),
    ...known,
  }
}
