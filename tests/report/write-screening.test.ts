import { createHash } from "node:crypto"
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { InputError } from "../../src/model/errors.ts"
import type { Reject, RejectLog } from "../../src/model/reject.ts"
import type { Progress } from "../../src/model/screening.ts"
import { OUTPUT_FILES, outputFilesWithout, writeScreening } from "../../src/report/write-screening.ts"
import { sampleAlert, sampleIntake, sampleReject, sampleScreening } from "./samples.ts"

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "moneytrail-report-"))
})
afterEach(() => {
  chmodSync(dir, 0o755)
  rmSync(dir, { recursive: true })
})

function readAll(from: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(from)
      .sort()
      .map((name) => [name, readFileSync(join(from, name), "utf8")]),
  )
}

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => expect.unreachable("it should have failed"),
    (error: unknown) => error,
  )
}

/** A log that gives one reject and then does what `then` does. */
function brokenLog(then: () => void): RejectLog {
  return {
    count: 2,
    async *[Symbol.asyncIterator](): AsyncGenerator<Reject> {
      yield sampleReject()
      then()
      yield sampleReject()
    },
  }
}

const withLog = (rejects: RejectLog) => sampleScreening({ intake: { ...sampleIntake(), rejects } })

describe("a run that ends well", () => {
  test("writes every file into a directory it makes, with true sizes and hashes, and nothing else", async () => {
    const out = join(dir, "deep", "out")
    const { files } = await writeScreening(sampleScreening(), out)
    expect(files.map(({ name }) => name)).toEqual(OUTPUT_FILES)
    expect(readdirSync(out).sort()).toEqual([...OUTPUT_FILES].sort())
    for (const { name, path, bytes, sha256 } of files) {
      expect(path).toBe(join(out, name))
      const content = readFileSync(path)
      expect(content.length).toBe(bytes)
      expect(createHash("sha256").update(content).digest("hex")).toBe(sha256)
    }
    const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as { outputs: unknown }
    expect(manifest.outputs).toEqual(
      files.slice(0, -1).map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
    )
  })

  test("two at once into one directory end one after the other, the later one's files in place", async () => {
    const [alone, out] = [join(dir, "alone"), join(dir, "out")]
    const earlier = sampleScreening()
    const later = sampleScreening({ alerts: [], networks: [] })
    const aborted = new AbortController()
    const given = [
      writeScreening(earlier, out),
      writeScreening(earlier, out, { signal: aborted.signal }),
      writeScreening(later, join(out, "..", "out")),
    ]
    aborted.abort(new Error("stop"))
    expect((await Promise.allSettled(given)).map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "fulfilled",
    ])
    await writeScreening(later, alone)
    expect(readAll(out)).toEqual(readAll(alone))
  })

  test("gives the same bytes again", async () => {
    const [one, two] = [join(dir, "one"), join(dir, "two")]
    await writeScreening(sampleScreening(), one)
    await writeScreening(sampleScreening(), two)
    expect(readAll(one)).toEqual(readAll(two))
  })

  test("writes every file when there is nothing to report", async () => {
    const empty = sampleScreening({
      alerts: [],
      findings: [],
      networks: [],
      hubs: [],
      outcomes: [],
      intake: null,
    })
    await writeScreening(empty, dir)
    expect(readdirSync(dir).sort()).toEqual([...OUTPUT_FILES].sort())
  })

  test("replaces the output of an earlier run and leaves other files alone", async () => {
    writeFileSync(join(dir, "notes.txt"), "mine")
    writeFileSync(join(dir, "alerts.csv"), "stale")
    await writeScreening(sampleScreening(), dir)
    expect(readdirSync(dir).sort()).toEqual([...OUTPUT_FILES, "notes.txt"].sort())
    expect(readFileSync(join(dir, "notes.txt"), "utf8")).toBe("mine")
    expect(readFileSync(join(dir, "alerts.csv"), "utf8")).toContain("acme")
  })

  test("writes a reject a row, safe to open", async () => {
    const rejects = [sampleReject(), sampleReject({ line: 9, value: '=1+1,"x"', field: "" })]
    await writeScreening(sampleScreening({ intake: sampleIntake(rejects) }), dir)
    expect(readFileSync(join(dir, "rejects.csv"), "utf8")).toBe(
      "\ufefffile,line,field,code,message,value\n" +
        "a.csv,7,amount,AMOUNT_INVALID,not a number,twelve\n" +
        `a.csv,9,,AMOUNT_INVALID,not a number,"'=1+1,""x"""\n`,
    )
  })

  test("streams what would not fit in memory as one text", async () => {
    const rejects: RejectLog = {
      count: 200_000,
      async *[Symbol.asyncIterator]() {
        for (let line = 1; line <= 200_000; line++) yield sampleReject({ line })
      },
    }
    const { files } = await writeScreening(withLog(rejects), dir)
    const lines = readFileSync(join(dir, "rejects.csv"), "utf8").trimEnd().split("\n")
    expect(lines).toHaveLength(200_001)
    expect(lines.at(-1)).toContain("200000")
    expect(files.find(({ name }) => name === "rejects.csv")!.bytes).toBeGreaterThan(1_000_000)
  })

  test("tells its progress to the end", async () => {
    const seen: Progress[] = []
    await writeScreening(sampleScreening(), dir, { onProgress: (progress) => seen.push(progress) })
    const total = OUTPUT_FILES.length
    expect(seen[0]).toEqual({ stage: "write", done: 0, total, unit: "files", item: "alerts.jsonl" })
    expect(seen.at(-1)).toEqual({ stage: "write", done: total, total, unit: "files" })
  })
})

describe("files that are left out", () => {
  test("are not written, are not in the manifest, and do not stay from an earlier run", async () => {
    await writeScreening(sampleScreening(), dir)
    const all = readAll(dir)
    writeFileSync(join(dir, "notes.txt"), "mine")
    const without = ["report.html", "alerts.xlsx"]
    const wanted = OUTPUT_FILES.filter((name) => !without.includes(name))
    const seen: Progress[] = []
    const onProgress = (progress: Progress) => seen.push(progress)
    const { files } = await writeScreening(sampleScreening(), dir, { without, onProgress })
    expect(files.map(({ name }) => name)).toEqual(wanted)
    expect(outputFilesWithout(without)).toEqual(wanted)
    expect(readdirSync(dir).sort()).toEqual([...wanted, "notes.txt"].sort())
    const { outputs } = JSON.parse(readFileSync(join(dir, "manifest.json"), "utf8")) as {
      outputs: { name: string }[]
    }
    expect(outputs.map(({ name }) => name)).toEqual(wanted.slice(0, -1))
    expect(seen.at(-1)).toMatchObject({ done: wanted.length, total: wanted.length })
    const now = readAll(dir)
    for (const name of wanted.slice(0, -1)) expect(now[name], name).toEqual(all[name])
  })

  test("may be all but the manifest", async () => {
    const without = OUTPUT_FILES.filter((name) => name !== "manifest.json")
    await writeScreening(sampleScreening(), dir, { without })
    expect(readdirSync(dir)).toEqual(["manifest.json"])
  })

  test.each(["manifest.json", "report", ""])("may not be %j", async (name) => {
    const out = join(dir, "new")
    const error = await errorOf(writeScreening(sampleScreening(), out, { without: ["alerts.csv", name] }))
    expect(error).toMatchObject({ code: "OPTION_INVALID" })
    expect((error as Error).message).toContain("alerts.jsonl, alerts.csv, alerts.xlsx")
    expect(existsSync(out)).toBe(false)
  })

  test("stay from an earlier run where this one fails", async () => {
    await writeScreening(sampleScreening(), dir)
    const before = readAll(dir)
    // The last file that is given its name cannot have it.
    rmSync(join(dir, "manifest.json"))
    mkdirSync(join(dir, "manifest.json"))
    const error = await errorOf(writeScreening(sampleScreening(), dir, { without: ["report.html"] }))
    expect(error).toMatchObject({ code: "OUTPUT_NOT_WRITABLE" })
    rmSync(join(dir, "manifest.json"), { recursive: true })
    const { "manifest.json": _, ...others } = before
    expect(readAll(dir)).toEqual(others)
  })
})

describe("a run that fails", () => {
  const earlier = { "alerts.csv": "earlier", "manifest.json": "earlier too" }
  beforeEach(() => {
    for (const [name, content] of Object.entries(earlier)) writeFileSync(join(dir, name), content)
  })

  test("half-way leaves the directory as it was", async () => {
    const fault = new Error("the log broke")
    const broken = brokenLog(() => {
      throw fault
    })
    expect(await errorOf(writeScreening(withLog(broken), dir))).toBe(fault)
    expect(readAll(dir)).toEqual(earlier)
  })

  test("by an abort half-way leaves the directory as it was", async () => {
    const controller = new AbortController()
    const broken = brokenLog(() => controller.abort())
    const error = await errorOf(writeScreening(withLog(broken), dir, { signal: controller.signal }))
    expect(error).toBe(controller.signal.reason)
    expect(readAll(dir)).toEqual(earlier)
  })

  test("half-way takes away the directories that it made, and no others", async () => {
    const controller = new AbortController()
    const { signal } = controller
    const broken = withLog(brokenLog(() => controller.abort()))
    expect(await errorOf(writeScreening(broken, join(dir, "new", "case", "1"), { signal }))).toBe(
      signal.reason,
    )
    expect(readAll(dir)).toEqual(earlier)
    const busy = new AbortController()
    const meanwhile = withLog(
      brokenLog(() => {
        writeFileSync(join(dir, "new", "note.txt"), "somebody else's")
        busy.abort()
      }),
    )
    await errorOf(writeScreening(meanwhile, join(dir, "new", "case"), { signal: busy.signal }))
    expect(readdirSync(join(dir, "new"))).toEqual(["note.txt"])
  })

  test("before it began writes nothing", async () => {
    const signal = AbortSignal.abort()
    expect(await errorOf(writeScreening(sampleScreening(), join(dir, "new"), { signal }))).toBe(signal.reason)
    expect(readAll(dir)).toEqual(earlier)
  })

  test("when a name cannot be had puts the earlier files back", async () => {
    mkdirSync(join(dir, "network.gexf"))
    const error = await errorOf(writeScreening(sampleScreening(), dir))
    expect(error).toBeInstanceOf(InputError)
    expect(error).toMatchObject({ code: "OUTPUT_NOT_WRITABLE", place: { file: join(dir, "network.gexf") } })
    rmSync(join(dir, "network.gexf"), { recursive: true })
    expect(readAll(dir)).toEqual(earlier)
  })

  test("where a file stands for the directory says so", async () => {
    const error = await errorOf(writeScreening(sampleScreening(), join(dir, "alerts.csv")))
    expect(error).toMatchObject({ code: "OUTPUT_NOT_WRITABLE" })
    expect(String(error)).toContain("a file is where a directory is needed")
    expect(await errorOf(writeScreening(sampleScreening(), join(dir, "alerts.csv", "out")))).toMatchObject({
      code: "OUTPUT_NOT_WRITABLE",
    })
  })

  test.skipIf(process.platform !== "linux")("where no directory can be made says so", async () => {
    const error = await errorOf(writeScreening(sampleScreening(), "/proc/moneytrail/out"))
    expect(error).toMatchObject({ code: "OUTPUT_NOT_WRITABLE" })
  })

  test.skipIf(process.getuid?.() === 0)("without permission says so", async () => {
    chmodSync(dir, 0o555)
    const error = await errorOf(writeScreening(sampleScreening(), dir))
    expect(error).toMatchObject({ code: "OUTPUT_NOT_WRITABLE" })
    expect(String(error)).toContain("no permission")
  })
})

test("the manifest accounts for rows, rules and parameters, without a clock", async () => {
  await writeScreening(sampleScreening({ alerts: [sampleAlert()] }), dir)
  const manifest = JSON.parse(readFileSync(join(dir, "manifest.json"), "utf8")) as Record<string, unknown>
  const { inputs, outputs, ...rest } = manifest
  expect(inputs).toEqual(sampleIntake().files)
  expect(outputs).toHaveLength(OUTPUT_FILES.length - 1)
  expect(rest).toEqual({
    tool: { name: "moneytrail", version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string },
    rows: { read: 5, accepted: 3, rejected: 1, duplicates: 1, notSettled: 1 },
    controlTotals: { USD: "28500.00" },
    roundedAmounts: 1,
    identicalRows: 2,
    warnings: ["a.csv: no column holds a name"],
    timeZones: [{ file: "a.csv", timeZone: "UTC", assumed: true }],
    parties: null,
    parameters: { seed: 1, resolution: 1, hubDegree: 150 },
    rules: [
      {
        id: "cash-below-us-ctr-payee",
        version: "1.0.0",
        sha256: "2".repeat(64),
        findings: 1,
        notApplicable: 0,
        notDecidable: 4,
      },
      {
        id: "wildlife-ivory",
        version: "2.1.0",
        sha256: "3".repeat(64),
        findings: 1,
        notApplicable: 3,
        notDecidable: 0,
      },
    ],
    ruleFiles: [{ file: "rules/structuring/cash-below-us-ctr-payee.yaml", sha256: "1".repeat(64) }],
    settings: { file: "moneytrail.yaml", sha256: "4".repeat(64) },
    overrides: [{ rule: "cash-below-us-ctr-payee", param: "floor", default: "8000 USD", value: "8500 USD" }],
    disabledRules: ["velocity-wallet"],
    selection: {
      only: [],
      without: [],
      select: null,
      disable: null,
      enabled: [],
      notRun: [{ rule: "velocity-wallet", why: "settings: enabled is false" }],
      incomplete: [],
    },
    listChanges: [],
    suppressions: [],
    workBudgets: [],
    results: {
      findings: 2,
      alerts: 1,
      suppressedAlerts: 0,
      networks: 1,
      persons: 1,
      accountsOfPersons: 2,
      nameHints: 1,
    },
    graph: {
      nodes: 2,
      edges: 1,
      communities: 1,
      modularity: 0.5,
      hubs: [{ party: "sf", name: "SF Express", by: "list", degree: 900 }],
    },
    apart: null,
    pseudonymised: false,
    run: null,
    chain: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  })
  expect(Object.keys(manifest).at(-1)).toBe("chain")
})

test("a table that no file was read into is accounted for by itself", async () => {
  await writeScreening(sampleScreening({ intake: null }), dir)
  expect(JSON.parse(readFileSync(join(dir, "manifest.json"), "utf8"))).toMatchObject({
    inputs: [],
    rows: { read: 3, accepted: 3, rejected: 0, duplicates: 0, notSettled: 1 },
    controlTotals: { USD: "28500.00" },
  })
})
