// Findings that hold what they list as numbers of a table: a busy party has dozens of findings that each name all of its
// payments and all who dealt with it. Objects and texts for these are made when somebody reads them.
import type { Finding, PartyInRole, PaymentPlace } from "./finding.ts"
import { otherSides, type PartyCodes } from "./party-codes.ts"
import { idsOf } from "./row-ids.ts"
import type { PaymentTable } from "./table.ts"

/** What a finding says beside its lists. */
export type ToldFinding = Omit<Finding, "parties" | "payments" | "places" | "rows">

/** What a finding lists. */
export interface FindingLists {
  readonly rows: readonly number[]
  /** All who took part beside the subject, in order of role; null: the payers and payees of the rows. */
  readonly others: readonly PartyCodes[] | null
  /** All who took part, where they are no parties of the rows alone. */
  readonly parties?: readonly PartyInRole[] | undefined
}

interface Held extends FindingLists {
  readonly table: PaymentTable
  readonly told: ToldFinding
  /** What was read once. */
  readonly read: { -readonly [List in ListName]?: Finding[List] }
}

type ListName = "parties" | "payments" | "places"

const HELD = Symbol("held")

interface Holder {
  readonly [HELD]: Held
}

/**
 * A finding over the rows of a table. It has the fields of any other, in the same order, and is as equal to one, as
 * printable and as fit for a copy: `parties`, `payments` and `places` are made when they are read, once.
 */
export function listFinding(table: PaymentTable, told: ToldFinding, lists: FindingLists): Finding {
  const { id, rule, ruleVersion, typology, severity, evidence, subject, role } = told
  const { from, to, measures, conditions, matches, contexts, indicators, reason, suppressed } = told
  const held: Held = { table, told, read: {}, ...lists }
  const first = { id, rule, ruleVersion, typology, severity, evidence, subject, role }
  // One after another and with the same getters for all: so all findings have one hidden class.
  Object.defineProperty(first, "parties", GETTERS.parties)
  Object.defineProperty(first, "payments", GETTERS.payments)
  const more = Object.assign(first, { from, to, measures, conditions, matches, contexts, indicators, reason })
  Object.defineProperty(more, "places", GETTERS.places)
  const { rows } = lists
  const whole = Object.assign(more, suppressed === undefined ? { rows } : { rows, suppressed })
  return Object.defineProperty(whole, HELD, { value: held }) as typeof whole & Pick<Finding, ListName>
}

const MAKERS: { readonly [List in ListName]: (held: Held) => Finding[List] } = {
  parties: (held) => held.parties ?? namedParties(held),
  payments: ({ table, rows }) => idsOf(table, rows),
  places: ({ table, rows }) => rows.map((row) => placeOf(table, row)),
}

const GETTERS = { parties: getterOf("parties"), payments: getterOf("payments"), places: getterOf("places") }

function getterOf<List extends ListName>(list: List): PropertyDescriptor & ThisType<Holder> {
  return {
    enumerable: true,
    configurable: true,
    get() {
      const { read } = this[HELD]
      read[list] ??= MAKERS[list](this[HELD])
      return read[list]
    },
  }
}

/** Where a payment of a finding stands. */
export function placeOf(table: PaymentTable, row: number): PaymentPlace {
  return { payment: table.idOf(row), file: table.files.text(table.file[row]!), line: table.line[row]! }
}

function namedParties(held: Held): PartyInRole[] {
  const { table, told } = held
  const parties: PartyInRole[] = [{ party: told.subject, role: told.role }]
  for (const { role, codes } of othersIn(held))
    for (const code of codes) parties.push({ party: table.parties.text(code), role })
  return parties
}

function othersIn({ table, told, rows, others }: Held): readonly PartyCodes[] {
  return others ?? otherSides(table, rows, told.subject)
}

/** The lists of a finding over this table; undefined for one that was made otherwise, or of another table's rows. */
export function listsOf(finding: Finding, table: PaymentTable): FindingLists | undefined {
  return heldOver(finding, table)
}

/**
 * Those who took part beside the subject, by role and in order of their names; undefined where `listsOf` is, and where they
 * are known by name only.
 */
export function othersOf(finding: Finding, table: PaymentTable): readonly PartyCodes[] | undefined {
  const held = heldOver(finding, table)
  return held === undefined || held.parties !== undefined ? undefined : othersIn(held)
}

function heldOver(finding: Finding, table: PaymentTable): Held | undefined {
  const held = heldBy(finding)
  return held?.table === table ? held : undefined
}

/** The finding with something else said, or something more. */
export function retellFinding(finding: Finding, changes: Partial<ToldFinding>): Finding {
  const held = heldBy(finding)
  if (held === undefined) return { ...finding, ...changes }
  const { table, told, rows, others, parties } = held
  return listFinding(table, { ...told, ...changes }, { rows, others, parties })
}

function heldBy(finding: Finding): Held | undefined {
  return HELD in finding ? (finding as Finding & Holder)[HELD] : undefined
}
