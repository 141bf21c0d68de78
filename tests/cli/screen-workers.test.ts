// The number of threads changes no byte of what is written.
import { mkdtempSync, readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { describe, expect, test } from "vitest"
import { createPaymentTable, parseRules, screen } from "../../src/index.ts"
import { screenFiles, writeScreening } from "../../src/node.ts"
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

  test.each([
    ["0", "above 0"],
    ["1.5", "whole number"],
    ["65", "from 1 to 64"],
  ])("takes no %s", async (workers, message) => {
    const { code, stderr } = await run(["screen", LEDGER, "--workers", workers], temporaryDir())
    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })

  test.each([0, -1, 1.5, 65, Number.NaN, Number.POSITIVE_INFINITY])(
    "nor does the library take %d",
    async (workers) => {
      const rules = parseRules([])
      const run = screenFiles([LEDGER], { rules, workers })
      await expect(run).rejects.toThrow(
        `OPTION_INVALID: workers is ${workers}; write a whole number from 1 to 64`,
      )
      const screening = await screen(createPaymentTable([]), rules)
      const writing = writeScreening(screening, temporaryDir(), { workers })
      await expect(writing).rejects.toThrow("OPTION_INVALID: workers is")
    },
  )
})
