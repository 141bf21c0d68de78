// Writes a screening as the files of the output directory.
import { checkArguments, TEXTS } from "../model/arguments.ts"
import { InputError } from "../model/errors.ts"
import type { RunHooks, Screening } from "../model/screening.ts"
import { alertLines, alertTable } from "./alert-lines.ts"
import { type FileBeside, fileOf, longestFirst } from "./files-beside.ts"
import { findingLines } from "./finding-lines.ts"
import { gexf } from "./gexf.ts"
import { graphml } from "./graphml.ts"
import { collectReport } from "./html/collect.ts"
import { reportHtml } from "./html/report-html.ts"
import { manifestJson } from "./manifest.ts"
import { narratives } from "./narrative.ts"
import { type NetworkGraph, networkGraph } from "./network-graph.ts"
import { networkEdgeTable, networkNodeTable } from "./network-rows.ts"
import { networksJson } from "./networks-json.ts"
import { readPageAssets } from "./page-assets-node.ts"
import { rejectTable } from "./reject-rows.ts"
import { asSoleWriter } from "./sole-writer.ts"
import {
  attempt,
  beginFile,
  commitFiles,
  discardFiles,
  type FilePieces,
  type FileStaging,
  makeDirectory,
  type WrittenFile,
} from "./staged-files.ts"
import { writeInTurn } from "./write-in-turn.ts"

export type { WrittenFile } from "./staged-files.ts"

const MANIFEST = "manifest.json"

/** Names of the files that `writeScreening` writes, or replaces, in order. */
export const OUTPUT_FILES: readonly string[] = [
  "alerts.jsonl",
  "alerts.csv",
  "alerts.xlsx",
  "findings.jsonl",
  "narratives.md",
  "networks.json",
  "network.gexf",
  "network.graphml",
  "network-nodes.csv",
  "network-edges.csv",
  "entities.ftm.json",
  "report.html",
  "rejects.csv",
  MANIFEST,
]

export interface WriteOptions extends RunHooks {
  /** Names of files that are not wanted, of `OUTPUT_FILES`. The manifest cannot be left out. */
  readonly without?: readonly string[] | undefined
  /** What writes some files beside this thread, which writes the others meanwhile. Default: this thread writes all. */
  readonly beside?: StageBeside | undefined
}

/**
 * Writes a file elsewhere, under a temporary name in `dir`. Rejects with the signal's reason soon after it is aborted.
 * `without`: names of files that are not written. `idle` settles when this thread has made all others.
 */
export type StageBeside = (
  file: FileBeside,
  dir: string,
  without: readonly string[],
  signal: AbortSignal,
  idle: Promise<void>,
) => FileStaging

/**
 * Names of the files that are written where some are left out, in order. Throws `InputError` OPTION_INVALID for a name that
 * is none of them, and for the manifest.
 */
export function outputFilesWithout(without: readonly string[]): readonly string[] {
  checkArguments("outputFilesWithout", { without: [without, TEXTS] })
  const optional = OUTPUT_FILES.filter((name) => name !== MANIFEST)
  const wrong = without.find((name) => !optional.includes(name))
  if (wrong === undefined) return OUTPUT_FILES.filter((name) => !without.includes(name))
  const what =
    wrong === MANIFEST
      ? `${MANIFEST} cannot be left out: without it nobody can check the other files`
      : `there is no output file "${wrong}" to leave out`
  throw new InputError("OPTION_INVALID", {}, `${what}; those that can be are ${optional.join(", ")}`)
}

type Pieces = readonly [name: string, pieces: () => FilePieces]

/** Every file but the manifest, which is written last because it holds their hashes. */
function outputPieces(screening: Screening, without: readonly string[], signal: AbortSignal): Pieces[] {
  const { alerts, findings, intake, table } = screening
  let drawn: NetworkGraph | undefined
  const graph = () => {
    drawn ??= networkGraph(screening)
    return drawn
  }
  return [
    ["alerts.jsonl", () => alertLines(alerts)],
    ["alerts.csv", () => alertTable(alerts)],
    ["alerts.xlsx", () => fileOf(screening, "alerts.xlsx", without)],
    ["findings.jsonl", () => findingLines(findings, table)],
    ["narratives.md", () => narratives(screening)],
    ["networks.json", () => networksJson(screening)],
    ["network.gexf", () => gexf(graph())],
    ["network.graphml", () => graphml(graph())],
    ["network-nodes.csv", () => networkNodeTable(graph())],
    ["network-edges.csv", () => networkEdgeTable(graph())],
    ["entities.ftm.json", () => fileOf(screening, "entities.ftm.json", without)],
    ["report.html", () => reportPieces(screening, signal)],
    ["rejects.csv", () => rejectTable(intake?.rejects ?? null)],
  ]
}

/** Collected when it is written, so that one large file is in memory at a time. */
async function* reportPieces(screening: Screening, signal: AbortSignal): AsyncGenerator<string> {
  yield* reportHtml(screening, await collectReport(screening, signal), await readPageAssets())
}

/**
 * Writes the files of a screening into `dir`, which is made when absent, and resolves to them, the manifest last.
 * The files appear under their names only when all are complete, in place of those of an earlier run, of which files that
 * are left out do not stay; on an error or an abort the directory is left as it was. Other files in it are not touched.
 * Two calls at once into one directory write one after the other, also those of two processes.
 *
 * Throws `InputError` OUTPUT_NOT_WRITABLE, OUTPUT_BUSY, OPTION_INVALID (see `outputFilesWithout`), or the signal's reason.
 */
export async function writeScreening(
  screening: Screening,
  dir: string,
  options: WriteOptions = {},
): Promise<{ readonly files: readonly WrittenFile[] }> {
  const wanted = outputFilesWithout(options.without ?? [])
  options.signal?.throwIfAborted()
  return writeInTurn(dir, options.signal, () => writeNow(screening, dir, wanted, options))
}

async function writeNow(
  screening: Screening,
  dir: string,
  wanted: readonly string[],
  { signal, onProgress, without = [], beside }: WriteOptions,
): Promise<{ readonly files: readonly WrittenFile[] }> {
  const made = await attempt(dir, makeDirectory(dir))
  // What goes wrong with one file ends the work on the others.
  const own = new AbortController()
  const either = signal === undefined ? own.signal : AbortSignal.any([signal, own.signal])
  const staging = new Map<string, FileStaging>()
  const follow = (name: string, file: FileStaging): FileStaging => {
    file.staged.catch((error: unknown) => own.abort(error))
    staging.set(name, file)
    return file
  }
  const begin = (name: string, pieces: FilePieces) => follow(name, beginFile(dir, name, pieces, either))
  const tell = (done: number, item?: string) =>
    onProgress?.({ stage: "write", done, total: wanted.length, unit: "files", ...(item && { item }) })
  try {
    // What is made elsewhere begins at once.
    let isIdle = (): void => undefined
    const idle = new Promise<void>((resolve) => {
      isIdle = resolve
    })
    if (beside !== undefined)
      for (const name of longestFirst(screening.findings))
        if (wanted.includes(name)) follow(name, beside(name, dir, without, either, idle))
    const all = outputPieces(screening, without, either).filter(([name]) => wanted.includes(name))
    const here = all.filter(([name]) => !staging.has(name))
    const there = all.filter(([name]) => staging.has(name))
    for (const [done, [name, pieces]] of [...here, ...there].entries()) {
      if (done === here.length) isIdle()
      tell(done, name)
      await (staging.get(name) ?? begin(name, pieces())).taken
      either.throwIfAborted()
    }
    tell(all.length, MANIFEST)
    const facts = await Promise.all(
      all.map(async ([name]) => ({ name, ...(await staging.get(name)!.taken) })),
    )
    // While the system stores the others.
    begin(MANIFEST, [manifestJson(screening, facts)])
    const written = await Promise.all(
      [...all.map(([name]) => name), MANIFEST].map((name) => staging.get(name)!.staged),
    )
    await asSoleWriter(dir, signal, () => commitFiles(written, dir, without))
    tell(wanted.length)
    return { files: written.map(({ name, path, bytes, sha256 }) => ({ name, path, bytes, sha256 })) }
  } catch (error) {
    own.abort(error)
    const ended = await Promise.allSettled([...staging.values()].map(({ staged }) => staged))
    await discardFiles(
      ended.flatMap((one) => (one.status === "fulfilled" ? [one.value] : [])),
      made,
    )
    throw error
  }
}
