// Text for a file that the user names, or for standard output.
import { writeFile } from "node:fs/promises"
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
  await writeFile(file, text).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : ""
    throw new InputError("OUTPUT_NOT_WRITABLE", { file }, `it cannot be written (${code}); name another file`)
  })
}
