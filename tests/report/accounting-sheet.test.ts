// The account of the run in the workbook sends nobody to a file that was not written.
import { expect, test } from "vitest"
import { accountingSheet } from "../../src/report/accounting-sheet.ts"
import { sampleScreening } from "./samples.ts"

async function noteOf(item: string, without: readonly string[]): Promise<unknown> {
  const { rows } = await accountingSheet(sampleScreening(), without)
  return [...rows].find((row) => row[1] === item)?.[3]
}

test.each([
  ["rejected", "rejects.csv"],
  ["suppressed alerts", "alerts.jsonl"],
])("the number of %s names %s where it is written", async (item, file) => {
  expect(await noteOf(item, [])).toBe(`see ${file}`)
  expect(await noteOf(item, [file])).toBe("")
})
