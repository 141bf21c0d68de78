// The rule files of an earlier output beside those that are there now. Needs Node.
import { createHash } from "node:crypto"
import path from "node:path"
import { InputError } from "./model/errors.ts"
import type { HashedFile } from "./model/screening.ts"
import type { Difference, DifferenceKind, RulesDir } from "./model/verification.ts"
import type { ReadManifest } from "./report/read-manifest.ts"
import { loadRuleFiles, shownDir } from "./rules/load-rules.ts"
import { type FileRole, roleOf } from "./rules/rule-file.ts"
import { rulesDirs } from "./run-record.ts"

export interface VerifiedRules {
  readonly count: number
  readonly differences: readonly Difference[]
  readonly dirs: readonly RulesDir[]
}

/**
 * A file is told by its bytes and its name within its directory: directories may have been moved. `given`: directories in
 * place of those of the run.
 *
 * @throws InputError FILE_NOT_FOUND for a given directory that is not there; one of the run is told in `dirs`.
 */
export async function verifyRules(
  { ruleFiles, run }: ReadManifest,
  given: readonly string[] | undefined,
): Promise<VerifiedRules> {
  if (ruleFiles.length === 0) return { count: 0, differences: [], dirs: [] }
  const ofRun = run?.rules ?? ["shipped"]
  const { files, notFound } = await filesOf(given ?? ofRun, given === undefined)
  const gone = notFound.map((dir) => `${rootOf(dir)}/`)
  const isGone = ({ file }: HashedFile) => gone.some((root) => file.startsWith(root))
  const there = ruleFiles.filter((file) => !isGone(file))
  const isNoStandIn = notFound.length === 0 ? isOfRun : isRule
  const compared = compareFiles(within(there, ofRun), within(files, given ?? ofRun))
  const differences = [
    ...ruleFiles.filter(isGone).map((file) => differenceOf("missing", file, null)),
    ...compared.filter(({ kind, name }) => kind !== "extra" || isNoStandIn(roleOf(name))),
  ]
  const dirs = (given ?? ofRun).map((dir) => ({ dir, isThere: !notFound.includes(dir) }))
  return { count: ruleFiles.length, differences, dirs }
}

/** Messages in other languages are left out of a run. */
const isOfRun = (role: FileRole) => role !== "messages"

/** Shipped words and scoring stand in for those of a directory that is gone; nobody put them there. */
const isRule = (role: FileRole) => role === "rule"

/** The files of the directories; with `canLack`, of those that are there. */
async function filesOf(
  dirs: readonly string[],
  canLack: boolean,
): Promise<{ files: readonly HashedFile[]; notFound: readonly string[] }> {
  const notFound: string[] = []
  for (;;) {
    const there = dirs.filter((dir) => !notFound.includes(dir))
    try {
      const files = await loadRuleFiles(rulesDirs(there), "rules")
      return { files: files.map(({ file, text }) => ({ file, sha256: sha256Of(text) })), notFound }
    } catch (error) {
      const isGone = error instanceof InputError && error.code === "FILE_NOT_FOUND"
      const dir = isGone && canLack ? there.find((one) => one === error.place.file) : undefined
      if (dir === undefined) throw error
      notFound.push(dir)
    }
  }
}

/** A pack has hundreds of files: the platform's own hash is much the faster one. */
function sha256Of(text: string): string {
  return createHash("sha256").update(text).digest("hex")
}

interface FileWithin extends HashedFile {
  /** Path below its directory. */
  readonly inner: string
}

/** The shipped directory counts always, for its words come along with any other. */
function within(files: readonly HashedFile[], dirs: readonly string[]): FileWithin[] {
  const roots = [...dirs.map(rootOf), "rules"].sort((a, b) => b.length - a.length)
  return files.map(({ file, sha256 }) => {
    const root = roots.find((one) => file.startsWith(`${one}/`))
    return { file, sha256, inner: root === undefined ? file : path.posix.relative(root, file) }
  })
}

function rootOf(dir: string): string {
  return dir === "shipped" ? "rules" : shownDir(dir)
}

/** What tells that a file is one of the run, the surest first. */
const SIGNS: readonly ((file: FileWithin) => string)[] = [
  ({ file, sha256 }) => `${file} ${sha256}`,
  ({ inner, sha256 }) => `${inner} ${sha256}`,
  ({ file }) => file,
  ({ inner }) => inner,
]

function compareFiles(expected: readonly FileWithin[], found: readonly FileWithin[]): Difference[] {
  const free = new Set(found)
  let missing = expected
  const differences: Difference[] = []
  for (const signOf of SIGNS) {
    const bySign = new Map(Array.from(free, (file) => [signOf(file), file]))
    missing = missing.filter((file) => {
      const same = bySign.get(signOf(file))
      if (same === undefined || !free.delete(same)) return true
      if (same.sha256 !== file.sha256) differences.push(differenceOf("changed", file, same))
      return false
    })
  }
  differences.push(...missing.map((file) => differenceOf("missing", file, null)))
  return [...differences, ...Array.from(free, (file) => differenceOf("extra", null, file))]
}

function differenceOf(
  kind: DifferenceKind,
  expected: HashedFile | null,
  found: HashedFile | null,
): Difference {
  const name = (expected ?? found)!.file
  return { part: "rules", name, kind, expected: expected?.sha256 ?? null, found: found?.sha256 ?? null }
}
