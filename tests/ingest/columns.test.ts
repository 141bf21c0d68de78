import { describe, expect, test } from "vitest"
import { foldHeader, matchHeader } from "../../src/ingest/aliases.ts"
import { parseMapping } from "../../src/ingest/mapping.ts"
import { resolveColumns } from "../../src/ingest/resolve-columns.ts"
import { failure, read } from "./read-support.ts"

const fieldsOf = (header: string) =>
  Object.fromEntries(resolveColumns(header.split(","), undefined).plan.columns)

describe("names of columns", () => {
  test.each([
    ["Sender_account", "payer"],
    ["nameDest", "payee"],
    ["orig_acct", "payer"],
    ["付款方", "payer"],
    ["收款人", "payee"],
    ["收款人戶名", undefined],
    ["交易時間", "time"],
    ["金額", "amount"],
    ["備註", "memo"],
    ["附言", "memo"],
    ["币种", "currency"],
    ["  Booking  Date ", "date"],
    ["payer.name", "payerName"],
    ["amount.value", "amount"],
    ["payeeCountry", "payeeCountry"],
    ["attributes.branch", "attributes.branch"],
    ["__proto__", undefined],
    ["constructor", undefined],
    ["", undefined],
    ["¥", undefined],
  ])("%j is %s", (name, field) => expect(matchHeader(name)?.field).toBe(field))

  test("an amount may name its currency", () => {
    expect(matchHeader("金额(元)")).toMatchObject({ field: "amount", currency: "CNY" })
    expect(matchHeader("金额（元）")).toMatchObject({ field: "amount", currency: "CNY" })
    expect(matchHeader("Amount (usd)")).toMatchObject({ field: "amount", currency: "USD" })
    expect(matchHeader("amount_eur")).toMatchObject({ field: "amount", currency: "EUR" })
    // Fen are not yuan: better no match than a hundredfold amount.
    expect(matchHeader("交易金额(分)")).toBeUndefined()
    expect(matchHeader("Amount (net)")).toBeUndefined()
  })

  test("folding takes out case, marks and spaces", () => {
    expect(foldHeader("\ufeffSender_Bank.Location （x）")).toBe("senderbanklocationx")
  })

  test("SAML-D and AMLSim", () => {
    expect(
      fieldsOf(
        "Time,Date,Sender_account,Receiver_account,Amount,Payment_currency,Received_currency,Sender_bank_location,Receiver_bank_location,Payment_type,Is_laundering,Laundering_type",
      ),
    ).toEqual({
      clock: [0],
      date: [1],
      payer: [2],
      payee: [3],
      amount: [4],
      currency: [5],
      payerCountry: [7],
      payeeCountry: [8],
      channel: [9],
    })
    expect(fieldsOf("tran_id,orig_acct,bene_acct,tx_type,base_amt,tran_timestamp,is_sar,alert_id")).toEqual({
      id: [0],
      payer: [1],
      payee: [2],
      channel: [3],
      amount: [4],
      time: [5],
    })
  })

  test("an exact name goes before an alias; memos are joined; names stand in for parties", () => {
    expect(fieldsOf("time,amount,amt,currency,payer,from,memo,附言")).toMatchObject({
      amount: [1],
      payer: [4],
      memo: [6, 7],
    })
    expect(fieldsOf("time,amount,currency,付款人名称,收款人名称")).toMatchObject({ payer: [3], payee: [4] })
    expect(fieldsOf("timestamp,date,amount")).toEqual({ time: [0], amount: [2] })
  })
})

describe("a header that does not fit", () => {
  test("COLUMN_NOT_MATCHED names what is there, what is needed, a guess and a mapping", async () => {
    const error = await failure("Datum der Buchung,Amountt,Payer,Payee\n2024-03-01,5,a,b\n")
    expect(error.code).toBe("COLUMN_NOT_MATCHED")
    expect(error.place.line).toBe(1)
    expect(error.detail).toContain("no column for time, amount, currency")
    expect(error.detail).toContain('"Datum der Buchung", "Amountt", "Payer", "Payee"')
    expect(error.detail).toContain('amount: "Amountt" # a guess')
    const yaml = error.detail.slice(error.detail.indexOf("columns:\n"))
    const mapping = parseMapping(yaml.replace('"name of the column"', '"Datum der Buchung"'), "map.yaml")
    const { rows } = await read("Datum der Buchung,Amountt,Payer,Payee\n2024-03-01,5,a,b\n", { mapping })
    expect(rows).toEqual([
      {
        id: expect.stringMatching(/:2$/),
        time: "2024-03-01T00:00:00Z",
        amount: "5.00 CNY",
        payer: "a",
        payee: "b",
      },
    ])
  })

  test("a statement of one account: its columns are no parties, and one direction or cents are no amount", async () => {
    const bank = await failure("交易日期,对方户名,收入,支出,余额\n")
    expect(bank.detail).toContain("no column for amount, currency, payer, payee")
    expect(bank.detail).toContain(
      '# account: { id: "number of the account", counterparty: "对方户名", amount_in: "收入", amount_out: "支出" }',
    )
    const mobile = await failure("Receipt No,Completion Time,Details,Transaction Status,Paid In,Withdrawn\n")
    expect(mobile.detail).toContain('amount_in: "Paid In", amount_out: "Withdrawn"')
    expect((await failure("Date,Description,Debit,Credit,Currency\n")).detail).not.toContain("a guess")
    expect((await failure("交易时间,交易金额(分),币种,付款人\n")).detail).toContain(
      'amount: "name of the column"',
    )
    expect((await failure("time,amount_cents,currency,payer\n")).detail).toContain(
      'amount: "name of the column"',
    )
  })

  test("HEADER_NOT_FOUND", async () => {
    const error = await failure("hello,world\n1,2\n")
    expect(error).toMatchObject({ code: "HEADER_NOT_FOUND", place: { line: 1 } })
    expect(error.detail).toContain('"hello", "world"')
    expect((await failure("time,amount,currency,payer\n", { preset: "wechat" })).code).toBe(
      "HEADER_NOT_FOUND",
    )
    expect((await failure('{"time":"2024-03-01"}\n', { preset: "wechat" }, "a.jsonl")).code).toBe(
      "HEADER_NOT_FOUND",
    )
  })

  test("COLUMN_AMBIGUOUS", async () => {
    const two = await failure("time,amt,value,currency,payer\n")
    expect(two.code).toBe("COLUMN_AMBIGUOUS")
    expect(two.detail).toContain('columns "amt" and "value" could each be amount')
    expect(two.detail).toContain('columns: { amount: "amt" }')
    const same = await failure("time,amt,amt,currency,payer\n")
    expect(same.detail).toContain("columns: { amount: 2 }")
    const mapping = parseMapping("columns: { amount: amt }", "map.yaml")
    const mapped = await failure("time,amt,amt,currency,payer\n", { mapping })
    expect(mapped).toMatchObject({ code: "COLUMN_AMBIGUOUS", detail: expect.stringContaining("2 or 3") })
  })

  test("a mapping that names a column that is not there", async () => {
    const mapping = parseMapping("columns: { amount: Amuont, memo: Note }", "map.yaml")
    const error = await failure("time,Amount,currency,payer,Note\n2024-03-01,1,CNY,a,\n", { mapping })
    expect(error.code).toBe("COLUMN_NOT_MATCHED")
    expect(error.detail).toContain(
      'map.yaml names column "Amuont" for amount, and there is none (perhaps "Amount" is meant)',
    )
  })

  test("only blank lines", async () => {
    expect((await failure("\n  \n\n")).code).toBe("FILE_EMPTY")
  })
})

describe("finding the header", () => {
  test("behind lines of other content, by its names", async () => {
    const preamble = "Account statement,,,,\nCustomer: 42,,,,\nfrom,to,,,\n,,,,\n"
    const { intake, rows } = await read(`${preamble}time,amount,currency,payer,payee\n2024-03-01,5,CNY,a,b\n`)
    expect(intake.files[0]).toMatchObject({ headerLine: 5, rows: { read: 1, accepted: 1 } })
    expect(rows[0]).toMatchObject({ payer: "a", payee: "b" })
  })

  test("columns by number need none", async () => {
    const mapping = parseMapping(
      "columns: { time: 1, payer: 2, payee: 3, amount: 4 }\nconstants: { currency: CNY }",
      "map.yaml",
    )
    const bare = await read("2024-03-01,a,b,1.50\n2024-03-02,a,b,2\n", { mapping })
    expect(bare.intake.files[0]).toMatchObject({
      headerLine: null,
      columns: { time: "1" },
      rows: { accepted: 2 },
    })
    const headed = await read("note\nwhen,x,y,z\n2024-03-01,a,b,1.50\n", { mapping })
    expect(headed.intake.files[0]).toMatchObject({
      headerLine: 2,
      columns: { time: "when" },
      rows: { read: 1 },
    })
  })

  test("of AMLworld, whose Account columns share a name", async () => {
    const { intake, rows } = await read(
      "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,Payment Currency,Payment Format,Is Laundering\n" +
        "2022/09/01 00:20,010,8000EBD30,012,8000F4580,3697.34,US Dollar,3700.00,Rupee,Wire,0\n",
    )
    expect(intake.files[0]).toMatchObject({ preset: "amlworld", rows: { accepted: 1 } })
    expect(rows[0]).toMatchObject({
      time: "2022-09-01T00:20:00Z",
      payer: "8000EBD30",
      payee: "8000F4580",
      amount: "3700.00 INR",
      channel: "Wire",
      "attributes.From Bank": "010",
    })
  })

  test("of AMLworld in another order is not taken for it: the numbers of columns would be wrong", async () => {
    const error = await failure(
      "From Bank,Timestamp,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,Payment Currency,Payment Format\n",
    )
    expect(error).toMatchObject({
      code: "COLUMN_NOT_MATCHED",
      detail: expect.stringContaining("payer, payee"),
    })
  })
})
