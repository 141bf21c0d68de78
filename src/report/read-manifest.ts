// The manifest of an earlier output, as far as checking needs it.
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { InputError } from "../model/errors.ts"
import type { HashedFile, RunRecord } from "../model/screening.ts"
import { chainOf } from "./chain.ts"

const MANIFEST = "manifest.json"

/** What a manifest says; where it was damaged, what can still be read of it. */
export interface ReadManifest {
  readonly path: string
  /** Null: the file does not end with a chain. */
  readonly chain: { readonly stated: string; readonly found: string } | null
  /** Whether it is the manifest of a dossier. */
  readonly isDossier: boolean
  readonly version: string
  /** Input files; `sha256` of the bytes as they are stored. */
  readonly inputs: readonly HashedFile[]
  readonly ruleFiles: readonly HashedFile[]
  /** Files given beside payments and rules. */
  readonly given: readonly HashedFile[]
  readonly outputs: readonly HashedFile[]
  /** Id of the key of pseudonyms; null: none were made. */
  readonly keyId: string | null
  /** Null: the run was not recorded. */
  readonly run: RunRecord | null
  /** Null: what the file holds is no JSON. */
  readonly content: Readonly<Record<string, unknown>> | null
}

/**
 * Reads the manifest in a directory that a screening or a dossier was written to.
 *
 * Throws `InputError`: FILE_NOT_FOUND where there is none, MANIFEST_INVALID for one that we did not write.
 */
export async function readManifest(dir: string): Promise<ReadManifest> {
  const path = join(dir, MANIFEST)
  const bytes = await readFile(path).catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : ""
    if (code === "ENOENT" || code === "ENOTDIR") {
      const detail = "no output of a screening here; give the directory that `moneytrail screen --out` wrote"
      throw new InputError("FILE_NOT_FOUND", { file: path }, detail)
    }
    throw new InputError("FILE_NOT_READABLE", { file: path }, `it cannot be read (${code})`)
  })
  const chain = chainOf(bytes)
  const text = new TextDecoder().decode(bytes)
  const content = parseObject(text)
  // Whichever byte was changed, one of the two signs is left.
  if (chain === null && !/"name": "moneytrail",\n/.test(text)) {
    const detail =
      "this is not a manifest of moneytrail with a chain; give a directory that `moneytrail screen` wrote"
    throw new InputError("MANIFEST_INVALID", { file: path }, detail)
  }
  const of = (key: string) => content?.[key]
  const said = of("run")
  const run = isRunRecord(said) ? said : null
  const settings = isHashed(of("settings")) ? [of("settings") as HashedFile] : []
  return {
    path,
    chain,
    isDossier: of("kind") === "dossier",
    version: String((isObject(of("tool")) ? (of("tool") as { version?: unknown }).version : "") ?? ""),
    inputs: hashedFiles(of("inputs")),
    ruleFiles: hashedFiles(of("ruleFiles")),
    given: [...settings, ...givenFiles(run)],
    outputs: hashedFiles(of("outputs"), "name"),
    keyId: typeof of("keyId") === "string" ? String(of("keyId")) : null,
    run,
    content,
  }
}

/** Settings are in the manifest by themselves. */
function givenFiles(run: RunRecord | null): HashedFile[] {
  return Object.entries(run?.given ?? {}).flatMap(([what, file]) =>
    what !== "settings" && isHashed(file) ? [file] : [],
  )
}

function hashedFiles(value: unknown, nameKey: "file" | "name" = "file"): HashedFile[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item: unknown) => {
    if (!isObject(item)) return []
    const { [nameKey]: file, sha256 } = item
    return typeof file === "string" && typeof sha256 === "string" ? [{ file, sha256 }] : []
  })
}

/** A record that was damaged cannot be run again. */
function isRunRecord(value: unknown): value is RunRecord {
  if (!isObject(value)) return false
  const { rules, only, without, given } = value
  return (rules === null || Array.isArray(rules)) && [only, without].every(Array.isArray) && isObject(given)
}

function isHashed(value: unknown): value is HashedFile {
  return isObject(value) && typeof value["file"] === "string" && typeof value["sha256"] === "string"
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
