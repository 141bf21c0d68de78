// Where the files of an earlier run are now: its payment files, and those given beside them. Needs Node.
import { basename } from "node:path"
import { InputError } from "./model/errors.ts"
import type { HashedFile } from "./model/screening.ts"
import type { Difference } from "./model/verification.ts"
import { hashFile } from "./report/hash-file.ts"
import { verifyFile } from "./report/verify-outputs.ts"
import type { NamedInput } from "./run-record.ts"

const STDIN_NAME = "<stdin>"

export interface PlacedFiles {
  /** In the order of the manifest, as many as it has; one that is missing stands with the path it was looked for at. */
  readonly files: readonly NamedInput[]
  /** Whether all of them are there, as they were or changed. */
  readonly isWhole: boolean
  readonly differences: readonly Difference[]
  readonly notChecked: readonly string[]
}

/**
 * Where `files` are, which the manifest names. Of the paths that the user says, one with the bytes of a file is that file,
 * else one of its path, else one of its name; paths that are none are extra. A file that is at none of them stands where the
 * manifest says, unless there are extra ones: one of these may be it, renamed and changed, so it is told as missing.
 *
 * @throws InputError FILE_NOT_FOUND for a path said where nothing is.
 */
export async function placeFiles(
  part: "input" | "given",
  files: readonly HashedFile[],
  said: readonly string[] | undefined,
): Promise<PlacedFiles> {
  const hashes = new Map<string, string | null>()
  for (const path of said ?? []) hashes.set(path, await hashFile(path))
  const missing = [...hashes].find(([, sha256]) => sha256 === null)?.[0]
  if (missing !== undefined) {
    throw new InputError("FILE_NOT_FOUND", { file: missing }, "there is no such file; check the path")
  }
  const free = new Set(hashes.keys())
  const take = (path: string | undefined) => {
    if (path !== undefined) free.delete(path)
    return path
  }
  const byBytes = files.map(({ sha256 }) =>
    take([...free].find((path) => hashes.get(path) === sha256) ?? sameBytes(hashes, sha256)),
  )
  const byName = files.map(
    ({ file }, i) =>
      byBytes[i] ??
      take([...free].find((path) => path === file)) ??
      take([...free].find((path) => basename(path) === basename(file))),
  )
  const paths = files.map(({ file }, i) => byName[i] ?? (file === STDIN_NAME ? null : file))
  const differences: Difference[] = []
  const notChecked: string[] = []
  for (const [i, file] of files.entries()) {
    const path = paths[i] ?? null
    if (path === null) notChecked.push(file.file)
    else if (byName[i] === undefined && free.size > 0)
      differences.push(...(await verifyFile(part, file, null)))
    else differences.push(...(await verifyFile(part, file, path)))
  }
  const isWhole = notChecked.length === 0 && differences.every(({ kind }) => kind !== "missing")
  for (const path of free) {
    differences.push({ part, name: path, kind: "extra", expected: null, found: hashes.get(path)! })
  }
  const named = files.map(({ file }, i) => ({ path: paths[i] ?? file, name: file }))
  return { files: named, isWhole, differences, notChecked }
}

/** A file that was read twice may be given once. */
function sameBytes(hashes: ReadonlyMap<string, string | null>, sha256: string): string | undefined {
  return [...hashes].find(([, found]) => found === sha256)?.[0]
}
