// A YAML file that was read, as everything that checks it sees it.
import type { SourcePlace } from "../model/errors.ts"

/** Keys and indexes from the root of a file. */
export type YamlPath = readonly PropertyKey[]

/** One file, read. */
export interface YamlSource {
  readonly file: string
  /** Plain values; maps have no prototype, so no key of theirs can mean anything to JavaScript. */
  readonly value: unknown
  /** Where the value stands; of a value that is not there: where its nearest ancestor's key stands. */
  placeOfValue(path: YamlPath): SourcePlace
  /** Where the key (or the item) stands; of one that is not there: its nearest ancestor's. */
  placeOfKey(path: YamlPath): SourcePlace
  /** A scalar as written, without quotes; undefined for anything else. */
  written(path: YamlPath): string | undefined
}

/** The value at a path of plain values; undefined when there is none. */
export function valueAt(value: unknown, path: YamlPath): unknown {
  let inner: unknown = value
  for (const step of path) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, step)) return undefined
    inner = (inner as Record<PropertyKey, unknown>)[step]
  }
  return inner
}
