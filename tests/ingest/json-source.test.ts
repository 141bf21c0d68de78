import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { flattenJsonObject } from "../../src/ingest/json-flatten.ts"
import { readJsonArray, readJsonLines } from "../../src/ingest/json-source.ts"
import type { BadRecord } from "../../src/ingest/row-source.ts"
import { collect, inParts } from "./byte-support.ts"

interface Read {
  readonly records: { line: number; values: Record<string, string> }[]
  readonly failure: string | null
  readonly bad: BadRecord[]
  readonly keys: string[]
}

async function read(
  format: "json" | "jsonl",
  text: string,
  size: number,
  { maxRecordLength = 100_000, keepsBad = true } = {},
): Promise<Read> {
  const keys: string[] = []
  const bad: BadRecord[] = []
  const onBadRecord = keepsBad ? (record: BadRecord) => bad.push(record) : undefined
  const reader = format === "json" ? readJsonArray : readJsonLines
  const { items, failure } = await collect(
    reader(inParts(text, size), keys, { file: "test.json", maxRecordLength, onBadRecord }),
  )
  const records = items.map(({ line, cells }) => ({
    line,
    values: Object.fromEntries(keys.map((key, i) => [key, cells[i] ?? ""])),
  }))
  return { records, failure, bad, keys }
}

/** Flattening by way of JSON.parse; numbers must be integers that print as they are written. */
function slowFlatten(value: object, prefix = ""): [string, string][] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]): [string, string][] => {
    const name = prefix + key
    if (Array.isArray(inner)) return [[name, JSON.stringify(inner)]]
    if (typeof inner === "object" && inner !== null) return slowFlatten(inner, `${name}.`)
    return [[name, inner === null ? "" : String(inner)]]
  })
}

const keys = fc.constantFrom(
  "id",
  "amount",
  "payer",
  "付款人",
  "a.b",
  'q"uote',
  "__proto__",
  "constructor",
  "",
)
const objects = fc.letrec<{ value: unknown; object: object }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom("", "x", "[1", '{"a', "back\\slash", 'quo"te', "line\nend", "象牙", "\u2028", "😀"),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    tie("object"),
    fc.array(tie("value"), { maxLength: 3 }),
  ),
  object: fc
    .array(fc.tuple(keys, tie("value")), { maxLength: 4 })
    // Object.fromEntries makes "__proto__" an ordinary property.
    .map((entries) => Object.fromEntries(entries)),
})).object

/** Later values win, as for a record read into columns. */
const asRecord = (pairs: [string, string][]) => Object.fromEntries(pairs)
const dropEmpty = (values: Record<string, string>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""))

/** Arrays keep the white space of the source. */
const compact = (values: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      value.startsWith("[") && value.endsWith("]") ? JSON.stringify(JSON.parse(value)) : value,
    ]),
  )

describe("any records", () => {
  const spaces = fc.constantFrom("", " ", "\n", "\r\n", "\r", "\t\n\n")

  test("of JSON Lines are read back with their lines, in blocks of any size", async () => {
    const lines = fc.array(fc.tuple(objects, fc.constantFrom("\n", "\r\n", "\r", "\n\n", " \r\n\n")), {
      maxLength: 6,
    })
    await fc.assert(
      fc.asyncProperty(lines, fc.integer({ min: 1, max: 50 }), async (records, size) => {
        let text = ""
        const expected = records.map(([object, end]) => {
          const line = text.split(/\r\n|\r|\n/).length
          text += JSON.stringify(object) + end
          return { line, values: dropEmpty(asRecord(slowFlatten(object))) }
        })
        const { records: found, failure, bad } = await read("jsonl", text, size)
        expect(failure).toBeNull()
        expect(bad).toEqual([])
        expect(found.map(({ line, values }) => ({ line, values: dropEmpty(values) }))).toEqual(expected)
      }),
      { numRuns: 300 },
    )
  })

  test("of an array are read back with their lines, in blocks of any size", async () => {
    const list = fc.array(fc.tuple(spaces, objects, spaces, fc.constantFrom(undefined, 1)), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(
        list,
        spaces,
        fc.boolean(),
        fc.integer({ min: 1, max: 50 }),
        async (elements, space, isInObject, size) => {
          let text = isInObject
            ? `{"count": 5,${space}"meta": {"pages": [1]}, "payments":${space}[`
            : `${space}[`
          const expected = elements.map(([before, object, behind, indent], i) => {
            text += i === 0 ? before : `,${before}`
            const line = text.split(/\r\n|\r|\n/).length
            text += JSON.stringify(object, null, indent) + behind
            return { line, values: dropEmpty(asRecord(slowFlatten(object))) }
          })
          text += isInObject ? `],${space}"next": null}${space}` : `${space}]${space}`
          const { records, failure } = await read("json", text, size)
          expect(failure).toBeNull()
          expect(records.map(({ line, values }) => ({ line, values: compact(dropEmpty(values)) }))).toEqual(
            expected,
          )
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe("values", () => {
  const flat = (text: string) => {
    const pairs: [string, string][] = []
    return flattenJsonObject(text, (key, value) => pairs.push([key, value])) ? pairs : null
  }

  test("numbers keep their digits, text its characters, arrays their source", () => {
    expect(
      flat(
        '{"amount": 12.50, "id":1234567890123456789 ,"e":-1.0E+3,"b":true,"n":null,"t":"a\\u4e2d\\"\\/","l":[1.0, {"x":"]"}],"o":{"p":{"q":0.10}},"z":{}}',
      ),
    ).toEqual([
      ["amount", "12.50"],
      ["id", "1234567890123456789"],
      ["e", "-1.0E+3"],
      ["b", "true"],
      ["n", ""],
      ["t", 'a中"/'],
      ["l", '[1.0, {"x":"]"}]'],
      ["o.p.q", "0.10"],
    ])
  })

  test("what is no JSON object is told", () => {
    for (const text of [
      "[1]",
      "12",
      '"a"',
      "",
      "{",
      '{"a":1,}',
      "{'a':1}",
      '{"a":01}',
      '{"a":1} x',
      "null",
    ]) {
      expect(flat(text)).toBeNull()
    }
  })

  test("objects nested without end stay text and do no harm", () => {
    const depth = 20_000
    const pairs = flat(`{"a":${'{"a":'.repeat(depth)}1${"}".repeat(depth)}}`)
    expect(pairs).toHaveLength(1)
    expect(pairs?.[0]?.[0]).toBe(Array(16).fill("a").join("."))
  })

  test("__proto__ is a key like any other", async () => {
    const { keys: found, records } = await read("jsonl", '{"__proto__": "x", "amount": 1}\n', 5)
    expect(found).toEqual(["__proto__", "amount"])
    expect(records).toHaveLength(1)
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })
})

describe("keys", () => {
  test("grow as they appear; a row has cells for the keys known by then", async () => {
    const keyList: string[] = []
    const text = '{"a":1}\n{"b":2,"a":3}\n{"c":4}\n'
    const { items } = await collect(
      readJsonLines(inParts(text, 9), keyList, { file: "x.jsonl", maxRecordLength: 100 }),
    )
    expect(keyList).toEqual(["a", "b", "c"])
    expect(items.map((row) => row.cells)).toEqual([["1"], ["3", "2"], ["", "", "4"]])
  })

  test("without end are refused", async () => {
    const text = Array.from({ length: 5000 }, (_, i) => `{"k${i}":1}`).join("\n")
    const options = { file: "x.jsonl", maxRecordLength: 100 }
    const { failure } = await collect(readJsonLines(inParts(text, 4096), [], options))
    expect(failure).toBe("JSON_INVALID@4097")
  })
})

describe("JSON Lines", () => {
  test("bad lines are told with line and value, and the rest is read", async () => {
    const text = '{"a":1}\n{"a":\n\n[1,2]\r\n{"a":2}\nnonsense'
    for (const size of [1, 4, 100]) {
      const { records, bad, failure } = await read("jsonl", text, size)
      expect(failure).toBeNull()
      expect(records.map(({ line }) => line)).toEqual([1, 5])
      expect(bad.map(({ line, value }) => [line, value])).toEqual([
        [2, '{"a":'],
        [4, "[1,2]"],
        [6, "nonsense"],
      ])
    }
  })

  test("the value of a bad line is shortened", async () => {
    const { bad } = await read("jsonl", "x".repeat(5000), 999)
    expect(bad[0]?.value).toHaveLength(200)
  })

  test("without a listener the first bad line ends the reading, behind the good ones", async () => {
    const { records, failure } = await read("jsonl", '{"a":1}\nbad\n{"a":2}', 100, { keepsBad: false })
    expect(records).toHaveLength(1)
    expect(failure).toBe("JSON_INVALID@2")
  })

  test("a line that never ends is CELL_TOO_LONG at every block size", async () => {
    const text = `{"a":1}\n{"a":"${"x".repeat(500)}"}\n{"a":2}\n`
    for (const size of [1, 10, 1000]) {
      const { records, failure } = await read("jsonl", text, size, { maxRecordLength: 100 })
      expect([records.length, failure]).toEqual([1, "CELL_TOO_LONG@2"])
    }
  })
})

describe("a JSON array", () => {
  test.each([
    ["cut off in an element", '[{"a":1},\n{"a":', "JSON_INVALID@2"],
    ["cut off in a string", '[{"a":1},\n{"a":"x\\', "JSON_INVALID@2"],
    ["cut off between elements", '[{"a":1}\n', "JSON_INVALID@2"],
    ["cut off behind a comma", '[{"a":1},\n\n', "JSON_INVALID@3"],
    ["a broken element", '[{"a":1},\n\n{"a":01},{"a":2}]', "JSON_INVALID@3"],
    ["a missing comma", '[{"a":1},\n{"a":1}{"a":2}]', "JSON_INVALID@2"],
    ["two commas", '[{"a":1},\n,{"a":2}]', "JSON_INVALID@2"],
    ["a comma before the end", '[{"a":1},\n]', "JSON_INVALID@2"],
    ["a comma at the start", '[\n,{"a":1}]', "JSON_INVALID@2"],
    ["the wrong bracket", '[{"a":1}\n}', "JSON_INVALID@2"],
    ["text behind the end", '[{"a":1}]\n x', "JSON_INVALID@2"],
    ["a second list behind the end", '[{"a":1}]\n[]', "JSON_INVALID@2"],
    ["nothing of JSON", "\nhello", "JSON_INVALID@2"],
    ["an object around that is broken", '{"n": 01,\n "list": [{"a":1}]}', "JSON_INVALID@1"],
    ["an object around that is cut off", '{"list": [{"a":1}],\n"n":', "JSON_INVALID@2"],
    ["two lists in an object", '{"list": [{"a":1}],\n"more": [{"a":1}]}', "JSON_INVALID@2"],
    ["a single object that is broken", '{"a":1,\n"b":}', "JSON_INVALID@1"],
    ["an object too many", '{"a":1}\n{"a":2}', "JSON_INVALID@2"],
    ["a bracket too many", "{}\n}", "JSON_INVALID@2"],
  ])("%s", async (_, text, failure) => {
    for (let size = 1; size <= text.length; size++)
      expect((await read("json", text, size)).failure).toBe(failure)
  })

  test("elements that are no objects are told, and the rest is read", async () => {
    const { records, bad } = await read("json", '[{"a":1}, 12,\n"x", null, [1], {"a":2}]', 7)
    expect(records.map(({ line }) => line)).toEqual([1, 2])
    expect(bad.map(({ line, value }) => [line, value])).toEqual([
      [1, "12"],
      [2, '"x"'],
      [2, "null"],
      [2, "[1]"],
    ])
  })

  test("a single object is one record, an empty list none", async () => {
    expect((await read("json", '\n{"a": 1,\n "b": {"c": [1]}}', 3)).records).toEqual([
      { line: 2, values: { a: "1", "b.c": "[1]" } },
    ])
    expect(await read("json", "[ ]", 2)).toMatchObject({ records: [], failure: null })
  })

  test("an element that never ends is CELL_TOO_LONG, not a full memory", async () => {
    let blocksRead = 0
    async function* endless() {
      yield '[{"a":1},\n{"a":"'
      for (; blocksRead < 100_000; blocksRead++) yield "never closed ".repeat(100)
    }
    const options = { file: "big.json", maxRecordLength: 10_000 }
    const { items, failure } = await collect(readJsonArray(endless(), [], options))
    expect([items.length, failure]).toEqual([1, "CELL_TOO_LONG@2"])
    expect(blocksRead).toBeLessThan(50)
  })
})
