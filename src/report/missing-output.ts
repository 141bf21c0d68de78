// What is said where a file of an earlier output is not there. Needs Node.
import { basename, dirname } from "node:path"
import { InputError } from "../model/errors.ts"
import { readManifest } from "./read-manifest.ts"

/** FILE_NOT_FOUND that says why a file of ours is not there, by the manifest beside it; else what reading that throws. */
export async function missingOutput(file: string): Promise<InputError> {
  const name = basename(file)
  const { isDossier, outputs } = await readManifest(dirname(file))
  return new InputError("FILE_NOT_FOUND", { file }, detail())

  function detail(): string {
    if (outputs.some((output) => output.file === name))
      return "it was written and is there no more; put it back, or run `moneytrail screen` again"
    if (isDossier) return "a dossier does not hold this file; give the directory that it was made from"
    return `this output was made without the file; run \`moneytrail screen\` again with no --without-file ${name}`
  }
}
