// Directories of rules as they are named on the command line.
import { shippedRulesDir } from "../node.ts"

/** How an option for directories of rules explains itself. */
export const RULE_DIRS_HELP =
  'directory of rules, in place of the shipped pack; repeatable, and "shipped" names the pack'

/** `shipped` stands for the rules that come with the package, so that others can be added. None: undefined. */
export function ruleDirs(given: readonly string[] | undefined): readonly string[] | undefined {
  if (given === undefined || given.length === 0) return undefined
  return given.map((dir) => (dir === "shipped" ? shippedRulesDir() : dir))
}
