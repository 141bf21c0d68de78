import { spawn } from "node:child_process"
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { PROGRAM } from "../helpers/built.ts"
import { ended, makeWorkplace, run, runProcess, start, writeIn } from "./process.ts"

const FILES = [
  "alerts.csv",
  "alerts.jsonl",
  "alerts.xlsx",
  "entities.ftm.json",
  "findings.jsonl",
  "manifest.json",
  "narratives.md",
  "network-edges.csv",
  "network-nodes.csv",
  "network.gexf",
  "network.graphml",
  "networks.json",
  "rejects.csv",
  "report.html",
]

let dir: string
beforeAll(() => {
  dir = makeWorkplace()
})
afterAll(() => rmSync(dir, { recursive: true }))

const screen = (...args: string[]) => run(["screen", "payments.csv", "--rules", "rules", ...args], dir)

interface AlertLine {
  readonly id: string
  readonly subject: string
  readonly severity: string
  readonly payments: readonly string[]
  readonly findings: readonly string[]
}

function alertsIn(out: string): AlertLine[] {
  const lines = readFileSync(join(dir, out, "alerts.jsonl"), "utf8")
    .split("\n")
    .filter(Boolean)
  return lines.map((line) => JSON.parse(line) as AlertLine)
}

describe("moneytrail screen", () => {
  test("writes every file and sums up on standard output", async () => {
    const { code, stdout, stderr } = await runProcess(["screen", "payments.csv", "--rules", "rules"], dir)
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    expect(readdirSync(join(dir, "out")).sort()).toEqual(FILES)
    expect(alertsIn("out")).toMatchObject([{ subject: "acme", payments: ["p1", "p2"] }])
    expect(stdout).toContain("payments.csv: 6 rows read = 4 accepted + 1 rejected + 1 duplicate")
    expect(stdout).toContain("3 settled payments screened, 1 not settled left out")
    expect(stdout).toMatch(/Alerts: 1 \(1 \w+\), from 1 finding\b/)
    expect(stdout).toMatch(/large-cash +1 +1/)
    expect(stdout).toContain("1 of 6 rows rejected: see rejects.csv (commonest: AMOUNT_INVALID 1)")
    expect(stdout).toContain(join("out", "alerts.csv"))
    const manifest = JSON.parse(readFileSync(join(dir, "out", "manifest.json"), "utf8")) as object
    expect(manifest).toMatchObject({
      rows: { read: 6, accepted: 4, rejected: 1, duplicates: 1, notSettled: 1 },
      inputs: [{ file: "payments.csv" }],
    })
    expect(JSON.stringify(manifest)).not.toContain(dir)
  })

  test("--without-file leaves files out, also those of an earlier run, and the rest stands the check", async () => {
    await screen("--out", "less")
    const left = ["report.html", "alerts.xlsx", "rejects.csv", "narratives.md"]
    const wanted = FILES.filter((name) => !left.includes(name))
    const options = ["--without-file", left.slice(0, 3).join(), "--without-file", "narratives.md"]
    const { code, stdout, stderr } = await runProcess(
      ["screen", "payments.csv", "--rules", "rules", "--out", "less", ...options],
      dir,
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    expect(readdirSync(join(dir, "less")).sort()).toEqual(wanted)
    for (const name of FILES) expect(stdout.includes(join("less", name)), name).toBe(wanted.includes(name))
    expect(stdout).not.toContain("open this first")
    expect(stdout).toContain("1 of 6 rows rejected (commonest: AMOUNT_INVALID 1); rejects.csv was left out\n")
    expect(await run(["verify", "less", "--rerun"], dir)).toMatchObject({ code: 0, stderr: "" })
  })

  test("findings that were left out cannot be derived again, and wrong names are told before the run", async () => {
    await screen("--out", "least", "--without-file", "findings.jsonl")
    expect(await run(["verify", "least"], dir)).toMatchObject({ code: 0, stderr: "" })
    const again = await run(["verify", "least", "--rerun"], dir)
    expect(again).toMatchObject({ code: 2, stdout: "" })
    expect(again.stderr).toContain("OPTION_INVALID: findings.jsonl was left out")
    for (const name of ["manifest.json", "report.htm", ""]) {
      const { code, stderr } = await screen("--out", "none", "--without-file", name)
      expect(code).toBe(2)
      expect(stderr).toContain("OPTION_INVALID")
      expect(stderr).toContain("alerts.jsonl, alerts.csv")
      expect(existsSync(join(dir, "none"))).toBe(false)
    }
  })

  test("--json prints one object and nothing else, and the bytes of a second run are the same", async () => {
    await runProcess(["screen", "payments.csv", "--rules", "rules", "--out", "first"], dir)
    const { code, stdout, stderr } = await screen("--out", "second", "--json")
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
    expect(JSON.parse(stdout)).toMatchObject({
      out: "second",
      inputs: ["payments.csv"],
      rows: { read: 6, accepted: 4, rejected: 1, duplicates: 1, notSettled: 1 },
      findings: 1,
      alerts: { total: 1, suppressed: 0, byRule: [{ rule: "large-cash", alerts: 1, findings: 1 }] },
    })
    for (const file of FILES) {
      expect(readFileSync(join(dir, "second", file)), file).toEqual(readFileSync(join(dir, "first", file)))
    }
  })

  test("--as-of says by which day suppressions expire", async () => {
    writeIn(dir, "known.yaml", "- { party: acme, reason: known, by: ana, until: 2024-06-30 }\n")
    const screen = (...args: string[]) =>
      run(
        [
          "screen",
          "payments.csv",
          "--rules",
          "rules",
          "--suppressions",
          "known.yaml",
          "--out",
          "day",
          ...args,
        ],
        dir,
      )
    expect((await screen()).stdout).toContain("Alerts: 0; 1 more suppressed, from 1 finding\n")
    const later = await screen("--as-of", "2024-07-01")
    expect(later.stdout).toContain("Alerts: 1 (1 high), from 1 finding\n")
    expect(later.stdout).toContain("1 suppression expired; 1 finding")
  })

  test("--preset says which layout it is, and --hub-degree who is a hub", async () => {
    expect(await run(["screen", "payments.csv", "--preset", "wechat"], dir)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("HEADER_NOT_FOUND") as string,
    })
    const { stdout } = await run(
      ["screen", "payments.csv", "--rules", "rules", "--out", "hubs", "--hub-degree", "1"],
      dir,
    )
    expect(stdout).toContain("1 public hub set apart from the networks: bob\n")
  })

  test("--quiet prints nothing", async () => {
    expect(await screen("--quiet", "--out", "quiet")).toEqual({ code: 0, stdout: "", stderr: "" })
  })

  test("--fail-on exits with 1 at or above the severity, 0 below it", async () => {
    const [alert] = alertsIn("out")
    const failing = ["screen", "payments.csv", "--rules", "rules", "--quiet", "--out", "failing"]
    expect((await runProcess([...failing, "--fail-on", alert!.severity], dir)).code).toBe(1)
    expect(existsSync(join(dir, "failing", "manifest.json"))).toBe(true)
    expect((await run([...failing, "--fail-on", "critical"], dir)).code).toBe(0)
  })

  test("- reads standard input", async () => {
    const text = readFileSync(join(dir, "payments.csv"), "utf8")
    const { code } = await runProcess(
      ["screen", "-", "--rules", "rules", "--quiet", "--out", "piped"],
      dir,
      text,
    )
    expect(code).toBe(0)
    expect(alertsIn("piped")).toMatchObject([{ subject: "acme", payments: ["p1", "p2"] }])
  })

  test("--settings changes a param, and ./moneytrail.yaml is found by itself", async () => {
    const silent = "rules: { large-cash: { params: { floor: 9600 USD } } }\n"
    writeFileSync(join(dir, "settings.yaml"), silent)
    await screen("--quiet", "--out", "set", "--settings", "settings.yaml")
    expect(alertsIn("set")).toEqual([])
    writeFileSync(join(dir, "moneytrail.yaml"), silent)
    await screen("--quiet", "--out", "found")
    rmSync(join(dir, "moneytrail.yaml"))
    expect(alertsIn("found")).toEqual([])
  })

  test("a file of which no row can be read ends with 2, after the rejects are written", async () => {
    writeFileSync(join(dir, "german.csv"), "time;amount;currency;payer;payee\n31.13.2026;5;EUR;a;b\n")
    const { code, stdout, stderr } = await runProcess(
      ["screen", "german.csv", "--rules", "rules", "--quiet", "--out", "none"],
      dir,
    )
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toContain('TIME_INVALID (german.csv:2: time "31.13.2026": is no time')
    expect(stderr).toContain("--map: columns, date_order")
    expect(readFileSync(join(dir, "none", "rejects.csv"), "utf8")).toContain("31.13.2026")
  })

  test.runIf(existsSync("/dev/full"))(
    "a full disk behind standard output ends with 2 and a sentence",
    async () => {
      const full = openSync("/dev/full", "w")
      for (const args of [["rules", "list", "--rules", "rules"], ["--help"]]) {
        const child = spawn(process.execPath, [PROGRAM, ...args], {
          cwd: dir,
          env: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "" },
          stdio: ["ignore", full, "pipe"],
        })
        const { code, stderr } = await ended(child)
        expect(stderr).toContain("error: standard output: OUTPUT_NOT_WRITABLE: it cannot be written (ENOSPC)")
        expect({ code, lines: stderr.trim().split("\n").length }).toEqual({ code: 2, lines: 1 })
      }
      closeSync(full)
    },
  )

  test.skipIf(process.platform === "win32")(
    "a disk that has room for a part of standard output ends with 2 as well",
    async () => {
      // 16 blocks of 512 bytes stand for the disk.
      const command = 'ulimit -f 16 && exec "$0" "$1" rules list --json > part.json'
      const child = spawn("/bin/sh", ["-c", command, process.execPath, PROGRAM], {
        cwd: dir,
        env: { ...process.env, NO_COLOR: "1", NODE_OPTIONS: "" },
      })
      const { code, stderr } = await ended(child)
      expect(stderr).toContain("error: standard output: OUTPUT_NOT_WRITABLE: it cannot be written (EFBIG)")
      expect(code).toBe(2)
    },
  )

  test("a broken pipe is no error", async () => {
    const child = start(["screen", "payments.csv", "--rules", "rules", "--out", "pipe"], dir)
    child.stdout!.destroy()
    const { code, stderr } = await ended(child)
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
  })
})

describe("what the user can mend ends with 2", () => {
  test.each([
    ["a file that is not there", ["screen", "absent.csv"], /absent\.csv.*FILE_NOT_FOUND/],
    ["no file", ["screen"], /missing required argument 'files'[\s\S]*--help/],
    [
      "an unknown option",
      ["screen", "payments.csv", "--jsn"],
      /unknown option '--jsn'[\s\S]*--json[\s\S]*--help/,
    ],
    ["an unknown command", ["scren", "payments.csv"], /unknown command 'scren'[\s\S]*screen/],
    [
      "a severity that is none",
      ["screen", "payments.csv", "--fail-on", "bad"],
      /info, review, high, critical/,
    ],
    ["a number that is none", ["screen", "payments.csv", "--seed", "x"], /--seed[\s\S]*whole number/],
    ["a delimiter of two characters", ["screen", "payments.csv", "--delimiter", "ab"], /One character/],
    [
      "too many rejects",
      ["screen", "payments.csv", "--rules", "rules", "--max-rejects", "0"],
      /TOO_MANY_REJECTS/,
    ],
    ["an output that is a file", ["screen", "payments.csv", "--out", "payments.csv"], /OUTPUT_NOT_WRITABLE/],
    [
      "an output below a file",
      ["screen", "payments.csv", "--out", "payments.csv/out"],
      /OUTPUT_NOT_WRITABLE/,
    ],
    [
      "an encoding that is none",
      ["screen", "payments.csv", "--encoding", "utf-99"],
      /OPTION_INVALID.*utf-99/,
    ],
    ["rates that are not there", ["screen", "payments.csv", "--rates", "rates.csv"], /rates\.csv/],
    ["settings that are not there", ["screen", "payments.csv", "--settings", "no.yaml"], /no\.yaml/],
    ["no command", [], /Usage: moneytrail/],
  ])("%s", async (_what, args, message) => {
    const [command = "", ...rest] = args
    const out = command === "screen" ? ["--out", "wrong"] : []
    const { code, stdout, stderr } = await run([command, ...out, ...rest].filter(Boolean), dir)
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/^ +at /m)
    expect(existsSync(join(dir, "wrong"))).toBe(false)
  })

  test("an input that an output would replace", async () => {
    mkdirSync(join(dir, "taken"))
    writeFileSync(join(dir, "taken", "alerts.csv"), readFileSync(join(dir, "payments.csv")))
    const { code, stderr } = await run(["screen", "taken/alerts.csv", "--out", "taken"], dir)
    expect(code).toBe(2)
    expect(stderr).toContain("OPTION_INVALID")
    expect(readFileSync(join(dir, "taken", "alerts.csv"), "utf8")).toContain("p1,2024")
  })
})

test("an interrupted run ends with 130 and leaves nothing behind", async () => {
  const child = start(["screen", "-", "--rules", "rules", "--out", "interrupted"], dir)
  const end = new Promise<number | null>((done) => child.on("close", done))
  let stderr = ""
  child.stderr!.setEncoding("utf8").on("data", (text: string) => {
    stderr += text
  })
  child.stdin!.on("error", () => undefined)
  // More than any buffer between the processes holds: when it has drained, the program is reading.
  const row = "2024-03-03T09:00:00Z,bob,shop,12.00,USD\n"
  child.stdin!.write("time,payer,payee,amount,currency\n")
  if (!child.stdin!.write(row.repeat(20_000))) await new Promise((done) => child.stdin!.once("drain", done))
  child.kill("SIGINT")
  expect(await end).toBe(130)
  expect(stderr).toBe("interrupted; no output was written\n")
  expect(existsSync(join(dir, "interrupted"))).toBe(false)
})
