// `--apart` as users give it: joins are told, undone by the list, and lines that do nothing are told too.
import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { makeWorkplace, run, writeIn } from "./process.ts"

let dir: string
beforeAll(() => {
  dir = makeWorkplace()
  writeIn(
    dir,
    "shared.csv",
    `id,time,amount,currency,payer,payee,payeeName,payeePhone
p1,2026-01-05,100,USD,bob,acme,Acme Trading,555
p2,2026-01-06,100,USD,bob,acme-2,Acme Trading,555
`,
  )
  writeIn(
    dir,
    "apart.csv",
    "party,other,by,reason\nacme,acme-2,ana,two shops\nacme-2,acme,ana,again\nacme,ghost,ana,typing\n",
  )
  writeIn(dir, "wrong.csv", "party,other,by,reason\nacme,acme,ana,two shops\n")
})
afterAll(() => rmSync(dir, { recursive: true }))

const read = (name: string) => JSON.parse(readFileSync(join(dir, name), "utf8")) as Record<string, unknown>
const screen = (...more: string[]) => run(["screen", "shared.csv", "--rules", "rules", ...more], dir)

test("accounts of one person are told, in networks.json with what joined them", async () => {
  const { code, stdout } = await screen("--out", "joined")
  expect(code).toBe(0)
  expect(stdout).toContain("2 accounts are joined to 1 person by what they share")
  expect(read("joined/networks.json")["persons"]).toMatchObject([
    {
      parties: ["acme", "acme-2"],
      names: ["Acme Trading"],
      ties: [{ kind: "name-and-phone", value: "555" }],
    },
  ])
  expect(read("joined/manifest.json")).toMatchObject({
    apart: null,
    results: { persons: 1, accountsOfPersons: 2, nameHints: 0 },
  })
})

test("the list parts them, and the manifest says what each line did", async () => {
  const { code, stdout } = await screen("--apart", "apart.csv", "--out", "parted")
  expect(code).toBe(0)
  expect(stdout).toContain("apart.csv: 3 pairs held apart, 1 of them shared identifiers with each other")
  expect(stdout).toContain("apart.csv: 1 line says what an earlier line says of the same two: acme-2 – acme")
  expect(stdout).toContain("apart.csv: 1 line names a party that is in no payment, and does nothing: ghost")
  expect(read("parted/networks.json")["persons"]).toEqual([])
  expect(read("parted/manifest.json")["apart"]).toMatchObject({
    file: "apart.csv",
    entries: [
      { party: "acme", other: "acme-2", by: "ana", reason: "two shops", effect: "parted", unknown: [] },
      { effect: "repeated" },
      { effect: "unknown", unknown: ["ghost"] },
    ],
    cut: [{ party: "acme", other: "acme-2", signs: ["name-and-phone"] }],
  })
})

test("a wrong list is refused with its place", async () => {
  const { code, stderr } = await screen("--apart", "wrong.csv")
  expect(code).toBe(2)
  expect(stderr).toContain("wrong.csv:2:2: APART_INVALID")
})
