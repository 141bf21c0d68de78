// Combinations of findings, word for word.
import type { Finding } from "../../src/model/finding.ts"
import type { CombineDetection, CombineItem } from "../../src/rules/tree.ts"

/** A finding with the time of its last payment. */
export interface TimedFinding {
  readonly finding: Finding
  readonly time: number
}

export interface ExpectedCombination {
  /** Ids of the findings in the windows of the triggers, sorted. */
  readonly findings: readonly string[]
  /** Weight at the trigger with most findings in its window, the first of such. */
  readonly peak: number
}

function fits(item: CombineItem, ownRule: string, { rule, typology, evidence }: Finding): boolean {
  if (rule === ownRule) return false
  if (typology === "composite" && !(item.rules ?? []).includes(rule)) return false
  if (item.rules !== null && !item.rules.includes(rule)) return false
  if (item.typologies !== null && !item.typologies.includes(typology)) return false
  return item.evidence === null || item.evidence.includes(evidence)
}

/** `all`: findings on one subject. */
export function expectCombinations(
  all: readonly TimedFinding[],
  ownRule: string,
  { of, withinMs, need, inOrder }: CombineDetection,
): ExpectedCombination[] {
  const fitting = all
    .filter(({ finding }) => of.some((item) => fits(item, ownRule, finding)))
    .sort((a, b) => a.time - b.time)
  const windowOf = (f: TimedFinding) =>
    fitting.filter(({ time }) => f.time - withinMs <= time && time <= f.time)
  const unordered = (window: readonly TimedFinding[]) =>
    of
      .filter((item) => window.some(({ finding }) => fits(item, ownRule, finding)))
      .reduce((sum, { weight }) => sum + weight, 0)
  /** The best chain of items from `index` on, of findings at `after` or later that are not in use. */
  const chain = (
    window: readonly TimedFinding[],
    index: number,
    after: number,
    used: ReadonlySet<TimedFinding>,
  ): number => {
    const item = of[index]
    if (item === undefined) return 0
    let best = chain(window, index + 1, after, used)
    for (const one of window) {
      if (used.has(one) || one.time < after || !fits(item, ownRule, one.finding)) continue
      best = Math.max(best, item.weight + chain(window, index + 1, one.time, new Set([...used, one])))
    }
    return best
  }
  const weightOf = (f: TimedFinding) => {
    const window = windowOf(f)
    return inOrder ? chain(window, 0, Number.NEGATIVE_INFINITY, new Set()) : unordered(window)
  }
  const triggers = fitting.filter((f) => weightOf(f) >= need - 1e-9)
  const episodes: TimedFinding[][] = []
  for (const f of triggers) {
    const last = episodes.at(-1)
    if (last === undefined || f.time - last.at(-1)!.time > withinMs) episodes.push([f])
    else last.push(f)
  }
  return episodes.map((episode) => {
    const most = Math.max(...episode.map((f) => windowOf(f).length))
    const peak = episode.find((f) => windowOf(f).length === most)!
    const findings = new Set(episode.flatMap(windowOf).map(({ finding }) => finding.id))
    return { findings: [...findings].sort(), peak: weightOf(peak) }
  })
}
