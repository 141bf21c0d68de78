// The conditions of one kind in a detection or a context, however deep.
import type { Condition } from "./tree.ts"

type Kind<K extends Condition["kind"]> = Extract<Condition, { readonly kind: K }>

/** `key`: one that only conditions of the kind have, as other parts of a rule may be of a kind of the same name. */
export function conditionsIn<K extends Condition["kind"]>(
  value: unknown,
  kind: K,
  key: keyof Kind<K> & string,
): readonly Kind<K>[] {
  if (typeof value !== "object" || value === null) return []
  if ("kind" in value && value.kind === kind && key in value) return [value as Kind<K>]
  return Object.values(value).flatMap((inner) => conditionsIn(inner, kind, key))
}
