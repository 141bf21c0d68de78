// The closed lists of words that rules, findings, alerts and reports share.

/** Methods of laundering a rule may name. Closed: a new one changes what reports and labels may contain. */
export const TYPOLOGIES = [
  "wildlife-keyword",
  "structuring",
  "courier-linked",
  "pass-through",
  "velocity",
  "fan-in",
  "fan-out",
  "cycle",
  "chain",
  "stack",
  "scatter-gather",
  "gather-scatter",
  "bipartite",
  "corridor",
  "new-payee",
  "dormancy",
  "volume-jump",
  "similar-amounts",
  "round-amount",
  "price-fit",
  "profile-mismatch",
  "shared-identifier",
  "crypto",
  "trade-based",
  "cash",
  "watch-list",
  "seller-network",
  "composite",
] as const
/** A method of laundering, or a sign of one: a closed list. */
export type Typology = (typeof TYPOLOGIES)[number]

/** From least to most urgent. */
export const SEVERITIES = ["info", "review", "high", "critical"] as const
/** How urgent a finding or an alert is. */
export type Severity = (typeof SEVERITIES)[number]

/** What kind of thing a finding rests on. Independent kinds together weigh more than one kind often. */
export const EVIDENCE_KINDS = ["text", "flow", "graph", "geography", "timing", "identity"] as const
/** One kind of evidence. */
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

/** How far a rule is proved; settings and `--only` choose by it. */
export const RULE_STATUSES = ["experimental", "stable", "deprecated"] as const
/** How far a rule is proved. */
export type RuleStatus = (typeof RULE_STATUSES)[number]

/** Patterns of payments between several parties. */
export const MOTIF_SHAPES = [
  "cycle",
  "chain",
  "stack",
  "fan-in",
  "fan-out",
  "scatter-gather",
  "gather-scatter",
  "bipartite",
] as const
export type MotifShape = (typeof MOTIF_SHAPES)[number]

/** Roles a party of a network may have, none of them without payments that show it. */
export const NETWORK_ROLES = [
  "seller",
  "buyer",
  "supplier",
  "mule",
  "cash-out",
  "collector",
  "courier-linked",
  "payer",
  "unclear",
] as const
/** The part a party plays in a network. */
export type NetworkRole = (typeof NETWORK_ROLES)[number]

/** Negative, zero or positive as `a` is less, as or more urgent than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return SEVERITIES.indexOf(a) - SEVERITIES.indexOf(b)
}

/** Order of strings by UTF-16 code unit: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * By which path a term was heard, the plainest first: as it is written; in the other Chinese script; without its
 * diacritics; with letters of another script, or digits, that look like its own; with spaces, signs or emoji between its
 * letters; with letters repeated; with a letter or two wrong; in pinyin; by the initials of its pinyin; by characters
 * that sound alike. Of several on one path, the last in this order is told.
 */
export const HEARINGS = [
  "plain",
  "script",
  "accents",
  "lookalike",
  "spaced",
  "repeated",
  "misspelt",
  "pinyin",
  "initials",
  "homophone",
] as const
export type Hearing = (typeof HEARINGS)[number]
