// One lexicon or list file: YAML text → checked words.
import type * as z from "zod"
import type { InputError, InputErrorCode } from "../model/errors.ts"
import type { Lexicon } from "../text/lexicon.ts"
import { issuesToErrors } from "./issues.ts"
import { checkFileName } from "./parse-rule.ts"
import { parseYaml } from "./parse-yaml.ts"
import type { Reading } from "./readings.ts"
import type { RuleFile } from "./rule-file.ts"
import { lexiconSchema, listSchema } from "./schema-files.ts"

/** A list as its file has it. */
export type WrittenList = z.output<typeof listSchema>

/** Reads a lexicon file; what is wrong goes to `errors` (LEXICON_INVALID). */
export function parseLexicon(file: RuleFile, errors: InputError[]): Reading<Lexicon> | undefined {
  return parseWords(lexiconSchema, "LEXICON_INVALID", file, errors)
}

/** Reads a list file; what is wrong goes to `errors` (LIST_INVALID). */
export function parseList(file: RuleFile, errors: InputError[]): Reading<WrittenList> | undefined {
  return parseWords(listSchema, "LIST_INVALID", file, errors)
}

function parseWords<T>(
  schema: z.ZodType<T>,
  code: InputErrorCode,
  { file, text }: RuleFile,
  errors: InputError[],
): Reading<T> | undefined {
  const source = parseYaml(file, text, errors)
  if (source === undefined) return undefined
  const checked = schema.safeParse(source.value)
  if (!checked.success) errors.push(...issuesToErrors(checked.error.issues, { source, code }))
  checkFileName(source, errors)
  return { source, read: checked.data }
}
