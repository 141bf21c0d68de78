// When two names are written the same.
import { MASKED_NAME } from "../model/person.ts"

const LETTERS = /\p{L}/gu
/** A single letter is no name. */
const MIN_LETTERS = 2

/**
 * The form in which names are compared: width, case and white space do not count, all else does. Empty for no name, and
 * for one that is masked: 张** stands for many people.
 */
export function exactName(name: string): string {
  const plain = name.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim()
  const letters = plain.match(LETTERS)?.length ?? 0
  return letters < MIN_LETTERS || MASKED_NAME.test(plain) ? "" : plain
}
