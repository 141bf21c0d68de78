// Lexicon and list files: YAML text → checked words.
import type * as z from "zod"
import type { InputError, InputErrorCode } from "../model/errors.ts"
import type { Lexicon } from "../text/lexicon.ts"
import { issuesToErrors } from "./issues.ts"
import { checkFileName } from "./parse-rule.ts"
import { parseYaml, type YamlSource } from "./parse-yaml.ts"
import { lexiconSchema, listSchema } from "./schema-files.ts"
import type { EntryList } from "./tree.ts"

/** A lexicon or list with its file; `words` is undefined when something in the file is wrong. */
export interface ParsedWords<T> {
  readonly source: YamlSource
  readonly words: T | undefined
}

/** Reads `lexicons/<id>.yaml`; what is wrong goes to `errors` (LEXICON_INVALID). */
export function parseLexicon(
  file: string,
  text: string,
  errors: InputError[],
): ParsedWords<Lexicon> | undefined {
  return parseWords(lexiconSchema, "LEXICON_INVALID", file, text, errors)
}

/** Reads `lists/<id>.yaml`; what is wrong goes to `errors` (LIST_INVALID). */
export function parseList(
  file: string,
  text: string,
  errors: InputError[],
): ParsedWords<EntryList> | undefined {
  return parseWords(listSchema, "LIST_INVALID", file, text, errors)
}

function parseWords<T>(
  schema: z.ZodType<T>,
  code: InputErrorCode,
  file: string,
  text: string,
  errors: InputError[],
): ParsedWords<T> | undefined {
  const source = parseYaml(file, text, errors)
  if (source === undefined) return undefined
  const checked = schema.safeParse(source.value)
  if (!checked.success) errors.push(...issuesToErrors(checked.error.issues, { source, code }))
  checkFileName(source, errors)
  return { source, words: checked.data }
}
