import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { InputError } from "../src/model/errors.ts"
import { createVeil } from "../src/model/veil.ts"
import {
  readKey,
  readPseudonymMap,
  readVeil,
  revealTokens,
  writePseudonymMap,
} from "../src/pseudonym-files.ts"

const KEY = new TextEncoder().encode("a key of thirty-two bytes or more, for tests")
const dir = mkdtempSync(join(tmpdir(), "moneytrail-map-"))
afterAll(() => rmSync(dir, { recursive: true }))
const path = (name: string) => join(dir, name)

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof InputError ? error.code : error),
  )

test("a key is the bytes of its file without line ends behind it", async () => {
  writeFileSync(path("key"), Buffer.concat([KEY, Buffer.from("\r\n\n")]))
  expect(await readKey(path("key"))).toEqual(KEY)
  expect((await readVeil(path("key"))).keyId).toBe(createVeil(KEY).keyId)
  expect(await codeOf(readKey(path("nowhere")))).toBe("FILE_NOT_FOUND")
  expect(await codeOf(readKey(dir))).toBe("FILE_NOT_READABLE")
  writeFileSync(path("empty"), "\n")
  expect(await codeOf(readVeil(path("empty")))).toBe("KEY_INVALID")
})

test("a map is the owner's alone, holds no plain text, and leads back with the key", async () => {
  const veil = createVeil(KEY)
  const [anna, phone] = [veil.token("party", "anna@example"), veil.token("phone", "+254 700 000 001")]
  writeFileSync(path("map.partial"), "of somebody else")
  await writePseudonymMap(path("map"), KEY, veil.meanings())
  expect(statSync(path("map")).mode & 0o777).toBe(0o600)
  const bytes = readFileSync(path("map")).toString("latin1")
  for (const plain of ["anna", "254", anna]) expect(bytes).not.toContain(plain)
  expect(await revealTokens([phone, anna, phone], path("map"), KEY)).toEqual([
    { token: phone, kind: "phone", text: "+254 700 000 001" },
    { token: anna, kind: "party", text: "anna@example" },
    { token: phone, kind: "phone", text: "+254 700 000 001" },
  ])
  expect(await codeOf(revealTokens(["party-0000000000000000"], path("map"), KEY))).toBe("TOKEN_NOT_FOUND")
  expect(readdirSync(dir).filter((name) => name.startsWith("map"))).toEqual(["map", "map.partial"])
})

test("maps that are written at once hold the tokens of each", async () => {
  const veils = ["anna", "ben", "chen"].map((name) => {
    const veil = createVeil(KEY)
    veil.token("party", name)
    return veil
  })
  await Promise.all(veils.map((veil) => writePseudonymMap(path("shared"), KEY, veil.meanings())))
  const held = [...(await readPseudonymMap(path("shared"), KEY)).values()].map(({ text }) => text)
  expect(held.sort()).toEqual(["anna", "ben", "chen"])
})

test("a map keeps what it held, is the same bytes for the same content, and keeps its rights", async () => {
  const [one, two] = [createVeil(KEY), createVeil(KEY)]
  const [anna, ben] = [one.token("party", "anna"), two.token("party", "ben")]
  await writePseudonymMap(path("grown"), KEY, one.meanings())
  const first = readFileSync(path("grown"))
  await writePseudonymMap(path("grown"), KEY, one.meanings())
  expect(readFileSync(path("grown"))).toEqual(first)
  chmodSync(path("grown"), 0o644)
  await writePseudonymMap(path("grown"), KEY, two.meanings())
  expect(statSync(path("grown")).mode & 0o777).toBe(0o600)
  expect([...(await readPseudonymMap(path("grown"), KEY)).keys()].sort()).toEqual([anna, ben].sort())
})

test("another key, a changed map and another file are refused, and stay as they are", async () => {
  const veil = createVeil(KEY)
  veil.token("name", "Anna")
  await writePseudonymMap(path("kept"), KEY, veil.meanings())
  const bytes = readFileSync(path("kept"))
  const other = KEY.toReversed()
  expect(await codeOf(readPseudonymMap(path("kept"), other))).toBe("KEY_INVALID")
  expect(await codeOf(writePseudonymMap(path("kept"), other, []))).toBe("KEY_INVALID")
  expect(readFileSync(path("kept"))).toEqual(bytes)
  for (const place of [0, 40, 60, 90, 130, bytes.length - 1]) {
    const changed = Buffer.from(bytes)
    changed[place]! ^= 1
    writeFileSync(path("changed"), changed)
    const code = await codeOf(readPseudonymMap(path("changed"), KEY))
    expect(["PSEUDONYM_MAP_INVALID", "KEY_INVALID"]).toContain(code)
  }
  writeFileSync(path("payments.csv"), "id,time\n")
  expect(await codeOf(writePseudonymMap(path("payments.csv"), KEY, []))).toBe("PSEUDONYM_MAP_INVALID")
  expect(readFileSync(path("payments.csv"), "utf8")).toBe("id,time\n")
  expect(await codeOf(readPseudonymMap(path("nowhere"), KEY))).toBe("FILE_NOT_FOUND")
  expect(await codeOf(writePseudonymMap(join(dir, "no/folder/map"), KEY, []))).toBe("OUTPUT_NOT_WRITABLE")
})
