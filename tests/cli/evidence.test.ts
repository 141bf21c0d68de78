// The commands by which results are checked, exported, told under pseudonyms and led back, as their users run them.
import {
  chmodSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { shippedRulesDir } from "../../src/node.ts"
import { makeWorkplace, RULE, run, runProcess, writeIn } from "./process.ts"

const dir = makeWorkplace()
afterAll(() => rmSync(dir, { recursive: true }))

const KEY = "4f1c7a90b2e85d36c1f07a4be98d2c635a7e10f4c8b92d6e3f50a1c7d8e4b926"
const screen = (...args: string[]) =>
  run(["screen", "payments.csv", "--rules", "rules", "--quiet", ...args], dir)
const read = (...path: string[]) => readFileSync(join(dir, ...path), "utf8")

beforeAll(async () => {
  writeFileSync(join(dir, "case.key"), `${KEY}\n`)
  expect(await screen()).toMatchObject({ code: 0, stderr: "" })
})

describe("verify", () => {
  test("ends with 0 where all is well, and says what was looked at and the chain", async () => {
    const { code, stdout } = await runProcess(["verify", "out"], dir)
    expect([code, stdout]).toEqual([0, expect.stringContaining("out: everything is as it was written\n")])
    expect(stdout).toMatch(/1 finding, 1 input, \d+ rule files, 0 other files\nchain: [0-9a-f]{64}\n$/)
  })

  test("ends with 1 where something differs, and names it with both hashes; --json holds the same", async () => {
    const bytes = read("out/alerts.csv")
    writeFileSync(join(dir, "out/alerts.csv"), bytes.replace("acme", "ACME"))
    const text = await run(["verify", "out"], dir)
    const json = await run(["verify", "out", "--json"], dir)
    writeFileSync(join(dir, "out/alerts.csv"), bytes)
    expect([text.code, json.code, text.stderr]).toEqual([1, 1, ""])
    const { differences } = JSON.parse(json.stdout) as { differences: Record<string, string>[] }
    expect(differences).toMatchObject([{ part: "output", name: "alerts.csv", kind: "changed" }])
    for (const told of [differences[0]!["expected"]!, differences[0]!["found"]!, "alerts.csv  changed"]) {
      expect(text.stdout).toContain(told)
    }
  })

  test("compares the chain with the one that was noted when the run was made", async () => {
    const { stdout } = await run(["verify", "out"], dir)
    const chain = /chain: ([0-9a-f]{64})/.exec(stdout)![1]!
    expect((await run(["verify", "out", "--chain", chain], dir)).code).toBe(0)
    const other = await run(["verify", "out", "--chain", "0".repeat(64)], dir)
    expect([other.code, other.stdout]).toEqual([1, expect.stringContaining("  manifest  chain  changed\n")])
  })

  test("derives the findings again, from inputs that were moved, with the settings of the run", async () => {
    writeIn(dir, "floor.yaml", "rules: { large-cash: { params: { floor: 9400 USD } } }\n")
    await screen(
      "--settings",
      "floor.yaml",
      "--timezone",
      "Asia/Shanghai",
      "--out",
      "set",
      "--only",
      "rule:large-cash",
    )
    mkdirSync(join(dir, "archive"))
    writeFileSync(join(dir, "archive/payments.csv"), read("payments.csv"))
    const again = await run(["verify", "set", "--rerun", "--inputs", "archive/payments.csv"], dir)
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining("derived again: 1 finding\n")])
    writeIn(dir, "floor.yaml", "rules: { large-cash: { params: { floor: 9600 USD } } }\n")
    const other = await run(["verify", "set", "--rerun", "--json"], dir)
    expect(other.code).toBe(1)
    expect(JSON.parse(other.stdout)).toMatchObject({
      differences: [
        { part: "finding", kind: "gone" },
        { part: "given", name: "floor.yaml", kind: "changed" },
      ],
    })
  })

  test("finds files given to the run where they were moved to, and asks for those that are gone", async () => {
    writeIn(dir, "given/floor.yaml", "rules: { large-cash: { params: { floor: 9400 USD } } }\n")
    writeIn(dir, "given/rates.csv", "date,from,to,rate\n2024-01-01,USD,EUR,0.9\n")
    writeIn(dir, "given/parties.csv", "party,business\nacme,shop\n")
    const given = [
      "--settings",
      "given/floor.yaml",
      "--rates",
      "given/rates.csv",
      "--parties",
      "given/parties.csv",
    ]
    await screen(...given, "--out", "of-files", "--only", "rule:large-cash")
    renameSync(join(dir, "given"), join(dir, "kept"))
    const lost = await run(["verify", "of-files", "--rerun"], dir)
    expect(lost.code).toBe(1)
    expect(lost.stdout).toContain("of-files: 3 differences\n  given file  given/floor.yaml  missing\n")
    expect(lost.stdout).toContain(
      "if files that are missing were moved or renamed, say where to: " +
        "--given path/to/floor.yaml path/to/parties.csv path/to/rates.csv\n",
    )
    renameSync(join(dir, "kept/rates.csv"), join(dir, "kept/rates-2024.csv"))
    const moved = ["kept/parties.csv", "kept/rates-2024.csv", "kept/floor.yaml"]
    const found = await run(["verify", "of-files", "--rerun", "--given", ...moved], dir)
    expect([found.code, found.stdout]).toEqual([0, expect.stringContaining("derived again: 1 finding\n")])
    writeIn(dir, "kept/floor.yaml", "rules: { large-cash: { params: { floor: 9600 USD } } }\n")
    const changed = await run(["verify", "of-files", "--rerun", "--given", ...moved], dir)
    expect(changed.stdout).toMatch(
      /finding +f-[0-9a-f]+ +not found again\n(.*\n)+ +given file +given\/floor.yaml +changed\n/,
    )
    expect(await run(["verify", "of-files", "--given", "nowhere.csv"], dir)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("nowhere.csv: FILE_NOT_FOUND") as string,
    })
    const other = await run(["verify", "of-files", "--given", ...moved, "payments.csv"], dir)
    expect(other.stdout).toContain("  given file  payments.csv  not in the manifest\n")
  })

  test("tells rule files by name and bytes: a directory that was moved is asked for, and then all is well", async () => {
    writeIn(dir, "mine/cash/own-cash.yaml", RULE.replace("id: large-cash", "id: own-cash"))
    // Where it is gone, the shipped list of this name takes its place; nobody is told of that.
    cpSync(join(shippedRulesDir(), "lists/couriers.yaml"), join(dir, "mine/lists/couriers.yaml"))
    await screen("--rules", "mine", "--out", "moved")
    renameSync(join(dir, "mine"), join(dir, "theirs"))
    const lost = await run(["verify", "moved", "--rerun"], dir)
    expect(lost.code).toBe(1)
    expect(lost.stdout).toContain("moved: 2 differences\n  rule file  mine/cash/own-cash.yaml  missing\n")
    expect(lost.stdout).toContain("could not be looked at: the findings, because not all is there")
    expect(lost.stdout).toContain(
      "there is no directory of rules mine; if it was moved, say where to: --rules rules --rules path/to/mine\n",
    )
    const given = ["--rules", "rules", "--rules", "theirs"]
    const found = await run(["verify", "moved", "--rerun", ...given], dir)
    expect([found.code, found.stdout]).toEqual([0, expect.stringContaining("derived again: 2 findings\n")])
    writeIn(dir, "theirs/cash/own-cash.yaml", RULE.replace("id: large-cash", "id: own-cash # changed"))
    const changed = await run(["verify", "moved", ...given], dir)
    expect(changed.stdout).toContain("moved: 1 difference\n  rule file  mine/cash/own-cash.yaml  changed\n")
    expect(await run(["verify", "moved", "--rules", "nowhere"], dir)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("nowhere: FILE_NOT_FOUND") as string,
    })
  })

  test("of a run over standard input needs the file", async () => {
    const args = ["screen", "-", "--rules", "rules", "--quiet", "--out", "piped"]
    expect((await runProcess(args, dir, read("payments.csv"))).code).toBe(0)
    const without = await run(["verify", "piped"], dir)
    expect([without.code, without.stdout]).toEqual([
      0,
      expect.stringMatching(
        /^piped: what could be looked at is as it was written\n(.*\n)*.*came by standard input/,
      ),
    ])
    const asked = await run(["verify", "piped", "--rerun"], dir)
    expect([asked.code, asked.stdout]).toEqual([
      2,
      expect.stringContaining("looked at: the findings, because"),
    ])
    const given = await run(["verify", "piped", "--inputs", "payments.csv", "--rerun"], dir)
    expect([given.code, given.stdout]).toEqual([0, expect.stringContaining("derived again: 1 finding")])
  })

  test("ends with 2 where there is no output", async () => {
    const { code, stdout, stderr } = await run(["verify", "archive"], dir)
    expect([code, stdout, stderr]).toEqual([2, "", expect.stringContaining("FILE_NOT_FOUND")])
  })
})

describe("dossier", () => {
  test("exports an alert, which verify then reads", async () => {
    const made = await runProcess(["dossier", "out", "--alert", "acme"], dir)
    expect([made.code, made.stdout]).toEqual([0, expect.stringContaining("1 finding, 2 payments")])
    expect(read("dossier/payments.csv")).toContain(
      '"p1,2024-03-01T09:00:00Z,,acme,Acme 象牙,9500.00,USD,cash,settled"',
    )
    expect((await run(["verify", "dossier"], dir)).code).toBe(0)
    const json = await run(["dossier", "out", "--alert", "acme", "--json"], dir)
    expect(JSON.parse(json.stdout)).toMatchObject({ out: "dossier", kind: "alert", findings: 1, payments: 2 })
    expect(read("dossier/METHOD.md")).toContain("# Dossier on the alert a-")
    await run(["dossier", "out", "--alert", "acme", "--lang", "zh-Hans", "--out", "zh"], dir)
    expect(read("zh/METHOD.md")).toMatch(/^# .*\p{Script=Han}/u)
  })

  test("takes the mapping of the run from where it was moved to", async () => {
    writeIn(dir, "map.yaml", "constants: { payerCountry: KE }\n")
    await screen("--map", "map.yaml", "--out", "by-map")
    renameSync(join(dir, "map.yaml"), join(dir, "moved-map.yaml"))
    const args = ["dossier", "by-map", "--alert", "acme", "--out", "of-map", "--given"]
    expect(await run([...args, "moved-map.yaml"], dir)).toMatchObject({ code: 0, stderr: "" })
    const other = await run([...args, "payments.csv"], dir)
    expect(other.code).toBe(2)
    expect(other.stderr).toContain("payments.csv: INPUT_CHANGED: it is no file given to the run")
  })

  test("refuses inputs that changed, and to replace the output it is taken from", async () => {
    writeIn(dir, "changed.csv", read("payments.csv").replace("9500.00", "9600.00"))
    const refused = await run(
      ["dossier", "out", "--alert", "acme", "--inputs", "changed.csv", "--out", "no"],
      dir,
    )
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("INPUT_CHANGED")])
    const same = await run(["dossier", "out", "--alert", "acme", "--out", "./out/"], dir)
    expect([same.code, same.stderr]).toEqual([2, expect.stringContaining("OPTION_INVALID")])
    const empty = await run(["dossier", "out", "--alert", "acme", "--out", ""], dir)
    expect(empty.code).toBe(2)
    expect(readdirSync(dir)).not.toContain("no")
  })
})

describe("pseudonyms", () => {
  test("stand in all results and on the terminal; the way back needs map and key", async () => {
    const args = ["--pseudonymise", "case.key", "--pseudonym-map", "case.map", "--out", "told"]
    const { code, stdout } = await run(["screen", "payments.csv", "--rules", "rules", ...args], dir)
    expect(code).toBe(0)
    const texts = readdirSync(join(dir, "told")).map((name) => read("told", name))
    // The rejected row has the amount "twelve".
    for (const plain of ["acme", "Acme", "bob", "twelve"]) {
      expect([plain, [stdout, ...texts].filter((text) => text.includes(plain)).length]).toEqual([plain, 0])
    }
    expect(statSync(join(dir, "case.map")).mode & 0o777).toBe(0o600)
    const token = /party-[0-9a-f]{16}/.exec(read("told/alerts.csv"))![0]
    const reveal = ["reveal", token, "--pseudonym-map", "case.map", "--key", "case.key"]
    expect(await runProcess(reveal, dir)).toMatchObject({ code: 0, stdout: `${token}  acme\n` })
    expect(JSON.parse((await run([...reveal, "--json"], dir)).stdout)).toEqual([
      { token, kind: "party", text: "acme" },
    ])
    writeFileSync(join(dir, "other.key"), KEY.split("").reverse().join(""))
    const wrong = await run(["reveal", token, "--pseudonym-map", "case.map", "--key", "other.key"], dir)
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining("KEY_INVALID")])
    expect((await run(["verify", "told", "--rerun", "--key", "case.key"], dir)).code).toBe(0)
  })

  test("are refused before any work with a key or map that will not do", async () => {
    writeFileSync(join(dir, "empty.key"), "")
    writeFileSync(join(dir, "short.key"), "0123456789abcdef")
    const refused = async (...args: string[]) => {
      const { code, stderr } = await screen("--out", "never", ...args)
      return [code, /[A-Z]+_[A-Z_]+/.exec(stderr)?.[0]]
    }
    expect(await refused("--pseudonymise", "empty.key")).toEqual([2, "KEY_INVALID"])
    expect(await refused("--pseudonymise", "short.key")).toEqual([2, "KEY_INVALID"])
    expect(await refused("--pseudonymise", "nowhere.key")).toEqual([2, "FILE_NOT_FOUND"])
    expect(await refused("--pseudonym-map", "m")).toEqual([2, "OPTION_INVALID"])
    const keyed = ["--pseudonymise", "case.key", "--pseudonym-map"]
    expect(await refused(...keyed, "never/m")).toEqual([2, "OUTPUT_NOT_WRITABLE"])
    expect(await refused(...keyed, "payments.csv")).toEqual([2, "PSEUDONYM_MAP_INVALID"])
    expect(await refused(...keyed, "out/m", "--out", "out")).toEqual([2, "OPTION_INVALID"])
    expect(readdirSync(dir)).not.toContain("never")
  })

  test.skipIf(process.getuid?.() === 0)(
    "are refused before any work where the map cannot be written",
    async () => {
      mkdirSync(join(dir, "locked"))
      chmodSync(join(dir, "locked"), 0o555)
      const args = ["--pseudonymise", "case.key", "--pseudonym-map", "locked/m", "--out", "never"]
      expect(await screen(...args)).toMatchObject({
        code: 2,
        stderr: expect.stringContaining("locked/m: OUTPUT_NOT_WRITABLE: no permission") as string,
      })
      expect(readdirSync(dir)).not.toContain("never")
    },
  )
})
