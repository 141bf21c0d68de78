// The options for results under pseudonyms.
import { constants } from "node:fs"
import { access, realpath, stat } from "node:fs/promises"
import { dirname, relative, resolve } from "node:path"
import type { Command } from "commander"
import { createVeil, InputError, type Veil } from "../index.ts"
import { readKey, readPseudonymMap, writePseudonymMap } from "../node.ts"

export interface PrivacyOptions {
  readonly pseudonymise?: string
  readonly pseudonymMap?: string
}

export function addPrivacyOptions(command: Command): Command {
  return command
    .option(
      "--pseudonymise <key-file>",
      "put pseudonyms in place of parties, names and identifiers in all results, and mask texts around matched words; " +
        "a key of 32 bytes or more, such as `openssl rand -hex 32` makes",
    )
    .option(
      "--pseudonym-map <file>",
      "with --pseudonymise: write what pseudonyms stand for, encrypted with the key, for `moneytrail reveal`",
    )
}

/** Pseudonyms of a run, and what to do with their map when the results are written. */
export interface Pseudonyms {
  readonly veil: Veil
  readonly writeMap: () => Promise<void>
}

/**
 * Undefined where no pseudonyms are asked for.
 *
 * Throws `InputError` before any work is done: for a key that will not do, and for a map that could not be written, would
 * stand among the results, or is another key's.
 */
export async function pseudonymsOf(
  { pseudonymise, pseudonymMap }: PrivacyOptions,
  out: string,
): Promise<Pseudonyms | undefined> {
  if (pseudonymise === undefined) {
    if (pseudonymMap === undefined) return undefined
    const detail = "is given without --pseudonymise; there are no pseudonyms to write down"
    throw new InputError("OPTION_INVALID", { file: "--pseudonym-map" }, detail)
  }
  const key = await readKey(pseudonymise)
  const veil = createVeil(key, pseudonymise)
  if (pseudonymMap === undefined) return { veil, writeMap: async () => undefined }
  await checkMap(pseudonymMap, key, out)
  return { veil, writeMap: () => writePseudonymMap(pseudonymMap, key, veil.meanings()) }
}

async function checkMap(file: string, key: Uint8Array, out: string): Promise<void> {
  if (!(await stat(dirname(file)).catch(() => null))?.isDirectory()) {
    const detail = "the folder of the map is not there; make it, or name another file with --pseudonym-map"
    throw new InputError("OUTPUT_NOT_WRITABLE", { file }, detail)
  }
  await access(dirname(file), constants.W_OK).catch(() => {
    const detail = "no permission to write in the folder of the map; name another file with --pseudonym-map"
    throw new InputError("OUTPUT_NOT_WRITABLE", { file }, detail)
  })
  const [holder, results] = await Promise.all([dirname(file), out].map(trueOf))
  const inside = relative(results!, holder!)
  if (inside === "" || (!inside.startsWith("..") && resolve(inside) !== inside)) {
    const detail = `the map would stand among the results in ${out}; keep it apart from them`
    throw new InputError("OPTION_INVALID", { file }, detail)
  }
  await readPseudonymMap(file, key).catch((error: unknown) => {
    if (!(error instanceof InputError && error.code === "FILE_NOT_FOUND")) throw error
  })
}

/** A directory that is not there yet has no links in it. */
function trueOf(path: string): Promise<string> {
  return realpath(path).catch(() => resolve(path))
}
