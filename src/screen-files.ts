// The main job over files: read, then screen. Needs Node.
import { type ReadOptions, readPayments } from "./ingest/read-payments.ts"
import type { Screening } from "./model/screening.ts"
import type { RulePack } from "./rules/tree.ts"
import { type ScreenOptions, screen } from "./screen.ts"

export interface ScreenFilesOptions extends ReadOptions, Omit<ScreenOptions, "intake"> {
  /** What to screen with: see `loadRules`. */
  readonly rules: RulePack
}

/**
 * Reads payment files (`-`: standard input), of several kinds if need be, and screens them together.
 *
 * @throws InputError for a file that cannot be read or matched, or when there are too many rejects; a wrong row is a
 *   reject in `intake` and the run goes on. Rejects with the signal's reason when it is aborted.
 */
export async function screenFiles(
  inputs: readonly string[],
  options: ScreenFilesOptions,
): Promise<Screening> {
  const { rules, ...rest } = options
  const { table, intake } = await readPayments(inputs, rest)
  const screening = await screen(table, rules, { ...rest, intake })
  const { strictDecimals = false } = options
  return { ...screening, parameters: { ...screening.parameters, strictDecimals } }
}
