// The bar on standard error: there where somebody looks at a terminal, and not where it is asked to stay away.
import { rmSync } from "node:fs"
import { afterAll, describe, expect, test } from "vitest"
import { makeWorkplace, run } from "./process.ts"

const dir = makeWorkplace()
afterAll(() => rmSync(dir, { recursive: true }))

describe.each([
  ["screen", ["screen", "payments.csv", "--rules", "rules"]],
  ["backtest", ["backtest", "payments.csv", "--rules", "rules"]],
])("the progress of %s", (_name, args) => {
  test("is drawn on a terminal, and taken away at the end", async () => {
    const { code, stderr } = await run(args, dir, true)
    expect(code).toBe(0)
    expect(stderr).toContain("\rReading ")
    expect(stderr.endsWith("\r\u001b[K")).toBe(true)
  })

  test.each([
    ["with --no-progress", ["--no-progress"], true],
    ["with --quiet", ["--quiet"], true],
    ["into a file", [], false],
  ])("is not drawn %s", async (_when, more, isTTY) => {
    expect(await run([...args, ...more], dir, isTTY)).toMatchObject({ code: 0, stderr: "" })
  })
})
