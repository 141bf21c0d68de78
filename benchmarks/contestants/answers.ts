// What every contestant must answer about a ledger, in a form that can be compared.
import { createHash } from "node:crypto"

/** The detections that `ours` and `ordinary` both make, each as the rule of that id in benchmarks/rules has it. */
export const QUESTIONS = [
  "wildlife-words",
  "cny-structuring-payee",
  "cny-structuring-payer",
  "usd-cash-structuring",
  "courier-after-sale",
  "collected-on-delivery",
  "fan-in",
  "fan-out",
  "velocity",
  "corridor",
] as const

export type Question = (typeof QUESTIONS)[number]

export interface Answers {
  readonly accepted: number
  /** By currency; sums of hundredths divided once, so equal sums are equal numbers. */
  readonly totals: Readonly<Record<string, number>>
  readonly detections: Readonly<Record<Question, HitSet>>
  readonly graph: GraphAnswer | null
}

export interface GraphAnswer {
  /** Parties that pay or are paid by another. */
  readonly nodes: number
  /** Pairs of them with payments between them. */
  readonly edges: number
  /** Of the communities found, weighted by the number of payments. */
  readonly modularity: number
}

/** A payment that a detection holds against a party. */
export interface Hit {
  readonly party: string
  readonly payment: string
}

/** The answer to a question: who was found, and by which payments. */
export interface HitSet {
  readonly parties: number
  readonly payments: number
  /** Of the sorted pairs of party and payment. */
  readonly sha256: string
}

export function hitSet(hits: readonly Hit[]): HitSet {
  const pairs = [...new Set(hits.map(({ party, payment }) => `${party}\t${payment}`))].sort()
  return {
    parties: new Set(hits.map(({ party }) => party)).size,
    payments: new Set(hits.map(({ payment }) => payment)).size,
    sha256: createHash("sha256").update(pairs.join("\n")).digest("hex"),
  }
}

/** Whatever a contestant reports: answers, or facts about a run that has others. */
export interface Report<T> {
  readonly answers: T
  /** Peak resident memory of the process, in kilobytes. */
  readonly peakKilobytes: number
}

/** The last thing a contestant does: one line of JSON on stdout. */
export function report<T>(answers: T): void {
  const line: Report<T> = { answers, peakKilobytes: process.resourceUsage().maxRSS }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

/** The ledger a contestant is started with. */
export function ledgerPath(): string {
  const path = process.argv[2]
  if (path === undefined) throw new Error("give the path of a ledger")
  return path
}
