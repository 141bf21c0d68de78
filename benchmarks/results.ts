// Times and memory of the contestants, in numbers and as tables.
import { cpus, totalmem } from "node:os"

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
  /** The same with `ours-full`, which runs the whole shipped pack. */
  readonly timesOursFull: number | null
}

/** When and on what machine times were taken. */
export interface Circumstances {
  readonly date: string
  readonly machine: {
    readonly cpu: string
    readonly cores: number
    readonly memoryGigabytes: number
    readonly node: string
  }
}

export function circumstances(): Circumstances {
  const machine = {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  }
  return { date: new Date().toISOString().slice(0, 10), machine }
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
  const contestants = [...runs].map(
    ([name, own]): ContestantResult => ({
      name,
      runs: own,
      medianSeconds: rounded(median(own.map(({ seconds }) => seconds))),
      medianPeakMegabytes: Math.round(median(own.map(({ peakMegabytes }) => peakMegabytes))),
      timesOurs: medianRatio(own, runs.get("ours")),
      timesOursFull: medianRatio(own, runs.get("ours-full")),
    }),
  )
  return { rows, bytes, contestants }
}

/** Of the times in the same round; null when there are none to compare with. */
function medianRatio(own: readonly Run[], others: readonly Run[] = []): number | null {
  const ratios = own.flatMap(({ seconds }, round) => {
    const other = others[round]
    return other === undefined ? [] : [seconds / other.seconds]
  })
  return ratios.length === 0 ? null : rounded(median(ratios))
}

/** The column of ratios to the whole pack is there when it was run. */
export function markdownTable(sizes: readonly SizeResult[]): string {
  const hasFull = sizes.some(({ contestants }) => contestants.some((one) => one.timesOursFull !== null))
  const heads = ["Payments", "Contestant", "Seconds", "Times ours", "Peak memory, MB"]
  const lines = [heads, ["---:", "---", "---:", "---:", "---:"]]
  if (hasFull) {
    heads.push("Times ours with the whole pack")
    lines[1]!.push("---:")
  }
  for (const { rows, contestants } of sizes) {
    for (const { name, medianSeconds, timesOurs, timesOursFull, medianPeakMegabytes } of contestants) {
      const cells = [rows, name, medianSeconds, timesOurs ?? "", medianPeakMegabytes, timesOursFull ?? ""]
      lines.push(cells.slice(0, heads.length).map(String))
    }
  }
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n")
}

/**
 * With which power of the number of payments time grows: the slope of the line through the logarithms of both, by least
 * squares. Null with fewer than two sizes.
 */
export function growthExponent(sizes: readonly SizeResult[], name: string): number | null {
  const points = sizes.flatMap(({ rows, contestants }) => {
    const own = contestants.find((contestant) => contestant.name === name)
    return own === undefined ? [] : [{ x: Math.log(rows), y: Math.log(own.medianSeconds) }]
  })
  if (points.length < 2) return null
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const x = meanOf(points.map((point) => point.x))
  const y = meanOf(points.map((point) => point.y))
  const slope =
    points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) /
    points.reduce((sum, point) => sum + (point.x - x) ** 2, 0)
  return rounded(slope)
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
