// Makes a finding from the payments of an episode: figures, parties, places and one sentence.
import { assert } from "../model/errors.ts"
import type { ConditionResult, Finding, PartyInRole, TextMatch } from "../model/finding.ts"
import { stableId } from "../model/hash.ts"
import { listFinding } from "../model/listed-finding.ts"
import type { Messages } from "../model/messages.ts"
import { ownText } from "../model/own-text.ts"
import { differentCodes, type PartyCodes } from "../model/party-codes.ts"
import type { PaymentTable } from "../model/table.ts"
import { DAY_MS, formatTime, utcDay } from "../model/time.ts"
import { totalsByCurrency } from "../model/totals.ts"
import { compareText } from "../model/vocabulary.ts"
import { COUNTED_NOUNS, countWords } from "../rules/reason.ts"
import type { Rule } from "../rules/tree.ts"
import type { EngineContext } from "./context.ts"

const PLACEHOLDER = new RegExp(`\\{(\\w+)\\}${COUNTED_NOUNS}`, "g")
/** Words of a sentence before the rest is only counted. */
const LISTED_WORDS = 10

/** What a detector found. */
export interface Evidence {
  readonly subject: string
  /** payer, payee, party, holder; of motifs opener, hub, source, sink, payer; `network`. */
  readonly role: string
  /** What the group is, for the id: the subject, or both parties of a pair. */
  readonly group: readonly string[]
  /** Time of the first trigger: no other episode of the group has it. */
  readonly startMs: number
  /** In canonical order, at least one. */
  readonly rows: readonly number[]
  readonly conditions: readonly ConditionResult[]
  readonly matches: readonly TextMatch[]
  /** Of a sequence or motif: how often it was carried out. */
  readonly instances?: number
  /** All who took part, subject first; else the subject and these others; else the payers and payees of the rows. */
  readonly parties?: readonly PartyInRole[] | undefined
  /** In order of role; each party once in a role, the subject not among them. */
  readonly others?: readonly PartyCodes[]
  /** Further values for the sentence: `members`, `contacts`, `rules`. */
  readonly words?: Readonly<Record<string, string | number>>
}

export function makeFinding(
  { table, messages }: Pick<EngineContext, "table" | "messages">,
  rule: Rule,
  evidence: Evidence,
): Finding {
  const { subject, role, group, startMs, rows, conditions, matches, instances } = evidence
  const firstMs = table.time[rows[0]!]!
  const lastMs = table.time[rows[rows.length - 1]!]!
  const sides: Sides = {
    own: table.parties.code(subject),
    payers: differentCodes(table.payer, rows, table.parties.size),
    payees: differentCodes(table.payee, rows, table.parties.size),
  }
  const figures = figuresOf(table, rows, role, sides)
  const { count, total, payers, payees, days } = figures
  const told = {
    id: stableId("f", [rule.id, role, ...group, formatTime(startMs)]),
    rule: rule.id,
    ruleVersion: rule.version,
    typology: rule.typology,
    severity: rule.severity,
    evidence: rule.evidence,
    subject,
    role,
    // Key by key: where objects are spread, each new one has a hidden class of its own, as large as itself.
    measures: instances === undefined ? figures : { count, total, payers, payees, days, instances },
    conditions,
    matches,
    contexts: [],
    indicators: rule.indicators,
    reason: fillReason(rule.detection.reason, {
      subject: () => subject,
      count: () => count,
      total: () => total,
      payers: () => payers,
      payees: () => payees,
      days: () => days,
      from: () => utcDay(firstMs),
      to: () => utcDay(lastMs),
      period: () => periodOf(messages, utcDay(firstMs), utcDay(lastMs)),
      terms: () => listTexts(messages, matches, (match) => match.term),
      taxa: () => listTexts(messages, matches, (match) => messages.taxon(match.taxon)),
      countries: () => countriesOf(messages, table, rows),
      instances: () => instances ?? 0,
      parties: () => countParties(evidence, sides),
      members: () => evidence.words?.["members"] ?? 0,
      contacts: () => evidence.words?.["contacts"] ?? 0,
      rules: () => evidence.words?.["rules"] ?? messages.say("list.none"),
    }),
  }
  return listFinding(table, told, { rows, others: evidence.others ?? null, parties: evidence.parties })
}

/** Codes of the subject and of all who pay and are paid in a finding. */
interface Sides {
  readonly own: number
  readonly payers: Uint32Array
  readonly payees: Uint32Array
}

/** Those who took part, whatever their roles. */
function countParties({ parties, others }: Evidence, { own, payers, payees }: Sides): number {
  if (parties !== undefined) return new Set(parties.map(({ party }) => party)).size
  const codes = new Set([own])
  const took = others === undefined ? [payees, payers] : others.map((one) => one.codes)
  for (const side of took) for (const code of side) codes.add(code)
  return codes.size
}

/**
 * Figures over all payments of a finding, which are in order of time. Days are UTC. Payers and payees are counted without
 * cash or unknown, and without a subject whose role is not to pay or to be paid but to stand between them: the hub of a
 * gather-scatter is none of its payers.
 */
function figuresOf(
  table: PaymentTable,
  rows: readonly number[],
  role: Evidence["role"],
  { own, payers, payees }: Sides,
) {
  let days = 0
  let lastDay = Number.NaN
  for (const row of rows) {
    const day = Math.floor(table.time[row]! / DAY_MS)
    if (day !== lastDay) days++
    lastDay = day
  }
  const totals = Object.entries(totalsByCurrency(table, rows))
  const isBetween = role !== "payer" && role !== "payee" && payers.includes(own) && payees.includes(own)
  const others = (codes: Uint32Array) =>
    (isBetween || role === "party") && codes.includes(own) ? codes.length - 1 : codes.length
  return {
    count: rows.length,
    total: ownText(totals.map(([currency, total]) => `${total} ${currency}`).join(", ")),
    payers: others(payers),
    payees: others(payees),
    days,
  }
}

function countriesOf(messages: Messages, table: PaymentTable, rows: readonly number[]): string {
  const countries = new Set<string>()
  for (const field of ["payerCountry", "payeeCountry"] as const) {
    const column = table.text.get(field)
    if (column === undefined) continue
    for (const row of rows) countries.add(column.values.text(column.codes[row]!))
  }
  countries.delete("")
  return listOrNone(messages, countries)
}

function listTexts(
  messages: Messages,
  matches: readonly TextMatch[],
  textOf: (match: TextMatch) => string,
): string {
  const texts = new Set(matches.filter((match) => match.kind !== "benign").map(textOf))
  texts.delete("")
  return listOrNone(messages, texts)
}

const listOrNone = (messages: Messages, texts: ReadonlySet<string>): string =>
  texts.size === 0 ? messages.say("list.none") : listWords(messages, [...texts].sort(compareText))

function periodOf(messages: Messages, from: string, to: string): string {
  return from === to ? messages.say("period.day", { day: from }) : messages.say("period.days", { from, to })
}

/** The first few, and how many more there are. */
export function listWords(
  messages: Messages,
  texts: readonly string[],
  separator: "join.comma" | "join.semicolon" = "join.comma",
): string {
  const rest = texts.length - LISTED_WORDS
  const shown = texts.slice(0, LISTED_WORDS).join(messages.say(separator))
  return rest > 0 ? messages.say("list.more", { list: shown, count: rest }) : shown
}

/** Puts values in place of `{name}`; values are not read again. */
function fillReason(template: string, values: Readonly<Record<string, () => string | number>>): string {
  const filled = template.replace(PLACEHOLDER, (_, name: string, noun = "") => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    assert(value !== undefined, `a checked rule's reason has the placeholder {${name}}`)
    return countWords(String(value()), noun)
  })
  return filled.replace(/\bbetween (\d{4}-\d\d-\d\d) and \1\b/g, "on $1")
}
