import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { readLabels } from "../../src/ingest/labels-file.ts"

const dir = mkdtempSync(join(tmpdir(), "moneytrail-labels-"))
afterAll(() => rmSync(dir, { recursive: true }))

let count = 0
function labelFile(text: string | Uint8Array): string {
  const file = join(dir, `labels-${count++}.csv`)
  writeFileSync(file, text)
  return file
}

describe("labels", () => {
  test("of parties, in the order of the file", async () => {
    const file = labelFile("party,label\nacme,true\nbob,FALSE\nc,1\nd,0\ne,Yes\nf,no\n")
    expect(await readLabels(file)).toEqual(
      Object.entries({ acme: true, bob: false, c: true, d: false, e: true, f: false }).map(
        ([party, isTrue]) => ({
          party,
          isTrue,
          rule: null,
          typology: null,
        }),
      ),
    )
  })

  test("of a rule and a typology, columns in any order, as Excel saves them", async () => {
    const file = labelFile(
      '\ufeffTypology;rule;Label;Party\r\nfan-in;;yes;"a ""b"";c"\r\n\r\n;many-payers;no;d\r\n',
    )
    expect(await readLabels(file)).toEqual([
      { party: 'a "b";c', isTrue: true, rule: null, typology: "fan-in" },
      { party: "d", isTrue: false, rule: "many-payers", typology: null },
    ])
  })

  test("what is said twice counts once; of one rule and of all are two things", async () => {
    const file = labelFile("party,label,rule\na,1,\na,true,\na,0,r\n")
    expect(await readLabels(file)).toEqual([
      { party: "a", isTrue: true, rule: null, typology: null },
      { party: "a", isTrue: false, rule: "r", typology: null },
    ])
  })
})

describe("LABELS_INVALID", () => {
  test.each([
    ["", 1, "there is nothing in it"],
    ["party\na\n", 1, "the header has no label"],
    ["label\n1\n", 1, "the header has no party"],
    ["party,label,typolgy\n", 1, 'column 3 is "typolgy"; the columns are party and label'],
    ["party,label,party\n", 1, "the column party stands there twice"],
    ["party,label\n\na,maybe\n", 3, 'the label is "maybe"; write true or false'],
    ["party,label\na,1\n,1\n", 3, "the party is empty"],
    ["party,label\na\n", 2, 'the label is ""'],
    ["party,label\na,1,x\n", 2, "the line has 3 cells and the header 2"],
    ["party,label,typology\na,1,fanin\n", 2, 'the typology is "fanin"; the typologies are wildlife-keyword'],
    ["party,label\na,1\nb,1\na,no\n", 4, "line 2 says true of a, and this line false"],
  ])("%j", async (text, line, detail) => {
    const file = labelFile(text)
    await expect(readLabels(file)).rejects.toMatchObject({
      code: "LABELS_INVALID",
      place: { file, line },
      detail: expect.stringContaining(detail) as string,
    })
  })

  test("a file that is not there", async () => {
    await expect(readLabels(join(dir, "none.csv"))).rejects.toMatchObject({ code: "FILE_NOT_FOUND" })
  })
})
