// The number of threads changes no byte of what is written.
import { mkdtempSync, readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { describe, expect, test } from "vitest"
import { temporaryDir } from "../helpers/temporary.ts"
import { run, runProcess } from "./process.ts"

const LEDGER = resolve(import.meta.dirname, "../../fixtures/platform/payments.csv")

function textsOf(dir: string): ReadonlyMap<string, string> {
  return new Map(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), "base64")]))
}

describe("screen --workers", () => {
  test("writes the same bytes with 1 and 4", async () => {
    const dir = mkdtempSync(join(temporaryDir(), "workers-"))
    const written = []
    for (const workers of ["1", "4"]) {
      const { code, stderr } = await runProcess(
        ["screen", LEDGER, "--out", workers, "--quiet", "--workers", workers],
        dir,
      )
      expect([code, stderr]).toEqual([0, ""])
      written.push(textsOf(join(dir, workers)))
    }
    const [one, four] = written
    expect(one?.size).toBeGreaterThan(10)
    expect(four).toEqual(one)
  })

  test("takes no number below 1", async () => {
    const { code, stderr } = await run(["screen", LEDGER, "--workers", "0"], temporaryDir())
    expect(code).toBe(2)
    expect(stderr).toContain("above 0")
  })
})
