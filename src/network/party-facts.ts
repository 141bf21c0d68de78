// What the steps from communities to networks know of the parties, and what they call a material tie.
import type { Alert } from "../model/alert.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareSeverity } from "../model/vocabulary.ts"
import type { PaymentEdges } from "./edges.ts"
import type { IdentifierTie } from "./identifiers.ts"
import { minorIn, type PartyProfile } from "./profiles.ts"

/** What the parts of network finding share. */
export interface PartyFacts {
  readonly table: PaymentTable
  readonly edges: PaymentEdges
  readonly isHub: Uint8Array
  /** Circle of communities (see `joinCommunities`) by party code; -1: none. */
  readonly circleOf: Int32Array
  /** Alerts that stand, by party code. */
  readonly alerts: ReadonlyMap<number, Alert>
  /** Identifier ties by party code, each under both of its parties. */
  readonly ties: ReadonlyMap<number, readonly IdentifierTie[]>
  /** By party code: the account that stands for its person; itself when it stands alone. */
  readonly personOf: Uint32Array
  /** All accounts of a person of two or more, by the one that stands for it. */
  readonly accountsOf: ReadonlyMap<number, readonly number[]>
  readonly profile: (party: number) => PartyProfile
}

/** One who receives at least this share of what an alerted party paid out is materially tied to it. */
export const MATERIAL_SHARE = 0.1
/** Fewer payments are no habit. */
export const HABIT_PAYMENTS = 3

/** Share of what the payer of an edge paid out: of the amount, or of the payments if it pays in several currencies. */
export function outShare(
  { table, edges, profile }: Pick<PartyFacts, "table" | "edges" | "profile">,
  payer: number,
  edge: number,
): number {
  const { currency, outMinor, outCount, outInOneCurrency } = profile(payer)
  if (!outInOneCurrency || outMinor === 0) return edges.paymentsOf(edge) / outCount
  return minorIn(table, edges.rowsOf(edge), currency) / outMinor
}

/** An alert that can lead to others by itself: it holds words, or is high. */
export function isStrong({ evidence, severity }: Alert): boolean {
  return evidence.includes("text") || compareSeverity(severity, "high") >= 0
}

/** A document is one person's, a device or a phone one household's; other identifiers may be shared by strangers. */
export function isPersonal({ kind }: IdentifierTie): boolean {
  return kind === "document" || kind === "device" || kind === "phone"
}
