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

/** How the option for settings explains itself. */
export const SETTINGS_HELP =
  "settings that change params or switch rules off (default: ./moneytrail.yaml where there is one)"
