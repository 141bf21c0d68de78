// Small sets of files with their manifest, which appear under their names all together or not at all.
import type { OutputFact } from "./manifest.ts"
import { asSoleWriter } from "./sole-writer.ts"
import {
  attempt,
  commitFiles,
  discardFiles,
  makeDirectory,
  type StagedFile,
  stageFile,
  type WrittenFile,
} from "./staged-files.ts"
import { writeInTurn } from "./write-in-turn.ts"

export type { WrittenFile } from "./staged-files.ts"

/**
 * Writes the files into `dir`, which is made when absent, and manifest.json last, made from what was written. Throws
 * `InputError` OUTPUT_NOT_WRITABLE, OUTPUT_BUSY, or the signal's reason; the directory is then as it was.
 */
export async function writeTogether(
  dir: string,
  contents: readonly (readonly [name: string, text: string])[],
  manifest: (outputs: readonly OutputFact[]) => string,
  signal?: AbortSignal,
): Promise<WrittenFile[]> {
  return writeInTurn(dir, signal, () => writeNow(dir, contents, manifest, signal))
}

async function writeNow(...[dir, contents, manifest, signal]: Parameters<typeof writeTogether>) {
  const made = await attempt(dir, makeDirectory(dir))
  const staged: StagedFile[] = []
  try {
    for (const [name, text] of contents) staged.push(await stageFile(dir, name, [text], signal))
    const facts = staged.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }))
    staged.push(await stageFile(dir, "manifest.json", [manifest(facts)], signal))
    await asSoleWriter(dir, signal, () => commitFiles(staged, dir))
  } catch (error) {
    await discardFiles(staged, made)
    throw error
  }
  return staged.map(({ name, path, bytes, sha256 }) => ({ name, path, bytes, sha256 }))
}
