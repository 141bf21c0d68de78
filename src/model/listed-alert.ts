// Alerts that hold their payments as numbers of a table, as findings do: those of a busy party are many, and their ids are
// texts of their own each.
import type { Alert } from "./alert.ts"
import { ownGetter } from "./own-getter.ts"
import { ownText } from "./own-text.ts"
import { idsOf } from "./row-ids.ts"
import type { PaymentTable } from "./table.ts"
import { formatTime } from "./time.ts"

/** What an alert says beside its payments, and beside the times of the first and the last of them. */
export type ToldAlert = Omit<Alert, "payments" | "first" | "last">

const TABLE = Symbol("table")
const ROWS = Symbol("rows")

interface Holder extends Alert {
  readonly [TABLE]: PaymentTable
  /** In canonical order, at least one. */
  readonly [ROWS]: readonly number[]
}

/** Ids of payments that were read: few ever are. */
const readOf = new WeakMap<Alert, readonly string[]>()

/**
 * An alert over the rows of a table. It has the fields of any other, and is as equal to one, as printable and as fit for a
 * copy: `payments` are made when they are read, once, and `first` and `last` each time.
 */
export function listAlert(table: PaymentTable, rows: readonly number[], told: ToldAlert): Alert {
  const alert = {
    id: ownText(told.id),
    subject: told.subject,
    name: ownText(told.name),
    score: told.score,
    severity: told.severity,
    evidence: told.evidence,
    reasons: told.reasons,
    rules: told.rules,
    typologies: told.typologies,
    findings: told.findings,
    network: told.network,
  }
  // One after another and with the same getters for all: so all alerts have one hidden class.
  Object.defineProperty(alert, "payments", GETTERS.payments)
  const more = Object.assign(alert, { total: told.total })
  Object.defineProperty(more, "first", GETTERS.first)
  Object.defineProperty(more, "last", GETTERS.last)
  const { suppressed } = told
  const whole = suppressed === undefined ? more : Object.assign(more, { suppressed })
  Object.defineProperty(whole, TABLE, { value: table })
  return Object.defineProperty(whole, ROWS, { value: rows }) as typeof whole &
    Pick<Alert, "payments" | "first" | "last">
}

const GETTERS = {
  payments: ownGetter((alert: Holder) => {
    const read = readOf.get(alert) ?? idsOf(alert[TABLE], alert[ROWS])
    readOf.set(alert, read)
    return read
  }),
  first: ownGetter(({ [TABLE]: { time }, [ROWS]: rows }: Holder) => formatTime(time[rows[0]!]!)),
  last: ownGetter(({ [TABLE]: { time }, [ROWS]: rows }: Holder) => formatTime(time[rows[rows.length - 1]!]!)),
}

/** The payments of an alert as rows of a table; undefined for an alert that holds their ids. */
export function alertRows(
  alert: Alert,
): { readonly table: PaymentTable; readonly rows: readonly number[] } | undefined {
  return isHolder(alert) ? { table: alert[TABLE], rows: alert[ROWS] } : undefined
}

/** How many they are. */
export function alertPaymentCount(alert: Alert): number {
  return isHolder(alert) ? alert[ROWS].length : alert.payments.length
}

/** The alert with something else said. */
export function retellAlert(alert: Alert, changes: Partial<ToldAlert>): Alert {
  if (!isHolder(alert)) return { ...alert, ...changes }
  return listAlert(alert[TABLE], alert[ROWS], { ...toldBy(alert), ...changes })
}

/** All that an alert says, without its payments. */
function toldBy(alert: Alert): ToldAlert {
  const { id, subject, name, score, severity, evidence, reasons } = alert
  const { rules, typologies, findings, network, total, suppressed } = alert
  const told = { id, subject, name, score, severity, evidence, reasons, rules, typologies, findings, network }
  return suppressed === undefined ? { ...told, total } : { ...told, total, suppressed }
}

function isHolder(alert: Alert): alert is Holder {
  return ROWS in alert
}
