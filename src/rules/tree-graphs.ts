// Detections over the graph of payments, over networks, and over findings of other rules: motif, network, combine.
import type { EvidenceKind, MotifShape, NetworkRole, Typology } from "../model/vocabulary.ts"
import type { Condition, NumberTest } from "./tree-conditions.ts"

/**
 * A time-respecting pattern of payments between different parties; what each shape is, is said beside its detector.
 * Payments to oneself and from or to cash are no part of any.
 */
export interface MotifDetection {
  readonly kind: "motif"
  readonly shape: MotifShape
  /** Payments that may be part; null: all. */
  readonly where: Condition | null
  /** From the first payment to the last, at most (≤); of gather-scatter, each half. */
  readonly withinMs: number
  /** From a payment to the one that follows it, at most (≤); null: no bound of its own. */
  readonly hopWithinMs: number | null
  /** Cycle and chain: number of payments, at least `gte` and at most `lte`. Null for the other shapes. */
  readonly hops: { readonly gte: number; readonly lte: number } | null
  /** Other shapes: least number of different parties on the wide side. Null for cycle and chain. */
  readonly width: number | null
  /** Gather-scatter: least number of payees; stack: least number of end parties. Null: as `width`. */
  readonly widthOut: number | null
  /** Bipartite: payees that two payers must have in common; stack: middle parties that must pay an end party. */
  readonly shared: number | null
  /** An amount divided by that of the payment it follows; gather-scatter: what went out divided by what came in. */
  readonly amountRatio: (NumberTest & { readonly currency: string | null }) | null
  /**
   * Parties with more different counterparties than this (among the payments of `where`) are not passed through: they
   * are no intermediaries, hubs of a gather-scatter, or payees of a bipartite. Openers, the ends of chains, sources,
   * sinks, payers of a bipartite and the hubs of fan-in and fan-out may have any number.
   */
  readonly maxDegree: number
  /**
   * Payments looked at for one subject before its search is given up, and said so: what was found until then is kept.
   * Beside it there is a bound on each rule. Fan-in, fan-out and gather-scatter never reach either.
   */
  readonly budget: number
  /** Scatter-gather and stack: whom the finding is about; the other shapes have one centre. */
  readonly subject: "centre" | "source" | "sink"
  readonly reason: string
}

/**
 * Which findings an item means: those that pass all that is given; null: any. Never those of its own rule, and those of
 * combinations (typology `composite`) only where `rules` names their rule: else evidence would be counted twice.
 */
export interface FindingFilter {
  readonly rules: readonly string[] | null
  readonly typologies: readonly Typology[] | null
  readonly evidence: readonly EvidenceKind[] | null
}

/**
 * A measure of a network, with its bounds. Members only, contacts (buyers) aside, unless said; payments are all settled
 * ones of the table. A measure that has nothing to go by is false, whatever its bounds: identifiers or countries where no
 * file has such a column, a share of no payments. Nothing is counted as not applicable: that counts payments.
 */
export type NetworkTest =
  | { readonly measure: "members" | "contacts"; readonly test: NumberTest }
  /** Members with at least one such finding; the rules about parties have run. */
  | { readonly measure: "flagged"; readonly filter: FindingFilter; readonly test: NumberTest }
  /** Members in the role. */
  | { readonly measure: "role"; readonly role: NetworkRole; readonly test: NumberTest }
  /**
   * Values of these identifiers that at least two members have on their own side of a payment, and no more than eight
   * parties of the table: what more have is public (an office phone, a constant).
   */
  | {
      readonly measure: "shared_identifiers"
      readonly kinds: readonly ("device" | "phone" | "address")[]
      readonly test: NumberTest
    }
  /** Members that pay a courier, or are paid by one: a party on the pack's lists of couriers. */
  | { readonly measure: "courier_links"; readonly test: NumberTest }
  /** Pairs of members between which money moved, divided by all pairs; 0 for a single member. */
  | { readonly measure: "density"; readonly test: NumberTest }
  /**
   * Largest share that one member has in what members were paid (in) or paid (out) by anyone or to anyone, by number of
   * payments; those to oneself aside.
   */
  | { readonly measure: "concentration"; readonly of: "in" | "out"; readonly test: NumberTest }
  /** Different countries on the members' own side of their payments. */
  | { readonly measure: "countries"; readonly test: NumberTest }

/**
 * Conditions on a network, all of which must hold. One finding a network, about its id; its payments are the network's
 * key payments. Network rules run once there are networks, which rest on the alerts of all rules about parties.
 */
export interface NetworkDetection {
  readonly kind: "network"
  readonly having: readonly NetworkTest[]
  readonly reason: string
}

/** One part of a combination. */
export interface CombineItem extends FindingFilter {
  readonly name: string
  readonly weight: number
}

/**
 * Findings of other rules on one subject. The time of a finding is that of its last payment. A finding f that fits an
 * item triggers when, among the findings g of the subject that fit an item and have f.time − within ≤ g.time ≤ f.time,
 * `need` is met: the weights of the items that have a finding there add up to at least `need`, to nine decimals (each
 * weighs 1 unless given; all: their sum; any: the least weight). One finding may serve several items. `inOrder`: only
 * items count that have findings in the order of the items, each another finding, times not decreasing, so that findings
 * of one instant stand in either order: of the chains of items that can be formed so, the one of greatest weight counts.
 *
 * Triggers of a subject at most `within` apart (≤) form one episode; its finding has the payments of all findings in the
 * windows of its triggers that fit an item. Suppressed findings count: who cleared a party of one thing has not cleared
 * it of the combination.
 *
 * By party, combine rules run after the rules over payments, each after those it names; by network, after the network
 * rules: findings on its members and on itself.
 */
export interface CombineDetection {
  readonly kind: "combine"
  readonly subject: "party" | "network"
  readonly withinMs: number
  readonly of: readonly CombineItem[]
  readonly need: number
  readonly inOrder: boolean
  readonly reason: string
}
