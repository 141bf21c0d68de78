// Suppressions that a program gives, held against what the reader of the YAML file asks for: an entry whose `until` is no
// day would go on hiding alerts for ever, for days are compared as texts.
import { InputError, throwIfAny } from "../model/errors.ts"
import type { Suppression } from "../model/suppression.ts"
import { isDay } from "../model/time.ts"

/**
 * The suppressions of a run: the pack's, which were checked when they were read, and those given beside them.
 *
 * @throws InputError OPTION_INVALID, all faults together, naming the entry by its number from 1.
 */
export function allSuppressions(
  ofPack: readonly Suppression[],
  given: readonly Suppression[] = [],
): readonly Suppression[] {
  throwIfAny(
    given.flatMap((entry, i) =>
      faultsOf(entry).map((fault) => new InputError("OPTION_INVALID", {}, `suppression ${i + 1}: ${fault}`)),
    ),
  )
  return [...ofPack, ...given]
}

/** The types say most of this, but programs in JavaScript do not see them. */
function faultsOf(entry: unknown): string[] {
  if (!isObject(entry)) return ["is no object; give party, pair, rule, by, reason and until"]
  const { party, pair, rule, until } = entry
  const faults: string[] = []
  for (const [name, value] of Object.entries({ party, rule })) {
    // A key that is not there may be a mistyped one: what is left would cover more than was meant.
    if (value !== null && !isText(value))
      faults.push(`${name} is ${shown(value)}; write an id, or null for any`)
  }
  if (pair !== null && !(isObject(pair) && isText(pair.payer) && isText(pair.payee))) {
    faults.push(`pair is ${shown(pair)}; write the ids of payer and payee, or null for any`)
  }
  if (faults.length === 0 && party === null && pair === null && rule === null) {
    faults.push("covers nothing; give one of party, pair, rule")
  }
  for (const name of ["by", "reason"]) {
    if (!isText(entry[name])) faults.push(`${name} is ${shown(entry[name])}; write who decided, and why`)
  }
  if (typeof until !== "string" || !isDay(until)) {
    faults.push(`until is ${shown(until)}; write a day such as "2027-01-31"`)
  }
  return faults
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.trim() !== ""
}

function shown(value: unknown): string {
  return value === undefined ? "missing" : JSON.stringify(value)
}
