// Writes a screening as the files of the output directory.
import type { RunHooks, Screening } from "../model/screening.ts"
import { alertLines, alertTable } from "./alert-lines.ts"
import { findingLines } from "./finding-lines.ts"
import { gexf } from "./gexf.ts"
import { manifestJson } from "./manifest.ts"
import { networksJson } from "./networks-json.ts"
import { rejectTable } from "./reject-rows.ts"
import {
  attempt,
  commitFiles,
  discardFiles,
  makeDirectory,
  type StagedFile,
  stageFile,
  type TextPieces,
  type WrittenFile,
} from "./staged-files.ts"

export type { WrittenFile } from "./staged-files.ts"

const MANIFEST = "manifest.json"

/** Names of the files that `writeScreening` writes, and replaces. */
export const OUTPUT_FILES: readonly string[] = [
  "alerts.jsonl",
  "alerts.csv",
  "findings.jsonl",
  "networks.json",
  "network.gexf",
  "rejects.csv",
  MANIFEST,
]

/** Every file but the manifest, which is written last because it holds their hashes. */
function outputPieces({
  alerts,
  findings,
  networks,
  intake,
  table,
}: Screening): [name: string, pieces: TextPieces][] {
  return [
    ["alerts.jsonl", alertLines(alerts)],
    ["alerts.csv", alertTable(alerts)],
    ["findings.jsonl", findingLines(findings, table)],
    ["networks.json", networksJson(networks)],
    ["network.gexf", gexf(networks)],
    ["rejects.csv", rejectTable(intake?.rejects ?? null)],
  ]
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
