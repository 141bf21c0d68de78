import { createHash } from "node:crypto"
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { InputError } from "../src/model/errors.ts"
import { createVeil } from "../src/model/veil.ts"
import { loadRules, readRates, screenFiles, verifyOutput, writeScreening } from "../src/node.ts"
import { findingHash } from "../src/report/finding-hash.ts"
import type { WrittenFinding } from "../src/report/finding-lines.ts"
import { OUTPUT_FILES } from "../src/report/write-screening.ts"
import { recordRun } from "../src/run-record.ts"
import { RULE, writeIn } from "./cli/process.ts"

const KEY = new TextEncoder().encode("a key of thirty-two bytes or more, for tests")
const dir = mkdtempSync(join(tmpdir(), "moneytrail-verify-"))
const [out, veiled, input] = [join(dir, "out"), join(dir, "veiled"), join(dir, "payments.csv")]
const rules = [join(dir, "rules")]
const given = {
  settings: join(dir, "moneytrail.yaml"),
  rates: join(dir, "rates.csv"),
}
afterAll(() => rmSync(dir, { recursive: true }))

beforeAll(async () => {
  writeIn(dir, "rules/cash/large-cash.yaml", RULE)
  writeIn(dir, "moneytrail.yaml", "rules: { large-cash: { params: { floor: 9100 USD } } }\n")
  writeIn(dir, "rates.csv", "date,from,to,rate\n2024-01-01,EUR,USD,1.1\n")
  writeIn(
    dir,
    "payments.csv",
    "time,payer,payee,memo,amount,currency,channel\n" +
      "2024-03-01T09:00,bob,acme,ivory,9500.00,USD,cash\n2024-03-02T09:00,bob,ann,,9000.00,EUR,cash\n" +
      "2024-03-03T09:00,bob,ann,,9050.00,USD,cash\n",
  )
  const pack = await loadRules({ dirs: rules, settings: given.settings })
  const run = await recordRun({ rules, ...given, timeZone: "Asia/Shanghai" })
  const rates = await readRates(given.rates)
  for (const [to, veil] of [[out], [veiled, createVeil(KEY)]] as const) {
    const screening = await screenFiles([input], { rules: pack, rates, timeZone: "Asia/Shanghai", veil })
    expect(screening.findings).toHaveLength(2)
    await writeScreening({ ...screening, run }, to)
  }
})

async function kept<T>(path: string, work: () => Promise<T>): Promise<T> {
  const bytes = readFileSync(path)
  try {
    return await work()
  } finally {
    writeFileSync(path, bytes)
  }
}

const sha256 = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex")
const told = ({ part, name, kind }: { part: string; name: string; kind: string }) => [part, name, kind]
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof InputError ? error.code : error),
  )

describe("an output as it was written", () => {
  test("has no difference, and everything is counted", async () => {
    const verification = await verifyOutput(out)
    expect(verification).toMatchObject({ differences: [], notChecked: [], rerun: null })
    const outputs = readdirSync(out).length - 1
    expect(verification.checked).toMatchObject({
      manifest: 1,
      output: outputs,
      finding: 2,
      input: 1,
      given: 2,
    })
    expect(verification.checked.rules).toBeGreaterThan(100)
  })

  test("is derived again with the same findings, from the parameters of the manifest", async () => {
    expect(await verifyOutput(out, { rerun: true })).toMatchObject({
      differences: [],
      rerun: { findings: 2 },
    })
    const veil = createVeil(KEY)
    expect(await verifyOutput(veiled, { rerun: true, veil })).toMatchObject({
      differences: [],
      rerun: { findings: 2 },
    })
  })

  test("stands by its chain, which is what its doc comment says", async () => {
    const { chain } = await verifyOutput(out)
    const text = readFileSync(join(out, "manifest.json"), "utf8")
    const blank = text.replace(`"chain": "${chain}"`, `"chain": "${"0".repeat(64)}"`)
    expect(createHash("sha256").update(blank).digest("hex")).toBe(chain)
    expect((await verifyOutput(out, { chain: chain!.toUpperCase() })).differences).toEqual([])
    const { differences } = await verifyOutput(out, { chain: "f".repeat(64) })
    expect(differences.map(told)).toEqual([["manifest", "chain", "changed"]])
  })
})

describe("a difference", () => {
  test("of one byte anywhere in any file is named", async () => {
    const outputs = readdirSync(out).map((name) => ({
      part: name === "manifest.json" ? "manifest" : "output",
      path: join(out, name),
    }))
    const files = [
      ...outputs,
      { part: "input", path: input },
      { part: "rules", path: join(dir, "rules/cash/large-cash.yaml") },
      ...Object.values(given).map((path) => ({ part: "given", path })),
    ]
    const flips = fc.record({
      file: fc.constantFrom(...files),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      // Rule files are text: a byte that is none would be told as such, which ends the check.
      mask: fc.constantFrom(1, 2, 4, 8, 16),
    })
    await fc.assert(
      fc.asyncProperty(flips, ({ file: { part, path }, at, mask }) =>
        kept(path, async () => {
          const bytes = readFileSync(path)
          const place = Math.floor(at * bytes.length)
          bytes[place]! ^= mask
          writeFileSync(path, bytes)
          const { differences } = await verifyOutput(out)
          const own = differences.find((one) => one.part === part && path.endsWith(basename(one.name)))
          expect(own?.kind).toBe("changed")
          if (part !== "manifest") expect(own?.found).toBe(sha256(path))
        }),
      ),
      { numRuns: 50 },
    )
  })

  const everyFile: readonly (readonly [part: string, name: string, path: string])[] = [
    ...OUTPUT_FILES.map((name) => {
      const part = name === "manifest.json" ? "manifest" : "output"
      return [part, name, join(out, name)] as const
    }),
    ["input", "payments.csv", input],
    ["rules", "large-cash.yaml", join(dir, "rules/cash/large-cash.yaml")],
    ["given", "moneytrail.yaml", given.settings],
    ["given", "rates.csv", given.rates],
  ]

  test.each(everyFile)(
    "of one bit at the start, in the middle or at the end of the %s %s is named",
    (part, name, path) =>
      kept(path, async () => {
        const bytes = readFileSync(path)
        for (const place of [0, bytes.length >> 1, bytes.length - 1]) {
          const flipped = Buffer.from(bytes)
          flipped[place]! ^= 1
          writeFileSync(path, flipped)
          const { differences } = await verifyOutput(out)
          const files = differences.filter((one) => one.part !== "finding")
          // Of the manifest alone all else may seem changed too, as it is what all else is held against.
          if (part === "manifest") expect(files.map(told)).toContainEqual([part, name, "changed"])
          else
            expect(files.map(({ part: of, name: file, kind }) => [of, basename(file), kind])).toEqual([
              [part, name, "changed"],
            ])
        }
      }),
  )

  test("of a file that is missing, or that nobody wrote, is named", async () => {
    await kept(join(out, "alerts.csv"), async () => {
      renameSync(join(out, "alerts.csv"), join(out, "alerts (copy).csv"))
      writeIn(out, "notes/mine.txt", "note")
      writeFileSync(join(out, ".DS_Store"), "")
      const { differences } = await verifyOutput(out)
      expect(differences.map(told)).toEqual([
        ["output", "alerts (copy).csv", "extra"],
        ["output", "alerts.csv", "missing"],
        ["output", "notes/mine.txt", "extra"],
      ])
      for (const name of ["alerts (copy).csv", "notes", ".DS_Store"])
        rmSync(join(out, name), { recursive: true })
    })
  })

  test("is no matter of a directory with a manifest of its own, which is named", async () => {
    for (const name of ["case-17/manifest.json", "case-17/alerts.csv", "case-17/more/manifest.json"])
      writeIn(out, name, "{}")
    writeIn(out, "case-18/alerts.csv", "")
    const { differences, otherRuns } = await verifyOutput(out)
    expect(differences.map(told)).toEqual([["output", "case-18/alerts.csv", "extra"]])
    expect(otherRuns).toEqual(["case-17/"])
    for (const name of ["case-17", "case-18"]) rmSync(join(out, name), { recursive: true })
  })

  test("of a rule that came or went is named", async () => {
    writeIn(dir, "rules/cash/more.yaml", RULE.replace("id: large-cash", "id: more"))
    writeIn(dir, "rules/cash/more.test.yaml", "[]")
    renameSync(join(dir, "rules/cash/large-cash.yaml"), join(dir, "kept.yaml"))
    const { differences } = await verifyOutput(out)
    renameSync(join(dir, "kept.yaml"), join(dir, "rules/cash/large-cash.yaml"))
    expect(differences.map(({ part, name, kind }) => [part, basename(name), kind])).toEqual([
      ["rules", "large-cash.yaml", "missing"],
      ["rules", "more.yaml", "extra"],
    ])
    for (const name of ["more.yaml", "more.test.yaml"]) rmSync(join(dir, "rules/cash", name))
  })

  test("in a finding is named with its id, in a sentence only with the file", async () => {
    const path = join(out, "findings.jsonl")
    const [first = "", second = ""] = readFileSync(path, "utf8").split("\n")
    const { id } = JSON.parse(first) as WrittenFinding
    const verify = (text: string) =>
      kept(path, async () => {
        writeFileSync(path, text)
        return (await verifyOutput(out)).differences.map(told)
      })
    const file = ["output", "findings.jsonl", "changed"]
    expect(await verify(`${first.replace("9500.00", "9600.00")}\n${second}\n`)).toEqual([
      file,
      ["finding", id, "changed"],
    ])
    expect(await verify(`${first.replace(" was paid ", " was given ")}\n${second}\n`)).toEqual([file])
    expect(await verify(`${first}\n{"id":"f-1"}\nno json\n`)).toEqual([
      file,
      ["finding", "f-1", "changed"],
      ["finding", "findings.jsonl:3", "changed"],
    ])
  })
})

describe("a forger who makes all hashes anew", () => {
  /** Replaces the findings, then every hash that would tell. */
  function forge(change: (finding: WrittenFinding) => object[]): void {
    const path = join(out, "findings.jsonl")
    const lines = readFileSync(path, "utf8").trimEnd().split("\n")
    const forged = lines.flatMap((line) => change(JSON.parse(line) as WrittenFinding))
    writeFileSync(path, forged.map((finding) => `${JSON.stringify(finding)}\n`).join(""))
    const manifest = readFileSync(join(out, "manifest.json"), "utf8")
    const { outputs, chain } = JSON.parse(manifest) as {
      outputs: { name: string; sha256: string; bytes: number }[]
      chain: string
    }
    const before = outputs.find(({ name }) => name === "findings.jsonl")!
    const zeros = "0".repeat(64)
    const text = manifest
      .replace(before.sha256, sha256(path))
      .replace(`"bytes": ${before.bytes}`, `"bytes": ${statSync(path).size}`)
      .replace(chain, zeros)
    const anew = createHash("sha256").update(text).digest("hex")
    writeFileSync(join(out, "manifest.json"), text.replace(zeros, anew))
  }
  const rehash = (finding: WrittenFinding): WrittenFinding => ({ ...finding, hash: findingHash(finding) })

  test("is found by deriving the findings again, and by the chain that was noted", async () => {
    const { chain } = await verifyOutput(out)
    await kept(join(out, "manifest.json"), () =>
      kept(join(out, "findings.jsonl"), async () => {
        const ids: string[] = []
        forge((finding) => {
          ids.push(finding.id)
          if (finding.subject === "acme") return [rehash({ ...finding, subject: "ann" })]
          return [rehash({ ...finding, id: `${finding.id}0` })]
        })
        expect((await verifyOutput(out)).differences).toEqual([])
        const { differences } = await verifyOutput(out, { rerun: true, chain: chain! })
        expect(differences.map(told)).toEqual([
          ["manifest", "chain", "changed"],
          ...[
            ["finding", ids[0], "changed"],
            ["finding", ids[1], "new"],
            ["finding", `${ids[1]}0`, "gone"],
          ].sort(([, a = ""], [, b = ""]) => (a < b ? -1 : 1)),
        ])
      }),
    )
  })
})

describe("inputs", () => {
  test("are found where they are said to be, by bytes or by name; others are extra", async () => {
    const copy = join(dir, "archive.csv")
    writeFileSync(copy, readFileSync(input))
    expect((await verifyOutput(out, { inputs: [copy] })).differences).toEqual([])
    writeIn(dir, "elsewhere/payments.csv", "other")
    const other = join(dir, "elsewhere/payments.csv")
    expect((await verifyOutput(out, { inputs: [other] })).differences).toEqual([
      { part: "input", name: input, kind: "changed", expected: sha256(input), found: sha256(other) },
    ])
    const { differences } = await verifyOutput(out, { inputs: [copy, other] })
    expect(differences.map(told)).toEqual([["input", other, "extra"]])
    expect(await codeOf(verifyOutput(out, { inputs: [join(dir, "nowhere.csv")] }))).toBe("FILE_NOT_FOUND")
  })

  test("of other names and other bytes are extra, and the one that nobody gave is named", async () => {
    const renamed = join(dir, "renamed.csv")
    writeFileSync(renamed, readFileSync(input, "utf8").replace("9500.00", "9700.00"))
    const { differences, rerun, notChecked } = await verifyOutput(out, { inputs: [renamed], rerun: true })
    expect(differences).toEqual([
      { part: "input", name: input, kind: "missing", expected: sha256(input), found: null },
      { part: "input", name: renamed, kind: "extra", expected: null, found: sha256(renamed) },
    ])
    expect([rerun, notChecked]).toEqual([null, ["rerun"]])
  })

  test("that are gone are named, and the findings are then not derived again", async () => {
    await kept(input, async () => {
      rmSync(input)
      const { differences, rerun, notChecked } = await verifyOutput(out, { rerun: true })
      expect([differences.map(told), rerun, notChecked]).toEqual([
        [["input", input, "missing"]],
        null,
        ["rerun"],
      ])
    })
  })

  test("that changed are derived from all the same, and the findings that differ are named", async () => {
    await kept(input, async () => {
      writeFileSync(input, readFileSync(input, "utf8").replace("9500.00", "9700.00"))
      const { differences } = await verifyOutput(out, { rerun: true })
      expect(differences.map(({ part, kind }) => [part, kind])).toEqual([
        ["finding", "changed"],
        ["input", "changed"],
      ])
    })
  })
})

describe("what cannot be checked is refused", () => {
  test("no output, a manifest of somebody else, a run that was not recorded", async () => {
    expect(await codeOf(verifyOutput(dir))).toBe("FILE_NOT_FOUND")
    writeIn(dir, "strange/manifest.json", '{ "name": "other" }\n')
    expect(await codeOf(verifyOutput(join(dir, "strange")))).toBe("MANIFEST_INVALID")
    const rulesOf = await loadRules({ dirs: rules })
    await writeScreening(await screenFiles([input], { rules: rulesOf }), join(dir, "library"))
    expect(await codeOf(verifyOutput(join(dir, "library"), { rerun: true }))).toBe("OPTION_INVALID")
    expect((await verifyOutput(join(dir, "library"), { rules })).differences).toEqual([])
    expect(await codeOf(verifyOutput(out, { chain: "short" }))).toBe("OPTION_INVALID")
  })

  test("pseudonyms without their key, or with another", async () => {
    expect(await codeOf(verifyOutput(veiled, { rerun: true }))).toBe("OPTION_INVALID")
    const veil = createVeil(KEY.toReversed())
    expect(await codeOf(verifyOutput(veiled, { rerun: true, veil }))).toBe("KEY_INVALID")
  })
})
