// Whether the files of an earlier output are what its manifest says, and its findings what their hashes say.
import { readdir } from "node:fs/promises"
import { join, relative, sep } from "node:path"
import { InputError } from "../model/errors.ts"
import type { HashedFile } from "../model/screening.ts"
import type { Difference, VerifiedPart } from "../model/verification.ts"
import { compareText } from "../model/vocabulary.ts"
import { findingHash } from "./finding-hash.ts"
import type { WrittenFinding } from "./finding-lines.ts"
import { hashFile } from "./hash-file.ts"
import { readJsonLines } from "./json-lines.ts"
import type { ReadManifest } from "./read-manifest.ts"

const MANIFEST = "manifest.json"
export const FINDINGS = "findings.jsonl"

/** The manifest against its own chain. */
export function verifyChain({ chain, content }: ReadManifest): Difference[] {
  if (chain !== null && chain.stated === chain.found && content !== null) return []
  const [expected, found] = [chain?.stated ?? null, chain?.found ?? null]
  return [{ part: "manifest", name: MANIFEST, kind: "changed", expected, found }]
}

/** One file against its hash; `path`: where it is looked for, null: nowhere. */
export async function verifyFile(
  part: VerifiedPart,
  { file, sha256 }: HashedFile,
  path: string | null,
): Promise<Difference[]> {
  const found = path === null ? null : await hashFile(path)
  if (found === sha256) return []
  return [{ part, name: file, kind: found === null ? "missing" : "changed", expected: sha256, found }]
}

/**
 * Outputs that are missing or changed, and files that no output is. Files whose names begin with a dot are left out, and so
 * are directories with a manifest of their own, which are named: they are for another check.
 */
export async function verifyOutputs(
  dir: string,
  outputs: readonly HashedFile[],
): Promise<{ differences: Difference[]; otherRuns: string[] }> {
  const differences: Difference[] = []
  for (const output of outputs) {
    differences.push(...(await verifyFile("output", output, join(dir, output.file))))
  }
  const known = new Set([MANIFEST, ...outputs.map(({ file }) => file)])
  const names = await unknownFiles(dir, known)
  const isOfManifest = (name: string) => name.endsWith(`/${MANIFEST}`)
  const runs = names.filter(isOfManifest).map((name) => name.slice(0, -MANIFEST.length))
  for (const name of names) {
    if (runs.some((run) => name.startsWith(run))) continue
    differences.push({
      part: "output",
      name,
      kind: "extra",
      expected: null,
      found: await hashFile(join(dir, name)),
    })
  }
  const isInAnother = (run: string) => runs.some((other) => other !== run && run.startsWith(other))
  return { differences, otherRuns: runs.filter((run) => !isInAnother(run)).sort(compareText) }
}

async function unknownFiles(dir: string, known: ReadonlySet<string>): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((name) => !known.has(name) && !/(^|\/)\./.test(name))
}

/** A finding of an earlier output with the hash that its line states and the one its content comes to. */
export interface CheckedFinding {
  readonly id: string
  readonly stated: string | null
  /** Null: the line does not hold what a finding has. */
  readonly found: string | null
}

/** The findings of an earlier output in their order; a line that is no JSON has its number for an id. */
export async function* checkFindings(dir: string): AsyncGenerator<CheckedFinding> {
  for await (const { number, value } of readJsonLines(join(dir, FINDINGS))) {
    const finding = value as Partial<WrittenFinding> | null
    const id = typeof finding?.id === "string" ? finding.id : `${FINDINGS}:${number}`
    const stated = typeof finding?.hash === "string" ? finding.hash : null
    yield { id, stated, found: finding === null ? null : hashOrNull(finding) }
  }
}

/** A line that was edited may lack what the hash is of. */
function hashOrNull(finding: Partial<WrittenFinding>): string | null {
  try {
    return findingHash(finding as WrittenFinding)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** Findings whose content is not what their hash says; null: there are none to look at. */
export async function verifyFindings(
  dir: string,
): Promise<{ count: number; differences: Difference[] } | null> {
  const differences: Difference[] = []
  let count = 0
  try {
    for await (const { id, stated, found } of checkFindings(dir)) {
      count++
      if (stated === found && found !== null) continue
      differences.push({ part: "finding", name: id, kind: "changed", expected: stated, found })
    }
  } catch (error) {
    if (error instanceof InputError && error.code === "FILE_NOT_FOUND") return null
    throw error
  }
  return { count, differences }
}
