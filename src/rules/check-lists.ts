// Lists that extend others, named in rules: seldom meant, as such a list holds its own entries only.
import { InputError } from "../model/errors.ts"
import type { Readers } from "./readers.ts"
import { references } from "./references.ts"
import { type RuleFile, roleOf } from "./rule-file.ts"
import type { YamlSource } from "./yaml-source.ts"

/** Id of each list that is right and extends another, with that one's id. */
export function extensionsOf(files: readonly RuleFile[], read: Readers["list"]): ReadonlyMap<string, string> {
  const lists = files.filter(({ file }) => roleOf(file) === "list")
  return new Map(
    lists.flatMap((file) => {
      const list = read(file, [])?.read
      return list?.extends === undefined ? [] : [[list.id, list.extends] as const]
    }),
  )
}

/** Warns of a rule that asks for a list which extends another: the entries of the other are not on it. */
export function checkExtensions(
  source: YamlSource,
  extensions: ReadonlyMap<string, string>,
  warnings: InputError[],
): void {
  for (const { kind, id, path } of references(source)) {
    const base = kind === "list" ? extensions.get(id) : undefined
    if (base === undefined) continue
    const detail = `the list ${id} holds its own entries only: extends adds them to ${base}; write ${base}, which has both`
    warnings.push(new InputError("RULE_INVALID", source.placeOfValue(path), detail))
  }
}
