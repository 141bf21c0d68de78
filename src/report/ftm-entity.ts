// One entity of FollowTheMoney (https://followthemoney.tech, followthemoney 3.8) and its line: ids of letters, digits, "."
// and "-"; values are lists of text.
import { jsonText } from "./json-pieces.ts"

export interface Entity {
  readonly id: string
  readonly schema:
    | "Person"
    | "Organization"
    | "LegalEntity"
    | "BankAccount"
    | "Ownership"
    | "UnknownLink"
    | "Payment"
    | "Note"
  readonly properties: Readonly<Record<string, readonly string[]>>
}

/** Longest values that FollowTheMoney keeps of an identifier and of a text. */
export const MAX_IDENTIFIER = 64
export const MAX_TEXT = 65_000

/** One line. Values without text are left out, as are properties without values. */
export function entityLine({ id, schema, properties }: Entity): string {
  const filled: Record<string, readonly string[]> = {}
  for (const [name, values] of Object.entries(properties)) {
    const texts = values.filter((value) => value !== "")
    if (texts.length > 0) filled[name] = texts.map(wholeCharacters)
  }
  return `${jsonText({ id, schema, properties: filled })}\n`
}

/** A half of a surrogate pair, which no UTF-8 holds, becomes U+FFFD. Looked for at first where any half stands. */
function wholeCharacters(text: string): string {
  return /[\ud800-\udfff]/.test(text) ? text.replace(/\p{Cs}/gu, "\ufffd") : text
}
