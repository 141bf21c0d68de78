// What every contestant must answer about a ledger, in a form that can be compared.
import { createHash } from "node:crypto"

export interface Answers {
  readonly accepted: number
  /** By currency; sums of hundredths divided once, so equal sums are equal numbers. */
  readonly totals: Readonly<Record<string, number>>
  /** Payments whose memo holds a word of the benchmark lexicon outside a benign phrase. */
  readonly keyword: IdSet
  /** Payees of three payments from 45,000 to below 50,000 CNY within seven days. */
  readonly structuring: IdSet
  /** Who is paid 30 CNY or more and pays a courier within three days, three sales in thirty days. */
  readonly courier: IdSet
  /** Private payees of ten different payers within a day. */
  readonly fanIn: IdSet
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

export interface IdSet {
  readonly count: number
  /** SHA-256 of the sorted ids. */
  readonly sha256: string
}

export function idSet(ids: Iterable<string>): IdSet {
  const sorted = [...new Set(ids)].sort()
  return { count: sorted.length, sha256: createHash("sha256").update(sorted.join("\n")).digest("hex") }
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
