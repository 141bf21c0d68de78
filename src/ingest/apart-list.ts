// Decisions that two parties are different people, given as objects or rows: checked.
import { checkEach, optionsOf, TEXT } from "../model/arguments.ts"
import { InputError, type InputErrorCode, throwIfAny } from "../model/errors.ts"
import { sha256Hex } from "../model/hash.ts"
import type { Apart, ApartList } from "../model/person.ts"
import { compareText } from "../model/vocabulary.ts"

const CODE: InputErrorCode = "APART_INVALID"
const SOURCE = "apart"
export const APART_COLUMNS = ["party", "other", "by", "reason"] as const
type Column = (typeof APART_COLUMNS)[number]

const MEANINGS: Readonly<Record<Column, string>> = {
  party: "the id of one party as it stands in the payments",
  other: "the id of the other party as it stands in the payments",
  by: "who decided",
  reason: "why they are two people",
}

const ENTRY = optionsOf(
  { party: TEXT, other: TEXT, by: TEXT, reason: TEXT },
  "party",
  "other",
  "by",
  "reason",
)

/**
 * Decisions from objects, in the order given. The place of one is file `apart` and its number from 1. One that stands there
 * twice, or names a party of no payment, is no error: the run says so (see `ApartFacts`).
 * @throws InputErrors APART_INVALID: an empty text, a party held apart from itself
 */
export function createApartList(entries: Iterable<Apart>): ApartList {
  const checked = checkEach("createApartList", "entries", entries, ENTRY).map(
    ({ party, other, by, reason }, i) => {
      const cells = [party, other, by, reason]
      return checkEntry(cells, (_, detail) => new InputError(CODE, { file: SOURCE, line: i + 1 }, detail))
    },
  )
  return listOf(checked, null)
}

/** What one row holds, or what is wrong with it. */
export type CheckedEntry = { readonly entry: Apart } | { readonly errors: readonly InputError[] }

/** `cells` in the order of `APART_COLUMNS`; `fault` makes the error of a column. */
export function checkEntry(
  cells: readonly string[],
  fault: (column: Column, detail: string) => InputError,
): CheckedEntry {
  const trimmed = cells.map((cell) => cell.trim())
  const errors = APART_COLUMNS.flatMap((column, i) =>
    trimmed[i] === "" ? [fault(column, `${column} is empty; write ${MEANINGS[column]}`)] : [],
  )
  const [party = "", other = "", by = "", reason = ""] = trimmed
  if (party !== "" && party === other) {
    const detail = `party and other are both ${JSON.stringify(party)}; name the two that are different people`
    errors.push(fault("other", detail))
  }
  return errors.length > 0 ? { errors } : { entry: { party, other, by, reason } }
}

/** Throws `InputErrors` with all that is wrong. */
export function listOf(checked: readonly CheckedEntry[], file: string | null): ApartList {
  throwIfAny(checked.flatMap((each) => ("errors" in each ? each.errors : [])))
  const entries = checked.flatMap((each) => ("entry" in each ? [each.entry] : []))
  const lines = entries.map(({ party, other, by, reason }) => JSON.stringify([party, other, by, reason]))
  return { file, sha256: sha256Hex(lines.sort(compareText).join("\n")), entries }
}
