// Findings that hold what they list as numbers of a table: a busy party has dozens of findings that each name all of its
// payments and all who dealt with it. Objects and texts for these are made when somebody reads them.
import type { Finding, PartyInRole, PaymentPlace } from "./finding.ts"
import { ownGetter } from "./own-getter.ts"
import { ownText, sameTexts } from "./own-text.ts"
import { otherSides, type PartyCodes } from "./party-codes.ts"
import { idsOf } from "./row-ids.ts"
import type { PaymentTable } from "./table.ts"
import { formatTime } from "./time.ts"

/** What a finding says beside its lists, and beside the times of the first and the last of its payments. */
export type ToldFinding = Omit<Finding, "parties" | "payments" | "from" | "to" | "places" | "rows">

/** What a finding lists. */
export interface FindingLists {
  /** In canonical order, at least one. */
  readonly rows: readonly number[]
  /** All who took part beside the subject, in order of role; null: the payers and payees of the rows. */
  readonly others: readonly PartyCodes[] | null
  /** All who took part, where they are no parties of the rows alone. */
  readonly parties?: readonly PartyInRole[] | undefined
}

interface Held extends Omit<FindingLists, "rows"> {
  readonly table: PaymentTable
}

type ListName = "parties" | "payments" | "places"
type Read = { -readonly [List in ListName]?: Finding[List] }

const HELD = Symbol("held")

interface Holder extends Finding {
  readonly [HELD]: Held
}

/** Lists that were read once: few ever are. */
const readOf = new WeakMap<Finding, Read>()

/**
 * A finding over the rows of a table. It has the fields of any other, in the same order, and is as equal to one, as
 * printable and as fit for a copy: `parties`, `payments` and `places` are made when they are read, once, and `from` and
 * `to` each time.
 */
export function listFinding(table: PaymentTable, told: ToldFinding, lists: FindingLists): Finding {
  const { rows, others, parties } = lists
  const { heldAlike, sameText } = alikeOf(table)
  const { id, rule, ruleVersion, typology, severity, evidence, subject, role } = told
  const first = {
    id: ownText(id),
    rule,
    ruleVersion,
    typology,
    severity,
    evidence,
    subject: ownText(subject),
    role,
  }
  // One after another and with the same getters for all: so all findings have one hidden class.
  Object.defineProperty(first, "parties", GETTERS.parties)
  Object.defineProperty(first, "payments", GETTERS.payments)
  Object.defineProperty(first, "from", GETTERS.from)
  Object.defineProperty(first, "to", GETTERS.to)
  const more = Object.assign(first, {
    measures: told.measures,
    conditions: told.conditions.map(({ measure, threshold, observed }) => ({
      measure: sameText(measure),
      threshold: sameText(threshold),
      observed: ownText(observed),
    })),
    matches: orNone(told.matches),
    contexts: orNone(told.contexts),
    indicators: told.indicators,
    reason: ownText(told.reason),
  })
  Object.defineProperty(more, "places", GETTERS.places)
  const { suppressed } = told
  const whole = Object.assign(more, suppressed === undefined ? { rows } : { rows, suppressed })
  const held: Held = others === null && parties === undefined ? heldAlike : { table, others, parties }
  return Object.defineProperty(whole, HELD, { value: held }) as typeof whole &
    Pick<Finding, ListName | "from" | "to">
}

const NONE: readonly never[] = Object.freeze([])

/** Most findings have none, and no array of their own for it. */
const orNone = <Item>(items: readonly Item[]): readonly Item[] => (items.length === 0 ? NONE : items)

/** What findings over a table have in common. */
interface Alike {
  /** Of those whose parties are the payers and payees of their rows. */
  readonly heldAlike: Held
  readonly sameText: (text: string) => string
}

const alike = new WeakMap<PaymentTable, Alike>()

function alikeOf(table: PaymentTable): Alike {
  const known = alike.get(table) ?? {
    heldAlike: { table, others: null, parties: undefined },
    sameText: sameTexts(),
  }
  alike.set(table, known)
  return known
}

const MAKERS: { readonly [List in ListName]: (finding: Holder) => Finding[List] } = {
  parties: (finding) => finding[HELD].parties ?? namedParties(finding),
  payments: ({ rows, [HELD]: { table } }) => idsOf(table, rows),
  places: ({ rows, [HELD]: { table } }) => rows.map((row) => placeOf(table, row)),
}

const GETTERS = {
  parties: listGetter("parties"),
  payments: listGetter("payments"),
  places: listGetter("places"),
  from: ownGetter(({ rows, [HELD]: { table } }: Holder) => formatTime(table.time[rows[0]!]!)),
  to: ownGetter(({ rows, [HELD]: { table } }: Holder) => formatTime(table.time[rows[rows.length - 1]!]!)),
}

function listGetter<List extends ListName>(list: List): PropertyDescriptor & ThisType<Holder> {
  return ownGetter((finding: Holder) => {
    const read = readOf.get(finding) ?? {}
    readOf.set(finding, read)
    read[list] ??= MAKERS[list](finding)
    return read[list]
  })
}

/** Where a payment of a finding stands. */
export function placeOf(table: PaymentTable, row: number): PaymentPlace {
  return { payment: table.idOf(row), file: table.files.text(table.fileOf(row)), line: table.lineOf(row) }
}

function namedParties(finding: Holder): PartyInRole[] {
  const { table } = finding[HELD]
  const parties: PartyInRole[] = [{ party: finding.subject, role: finding.role }]
  for (const { role, codes } of othersIn(finding))
    for (const code of codes) parties.push({ party: table.parties.text(code), role })
  return parties
}

function othersIn({ subject, rows, [HELD]: { table, others } }: Holder): readonly PartyCodes[] {
  return others ?? otherSides(table, rows, subject)
}

/** The lists of a finding over this table; undefined for one that was made otherwise, or of another table's rows. */
export function listsOf(finding: Finding, table: PaymentTable): FindingLists | undefined {
  if (!isHolder(finding) || finding[HELD].table !== table) return undefined
  const { others, parties } = finding[HELD]
  return { rows: finding.rows, others, parties }
}

/**
 * Those who took part beside the subject, by role and in order of their names; undefined where `listsOf` is, and where they
 * are known by name only.
 */
export function othersOf(finding: Finding, table: PaymentTable): readonly PartyCodes[] | undefined {
  if (!isHolder(finding) || finding[HELD].table !== table || finding[HELD].parties !== undefined)
    return undefined
  return othersIn(finding)
}

/** The finding with something else said, or something more. */
export function retellFinding(finding: Finding, changes: Partial<ToldFinding>): Finding {
  if (!isHolder(finding)) return { ...finding, ...changes }
  const { table, others, parties } = finding[HELD]
  const { id, rule, ruleVersion, typology, severity, evidence, subject, role } = finding
  const { measures, conditions, matches, contexts, indicators, reason, suppressed, rows } = finding
  const told = { id, rule, ruleVersion, typology, severity, evidence, subject, role }
  const more = { measures, conditions, matches, contexts, indicators, reason }
  const noted = suppressed === undefined ? {} : { suppressed }
  return listFinding(table, { ...told, ...more, ...noted, ...changes }, { rows, others, parties })
}

function isHolder(finding: Finding): finding is Holder {
  return HELD in finding
}
