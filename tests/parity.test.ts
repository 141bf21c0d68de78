// Other chunk sizes give the same bytes; shuffled rows and split files give the same findings, alerts and networks but
// for places.
import { createHash } from "node:crypto"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { createPartyTable, type RulePack, type Screening, screen } from "../src/index.ts"
import { describeParties } from "../src/model/party-table.ts"
import { mulberry32 } from "../src/network/random.ts"
import { loadRules, type ReadOptions, readPayments, screenFiles, writeScreening } from "../src/node.ts"
import { withNarrowCodes, withPackedIds } from "./helpers/table.ts"

const LEDGER = path.resolve(import.meta.dirname, "../fixtures/platform/payments.csv")

let dir: string
let rules: RulePack
let whole: Screening

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), "moneytrail-parity-"))
  rules = await loadRules()
  whole = await screenFiles([LEDGER], { rules })
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Name and SHA-256 of each file that a run over the ledger writes. */
async function outputHashes(name: string, options: ReadOptions): Promise<string[]> {
  return writtenHashes(name, await screenFiles([LEDGER], { rules, ...options }))
}

async function writtenHashes(name: string, screening: Screening): Promise<string[]> {
  const out = path.join(dir, name)
  await writeScreening(screening, out)
  return readdirSync(out)
    .sort()
    .map(
      (file) =>
        `${file} ${createHash("sha256")
          .update(readFileSync(path.join(out, file)))
          .digest("hex")}`,
    )
}

/** What a run found, without places and without what only the process uses. */
function found({ findings, alerts, networks, hubs, modularity }: Screening) {
  return {
    findings: findings.map(({ places, rows, ...rest }) => ({
      ...rest,
      placeCount: places.length,
      rowCount: rows.length,
    })),
    alerts,
    networks,
    hubs,
    modularity,
  }
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = mulberry32(seed)
  const result = [...items]
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const item = result[i] as T
    result[i] = result[j] as T
    result[j] = item
  }
  return result
}

describe("the same payments", () => {
  test("give something to compare", () => {
    expect(whole.findings.length).toBeGreaterThan(50)
    expect(whole.networks.length).toBeGreaterThan(3)
  })

  test("give the same bytes whatever the chunk size", async () => {
    const expected = await outputHashes("default", {})
    expect(expected.map((line) => line.split(" ")[0])).toContain("manifest.json")
    for (const chunkSize of [61, 4096, 1 << 22])
      expect(await outputHashes(`chunks-${chunkSize}`, { chunkSize })).toEqual(expected)
  })

  test("give the same bytes where columns are kept as those of many millions are", async () => {
    const { table, intake } = await readPayments([LEDGER])
    const small = withNarrowCodes(withPackedIds(table))
    expect([...small.text.values()].map(({ codes }) => codes.BYTES_PER_ELEMENT)).toEqual(
      expect.arrayContaining([1, 2]),
    )
    const expected = await writtenHashes("wide", await screen(table, rules, { intake }))
    expect(await writtenHashes("narrow", await screen(small, rules, { intake }))).toEqual(expected)
  })

  test("give the same bytes where that holds for what a party table adds too", async () => {
    const { table, intake } = await readPayments([LEDGER])
    const trades = ["", "coffee", "reptile farm", "antiques", "courier"]
    const records = Array.from({ length: table.parties.size - 1 }, (_, i) => ({
      party: table.parties.text(i + 1),
      business: trades[i % trades.length],
      country: i % 3 === 0 ? "TZ" : "",
    }))
    const parties = createPartyTable(records)
    const wide = describeParties(table, parties).table
    const small = withNarrowCodes(describeParties(withNarrowCodes(table), parties).table)
    const expected = await writtenHashes("wide-described", await screen(wide, rules, { intake }))
    expect(await writtenHashes("small-described", await screen(small, rules, { intake }))).toEqual(expected)
  })

  test.each([1, 2, 3])("give the same results in shuffled order, %i", async (seed) => {
    const [header, ...rows] = readFileSync(LEDGER, "utf8").trimEnd().split("\n")
    const file = path.join(dir, `shuffled-${seed}.csv`)
    writeFileSync(file, `${[header, ...shuffled(rows, seed)].join("\n")}\n`)
    expect(found(await screenFiles([file], { rules }))).toEqual(found(whole))
  })

  test("give the same results from split files, given in any order", async () => {
    const [header, ...rows] = readFileSync(LEDGER, "utf8").trimEnd().split("\n")
    const parts = [0, 1, 2].map((part) => {
      const file = path.join(dir, `part-${part}.csv`)
      const own = rows.filter((_, i) => i % 3 === part)
      writeFileSync(file, `${[header, ...own].join("\r\n")}\r\n`)
      return file
    })
    expect(found(await screenFiles(parts, { rules }))).toEqual(found(whole))
    expect(found(await screenFiles([...parts].reverse(), { rules }))).toEqual(found(whole))
  })

  test("another seed may group otherwise but finds the same", async () => {
    const other = await screenFiles([LEDGER], { rules, seed: 7 })
    expect(found(other).findings).toEqual(found(whole).findings)
    expect(other.alerts.map(({ subject, score }) => `${subject} ${score}`)).toEqual(
      whole.alerts.map(({ subject, score }) => `${subject} ${score}`),
    )
  })
})
