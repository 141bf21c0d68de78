// Writes a backtest: backtest.json and changes.csv into a directory, the curve of a sweep as CSV and SVG beside a name.
import { basename, dirname, resolve } from "node:path"
import { checkArguments, HOOKS, having, optionsOf, TEXT } from "../model/arguments.ts"
import type { AlertChange, AlertSketch, Backtest, Sweep } from "../model/backtest.ts"
import type { RunHooks } from "../model/screening.ts"
import { BYTE_ORDER_MARK, type CsvCell, csvRow, joinCell } from "./csv-cells.ts"
import { asSoleWriter } from "./sole-writer.ts"
import {
  attempt,
  commitFiles,
  discardFiles,
  type FilePieces,
  makeDirectory,
  type StagedFile,
  stageFile,
  type WrittenFile,
} from "./staged-files.ts"
import { sweepChart } from "./sweep-chart.ts"
import { sweepTable } from "./sweep-rows.ts"
import { writeInTurn } from "./write-in-turn.ts"

/** Names of the files that `writeBacktest` writes, and replaces. */
export const BACKTEST_FILES: readonly string[] = ["backtest.json", "changes.csv"]

const RESULT = having("what backtest makes", "changes")
const SWEEP = having("the sweep of a backtest", "rule", "param", "points")

/**
 * Writes `backtest.json` and `changes.csv` into `dir`, made when absent. Both appear together or not at all.
 *
 * @throws InputError OUTPUT_NOT_WRITABLE, OUTPUT_BUSY, or the signal's reason
 */
export async function writeBacktest(
  result: Backtest,
  dir: string,
  hooks: RunHooks = {},
): Promise<readonly WrittenFile[]> {
  checkArguments("writeBacktest", {
    result: [result, RESULT],
    dir: [dir, TEXT],
    hooks: [hooks, optionsOf(HOOKS)],
  })
  return writeAll(
    dir,
    [
      ["backtest.json", [`${JSON.stringify(result, null, 2)}\n`]],
      ["changes.csv", changeTable(result.changes)],
    ],
    hooks,
  )
}

/**
 * Writes `<base>.csv` and `<base>.svg`.
 *
 * @throws InputError OUTPUT_NOT_WRITABLE, OUTPUT_BUSY, or the signal's reason
 */
export async function writeSweep(
  sweep: Sweep,
  base: string,
  hooks: RunHooks = {},
): Promise<readonly WrittenFile[]> {
  checkArguments("writeSweep", {
    sweep: [sweep, SWEEP],
    base: [base, TEXT],
    hooks: [hooks, optionsOf(HOOKS)],
  })
  const name = basename(base)
  const files: [string, FilePieces][] = [
    [`${name}.csv`, sweepTable(sweep)],
    [`${name}.svg`, [sweepChart(sweep)]],
  ]
  return writeAll(dirname(resolve(base)), files, hooks)
}

type NamedPieces = readonly [name: string, pieces: FilePieces]

async function writeAll(
  dir: string,
  files: readonly NamedPieces[],
  { signal }: RunHooks,
): Promise<readonly WrittenFile[]> {
  return writeInTurn(dir, signal, () => writeNow(dir, files, signal))
}

async function writeNow(
  dir: string,
  files: readonly NamedPieces[],
  signal: AbortSignal | undefined,
): Promise<readonly WrittenFile[]> {
  const staged: StagedFile[] = []
  const made = await attempt(dir, makeDirectory(resolve(dir)))
  try {
    for (const [name, pieces] of files) staged.push(await stageFile(dir, name, pieces, signal))
    signal?.throwIfAborted()
    await asSoleWriter(dir, signal, () => commitFiles(staged, dir))
  } catch (error) {
    await discardFiles(staged, made)
    throw error
  }
  return staged.map(({ name, path, bytes, sha256 }) => ({ name, path, bytes, sha256 }))
}

const SIDES = ["score", "severity", "rules", "findings"] as const

/** One line an alert that comes, goes or changes; the cells of a side that has no alert are empty. */
function* changeTable(changes: readonly AlertChange[]): Generator<string> {
  yield BYTE_ORDER_MARK
  const columns = ["before", "after"].flatMap((side) => SIDES.map((name) => `${name}_${side}`))
  yield csvRow(["subject", "name", "change", ...columns])
  for (const { subject, name, change, before, after } of changes)
    yield csvRow([subject, name, change, ...cellsOf(before), ...cellsOf(after)])
}

function cellsOf(sketch: AlertSketch | null): CsvCell[] {
  if (sketch === null) return SIDES.map(() => "")
  return [sketch.score, sketch.severity, joinCell(sketch.rules), sketch.findings]
}
