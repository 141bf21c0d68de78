// Why a network or combine rule is silent: which of its tests or items are met, and what is missing to the others.
import type { Finding } from "../../model/finding.ts"
import { formatTime } from "../../model/time.ts"
import type { CombineDetection, NetworkDetection } from "../../rules/tree.ts"
import { detectCombinations } from "../combine.ts"
import type { EngineContext } from "../context.ts"
import { wordFilter } from "../filter-words.ts"
import { measureNetworks, type NetworkScene } from "../network-measures.ts"
import { wordMeasure } from "../network-rule.ts"
import { formatRatio, wordTest } from "../wording.ts"
import { type ThresholdResult, thresholdResult } from "./gap.ts"

export interface NetworkSilence {
  readonly kind: "network"
  /** The network the party is a member of, null: none, so that there is nothing to test. */
  readonly network: string | null
  /** In the order of the rule. */
  readonly having: readonly ThresholdResult[]
}

export interface CombineItemTally {
  readonly name: string
  /** Which findings it means. */
  readonly means: string
  /** Findings that fit, at any time. */
  readonly findings: number
  /** Whether one of them lies in the window that comes nearest. */
  readonly metTogether: boolean
}

export interface CombineSilence {
  readonly kind: "combine"
  /** The party, or its network; null: the rule is about networks and the party is in none. */
  readonly subject: string | null
  readonly items: readonly CombineItemTally[]
  /** Weight of the items met within the rule's time, where it is greatest; its order aside. */
  readonly need: ThresholdResult
  /** Whether enough items are met, but not in their order. */
  readonly outOfOrder: boolean
  /** Last payments of the first and last finding of that window; null without findings. */
  readonly from: string | null
  readonly to: string | null
}

/** `network`: its place in the scene; -1: none. */
export function networkSilence(
  context: EngineContext,
  rule: string,
  detection: NetworkDetection,
  scene: NetworkScene,
  network: number,
): NetworkSilence {
  const found = scene.networks[network]
  if (found === undefined) return { kind: "network", network: null, having: [] }
  const alone = { ...scene, networks: [found] }
  return {
    kind: "network",
    network: found.id,
    having: detection.having.map((test) => {
      const { measure, format } = wordMeasure(context.messages, test)
      const [value = Number.NaN] = measureNetworks(context, alone, rule, test)
      const threshold = wordTest(context.messages, test.test, format)
      return thresholdResult(context.messages, test.test, value, { measure, format, threshold })
    }),
  }
}

/** `findings`: all findings on the subject. */
export function combineSilence(
  { table, messages }: Pick<EngineContext, "table" | "messages">,
  rule: string,
  detection: CombineDetection,
  subject: string | null,
  findings: readonly Finding[],
): CombineSilence {
  const detected = detectCombinations(table, rule, { ...detection, inOrder: false }, findings)
  const { at, fits, windows, weights } = detected
  let best = -1
  for (let i = 0; i < weights.length; i++) if (best < 0 || weights[i]! > weights[best]!) best = i
  const together = best < 0 ? [] : fits.subarray(windows.from[best]!, windows.to[best]!)
  const test = { gte: detection.need }
  const need = thresholdResult(messages, test, best < 0 ? 0 : weights[best]!, {
    measure: messages.say(
      detection.of.every(({ weight }) => weight === 1) ? "combine.items" : "combine.weight",
    ),
    threshold: wordTest(messages, test, formatRatio),
    format: formatRatio,
  })
  return {
    kind: "combine",
    subject,
    items: detection.of.map((item, i) => ({
      name: item.name,
      means: wordFilter(messages, item),
      findings: fits.reduce((sum, bits) => sum + ((bits >> i) & 1), 0),
      metTogether: together.some((bits) => ((bits >> i) & 1) === 1),
    })),
    need,
    outOfOrder: need.state === "met",
    from: best < 0 ? null : formatTime(at[windows.from[best]!]!),
    to: best < 0 ? null : formatTime(at[best]!),
  }
}
