// Detections over payments one by one or in time: match, window, sequence, as nodes of a checked rule.
import type { TextFieldName } from "../model/payment.ts"
import type { Condition, MoneyTest, NumberTest } from "./tree-conditions.ts"

/** One payment is enough. Findings gather the matched payments of a subject. */
export interface MatchDetection {
  readonly kind: "match"
  readonly subject: "payer" | "payee"
  readonly where: Condition
  /** Payments that count only beside one of the same subject that passes `where`, at most `gatherMs` away (≤). */
  readonly also: Condition | null
  /** Matched payments of one subject at most this far apart (≤) are one finding. */
  readonly gatherMs: number
  readonly reason: string
}

/**
 * What `distinct` and `repeated` count. `counterparty` is the other side, seen from the group. `holder`, by shared
 * identifier only, is the party that has the identifier in that payment. `day` is a UTC date.
 */
export type DistinctField =
  | "payer"
  | "payee"
  | "counterparty"
  | "holder"
  | "amount"
  | "currency"
  | "day"
  | TextFieldName

/**
 * A measure of W(p), with its bounds. Sums, minima, maxima and averages are in the currency of their test. Ratios over
 * amounts (spread, share of sum, baseline of sum) are in `currency`; without one, a window of several currencies is
 * not decidable.
 */
export type Having =
  | { readonly measure: "count"; readonly test: NumberTest }
  /** The median of an even number of amounts is the average of the two in the middle. */
  | { readonly measure: "sum" | "min" | "max" | "average" | "median"; readonly test: MoneyTest }
  | { readonly measure: "distinct"; readonly field: DistinctField; readonly test: NumberTest }
  /** (max − min) / average of the amounts; 0 for one payment or when all are zero. */
  | { readonly measure: "spread"; readonly currency: string | null; readonly test: NumberTest }
  /** Share of the window's payments (or of their sum) for which `where` is true, 0 to 1. */
  | {
      readonly measure: "share"
      readonly of: "count" | "sum"
      readonly where: Condition
      readonly currency: string | null
      readonly test: NumberTest
    }
  /**
   * How many times the window's count (or sum) is of what the group did before: with B(p) the payments of the group
   * that pass `where` and have p.time − lookback − over ≤ q.time < p.time − lookback, the value is
   * W / (B × lookback / over); of `average` and `max` it is W / B, whatever the lengths. False while B(p) has fewer
   * than `atLeast` payments, or B is 0.
   */
  | {
      readonly measure: "baseline"
      readonly of: "count" | "sum" | "average" | "max"
      readonly overMs: number
      readonly atLeast: number
      readonly currency: string | null
      readonly test: NumberTest
    }
  /** Milliseconds from the first settled payment of the table that has p's payer (payee; both, as a pair) on either side (a pair: in this direction) to p. False when that side is missing. */
  | { readonly measure: "age"; readonly of: "payer" | "payee" | "pair"; readonly test: NumberTest }
  /**
   * The longest silence that a payment q of W(p) ended, in milliseconds: q.time − the time of the last settled payment
   * of the table before q's instant that has q's payer (payee; both, as a pair) as `age` counts them. Payments without
   * one before them, or without that side, do not count; false when none counts.
   */
  | { readonly measure: "idle"; readonly of: "payer" | "payee" | "pair"; readonly test: NumberTest }
  /**
   * By party or shared identifier, in both directions: what came in divided by what went out. False when nothing moved;
   * infinite when nothing went out.
   */
  | {
      readonly measure: "in_out"
      readonly of: "count" | "sum"
      readonly currency: string | null
      readonly test: NumberTest
    }
  /**
   * Mean absolute deviation of the shares of first digits from log10(1 + 1/d), over d = 1 to 9 (F. Benford 1938; M. J.
   * Nigrini, Benford's Law, 2012). Amounts of zero do not count; false with fewer than `atLeast` that do.
   */
  | { readonly measure: "benford"; readonly atLeast: number; readonly test: NumberTest }
  /**
   * How many payments of the window share the most common value of a field, or their share of all its payments. Where
   * the field is missing there is no value; without any value it is 0.
   */
  | {
      readonly measure: "repeated"
      readonly field: DistinctField
      readonly of: "count" | "share"
      readonly test: NumberTest
    }

/** Identifiers that two parties may share, as a group: each has a field for either side but `waybill`. */
export const IDENTIFIER_GROUPS = ["device", "phone", "address", "waybill"] as const
export type IdentifierGroup = (typeof IDENTIFIER_GROUPS)[number]

/** Moving window over a group; the contract stands in the reference of the rule language. */
export interface WindowDetection {
  readonly kind: "window"
  /**
   * By device, phone or address: legs of payments whose own side has that value and a known party (a payment stands in
   * a group once for each side that has it). By waybill: payments that have it, and a party on the subject's side. A
   * payment that passes `where` but is in no group is not applicable.
   */
  readonly groupBy: "payer" | "payee" | "pair" | "party" | IdentifierGroup
  /**
   * By pair: the side the finding is about. By waybill: the party that most often stands on that side. By device, phone
   * or address: `holder`, the party that has it in most legs. Ties go to the first id. Else the group itself.
   */
  readonly subject: "payer" | "payee" | "party" | "holder"
  /** By party, device, phone, address: which legs belong to the group; null: both. */
  readonly direction: "in" | "out" | null
  readonly lookbackMs: number
  readonly where: Condition | null
  readonly having: readonly Having[]
  readonly reason: string
}

/** One payment of a sequence, in which the shared party has the given role; in a chain each payer is the payee before. */
export interface Step {
  readonly name: string
  /** Null in a chain. */
  readonly party: "payer" | "payee" | null
  readonly where: Condition | null
  /** Time after the step before, at most (≤); null for the first step only. */
  readonly withinMs: number | null
  /**
   * This amount divided by the amount of the step before. Without `currency` both must be in the same currency; with
   * it both are converted first, and a pair without a rate is not decidable.
   */
  readonly amountRatio: (NumberTest & { readonly currency: string | null }) | null
}

/**
 * Steps of one party, in order (`link` party), or a chain of payments along which the money is followed: each step is
 * paid by the payee of the one before (`link` chain). A payment p completes the sequence when it fits the last step and
 * each step before has a payment, later or equal steps at later or equal times, each within its time of the one before,
 * neighbouring steps being different payments. Its instance takes, from the last step back, the latest payment in
 * canonical order that itself completes the steps up to there; but of the step before the last, where there is one, the
 * latest that no completion before p in canonical order took: three sums that come in and then three that go out are
 * three instances, in whatever order. By party, completions are counted for the party; in a
 * chain, for the party that stands on the `subject` side of its step in the instance. p triggers when the completions
 * of that party in [p.time − lookback, p.time] have at least `repeat` different first payments.
 *
 * In a chain a party may come twice: money that returns is followed as well, and a payment to oneself is a step like any
 * other (`not: { same: [payer, payee] }` keeps it out; a motif has different parties throughout). The payer of the first
 * step and the payee of the last may be cash or unknown, but not the subject.
 *
 * A payment that a step's `where` cannot judge for want of a field (or a rate) counts as not applicable (or not
 * decidable) also where another step takes it; one that only lacks a party, where no step takes it.
 */
export interface SequenceDetection {
  readonly kind: "sequence"
  readonly link: "party" | "chain"
  /** Of a chain: side of the step (by index) that the finding is about. Null by party. */
  readonly subject: { readonly step: number; readonly side: "payer" | "payee" } | null
  /** Two to six. */
  readonly steps: readonly Step[]
  readonly repeat: NumberTest
  readonly lookbackMs: number
  readonly reason: string
}
