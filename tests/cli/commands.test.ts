import { readFileSync, rmSync } from "node:fs"
import { resolve } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { makeWorkplace, RULE, RULE_TEST, run, runProcess, writeIn } from "./process.ts"

let dir: string
beforeAll(() => {
  dir = makeWorkplace()
})
afterAll(() => rmSync(dir, { recursive: true }))

describe("help", () => {
  test.each([
    [[], "Commands:"],
    [["screen"], "--fail-on <severity>"],
    [["explain"], "--in <dir>"],
    [["backtest"], "--against-settings <file>"],
    [["presets"], "moneytrail presets"],
    [["rules"], "check"],
    [["rules", "list"], "--json"],
    [["rules", "check"], "[paths...]"],
    [["rules", "test"], "--rule <id>"],
  ])("%j --help goes to standard output, with examples", async (args, part) => {
    const { code, stdout, stderr } = await run([...args, "--help"], dir)
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    expect(stdout).toContain(`Usage: ${["moneytrail", ...args].join(" ")}`)
    expect(stdout).toContain(part)
    expect(stdout).toMatch(/\nExamples:\n {2}# .+\n {2}\$ .+/)
  })

  test("--version is that of the package", async () => {
    const file = resolve(import.meta.dirname, "../../package.json")
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string }
    expect(await runProcess(["--version"], dir)).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" })
  })
})

describe("rules", () => {
  test("list prints a table, and with --json all that is known", async () => {
    const table = await runProcess(["rules", "list", "--rules", "rules"], dir)
    expect(table.code).toBe(0)
    expect(table.stdout).toMatch(/^rule +version +status +typology +severity +title\n/)
    expect(table.stdout).toMatch(/large-cash +1\.0\.0 +stable +cash +high +Large sums in cash\n/)
    const json = await run(["rules", "list", "--rules", "rules", "--json"], dir)
    expect(JSON.parse(json.stdout)).toMatchObject([{ id: "large-cash", version: "1.0.0", typology: "cash" }])
  })

  test("the shipped pack is the default", async () => {
    const { code, stdout } = await run(["rules", "list", "--json"], dir)
    expect(code).toBe(0)
    expect((JSON.parse(stdout) as unknown[]).length).toBeGreaterThan(10)
  })

  test("shipped names the pack that others are added to", async () => {
    const { stdout } = await run(["rules", "list", "--rules", "shipped", "--rules", "rules", "--json"], dir)
    const ids = (JSON.parse(stdout) as { id: string }[]).map(({ id }) => id)
    expect(ids).toContain("large-cash")
    expect(ids.length).toBeGreaterThan(10)
  })

  test("check is content with a right pack", async () => {
    const { code, stdout } = await run(["rules", "check", "rules"], dir)
    expect({ code, stdout }).toEqual({ code: 0, stdout: "The rules are in order.\n" })
  })

  test("check tells every error with its place and exits with 2", async () => {
    const wrong = RULE.replace("severity: high", "severity: dire").replace("channel: cash", "chanel: cash")
    writeIn(dir, "wrong/cash/large-cash.yaml", wrong)
    writeIn(dir, "wrong/cash/large-cash.test.yaml", RULE_TEST)
    const { code, stdout, stderr } = await runProcess(["rules", "check", "wrong"], dir)
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(/^\d+ errors:\n/)
    expect(stderr).toMatch(/large-cash\.yaml:6:\d+: RULE_/)
    expect(stderr).toMatch(/large-cash\.yaml:17:\d+: RULE_/)
  })

  test("test counts, and shows what differs", async () => {
    const right = await runProcess(["rules", "test", "rules"], dir)
    expect(right).toEqual({ code: 0, stdout: "2 passed, 0 failed\n", stderr: "" })
    writeIn(dir, "failing/cash/large-cash.yaml", RULE)
    writeIn(dir, "failing/cash/large-cash.test.yaml", RULE_TEST.replace("payments: [p1]", "payments: [p2]"))
    const wrong = await run(["rules", "test", "failing", "--rule", "large-cash"], dir)
    expect(wrong.code).toBe(2)
    expect(wrong.stdout).toMatch(
      /^FAILED .*large-cash\.test\.yaml:1: large-cash: a large sum in cash fires\n/,
    )
    expect(wrong.stdout).toContain("p2")
    expect(wrong.stdout).toMatch(/\n1 passed, 1 failed\n$/)
    const absent = await run(["rules", "test", "rules", "--rule", "large-cahs"], dir)
    expect(absent.code).toBe(2)
    expect(absent.stderr).toContain('no rule with tests has the id "large-cahs"')
    writeIn(dir, "untested/cash/large-cash.yaml", RULE)
    const untested = await run(["rules", "test", "untested"], dir)
    expect(untested.code).toBe(2)
    expect(untested.stderr).toContain("untested: RULE_WITHOUT_TESTS: no tests here")
  })
})

test("presets lists the layouts known by name", async () => {
  const { code, stdout } = await runProcess(["presets"], dir)
  expect(code).toBe(0)
  expect(stdout).toMatch(/^wechat /m)
  expect(stdout).toMatch(/^alipay /m)
})

describe("explain", () => {
  interface Line {
    readonly id: string
    readonly findings: readonly string[]
  }
  beforeAll(async () => {
    await run(["screen", "payments.csv", "--rules", "rules", "--quiet"], dir)
  })

  test("leads from a party to its alert, from there to the finding and its rows", async () => {
    const json = await runProcess(["explain", "acme", "--json"], dir)
    const { alert } = JSON.parse(json.stdout) as { alert: Line }
    const { id } = alert
    expect((await run(["explain", id, "--json"], dir)).stdout).toBe(json.stdout)
    const text = await run(["explain", alert.findings[0]!, "--in", "out"], dir)
    expect(text.code).toBe(0)
    expect(text.stdout).toContain("acme was paid 2 times in cash, 19000.00 USD in all")
    expect(text.stdout).toMatch(
      /p1 +2024-03-01T09:00:00Z +\(cash or unknown\) → acme +9500\.00 USD +payments\.csv:2\n +p2 .+ payments\.csv:3\n/,
    )
    expect(text.stdout).toContain(`Part of alert ${id}.`)
  })

  test("an output that is not there ends with 2", async () => {
    const { code, stderr } = await run(["explain", "f-1", "--in", "nowhere"], dir)
    expect(code).toBe(2)
    expect(stderr).toContain("FILE_NOT_FOUND")
  })
})
