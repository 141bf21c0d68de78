// A run that is interrupted ends soon, says so, and leaves the output directory as it was, whatever it was doing.
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { beforeAll, describe, expect, test } from "vitest"
import { writeBulkLedger } from "../../fixtures/generator/bulk.ts"
import { temporaryDir } from "../helpers/temporary.ts"
import { start } from "./process.ts"

const PAYMENTS = 20_000
/** On a machine with other work to do. Alone it takes some tenths of a second. */
const SOON_MS = 5_000

let dir: string
/** From the start of a run to its first file. */
let untilWritingMs: number
beforeAll(async () => {
  dir = temporaryDir()
  await writeBulkLedger(join(dir, "payments.csv"), PAYMENTS, { planted: true })
  const startedAt = performance.now()
  const { code, writingAt } = await screen("earlier")
  expect(code).toBe(0)
  untilWritingMs = writingAt - startedAt
})

const OUTS = ["earlier", "new/case"]

describe("an interrupted run", () => {
  test.each([
    ["at a quarter of the way to writing", OUTS.slice(0, 1), () => sleep(untilWritingMs / 4)],
    ["half-way to writing", OUTS.slice(1), () => sleep(untilWritingMs / 2)],
    ["while it writes", OUTS, (writing: Promise<unknown>) => writing],
  ])("%s leaves an earlier output untouched, and none where there was none", async (_when, outs, moment) => {
    const before = hashesIn(join(dir, "earlier"))
    expect(Object.keys(before)).toContain("manifest.json")
    for (const out of outs) {
      const { code, stderr, endedAt, interruptedAt } = await screen(out, moment)
      expect({ code, stderr }).toEqual({ code: 130, stderr: "interrupted; no output was written\n" })
      expect(endedAt - interruptedAt).toBeLessThan(SOON_MS)
    }
    expect(hashesIn(join(dir, "earlier"))).toEqual(before)
    expect(existsSync(join(dir, "new"))).toBe(false)
  })
})

interface Ended {
  readonly code: number | null
  readonly stderr: string
  readonly writingAt: number
  readonly interruptedAt: number
  readonly endedAt: number
}

/** Screens the ledger; `moment` is awaited, then the run is interrupted. It is given the beginning of writing. */
async function screen(out: string, moment?: (writing: Promise<unknown>) => Promise<unknown>): Promise<Ended> {
  const workers = out === "earlier" ? "1" : "2"
  const args = ["screen", "payments.csv", "--seed", "2", "--workers", workers, "--quiet", "--out", out]
  const child = start(args, dir)
  let hasEnded = false
  let stderr = ""
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text
  })
  const end = new Promise<number | null>((done) => {
    child.on("close", (code) => {
      hasEnded = true
      done(code)
    })
  })
  const writing = (async () => {
    while (!hasEnded && !isWriting(join(dir, out))) await sleep(2)
    return performance.now()
  })()
  let interruptedAt = 0
  if (moment !== undefined) {
    await moment(writing)
    interruptedAt = performance.now()
    child.kill("SIGINT")
  }
  const code = await end
  return { code, stderr, writingAt: await writing, interruptedAt, endedAt: performance.now() }
}

const isWriting = (out: string): boolean =>
  existsSync(out) && readdirSync(out).some((name) => name.includes(".partial-"))

/** Of all files, hidden ones too. */
const hashesIn = (out: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(out).map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(out, name)))
        .digest("hex"),
    ]),
  )
