// A network: a community of parties with its alerts, roles and reasons.
import type { Finding } from "./finding.ts"
import type { NetworkRole, Severity } from "./vocabulary.ts"

/**
 * More parties than this share a device, a phone or an address because it is public: an office phone, a warehouse, a
 * wrong constant.
 */
export const MAX_SHARING_PARTIES = 8

export interface NetworkMember {
  readonly party: string
  readonly name: string
  readonly role: NetworkRole
  /** Score of the member's alert; 0 when it has none. */
  readonly score: number
  /** The numbers that made the role so, in words. */
  readonly why: string
}

/** Payments between two parties, taken together. */
export interface NetworkEdge {
  readonly payer: string
  readonly payee: string
  readonly count: number
  readonly total: Readonly<Record<string, string>>
  readonly first: string
  readonly last: string
  /** Share of the payments that a finding names, 0 to 1. */
  readonly flagged: number
}

export interface Network {
  /** Stable: made from its members. */
  readonly id: string
  readonly score: number
  readonly severity: Severity
  /** Best score first. Buyers are contacts, not members to accuse. */
  readonly members: readonly NetworkMember[]
  readonly contacts: readonly NetworkMember[]
  readonly edges: readonly NetworkEdge[]
  readonly taxa: readonly string[]
  readonly total: Readonly<Record<string, string>>
  readonly from: string
  readonly to: string
  readonly rules: readonly string[]
  readonly reasons: readonly string[]
  /** The few payments that explain the network best, weightiest first. */
  readonly keyPayments: readonly string[]
}

/** What findings on the network itself add to it. */
export interface NetworkEvidence {
  /** Weightiest first, each with its points (0 to 100), repetition damped. */
  readonly findings: readonly { readonly finding: Finding; readonly points: number }[]
  /** What they may reach by themselves. */
  readonly severity: Severity
}

/** A party set apart from the graph because it would glue everything together. */
export interface Hub {
  readonly party: string
  readonly name: string
  /** `list`: a courier, utility or platform by list; `degree`: more counterparties than the threshold. */
  readonly by: "list" | "degree"
  /** Number of counterparties. */
  readonly degree: number
}

export interface NetworkResult {
  /** Best first. */
  readonly networks: readonly Network[]
  readonly hubs: readonly Hub[]
  readonly nodeCount: number
  readonly edgeCount: number
  readonly communityCount: number
  readonly modularity: number
}
