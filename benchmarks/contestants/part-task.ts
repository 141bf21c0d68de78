// What contestants in one part of the work must do: read a ledger, or say which payments conditions hold for. Time is
// taken inside the process, from the first byte or the first payment on; answers are checked by the runner.
import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { parseStream } from "fast-csv"
import { ledgerPath } from "./answers.ts"
import { type Payment, paymentSchema } from "./ordinary-schema.ts"

export interface PartReport {
  readonly answers: unknown
  readonly seconds: number
  readonly peakKilobytes: number
}

/** What was read: rows, and sums of hundredths by currency. */
export interface Reading {
  readonly rows: number
  readonly totals: Readonly<Record<string, number>>
}

export async function competeInReading(read: (path: string) => Promise<Reading>): Promise<void> {
  const start = performance.now()
  const { rows, totals } = await read(ledgerPath())
  finish({ rows, totals: inOrder(totals) }, start)
}

/** Sums for readers that give cells: of a row the amount is cell 5, the currency cell 6, as the ledger's header says. */
export class Sums implements Reading {
  rows = 0
  readonly totals: Record<string, number> = {}

  add(cells: readonly string[]): void {
    this.rows++
    const currency = cells[6]!
    this.totals[currency] = (this.totals[currency] ?? 0) + Math.round(Number(cells[5]) * 100)
  }
}

/** The conditions, in the words that all contestants use. */
export const CONDITIONS = [
  "underCnyLine",
  "underUsdLine",
  "sale",
  "parcel",
  "collected",
  "privatePayee",
  "notSmall",
  "onRoute",
] as const

export type ConditionName = (typeof CONDITIONS)[number]

/** For each condition the places, from 0 in the order of the file, of the payments that it holds for. */
export type Held = Readonly<Record<ConditionName, readonly number[]>>

/** `prepare` gets the payments ready and gives the work that is timed. */
export async function competeInConditions(
  prepare: (path: string) => Promise<() => Held | Promise<Held>>,
): Promise<void> {
  const work = await prepare(ledgerPath())
  const start = performance.now()
  const held = await work()
  const seconds = performance.now() - start
  const answers = CONDITIONS.map((name) => {
    const places = held[name]
    return [name, places.length, createHash("sha256").update(places.join()).digest("hex")]
  })
  finish(answers, performance.now() - seconds)
}

/** Payments as objects, as the ordinary pipeline has them. */
export async function readObjects(path: string): Promise<Payment[]> {
  const payments: Payment[] = []
  for await (const row of parseStream(createReadStream(path), { headers: true })) {
    payments.push(paymentSchema.parse(row))
  }
  return payments
}

/** Lists to put the places of payments on. */
export function noneHeld(): Record<ConditionName, number[]> {
  return Object.fromEntries(CONDITIONS.map((name) => [name, []])) as unknown as Record<
    ConditionName,
    number[]
  >
}

const inOrder = (totals: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries(totals).sort(([a], [b]) => (a < b ? -1 : 1))

function finish(answers: unknown, start: number): void {
  const seconds = (performance.now() - start) / 1000
  const line: PartReport = { answers, seconds, peakKilobytes: process.resourceUsage().maxRSS }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}
