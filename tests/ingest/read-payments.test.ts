import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { gzipSync } from "node:zlib"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { countIdenticalRows } from "../../src/ingest/identical-rows.ts"
import { parseMapping } from "../../src/ingest/mapping.ts"
import { readRates } from "../../src/ingest/rates-file.ts"
import { readPayments } from "../../src/ingest/read-payments.ts"
import { SpooledRejects } from "../../src/ingest/reject-log.ts"
import type { Reject } from "../../src/model/reject.ts"
import type { Progress } from "../../src/model/screening.ts"
import { PaymentTableBuilder } from "../../src/model/table.ts"
import { formatTime } from "../../src/model/time.ts"
import { temporaryDir } from "../helpers/temporary.ts"
import { failure, fileOf, plainRows, read } from "./read-support.ts"

const HEADER = "time,amount,currency,payer,payee\n"
const GOOD = "2024-03-01,5,CNY,a,b\n"
const BAD = "2024-03-01,x,CNY,a,b\n"

// A temporary directory of this file's own, so that what is left in it is ours; files to read are elsewhere.
temporaryDir()
const given = process.env["TMPDIR"]
process.env["TMPDIR"] = mkdtempSync(path.join(tmpdir(), "moneytrail-spool-"))
afterAll(() => {
  rmSync(tmpdir(), { recursive: true, force: true })
  if (given === undefined) delete process.env["TMPDIR"]
  else process.env["TMPDIR"] = given
})
const spools = () => readdirSync(tmpdir())

describe("readPayments", () => {
  test("delimiters alone, as spreadsheets save the rows below a table, are no rows", async () => {
    const below = `,,,,\n${'"", ,,,\n'.repeat(1500)}`
    const { table, intake } = await readPayments([fileOf(`${HEADER}${GOOD},,,,\n${GOOD}${below}`)])
    expect(intake.rows).toEqual({ read: 2, accepted: 2, rejected: 0, duplicates: 0, notSettled: 0 })
    expect(intake.warnings).toContainEqual(
      expect.stringMatching(/records of delimiters alone, which are no rows: 1502$/),
    )
    expect(Array.from({ length: table.rowCount }, (_, row) => table.lineOf(row))).toEqual([2, 4])
    const statesNothing = fileOf(
      '{"time":"2024-03-01","amount":"1","currency":"CNY","payer":"x"}\n{}\n',
      "a.jsonl",
    )
    expect((await readPayments([statesNothing])).intake.rows.rejected).toBe(1)
  })

  test("reads files of several kinds together and accounts for each", async () => {
    const json = '[{"time":"2024-03-01T00:00:00Z","amount":"0.1","currency":"BTC","payer":"x"}]'
    const bill = fileOf("付款时间,付款方,收款方,金额(元),附言\n2024-03-01 08:00:00,甲,乙,1.10,谢谢\n")
    const { table, intake } = await readPayments(
      [fileOf(HEADER + GOOD + BAD), fileOf(json, "a.json"), bill],
      {
        timeZone: "Asia/Shanghai",
      },
    )
    expect(intake.files.map(({ format, rows }) => [format, rows.read])).toEqual([
      ["csv", 2],
      ["json", 1],
      ["csv", 1],
    ])
    expect(intake.rows).toEqual({ read: 4, accepted: 3, rejected: 1, duplicates: 0, notSettled: 0 })
    expect(intake.controlTotals).toEqual({ BTC: "0.10000000", CNY: "6.10" })
    expect(Object.keys(intake.controlTotals)).toEqual(["BTC", "CNY"])
    expect(intake.files[2]!.columns).toEqual({
      time: "付款时间",
      payer: "付款方",
      payee: "收款方",
      amount: "金额(元)",
      memo: "附言",
    })
    expect(plainRows(table)[2]).toMatchObject({
      payer: "甲",
      payee: "乙",
      memo: "谢谢",
      time: "2024-03-01T00:00:00Z",
    })
    expect(intake.files[0]!.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  test("says which zone was assumed, and only when one was", async () => {
    const assumed = await read(HEADER + GOOD)
    expect(assumed.intake.files[0]).toMatchObject({ timeZone: "UTC", timeZoneAssumed: true })
    expect(assumed.intake.warnings).toEqual([
      expect.stringContaining("times without a zone were read in UTC"),
    ])
    const zoned = await read(`${HEADER}2024-03-01T00:00:00Z,5,CNY,a,b\n`)
    expect(zoned.intake.files[0]).toMatchObject({ timeZoneAssumed: false })
    expect(zoned.intake.warnings).toEqual([])
  })

  test("rows without an id that are alike are kept and counted", async () => {
    const { intake } = await read(HEADER + GOOD.repeat(3) + GOOD.replace("5", "6"))
    expect(intake).toMatchObject({ identicalRows: 2, rows: { accepted: 4, duplicates: 0 } })
    const files = [fileOf(HEADER + GOOD), fileOf(HEADER + GOOD)]
    expect((await readPayments(files)).intake.identicalRows).toBe(0)
  })

  test("a file given twice, or its copy, is a warning; ids made from places stay apart", async () => {
    const text = "time,amount,currency,payer\n2024-03-01,5,CNY,a\n2024-03-02,5,CNY,a\n"
    const file = fileOf(text)
    const copy = fileOf(text)
    const { table, intake } = await readPayments([file, file, copy])
    expect(intake.warnings.filter((text) => text.includes("same bytes"))).toEqual([
      `${file}: has the same bytes as ${file}; 2 of its rows are counted again`,
      `${copy}: has the same bytes as ${file}; 2 of its rows are counted again`,
    ])
    expect(Array.from({ length: 6 }, (_, row) => table.idOf(row))).toEqual([
      `${file}:2`,
      `${file}:3`,
      `${file} (2):2`,
      `${file} (2):3`,
      `${copy}:2`,
      `${copy}:3`,
    ])
    const withIds = fileOf("id,time,amount,currency,payer\np,2024-03-01,5,CNY,a\n")
    const twice = await readPayments([withIds, withIds])
    expect(twice.intake.rows).toMatchObject({ accepted: 1, duplicates: 1 })
    expect(twice.intake.warnings.join()).not.toContain("same bytes")
  })

  test("what one layout of JSON filled does not stay when a later one lacks it", async () => {
    const record = (more: object) => JSON.stringify({ time: "2024-03-01", amount: "5", payer: "a", ...more })
    const lines = [...Array.from({ length: 150 }, () => record({ mcc: "5944" })), record({ category: "zoo" })]
    const mapping = parseMapping("constants: { currency: CNY }", "map.yaml")
    const { rows } = await read(
      `${lines.join("\n")}\n${record({ payer: "b" })}\n`,
      { mapping, chunkSize: 512 },
      "a.jsonl",
    )
    expect(rows[149]).toMatchObject({ payeeCategory: "5944" })
    expect(rows[150]).not.toHaveProperty("payeeCategory")
    expect(rows[151]).not.toHaveProperty("payeeCategory")
  })

  test("a mapping in a file; one meant for another file leaves this one alone", async () => {
    const mapFile = fileOf("columns: { amount: Betrag }\ntimezone: Asia/Shanghai\n", "map.yaml")
    const { rows } = await read("time,Betrag,currency,payer\n2024-03-01,5,CNY,a\n", { mapFile })
    expect(rows[0]).toMatchObject({ time: "2024-02-29T16:00:00Z", amount: "5.00 CNY" })
    // Alone, a file that has none of its columns is a mistake in the mapping.
    expect((await failure(HEADER + GOOD, { mapFile })).code).toBe("COLUMN_NOT_MATCHED")
    expect((await failure(`${JSON.stringify({ time: "2024-03-01" })}\n`, { mapFile }, "a.jsonl")).code).toBe(
      "COLUMN_NOT_MATCHED",
    )
    const mapped = fileOf("time,Betrag,currency,payer\n2024-03-01,5,CNY,a\n", "mapped.csv")
    const { table, intake } = await readPayments([mapped, fileOf(HEADER + GOOD, "plain.csv")], { mapFile })
    expect([...table.time].map(formatTime)).toEqual(["2024-02-29T16:00:00Z", "2024-03-01T00:00:00Z"])
    expect(intake.warnings.join()).toContain("plain.csv: the mapping does not fit it")
    expect((await failure(HEADER, { mapFile: "/nowhere/map.yaml" })).code).toBe("FILE_NOT_FOUND")
    expect((await failure(HEADER, { mapFile: tmpdir() })).code).toBe("FILE_NOT_READABLE")
    expect((await failure(HEADER, { mapFile: fileOf("zzz: 1\n", "map.yaml") })).code).toBe("MAPPING_INVALID")
  })

  test("a column that a constant of the mapping overrides is told with both", async () => {
    const warningsOf = async (text: string, map: string) => {
      const mapping = parseMapping(map, "map.yaml")
      return (await readPayments([fileOf(text, "p.csv")], { mapping })).intake.warnings.join()
    }
    const map = "constants: { currency: HKD }\ntimezone: UTC\n"
    expect(await warningsOf("time,amount,Currency,payer\n2024-03-01,5,USD,a\n", map)).toContain(
      'constants of the mapping give currency as HKD in every row, whatever "Currency" says; if the column is right, leave currency out of constants',
    )
    expect(await warningsOf("time,Amount (USD),payer\n2024-03-01,5,a\n", map)).toContain(
      'give currency as HKD in every row, whatever "Amount (USD)" says',
    )
    const named = `columns: { currency: Currency }\n${map}`
    expect(await warningsOf("time,amount,Currency,payer\n2024-03-01,5,USD,a\n", named)).toBe("")
    expect(await warningsOf("time,Amount (HKD),payer\n2024-03-01,5,a\n", map)).toBe("")
  })

  test("a mapping of statements that names no counterparty leaves files with parties of their own alone", async () => {
    const mapping = parseMapping(
      "account: { id: till }\ncolumns: { time: time }\nconstants: { currency: CNY }",
      "map.yaml",
    )
    const files = [
      fileOf("time,amount,memo\n2024-03-01,5,cash\n2024-03-02,-6,cash\n", "statement.csv"),
      fileOf(HEADER + GOOD, "plain.csv"),
      fileOf('{"time":"2024-03-03","amount":7,"currency":"CNY","payer":"a","payee":"b"}\n', "plain.jsonl"),
    ]
    const { table, intake } = await readPayments(files, { mapping })
    const sides = Array.from(table.payer, (payer, row) => [payer, table.payee[row]!])
    expect(sides.map((codes) => codes.map((code) => table.parties.text(code)))).toEqual([
      ["", "till"],
      ["till", ""],
      ["a", "b"],
      ["a", "b"],
    ])
    expect(intake.warnings.join()).toContain("plain.csv: ")
    expect(intake.warnings.join()).toContain("plain.jsonl: ")
  })

  test("a key of JSON that a mapping names and no record has is a warning", async () => {
    const mapping = parseMapping("columns: { amount: value, memo: note }", "map.yaml")
    const { intake } = await read(
      '{"time":"2024-03-01T00:00:00Z","value":1,"currency":"CNY","payer":"a"}\n',
      { mapping },
      "a.jsonl",
    )
    expect(intake.warnings).toEqual([expect.stringContaining('no record has "note"')])
  })

  test("a header without rows, and a JSON array without records, are empty tables", async () => {
    expect((await read(HEADER)).intake.rows.read).toBe(0)
    expect((await read("[]", {}, "a.json")).intake.rows.read).toBe(0)
  })

  test("control totals are exact beyond safe integers", async () => {
    const { intake } = await read(
      `${HEADER}${"2024-03-01,90071992547409.91,CNY,a,b\n".repeat(3)}2024-03-01,0.01,CNY,a,b\n2024-03-01,7,JPY,a,b\n`,
    )
    expect(intake.controlTotals).toEqual({ CNY: "270215977642229.74", JPY: "7" })
  })

  test("the size of chunks changes nothing", async () => {
    const record = '{"time":"2024-03-01","amount":1,"currency":"CNY","payer":"a"'
    const json = `${record}}\nbad\n${record},"备注":"x"}\n${record},"memo":"y","备注":"z"}\n[]\n`.repeat(50)
    const csv = `preamble,,,,\n${HEADER}${`${GOOD}${BAD}"2024-03-01",5,CNY,"甲\n乙",b\n`.repeat(50)}`
    for (const [text, name] of [
      [json, "a.jsonl"],
      [csv, "a.csv"],
    ] as const) {
      const file = fileOf(text, name)
      const outcomes = [undefined, 5, 997].map(async (chunkSize) => {
        const { table, intake } = await readPayments([file], { chunkSize })
        const rejects: Reject[] = []
        for await (const reject of intake.rejects) rejects.push(reject)
        return { rows: plainRows(table), rejects, intake: { ...intake, rejects: null } }
      })
      const [whole, ...others] = await Promise.all(outcomes)
      expect(whole!.rows.length).toBeGreaterThan(99)
      expect(whole!.rejects.length).toBeGreaterThan(49)
      for (const other of others) expect(other).toEqual(whole)
    }
  })

  test("options that are wrong", async () => {
    expect((await failure(HEADER, { timeZone: "Mars/Base" })).code).toBe("OPTION_INVALID")
    expect((await failure(HEADER, { encoding: "klingon" })).code).toBe("OPTION_INVALID")
  })

  test("TOO_MANY_REJECTS: a count that is given, else half of the first thousand rows", async () => {
    const given = await failure(HEADER + BAD.repeat(5), { maxRejects: 3 })
    expect(given).toMatchObject({
      code: "TOO_MANY_REJECTS",
      detail: expect.stringContaining("AMOUNT_INVALID"),
    })
    expect((await read(HEADER + BAD.repeat(5), { maxRejects: 5 })).intake.rows.rejected).toBe(5)
    const misread = await failure(HEADER + GOOD.repeat(499) + BAD.repeat(502))
    expect(misread.detail).toContain("501 of the first 1000 rows rejected, most often for AMOUNT_INVALID")
    expect(misread.detail).toContain("--map")
    expect((await read(HEADER + GOOD.repeat(500) + BAD.repeat(1000))).intake.rows.rejected).toBe(1000)
    expect((await read(HEADER + BAD.repeat(1000))).intake.warnings).toContainEqual(
      expect.stringContaining("every row was rejected"),
    )
    expect((await read(HEADER + BAD.repeat(1001), { maxRejects: 2000 })).intake.rows.rejected).toBe(1001)
  })

  test("an aborted run ends with the reason of the signal and leaves no file", async () => {
    const before = spools()
    const aborter = new AbortController()
    const file = fileOf(HEADER + BAD.repeat(60_000))
    const reading = readPayments([file], {
      maxRejects: Number.POSITIVE_INFINITY,
      signal: aborter.signal,
      onProgress: () => aborter.abort(new Error("enough")),
    })
    await expect(reading).rejects.toThrow("enough")
    await expect(readPayments([file], { signal: AbortSignal.abort(new Error("never")) })).rejects.toThrow(
      "never",
    )
    expect(spools()).toEqual(before)
  })

  test("progress ends at the size of the file", async () => {
    const told: Progress[] = []
    const { intake, file } = await read(HEADER + GOOD.repeat(50_000), {
      onProgress: (progress) => told.push(progress),
    })
    expect(told.at(-1)).toEqual({
      stage: "read",
      done: intake.files[0]!.bytes,
      total: intake.files[0]!.bytes,
      unit: "bytes",
      item: file,
    })
    const done = told.map((progress) => progress.done)
    expect(done).toEqual([...done].sort((a, b) => a - b))
  })

  test("a text without end in a gzip of a few kilobytes is given up soon", async () => {
    const stored = gzipSync(`${HEADER}${GOOD}2024-03-01,${"x".repeat(20 * 2 ** 20)}`)
    const before = process.cpuUsage()
    expect((await failure(stored)).code).toBe("CELL_TOO_LONG")
    const { user, system } = process.cpuUsage(before)
    // It takes half a second; to look through what is there with each new piece of it took fifteen.
    expect((user + system) / 1e6).toBeLessThan(5)
  })

  test("a million rejects take no memory to speak of and can be read twice", async () => {
    const file = fileOf(HEADER)
    const block = "2024-03-01,,,,\n".repeat(100_000)
    for (let i = 0; i < 10; i++) writeFileSync(file, block, { flag: "a" })
    const before = process.memoryUsage().heapUsed
    const { table, intake } = await readPayments([file], { maxRejects: Number.POSITIVE_INFINITY })
    expect(table.rowCount).toBe(0)
    expect(intake.rows).toMatchObject({ read: 1_000_000, rejected: 1_000_000 })
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(300e6)
    expect(intake.rejects.count).toBe(1_000_000)
    let line = 1
    for await (const reject of intake.rejects) if (reject.line === line + 1) line++
    expect(line).toBe(1_000_001)
    ;(intake.rejects as SpooledRejects).dispose()
  })
})

describe("SpooledRejects", () => {
  const reject = (line: number): Reject => ({
    code: "TIME_INVALID",
    file: "a.csv",
    line,
    field: "time",
    value: 'x"\n',
    message: "m",
  })

  test("gives them back in order, several times, also when more come between", async () => {
    const log = new SpooledRejects()
    const lines = async () => {
      const seen: number[] = []
      for await (const { line, value } of log) if (value === 'x"\n') seen.push(line)
      return seen
    }
    const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1)
    for (let line = 1; line <= 12_500; line++) log.add(reject(line))
    expect(await lines()).toEqual(upTo(12_500))
    for (let line = 12_501; line <= 13_001; line++) log.add(reject(line))
    expect(await lines()).toEqual(upTo(13_001))
    expect(log.count).toBe(13_001)
    expect(spools()).toHaveLength(1)
    log.dispose()
    expect(spools()).toEqual([])
    expect(log.count).toBe(0)
    expect(await lines()).toEqual([])
  })
})

describe("countIdenticalRows", () => {
  test("counts as comparing each with each does", () => {
    const row = fc.record({
      time: fc.nat(2),
      amount: fc.constantFrom(1, 2 ** 40, 2 ** 40 + 1),
      payer: fc.constantFrom("a", "b"),
      memo: fc.constantFrom("", "m"),
      counts: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        const builder = new PaymentTableBuilder()
        const file = builder.addFile("f")
        const memo = builder.textColumn("memo")
        rows.forEach(({ time, amount, payer, memo: text }, line) => {
          const values = {
            id: "",
            time,
            amountMinor: amount,
            currency: "CNY",
            status: 0,
            payer,
            payee: "",
            text: [] as string[],
            file,
            line,
          }
          values.text[memo] = text
          builder.add(values)
        })
        const counted = rows.flatMap(({ counts }, i) => (counts ? [i] : []))
        const keys = counted.map((i) =>
          JSON.stringify([rows[i]!.time, rows[i]!.amount, rows[i]!.payer, rows[i]!.memo]),
        )
        expect(countIdenticalRows(builder.done(), Uint32Array.from(counted))).toBe(
          keys.length - new Set(keys).size,
        )
      }),
    )
  })
})

describe("readRates", () => {
  test("reads rates, whatever the order of columns", async () => {
    const table = await readRates(
      fileOf("from,to,rate,date\nUSD,CNY,7.1,2024-03-01\n\nUSD,CNY,7.2,2024-03-02\n"),
    )
    expect(table.convert(100, "USD", "CNY", Date.parse("2024-03-01T12:00:00Z"))).toBe(710)
    expect(table.convert(100, "USD", "CNY", Date.parse("2024-03-09"))).toBe(720)
  })

  test.each([
    ["", 1, "needed is the header"],
    ["date,from,to\n", 1, "no rate"],
    ["date,from,to,rate\n2024-03-01,USD,CNY,7\n2024-03-02,USD,CNY,\n", 3, "rate"],
    ["date,from,to,rate\n2024-03-01,USD,CNY,7\n2024-03-01,USD,CNY,8\n", 3, "line 2 has a rate"],
  ])("%j", async (text, line, detail) => {
    const file = fileOf(text, "rates.csv")
    await expect(readRates(file)).rejects.toMatchObject({
      code: "RATES_INVALID",
      place: { file, line },
      detail: expect.stringContaining(detail),
    })
  })
})
