// The content hash of a finding: two that say the same have the same, and whoever changes what one says changes it.
import type { Finding } from "../model/finding.ts"
import { runningSha256 } from "../model/hash.ts"
import type { PaymentFacts } from "../model/payment-facts.ts"
import { compareText } from "../model/vocabulary.ts"

/** What the hash is of: a finding with what its payments are. */
export interface HashedFinding extends Omit<Finding, "rows" | "places"> {
  readonly places: readonly PaymentFacts[]
}

/** Lines of payments hashed at a time. */
const CHUNK_LENGTH = 1024

/**
 * SHA-256, 64 hexadecimal digits, of JSON arrays in UTF-8, each followed by a line feed:
 *
 * 1. id, rule, version, typology, severity, evidence, subject, role, parties as `[party, role]`, first and last time,
 *    measures as `[name, value]` by name, conditions as `[measure, threshold, observed]`, indicators;
 * 2. a line for each payment in canonical order: id, time, payer, payee, amount, memo. The id is null where it was made
 *    from the payment's place;
 * 3. matches as `[payment, field, start, end, text, term, lexicon, taxon, lang, kind, ambiguity, source, heard]`, where
 *    the payment is its number in the lines of 2, from 0;
 * 4. contexts as `[context, factor, observed, payments]`, payments as in 3.
 *
 * Not in it: files and lines (the same rows in another order or in other files are the same finding), sentences
 * and titles, and whether a suppression covers it. Conditions are told in the language of the run, so that runs in two
 * languages differ in it.
 */
export function findingHash(finding: HashedFinding): string {
  const hash = runningSha256()
  const { places } = finding
  hash.add(textBeforePayments(finding))
  for (let start = 0; start < places.length; start += CHUNK_LENGTH) {
    const lines = places.slice(start, start + CHUNK_LENGTH).map(paymentLine)
    hash.add(`${lines.join("\n")}\n`)
  }
  hash.add(textAfterPayments(finding))
  return hash.done()
}

type Hashed<Field extends keyof HashedFinding> = Pick<HashedFinding, Field>

/** What is hashed before the lines of payments. */
function textBeforePayments(finding: HashedFinding): string {
  const parties = finding.parties.map(({ party, role }) => JSON.stringify([party, role]))
  return textBeforeParties(finding) + parties.join(",") + textAfterParties(finding)
}

/** What is hashed before the parties, each of which is `[party, role]`, with commas between. */
export function textBeforeParties(
  finding: Hashed<"id" | "rule" | "ruleVersion" | "typology" | "severity" | "evidence" | "subject" | "role">,
): string {
  const { id, rule, ruleVersion, typology, severity, evidence, subject, role } = finding
  const line = [id, rule, ruleVersion, typology, severity, evidence, subject, role]
  return `${JSON.stringify(line).slice(0, -1)},[`
}

/** What is hashed between the parties and the lines of payments. */
export function textAfterParties(
  finding: Hashed<"from" | "to" | "measures" | "conditions" | "indicators">,
): string {
  const line = [
    finding.from,
    finding.to,
    Object.entries(finding.measures).sort(([a], [b]) => compareText(a, b)),
    finding.conditions.map(({ measure, threshold, observed }) => [measure, threshold, observed]),
    finding.indicators,
  ]
  return `],${JSON.stringify(line).slice(1)}\n`
}

/** What is hashed behind them. */
export function textAfterPayments(finding: Hashed<"payments" | "matches" | "contexts">): string {
  // Only what is told of words and contexts names payments by number.
  if (finding.matches.length + finding.contexts.length === 0) return "[]\n[]\n"
  const numberOf = numbersOf(finding)
  const [matches, contexts] = [matchesByNumber(finding, numberOf), contextsByNumber(finding, numberOf)]
  return `${JSON.stringify(matches)}\n${JSON.stringify(contexts)}\n`
}

type NumberOf = ReadonlyMap<string, number>

function matchesByNumber({ matches }: Hashed<"matches">, numberOf: NumberOf): unknown[] {
  return matches.map((match) => [
    numberOf.get(match.payment) ?? null,
    match.field,
    match.start,
    match.end,
    match.text,
    match.term,
    match.lexicon,
    match.taxon,
    match.lang,
    match.kind,
    match.ambiguity,
    match.source,
    match.heard,
  ])
}

function contextsByNumber({ contexts }: Hashed<"contexts">, numberOf: NumberOf): unknown[] {
  return contexts.map(({ context, factor, observed, payments }) => [
    context,
    factor,
    observed,
    payments.map((payment) => numberOf.get(payment) ?? null),
  ])
}

function numbersOf(finding: Hashed<"payments">): NumberOf {
  return new Map(finding.payments.map((payment, number) => [payment, number]))
}

/** The line of one payment, without its line feed. */
function paymentLine({ payment, file, line, time, payer, payee, amount, memo }: PaymentFacts): string {
  return JSON.stringify([isOfPlace(payment, file, line) ? null : payment, time, payer, payee, amount, memo])
}

/** Whether the id was made from the place: see `PaymentTable.idOf`. */
export function isOfPlace(payment: string, file: string, line: number): boolean {
  if (!payment.startsWith(file)) return false
  return /^(?: \(\d+\))?:(\d+)(?:\.\d+)?$/.exec(payment.slice(file.length))?.[1] === String(line)
}
