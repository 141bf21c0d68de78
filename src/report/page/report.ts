// The report as the page sees it: the JSON in the document, read once, with ways to its parts.
import type { Messages, PluralForm, Sentence } from "../../model/messages.ts"
import { HEARINGS, type Hearing, SEVERITIES, type Severity } from "../../model/vocabulary.ts"
import { readNetworks } from "./read-networks.ts"
import type {
  ContextRow,
  PartyIndex,
  PaymentIndex,
  ReportData,
  ReportNetwork,
  ReportRule,
  Suppressed,
} from "./report-data.ts"

/** What the document holds, its networks as objects. */
export interface Report extends Omit<ReportData, "networks"> {
  readonly networks: readonly ReportNetwork[]
}

function readData(): Report {
  const holder = document.getElementById("report-data")
  const written = JSON.parse(holder?.textContent ?? "null") as ReportData
  return { ...written, networks: readNetworks(written.networks) }
}

export const data: Report = readData()

const plurals = new Intl.PluralRules(data.lang)
const grouped = new Intl.NumberFormat(data.lang)

/** A sentence of the page in its language: `{name}` filled in, numbers grouped, its form chosen by `count`. */
export const say: Messages["say"] = (key, ...[values = {}]) => fill(data.strings[key] ?? key, values)

function fill(sentence: Sentence, values: Readonly<Record<string, string | number>>): string {
  const form: PluralForm = plurals.select(Number(values["count"]))
  const text = typeof sentence === "string" ? sentence : (sentence[form] ?? sentence.other)
  return text.replace(/\{(\w+)\}/g, (written, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : written
    return typeof value === "number" ? numberText(value) : String(value)
  })
}

/** The name of a code; a code without one is its own name. */
export const nameOf: Messages["nameOf"] = (kind, code) => {
  const name = data.strings[`${kind}.${code}`]
  return typeof name === "string" ? name : code
}

export function taxonOf(name: string): string {
  return data.taxa[name] ?? name
}

/** A number with its digits grouped as the page's language has them, whatever that of the machine. */
export function numberText(value: number): string {
  return grouped.format(value)
}

/** Epoch milliseconds of each payment. */
const times: number[] = []
for (const after of data.payments.time) times.push((times.at(-1) ?? 0) + after)

export interface PaymentView {
  readonly index: PaymentIndex
  readonly id: string
  readonly time: number
  readonly amount: string
  readonly currency: string
  readonly payer: PartyIndex
  readonly payee: PartyIndex
  readonly memo: string
  readonly goods: string
  readonly channel: string
  readonly payerCountry: string
  readonly payeeCountry: string
  readonly file: string
  readonly line: number
}

export function payment(index: PaymentIndex): PaymentView {
  const { payments, texts } = data
  const text = (column: readonly number[]) => texts[column[index]!]!
  return {
    index,
    id: payments.id[index]!,
    time: times[index]!,
    amount: payments.amount[index]!,
    currency: text(payments.currency),
    payer: payments.payer[index]!,
    payee: payments.payee[index]!,
    memo: text(payments.memo),
    goods: text(payments.goods),
    channel: text(payments.channel),
    payerCountry: text(payments.payerCountry),
    payeeCountry: text(payments.payeeCountry),
    file: text(payments.file),
    line: payments.line[index]!,
  }
}

export interface ConditionView {
  readonly measure: string
  readonly threshold: string
  readonly observed: string
}

/** A word in a text of a payment; `start` and `end` are UTF-16 offsets, the end exclusive. */
export interface MatchView {
  readonly payment: PaymentIndex
  readonly field: string
  readonly text: string
  readonly start: number
  readonly end: number
  /** Index into `data.terms`. */
  readonly term: number
  readonly heard: Hearing
}

export function matchesOfFinding(index: number): MatchView[] {
  const { texts, findings } = data
  const row = findings.matches[index]!
  const matches: MatchView[] = []
  for (let i = 0; i < row.length; i += 7) {
    matches.push({
      payment: row[i]!,
      field: texts[row[i + 1]!]!,
      text: texts[row[i + 2]!]!,
      start: row[i + 3]!,
      end: row[i + 4]!,
      term: row[i + 5]!,
      heard: HEARINGS[row[i + 6]!]!,
    })
  }
  return matches
}

export interface FindingView {
  readonly id: string
  readonly rule: ReportRule
  readonly severity: Severity
  readonly subject: PartyIndex
  readonly from: number
  readonly to: number
  readonly reason: string
  readonly payments: readonly PaymentIndex[]
  readonly paymentCount: number
  readonly conditions: readonly ConditionView[]
  readonly matches: readonly MatchView[]
  readonly contexts: readonly ContextRow[]
  readonly suppressed: Suppressed | undefined
}

export function finding(index: number): FindingView {
  const { findings, texts } = data
  const parts = findings.conditions[index]!
  const conditions: ConditionView[] = []
  for (let i = 0; i < parts.length; i += 3)
    conditions.push({
      measure: texts[parts[i]!]!,
      threshold: texts[parts[i + 1]!]!,
      observed: texts[parts[i + 2]!]!,
    })
  return {
    id: findings.id[index]!,
    rule: data.rules[findings.rule[index]!]!,
    severity: SEVERITIES[findings.severity[index]!]!,
    subject: findings.subject[index]!,
    from: findings.from[index]!,
    to: findings.from[index]! + findings.lasting[index]!,
    reason: texts[findings.reason[index]!]!,
    payments: findings.payments[index]!,
    paymentCount: findings.paymentCount[index]!,
    conditions,
    matches: matchesOfFinding(index),
    contexts: findings.contexts[index]!,
    suppressed: findings.suppressed[index],
  }
}

export function partyId(index: PartyIndex): string {
  return data.parties.id[index] ?? ""
}

/** Empty: the party has no name. */
export function partyName(index: PartyIndex): string {
  return data.parties.name[index] ?? ""
}

/** Alert of each party that has one. */
const alertOf = new Map(data.alerts.party.map((party, alert) => [party, alert]))
export function alertOfParty(party: PartyIndex): number | undefined {
  return alertOf.get(party)
}

/** Alerts that are not suppressed, whether the page holds them or not. */
export const alertCount: number = Object.values(data.counts.alerts).reduce((sum, count) => sum + count, 0)

/** The weightiest reason that lies in the party's own payments; of an alert with none of these, the weightiest. */
export function headline(alert: number): string {
  const { alerts, findings, texts } = data
  const own = alerts.findings[alert]!.find((index) => findings.subject[index]! >= 0)
  return texts[own === undefined ? (alerts.reasons[alert]![0] ?? 0) : findings.reason[own]!]!
}

const languages = new Intl.DisplayNames(data.lang, { type: "language", fallback: "code" })
/** The name of a language by its BCP 47 tag; what is no tag stays as it is. */
export function languageName(tag: string): string {
  try {
    return languages.of(tag) ?? tag
  } catch {
    return tag
  }
}

/** Alerts that are to be looked at, and those that a recorded decision covers; best first. */
export const standingAlerts: readonly number[] = data.alerts.id.flatMap((_, index) =>
  data.alerts.suppressed[index] === undefined ? [index] : [],
)
export const suppressedAlerts: readonly number[] = data.alerts.id.flatMap((_, index) =>
  data.alerts.suppressed[index] === undefined ? [] : [index],
)
