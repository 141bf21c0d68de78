import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import fc from "fast-check"
import { afterAll, expect, test } from "vitest"
import { readRowTexts } from "../../src/ingest/row-texts.ts"

const dir = mkdtempSync(join(tmpdir(), "moneytrail-rows-"))
afterAll(() => rmSync(dir, { recursive: true }))

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(join(dir, name), content)
  return join(dir, name)
}

const cell = fc.constantFrom("a", "", "b c", '"q, ""x"""', '"two\nlines"', '"three\r\n\r\nlines"', "象牙")

test("rows of CSV are found to the character, with the line ends inside them, wherever the lines break", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.boolean(),
      fc.constantFrom("", "\n", "\n\n"),
      async (cells, ending, isZipped, tail) => {
        // The first cell keeps a row from being blank.
        const rows = cells.map((row, i) => [`r${i}`, ...row].join(","))
        const text = ["id,x,y,z", ...rows].join(ending) + tail
        const lineEnds = (part: string) => (part.match(/\r\n|\r|\n/g) ?? []).length
        const lines = rows.map(
          (_, i) => 2 + rows.slice(0, i).reduce((sum, row) => sum + 1 + lineEnds(row), 0),
        )
        const path = write("rows.csv", isZipped ? gzipSync(text) : text)
        const found = await readRowTexts(path, new Set(lines), { delimiter: ",", encoding: "utf-8" })
        const expected = rows.map((row, i) => [lines[i]!, row.replace(/\r\n|\r/g, "\n").trimEnd()] as const)
        expect(found).toEqual(new Map(expected))
        const last = new Set(lines.slice(-1))
        expect(await readRowTexts(path, last, { delimiter: ",", encoding: "utf-8" })).toEqual(
          new Map(expected.slice(-1)),
        )
      },
    ),
    { numRuns: 100 },
  )
})

test("records of JSON stand as their lines stand; a broken line belongs to nobody", async () => {
  const lines = write("rows.jsonl", '{"id":"a"}\n{"id":\n\n{"id":"b"}\n')
  const options = { encoding: "utf-8" }
  expect(await readRowTexts(lines, new Set([1, 2, 4, 9]), options)).toEqual(
    new Map([
      [1, '{"id":"a"}'],
      [4, '{"id":"b"}'],
    ]),
  )
  const array = write("rows.json", '[\n{"id":"a",\n "x":1},\n{"id":"b"}, {"id":"c"}\n]\n')
  expect(await readRowTexts(array, new Set([2, 4]), options)).toEqual(
    new Map([
      [2, '{"id":"a",\n "x":1},'],
      [4, '{"id":"b"}, {"id":"c"}\n]'],
    ]),
  )
})

test("the encoding is the one that the file was read in", async () => {
  const path = write(
    "rows.gb.csv",
    Uint8Array.of(...Buffer.from("id,memo\n1,"), 0xcf, 0xf3, 0xd1, 0xc0, 0x0a),
  )
  expect(await readRowTexts(path, new Set([2]), { encoding: "gb18030", delimiter: "," })).toEqual(
    new Map([[2, "1,象牙"]]),
  )
})
