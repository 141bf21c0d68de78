import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { makeWorkplace, run } from "./process.ts"

let dir: string
beforeAll(() => {
  dir = makeWorkplace()
})
afterAll(() => rmSync(dir, { recursive: true }))

const screen = (...args: string[]) =>
  run(["screen", "payments.csv", "--rules", "rules", "--quiet", ...args], dir)
const parametersIn = (out: string) =>
  JSON.parse(readFileSync(join(dir, out, "manifest.json"), "utf8")).parameters as Record<string, unknown>

test("the manifest says at which resolution and around whom networks were looked for, and why", async () => {
  expect((await screen("--out", "usual")).code).toBe(0)
  expect(parametersIn("usual")).toMatchObject({
    resolution: 1,
    resolutionWhy: "the usual one",
    networkView: "all",
    networkViewWhy: expect.stringMatching(/^auto: \d+ ties, no more than 100000$/),
    suspicionDamping: 0.85,
    suspicionTolerance: 1e-9,
  })
  expect((await screen("--out", "asked", "--resolution", "auto", "--network-view", "alerts")).code).toBe(0)
  expect(parametersIn("asked")).toMatchObject({
    resolution: expect.any(Number),
    resolutionWhy: expect.stringMatching(/^auto: of 7 tried, /),
    networkView: "alerts",
    networkViewWhy: expect.stringMatching(/^given; \d+ of \d+ parties are within 2 ties of an alert/),
  })
})

test("other words are refused", async () => {
  const resolution = await screen("--resolution", "best")
  expect([resolution.code, resolution.stderr]).toEqual([
    2,
    expect.stringContaining("A number above 0 is needed"),
  ])
  const view = await screen("--network-view", "near")
  expect([view.code, view.stderr]).toEqual([
    2,
    expect.stringContaining("One of auto, all, alerts is needed."),
  ])
})
