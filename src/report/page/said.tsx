// A sentence of the catalogue with parts of the page in it: links to parties where the sentence has `{party}`.
import type { ComponentChildren } from "preact"

/** Stands for a part while the sentence is put together; a private-use character that no catalogue holds. */
const MARK = "\ue000"

/** To be given to `say` as the value of `{name}`. */
export function slot(name: string): string {
  return `${MARK}${name}${MARK}`
}

/** The sentence with its slots filled. */
export function Said({
  sentence,
  parts,
}: {
  readonly sentence: string
  readonly parts: Readonly<Record<string, ComponentChildren>>
}) {
  return <>{sentence.split(MARK).map((piece, i) => (i % 2 === 0 ? piece : parts[piece]))}</>
}
