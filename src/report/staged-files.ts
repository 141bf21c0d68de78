// Files that appear under their names all together or not at all: written beside their place, then renamed.
import { createHash } from "node:crypto"
import { type FileHandle, lstat, mkdir, open, rename, rm, rmdir, stat } from "node:fs/promises"
import { dirname, join } from "node:path"
import { threadId } from "node:worker_threads"
import { InputError } from "../model/errors.ts"

/** A written file with what a reader needs to check it. */
export interface WrittenFile {
  readonly name: string
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** What stands in a file. */
export type Content = Pick<WrittenFile, "bytes" | "sha256">

/** Complete under a temporary name, waiting for its own. */
export interface StagedFile extends WrittenFile {
  readonly temporary: string
}

/** Text, which is written as UTF-8, or bytes as they are. */
export type FilePieces = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>

/** Whose files they are while they have temporary names: of this process, which may write on several threads. */
export const ownWriter = (): string => `${process.pid}-${threadId}`

/** Characters gathered before they are written. */
const FLUSH_LENGTH = 1 << 18

/**
 * Makes a directory, and those it is in, one by one: `recursive` of Node 20 tries without end where a parent exists
 * but holds no new directories (/proc). Gives those that it made, the innermost first.
 */
export async function makeDirectory(dir: string): Promise<readonly string[]> {
  const parent = dirname(dir)
  const isAlone = parent !== dir && (await stat(parent).catch(() => null)) === null
  const made = isAlone ? await makeDirectory(parent) : []
  try {
    await mkdir(dir)
    return [dir, ...made]
  } catch (error) {
    if (!(await stat(dir).catch(() => null))?.isDirectory()) throw error
    return made
  }
}

/** A file on its way. */
export interface FileStaging {
  /** When all pieces are taken, before the system has stored them: the next file may begin. */
  readonly taken: Promise<Content>
  /** When the system has stored it. On failure or abort nothing of it stays. */
  readonly staged: Promise<StagedFile>
}

/**
 * Writes a file under a temporary name in `dir`, for `storeFile` of the thread that `writer` is. What goes wrong may leave a
 * part of it there.
 */
export async function writeTemporary(
  dir: string,
  name: string,
  pieces: FilePieces,
  writer: string,
): Promise<Content> {
  const path = join(dir, name)
  const file = await attempt(path, open(hiddenPath(dir, name, "partial", writer), "w"))
  try {
    return await writePieces(file, path, pieces, undefined)
  } finally {
    await file.close()
  }
}

/** Has the system store what `writeTemporary` wrote. */
export async function storeFile(dir: string, name: string, { bytes, sha256 }: Content): Promise<StagedFile> {
  const path = join(dir, name)
  const temporary = hiddenPath(dir, name, "partial")
  try {
    const file = await attempt(path, open(temporary, "r+"))
    await attempt(path, file.sync()).finally(() => file.close())
    return { name, path, temporary, bytes, sha256 }
  } catch (error) {
    await discardTemporary(dir, name)
    throw error
  }
}

/** Takes away what `writeTemporary` wrote. */
export async function discardTemporary(dir: string, name: string): Promise<void> {
  await rm(hiddenPath(dir, name, "partial"), { force: true })
}

/** Writes a file under a temporary name in `dir`. */
export function beginFile(dir: string, name: string, pieces: FilePieces, signal?: AbortSignal): FileStaging {
  const path = join(dir, name)
  const temporary = hiddenPath(dir, name, "partial")
  const opening = attempt(path, open(temporary, "w"))
  const writing = opening.then((file) => writePieces(file, path, pieces, signal))
  const finish = async (): Promise<StagedFile> => {
    const file = await opening
    try {
      const { bytes, sha256 } = await writing
      await attempt(path, file.sync())
      await attempt(path, file.close())
      return { name, path, temporary, bytes, sha256 }
    } catch (error) {
      await file.close().catch(() => undefined)
      await rm(temporary, { force: true })
      throw error
    }
  }
  // Whoever asks for the file as stored alone is told there of what goes wrong.
  writing.catch(() => undefined)
  return { taken: writing, staged: finish() }
}

/** The same, for files that are made one by one. */
export function stageFile(
  dir: string,
  name: string,
  pieces: FilePieces,
  signal?: AbortSignal,
): Promise<StagedFile> {
  return beginFile(dir, name, pieces, signal).staged
}

async function writePieces(
  file: FileHandle,
  path: string,
  pieces: FilePieces,
  signal: AbortSignal | undefined,
): Promise<Content> {
  const hash = createHash("sha256")
  let bytes = 0
  let waiting = ""
  let writing = Promise.resolve()
  const write = async (chunk: Uint8Array) => {
    signal?.throwIfAborted()
    hash.update(chunk)
    bytes += chunk.length
    await writing
    // While the system takes this one, the next is made.
    writing = attempt(path, file.writeFile(chunk))
    writing.catch(() => undefined)
  }
  const flush = async () => {
    if (waiting === "") return
    const chunk = Buffer.from(waiting)
    waiting = ""
    await write(chunk)
  }
  const take = async (piece: string | Uint8Array) => {
    if (typeof piece === "string") waiting += piece
    if (typeof piece !== "string" || waiting.length >= FLUSH_LENGTH) await flush()
    if (typeof piece !== "string") await write(piece)
  }
  if (Symbol.asyncIterator in pieces) for await (const piece of pieces) await take(piece)
  else {
    for (const piece of pieces) {
      // A file has hundreds of thousands of lines: to wait for something at each would cost more than the line.
      if (typeof piece === "string" && waiting.length + piece.length < FLUSH_LENGTH) waiting += piece
      else await take(piece)
    }
  }
  await flush()
  await writing
  return { bytes, sha256: hash.digest("hex") }
}

/**
 * Gives every file its name, and takes away files named `gone`. When something cannot be done, all that was is undone.
 */
export async function commitFiles(
  files: readonly StagedFile[],
  dir: string,
  gone: readonly string[] = [],
): Promise<void> {
  const undo: (() => Promise<void>)[] = []
  const replaced: string[] = []
  const moveAway = async (name: string) => {
    const path = join(dir, name)
    if (!(await isThere(path))) return
    const previous = hiddenPath(dir, name, "previous")
    await attempt(path, rename(path, previous))
    undo.push(() => rename(previous, path))
    replaced.push(previous)
  }
  try {
    for (const name of gone) await moveAway(name)
    for (const { name, path, temporary } of files) {
      await moveAway(name)
      await attempt(path, rename(temporary, path))
      undo.push(() => rename(path, temporary))
    }
  } catch (error) {
    for (const step of undo.reverse()) await step()
    throw error
  }
  await Promise.all(replaced.map((path) => rm(path, { force: true })))
}

/** Takes away what was staged and not committed, and the directories made for it, the innermost first. */
export async function discardFiles(files: readonly StagedFile[], made: readonly string[]): Promise<void> {
  await Promise.all(files.map(({ temporary }) => rm(temporary, { force: true })))
  // What somebody else has put something into stays.
  for (const dir of made) await rmdir(dir).catch(() => undefined)
}

async function isThere(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => null)
  if (stats?.isDirectory() === true) {
    throw new InputError("OUTPUT_NOT_WRITABLE", { file: path }, "a directory of this name is in the way")
  }
  return stats !== null
}

/** The numbers of process and thread keep two runs into one directory apart; those of one thread wait for each other. */
function hiddenPath(
  dir: string,
  name: string,
  purpose: "partial" | "previous",
  writer = ownWriter(),
): string {
  return join(dir, `.${name}.${purpose}-${writer}`)
}

/** Awaits work on a file of the output; what the system refuses is told as an error the user can fix. */
export async function attempt<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : ""
    throw new InputError("OUTPUT_NOT_WRITABLE", { file: path }, explain(code, error))
  }
}

function explain(code: string, error: unknown): string {
  switch (code) {
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `no permission to write here (${code}); give another output directory, or close the program that has the file open`
    case "EBUSY":
      return "the file is open in another program; close it and run again"
    case "EEXIST":
    case "ENOTDIR":
      return "a file is where a directory is needed; give another output directory"
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full; make room or give another output directory"
    default:
      return `cannot be written (${error instanceof Error ? error.message : String(error)})`
  }
}
