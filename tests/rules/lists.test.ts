import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import fc from "fast-check"
import { afterAll, describe, expect, test } from "vitest"
import { createPaymentTable } from "../../src/ingest/create-table.ts"
import { InputError } from "../../src/model/errors.ts"
import { sha256Hex } from "../../src/model/hash.ts"
import { readCsvRows } from "../../src/rules/csv-rows.ts"
import { loadRules, shippedRulesDir } from "../../src/rules/load-rules.ts"
import { parseRules, type RuleFile } from "../../src/rules/pack.ts"
import { screen } from "../../src/screen.ts"
import { ruleWith } from "./rule-texts.ts"

function list(id: string, rest: string, folder = "rules"): RuleFile {
  const text = `id: ${id}\ntitle: T\nkind: names\nsource: S of ${id}\ndate: "2026-11-21"\n${rest}`
  return { file: `${folder}/lists/${id}.yaml`, text }
}

async function csv(name: string, text: string): Promise<RuleFile> {
  const file = `rules/lists/${name}`
  return { file, text, rows: await readCsvRows(file, text) }
}

function faults(files: readonly RuleFile[], settings = ""): string[] {
  try {
    parseRules(files, { settings: { file: "moneytrail.yaml", text: settings } })
    return []
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.message.split("\n")
  }
}

describe("records of CSV", () => {
  test("as Excel, editors and other programs write them", async () => {
    const text = '\ufefftext,source\r\n 顺丰 ,memory\r\n\r\n"A ""B"", Ltd"," two\r\nlines "\nlast,'
    expect(await readCsvRows("a.csv", text)).toEqual([
      { line: 1, cells: ["text", "source"] },
      { line: 2, cells: ["顺丰", "memory"] },
      { line: 4, cells: ['A "B", Ltd', "two\r\nlines"] },
      { line: 6, cells: ["last", ""] },
    ])
    expect(await readCsvRows("a.csv", "")).toEqual([])
  })

  test("the same with and without quotes, and lines as they are counted by hand", async () => {
    const cell = fc.constantFrom("a", "b c", "顺丰", "")
    const rows = fc.array(fc.array(cell, { minLength: 1, maxLength: 3 }), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom("\n", "\r\n", "\r"), async (records, end) => {
        const plain = await readCsvRows("a.csv", records.map((cells) => cells.join(",")).join(end))
        const quoted = records.map((cells) => cells.map((text) => `"${text}"`).join(",")).join(end)
        expect(await readCsvRows("a.csv", quoted)).toEqual(plain)
        const expected = records
          .map((cells, i) => ({ line: i + 1, cells }))
          .filter(({ cells }) => cells.some((text) => text !== ""))
        expect(plain).toEqual(expected)
      }),
      { numRuns: 200 },
    )
  })

  test.each([
    ['text\na\n"b\nc\n', 3],
    ['text\n"b"c\n', 2],
    ['"text"\n"a"\n\n"x\ny"\n"b"c\n"d"\n', 6],
  ])("a broken quote: %j", async (text, line) => {
    await expect(readCsvRows("a.csv", text)).rejects.toMatchObject({
      code: "LIST_INVALID",
      place: { file: "a.csv", line },
    })
  })
})

describe("a list with its entries in a CSV", () => {
  const yaml = list("couriers", "csv: brands.csv\n")

  test("holds them, and both files are hashed", async () => {
    const cells = await csv("brands.csv", "Source,TEXT\nmemory,顺丰\n,JDL\n\nagain,JDL\n")
    const pack = parseRules([yaml, cells])
    expect(pack.lists.get("couriers")).toEqual({
      id: "couriers",
      title: "T",
      kind: "names",
      source: "S of couriers",
      date: "2026-11-21",
      entries: [
        { text: "顺丰", source: "memory" },
        { text: "JDL", source: null },
      ],
    })
    expect(pack.files).toContainEqual({ file: cells.file, sha256: sha256Hex(cells.text) })
  })

  test.each([
    ["text,note\na,b\n", '1: LIST_INVALID: column 2 is "note"; the columns are text, and source if need be'],
    ["text,sorce\na,b\n", '1: LIST_INVALID: column 2 is "sorce"; write source'],
    ["text,text\na,b\n", '1: LIST_INVALID: column 2 is "text" for the second time; keep one'],
    ["source\na\n", "1: LIST_INVALID: the first line is no header with the column text"],
    ["", "1: LIST_INVALID: the first line is no header with the column text"],
    ["text\n", "1: LIST_INVALID: there is no entry below the header"],
    ["text,source\na,b\n,c\n", "3: LIST_INVALID: column 1 (text) is empty"],
    ["text\na, Ltd\n", "2: LIST_INVALID: column 2 has no name in the header; quote cells that hold a comma"],
  ])("%j", async (text, message) => {
    const found = faults([yaml, await csv("brands.csv", text)])
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`rules/lists/brands.csv:${message}`)
  })

  test("that is not there, is not named, or comes without records", async () => {
    expect(faults([yaml])[0]).toContain(
      "couriers.yaml:6:6: LIST_INVALID: there is no file rules/lists/brands.csv",
    )
    const bare = { file: "rules/lists/brands.csv", text: "text\na\n" }
    expect(faults([yaml, bare])[0]).toContain("rules/lists/brands.csv comes without its records")
    const cells = await csv("brands.csv", "text\na\n")
    const spare = await csv("spare.csv", "text\na\n")
    expect(faults([yaml, cells, spare])).toEqual([
      "rules/lists/spare.csv: LIST_INVALID: no list beside this file names it; write one with csv: and the name of this file",
    ])
  })

  test.each([
    ["csv: ../brands.csv\n", 'csv is "../brands.csv"; write the name of a .csv file in the same folder'],
    ["csv: brands.csv\nentries: [a]\n", "has entries and csv; write either entries or csv"],
    ["", "has no entries; write either entries or csv"],
  ])("%j", (rest, message) => {
    expect(faults([list("couriers", rest)]).join("\n")).toContain(message)
  })
})

describe("a list that extends another", () => {
  const base = list("couriers", "entries: [顺丰, { text: JDL, source: memory }]\n")

  test("adds to it, each entry with its source and date, and stays a list of its own", () => {
    const own = list(
      "our-couriers",
      "extends: couriers\nentries: [JDL, { text: Fast Ltd, source: contract }, Slow Ltd]\n",
      "own",
    )
    const { lists } = parseRules([base, { ...own, text: own.text.replace("2026-11-21", "2026-12-01") }])
    expect(lists.get("couriers")?.entries).toEqual([
      { text: "顺丰", source: null },
      { text: "JDL", source: "memory" },
      { text: "Fast Ltd", source: "contract", date: "2026-12-01" },
      { text: "Slow Ltd", source: "S of our-couriers", date: "2026-12-01" },
    ])
    expect(lists.get("our-couriers")?.entries).toHaveLength(3)
  })

  test.each([
    ["extends: courier\n", '6:10: RULE_UNKNOWN_LIST: there is no list "courier"; write couriers'],
    ["extends: own\n", "6:10: LIST_INVALID: the list extends itself; take extends away"],
    ["extends: middle\n", "6:10: LIST_INVALID: middle extends couriers itself; write extends: couriers"],
  ])("%j", (extended, message) => {
    const middle = list("middle", "extends: couriers\nentries: [a]\n")
    const found = faults([base, middle, list("own", `${extended}entries: [b]\n`)])
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`rules/lists/own.yaml:${message}`)
  })

  test("of another kind", () => {
    const own = list("own", "extends: couriers\nentries: [b]\n")
    expect(faults([base, { ...own, text: own.text.replace("names", "codes") }])).toEqual([
      "rules/lists/own.yaml:3:7: LIST_INVALID: kind is codes, and couriers, which it extends, holds names; write kind: names",
    ])
  })

  test("a list that is wrong is told once", () => {
    const own = list("own", "extends: couriers\nentries: [b]\n")
    expect(
      faults([{ ...base, text: "id: couriers\n" }, own]).every((fault) => fault.includes("couriers.yaml")),
    ).toBe(true)
  })
})

describe("changes by settings", () => {
  const base = list("couriers", "entries: [顺丰, JDL, EMS]\n")
  const NOTE = 'source: contract, date: "2026-11-22"'

  test("are in force and recorded", () => {
    const text = `lists:\n  couriers: { add: [Slow, Fast, JDL], remove: [EMS], ${NOTE} }\n`
    const pack = parseRules([base], { settings: { file: "moneytrail.yaml", text } })
    expect(pack.lists.get("couriers")?.entries).toEqual([
      { text: "顺丰", source: null },
      { text: "JDL", source: null },
      { text: "Slow", source: "contract", date: "2026-11-22" },
      { text: "Fast", source: "contract", date: "2026-11-22" },
    ])
    expect(pack.listChanges).toEqual([
      { list: "couriers", added: ["Fast", "Slow"], removed: ["EMS"], source: "contract", date: "2026-11-22" },
    ])
    expect(parseRules([base]).listChanges).toEqual([])
  })

  test.each([
    [
      `lists: { courier: { add: [a], ${NOTE} } }`,
      '1:10: SETTINGS_INVALID: there is no list "courier"; write couriers',
    ],
    [
      `lists: { couriers: { remove: [ems], ${NOTE} } }`,
      '1:31: SETTINGS_INVALID: "ems" is not on the list couriers; write EMS',
    ],
    [
      `lists: { couriers: { remove: [xyz], ${NOTE} } }`,
      '"xyz" is not on the list couriers; take it away here',
    ],
    [
      `lists: { couriers: { ${NOTE} } }`,
      "SETTINGS_INVALID: lists.couriers changes nothing; write one of add, remove",
    ],
    ["lists: { couriers: { add: [a], source: s } }", "SETTINGS_INVALID: couriers.date is missing"],
    [
      'lists: { couriers: { add: [a], source: s, date: "2026-02-30" } }',
      'couriers.date is "2026-02-30"; write a day such as',
    ],
    [
      "lists: { couriers: { add: [4215], source: s, date: d } }",
      'RULE_UNQUOTED_CODE: add[0] is 4215; write "4215"',
    ],
  ])("%j", (settings, message) => {
    expect(faults([base], settings).join("\n")).toContain(message)
  })
})

describe("lists of parties", () => {
  const base = list("watched", "entries: [U1, u2]\n")
  const watched = { ...base, text: base.text.replace("names", "parties") }
  const rule = (where: string) => ruleWith(`match: { subject: payee, where: { ${where} }, reason: r }\n`)

  test("are tested on payer and payee only", () => {
    expect(faults([watched, rule("payer: { in_list: watched }")])).toEqual([])
    expect(faults([watched, rule("payeeName: { in_list: watched }")])).toEqual([
      "rules/velocity/r.yaml:9:57: RULE_INVALID: the list watched holds ids of parties, which payeeName has not; test payer or payee",
    ])
  })
})

describe("lists of parties in a run", () => {
  test("compare ids as they are, and those that settings add", async () => {
    const watched = list("watched", "entries: [U1, Ｕ2]\n")
    const files = [
      { ...watched, text: watched.text.replace("names", "parties") },
      ruleWith("match: { subject: payee, where: { payer: { in_list: watched } }, reason: r }\n"),
    ]
    const text = 'lists: { watched: { add: [ x-9 ], source: case 7, date: "2026-11-22" } }'
    const pack = parseRules(files, { settings: { file: "moneytrail.yaml", text } })
    const payers = ["U1", "u1", "U1 Ltd", "U2", "Ｕ2", "x-9"]
    const table = createPaymentTable(
      payers.map((payer, i) => ({
        id: `p${i}`,
        time: i,
        amount: "1",
        currency: "USD",
        payer,
        payee: `of ${payer}`,
      })),
    )
    const { findings } = await screen(table, pack)
    expect(findings.map(({ subject }) => subject)).toEqual(["of U1", "of x-9", "of Ｕ2"])
  })
})

test("a list or lexicon outside of its folder", () => {
  const { text } = list("own", "entries: [a]\n")
  expect(faults([{ file: "my-lists/own.yaml", text }])).toEqual([
    "my-lists/own.yaml:1:1: RULE_MISPLACED: the file is a list and not in a folder called lists; move it to lists/",
  ])
  expect(faults([{ file: "mine/own.yaml", text: "id: own\nterms: []\n" }])[0]).toContain(
    "a lexicon and not in",
  )
})

describe("from directories", () => {
  const root = mkdtempSync(path.join(tmpdir(), "moneytrail-lists-"))
  afterAll(() => rmSync(root, { recursive: true }))

  test("a directory of lists adds to the shipped pack", async () => {
    const dir = path.join(root, "lists")
    mkdirSync(dir)
    writeFileSync(
      path.join(dir, "our-couriers.yaml"),
      list("our-couriers", "extends: couriers\ncsv: ours.csv\n").text,
    )
    writeFileSync(path.join(dir, "ours.csv"), '\ufefftext,source\r\n"Fast, Ltd",contract\r\n')
    const shipped = await loadRules()
    const pack = await loadRules({ dirs: [shippedRulesDir(), dir] })
    expect(pack.rules).toEqual(shipped.rules)
    expect(pack.lists.get("couriers")?.entries.slice(shipped.lists.get("couriers")?.entries.length)).toEqual([
      { text: "Fast, Ltd", source: "contract", date: "2026-11-21" },
    ])
    expect(pack.files.filter(({ file }) => file.endsWith("/ours.csv"))).toHaveLength(1)
  })
})
