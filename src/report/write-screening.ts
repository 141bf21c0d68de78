// Writes a screening as the files of the output directory.
import type { RunHooks, Screening } from "../model/screening.ts"
import { alertLines, alertTable } from "./alert-lines.ts"
import { alertWorkbookPieces } from "./alert-workbook.ts"
import { findingLines } from "./finding-lines.ts"
import { ftmEntities } from "./ftm.ts"
import { gexf } from "./gexf.ts"
import { graphml } from "./graphml.ts"
import { collectReport } from "./html/collect.ts"
import { reportHtml } from "./html/report-html.ts"
import { manifestJson } from "./manifest.ts"
import { narratives } from "./narrative.ts"
import { networkGraph } from "./network-graph.ts"
import { networkEdgeTable, networkNodeTable } from "./network-rows.ts"
import { networksJson } from "./networks-json.ts"
import { readPageAssets } from "./page-assets-node.ts"
import { rejectTable } from "./reject-rows.ts"
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

export type { WrittenFile } from "./staged-files.ts"

const MANIFEST = "manifest.json"

/** Names of the files that `writeScreening` writes, and replaces. */
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

/** Every file but the manifest, which is written last because it holds their hashes. */
function outputPieces(screening: Screening): [name: string, pieces: FilePieces][] {
  const { alerts, findings, intake, table } = screening
  const graph = networkGraph(screening)
  return [
    ["alerts.jsonl", alertLines(alerts)],
    ["alerts.csv", alertTable(alerts)],
    ["alerts.xlsx", alertWorkbookPieces(screening)],
    ["findings.jsonl", findingLines(findings, table)],
    ["narratives.md", narratives(screening)],
    ["networks.json", networksJson(screening)],
    ["network.gexf", gexf(graph)],
    ["network.graphml", graphml(graph)],
    ["network-nodes.csv", networkNodeTable(graph)],
    ["network-edges.csv", networkEdgeTable(graph)],
    ["entities.ftm.json", ftmEntities(screening)],
    ["report.html", reportPieces(screening)],
    ["rejects.csv", rejectTable(intake?.rejects ?? null)],
  ]
}

/** Collected when it is written, so that one large file is in memory at a time. */
async function* reportPieces(screening: Screening): AsyncGenerator<string> {
  yield* reportHtml(screening, await collectReport(screening), await readPageAssets())
}

/**
 * Writes all files of a screening into `dir`, which is made when absent, and resolves to them, the manifest last.
 * The files appear under their names only when all are complete, in place of those of an earlier run; on an error
 * or an abort the directory is left as it was. Other files in it are not touched.
 *
 * Throws `InputError` OUTPUT_NOT_WRITABLE, or the signal's reason.
 */
export async function writeScreening(
  screening: Screening,
  dir: string,
  options: RunHooks = {},
): Promise<{ readonly files: readonly WrittenFile[] }> {
  const { signal, onProgress } = options
  signal?.throwIfAborted()
  await attempt(dir, makeDirectory(dir))
  const staged: StagedFile[] = []
  try {
    const outputs = outputPieces(screening)
    const total = outputs.length + 1
    for (const [name, pieces] of outputs) {
      onProgress?.({ stage: "write", done: staged.length, total, unit: "files", item: name })
      staged.push(await stageFile(dir, name, pieces, signal))
    }
    onProgress?.({ stage: "write", done: staged.length, total, unit: "files", item: MANIFEST })
    const facts = staged.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }))
    staged.push(await stageFile(dir, MANIFEST, [manifestJson(screening, facts)], signal))
    await commitFiles(staged, dir)
    onProgress?.({ stage: "write", done: total, total, unit: "files" })
  } catch (error) {
    await discardFiles(staged)
    throw error
  }
  return { files: staged.map(({ name, path, bytes, sha256 }) => ({ name, path, bytes, sha256 })) }
}
