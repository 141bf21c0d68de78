// Rules over payments in bundles, and which thread takes which. Threads take what is left as they come to it, so that
// none waits for another; whoever evaluates a rule, it finds the same.
import { compareText } from "../model/vocabulary.ts"
import type { Rule } from "../rules/tree.ts"

/** So many rules that share a grouping go together; fewer, and a thread that is done early finds more to take. */
const RULES_A_BUNDLE = 4

/**
 * The rules that rest on payments alone, in bundles that stand beside those they share work with. Rules on words are one
 * bundle, the first: to look for words in all texts is most of their work, and is done once a thread.
 */
export function bundleRules(rules: readonly Rule[]): readonly (readonly Rule[])[] {
  const byKey = new Map<string, Rule[]>()
  for (const rule of rules) {
    const key = sharedWorkOf(rule)
    if (key === undefined) continue
    byKey.set(key, [...(byKey.get(key) ?? []), rule])
  }
  return [...byKey]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([key, ofKey]) => inBundles(ofKey, key === WORDS ? ofKey.length : RULES_A_BUNDLE))
}

/** Before all other keys. */
const WORDS = "0"

/** Begins keys that come last. */
const WINDOW = "window "

/** What the rule's work is shared by; undefined: it rests on other rules or networks. */
function sharedWorkOf({ detection, evidence }: Rule): string | undefined {
  if (detection.kind === "network" || detection.kind === "combine") return undefined
  if (evidence === "text" || looksForWords(detection)) return WORDS
  return detection.kind === "window" ? WINDOW + detection.groupBy : detection.kind
}

function looksForWords(tree: unknown): boolean {
  if (typeof tree !== "object" || tree === null) return false
  if ("kind" in tree && (tree.kind === "lexicon" || tree.kind === "price")) return true
  return Object.values(tree).some(looksForWords)
}

function inBundles(rules: readonly Rule[], size: number): Rule[][] {
  const bundles: Rule[][] = []
  for (let from = 0; from < rules.length; from += size) bundles.push(rules.slice(from, from + size))
  return bundles
}

/** By bundle the thread that took it, from 1; 0: none has. On memory that the threads share. */
export function openBundles(count: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT))
}

/**
 * Takes a bundle that no thread has, of the first `among`; undefined: there is none left. Even threads come from the front
 * and odd ones from the back, so that two do not work on rules that share groupings.
 */
export function takeBundle(takenBy: Int32Array, thread: number, among = takenBy.length): number | undefined {
  for (let i = 0; i < among; i++) {
    const bundle = thread % 2 === 0 ? i : among - 1 - i
    if (Atomics.compareExchange(takenBy, bundle, 0, thread) === 0) return bundle
  }
  return undefined
}

/**
 * How many bundles, all of them first, hold no rules on windows of parties, payers or payees: those are the most, and rest
 * on the largest groupings.
 */
export function bundlesForLeanThreads(bundles: readonly (readonly Rule[])[]): number {
  const isOfSides = ([rule]: readonly Rule[]) =>
    rule?.detection.kind === "window" &&
    /^(?:party|payer|payee)$/.test(rule.detection.groupBy) &&
    sharedWorkOf(rule) !== WORDS
  const first = bundles.findIndex(isOfSides)
  return first === -1 ? bundles.length : first
}
