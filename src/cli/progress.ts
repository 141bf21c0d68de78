// The progress bar on standard error. The one place where the wall clock is read: nothing of it reaches a result.
import type { Progress, ProgressStage } from "../index.ts"
import { displayWidth, printable } from "./terminal.ts"

const DRAW_EVERY_MS = 100
/** Before this much time has passed in a stage, its rate says little. */
const RATE_AFTER_MS = 1000

const LABELS: Readonly<Record<ProgressStage, string>> = {
  read: "Reading",
  text: "Searching texts",
  rules: "Applying rules",
  alerts: "Scoring alerts",
  networks: "Finding networks",
  write: "Writing",
}

export interface ProgressBar {
  readonly onProgress: (progress: Progress) => void
  /** Takes the bar away. */
  readonly clear: () => void
}

/** Draws on `stream`, which must be a terminal, at most ten times a second. `now`: milliseconds of any clock. */
export function createProgressBar(
  stream: { write(text: string): unknown; readonly columns?: number | undefined },
  now: () => number = () => performance.now(),
): ProgressBar {
  let stage: ProgressStage | null = null
  let start = { time: 0, done: 0 }
  let drawnAt = Number.NEGATIVE_INFINITY
  let isDrawn = false
  return {
    onProgress(progress) {
      const time = now()
      if (progress.stage !== stage) {
        stage = progress.stage
        start = { time, done: progress.done }
        drawnAt = Number.NEGATIVE_INFINITY
      }
      if (time - drawnAt < DRAW_EVERY_MS) return
      drawnAt = time
      isDrawn = true
      const line = describe(progress, { done: progress.done - start.done, ms: time - start.time })
      stream.write(`\r${cutToWidth(line, (stream.columns || 80) - 1)}\u001b[K`)
    },
    clear() {
      if (isDrawn) stream.write("\r\u001b[K")
      isDrawn = false
    },
  }
}

function describe(progress: Progress, since: { done: number; ms: number }): string {
  const { stage, done, total, unit, item } = progress
  const parts = [LABELS[stage]]
  if (total !== null && total > 0) parts.push(`${Math.min(100, Math.floor((100 * done) / total))}%`)
  else if (done > 0) parts.push(amount(done, unit))
  if (since.ms >= RATE_AFTER_MS && since.done > 0) {
    const perSecond = (1000 * since.done) / since.ms
    if (unit === "rows" || unit === "bytes" || unit === "texts") parts.push(`${amount(perSecond, unit)}/s`)
    if (total !== null && total > done) parts.push(`${timeText((total - done) / perSecond)} left`)
  }
  if (item !== undefined) parts.push(printable(item))
  return parts.join("  ")
}

function amount(count: number, unit: Progress["unit"]): string {
  return unit === "bytes" ? `${(count / 1e6).toFixed(1)} MB` : `${Math.round(count)} ${unit}`
}

function timeText(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes} min ${Math.floor(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

function cutToWidth(text: string, width: number): string {
  let cut = ""
  let used = 0
  for (const character of text) {
    used += displayWidth(character)
    if (used > width) break
    cut += character
  }
  return cut
}
