// What a run was asked for, written down so that it can be run again. Needs Node.
import { readApart } from "./ingest/apart-file.ts"
import { readParties } from "./ingest/parties-file.ts"
import { readRates } from "./ingest/rates-file.ts"
import { checkArguments, optionsOf, orNull, TEXTS } from "./model/arguments.ts"
import { InputError } from "./model/errors.ts"
import {
  GIVEN_FILES,
  type GivenFile,
  type HashedFile,
  type RunHooks,
  type RunRecord,
  type Screening,
} from "./model/screening.ts"
import type { Veil } from "./model/veil.ts"
import { hashFile } from "./report/hash-file.ts"
import { loadRules, readSuppressions, shippedRulesDir } from "./rules/load-rules.ts"
import { screenFiles } from "./screen-files.ts"

/** What a run is asked for; what is absent is not given. Files are paths. */
export type RunRequest = {
  readonly [Key in keyof Omit<RunRecord, "given">]?: RunRecord[Key] | undefined
} & { readonly [Key in GivenFile]?: string | undefined }

/** The request with the SHA-256 of its files. Throws `InputError` FILE_NOT_FOUND, FILE_NOT_READABLE. */
export async function recordRun(request: RunRequest): Promise<RunRecord> {
  checkArguments("recordRun", { request: [request, optionsOf({ rules: orNull(TEXTS) })] })
  const given: Partial<Record<GivenFile, HashedFile>> = {}
  for (const what of GIVEN_FILES) {
    const file = request[what]
    if (file === undefined) continue
    const sha256 = await hashFile(file)
    if (sha256 === null)
      throw new InputError("FILE_NOT_FOUND", { file }, "there is no such file; check the path")
    given[what] = { file, sha256 }
  }
  return {
    rules: request.rules ?? null,
    only: request.only ?? [],
    without: request.without ?? [],
    lang: request.lang ?? null,
    given,
    preset: request.preset ?? null,
    timeZone: request.timeZone ?? null,
    delimiter: request.delimiter ?? null,
    encoding: request.encoding ?? null,
    strictDecimals: request.strictDecimals ?? false,
    maxRejects: request.maxRejects ?? null,
    asOf: request.asOf ?? null,
    seed: request.seed ?? null,
    resolution: request.resolution ?? null,
    networkView: request.networkView ?? null,
    hubDegree: request.hubDegree ?? null,
  }
}

/** A file of a run: where it is, and what it is called in results. */
export interface NamedInput {
  readonly path: string
  readonly name: string
}

export interface RerunOptions extends RunHooks {
  /** Directories of rules in place of the recorded ones. */
  readonly rules?: readonly string[] | undefined
  /** Where files given to the run are, by their names in the record; those not named here are where the record says. */
  readonly given?: readonly NamedInput[] | undefined
  /** The pseudonyms of the run. */
  readonly veil?: Veil | undefined
}

/**
 * Screens payment files as a recorded run did. Rejects as `loadRules` and `screenFiles` do. What the files of the record
 * hold is not compared with their hashes here: see `verifyOutput`.
 */
export async function rerun(
  recorded: RunRecord,
  inputs: readonly NamedInput[],
  { rules: dirs, given: moved = [], veil, signal, onProgress }: RerunOptions = {},
): Promise<Screening> {
  const run = { ...recorded, given: placedGiven(recorded.given, moved) }
  const { given } = run
  const rules = await loadRules({
    dirs: rulesDirs(dirs ?? run.rules),
    settings: given.settings?.file,
    only: run.only,
    without: run.without,
    lang: run.lang ?? undefined,
  })
  return screenFiles(
    inputs.map(({ path }) => path),
    {
      ...readOptionsOf(run),
      names: inputs.map(({ name }) => name),
      rules,
      veil,
      rates: given.rates && (await readRates(given.rates.file)),
      parties: given.parties && (await readParties(given.parties.file)),
      suppressions: given.suppressions && (await readSuppressions(given.suppressions.file)),
      apart: given.apart && (await readApart(given.apart.file)),
      asOf: run.asOf ?? undefined,
      seed: run.seed ?? undefined,
      resolution: run.resolution ?? undefined,
      networkView: run.networkView ?? undefined,
      hubDegree: run.hubDegree ?? undefined,
      signal,
      onProgress,
    },
  )
}

/** The files given to a run with the paths where they are now, by their names in the record. */
export function placedGiven(given: RunRecord["given"], moved: readonly NamedInput[]): RunRecord["given"] {
  const pathOf = new Map(moved.map(({ path, name }) => [name, path]))
  const placed = Object.entries(given).map(([what, { file, sha256 }]) => [
    what,
    { file: pathOf.get(file) ?? file, sha256 },
  ])
  return Object.fromEntries(placed)
}

/** How the run read its payments. */
export function readOptionsOf(run: RunRecord) {
  return {
    mapFile: run.given.mapping?.file,
    preset: run.preset ?? undefined,
    timeZone: run.timeZone ?? undefined,
    delimiter: run.delimiter ?? undefined,
    encoding: run.encoding ?? undefined,
    strictDecimals: run.strictDecimals,
    maxRejects: run.maxRejects ?? undefined,
  }
}

/** `shipped` stands for the rules that come with the package. */
export function rulesDirs(dirs: readonly string[] | null): readonly string[] | undefined {
  return dirs?.map((dir) => (dir === "shipped" ? shippedRulesDir() : dir))
}
