// One entity of FollowTheMoney (https://followthemoney.tech, followthemoney 3.8) and its line: ids of letters, digits, "."
// and "-"; values are lists of text.
import { ByteText, FULL_LENGTH } from "./byte-text.ts"
import { jsonText, PLAIN } from "./json-pieces.ts"

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

/** A line for each, in pieces of many lines. */
export function* entityLines(entities: Iterable<Entity>): Generator<Uint8Array> {
  const text = new ByteText()
  for (const entity of entities) {
    text.add(entityLine(entity))
    if (text.length >= FULL_LENGTH) yield text.take()
  }
  yield text.take()
}

/** One line. Values without text are left out, as are properties without values. */
function entityLine({ id, schema, properties }: Entity): string {
  return `{"id":"${id}","schema":"${schema}","properties":{${propertiesText(properties)}}}\n`
}

/** Properties with commas between. */
export function propertiesText(properties: Entity["properties"]): string {
  let told = ""
  for (const name in properties) {
    let values = ""
    for (const value of properties[name]!) {
      if (value !== "") values += `${values === "" ? "" : ","}${valueText(value)}`
    }
    if (values !== "") told += `${told === "" ? "" : ","}"${name}":[${values}]`
  }
  return told
}

const SURROGATE = /[\ud800-\udfff]/

/** As JSON; a half of a surrogate pair, which no UTF-8 holds, becomes U+FFFD. */
export function valueText(value: string): string {
  if (PLAIN.test(value)) return `"${value}"`
  return jsonText(SURROGATE.test(value) ? value.replace(/\p{Cs}/gu, "\ufffd") : value)
}
