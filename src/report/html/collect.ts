// A screening as the data of report.html.
import { ENGLISH, type Messages, SENTENCE_KEYS } from "../../model/messages.ts"
import { partyNames } from "../../model/party.ts"
import type { Screening } from "../../model/screening.ts"
import { nextTurn } from "../../model/steps.ts"
import { utcDay } from "../../model/time.ts"
import { VERSION } from "../../model/version.ts"
import type { ReportData, ReportTerm } from "../page/report-data.ts"
import { accountOf, countsOf, ruleEntries } from "./account.ts"
import { alertColumns } from "./alert-columns.ts"
import { findingColumns, type Indexes } from "./finding-columns.ts"
import { measureFlows } from "./flows.ts"
import { PartyIndexer, TextIndexer } from "./index-texts.ts"
import { hintEntries, networkEntries, personEntry, personsOf } from "./network-entries.ts"
import { paymentColumns } from "./payment-columns.ts"
import { pick } from "./pick.ts"

/** Same screening, same data. Gives way now and then; rejects with the signal's reason when it is aborted. */
export async function collectReport(screening: Screening, signal?: AbortSignal): Promise<ReportData> {
  const { table, messages } = screening
  const picked = pick(screening)
  await nextTurn(signal)
  const { limits, networks } = picked
  const rules = ruleEntries(screening)
  const texts = new TextIndexer()
  const parties = new PartyIndexer()
  const indexes: Indexes = {
    table,
    texts,
    parties,
    paymentOf: new Map(picked.rows.map((row, index) => [row, index])),
    ruleOf: new Map(rules.map(({ id }, index) => [id, index])),
    cut: (text) => cutText(text, limits.textLength),
  }
  const payments = paymentColumns(table, picked.rows, texts, parties, indexes.cut)
  await nextTurn(signal)
  const flows = measureFlows(table, screening.findings, networks, alertDays(screening))
  await nextTurn(signal)
  const persons = personsOf(screening.persons, networks)
  const personOf = new Map(persons.map(({ id }, index) => [id, index]))
  const alerts = alertColumns(picked, indexes)
  await nextTurn(signal)
  const reported = networkEntries(picked, flows.networkMonths, personOf, indexes)
  await nextTurn(signal)
  const networkIds = new Set(screening.networks.map(({ id }) => id))
  const findings = findingColumns(picked.findings, limits.paymentsPerFinding, networkIds, indexes)
  await nextTurn(signal)
  const hubs = screening.hubs.map(({ party, by, degree }) => ({ party: parties.add(party), by, degree }))
  const personEntries = persons.map((person) => personEntry(person, parties))
  const hints = hintEntries(screening, networks, parties)
  const taxa = [
    ...findings.terms.map(({ taxon }: ReportTerm) => taxon),
    ...networks.flatMap((each) => each.taxa),
  ]
  return {
    format: 1,
    version: VERSION,
    ...language(messages, taxa),
    limits,
    counts: countsOf(screening),
    account: await accountOf(screening, flows),
    rules,
    indicators: screening.pack.indicators,
    texts: texts.done(),
    parties: parties.done(partyNames(table, parties.ids)),
    terms: findings.terms,
    payments,
    findings: findings.columns,
    alerts,
    networks: reported,
    hubs,
    persons: personEntries,
    hints,
    days: flows.days,
    months: flows.months,
    corridors: flows.corridors.slice(0, limits.corridors),
    corridorCount: flows.corridors.length,
  }
}

/** A text of which the report holds the beginning ends in an ellipsis; no surrogate pair is cut in two. */
function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  const code = text.charCodeAt(most - 1)
  return `${text.slice(0, code >= 0xd800 && code <= 0xdbff ? most - 1 : most)}…`
}

function alertDays({ alerts }: Screening): Map<string, number> {
  const days = new Map<string, number>()
  for (const { last, suppressed } of alerts) {
    if (suppressed !== undefined) continue
    const day = utcDay(Date.parse(last))
    days.set(day, (days.get(day) ?? 0) + 1)
  }
  return days
}

/** A language that has no words for the page gets it in English; findings are in its own all the same. */
function language(
  messages: Messages,
  taxa: readonly string[],
): Pick<ReportData, "lang" | "strings" | "taxa"> {
  const hasPage = messages.sentenceOf("report.page-overview") !== ENGLISH.sentenceOf("report.page-overview")
  const page = hasPage ? messages : ENGLISH
  return {
    lang: page.lang,
    strings: Object.fromEntries(SENTENCE_KEYS.map((key) => [key, page.sentenceOf(key)])),
    taxa: Object.fromEntries(
      [...new Set(taxa)]
        .map((taxon) => [taxon, messages.taxon(taxon)] as const)
        .filter(([taxon, name]) => taxon !== name),
    ),
  }
}
