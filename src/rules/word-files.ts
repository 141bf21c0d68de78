// Lexicon and list files of a pack: those that are right, and the ids of all.
import { InputError } from "../model/errors.ts"
import { compareText } from "../model/vocabulary.ts"
import type { Read, Reading } from "./readings.ts"
import { isShippedFile, type RuleFile, stemOf } from "./rule-file.ts"
import type { YamlSource } from "./yaml-source.ts"

/** Those that are right, sorted by id. */
export interface ReadWords<T> {
  readonly found: readonly { readonly source: YamlSource; readonly words: T }[]
  /** Ids of all files, also of those that are wrong: a fault in one is not told again by every rule that names it. */
  readonly ids: ReadonlySet<string>
}

/** Reads `lexicons/<id>.yaml` or `lists/<id>.yaml`; what is wrong goes to `errors`. */
export function readWords<T extends { readonly id: string }>(
  files: readonly RuleFile[],
  kind: "lexicon" | "list",
  read: Read<Reading<T>>,
  errors: InputError[],
): ReadWords<T> {
  const taken = new Map<string, string>()
  const found = files.flatMap((file) => {
    const reading = read(file, errors)
    if (reading === undefined || isTaken(kind, reading.source, taken, errors)) return []
    const { source, read: words } = reading
    return words === undefined ? [] : [{ source, words }]
  })
  found.sort((a, b) => compareText(a.words.id, b.words.id))
  return { found, ids: new Set(files.map(({ file }) => stemOf(file))) }
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
  const mend =
    kind === "rule" && isShippedFile(other)
      ? "give yours another id, and disable the shipped one in the settings where yours is in its place"
      : "give one of them another id"
  const detail = `id is "${id}", which the ${kind} in ${other} has; ${mend}`
  errors.push(new InputError("RULE_DUPLICATE_ID", source.placeOfValue(["id"]), detail))
  return true
}
