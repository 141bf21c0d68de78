import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  canonicalOrder,
  groupByPair,
  groupByParty,
  groupBySide,
  legIsIn,
  legRow,
  partyCountOf,
  rowOrder,
} from "../../src/model/order.ts"
import { partyNames } from "../../src/model/party.ts"
import { type PaymentTable, PaymentTableBuilder, type RowValues } from "../../src/model/table.ts"
import { Totals } from "../../src/model/totals.ts"

function values(part: Partial<RowValues> = {}): RowValues {
  return {
    id: "",
    time: 0,
    amountMinor: 100,
    currency: "CNY",
    status: 0,
    payer: "a",
    payee: "b",
    text: [],
    file: 1,
    line: 1,
    ...part,
  }
}

function build(rows: readonly Partial<RowValues>[]): PaymentTable {
  const builder = new PaymentTableBuilder()
  builder.addFile("f.csv")
  rows.forEach((row, i) => {
    builder.add(values({ line: i + 2, ...row }))
  })
  return builder.done()
}

describe("payment table", () => {
  test("a row with the id and the content of an earlier one is a duplicate, with other content a conflict", () => {
    const builder = new PaymentTableBuilder()
    builder.addFile("f.csv")
    const memo = builder.textColumn("memo")
    const text: string[] = []
    text[memo] = "x"
    expect(builder.add(values({ id: "1", text }))).toBe("accepted")
    expect(builder.add(values({ id: "1", text, line: 9 }))).toBe("duplicate")
    for (const other of [
      { time: 1 },
      { amountMinor: 101 },
      { currency: "USD" },
      { status: 1 },
      { payer: "z" },
      { payee: "" },
      { text: ["y"] },
      { text: [] },
    ])
      expect(builder.add(values({ id: "1", text, ...other }))).toBe("conflict")
    expect(builder.add(values({ text }))).toBe("accepted")
    expect(builder.add(values({ text }))).toBe("accepted")
    expect(builder.done().rowCount).toBe(3)
  })

  test("ids are a row's own, else made from its place, and differ on one line", () => {
    const table = build([{ id: "own" }, {}, { line: 7 }, { line: 7 }, { line: 7 }, { line: 8 }])
    expect([...Array(6).keys()].map((row) => table.idOf(row))).toEqual([
      "own",
      "f.csv:3",
      "f.csv:7",
      "f.csv:7.2",
      "f.csv:7.3",
      "f.csv:8",
    ])
  })

  test("more files than their column can tell apart are refused", () => {
    const builder = new PaymentTableBuilder()
    for (let i = 1; i < 65_535; i++) builder.addFile(`f${i}`)
    expect(builder.addFile("f65535")).toBe(65_535)
    expect(() => builder.addFile("f65536")).toThrow("OPTION_INVALID")
  })

  test("a column that comes later is missing before, and the two sides of a field share a dictionary", () => {
    const builder = new PaymentTableBuilder()
    builder.addFile("f.csv")
    builder.add(values())
    const payerPhone = builder.textColumn("payerPhone")
    const payeePhone = builder.textColumn("payeePhone")
    const memo = builder.textColumn("memo")
    const text: string[] = []
    text[payerPhone] = "+86 1"
    text[payeePhone] = "+86 1"
    text[memo] = "__proto__"
    builder.add(values({ text }))
    const table = builder.done()
    expect([...(table.text.get("payerPhone")?.codes ?? [])]).toEqual([0, 1])
    expect(table.text.get("payerPhone")?.codes[1]).toBe(table.text.get("payeePhone")?.codes[1])
    expect(table.text.get("memo")?.values).not.toBe(table.text.get("payerPhone")?.values)
    expect(table.text.get("memo")?.values.text(1)).toBe("__proto__")
    expect(table.parties.code("constructor")).toBe(0)
  })

  test("grows past its first size", () => {
    const table = build(Array.from({ length: 5000 }, (_, i) => ({ time: i, payer: `p${i}` })))
    expect(table.rowCount).toBe(5000)
    expect(table.time[4999]).toBe(4999)
    expect(table.parties.text(table.payer[4999] ?? 0)).toBe("p4999")
  })
})

const someRows = fc.array(
  fc.record({
    time: fc.integer({ min: 0, max: 5 }),
    amountMinor: fc.integer({ min: 0, max: 2 }),
    payer: fc.constantFrom("", "a", "b", "c"),
    payee: fc.constantFrom("a", "b", "d"),
    status: fc.constantFrom(0, 0, 0, 1, 3),
  }),
  { maxLength: 30 },
)

describe("orders", () => {
  test("canonical order holds the settled rows by time and content, whatever the order of input", () => {
    fc.assert(
      fc.property(someRows, fc.infiniteStream(fc.nat()), (rows, keys) => {
        const named = rows.map((row, i) => ({ ...row, id: `p${i}` }))
        const table = build(named)
        const ids = [...canonicalOrder(table)].map((row) => table.idOf(row))
        expect(ids.length).toBe(named.filter((row) => row.status === 0).length)
        const times = [...canonicalOrder(table)].map((row) => table.time[row] ?? -1)
        expect(times).toEqual([...times].sort((a, b) => a - b))
        const shuffled = named
          .map((row) => ({ row, key: keys.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ row }) => row)
        const other = build(shuffled)
        expect([...canonicalOrder(other)].map((row) => other.idOf(row))).toEqual(ids)
      }),
    )
  })

  test("rows of few instants, one by one or many at once, stand as a sort of all rows leaves them", () => {
    const rows = fc.array(
      fc.record({
        time: fc.constantFrom(0, 1, 1, 1),
        amountMinor: fc.nat(9),
        payer: fc.constantFrom("", "a", "b"),
      }),
      { maxLength: 60, size: "max" },
    )
    fc.assert(
      fc.property(rows, (some) => {
        const table = build(some)
        expect([...canonicalOrder(table)]).toEqual([...some.keys()].sort(rowOrder(table)))
      }),
    )
  })

  test("groupings hold what a filter finds, in canonical order", () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const table = build(rows)
        const order = canonicalOrder(table)
        const parties = partyCountOf(table)
        const groupOf = (grouping: { items: Uint32Array; starts: Uint32Array }, g: number) => [
          ...grouping.items.subarray(grouping.starts[g], grouping.starts[g + 1]),
        ]
        const byPayer = groupBySide(order, table.payer, parties)
        const byParty = groupByParty(order, table.payer, table.payee, parties)
        for (let code = 1; code <= parties; code++) {
          expect(groupOf(byPayer, code - 1)).toEqual([...order].filter((row) => table.payer[row] === code))
          const legs = groupOf(byParty, code - 1)
          expect(legs.map((leg) => legRow(leg))).toEqual(
            [...order].flatMap((row) => [
              ...(table.payer[row] === code ? [row] : []),
              ...(table.payee[row] === code ? [row] : []),
            ]),
          )
          for (const leg of legs) expect((legIsIn(leg) ? table.payee : table.payer)[legRow(leg)]).toBe(code)
        }
        const byPair = groupByPair(
          groupBySide(order, table.payee, parties),
          table.payer,
          table.payee,
          parties,
        )
        const seen = new Set<string>()
        for (let g = 0; g < byPair.groupCount; g++) {
          const group = groupOf(byPair, g)
          const first = group[0] ?? -1
          const key = `${table.payer[first]} ${table.payee[first]}`
          expect(seen.has(key)).toBe(false)
          seen.add(key)
          expect(group).toEqual(
            [...order].filter(
              (row) => table.payer[row] === table.payer[first] && table.payee[row] === table.payee[first],
            ),
          )
        }
        expect(byPair.items.length).toBe(
          [...order].filter((row) => table.payer[row] && table.payee[row]).length,
        )
      }),
    )
  })
})

describe("names and totals", () => {
  test("a party is called what most of its payments call it, ties by text", () => {
    const builder = new PaymentTableBuilder()
    builder.addFile("f.csv")
    const payer = builder.textColumn("payerName")
    const payee = builder.textColumn("payeeName")
    const add = (payerName: string, payeeName: string, line: number) => {
      const text: string[] = []
      text[payer] = payerName
      text[payee] = payeeName
      builder.add(values({ text, line }))
    }
    add("Ann", "Bob", 2)
    add("Anna", "Zed", 3)
    add("Anna", "", 4)
    const table = builder.done()
    expect(partyNames(table, ["a", "b", "nobody"])).toEqual(
      new Map([
        ["a", "Anna"],
        ["b", "Bob"],
      ]),
    )
  })

  test("totals are exact beyond safe integers", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), { minLength: 1 }),
        (amounts) => {
          const totals = new Totals()
          for (const minor of amounts) totals.add("JPY", minor)
          expect(totals.done()).toEqual({
            JPY: String(amounts.reduce((sum, minor) => sum + BigInt(minor), 0n)),
          })
        },
      ),
    )
  })
})
