// A goAML profile from its file. Needs Node.
import type { GoamlProfile } from "../model/goaml.ts"
import { readText } from "./load-rules.ts"

/**
 * Reads a profile.
 *
 * @throws InputError GOAML_PROFILE_INVALID or RULE_NOT_YAML with line and column, all that is wrong together;
 *   FILE_NOT_FOUND and the like
 */
export async function readGoamlProfile(file: string): Promise<GoamlProfile> {
  const { parseGoamlProfile } = await import("./goaml-profile.ts")
  return parseGoamlProfile(file, readText(file, file).text)
}
