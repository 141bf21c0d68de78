// Looks at the output directory before hours are spent on what could then not be written.
import { constants } from "node:fs"
import { access, realpath, stat } from "node:fs/promises"
import { basename, dirname, resolve } from "node:path"
import { InputError } from "../index.ts"
import { OUTPUT_FILES } from "../node.ts"

/**
 * Throws `InputError` OUTPUT_NOT_WRITABLE where `dir`, or the directory it would be made in, cannot be written to,
 * and OPTION_INVALID where `dir` is empty or an input would be replaced by one of the `outputs`.
 */
export async function checkOutDirectory(
  dir: string,
  inputs: readonly string[],
  outputs: readonly string[] = OUTPUT_FILES,
): Promise<void> {
  if (dir === "") throw new InputError("OPTION_INVALID", { file: "--out" }, "is empty; give a directory")
  for (const input of inputs) {
    if (outputs.includes(basename(input)) && (await isIn(input, dir))) {
      const detail = `the output would replace this input; give another directory with --out`
      throw new InputError("OPTION_INVALID", { file: input }, detail)
    }
  }
  let existing = resolve(dir)
  let stats = await stat(existing).catch(() => null)
  while (stats === null && dirname(existing) !== existing) {
    existing = dirname(existing)
    stats = await stat(existing).catch(() => null)
  }
  if (stats?.isDirectory() !== true) {
    const detail = `${existing} is not a directory; give another one with --out`
    throw new InputError("OUTPUT_NOT_WRITABLE", { file: dir }, detail)
  }
  await access(existing, constants.W_OK).catch(() => {
    const detail = `no permission to write in ${existing}; give another directory with --out`
    throw new InputError("OUTPUT_NOT_WRITABLE", { file: dir }, detail)
  })
}

async function isIn(file: string, dir: string): Promise<boolean> {
  const [holder, out] = await Promise.all(
    [dirname(file), dir].map((path) => realpath(path).catch(() => null)),
  )
  return holder !== null && holder === out
}
