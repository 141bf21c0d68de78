// The order in which it is told what is wrong in the files of a pack.
import type { InputError } from "../model/errors.ts"
import { compareText } from "../model/vocabulary.ts"

/** Errors by file, line and column. One fault that aliases repeat is told once. */
export function sortErrors(errors: readonly InputError[]): InputError[] {
  const byMessage = new Map(errors.map((error) => [error.message, error]))
  return [...byMessage.values()].sort(
    (a, b) =>
      compareText(a.place.file ?? "", b.place.file ?? "") ||
      (a.place.line ?? 0) - (b.place.line ?? 0) ||
      (a.place.column ?? 0) - (b.place.column ?? 0),
  )
}
