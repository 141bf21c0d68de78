// What the words of a file mean in fields that have a closed vocabulary, and which text fields a file has. Asked by the
// checks of a row and by the plan of the bulk reader, so that both read alike. Answers are kept by text.
import { countryCode } from "../model/countries.ts"
import { currencyCode } from "../model/currencies.ts"
import { SETTLED, TEXT_FIELDS, type TextFieldName } from "../model/payment.ts"
import type { ColumnField } from "./aliases.ts"
import type { Mapping } from "./mapping.ts"
import type { ColumnPlan } from "./resolve-columns.ts"
import { foldWord, statusOf } from "./words.ts"

export interface CurrencyReader {
  /** The text that says the currency of a row; empty: nothing does. */
  readonly textOf: (cell: string) => string
  /** The code of it; empty when it is none. */
  readonly codeOf: (text: string) => string
  /** The only code that rows may have; empty: any. */
  readonly headed: string
}

/** @param fromHeader the currency that the header of the amount names */
export function currencyReader(fromHeader: string, mapping: Mapping | undefined): CurrencyReader {
  const codes = new Map<string, string>()
  const own = mapping?.currencies
  // A mapping that says where currencies stand goes before what the header says.
  const isMapped = mapping?.columns.has("currency") || mapping?.constants.has("currency")
  return {
    textOf: (cell) => cell || fromHeader,
    codeOf: (text) => {
      let code = codes.get(text)
      if (code === undefined) {
        code = own?.get(foldWord(text)) ?? currencyCode(text) ?? ""
        codes.set(text, code)
      }
      return code
    },
    headed: isMapped ? "" : fromHeader,
  }
}

/** Index in `PAYMENT_STATUSES`, -1 for an unknown word. `own`: words of a mapping. */
export function statusReader(own: ReadonlyMap<string, number> | undefined): (text: string) => number {
  const known = new Map<string, number>([["", SETTLED]])
  return (text) => {
    let status = known.get(text)
    if (status === undefined) {
      status = own?.get(foldWord(text)) ?? statusOf(text)
      known.set(text, status)
    }
    return status
  }
}

/** Alpha-2 code of a country; empty when it is none. */
export function countryReader(): (text: string) => string {
  const known = new Map<string, string>([["", ""]])
  return (text) => {
    const code = known.get(text) ?? countryCode(text) ?? ""
    known.set(text, code)
    return code
  }
}

export function isCountry(field: ColumnField): boolean {
  return field === "payerCountry" || field === "payeeCountry"
}

/** Text fields that the file has; where sides may be swapped, both sides of each. */
export function textFields(
  plan: ColumnPlan,
  mapping: Mapping | undefined,
  mayBeSwapped: boolean,
): TextFieldName[] {
  const fields = new Set<TextFieldName>()
  for (const field of [...plan.columns.keys(), ...(mapping?.constants.keys() ?? [])]) {
    if (isTextField(field)) fields.add(field)
  }
  if (mapping?.account?.name) fields.add("payerName")
  if (mapping?.account?.counterpartyName !== undefined) fields.add("payeeName")
  if (mayBeSwapped) for (const field of [...fields]) fields.add(otherSide(field) ?? field)
  return [...fields]
}

function isTextField(field: ColumnField): field is TextFieldName {
  return field.startsWith("attributes.") || (TEXT_FIELDS as readonly string[]).includes(field)
}

/** The same field of the other party; itself when it is of neither; undefined when only one party has it. */
export function otherSide(field: TextFieldName): TextFieldName | undefined {
  const match = /^(payer|payee)([A-Z]\w*)$/.exec(field)
  if (match === null) return field
  const other = `${match[1] === "payer" ? "payee" : "payer"}${match[2]}`
  return TEXT_FIELDS.find((known) => known === other)
}
