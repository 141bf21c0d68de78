// A network: a community of parties with its alerts, roles and reasons.
import type { Finding } from "./finding.ts"
import type { ApartFacts, NameHint, Person, SharedSign } from "./person.ts"
import type { NetworkRole, Severity } from "./vocabulary.ts"

/**
 * More parties than this share a device, a phone or an address because it is public: an office phone, a warehouse, a
 * wrong constant.
 */
export const MAX_SHARING_PARTIES = 8

/** A party of a network, as a member or a contact, with its role and what made it so. */
export interface NetworkMember {
  readonly party: string
  readonly name: string
  readonly role: NetworkRole
  /** Score of the member's alert; 0 when it has none. */
  readonly score: number
  /** The numbers that made the role so, in words. */
  readonly why: string
  /** Id of the person (see `Person`) whose account it is; null when it is joined with no other. */
  readonly person: string | null
  /**
   * How much of the suspicion that spreads from alerts along payments and shared identifiers comes to it, hubs left out:
   * 0 to 1, relative to the party that it comes to most.
   */
  readonly suspicion: number
  /**
   * Parties on the strongest way from an alert to this one, both ends included; empty for one under an alert by its own
   * findings.
   */
  readonly path: readonly string[]
  /** What ties each party of the path to the next. */
  readonly steps: readonly NetworkStep[]
}

/** What ties two parties on a path, all accounts of a person together. */
export interface NetworkStep {
  readonly from: string
  readonly to: string
  /** Payments between the two, in both directions. */
  readonly count: number
  readonly total: Readonly<Record<string, string>>
  /** Kinds of identifiers that they share, sorted. */
  readonly shared: readonly SharedSign[]
}

/** A party that is no member or contact of any network, but that much suspicion comes to: where to look next. */
export interface NearbyParty {
  readonly party: string
  readonly name: string
  readonly suspicion: number
  readonly path: readonly string[]
  readonly steps: readonly NetworkStep[]
  /** One sentence that says what it is, and that it is a hint. */
  readonly note: string
}

/** A payment that explains a network, and what it shows. */
export interface ProofPayment {
  /** Id. */
  readonly payment: string
  /** Rules whose findings on members name it, sorted. */
  readonly rules: readonly string[]
  /** One sentence: who paid whom, in which roles, how much and when, with which words, and how many findings name it. */
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

/** A community of parties with alerts, scored, with roles and reasons. */
export interface Network {
  /** Stable: made from its members. */
  readonly id: string
  /** 0 to 100. */
  readonly score: number
  readonly severity: Severity
  /** Best score first. Buyers are contacts, not members to accuse. */
  readonly members: readonly NetworkMember[]
  readonly contacts: readonly NetworkMember[]
  /** Most suspicion first, ten at most; none of them is accused of anything. */
  readonly nearby: readonly NearbyParty[]
  readonly edges: readonly NetworkEdge[]
  readonly taxa: readonly string[]
  /**
   * Decimal totals by currency of the payments among members and between them and contacts, each where it is made: money
   * that is passed on counts again.
   */
  readonly total: Readonly<Record<string, string>>
  /** First and last of these payments, ISO 8601 UTC. */
  readonly from: string
  readonly to: string
  /** Ids of rules with findings on members or on the network, sorted. */
  readonly rules: readonly string[]
  /** Sentences, the weightiest first. */
  readonly reasons: readonly string[]
  /** The few payments that explain the network best, weightiest first. */
  readonly keyPayments: readonly string[]
  /** The same payments in the same order, each with what it shows. */
  readonly proof: readonly ProofPayment[]
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

/** What the search for communities came to, beside what it set apart or joined. */
export interface NetworkResult {
  /** Best first. */
  readonly networks: readonly Network[]
  readonly hubs: readonly Hub[]
  /** Accounts joined to persons, by id; see `Person`. */
  readonly persons: readonly Person[]
  /** Names that agree across scripts inside one network: hints, not joins. */
  readonly hints: readonly NameHint[]
  /** What became of the list of parties held apart; null when none was given. */
  readonly apart: ApartFacts | null
  readonly nodeCount: number
  readonly edgeCount: number
  readonly communityCount: number
  readonly modularity: number
}
