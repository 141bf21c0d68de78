// Text for a file that the user names, or for standard output.
import { lstat, rename, rm, writeFile } from "node:fs/promises"
import process from "node:process"
import { InputError } from "../index.ts"
import type { Terminal } from "./terminal.ts"

/** Writes to the file, or to standard output when none is named. Throws `InputError` OUTPUT_NOT_WRITABLE. */
export async function writeText(
  file: string | undefined,
  text: string,
  { stdout }: Pick<Terminal, "stdout">,
): Promise<void> {
  if (file === undefined) {
    stdout.write(text)
    return
  }
  await writeWhole(file, text).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : ""
    const detail =
      code === "ENOSPC"
        ? "the disk is full; make room or name another file"
        : `it cannot be written (${code}); name another file`
    throw new InputError("OUTPUT_NOT_WRITABLE", { file }, detail)
  })
}

/** Writes beside the file and renames: what a full disk cuts short takes the place of nothing and is not left behind. */
async function writeWhole(file: string, text: string): Promise<void> {
  const there = await lstat(file).catch(() => undefined)
  // Devices, pipes and links stay what they are.
  if (there !== undefined && !there.isFile()) return writeFile(file, text)
  const beside = `${file}.${process.pid}.part`
  try {
    await writeFile(beside, text)
    await rename(beside, file)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
