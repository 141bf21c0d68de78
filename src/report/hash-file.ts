// The SHA-256 of files as they are stored.
import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { InputError } from "../model/errors.ts"

/** 64 hexadecimal digits; null where there is no such file. Throws `InputError` FILE_NOT_READABLE. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string | null> {
  const hash = createHash("sha256")
  try {
    for await (const chunk of createReadStream(path, signal === undefined ? {} : { signal }))
      hash.update(chunk)
  } catch (error) {
    signal?.throwIfAborted()
    const code = error instanceof Error && "code" in error ? String(error.code) : ""
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return null
    throw new InputError("FILE_NOT_READABLE", { file: path }, `it cannot be read (${code})`)
  }
  return hash.digest("hex")
}
