// The English of the program: what is counted is told in the singular where it is one.
import { expect, test } from "vitest"
import { ENGLISH_SENTENCES } from "../../src/model/messages.ts"
import { ADJECTIVES, PLURALS } from "../helpers/plurals.ts"

/** Those whose number is two or more wherever they are said. */
const SEVERAL: readonly string[] = [
  "alert-page.findings-more",
  "alert-page.payments-more",
  "alert-table.cut",
  "method.hubs-lead",
  "network-page.list-cut",
  "note.persons",
  "overview.alerts-all",
  "overview.networks-all",
  "reason.address",
  "reason.device",
  "reason.document",
  "reason.phone",
  "reason.supplier",
  "reason.waybill",
  "report.text-all",
  "report.text-cut",
]

test("a noun after a number has a form for one, or stands in a count with its noun", () => {
  const counted = new RegExp(String.raw`\{\w+\} (?:${ADJECTIVES} )?(?:${PLURALS})\b`)
  const fixed = Object.entries(ENGLISH_SENTENCES).filter(([, sentence]) => {
    const texts = typeof sentence === "string" ? [sentence] : [sentence.one]
    return texts.some((text) => counted.test(text))
  })
  expect(fixed.map(([key]) => key).sort()).toEqual(SEVERAL)
})
