// The lists, lexicons and priced taxa that rules and contexts name.
import { DETECTIONS } from "./tree.ts"
import { valueAt, type YamlPath, type YamlSource } from "./yaml-source.ts"

/** A list, lexicon or priced taxon that a rule file names, and where. */
export interface Reference {
  readonly kind: "list" | "lexicon" | "price"
  readonly id: string
  readonly path: YamlPath
}

/** Every list, lexicon and priced taxon that a rule or context names, also when the file is otherwise wrong. */
export function references(source: YamlSource): Reference[] {
  const found: Reference[] = []
  const visit = (value: unknown, path: YamlPath): void => {
    const key = path.at(-1)
    if (typeof value === "string" && key === "in_list") found.push({ kind: "list", id: value, path })
    if (typeof value === "string" && path.at(-2) === "lexicon" && typeof key === "number") {
      found.push({ kind: "lexicon", id: value, path })
    }
    if (typeof value === "string" && path.at(-2) === "taxon" && path.at(-3) === "price") {
      found.push({ kind: "price", id: value, path })
    }
    if (typeof value !== "object" || value === null) return
    const isList = Array.isArray(value)
    for (const [inner, item] of Object.entries(value)) visit(item, [...path, isList ? Number(inner) : inner])
  }
  for (const key of [...DETECTIONS, "where"]) visit(valueAt(source.value, [key]), [key])
  return found
}
