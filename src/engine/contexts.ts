// Benign contexts of findings on words: a zoo, a vet, a permit number beside the word makes an innocent reading of the
// payment likelier. They are shown, and what the words are worth in such a payment is lowered in the score.
import { hasBit } from "../model/bits.ts"
import { type BenignContext, type Finding, paymentsWithWords } from "../model/finding.ts"
import { retellFinding } from "../model/listed-finding.ts"
import type { Messages } from "../model/messages.ts"
import type { Condition, PaymentContext } from "../rules/tree.ts"
import { type ConditionMasks, evaluateCondition } from "./condition.ts"
import type { EngineContext } from "./context.ts"
import { observeConditions } from "./evidence.ts"
import { clausesOf } from "./wording.ts"

/** In so few payments contexts are looked for once for all rules, which takes less than to look in those of each rule. */
const MOST_ROWS_OF_SMALL = 2000

/**
 * The findings, those on words with the contexts of their payments. Where every payment with a word has one, the
 * sentence says so.
 */
export function addContexts(context: EngineContext, findings: readonly Finding[]): Finding[] {
  const rows = [...new Set(findings.flatMap((finding) => (isOfWords(finding) ? finding.rows : [])))]
  if (rows.length === 0 || context.contexts.length === 0) return [...findings]
  const isSmall = context.table.rowCount <= MOST_ROWS_OF_SMALL
  const few = isSmall ? context : context.among(rows)
  const placeOf = new Map(rows.map((row, place) => [row, isSmall ? row : place]))
  const contextsOf = context.contexts.map((one) => finder(context, few, one))
  return findings.map((finding) => {
    if (!isOfWords(finding)) return finding
    const places = finding.rows.map((row) => placeOf.get(row)!)
    const contexts = contextsOf.flatMap((find) => find(finding, places))
    const reason = finding.reason + wordContexts(context.messages, finding, contexts)
    return retellFinding(finding, { contexts, reason })
  })
}

function isOfWords({ evidence }: Finding): boolean {
  return evidence === "text"
}

/** Finds one context in the payments of a finding; `places` are its rows among the few. */
function finder({ table }: EngineContext, few: EngineContext, { id, title, factor, where }: PaymentContext) {
  const masks: ConditionMasks = new Map()
  const { isTrue } = evaluateCondition(few, where, masks)
  const signs = signsOf(where)
  return ({ rows }: Finding, places: readonly number[]): readonly BenignContext[] => {
    const held = places.filter((place) => hasBit(isTrue, place))
    if (held.length === 0) return []
    const seen = observeConditions(few, signs, held, masks).map((one) =>
      few.messages.say("context.observed", one),
    )
    return [
      {
        context: id,
        title,
        factor,
        payments: rows.filter((_, i) => hasBit(isTrue, places[i]!)).map((row) => table.idOf(row)),
        // Words and patterns of one field show the same text.
        observed: [...new Set(seen)].join(few.messages.say("join.semicolon")),
      },
    ]
  }
}

/** What a context looks for; what must not be there shows nothing. */
function signsOf(where: Condition): Condition {
  const signs = clausesOf(where).filter(({ leaf, negated }) => !negated && leaf.kind !== "exists")
  return { kind: "all", of: signs.map(({ leaf }) => leaf) }
}

/** What the sentence of a finding ends with; nothing where a payment with a word has no context. */
function wordContexts(messages: Messages, finding: Finding, contexts: readonly BenignContext[]): string {
  const withWords = paymentsWithWords(finding)
  const explained = new Set(contexts.flatMap((one) => one.payments))
  if ([...withWords].some((payment) => !explained.has(payment))) return ""
  const meant = contexts.filter((one) => one.payments.some((payment) => withWords.has(payment)))
  const titles = meant.map(({ title }) => title).join(messages.say("join.comma"))
  return messages.say("context.beside", { titles })
}
