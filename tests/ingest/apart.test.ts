// Lists of parties held apart: read from a file or given as objects, checked as a whole.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { readApart } from "../../src/ingest/apart-file.ts"
import { createApartList } from "../../src/ingest/apart-list.ts"
import { InputError, InputErrors } from "../../src/model/errors.ts"

let dir: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "moneytrail-apart-"))
})
afterAll(() => rmSync(dir, { recursive: true }))

const fileOf = (text: string) => {
  const file = join(dir, "apart.csv")
  writeFileSync(file, text)
  return file
}

/** Places and details of what is wrong. */
async function faults(text: string): Promise<string[]> {
  const error = await readApart(fileOf(text)).catch((thrown: unknown) => thrown)
  const all = error instanceof InputErrors ? error.errors : error instanceof InputError ? [error] : []
  expect(new Set(all.map(({ code }) => code))).toEqual(new Set(["APART_INVALID"]))
  return all.map(({ place, detail }) => `${place.line}:${place.column} ${detail}`)
}

const ENTRIES = [
  { party: "a", other: "b", by: "Ana", reason: "sisters, met both" },
  { party: "a", other: "c", by: "Ana", reason: "clerk of the shop" },
]

test("a file gives its decisions in order, columns in any order", async () => {
  const file = fileOf('reason,by,Party,OTHER\n"sisters, met both",Ana, a ,b\n\nclerk of the shop,Ana,a,c\n')
  const list = await readApart(file)
  expect(list).toEqual({ ...createApartList(ENTRIES), file })
  expect(list.entries).toEqual(ENTRIES)
})

test("the hash is of the decisions, whatever their order", () => {
  expect(createApartList(ENTRIES.toReversed()).sha256).toBe(createApartList(ENTRIES).sha256)
  expect(createApartList(ENTRIES.slice(1)).sha256).not.toBe(createApartList(ENTRIES).sha256)
})

test("all that is wrong is told together, with line and column", async () => {
  expect(await faults("party,other,by,reason\na,,Ana,\nb,b,Ana,one\nc,d,Ana,two,three\n")).toEqual([
    "2:2 other is empty; write the id of the other party as it stands in the payments",
    "2:4 reason is empty; write why they are two people",
    '3:2 party and other are both "b"; name the two that are different people',
    "4:5 the line has 5 cells and the header 4; quote cells that hold the delimiter",
  ])
})

test.each([
  ["", "1:1 there is nothing in it; needed is the header party,other,by,reason"],
  ["party,other\na,b\n", "1:3 the header has no by, reason; needed are party, other, by, reason, each once"],
  [
    "party,other,by,reason,until\n",
    '1:5 the column is "until"; needed are party, other, by, reason, each once',
  ],
  ["party,other,by,by\n", "1:4 by stands there twice; needed are party, other, by, reason, each once"],
])("header %j is refused", async (text, fault) => {
  expect(await faults(text)).toEqual([fault])
})

test("objects are checked too", () => {
  expect(() => createApartList([ENTRIES[0]!, { party: "a", other: "a", by: "", reason: "x" }])).toThrow(
    "apart:2: APART_INVALID: by is empty; write who decided\napart:2: APART_INVALID: party and other",
  )
})
