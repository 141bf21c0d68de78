// What report.html holds of networks, of the persons behind accounts, and of hubs. Types only.
import type { NameAgreement, SharedSign } from "../../model/person.ts"
import type { NetworkRole, Severity } from "../../model/vocabulary.ts"
import type { NetworkLayout } from "../html/layout.ts"
import type { FindingIndex, MonthFlow, PartyIndex, PaymentIndex, RuleIndex, Totals } from "./flow-data.ts"

export interface ReportMember {
  readonly party: PartyIndex
  readonly role: NetworkRole
  /** Score of the member's alert; 0 when it has none. */
  readonly score: number
  readonly why: string
  /** Index into `persons`; -1: joined with no other account. */
  readonly person: number
  /** Of the suspicion that spreads from alerts, 0 to 1, relative to the party that it comes to most. */
  readonly suspicion: number
  /** Parties on the strongest way from an alert to this one, both included; empty for one under an alert itself. */
  readonly path: readonly PartyIndex[]
}

/** A party of no network that much suspicion comes to: a hint where to look next, no more. */
export interface ReportNearby {
  readonly party: PartyIndex
  readonly suspicion: number
  readonly path: readonly PartyIndex[]
  readonly note: string
}

export interface ReportPerson {
  readonly id: string
  readonly parties: readonly PartyIndex[]
  readonly names: readonly string[]
  /** The most telling first. */
  readonly ties: readonly ReportTie[]
  /** That of the weakest join, 0 to 1. */
  readonly reliability: number
}

/** An identifier that accounts of a person share. */
export interface ReportTie {
  readonly kind: SharedSign
  readonly value: string
  readonly parties: readonly PartyIndex[]
  readonly reliability: number
  /** How many times payments show it. */
  readonly count: number
}

export interface ReportHint {
  /** Index into `networks`. */
  readonly network: number
  readonly parties: readonly PartyIndex[]
  readonly names: readonly string[]
  readonly how: NameAgreement
  readonly note: string
}

export interface ReportProof {
  readonly payment: PaymentIndex
  readonly rules: readonly RuleIndex[]
  /** One sentence: what the payment shows. */
  readonly why: string
}

export interface ReportEdge {
  readonly payer: PartyIndex
  readonly payee: PartyIndex
  readonly count: number
  readonly total: Totals
  readonly first: number
  readonly last: number
  /** Share of the payments that a finding names, 0 to 1. */
  readonly flagged: number
}

export interface ReportNetwork {
  readonly id: string
  readonly score: number
  readonly severity: Severity
  /** Best score first. */
  readonly members: readonly ReportMember[]
  /** Buyers and others in touch: not accused. */
  readonly contacts: readonly ReportMember[]
  /** How many there are. */
  readonly contactCount: number
  /** Most suspicion first. */
  readonly nearby: readonly ReportNearby[]
  /** Most flagged, then most payments first. */
  readonly edges: readonly ReportEdge[]
  readonly edgeCount: number
  readonly taxa: readonly string[]
  readonly total: Totals
  readonly from: number
  readonly to: number
  readonly rules: readonly RuleIndex[]
  readonly reasons: readonly string[]
  /** The few payments that prove the network, weightiest first. */
  readonly keyPayments: readonly PaymentIndex[]
  /** The same payments in the same order, each with what it shows. */
  readonly proof: readonly ReportProof[]
  /** Findings about the network itself. */
  readonly findings: readonly FindingIndex[]
  /** Payments among members and contacts by UTC month, in order. */
  readonly months: readonly MonthFlow[]
  /** Where members, then contacts, stand in the drawing: made at write time by `layoutNetwork`. */
  readonly layout: NetworkLayout
}

/** A network as it is written: the same with its parties and edges as rows; `readNetworks` makes objects of them. */
export interface WrittenNetwork extends Omit<ReportNetwork, "members" | "contacts" | "edges"> {
  readonly members: readonly MemberRow[]
  readonly contacts: readonly MemberRow[]
  readonly edges: readonly EdgeRow[]
}

/** The fields of a `ReportMember`. */
export type MemberRow = readonly [
  party: PartyIndex,
  role: NetworkRole,
  score: number,
  why: string,
  person: number,
  suspicion: number,
  path: readonly PartyIndex[],
]

/** The fields of a `ReportEdge`, its times counted from the network's first. */
export type EdgeRow = readonly [
  payer: PartyIndex,
  payee: PartyIndex,
  count: number,
  total: Totals,
  first: number,
  last: number,
  flagged: number,
]

export interface ReportHub {
  readonly party: PartyIndex
  /** `list` or `degree`. */
  readonly by: "list" | "degree"
  readonly degree: number
}
