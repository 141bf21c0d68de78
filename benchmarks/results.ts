// Times and memory of the contestants, in numbers and as a table.

/** One process, from start to exit. */
export interface Run {
  readonly seconds: number
  readonly peakMegabytes: number
}

export interface ContestantResult {
  readonly name: string
  readonly runs: readonly Run[]
  readonly medianSeconds: number
  readonly medianPeakMegabytes: number
  /** Median over the rounds of this contestant's time divided by that of `ours` in the same round; null without it. */
  readonly timesOurs: number | null
}

export interface SizeResult {
  readonly rows: number
  readonly bytes: number
  readonly contestants: readonly ContestantResult[]
}

export function summarise(
  rows: number,
  bytes: number,
  runs: ReadonlyMap<string, readonly Run[]>,
): SizeResult {
  const ours = runs.get("ours") ?? []
  const contestants = [...runs].map(([name, own]): ContestantResult => {
    const ratios = own.flatMap(({ seconds }, round) => {
      const base = ours[round]
      return base === undefined ? [] : [seconds / base.seconds]
    })
    return {
      name,
      runs: own,
      medianSeconds: rounded(median(own.map(({ seconds }) => seconds))),
      medianPeakMegabytes: Math.round(median(own.map(({ peakMegabytes }) => peakMegabytes))),
      timesOurs: ratios.length === 0 ? null : rounded(median(ratios)),
    }
  })
  return { rows, bytes, contestants }
}

export function markdownTable(sizes: readonly SizeResult[]): string {
  const lines = [
    "| Payments | Contestant | Seconds | Times ours | Peak memory, MB |",
    "| ---: | --- | ---: | ---: | ---: |",
  ]
  for (const { rows, contestants } of sizes) {
    for (const { name, medianSeconds, timesOurs, medianPeakMegabytes } of contestants) {
      lines.push(`| ${rows} | ${name} | ${medianSeconds} | ${timesOurs ?? ""} | ${medianPeakMegabytes} |`)
    }
  }
  return lines.join("\n")
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  if (sorted.length === 0) return Number.NaN
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
