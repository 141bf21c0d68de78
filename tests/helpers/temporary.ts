// A directory for the files of a test file. Sources and helpers outlive a test file, so it is made when first asked for.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

let dir: string | undefined

export function temporaryDir(): string {
  dir ??= mkdtempSync(join(tmpdir(), "moneytrail-test-"))
  return dir
}

export function removeTemporaryDir(): void {
  if (dir !== undefined) rmSync(dir, { recursive: true, force: true })
  dir = undefined
}
