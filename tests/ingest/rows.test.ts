import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createPaymentTable } from "../../src/ingest/create-table.ts"
import { findLayout } from "../../src/ingest/layout.ts"
import { parseMapping } from "../../src/ingest/mapping.ts"
import type { PaymentInput, TextFieldName } from "../../src/model/payment.ts"
import type { RejectCode } from "../../src/model/reject.ts"
import { PaymentTableBuilder } from "../../src/model/table.ts"
import { plainRows, read } from "./read-support.ts"

const HEADER = "id,time,amount,currency,payer,payee,status,memo,payerCountry\n"

describe("reject codes of rows", () => {
  test.each<[string, RejectCode, string]>([
    ["1,2024-03-01,5,CNY,a", "ROW_TOO_SHORT", ""],
    ["1,2024-03-01,5,CNY,a,b,,m,CN,extra", "ROW_TOO_LONG", ""],
    ["1,,5,CNY,a,b,,m,CN", "TIME_MISSING", "time"],
    ["1,2024-02-30,5,CNY,a,b,,m,CN", "TIME_INVALID", "time"],
    ["1,2024-03-01,,CNY,a,b,,m,CN", "AMOUNT_MISSING", "amount"],
    ["1,2024-03-01,five,CNY,a,b,,m,CN", "AMOUNT_INVALID", "amount"],
    ["1,2024-03-01,-5,CNY,a,b,,m,CN", "AMOUNT_NEGATIVE", "amount"],
    ["1,2024-03-01,99999999999999999,CNY,a,b,,m,CN", "AMOUNT_TOO_LARGE", "amount"],
    ["1,2024-03-01,5,,a,b,,m,CN", "CURRENCY_MISSING", "currency"],
    ["1,2024-03-01,5,Taler,a,b,,m,CN", "CURRENCY_UNKNOWN", "currency"],
    ["1,2024-03-01,5,CNY,,,,m,CN", "PARTIES_MISSING", "payer"],
    ["1,2024-03-01,5,CNY,cash,未知,,m,CN", "PARTIES_MISSING", "payer"],
    ["1,2024-03-01,5,CNY,a,b,perhaps,m,CN", "STATUS_UNKNOWN", "status"],
    ["1,2024-03-01,5,CNY,a,b,,m,Atlantis", "COUNTRY_INVALID", "payerCountry"],
    [",,,,,,,m,", "TIME_MISSING", "time"],
  ])("%s is %s", async (row, code, field) => {
    const { rejects, intake } = await read(
      `${HEADER}0,2024-03-01,5,CNY,a,b,,m,CN\n"x\ny",2024-03-01,5,CNY,a,b,,m,\n${row}\n`,
    )
    expect(rejects).toMatchObject([{ code, field, line: 5, file: intake.files[0]!.file }])
    expect(rejects[0]!.message).not.toBe("")
    expect(intake.rows).toEqual({ read: 3, accepted: 2, rejected: 1, duplicates: 0, notSettled: 0 })
  })

  test("AMOUNT_TOO_PRECISE only when decimals are strict; else rounded and counted", async () => {
    const text = `${HEADER}1,2024-03-01,1.005,CNY,a,b,,m,\n2,2024-03-01,1.5000,CNY,a,b,,m,\n3,2024-03-01,1.005,CNY,,,,m,\n`
    const lax = await read(text)
    expect(lax.rows.map(({ amount }) => amount)).toEqual(["1.00 CNY", "1.50 CNY"])
    expect(lax.intake.roundedAmounts).toBe(1)
    const strict = await read(text, { strictDecimals: true })
    expect(strict.rejects.map(({ code }) => code)).toEqual(["AMOUNT_TOO_PRECISE", "AMOUNT_TOO_PRECISE"])
    expect(strict.intake.roundedAmounts).toBe(0)
  })

  test("three decimals that may be thousands are refused, unless a mapping says what the point is", async () => {
    const text = `${HEADER}1,2024-03-01,500.000,IDR,a,b,,m,\n2,2024-03-01,1.500.000,VND,a,b,,m,\n`
    const told = await read(text)
    expect(told.rejects).toMatchObject([{ code: "AMOUNT_INVALID", value: "500.000", line: 2 }])
    expect(told.rows.map(({ amount }) => amount)).toEqual(["1500000 VND"])
    const amounts = async (decimal: string) => {
      const { rows } = await read(text, { mapping: parseMapping(`decimal: "${decimal}"`, "map.yaml") })
      return rows.map(({ amount }) => amount)
    }
    expect(await amounts(",")).toEqual(["500000.00 IDR", "1500000 VND"])
    expect(await amounts(".")).toEqual(["500.00 IDR", "1500000 VND"])
  })

  test("the point of a number of JSON is none of thousands, whatever a mapping says of texts", async () => {
    const record = (amount: string, currency: string) =>
      `{"time":"2024-03-01","amount":${amount},"currency":"${currency}","payer":"a"}\n`
    const text = ["12.500", "-45.678", "1234.567"].map((amount) => record(amount, "EUR")).join("")
    const texts = record("5.125", "JPY") + record('"12.500"', "EUR") + record('"1.234.567"', "EUR")
    const amounts = async (mapping: string) => {
      const options = { mapping: parseMapping(mapping, "map.yaml") }
      const { rows, rejects } = await read(text + texts, options, "a.jsonl")
      return [...rows.map(({ amount }) => amount), ...rejects.map(({ value }) => value)]
    }
    const numbers = ["12.50 EUR", "45.68 EUR", "1234.57 EUR", "5 JPY"]
    const columns = "columns: { time: time }\nnegative_amount: swap\n"
    expect(await amounts(columns)).toEqual([...numbers, "1234567.00 EUR", "12.500"])
    expect(await amounts(`${columns}decimal: ","`)).toEqual([...numbers, "12500.00 EUR", "1234567.00 EUR"])
  })

  test("numbers of JSON in the two amount columns of a statement", async () => {
    const mapping = parseMapping(
      "columns: { time: d }\nconstants: { currency: EUR }\naccount: { id: me, counterparty: c, amount_in: i, amount_out: o }",
      "map.yaml",
    )
    const text =
      '{"d":"2024-03-01","c":"a","i":12.345,"o":null}\n{"d":"2024-03-01","c":"a","i":"","o":12.500}\n'
    const { rows } = await read(text, { mapping }, "a.jsonl")
    expect(rows.map(({ amount, payer }) => [amount, payer])).toEqual([
      ["12.34 EUR", "a"],
      ["12.50 EUR", "me"],
    ])
  })

  test("CURRENCY_CONFLICT: the header of the amount names another currency than the row", async () => {
    const text =
      "time,Amount (USD),currency,payer\n2024-03-01,5,EUR,a\n2024-03-01,6,US Dollar,a\n2024-03-01,7,,a\n"
    const { rejects, rows } = await read(text)
    expect(rejects).toMatchObject([{ code: "CURRENCY_CONFLICT", field: "currency", value: "EUR", line: 2 }])
    expect(rows.map(({ amount }) => amount)).toEqual(["6.00 USD", "7.00 USD"])
    const amounts = async (mapping: string) => {
      const mapped = await read(text, { mapping: parseMapping(mapping, "map.yaml") })
      return mapped.rows.map(({ amount }) => amount)
    }
    expect(await amounts("columns: { currency: currency }")).toEqual(["5.00 EUR", "6.00 USD", "7.00 USD"])
    expect(await amounts("constants: { currency: EUR }")).toEqual(["5.00 EUR", "6.00 EUR", "7.00 EUR"])
  })

  test("ID_CONFLICT and duplicates", async () => {
    const row = "1,2024-03-01,5,CNY,a,b,,m,CN"
    const { rejects, intake } = await read(`${HEADER}${row}\n${row}\n${row.replace(",5,", ",6,")}\n`)
    expect(rejects).toMatchObject([{ code: "ID_CONFLICT", field: "id", value: "1", line: 4 }])
    expect(intake.rows).toEqual({ read: 3, accepted: 1, rejected: 1, duplicates: 1, notSettled: 0 })
  })

  test("JSON_INVALID stands among the others in order of lines", async () => {
    const good = '{"time":"2024-03-01","amount":5,"currency":"CNY","payer":"a"}'
    const text = `nonsense\n${good}\n[1]\n${good.replace("5", '"x"')}\n${good}\n{\n`
    const { rejects, intake, rows } = await read(text, {}, "a.jsonl")
    expect(rejects.map(({ code, line }) => [code, line])).toEqual([
      ["JSON_INVALID", 1],
      ["JSON_INVALID", 3],
      ["AMOUNT_INVALID", 4],
      ["JSON_INVALID", 6],
    ])
    expect(intake.rows).toMatchObject({ read: 6, accepted: 2, rejected: 4 })
    expect(rows[0]).toEqual({
      id: expect.stringContaining(":2"),
      time: "2024-03-01T00:00:00Z",
      amount: "5.00 CNY",
      payer: "a",
    })
  })

  test("extra blank cells are no fault, and the value of a reject is cut", async () => {
    const { rejects, rows } = await read(
      `${HEADER}1,2024-03-01,${"9".repeat(500)},CNY,a,b,,m,CN\n2,2024-03-01,5,CNY,a,b,,m,CN, ,\n`,
    )
    expect(rows).toHaveLength(1)
    expect(rejects[0]!.value).toHaveLength(200)
  })
})

describe("what rows may say", () => {
  test("statuses, countries, missing values, odd names", async () => {
    const { rows, intake } = await read(
      `${HEADER}1,2024-03-01,5,CNY,=1+1,__proto__,已退款,NULL,KEN\n2,2024-03-01,5,CNY,cash,b,PENDING,"  x ",UK\n3,2024-03-01,5,CNY,a,/,Completed,,越南\n`,
    )
    expect(rows).toEqual([
      {
        id: "1",
        time: "2024-03-01T00:00:00Z",
        amount: "5.00 CNY",
        payer: "=1+1",
        payee: "__proto__",
        status: "refunded",
        payerCountry: "KE",
      },
      {
        id: "2",
        time: "2024-03-01T00:00:00Z",
        amount: "5.00 CNY",
        payee: "b",
        status: "pending",
        memo: "x",
        payerCountry: "GB",
      },
      { id: "3", time: "2024-03-01T00:00:00Z", amount: "5.00 CNY", payer: "a", payerCountry: "VN" },
    ])
    expect(intake.rows.notSettled).toBe(2)
    expect(intake.controlTotals).toEqual({ CNY: "15.00" })
  })

  test("__proto__ as a column is a column like others", async () => {
    const mapping = parseMapping('columns: { attributes.__proto__: "__proto__" }', "map.yaml")
    const text = "time,amount,currency,payer,__proto__\n2024-03-01,1,CNY,a,x\n"
    const { table } = await read(text, { mapping })
    expect(table.text.get("attributes.__proto__" as TextFieldName)?.values.text(1)).toBe("x")
    expect((await read(text)).intake.files[0]!.ignoredColumns).toEqual(["__proto__"])
    const json = '{"time":"2024-03-01","amount":"1","currency":"CNY","payer":"__proto__","__proto__":"x"}\n'
    expect((await read(json, {}, "a.jsonl")).rows[0]).toMatchObject({ payer: "__proto__" })
  })

  test("a date and a time of day are joined, a whole time is taken as it is", async () => {
    const { rows, rejects } = await read(
      "Date,Time,amount,currency,payer\n2024-03-01,09:30:15,1,CNY,a\n2024-03-01,9:30,1,CNY,a\n2024-03-01,2024-03-02T10:00:00Z,1,CNY,a\n2024-03-01,,1,CNY,a\n,09:30,1,CNY,a\n",
    )
    expect(rows.map(({ time }) => time)).toEqual([
      "2024-03-01T09:30:15Z",
      "2024-03-01T09:30:00Z",
      "2024-03-02T10:00:00Z",
      "2024-03-01T00:00:00Z",
    ])
    expect(rejects.map(({ code }) => code)).toEqual(["TIME_INVALID"])
  })

  test("keys of JSON that come late", async () => {
    const { rows, intake } = await read(
      '{"time":"2024-03-01","amount":1,"currency":"CNY","from":"a"}\n{"time":"2024-03-01","amount":2,"currency":"CNY","payer":"b","extra":1,"memo":"m"}\n',
      {},
      "a.jsonl",
    )
    expect(rows.map(({ payer, memo }) => [payer, memo])).toEqual([
      ["a", undefined],
      ["b", "m"],
    ])
    expect(intake.files[0]).toMatchObject({ format: "jsonl", headerLine: null, ignoredColumns: ["extra"] })
  })

  test("records that name their parties in different ways, in either order", async () => {
    const records = ['"payerName":"Ann"', '"payer":"a","payerName":"Ann"'].map(
      (payer) => `{"time":"2024-03-01","amount":1,"currency":"CNY","payee":"b",${payer}}\n`,
    )
    for (const text of [records.join(""), records.toReversed().join("")]) {
      const { rows } = await read(text, {}, "a.jsonl")
      expect(rows.map(({ payer }) => payer).sort()).toEqual(["Ann", "a"])
    }
  })

  test("a field named late is read, whatever the size of batches", async () => {
    const plain = '{"time":"2024-03-01","amount":1,"currency":"CNY","payer":"a"}\n'
    const late = '{"time":"2024-03-01","amount":1,"currency":"CNY","payer":"a","备注":"象牙"}\n'
    const { rows } = await read(plain.repeat(5000) + late, {}, "a.jsonl")
    expect(rows[4999]).not.toHaveProperty("memo")
    expect(rows[5000]).toMatchObject({ memo: "象牙" })
  })
})

describe("mappings at work", () => {
  const rowsOf = async (yaml: string, text: string) => {
    const { rows, rejects } = await read(text, { mapping: parseMapping(yaml, "map.yaml") })
    return { rows: rows.map(({ id: _, ...rest }) => rest), codes: rejects.map(({ code }) => code) }
  }
  const time = "2024-03-01T00:00:00Z"

  test("negative amounts the other way, with all that belongs to a side", async () => {
    const { rows } = await rowsOf(
      "negative_amount: swap",
      "time,amount,currency,payer,payee,payerName,payeeCountry,memo\n2024-03-01,-5,CNY,a,b,Ann,KE,m\n2024-03-01,5,CNY,a,b,Ann,KE,m\n",
    )
    expect(rows).toEqual([
      { time, amount: "5.00 CNY", payer: "b", payee: "a", payeeName: "Ann", payerCountry: "KE", memo: "m" },
      { time, amount: "5.00 CNY", payer: "a", payee: "b", payerName: "Ann", payeeCountry: "KE", memo: "m" },
    ])
  })

  test("an account statement with words for the direction", async () => {
    const { rows, codes } = await rowsOf(
      'account: { id: me, name: Me, direction: Type, in: ["收入"], out: ["支出"], counterparty: No, counterparty_name: Name }\nconstants: { currency: CNY }',
      "time,amount,Type,No,Name\n2024-03-01,5,收入,77,Bo\n2024-03-01,-6,支出,77,Bo\n2024-03-01,7,支出,,\n2024-03-01,7,?,77,Bo\n2024-03-01,-7,收入,77,Bo\n",
    )
    expect(rows).toEqual([
      { time, amount: "5.00 CNY", payer: "77", payerName: "Bo", payee: "me", payeeName: "Me" },
      { time, amount: "6.00 CNY", payer: "me", payerName: "Me", payee: "77", payeeName: "Bo" },
      { time, amount: "7.00 CNY", payer: "me", payerName: "Me" },
    ])
    expect(codes).toEqual(["DIRECTION_UNKNOWN", "AMOUNT_NEGATIVE"])
  })

  test("an account statement with two amount columns, and one with signs", async () => {
    const two = await rowsOf(
      "account: { id: till, counterparty: Other Party, amount_in: Paid In, amount_out: Withdrawn }\nconstants: { currency: KES }",
      'Completion Time,Paid In,Withdrawn,Other Party\n2024-03-01,"1,500.00",,x\n2024-03-01,,-70.00,y\n2024-03-01,0.00,30,z\n2024-03-01,1,2,z\n2024-03-01,,,z\n',
    )
    expect(two.rows).toEqual([
      { time, amount: "1500.00 KES", payer: "x", payee: "till" },
      { time, amount: "70.00 KES", payer: "till", payee: "y" },
      { time, amount: "30.00 KES", payer: "till", payee: "z" },
    ])
    expect(two.codes).toEqual(["DIRECTION_UNKNOWN", "AMOUNT_MISSING"])
    const signed = await rowsOf(
      "account: { id: me, counterparty: Name }",
      "Date,Amount,Currency,Name\n2024-03-01,-5,EUR,shop\n2024-03-01,9,EUR,boss\n",
    )
    expect(signed.rows).toEqual([
      { time, amount: "5.00 EUR", payer: "me", payee: "shop" },
      { time, amount: "9.00 EUR", payer: "boss", payee: "me" },
    ])
  })

  test("an account statement that names nobody on the other side, and one that has names alone", async () => {
    const cash = await rowsOf(
      "account: { id: till, amount_in: Deposits, amount_out: Withdrawals }\nconstants: { currency: KES }",
      "Date,Details,Deposits,Withdrawals\n2024-03-01,cash deposit,900,\n2024-03-01,cash withdrawal,,70\n",
    )
    expect(cash.rows).toEqual([
      { time, amount: "900.00 KES", payee: "till", memo: "cash deposit" },
      { time, amount: "70.00 KES", payer: "till", memo: "cash withdrawal" },
    ])
    const named = await rowsOf(
      "account: { id: me, counterparty_name: Name }",
      "Date,Amount,Currency,Name\n2024-03-01,-5,EUR,Shop\n",
    )
    expect(named.rows).toEqual([{ time, amount: "5.00 EUR", payer: "me", payee: "Shop", payeeName: "Shop" }])
  })

  test("a negative amount that came in is shown as found", async () => {
    const { rejects } = await read("time,amount,currency,way,who\n2024-03-01,-5.00,EUR,in,b\n", {
      mapping: parseMapping(
        "account: { id: me, counterparty: who, direction: way, in: [in], out: [out] }",
        "m.yaml",
      ),
    })
    expect(rejects).toMatchObject([{ code: "AMOUNT_NEGATIVE", value: "-5.00" }])
  })

  test("a date and a time of day in two columns, with and without marks", async () => {
    const { rows, rejects } = await read(
      "date,time,amount,currency,payer\n20240301,093000,1,CNY,a\n2024-03-01 00:00:00,9:30,1,CNY,a\n" +
        "1 Mar 2024,09:30:00,1,CNY,a\n2024-03-01,2024-03-01T09:30:00,1,CNY,a\n2024-03-01,1709285400,1,CNY,a\n" +
        "2024-03-01,,1,CNY,a\n2024-03-01,93000,1,CNY,a\n45352,09:30:00,1,CNY,a\n",
    )
    const at = "2024-03-01T09:30:00Z"
    expect(rows.map(({ time }) => time)).toEqual([at, at, at, at, at, "2024-03-01T00:00:00Z"])
    expect(rejects.map(({ code, line }) => [code, line])).toEqual([
      ["TIME_INVALID", 8],
      ["TIME_INVALID", 9],
    ])
  })

  test("own words, decimal commas, date order, constants, missing", async () => {
    const { rows } = await rowsOf(
      'date_order: dmy\ndecimal: ","\ndelimiter: ";"\nstatus: { refunded: [zurück] }\ncurrencies: { EUR: [Eu] }\nmissing: ["k.A."]\nconstants: { channel: wallet, currency: CNY }\ncolumns: { currency: W }',
      "time;amount;W;payer;payee;status\n31.12.2023;1.234;Eu;a;k.A.;Zurück\n31.12.2023;1,5;;a;b;\n",
    )
    expect(rows).toEqual([
      {
        time: "2023-12-31T00:00:00Z",
        amount: "1234.00 EUR",
        payer: "a",
        status: "refunded",
        channel: "wallet",
      },
      { time: "2023-12-31T00:00:00Z", amount: "1.50 CNY", payer: "a", payee: "b", channel: "wallet" },
    ])
  })
})

describe("rows and objects are checked alike", () => {
  const mostly = (good: readonly string[], bad: readonly string[]) =>
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...good) },
      { weight: 1, arbitrary: fc.constantFrom(...bad) },
    )
  const anyPayment = fc.record({
    id: fc.constantFrom("", "1", "2", " 3 "),
    time: mostly(
      ["2024-03-01", " 2024-03-01T10:00:00+08:00", "2024/3/1 9:05", "1709294400"],
      ["", "2024-02-30", "soon"],
    ),
    amount: mostly(["5", "5.00", "1,234.50", "¥7", "1.005", "0"], ["", "-5", "x", "99999999999999999"]),
    currency: mostly(["CNY", "cny", "人民币", "JPY"], ["", "Taler", "__proto__"]),
    payer: mostly(["a", " a ", "cash", ""], ["/"]),
    payee: mostly(["b", "c"], ["", "-"]),
    status: mostly(["", "settled", "Pending", "已退款"], ["perhaps"]),
    memo: fc.constantFrom("", " 象牙 ", "x  y"),
    payerName: fc.constantFrom("", "Ann", "=1"),
    payeeCountry: mostly(["", "CN", "ke", "VNM", "South Africa"], ["Atlantis", "X1"]),
  })

  test.each([false, true])("strict decimals: %s", (strictDecimals) => {
    fc.assert(
      fc.property(fc.array(anyPayment, { maxLength: 6 }), (payments) => {
        const header = [
          "id",
          "time",
          "amount",
          "currency",
          "payer",
          "payee",
          "status",
          "memo",
          "payerName",
          "payeeCountry",
        ]
        const builder = new PaymentTableBuilder()
        const rows = payments.map((payment, i) => ({
          line: i + 1,
          cells: header.map((field) => payment[field as keyof typeof payment]),
        }))
        const { layout } = findLayout("payments", [{ line: 0, cells: header }, ...rows], {
          timeZone: "Asia/Shanghai",
          strictDecimals,
          mappingIsForSome: false,
          textColumn: (field) => builder.textColumn(field),
        })
        const file = builder.addFile("payments")
        const codes: string[] = []
        for (const { line, cells } of rows) {
          const values = {
            id: "",
            time: 0,
            amountMinor: 0,
            currency: "",
            status: 0,
            payer: "",
            payee: "",
            text: [],
            file,
            line,
          }
          const fault = layout.read(cells, values)
          if (fault !== null) codes.push(`${line} ${fault.code} ${fault.field} ${fault.value}`)
          else if (builder.add(values) === "conflict") codes.push(`${line} ID_CONFLICT id ${values.id}`)
        }
        const ofObjects: string[] = []
        const table = createPaymentTable(payments as PaymentInput[], {
          timeZone: "Asia/Shanghai",
          strictDecimals,
          onReject: ({ line, code, field, value }) => ofObjects.push(`${line} ${code} ${field} ${value}`),
        })
        expect(ofObjects).toEqual(codes)
        expect(plainRows(table)).toEqual(plainRows(builder.done()))
      }),
      { numRuns: 500 },
    )
  })
})

describe("createPaymentTable", () => {
  const payment: PaymentInput = {
    time: "2024-03-01T09:00",
    amount: 12.5,
    currency: "CNY",
    payer: "a",
    payee: null,
  }

  test("takes times and amounts of several kinds", () => {
    const table = createPaymentTable(
      [
        payment,
        { ...payment, time: 1_709_254_800_000 },
        {
          ...payment,
          time: new Date("2024-03-01T01:00:00Z"),
          amount: "12.50",
          attributes: { branch: "x", none: null },
        },
      ],
      { timeZone: "Asia/Shanghai" },
    )
    expect([...table.time]).toEqual([1_709_254_800_000, 1_709_254_800_000, 1_709_254_800_000])
    expect([...table.amountMinor]).toEqual([1250, 1250, 1250])
    expect(plainRows(table)[2]).toMatchObject({ id: "payments:3", "attributes.branch": "x" })
    expect([...table.text.keys()]).toEqual(["attributes.branch"])
  })

  test("duplicates are left out", () => {
    expect(
      createPaymentTable([
        { ...payment, id: "1" },
        { ...payment, id: "1" },
      ]).rowCount,
    ).toBe(1)
  })

  const failing =
    (wrong: unknown, options = {}) =>
    () =>
      createPaymentTable([payment, wrong as PaymentInput], options)

  test("PAYMENT_INVALID names the payment, the field and what is needed", () => {
    expect(failing({ ...payment, amount: "x" })).toThrow(
      'payments:2: PAYMENT_INVALID: AMOUNT_INVALID: amount "x"',
    )
    expect(failing({ ...payment, payer: 7 })).toThrow("PAYMENT_INVALID: FIELD_INVALID: payer")
    expect(failing({ ...payment, attributes: { a: 1 } })).toThrow("FIELD_INVALID: attributes")
    expect(failing(null)).toThrow("FIELD_INVALID")
    expect(failing({ ...payment, amount: 5n })).toThrow(
      'amount "5": must be a decimal text or a finite number',
    )
    expect(failing({ ...payment, time: [1] })).toThrow('time "a list": must be a text, a number or a Date')
    expect(failing({ ...payment, time: Number.NaN })).toThrow("PAYMENT_INVALID")
    expect(failing({ ...payment, time: 9e15 })).toThrow("TIME_INVALID")
    expect(failing(payment, { timeZone: "Mars" })).toThrow("OPTION_INVALID")
  })

  test("too large an amount is told with the most that is read", () => {
    expect(failing({ ...payment, amount: "99999999999999999.00" })).toThrow(
      'AMOUNT_TOO_LARGE: amount "99999999999999999.00": is more than 90071992547409.91 CNY',
    )
  })

  test("a number for a time is milliseconds, and is refused where as digits it would be another time", () => {
    const timeOf = (time: PaymentInput["time"]) => createPaymentTable([{ ...payment, time }]).time[0]
    expect(timeOf(1_709_294_400_000)).toBe(1_709_294_400_000)
    expect(timeOf("1709294400000")).toBe(1_709_294_400_000)
    expect(timeOf("1709294400")).toBe(1_709_294_400_000)
    expect(timeOf(946_684_800_000.5)).toBe(946_684_800_000)
    expect(timeOf(0)).toBe(0)
    expect(timeOf(-86_400_000)).toBe(-86_400_000)
    // Seconds, seconds that are also a day and an hour, a date, a date with its time.
    for (const time of [1_709_294_400, 1_709_294_400.25, 2_024_030_112, 20_240_301, 20_240_301_093_000])
      expect(failing({ ...payment, time })).toThrow(`TIME_INVALID: time "${time}": could be another time`)
  })

  test("digits that are no time are told what digits are", () => {
    for (const time of ["170929440", "1709294400.5", "2024030112"])
      expect(failing({ ...payment, time })).toThrow("10 digits of seconds or 13 of milliseconds since 1970")
    expect(failing({ ...payment, time: "soon" })).toThrow("or give date_order in a mapping")
    expect(failing({ ...payment, time: "1.3.2024" })).toThrow("or give date_order in a mapping")
  })

  test("objects that are no text, as parsed queries hold them, are told of as such", () => {
    const bare = Object.create(null)
    for (const field of ["amount", "time", "memo", "payer"])
      expect(failing({ ...payment, [field]: bare })).toThrow(`FIELD_INVALID: ${field} "an object"`)
  })

  test("attributes in a list or a map, of which no text has a name, are not left out unsaid", () => {
    for (const attributes of [["a"], new Map([["a", "b"]])])
      expect(failing({ ...payment, attributes })).toThrow("FIELD_INVALID: attributes")
  })
})
