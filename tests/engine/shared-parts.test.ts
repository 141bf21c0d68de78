import { expect, test } from "vitest"
import { sharedParts } from "../../src/engine/shared-parts.ts"
import { PaymentTableBuilder } from "../../src/model/table.ts"

test("places and parties of a table are made once, each its own", () => {
  const builder = new PaymentTableBuilder()
  const file = builder.addFile("a.csv")
  for (let i = 0; i < 600; i++) {
    builder.add({
      id: i % 2 === 0 ? `p${i}` : "",
      time: i,
      amountMinor: 100,
      currency: "CNY",
      status: 0,
      payer: `c${i}`,
      payee: "one",
      text: [],
      file,
      line: i + 2,
    })
  }
  const table = builder.done()
  const { placeOf, partyIn } = sharedParts(table)
  for (let row = 0; row < table.rowCount; row++) {
    const payment = row % 2 === 0 ? `p${row}` : `a.csv:${row + 2}`
    expect(placeOf(row)).toEqual({ payment, file: "a.csv", line: row + 2 })
    expect(sharedParts(table).placeOf(row)).toBe(placeOf(row))
    const party = partyIn(table.payer[row]!, "payer")
    expect(party).toEqual({ party: `c${row}`, role: "payer" })
    expect(partyIn(table.payer[row]!, "payer")).toBe(party)
    expect(partyIn(table.payer[row]!, "payee")).toEqual({ party: `c${row}`, role: "payee" })
  }
})
