// Whether suppressions would swallow what is known to be true: by rule tests, or by labels of closed cases.
import type { Suppression } from "../model/suppression.ts"
import { compareText } from "../model/vocabulary.ts"

/** Something that is true and must not be suppressed. */
export interface ExpectedFinding {
  /** The party. */
  readonly subject: string
  /** The rules of which one finds it; null: any rule may. */
  readonly rules: readonly string[] | null
  /** Between whom all of its payments go; null: not between one pair; undefined: not known. */
  readonly pair?: Suppression["pair"] | undefined
  /** Who says so: `a label`, `the rule test "five deposits fire"`. */
  readonly said: string
}

/** A suppression that covers something true. */
export interface SuppressionWarning {
  readonly suppression: Suppression
  /** What it would swallow, each once, sorted: `acme, says a label`. */
  readonly swallows: readonly string[]
}

/**
 * Suppressions that would cover something expected, in their order; expired ones too, since a run may be as of an
 * earlier day. Where it is not known between whom the payments go, a pair is taken to cover what is about one of the two.
 */
export function checkSuppressions(
  suppressions: readonly Suppression[],
  { expected }: { readonly expected: readonly ExpectedFinding[] },
): readonly SuppressionWarning[] {
  return suppressions.flatMap((suppression) => {
    const swallowed = expected.filter((finding) => mayCover(suppression, finding))
    if (swallowed.length === 0) return []
    const swallows = [...new Set(swallowed.map(({ subject, said }) => `${subject}, says ${said}`))]
    return [{ suppression, swallows: swallows.sort(compareText) }]
  })
}

function mayCover({ party, pair, rule }: Suppression, expected: ExpectedFinding): boolean {
  if (party !== null && party !== expected.subject) return false
  if (rule !== null && expected.rules !== null && !expected.rules.includes(rule)) return false
  if (pair === null) return true
  if (expected.pair === undefined) return pair.payer === expected.subject || pair.payee === expected.subject
  return expected.pair !== null && expected.pair.payer === pair.payer && expected.pair.payee === pair.payee
}
