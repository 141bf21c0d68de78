// Lexicon and list files: YAML text → checked words.
import type * as z from "zod"
import { InputError, type InputErrorCode } from "../model/errors.ts"
import { compareText } from "../model/vocabulary.ts"
import type { Lexicon } from "../text/lexicon.ts"
import { issuesToErrors } from "./issues.ts"
import { checkFileName, stemOf } from "./parse-rule.ts"
import { parseYaml, type YamlSource } from "./parse-yaml.ts"
import type { RuleFile } from "./rule-file.ts"
import { lexiconSchema, listSchema } from "./schema-files.ts"

/** A lexicon or list with its file; `words` is undefined when something in the file is wrong. */
export interface ParsedWords<T> {
  readonly source: YamlSource
  readonly words: T | undefined
}

/** A list as its file has it. */
export type WrittenList = z.output<typeof listSchema>

/** Those that are right, sorted by id. */
export interface ReadWords<T> {
  readonly found: readonly { readonly source: YamlSource; readonly words: T }[]
  /** Ids of all files, also of those that are wrong: a fault in one is not told again by every rule that names it. */
  readonly ids: ReadonlySet<string>
}

/** Reads `lexicons/<id>.yaml`; what is wrong goes to `errors` (LEXICON_INVALID). */
export function readLexicons(files: readonly RuleFile[], errors: InputError[]): ReadWords<Lexicon> {
  return readWords(
    files,
    "lexicon",
    (file) => parseWords(lexiconSchema, "LEXICON_INVALID", file, errors),
    errors,
  )
}

/** Reads `lists/<id>.yaml`; what is wrong goes to `errors` (LIST_INVALID). */
export function readWrittenLists(files: readonly RuleFile[], errors: InputError[]): ReadWords<WrittenList> {
  return readWords(files, "list", (file) => parseWords(listSchema, "LIST_INVALID", file, errors), errors)
}

function readWords<T extends { readonly id: string }>(
  files: readonly RuleFile[],
  kind: "lexicon" | "list",
  parse: (file: RuleFile) => ParsedWords<T> | undefined,
  errors: InputError[],
): ReadWords<T> {
  const taken = new Map<string, string>()
  const found = files.flatMap((file) => {
    const parsed = parse(file)
    if (parsed === undefined || isTaken(kind, parsed.source, taken, errors)) return []
    const { source, words } = parsed
    return words === undefined ? [] : [{ source, words }]
  })
  found.sort((a, b) => compareText(a.words.id, b.words.id))
  return { found, ids: new Set(files.map(({ file }) => stemOf(file))) }
}

function parseWords<T>(
  schema: z.ZodType<T>,
  code: InputErrorCode,
  { file, text }: RuleFile,
  errors: InputError[],
): ParsedWords<T> | undefined {
  const source = parseYaml(file, text, errors)
  if (source === undefined) return undefined
  const checked = schema.safeParse(source.value)
  if (!checked.success) errors.push(...issuesToErrors(checked.error.issues, { source, code }))
  checkFileName(source, errors)
  return { source, words: checked.data }
}

/** Whether another file has the id; reported. */
export function isTaken(
  kind: string,
  source: YamlSource,
  taken: Map<string, string>,
  errors: InputError[],
): boolean {
  const id = source.written(["id"])
  if (id === undefined) return false
  const other = taken.get(id)
  taken.set(id, other ?? source.file)
  if (other === undefined) return false
  const detail = `id is "${id}", which the ${kind} in ${other} has; give one of them another id`
  errors.push(new InputError("RULE_DUPLICATE_ID", source.placeOfValue(["id"]), detail))
  return true
}
