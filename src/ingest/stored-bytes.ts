// The bytes of a file or of standard input as they are stored, counted and hashed on the way, and gunzipped when
// they begin like gzip (RFC 1952). Needs Node.
import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { type FileHandle, open, stat } from "node:fs/promises"
import { createGunzip, type Gunzip } from "node:zlib"
import { assert, InputError } from "../model/errors.ts"
import { concatBytes } from "./decode.ts"

export const STDIN_NAME = "<stdin>"
const DEFAULT_CHUNK_SIZE = 1 << 18

export interface StoredBytes {
  readonly file: string
  /** A chunk may be written over when the next one is asked for. */
  readonly chunks: AsyncIterable<Uint8Array>
  readonly bytesRead: number
  /** Null when it is not a plain file. */
  readonly bytesTotal: number | null
  /** Hexadecimal SHA-256 of all bytes. Only once `chunks` are exhausted. */
  readonly sha256: string
  /** Gives the file back before its end. */
  close(): void
}

/**
 * @param path a file, or "-" for standard input
 * @param chunkSize bytes read at once from a file; what is read does not depend on it
 * @throws InputError FILE_NOT_FOUND, FILE_NOT_READABLE; the latter also while reading
 */
export async function openStoredBytes(path: string, chunkSize = DEFAULT_CHUNK_SIZE): Promise<StoredBytes> {
  if (path === "-") return countedBytes(STDIN_NAME, process.stdin, null, () => process.stdin.destroy())
  const info = await stat(path).catch((error: unknown) => {
    throw fileError(path, error)
  })
  if (info.isDirectory()) {
    throw new InputError("FILE_NOT_READABLE", { file: path }, "this is a folder; name the files in it")
  }
  if (info.isFile()) {
    const { chunks, close } = fileChunks(path, chunkSize)
    return countedBytes(path, chunks, info.size, close)
  }
  const stream = createReadStream(path, { highWaterMark: chunkSize })
  return countedBytes(path, stream, null, () => stream.destroy())
}

/** A file in two buffers by turns: one is filled while the other is looked at. To make one for each chunk costs more than to read. */
function fileChunks(path: string, chunkSize: number) {
  let handle: FileHandle | undefined
  let isClosed = false
  const close = async () => {
    isClosed = true
    // Nothing was written that could be lost.
    await handle?.close().catch(() => undefined)
  }
  async function* chunks(): AsyncGenerator<Uint8Array> {
    handle = await open(path)
    let ready = new Uint8Array(chunkSize)
    let other = new Uint8Array(chunkSize)
    let reading = handle.read(ready, 0, chunkSize, null)
    try {
      for (;;) {
        const { bytesRead } = await reading
        if (bytesRead === 0 || isClosed) return
        reading = handle.read(other, 0, chunkSize, null)
        // A fault is met when the chunk is asked for, which may be never.
        reading.catch(() => undefined)
        yield ready.subarray(0, bytesRead)
        const before = ready
        ready = other
        other = before
      }
    } finally {
      await reading.catch(() => undefined)
      await close()
    }
  }
  return { chunks: chunks(), close }
}

function countedBytes(
  file: string,
  stream: AsyncIterable<Uint8Array>,
  bytesTotal: number | null,
  close: () => unknown,
): StoredBytes {
  const hash = createHash("sha256")
  let bytesRead = 0
  let sha256: string | null = null
  async function* chunks(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of stream) {
        hash.update(chunk)
        bytesRead += chunk.length
        yield chunk
      }
    } catch (error) {
      throw fileError(file, error)
    }
    sha256 = hash.digest("hex")
  }
  return {
    file,
    chunks: chunks(),
    bytesTotal,
    close,
    get bytesRead() {
      return bytesRead
    },
    get sha256() {
      assert(sha256 !== null, "the hash of a file is asked for before its end")
      return sha256
    },
  }
}

function fileError(file: string, error: unknown): unknown {
  const code = errorCode(error)
  if (code === undefined) return error
  if (code === "ENOENT" || code === "ENOTDIR") {
    return new InputError("FILE_NOT_FOUND", { file }, "there is no such file; check the name and the folder")
  }
  const detail =
    code === "EACCES" || code === "EPERM"
      ? "the system does not allow reading it; check its permissions"
      : `the system cannot read it (${code})`
  return new InputError("FILE_NOT_READABLE", { file }, detail)
}

function errorCode(error: unknown): string | undefined {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  return typeof code === "string" ? code : undefined
}

/** A beginning of known length, and all the bytes with it. */
export interface Headed {
  /** The first `length` bytes, or all when there are fewer. */
  readonly head: Uint8Array
  readonly isWhole: boolean
  readonly chunks: AsyncGenerator<Uint8Array>
}

/** Looks at the first `length` bytes without taking them away; the same whatever the chunks. */
export async function takeHead(chunks: AsyncIterable<Uint8Array>, length: number): Promise<Headed> {
  const iterator = chunks[Symbol.asyncIterator]()
  const held: Uint8Array[] = []
  let heldBytes = 0
  let isWhole = false
  // One byte more tells whether the head is all there is.
  while (heldBytes <= length && !isWhole) {
    const next = await iterator.next()
    if (next.done) {
      isWhole = true
    } else {
      held.push(next.value.slice())
      heldBytes += next.value.length
    }
  }
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      while (held.length > 0) yield held.shift()!
      while (!isWhole) {
        const next = await iterator.next()
        if (next.done) return
        yield next.value
      }
    } finally {
      await iterator.return?.()
    }
  }
  return { head: concatBytes(held).subarray(0, length), isWhole, chunks: all() }
}

/**
 * The bytes, gunzipped when they begin like gzip; several members one after another are one text.
 * @throws InputError FILE_TRUNCATED, FILE_NOT_READABLE while reading
 */
export async function gunzipIfNeeded(stored: StoredBytes): Promise<AsyncIterable<Uint8Array>> {
  const { head, chunks } = await takeHead(stored.chunks, 2)
  return head[0] === 0x1f && head[1] === 0x8b ? gunzip(stored.file, chunks) : chunks
}

async function* gunzip(file: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const unzip = createGunzip({ chunkSize: DEFAULT_CHUNK_SIZE })
  const feeding = feed(unzip, chunks)
  try {
    for await (const chunk of unzip) yield chunk
  } catch (error) {
    throw gunzipError(file, error)
  }
  await feeding
}

/** A pipe would leave off where gzip ends; what follows it must be read too, to be counted and hashed. */
async function feed(unzip: Gunzip, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const chunk of chunks) {
      if (unzip.readableEnded) continue
      if (unzip.destroyed) return
      await new Promise<void>((resolve) => unzip.write(chunk, () => resolve()))
    }
    unzip.end()
  } catch (error) {
    unzip.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

function gunzipError(file: string, error: unknown): unknown {
  const code = errorCode(error)
  if (code === "Z_BUF_ERROR") {
    return new InputError(
      "FILE_TRUNCATED",
      { file },
      "the compressed file ends too early; copy or download it again",
    )
  }
  if (code === "Z_DATA_ERROR") {
    return new InputError(
      "FILE_NOT_READABLE",
      { file },
      "the compressed data are damaged; copy the file again",
    )
  }
  return error
}
