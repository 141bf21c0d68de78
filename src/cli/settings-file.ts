// The settings a deployer keeps beside the data.
import { access } from "node:fs/promises"

const DEFAULT_SETTINGS = "moneytrail.yaml"

/** The file given, else `moneytrail.yaml` of the working directory where there is one. */
export async function findSettings(given: string | undefined): Promise<string | undefined> {
  if (given !== undefined) return given
  return access(DEFAULT_SETTINGS).then(
    () => DEFAULT_SETTINGS,
    () => undefined,
  )
}
