// Context files of a pack: circumstances that make an innocent reading of words likelier.
import type { InputError } from "../model/errors.ts"
import { compareText } from "../model/vocabulary.ts"
import type { Read, Reading } from "./readings.ts"
import type { RuleFile } from "./rule-file.ts"
import type { PaymentContext } from "./tree.ts"
import { isTaken } from "./word-files.ts"
import type { YamlSource } from "./yaml-source.ts"

export interface ReadContexts {
  /** Those that are right, by id, each with its file. */
  readonly found: readonly { readonly source: YamlSource; readonly context: PaymentContext }[]
  /** The files that are YAML, also wrong ones: lists and lexicons they name are still to be checked. */
  readonly sources: readonly YamlSource[]
}

/** Reads `contexts/<id>.yaml`; what is wrong goes to `errors` (CONTEXT_INVALID). */
export function readContexts(
  files: readonly RuleFile[],
  read: Read<Reading<PaymentContext>>,
  errors: InputError[],
): ReadContexts {
  const taken = new Map<string, string>()
  const sources: YamlSource[] = []
  const found: { source: YamlSource; context: PaymentContext }[] = []
  for (const file of files) {
    const reading = read(file, errors)
    if (reading === undefined) continue
    const { source, read: context } = reading
    sources.push(source)
    if (isTaken("context", source, taken, errors) || context === undefined) continue
    found.push({ source, context })
  }
  found.sort((a, b) => compareText(a.context.id, b.context.id))
  return { found, sources }
}
