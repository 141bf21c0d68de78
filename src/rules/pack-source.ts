// What a pack was read from, so that another thread can read the same: a pack holds functions, which none can be handed.
import type { ParseRulesOptions } from "./pack.ts"
import type { RuleFile } from "./rule-file.ts"
import type { RulePack } from "./tree.ts"

/** Texts of files and plain values: `readRules` makes the same pack of them. */
export interface PackSource {
  readonly files: readonly RuleFile[]
  readonly options: ParseRulesOptions
}

const sources = new WeakMap<RulePack, PackSource>()

export function notePackSource(pack: RulePack, source: PackSource): void {
  sources.set(pack, source)
}

/** Undefined for packs that were made otherwise, or changed since: those are other objects. */
export function packSourceOf(pack: RulePack): PackSource | undefined {
  return sources.get(pack)
}
