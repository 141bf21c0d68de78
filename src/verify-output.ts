// Checks an earlier output: its files, its findings, and all that the run rested on; and derives the findings again.
// Needs Node.
import { checkArguments, FLAG, HOOKS, optionsOf, TEXT, TEXTS, VEIL } from "./model/arguments.ts"
import { InputError } from "./model/errors.ts"
import type { RunHooks } from "./model/screening.ts"
import type { Veil } from "./model/veil.ts"
import { type Difference, VERIFIED_PARTS, type Verification } from "./model/verification.ts"
import { compareText } from "./model/vocabulary.ts"
import { placeFiles } from "./place-files.ts"
import { writeFinding } from "./report/finding-lines.ts"
import { type ReadManifest, readManifest } from "./report/read-manifest.ts"
import {
  checkFindings,
  FINDINGS,
  verifyChain,
  verifyFindings,
  verifyOutputs,
} from "./report/verify-outputs.ts"
import { type NamedInput, type RerunOptions, rerun } from "./run-record.ts"
import { verifyRules } from "./verify-rules.ts"

/** What an output is held against, and how thoroughly. */
export interface VerifyOptions extends RunHooks {
  /** Payment files; else they are looked for where the manifest says, from the working directory. */
  readonly inputs?: readonly string[] | undefined
  /** Settings, mapping, rates, parties, suppressions and what else was given to the run; else they are looked for likewise. */
  readonly given?: readonly string[] | undefined
  /** Directories of rules in place of those of the run, all of them. `shipped` is the pack that comes with the package. */
  readonly rules?: readonly string[] | undefined
  /** Derive the findings again and compare them one by one. */
  readonly rerun?: boolean | undefined
  /** For `rerun`, the pseudonyms of the run; needed where it made some. */
  readonly veil?: Veil | undefined
  /** The chain that the manifest must have, as it was noted elsewhere when the run was made. */
  readonly chain?: string | undefined
}

const OPTIONS = optionsOf({
  ...HOOKS,
  inputs: TEXTS,
  given: TEXTS,
  rules: TEXTS,
  rerun: FLAG,
  veil: VEIL,
  chain: TEXT,
})

/**
 * Compares the output in a directory with its manifest: the chain of the manifest, outputs, the content hashes of
 * findings, inputs, files of the rule pack, and the other files given to the run.
 *
 * Throws `InputError`: FILE_NOT_FOUND and MANIFEST_INVALID where there is no output of ours, FILE_NOT_FOUND for files and
 * directories that the options name and that are not there, OPTION_INVALID where the run cannot be made again, KEY_INVALID for pseudonyms of another key, and what a run throws.
 */
export async function verifyOutput(dir: string, options: VerifyOptions = {}): Promise<Verification> {
  checkArguments("verifyOutput", { dir: [dir, TEXT], options: [options, OPTIONS] })
  const manifest = await readManifest(dir)
  if (options.rerun === true) checkRerun(manifest, options)
  const findings = await verifyFindings(dir)
  const placed = await placeFiles("input", manifest.inputs, options.inputs)
  const given = await placeFiles("given", manifest.given, options.given)
  const rules = await verifyRules(manifest, options.rules)
  const written = await verifyOutputs(dir, manifest.outputs)
  const differences = [
    ...verifyChain(manifest),
    ...wrongChain(manifest, options.chain),
    ...written.differences,
    ...(findings?.differences ?? []),
    ...placed.differences,
    ...rules.differences,
    ...given.differences,
  ]
  const notChecked = [...placed.notChecked]
  const areRulesThere = rules.dirs.every(({ isThere }) => isThere)
  const canRun = placed.isWhole && given.isWhole && areRulesThere
  let again: Verification["rerun"] = null
  if (options.rerun === true && canRun) {
    const compared = await compareFindings(dir, manifest, placed.files, { ...options, given: given.files })
    differences.push(...compared.differences)
    again = { findings: compared.count }
  } else if (options.rerun === true) notChecked.push("rerun")
  return {
    differences: inOrder(differences),
    checked: {
      manifest: 1,
      output: manifest.outputs.length,
      finding: findings?.count ?? 0,
      input: manifest.inputs.length - placed.notChecked.length,
      rules: rules.count,
      given: manifest.given.length,
    },
    notChecked,
    otherRuns: written.otherRuns,
    rulesDirs: rules.dirs,
    chain: manifest.chain?.stated ?? null,
    rerun: again,
  }
}

function inOrder(differences: readonly Difference[]): Difference[] {
  const place = (part: Difference["part"]) => VERIFIED_PARTS.indexOf(part)
  return [...differences].sort((a, b) => place(a.part) - place(b.part) || compareText(a.name, b.name))
}

/** An edit that made a chain of its own is told only by the chain that was noted elsewhere. */
function wrongChain({ chain, path }: ReadManifest, noted: string | undefined): Difference[] {
  if (noted === undefined || chain === null) return []
  if (!/^[0-9a-f]{64}$/i.test(noted)) {
    throw new InputError("OPTION_INVALID", { file: path }, `the chain "${noted}" is no SHA-256 of 64 digits`)
  }
  const expected = noted.toLowerCase()
  return expected === chain.stated
    ? []
    : [{ part: "manifest", name: "chain", kind: "changed", expected, found: chain.stated }]
}

function checkRerun({ run, isDossier, keyId, path, outputs }: ReadManifest, { veil }: VerifyOptions): void {
  const cannot = (detail: string) => new InputError("OPTION_INVALID", { file: path }, detail)
  if (isDossier)
    throw cannot("a dossier cannot be derived again by itself; verify the output it was made from")
  if (run === null)
    throw cannot("the manifest does not say how the run was asked for, so that it cannot be made again")
  if (outputs.every(({ file }) => file !== FINDINGS))
    throw cannot(`${FINDINGS} was left out of this output, so that there is nothing to compare with`)
  if (keyId === null) return
  if (veil === undefined) throw cannot("the run made pseudonyms; give its key to derive the findings again")
  if (veil.keyId === keyId) return
  const detail = `the run made pseudonyms with the key ${keyId}, and the key given is ${veil.keyId}; give that of the run`
  throw new InputError("KEY_INVALID", {}, detail)
}

/** Findings derived again beside those of the output, by id. */
async function compareFindings(
  dir: string,
  { run }: ReadManifest,
  inputs: readonly NamedInput[],
  { rules, given, veil, signal, onProgress }: RerunOptions,
): Promise<{ count: number; differences: Difference[] }> {
  const screening = await rerun(run!, inputs, { rules, given, veil, signal, onProgress })
  const derived = new Map(
    screening.findings.map((finding) => [finding.id, writeFinding(finding, screening.table).hash]),
  )
  const count = derived.size
  const differences: Difference[] = []
  for await (const { id, found } of checkFindings(dir)) {
    const now = derived.get(id)
    derived.delete(id)
    if (now === found) continue
    const kind = now === undefined ? "gone" : "changed"
    differences.push({ part: "finding", name: id, kind, expected: now ?? null, found })
  }
  for (const [name, sha256] of derived) {
    differences.push({ part: "finding", name, kind: "new", expected: sha256, found: null })
  }
  return { count, differences }
}
