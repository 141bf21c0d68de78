import { readdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { createProfile, type Usage } from "../../src/cli/profile.ts"
import { makeWorkplace, run } from "./process.ts"

let dir: string
beforeAll(() => {
  dir = makeWorkplace()
})
afterAll(() => rmSync(dir, { recursive: true }))

test("time is counted with what was told last, and the rest of the items together", () => {
  let usage: Usage = { ms: 0, cpuMs: 0, memory: 10e6, heap: 4e6, arrays: 3e6 }
  const use = (ms: number, cpuMs: number, memory = 10e6, heap = 4e6, arrays = 3e6) => {
    usage = { ms: usage.ms + ms, cpuMs: usage.cpuMs + cpuMs, memory, heap, arrays }
  }
  const profile = createProfile(() => usage)
  const tell = (stage: "read" | "rules", item?: string) =>
    profile.onProgress({
      stage,
      done: 0,
      total: null,
      unit: "rules",
      ...(item === undefined ? {} : { item }),
    })
  use(500, 250)
  tell("read", "a.csv")
  use(1000, 500, 90e6, 20e6, 50e6)
  tell("read", "a.csv")
  use(1000, 500, 40e6, 5e6, 60e6)
  for (let rule = 10; rule < 40; rule++) {
    tell("rules", `rule-${rule}`)
    use(100, rule)
  }
  tell("rules")
  use(100, 15)
  const text = profile.end()
  const rows = text.split("\n").map((line) => line.trim().split(/\s{2,}/))
  expect(rows.slice(0, 5)).toEqual([
    ["stage", "seconds", "CPU seconds", "share of CPU", "memory MB", "objects MB", "arrays MB"],
    ["start", "0.50", "0.25", "13%", "10", "4", "3"],
    ["read", "2.00", "1.00", "50%", "90", "20", "60"],
    ["rules", "3.10", "0.75", "38%", "10", "4", "3"],
    ["total", "5.60", "2.00", "100%", "90", "20", "60"],
  ])
  expect(rows).toContainEqual(["rule-39", "0.10", "0.04", "2%", "10", "4", "3"])
  expect(rows).toContainEqual(["5 others", "0.50", "0.06", "3%", "10", "4", "3"])
  expect(rows.flat()).not.toContain("rule-14")
})

test("--profile changes no output and is not printed to standard output", async () => {
  const screen = (out: string, ...more: string[]) =>
    run(["screen", "payments.csv", "--rules", "rules", "--json", "--out", out, ...more], dir)
  const plain = await screen("plain")
  const profiled = await screen("profiled", "--profile")
  expect([plain.code, profiled.code]).toEqual([0, 0])
  expect(profiled.stdout.replaceAll("profiled", "plain")).toBe(plain.stdout)
  expect(plain.stderr).not.toContain("CPU seconds")
  for (const stage of ["start", "read", "rules", "networks", "write", "total"])
    expect(profiled.stderr).toMatch(
      new RegExp(`^${stage} +\\d+\\.\\d\\d +\\d+\\.\\d\\d +\\d+%( +\\d+){3}$`, "m"),
    )
  const names = readdirSync(join(dir, "plain"))
  expect(readdirSync(join(dir, "profiled"))).toEqual(names)
  for (const name of names)
    expect(readFileSync(join(dir, "profiled", name)).equals(readFileSync(join(dir, "plain", name)))).toBe(
      true,
    )
})
