// The progress bar on standard error. The one place where the wall clock is read: nothing of it reaches a result.
import type { Messages, Progress, ProgressStage } from "../index.ts"
import { displayWidth, printable } from "./terminal.ts"

const DRAW_EVERY_MS = 100
/** Before this much time has passed in a stage, its rate says little. */
const RATE_AFTER_MS = 1000

export interface ProgressBar {
  readonly onProgress: (progress: Progress) => void
  /** Takes the bar away. */
  readonly clear: () => void
}

/** Draws on `stream`, which must be a terminal, at most ten times a second. `now`: milliseconds of any clock. */
export function createProgressBar(
  messages: Messages,
  stream: { write(text: string): unknown; readonly columns?: number | undefined },
  now: () => number = () => performance.now(),
): ProgressBar {
  let stage: ProgressStage | null = null
  let unit: Progress["unit"] | null = null
  let start = { time: 0, done: 0 }
  let drawnAt = Number.NEGATIVE_INFINITY
  let isDrawn = false
  return {
    onProgress(progress) {
      const time = now()
      if (progress.stage !== stage || progress.unit !== unit) {
        stage = progress.stage
        unit = progress.unit
        start = { time, done: progress.done }
        drawnAt = Number.NEGATIVE_INFINITY
      }
      if (time - drawnAt < DRAW_EVERY_MS) return
      drawnAt = time
      isDrawn = true
      const line = describe(messages, progress, { done: progress.done - start.done, ms: time - start.time })
      stream.write(`\r${cutToWidth(line, (stream.columns || 80) - 1)}\u001b[K`)
    },
    clear() {
      if (isDrawn) stream.write("\r\u001b[K")
      isDrawn = false
    },
  }
}

function describe(messages: Messages, progress: Progress, since: { done: number; ms: number }): string {
  const { stage, done, total, unit, item } = progress
  const { say } = messages
  const parts = [say(`progress.${stage}`)]
  if (total !== null && total > 0) parts.push(`${Math.min(100, Math.floor((100 * done) / total))}%`)
  else if (done > 0) parts.push(amount(messages, done, unit))
  if (since.ms >= RATE_AFTER_MS && since.done > 0 && !isUnlike(unit)) {
    const perSecond = (1000 * since.done) / since.ms
    if (unit !== "rules")
      parts.push(say("progress.per-second", { amount: amount(messages, perSecond, unit) }))
    if (total !== null && total > done)
      parts.push(say("progress.left", { time: timeText(messages, (total - done) / perSecond) }))
  }
  if (item !== undefined) parts.push(printable(item))
  return parts.join("  ")
}

/** One file or step may take a hundred times as long as the next, so those that are done say nothing of the time left. */
function isUnlike(unit: Progress["unit"]): boolean {
  return unit === "steps" || unit === "files"
}

function amount({ say }: Messages, done: number, unit: Progress["unit"]): string {
  const count = unit === "bytes" ? (done / 1e6).toFixed(1) : Math.round(done)
  return say(`unit.${unit}`, { count })
}

function timeText({ say }: Messages, seconds: number): string {
  if (seconds < 60) return say("progress.seconds", { seconds: Math.ceil(seconds) })
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? say("progress.minutes", { minutes, seconds: Math.floor(seconds % 60) })
    : say("progress.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 })
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
