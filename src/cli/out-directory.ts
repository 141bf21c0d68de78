// Looks at the output directory before hours are spent on what could then not be written.
import { constants } from "node:fs"
import { access, readFile, realpath, stat } from "node:fs/promises"
import { basename, dirname, join, resolve } from "node:path"
import { InputError } from "../index.ts"
import { OUTPUT_FILES } from "../node.ts"

/**
 * Throws `InputError` OUTPUT_NOT_WRITABLE where `dir`, or the directory it would be made in, cannot be written to,
 * and OPTION_INVALID where `dir` is empty, lies in the output of another run, or an input would be replaced by one of the
 * `outputs`.
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
  await checkApart(dir)
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

/**
 * `moneytrail verify` tells of every file below an output that its manifest does not know, which those of another run would
 * be. Throws `InputError` OPTION_INVALID.
 */
export async function checkApart(dir: string): Promise<void> {
  for (let at = resolve(dir); dirname(at) !== at; at = dirname(at)) {
    const around = dirname(at)
    if (!(await isOutput(around))) continue
    const detail = `${around} holds the output of another run, which would not pass \`moneytrail verify\` any more; give a directory outside of it with --out`
    throw new InputError("OPTION_INVALID", { file: dir }, detail)
  }
}

async function isOutput(dir: string): Promise<boolean> {
  const text = await readFile(join(dir, "manifest.json"), "utf8").catch(() => "")
  return text.startsWith('{\n  "tool": {\n    "name": "moneytrail",')
}

async function isIn(file: string, dir: string): Promise<boolean> {
  const [holder, out] = await Promise.all(
    [dirname(file), dir].map((path) => realpath(path).catch(() => null)),
  )
  return holder !== null && holder === out
}
