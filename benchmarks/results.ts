// Times and memory of the contestants, in numbers and as tables.

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
  /** `timesOurs` of `ordinary`: how many times faster `ours` is. */
  readonly ordinaryTimesOurs: number | null
  /** `timesOurs` of `fastcsv-only`: the time to read the file with fast-csv, as a share of all that `ours` does. */
  readonly readingShare: number | null
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
  const timesOurs = (name: string): number | null =>
    contestants.find((contestant) => contestant.name === name)?.timesOurs ?? null
  return {
    rows,
    bytes,
    ordinaryTimesOurs: timesOurs("ordinary"),
    readingShare: timesOurs("fastcsv-only"),
    contestants,
  }
}

/** The ratios, then the figures of each contestant. */
export function markdownTables(sizes: readonly SizeResult[]): string {
  const lines = ["| Payments | ordinary / ours | fast-csv alone / ours |", "| ---: | ---: | ---: |"]
  for (const { rows, ordinaryTimesOurs, readingShare } of sizes) {
    const share = readingShare === null ? "" : `${Math.round(readingShare * 100)} %`
    lines.push(`| ${rows} | ${ordinaryTimesOurs ?? ""} | ${share} |`)
  }
  lines.push(
    "",
    "| Payments | Contestant | Seconds | Times ours | Peak memory, MB |",
    "| ---: | --- | ---: | ---: | ---: |",
  )
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
