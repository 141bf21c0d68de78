import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { readParties } from "../../src/ingest/parties-file.ts"
import { createPartyTable } from "../../src/ingest/party-table.ts"
import { InputError } from "../../src/model/errors.ts"

const dir = mkdtempSync(join(tmpdir(), "moneytrail-parties-"))
afterAll(() => rmSync(dir, { recursive: true }))

let count = 0
function partyFile(text: string): string {
  const file = join(dir, `parties-${count++}.csv`)
  writeFileSync(file, text)
  return file
}

describe("a party table", () => {
  test("has columns in order of name, in camel case, and countries as codes", async () => {
    const file = partyFile(
      '\ufeffowner;Party;line of trade;country\r\nWong;"a;1";Timber;Tanzania\r\n;b;;zaf\r\nLi;c\r\n',
    )
    expect(await readParties(file)).toMatchObject({
      file,
      columns: ["Country", "LineOfTrade", "Owner"],
      parties: new Map([
        ["a;1", ["TZ", "Timber", "Wong"]],
        ["b", ["ZA", "", ""]],
        ["c", ["", "", "Li"]],
      ]),
    })
  })

  test("has the same hash whatever the order of rows and columns, and another one for other content", async () => {
    const first = await readParties(partyFile("party,name,owner\na,Anna,Wong\nb,Ben,\n"))
    const same = await readParties(partyFile("owner,party,name\n,b,Ben\nWong,a,Anna\n"))
    const other = await readParties(partyFile("party,name,owner\na,Anna,Wong\nb,,Ben\n"))
    expect(same.sha256).toBe(first.sha256)
    expect(other.sha256).not.toBe(first.sha256)
  })

  test("made of objects equals one read from a file", async () => {
    const made = createPartyTable([
      { party: "a", business: "tea", country: "KE" },
      { party: "b", occupation: "ranger", country: null },
    ])
    const read = await readParties(partyFile("party,occupation,business,country\na,,tea,KE\nb,ranger,,\n"))
    expect(made).toEqual({ ...read, file: null })
  })

  test.each([
    ["", 1, "there is nothing in it"],
    ["id,name\na,Anna\n", 1, "the columns are id, name; needed is party"],
    ["party\na\n", 1, "party is the only column"],
    ["party,Name,name\na,A,B\n", 1, "the columns Name and name mean the same; keep one"],
    ["party,name,party\na,A,B\n", 1, "the columns party and party mean the same; keep one"],
    ["party,,name\na,,A\n", 1, "column 2 has no name"],
    ["party,name\na,A\n,B\n", 3, "the party is empty"],
    ["party,name\na,A\nb,B\na,A\n", 4, 'line 2 has the party "a" already'],
    ["party,country\na,CN\nb,Narnia\n", 3, 'the country is "Narnia"'],
    ["party,name\na,A,B\n", 2, "the line has 3 cells and the header 2"],
  ])("that cannot be read is told with its line: %j", async (text, line, detail) => {
    const file = partyFile(text)
    const error: unknown = await readParties(file).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(InputError)
    expect(error).toMatchObject({ code: "PARTIES_INVALID", place: { file, line } })
    expect((error as InputError).detail).toContain(detail)
  })

  test("of objects names the record at fault", () => {
    expect(() =>
      createPartyTable([
        { party: "a", name: "A" },
        { party: "a", name: "B" },
      ]),
    ).toThrow('parties:2: PARTIES_INVALID: line 1 has the party "a" already')
  })

  test("that is not there", async () => {
    await expect(readParties(join(dir, "none.csv"))).rejects.toMatchObject({ code: "FILE_NOT_FOUND" })
  })
})
