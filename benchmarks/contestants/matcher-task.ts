// What every contestant of the matcher benchmark must do: find the words in each memo, folded and as whole words.
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { fold, foldText } from "../../src/text/fold.ts"
import type { Lexicon } from "../../src/text/lexicon.ts"
import { standsAlone } from "../../src/text/word-edge.ts"

export interface MatcherTask {
  /** Every term and benign phrase of the shipped lexicons, folded, each once. */
  readonly patterns: readonly string[]
  readonly lexicons: readonly Lexicon[]
  /** Each once. */
  readonly memos: readonly string[]
}

/** A word that stands in a memo; the span is in UTF-16 units of the memo, end exclusive. */
export type Take = (word: string, start: number, end: number) => void
export type FindWords = (memo: string, take: Take) => void

export interface MatcherAnswers {
  readonly memos: number
  readonly memosWithWords: number
  readonly words: number
  /** Of the sorted lines of memo, word and span. */
  readonly sha256: string
}

export interface MatcherReport {
  readonly answers: MatcherAnswers
  readonly buildSeconds: number
  /** Of the process after building, above what it held before. */
  readonly builtMegabytes: number
  readonly peakMegabytes: number
  /** One pass over all memos: the median of the passes. */
  readonly seconds: number
}

const MAX_PASSES = 5
const ENOUGH_SECONDS = 3

/** Builds, answers, then takes the time; the last line of output is the report. */
export function compete(build: (task: MatcherTask) => FindWords): void {
  const path = process.argv[2]
  if (path === undefined) throw new Error("give the path of a task")
  const task: MatcherTask = JSON.parse(readFileSync(path, "utf8"))
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  const buildStart = performance.now()
  const find = build(task)
  const buildSeconds = (performance.now() - buildStart) / 1000
  globalThis.gc?.()
  const builtMegabytes = (process.memoryUsage().rss - before) / 2 ** 20
  const answers = answer(find, task.memos)
  const passes: number[] = []
  for (let total = 0; passes.length < MAX_PASSES && total < ENOUGH_SECONDS; total += passes.at(-1)!) {
    passes.push(timePass(find, task.memos, answers.words))
  }
  passes.sort((a, b) => a - b)
  const seconds = passes[passes.length >> 1]!
  const peakMegabytes = process.resourceUsage().maxRSS / 1024
  const line: MatcherReport = { answers, buildSeconds, builtMegabytes, peakMegabytes, seconds }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

function answer(find: FindWords, memos: readonly string[]): MatcherAnswers {
  const lines: string[] = []
  let memosWithWords = 0
  for (const memo of memos) {
    const before = lines.length
    find(memo, (word, start, end) => lines.push(`${memo}\t${word}\t${start}\t${end}`))
    if (lines.length > before) memosWithWords++
  }
  const sha256 = createHash("sha256").update(lines.sort().join("\n")).digest("hex")
  return { memos: memos.length, memosWithWords, words: lines.length, sha256 }
}

function timePass(find: FindWords, memos: readonly string[], expected: number): number {
  let words = 0
  const count = () => {
    words++
  }
  const start = performance.now()
  for (const memo of memos) find(memo, count)
  const seconds = (performance.now() - start) / 1000
  if (words !== expected) throw new Error(`${words} words in one pass, ${expected} in another`)
  return seconds
}

/** From a search in folded texts: whole words only, places in the memo as it is. */
export function inFolded(search: (folded: string, take: Take) => void): FindWords {
  return (memo, take) => {
    const folded = foldText(memo)
    let places: ReturnType<typeof fold> | undefined
    search(folded, (word, start, end) => {
      if (!standsAlone(folded, start, end)) return
      places ??= fold(memo)
      take(word, places.starts[start]!, places.ends[end - 1]!)
    })
  }
}

/** The patterns as one regular expression, and what to do where it is found: it names one word of those that overlap. */
export function byExpression(
  patterns: readonly string[],
  compile: (source: string) => (folded: string) => boolean,
): FindWords {
  const source = patterns.map((pattern) => pattern.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")).join("|")
  const isFound = compile(source)
  const words = new Set(patterns)
  const lengths = [...new Set(patterns.map(({ length }) => length))].sort((a, b) => a - b)
  return inFolded((folded, take) => {
    if (!isFound(folded)) return
    for (let start = 0; start < folded.length; start++) {
      for (const length of lengths) {
        if (start + length > folded.length) break
        const word = folded.slice(start, start + length)
        if (words.has(word)) take(word, start, start + length)
      }
    }
  })
}
