// A finding: one rule, one subject, one episode, with its evidence.
import type { SuppressionNote } from "./alert.ts"
import type { EvidenceKind, Hearing, Severity, Typology } from "./vocabulary.ts"

/** What a matched word stands for and where it stands. */
export interface TextMatch {
  /** Id of the payment. */
  readonly payment: string
  /** Payment field the text is in. */
  readonly field: string
  /** Span in the original text in UTF-16 code units, end exclusive. */
  readonly start: number
  readonly end: number
  /** The original characters of the span. */
  readonly text: string
  /** The term as the lexicon writes it. */
  readonly term: string
  readonly lexicon: string
  readonly taxon: string
  readonly lang: string
  /** scientific, name, product, codeword, emoji; or `benign` for a phrase that explains the text innocently. */
  readonly kind: string
  readonly ambiguity: "low" | "mid" | "high"
  readonly source: string
  /** By which path the term was heard in the text: plain, script, accents, lookalike, spaced … */
  readonly heard: Hearing
}

/** A circumstance that makes an innocent reading of some payments likelier (a zoo, a vet, a permit …). */
export interface BenignContext {
  /** Id and title of the context as the pack has it. */
  readonly context: string
  readonly title: string
  /** Factor on what the finding is worth, 0 to 1, in these payments. */
  readonly factor: number
  /** Ids in canonical order. */
  readonly payments: readonly string[]
  /** What was seen: the values of the fields that made it so. */
  readonly observed: string
}

/** One condition of a rule with what was seen, as text that needs no further formatting. */
export interface ConditionResult {
  /** What was measured: `count`, `sum`, `distinct payer`, `amount`, `payeeCountry` … */
  readonly measure: string
  /** The test as the rule states it: `at least 5`, `from 8000.00 USD to below 10000.00 USD`, `in list couriers`. */
  readonly threshold: string
  readonly observed: string
}

/** Where a payment of a finding stands. */
export interface PaymentPlace {
  readonly payment: string
  readonly file: string
  readonly line: number
}

/** A party that took part, and as what. */
export interface PartyInRole {
  readonly party: string
  readonly role: string
}

/** One rule, one subject, one episode, with the evidence: what `findings.jsonl` has on a line. */
export interface Finding {
  /** Stable: made from rule, subject and the start of the episode, not from row order. */
  readonly id: string
  readonly rule: string
  readonly ruleVersion: string
  readonly typology: Typology
  readonly severity: Severity
  readonly evidence: EvidenceKind
  /** The party the finding is about; of rules about networks, the network's id. */
  readonly subject: string
  /**
   * The subject's role in the payments: payer, payee, party, or holder of an identifier; in motifs opener, hub, source,
   * sink or payer; of rules about networks `network`.
   */
  readonly role: string
  /** All who took part, subject first, then by role and name. A network is no party: its members, then its contacts. */
  readonly parties: readonly PartyInRole[]
  /** Ids in canonical order (time first). */
  readonly payments: readonly string[]
  /** First and last payment, ISO 8601 UTC. */
  readonly from: string
  readonly to: string
  /** Figures over all payments of the finding: count, totals by currency, distinct parties … */
  readonly measures: Readonly<Record<string, number | string>>
  readonly conditions: readonly ConditionResult[]
  readonly matches: readonly TextMatch[]
  /** Benign contexts of its payments, by id. */
  readonly contexts: readonly BenignContext[]
  readonly indicators: readonly string[]
  /** One sentence in plain words. */
  readonly reason: string
  readonly places: readonly PaymentPlace[]
  /** Rows of the payments in the table, in the order of `payments`. For use in the process; never written. */
  readonly rows: readonly number[]
  /** By a recorded decision the finding is not to alert. */
  readonly suppressed?: SuppressionNote
}

/** Payments in which a word was found (not a phrase that explains it); without words, all of them. */
export function paymentsWithWords(finding: Finding): ReadonlySet<string> {
  const terms = finding.matches.filter(({ kind }) => kind !== "benign")
  return new Set(terms.length > 0 ? terms.map(({ payment }) => payment) : finding.payments)
}

/** A context that lowers words below this makes the innocent reading the likelier one. */
const EXPLAINS_BELOW = 0.5

/**
 * Whether each payment with a word stands in a context that makes the innocent reading the likelier one. Such a finding is
 * shown and scored, but is no sign for combinations and networks.
 */
export function isExplained(finding: Finding): boolean {
  if (finding.contexts.length === 0) return false
  const explained = new Set(
    finding.contexts.flatMap(({ factor, payments }) => (factor < EXPLAINS_BELOW ? payments : [])),
  )
  return [...paymentsWithWords(finding)].every((payment) => explained.has(payment))
}

/** The findings on each subject, in the order given. */
export function groupBySubject(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const group = groups.get(finding.subject)
    if (group === undefined) groups.set(finding.subject, [finding])
    else group.push(finding)
  }
  return groups
}

/**
 * The findings of an alert, told apart: those on its subject, and those on the network it belongs to, which rest on payments
 * of others too. Both in the order given.
 */
export function tellApart<F extends Pick<Finding, "subject">>(
  { subject }: { readonly subject: string },
  findings: readonly F[],
): { readonly own: readonly F[]; readonly onNetwork: readonly F[] } {
  return {
    own: findings.filter((finding) => finding.subject === subject),
    onNetwork: findings.filter((finding) => finding.subject !== subject),
  }
}
