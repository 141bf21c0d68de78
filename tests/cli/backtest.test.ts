// `backtest` and the "why not" of `explain`, as their users run them.
import { existsSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Backtest, Silence } from "../../src/index.ts"
import { makeWorkplace, RULE, run, runProcess, writeIn } from "./process.ts"

let dir: string
beforeAll(() => {
  dir = makeWorkplace()
  writeIn(dir, "lower.yaml", "rules:\n  large-cash: { params: { floor: 10 USD } }\n")
  writeIn(dir, "higher.yaml", "rules:\n  large-cash: { params: { floor: 20000 USD } }\n")
  writeIn(dir, "labels.csv", "party,label\nacme,true\nshop,false\nnobody,true\n")
})
afterAll(() => rmSync(dir, { recursive: true }))

const backtest = (...args: string[]) => run(["backtest", "payments.csv", "--rules", "rules", ...args], dir)

describe("backtest", () => {
  test("compares two settings and measures them against labels", async () => {
    const { code, stdout } = await backtest(
      "--against-settings",
      "higher.yaml",
      "--labels",
      "labels.csv",
      "--json",
    )
    expect(code).toBe(0)
    const result = JSON.parse(stdout) as Backtest
    expect(result.counts).toEqual({ added: 0, gone: 1, changed: 0 })
    expect(result.changes).toMatchObject([{ subject: "acme", change: "gone" }])
    expect(result.rules).toEqual([{ rule: "large-cash", before: 1, after: 0 }])
    expect(result.labels).toEqual({ true: 1, false: 1, absent: 1, unknownRules: [] })
    expect(result.before.metrics?.byRule).toMatchObject([
      { rule: "large-cash", metrics: { precision: 1, recall: 1 } },
    ])
    expect(result.after.metrics?.byRule).toMatchObject([{ metrics: { precision: null, recall: 0 } }])
    const text = await backtest(
      "--against-settings",
      "higher.yaml",
      "--labels",
      "labels.csv",
      "--rate",
      "60 USD",
    )
    expect(text.stdout).toMatch(/^Alerts over 3 settled payments, 3 days\n/)
    expect(text.stdout).toMatch(/\n {2}alerts +1 +0\n/)
    expect(text.stdout).toMatch(/\n {2}cost +30\.00 USD +0\.00 USD\n/)
    expect(text.stdout).toContain("Changes: 0 added, 1 gone, 0 changed")
    expect(text.stdout).toContain("Against labels: 1 true, 1 false; 1 more in no payment, left aside")
  })

  test("names rules of labels that no pack has, for they are measured with none", async () => {
    writeIn(
      dir,
      "mistyped.csv",
      "party,label,rule\nacme,true,large-cahs\nacme,true,large-cash\nbob,no,a-rule\n",
    )
    const text = await backtest("--labels", "mistyped.csv")
    expect(text.stdout).toMatch(
      /Against labels: .*\n {2}Labels are about rules that no pack here runs: a-rule, large-cahs\n/,
    )
    const json = await backtest("--labels", "mistyped.csv", "--json")
    expect((JSON.parse(json.stdout) as Backtest).labels?.unknownRules).toEqual(["a-rule", "large-cahs"])
  })

  test("writes its files, and the curve of a sweep", async () => {
    const sweep = "large-cash.floor=5000 USD:10000 USD:2500 USD"
    const args = ["--rules", "rules", "--sweep", sweep, "--sweep-out", "curves/floor", "--out", "bt"]
    const { code, stdout } = await runProcess(["backtest", "payments.csv", ...args], dir)
    expect(code).toBe(0)
    expect(stdout).toMatch(/\n {2}7500\.00 USD +1 +1 +1\n {2}10000\.00 USD +0 +0 +0\n/)
    expect(readFileSync(join(dir, "curves/floor.csv"), "utf8").split("\n")).toHaveLength(5)
    expect(readFileSync(join(dir, "curves/floor.svg"), "utf8")).toContain("<polyline")
    expect(existsSync(join(dir, "bt/changes.csv"))).toBe(true)
    expect(
      (JSON.parse(readFileSync(join(dir, "bt/backtest.json"), "utf8")) as Backtest).sweep?.points,
    ).toHaveLength(3)
  })

  test("limits that are passed end with 1 and are told, kept ones with 0", async () => {
    const labels = ["--labels", "labels.csv", "--quiet"]
    const broken = await backtest(
      ...["--against-settings", "higher.yaml", "--min-recall", "0.5", "--min-precision", "0.5", ...labels],
    )
    expect(broken).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "--min-precision 0.5 is not reached: precision of the alerts is not known\n" +
        "--min-recall 0.5 is not reached: recall of the alerts is 0\n",
    })
    const kept = await backtest("--min-recall", "1", "--max-alerts", "1", "--max-new-alerts", "0", ...labels)
    expect(kept).toEqual({ code: 0, stdout: "", stderr: "" })
    const many = [
      "--settings",
      "higher.yaml",
      "--against-settings",
      "lower.yaml",
      "--max-new-alerts",
      "0",
      "--quiet",
    ]
    expect(await backtest(...many)).toMatchObject({
      code: 1,
      stderr: "--max-new-alerts 0 is passed: 1 new alert\n",
    })
    expect((await backtest(...many, "--gate-severity", "critical")).code).toBe(0)
  })

  test("compares with other directories of rules", async () => {
    writeIn(
      dir,
      "mine/cash/any-card.yaml",
      RULE.replace("large-cash", "any-card").replace("channel: cash", "channel: card"),
    )
    const { code, stdout } = await backtest("--against-rules", "mine", "--json")
    expect(code).toBe(0)
    expect((JSON.parse(stdout) as Backtest).rules).toMatchObject([
      { rule: "any-card", before: null, after: 0 },
      { rule: "large-cash", before: 1, after: null },
    ])
  })

  test.each([
    [["--min-recall", "0.5"], "is measured against labels; give --labels"],
    [["--sweep-out", "x"], "give --sweep"],
    [["--sweep", "large-cash.flor=1:2:1"], "RULE_UNKNOWN_PARAM"],
    [["--sweep", "large-cash.floor=0 USD:9 USD:1 USD"], "RULE_PARAM_OUT_OF_RANGE"],
    [["--min-recall", "2"], "A number from 0 to 1 is needed"],
    [["--labels", "payments.csv"], "LABELS_INVALID"],
    [["--rate", "60"], "OPTION_INVALID"],
    [
      ["--sweep", "large-cash.floor=1 USD:2 USD:1 USD", "--sweep-out", "payments"],
      "would replace this input",
    ],
  ])("%j is refused with 2", async (args, words) => {
    const { code, stdout, stderr } = await backtest(...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toContain(words)
  })
})

describe("explain --rule --party", () => {
  const explain = (...args: string[]) => run(["explain", "--rules", "rules", ...args], dir)

  test("says which condition failed, and by how much", async () => {
    const args = ["--rule", "large-cash", "--party", "acme", "--settings", "higher.yaml", "payments.csv"]
    const { code, stdout } = await explain(...args)
    expect(code).toBe(0)
    expect(stdout).toContain(
      "Rule large-cash 1.0.0 (Large sums in cash) says nothing about Acme 象牙 (acme).",
    )
    expect(stdout).toContain("2 settled payments with the party as payee, 0 pass the rule's conditions.")
    expect(stdout).toMatch(/amount +at least 20000\.00 USD +9500\.00 USD +10500\.00 USD short\n/)
    const silence = JSON.parse((await explain(...args, "--json")).stdout) as Silence
    expect(silence).toMatchObject({
      fires: false,
      stages: { kind: "match", where: { payments: 2, passed: 0 } },
    })
  })

  test("says whom the finding is about where all is met on a device that others hold too", async () => {
    const ledger = join(import.meta.dirname, "../../fixtures/platform/payments.csv")
    const args = ["explain", "--rule", "sellers-on-one-device", "--party", "u68632741", ledger]
    const { stdout } = await run(args, dir)
    expect(stdout).toMatch(
      /met\nAll of this is met: what several share [^;]*; f-[0-9a-f]{16} is about u62288224\.\n$/,
    )
  })

  test("says so when the rule fires", async () => {
    const { stdout } = await explain("--rule", "large-cash", "--party", "acme", "payments.csv")
    expect(stdout).toMatch(/finds something about Acme 象牙 \(acme\): f-[0-9a-f]{16}\.\n$/)
  })

  test.each([
    [["--rule", "large-cahs", "--party", "acme", "payments.csv"], "did you mean large-cash?"],
    [["--rule", "large-cash", "--party", "acmee", "payments.csv"], "did you mean acme?"],
    [["--rule", "large-cash", "--party", "Shop", "payments.csv"], "that is the name of shop"],
    [["--rule", "large-cash", "payments.csv"], "give --rule and --party together"],
    [
      ["--rule", "large-cash", "--party", "acme", "--in", "out", "payments.csv"],
      "give those instead of --in",
    ],
    [["a-1", "a-2"], "2 ids are given"],
  ])("%j is refused with 2", async (args, words) => {
    const { code, stderr } = await explain(...args)
    expect(code).toBe(2)
    expect(stderr).toContain(words)
  })
})
