// Where time and memory of a run went, for --profile: by stage, and by what was worked on in it. Read off the progress
// that a run tells, and the clock of the process: nothing of it reaches a result.
import process from "node:process"
import type { Progress } from "../index.ts"
import { countOf } from "./terminal.ts"

/** What has been used up to a moment. */
export interface Usage {
  /** Milliseconds of any clock. */
  readonly ms: number
  /** Milliseconds of work of all threads. */
  readonly cpuMs: number
  /** Bytes that the process holds. */
  readonly memory: number
  /** Bytes of objects and texts, those that nobody needs any longer and that are not collected yet among them. */
  readonly heap: number
  /** Bytes of typed arrays, likewise. */
  readonly arrays: number
}

export interface Profile {
  readonly onProgress: (progress: Progress) => void
  /** Ends what is being worked on, and tells of all there was. */
  readonly end: () => string
}

interface Entry {
  readonly stage: string
  /** A rule or a file; "": the rest of a stage. */
  readonly item: string
  ms: number
  cpuMs: number
  /** The most that was held when something was told of it; so are the two that follow. */
  memory: number
  heap: number
  arrays: number
}

/** Begins with what comes before the first stage. */
export function createProfile(usage: () => Usage = usageOfProcess): Profile {
  const entries = new Map<string, Entry>()
  let since = usage()
  let current = entryOf("start", "")
  return {
    onProgress: ({ stage, item = "" }) => turnTo(stage, item),
    end() {
      turnTo("end", "")
      entries.delete("end ")
      return profileText([...entries.values()])
    },
  }

  function entryOf(stage: string, item: string): Entry {
    const key = `${stage} ${item}`
    const entry = entries.get(key) ?? emptyEntry(stage, item)
    entries.set(key, entry)
    return entry
  }

  function turnTo(stage: string, item: string): void {
    const now = usage()
    current.ms += now.ms - since.ms
    current.cpuMs += now.cpuMs - since.cpuMs
    raise(current, now)
    since = now
    current = entryOf(stage, item)
  }
}

const emptyEntry = (stage: string, item: string): Entry => ({
  stage,
  item,
  ms: 0,
  cpuMs: 0,
  memory: 0,
  heap: 0,
  arrays: 0,
})

/** What is held may fall at any time: of what is told of, the most counts. */
function raise(entry: Entry, { memory, heap, arrays }: Pick<Usage, "memory" | "heap" | "arrays">): void {
  entry.memory = Math.max(entry.memory, memory)
  entry.heap = Math.max(entry.heap, heap)
  entry.arrays = Math.max(entry.arrays, arrays)
}

function usageOfProcess(): Usage {
  const { user, system } = process.cpuUsage()
  const { rss, heapUsed, arrayBuffers } = process.memoryUsage()
  return {
    ms: performance.now(),
    cpuMs: (user + system) / 1000,
    memory: rss,
    heap: heapUsed,
    arrays: arrayBuffers,
  }
}

/** Of more rules or files than these, the others are told together. */
const MOST_ITEMS = 25

function profileText(entries: readonly Entry[]): string {
  const stages = [...new Set(entries.map(({ stage }) => stage))].map((stage) => sumOf(stage, ofStage(stage)))
  const total = sumOf("total", entries)
  const tables = [tableOf("stage", [...stages, total], total)]
  for (const { item: stage } of stages) {
    const items = ofStage(stage).filter(({ item }) => item !== "")
    if (items.length < 2) continue
    items.sort((a, b) => b.cpuMs - a.cpuMs || (a.item < b.item ? -1 : 1))
    const rest = items.slice(MOST_ITEMS)
    const told = items.slice(0, MOST_ITEMS)
    if (rest.length > 0) told.push(sumOf(countOf(rest.length, "other"), rest))
    tables.push(tableOf(`in ${stage}`, told, total))
  }
  const note = "What several rules need is counted with the first of them that needs it.\n"
  return `${tables.join("\n")}\n${note}`

  function ofStage(stage: string): Entry[] {
    return entries.filter((entry) => entry.stage === stage)
  }
}

function sumOf(item: string, entries: readonly Entry[]): Entry {
  const sum = emptyEntry(item, item)
  for (const entry of entries) {
    sum.ms += entry.ms
    sum.cpuMs += entry.cpuMs
    raise(sum, entry)
  }
  return sum
}

function tableOf(head: string, entries: readonly Entry[], total: Entry): string {
  const rows = [
    [head, "seconds", "CPU seconds", "share of CPU", "memory MB", "objects MB", "arrays MB"],
    ...entries.map(({ item, ms, cpuMs, memory, heap, arrays }) => [
      item,
      (ms / 1000).toFixed(2),
      (cpuMs / 1000).toFixed(2),
      `${total.cpuMs === 0 ? 0 : Math.round((100 * cpuMs) / total.cpuMs)}%`,
      ...[memory, heap, arrays].map((bytes) => String(Math.round(bytes / 1e6))),
    ]),
  ]
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const lines = rows.map((row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!))).join("  "),
  )
  return `${lines.join("\n")}\n`
}
