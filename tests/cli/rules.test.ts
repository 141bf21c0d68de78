// The commands for rule authors as processes: what goes where, and how they end.
import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { run as runProgram } from "../../src/cli/program.ts"
import { makeWorkplace, RULE, RULE_TEST, run, runProcess, writeIn } from "./process.ts"

let dir: string
beforeAll(() => {
  dir = makeWorkplace()
})
afterAll(() => rmSync(dir, { recursive: true }))

describe("help", () => {
  test.each([
    ["check", "yaml-language-server: $schema="],
    ["doc", "--format <format>"],
    ["coverage", "--json"],
    ["schema", "rule.schema.json"],
    ["new", "--from <rule id>"],
    ["test", "--junit <file>"],
  ])("rules %s --help", async (command, part) => {
    const { code, stdout, stderr } = await run(["rules", command, "--help"], dir)
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    expect(stdout).toContain(part)
    expect(stdout).toMatch(/\nExamples:\n {2}# .+\n {2}\$ .+/)
  })
})

describe("rules check", () => {
  const unbounded = RULE.replace("min: 1 USD, ", "")

  test("warnings go to standard error and end with 0; --strict makes errors of them", async () => {
    writeIn(dir, "warned/cash/large-cash.yaml", unbounded)
    writeIn(dir, "warned/cash/large-cash.test.yaml", RULE_TEST)
    const mild = await run(["rules", "check", "warned"], dir)
    expect({ code: mild.code, stdout: mild.stdout }).toEqual({
      code: 0,
      stdout: "The rules are in order, with 1 warning.\n",
    })
    expect(mild.stderr).toMatch(/^warning: warned\/cash\/large-cash\.yaml:13:3: RULE_UNBOUNDED_PARAM: .*\n$/)
    const strict = await run(["rules", "check", "warned", "--strict"], dir)
    expect({ code: strict.code, stdout: strict.stdout }).toEqual({ code: 2, stdout: "" })
    expect(strict.stderr).toMatch(/error:?.*\n?.*RULE_UNBOUNDED_PARAM/)
  })

  test("--json prints errors and warnings", async () => {
    writeIn(dir, "untested/cash/large-cash.yaml", unbounded)
    const { code, stdout, stderr } = await run(["rules", "check", "untested", "--json"], dir)
    expect({ code, stderr }).toEqual({ code: 2, stderr: "" })
    expect(JSON.parse(stdout)).toMatchObject({
      errors: [{ code: "RULE_WITHOUT_TESTS", file: "untested/cash/large-cash.yaml", line: 1 }],
      warnings: [{ code: "RULE_UNBOUNDED_PARAM", line: 13, column: 3 }],
    })
  })

  test("--suppressions warns of one that would swallow what a rule test says is true", async () => {
    writeIn(dir, "suppressions.yaml", "- { party: acme, by: kim, reason: known, until: '2099-01-01' }\n")
    const { code, stderr } = await run(
      ["rules", "check", "rules", "--suppressions", "suppressions.yaml"],
      dir,
    )
    expect(code).toBe(0)
    expect(stderr).toContain("warning: suppressions.yaml: SUPPRESSION_INVALID: the suppression of party acme")
    const alone = await run(["rules", "check", "rules", "--labels", "labels.csv"], dir)
    expect(alone.code).toBe(2)
    expect(alone.stderr).toContain("--labels: OPTION_INVALID: is for --suppressions")
  })
})

describe("rules test", () => {
  test("one file; --junit holds passes and failures", async () => {
    writeIn(dir, "failing/cash/large-cash.yaml", RULE)
    writeIn(dir, "failing/cash/large-cash.test.yaml", RULE_TEST.replace("payments: [p1]", "payments: [p2]"))
    const { code, stdout } = await run(
      ["rules", "test", "failing/cash/large-cash.yaml", "--junit", "results.xml"],
      dir,
    )
    expect(code).toBe(2)
    expect(stdout).toContain("- acme: p2\n  nearest: without payment p2; besides with payment p1\n+ acme: p1")
    const xml = readFileSync(join(dir, "results.xml"), "utf8")
    expect(xml).toContain('<testsuites name="moneytrail rules" tests="2" failures="1"')
    const elsewhere = await run(["rules", "test", "rules", "--junit", "no/such/place.xml"], dir)
    expect(elsewhere.code).toBe(2)
    expect(elsewhere.stderr).toContain("no/such/place.xml: OUTPUT_NOT_WRITABLE")
  })
})

describe("rules doc, coverage, schema, new", () => {
  test("doc prints Markdown, and writes HTML by the name of the file", async () => {
    const printed = await run(["rules", "doc", "--rules", "rules"], dir)
    expect(printed.code).toBe(0)
    expect(printed.stdout).toContain("### large-cash: Large sums in cash")
    const written = await runProcess(["rules", "doc", "--rules", "rules", "--out", "catalogue.html"], dir)
    expect(written).toEqual({ code: 0, stdout: "", stderr: "" })
    expect(readFileSync(join(dir, "catalogue.html"), "utf8")).toMatch(/^<!doctype html>/)
  })

  test("coverage prints a table, Markdown or JSON", async () => {
    const table = await runProcess(["rules", "coverage", "--rules", "rules"], dir)
    expect(table.code).toBe(0)
    expect(table.stdout).toMatch(
      /^FATF-T4 +cannot be seen in payments +Permits are not in payment records\.$/m,
    )
    expect(table.stdout).toMatch(/^all +\d+ +0 +\d+ +\d+$/m)
    const json = await run(["rules", "coverage", "--rules", "rules", "--json"], dir)
    expect(JSON.parse(json.stdout)).toMatchObject({ total: { covered: 0 } })
  })

  test("schema writes what editors read", async () => {
    const { code, stdout } = await runProcess(["rules", "schema", "--out", "schemas/"], dir)
    expect(code).toBe(0)
    expect(stdout).toContain("schemas/rule.schema.json\n")
    expect(JSON.parse(readFileSync(join(dir, "schemas/rule.schema.json"), "utf8"))).toMatchObject({
      title: "moneytrail rule",
    })
  })

  test("new makes a rule that passes check and test", async () => {
    const { code, stdout } = await runProcess(["rules", "new", "velocity/mine", "--from", "in-then-out"], dir)
    expect(code).toBe(0)
    expect(stdout).toContain("  moneytrail rules test my-rules/velocity/mine.yaml\n")
    const checked = await run(["rules", "check", "my-rules/velocity/mine.yaml"], dir)
    expect(checked.code).toBe(0)
    const tested = await run(["rules", "test", "my-rules/velocity/mine.yaml"], dir)
    expect(tested.stdout).toMatch(/^\d+ passed, 0 failed\n$/)
    const elsewhere = await run(
      ["rules", "new", "velocity/mine", "--from", "in-then-out", "--dir", "elsewhere"],
      dir,
    )
    expect(elsewhere.stdout).toContain("  moneytrail rules test elsewhere/velocity/mine.yaml\n")
  })
})

test.each([
  ["doc", ["--rules", "rules"]],
  ["check", ["rules"]],
  ["test", ["rules"]],
  ["coverage", ["--rules", "rules"]],
  ["messages", ["vi"]],
])("rules %s prints nothing once it is interrupted", async (command, args) => {
  const texts = { stdout: "", stderr: "" }
  const stream = (name: "stdout" | "stderr") =>
    ({
      write(text: string) {
        texts[name] += text
        return true
      },
    }) as NodeJS.WriteStream
  const streams = { stdout: stream("stdout"), stderr: stream("stderr"), env: {} }
  const interrupted = new AbortController()
  const given = args.map((one) => (one === "rules" ? join(dir, one) : one))
  const running = runProgram(["rules", command, ...given], streams, interrupted.signal)
  interrupted.abort()
  expect({ code: await running, ...texts }).toEqual({
    code: 130,
    stdout: "",
    stderr: "interrupted; no output was written\n",
  })
})
