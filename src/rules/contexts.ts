// Context files: circumstances that make an innocent reading of words likelier. YAML text → checked contexts.
import type { InputError } from "../model/errors.ts"
import { compareText } from "../model/vocabulary.ts"
import { issuesToErrors } from "./issues.ts"
import { checkFileName } from "./parse-rule.ts"
import { parseYaml, type YamlSource } from "./parse-yaml.ts"
import type { RuleFile } from "./rule-file.ts"
import { conditionSchema } from "./schema-conditions.ts"
import { idSchema, mapping, numberSchema, textSchema } from "./schema-scalars.ts"
import type { PaymentContext } from "./tree.ts"
import { isTaken } from "./word-files.ts"

/** `contexts/<id>.yaml`. */
export const contextSchema = mapping({
  id: idSchema.describe("Name of the context; the file is named after it."),
  title: textSchema.describe("What the payments are for, in a few words, such as a visit to a zoo."),
  why: textSchema.describe("Why an innocent reading is likelier then, and where it may mislead."),
  source: textSchema.optional().describe("Where the words or codes are from."),
  factor: numberSchema(0, 1, false).describe(
    "Factor on what words are worth in such a payment, 0 to 1: 1 only shows the context.",
  ),
  where: conditionSchema,
}).meta({ title: "moneytrail context" })

export interface ReadContexts {
  /** Those that are right, by id, each with its file. */
  readonly found: readonly { readonly source: YamlSource; readonly context: PaymentContext }[]
  /** The files that are YAML, also wrong ones: lists and lexicons they name are still to be checked. */
  readonly sources: readonly YamlSource[]
}

/** Reads `contexts/<id>.yaml`; what is wrong goes to `errors` (CONTEXT_INVALID). */
export function readContexts(files: readonly RuleFile[], errors: InputError[]): ReadContexts {
  const taken = new Map<string, string>()
  const sources: YamlSource[] = []
  const found: { source: YamlSource; context: PaymentContext }[] = []
  for (const { file, text } of files) {
    const source = parseYaml(file, text, errors)
    if (source === undefined) continue
    sources.push(source)
    const checked = contextSchema.safeParse(source.value)
    if (!checked.success)
      errors.push(...issuesToErrors(checked.error.issues, { source, code: "CONTEXT_INVALID" }))
    checkFileName(source, errors)
    if (isTaken("context", source, taken, errors) || !checked.success) continue
    const { source: attested = null, ...context } = checked.data
    found.push({ source, context: { ...context, source: attested } })
  }
  found.sort((a, b) => compareText(a.context.id, b.context.id))
  return { found, sources }
}
