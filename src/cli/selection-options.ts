// The options that choose rules for one call, beside what settings choose.
import type { Command } from "commander"
import { collect } from "./option-values.ts"

export interface SelectionOptions {
  readonly only?: readonly string[]
  readonly without?: readonly string[]
}

/** The texts are read where the rules are known: see `LoadRulesOptions`. */
export function addSelectionOptions(command: Command): Command {
  return command
    .option(
      "--only <what>",
      "run these rules only: rule:<id>, tag:<tag>, typology:<typology>, status:<status>, or the bare word; repeatable",
      collect,
    )
    .option("--without <what>", "leave these rules out, written as for --only; repeatable", collect)
}
