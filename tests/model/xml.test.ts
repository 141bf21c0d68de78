import fc from "fast-check"
import { SaxesParser } from "saxes"
import { expect, test } from "vitest"
import { readIban } from "../../src/model/iban.ts"
import { xmlAttribute, xmlText } from "../../src/model/xml.ts"

/** What an independent, strict reader makes of the attribute and the content of one element. */
function readBack(xml: string): { attribute: string; content: string } {
  const parser = new SaxesParser()
  let attribute = ""
  let content = ""
  parser.on("error", (error) => {
    throw error
  })
  parser.on("opentag", (tag) => {
    attribute = tag.attributes["a"] ?? ""
  })
  parser.on("text", (text) => {
    content += text
  })
  parser.write(xml).close()
  return { attribute, content }
}

/** What XML 1.0 cannot hold, said the slow way. */
function shown(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0)!
      const isControl = code < 0x20 && code !== 9 && code !== 10 && code !== 13
      const isHalf = code >= 0xd800 && code <= 0xdfff
      return isControl || isHalf || code === 0xfffe || code === 0xffff ? "\ufffd" : character
    })
    .join("")
}

test("any text reads back, with what XML cannot hold shown as U+FFFD", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.string({ unit: fc.constantFrom(..."<>&\"']\t\n\r\u0000\ud83d象😀\ufffe\u0085\u2028"), maxLength: 12 }),
    fc.constantFrom("]]>", "</x>", "&amp;", "\ud83d", "\ude00\ud83d"),
  )
  fc.assert(
    fc.property(text, (value) => {
      const back = readBack(`<x a="${xmlAttribute(value)}">${xmlText(value)}</x>`)
      expect(back).toEqual({ attribute: shown(value), content: shown(value) })
    }),
    { numRuns: 200 },
  )
})

test("an IBAN is known by its check digits", () => {
  // Examples of the SWIFT IBAN registry.
  for (const iban of [
    "GB29NWBK60161331926819",
    "DE89370400440532013000",
    "NO9386011117947",
    "AE070331234567890123456",
  ])
    expect(readIban(iban)).toBe(iban)
  expect(readIban("gb29 nwbk 6016 1331 9268 19")).toBe("GB29NWBK60161331926819")
  for (const other of [
    "GB29NWBK60161331926818",
    "GB29",
    "",
    "u36517902",
    "1234567890123456789",
    "NO9386011117947=1",
  ])
    expect(readIban(other)).toBeUndefined()
})
