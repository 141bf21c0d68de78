import { describe, expect, test } from "vitest"
import { parseMapping } from "../../src/ingest/mapping.ts"
import { type InputError, InputErrors } from "../../src/model/errors.ts"

function fault(text: string): InputError {
  try {
    parseMapping(text, "map.yaml")
  } catch (error) {
    return error as InputError
  }
  throw new Error("it is a mapping")
}

describe("parseMapping", () => {
  test("reads all there is to say", () => {
    const mapping = parseMapping(
      `
columns: { time: [Date, Time], amount: "Amt", payer: 3, attributes.branch: "Branch" }
constants: { currency: CNY, channel: wallet }
timezone: Asia/Shanghai
date_order: dmy
decimal: ","
delimiter: ";"
encoding: gb18030
negative_amount: swap
missing: ["-"]
account: { id: me, name: Me, direction: "Type", in: ["收入"], out: ["支出"], counterparty: "Name" }
status: { settled: ["Fine"], refunded: ["Back "] }
currencies: { INR: [Rupee] }
`,
      "map.yaml",
    )
    expect([...mapping.columns]).toEqual([
      ["time", ["Date", "Time"]],
      ["amount", ["Amt"]],
      ["payer", [3]],
      ["attributes.branch", ["Branch"]],
    ])
    expect([...mapping.constants]).toEqual([
      ["currency", "CNY"],
      ["channel", "wallet"],
    ])
    expect(mapping).toMatchObject({
      file: "map.yaml",
      timeZone: "Asia/Shanghai",
      dateOrder: "dmy",
      decimal: ",",
      delimiter: ";",
      encoding: "gb18030",
      negativeAmount: "swap",
      missing: ["-"],
      account: { id: "me", name: "Me", counterparty: "Name", direction: "Type", in: ["收入"], out: ["支出"] },
    })
    expect([...mapping.status!]).toEqual([
      ["fine", 0],
      ["back", 3],
    ])
    expect([...mapping.currencies!]).toEqual([["rupee", "INR"]])
  })

  test("an empty file says nothing", () => {
    expect(parseMapping("", "map.yaml").columns.size).toBe(0)
  })

  test.each([
    ["columns: { time: Date\n", 2, "Flow map"],
    ["columns:\n  tiem: Date\n", 2, "columns.tiem: is not a payment field; write time"],
    ["columns:\n  fruit: Date\n", 2, "columns.fruit: is not a payment field; fields are id, time"],
    ["columns:\n  time: 0\n", 2, "columns.time: write a column name"],
    ["columns:\n  time: [Date, true]\n", 2, "columns.time"],
    ["colums: {}\n", 1, "colums: is not a key of mappings; write columns (the keys are account, columns"],
    ["constants: { payeeCategory: 5944 }\n", 1, "quoted when it is a number"],
    ["constants:\n  currency: Taler\n", 2, "is no currency"],
    ["constants:\n  status: maybe\n", 2, "is no status"],
    ["# zone\ntimezone: Mars/Base\n", 2, "IANA"],
    ["decimal: ';'\n", 1, 'decimal: write "." or ","'],
    ["date_order: ymd\n", 1, 'date_order: write "dmy" or "mdy"'],
    ["delimiter: '#'\n", 1, 'delimiter: write "," or ";" or "|"'],
    ["negative_amount: keep\n", 1, 'negative_amount: write "swap"'],
    ["missing: '-'\n", 1, "missing: write a list of texts"],
    ["missing: ['']\n", 1, "missing.0: write text; it is empty"],
    ["encoding: 936\n", 1, "encoding: write text"],
    ["encoding: win-1252x\n", 1, "encoding: is no encoding; write one such as utf-8"],
    ["columns: Date\n", 1, "columns: write a mapping"],
    ["columns: { memo: [] }\n", 1, "columns.memo: write one at least"],
    ["status: { done: [x] }\n", 1, "status.done: is not a key of mappings; the keys are pending, refunded"],
    ["status: { settled: done }\n", 1, "status.settled: write a list of texts"],
    ["currencies: { RUPEE: [x] }\n", 1, "is no currency code"],
    ["account: { counterparty: N }\n", 1, "account.id"],
    [
      "account: { id: me, conterparty: N }\n",
      1,
      "account.conterparty: is not a key of mappings; write counterparty",
    ],
    ["account: { id: me, counterparty: N, direction: D }\n", 1, "in: [...]"],
    ["account: { id: me, counterparty: N, amount_in: D }\n", 1, "both amount_in and amount_out"],
    [
      "currencies:\n  USD: [dollar]\n  EUR: [Dollar]\n",
      3,
      'currencies.EUR.0: "Dollar" stands for USD as well; keep it in one of them',
    ],
    ["status: { settled: [ok], pending: [OK] }\n", 1, '"OK" stands for settled as well'],
    [
      "account: { id: me, counterparty: N, direction: D, in: [C], out: [D, C] }\n",
      1,
      '"C" stands for in as well',
    ],
    ["columns: {}\n---\ncolumns: {}\n", 2, "keep one document in a file"],
    ["decimal: '.'\ndecimal: ','\n", 2, "the key stands twice in one mapping; keep one"],
    ["columns: { __proto__: Date }\n", 1, "__proto__"],
    ["a: &x 1\nb: *x\n", 2, "aliases"],
    ["- time\n", 1, "the mapping"],
  ])("%j", (text, line, detail) => {
    const error = fault(text)
    expect(error).toMatchObject({ code: "MAPPING_INVALID", place: { file: "map.yaml", line } })
    expect(error.message).toContain(detail)
    expect(error.place.column).toBeGreaterThan(0)
  })

  test("tells all that is wrong together, with file, line and column", () => {
    const error = fault("columns:\n  tiem: Date\ntimezone: nowhere\nzzz: 1\n")
    expect(error).toBeInstanceOf(InputErrors)
    expect(error.message.split("\n").map((line) => line.slice(0, 33))).toEqual([
      "map.yaml:2:3: MAPPING_INVALID: co",
      "map.yaml:3:11: MAPPING_INVALID: t",
      "map.yaml:4:1: MAPPING_INVALID: zz",
    ])
  })
})
