// A rule to start from: a copy of another under a new id, so that an author begins with what passes its tests.
import { isScalar, parseDocument } from "yaml"
import { assert } from "../model/errors.ts"
import type { Typology } from "../model/vocabulary.ts"
import type { Rule } from "./tree.ts"

/**
 * The text of a right rule file with the id and the typology given, version 1.0.0, status experimental, and a title that
 * says what is to be done; everything else as it was, comments included.
 */
export function copyRule(text: string, from: Rule, id: string, typology: Typology): string {
  const title = `Say here what this rule finds (copied from ${from.id} ${from.version})`
  return putValues(text, { id, version: "1.0.0", title, status: "experimental", typology })
}

/** Puts scalars in place of those that stand at the top of a file. */
function putValues(text: string, values: Readonly<Record<string, string>>): string {
  const document = parseDocument(text, { version: "1.2" })
  const changes = Object.entries(values).map(([key, value]) => {
    const node = document.get(key, true)
    assert(isScalar(node) && node.range, `a right rule has the key ${key}`)
    const [start, end] = node.range
    // The range of a block of text takes in the break after it.
    const tail = text.slice(start, end).endsWith("\n") ? "\n" : ""
    return { start, end, put: value + tail }
  })
  changes.sort((a, b) => b.start - a.start)
  return changes.reduce((whole, { start, end, put }) => whole.slice(0, start) + put + whole.slice(end), text)
}
