// What every contestant of the matcher benchmark must do: find the words in each memo, folded and as whole words.
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"
import { fold, foldText } from "../../src/text/fold.ts"
import type { Lexicon } from "../../src/text/lexicon.ts"
import { standsAlone } from "../../src/text/word-edge.ts"

export interface MatcherTask {
  /** Every term of the shipped lexicons, folded, each once. */
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
  /** Of processor time, one pass over all memos: the median of the passes after the first. */
  readonly seconds: number
  /** The first pass, which compiles what it comes to and keeps the answers. */
  readonly firstSeconds: number
}

const MAX_PASSES = 9
const ENOUGH_SECONDS = 3
/** In a first pass as long as this, what comes only once is lost in the rest. */
const LONG_PASS_SECONDS = 30

/** Builds, answers, then takes the time; the last line of output is the report. */
export function compete(build: (task: MatcherTask) => FindWords): void {
  const path = process.argv[2]
  if (path === undefined) throw new Error("give the path of a task")
  const task: MatcherTask = JSON.parse(readFileSync(path, "utf8"))
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  const buildStart = processorSeconds()
  const find = build(task)
  const buildSeconds = processorSeconds() - buildStart
  globalThis.gc?.()
  const builtMegabytes = (process.memoryUsage().rss - before) / 2 ** 20
  const { answers, seconds: firstSeconds } = answer(find, task.memos)
  const passes = firstSeconds < LONG_PASS_SECONDS ? [] : [firstSeconds]
  for (let total = passes[0] ?? 0; passes.length < MAX_PASSES && total < ENOUGH_SECONDS; ) {
    const pass = timePass(find, task.memos, answers.words)
    passes.push(pass)
    total += pass
  }
  passes.sort((a, b) => a - b)
  const seconds = passes[passes.length >> 1]!
  const peakMegabytes = process.resourceUsage().maxRSS / 1024
  const line: MatcherReport = {
    answers,
    buildSeconds,
    builtMegabytes,
    peakMegabytes,
    seconds,
    firstSeconds,
  }
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

function answer(find: FindWords, memos: readonly string[]): { answers: MatcherAnswers; seconds: number } {
  const lines: string[] = []
  let memosWithWords = 0
  const start = processorSeconds()
  for (const memo of memos) {
    const before = lines.length
    find(memo, (word, from, to) => lines.push(`${memo}\t${word}\t${from}\t${to}`))
    if (lines.length > before) memosWithWords++
  }
  const seconds = processorSeconds() - start
  const sha256 = createHash("sha256").update(lines.sort().join("\n")).digest("hex")
  return { answers: { memos: memos.length, memosWithWords, words: lines.length, sha256 }, seconds }
}

function timePass(find: FindWords, memos: readonly string[], expected: number): number {
  let words = 0
  const count = () => {
    words++
  }
  const start = processorSeconds()
  for (const memo of memos) find(memo, count)
  const seconds = processorSeconds() - start
  if (words !== expected) throw new Error(`${words} words in one pass, ${expected} in another`)
  return seconds
}

/** Of this process, so that what else the machine does counts less. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
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

/**
 * The patterns as regular expressions of `size` words each, and look-ups where one is found: an expression names one
 * word of those that overlap. One expression for all words is slower: its states no longer fit into the memory that
 * RE2 gives them.
 */
export function byExpressions(
  patterns: readonly string[],
  size: number,
  compile: (source: string) => (folded: string) => boolean,
): FindWords {
  const sources = patterns.map((pattern) => pattern.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"))
  const expressions: ((folded: string) => boolean)[] = []
  for (let at = 0; at < sources.length; at += size) {
    expressions.push(compile(sources.slice(at, at + size).join("|")))
  }
  const words = new Set(patterns)
  const lengths = [...new Set(patterns.map(({ length }) => length))].sort((a, b) => a - b)
  return inFolded((folded, take) => {
    if (!expressions.some((isFound) => isFound(folded))) return
    for (let start = 0; start < folded.length; start++) {
      for (const length of lengths) {
        if (start + length > folded.length) break
        const word = folded.slice(start, start + length)
        if (words.has(word)) take(word, start, start + length)
      }
    }
  })
}
