// One context file: YAML text → checked context.
import type { InputError } from "../model/errors.ts"
import { issuesToErrors } from "./issues.ts"
import { checkFileName } from "./parse-rule.ts"
import { parseYaml } from "./parse-yaml.ts"
import type { Reading } from "./readings.ts"
import type { RuleFile } from "./rule-file.ts"
import { conditionSchema } from "./schema-conditions.ts"
import { idSchema, mapping, numberSchema, textSchema } from "./schema-scalars.ts"
import type { PaymentContext } from "./tree.ts"

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

/** Reads a context file; what is wrong goes to `errors` (CONTEXT_INVALID). */
export function parseContext(
  { file, text }: RuleFile,
  errors: InputError[],
): Reading<PaymentContext> | undefined {
  const source = parseYaml(file, text, errors)
  if (source === undefined) return undefined
  const checked = contextSchema.safeParse(source.value)
  if (!checked.success)
    errors.push(...issuesToErrors(checked.error.issues, { source, code: "CONTEXT_INVALID" }))
  checkFileName(source, errors)
  if (!checked.success) return { source, read: undefined }
  const { source: attested = null, ...context } = checked.data
  return { source, read: { ...context, source: attested } }
}
