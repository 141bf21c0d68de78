import { appendFileSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { readExplanation } from "../../src/report/explain.ts"
import { writeScreening } from "../../src/report/write-screening.ts"
import { sampleAlert, sampleFinding, sampleNetwork, sampleScreening, sampleWritten } from "./samples.ts"

const NETWORK = "n-0123456789abcdef"
let dir: string
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "moneytrail-explain-"))
  const findings = [
    sampleFinding({ id: "f-0123456789abcdef" }),
    sampleFinding({ id: "f-0123456789abcde0", subject: "line\u2028break" }),
    sampleFinding({ id: "f-ffffffffffffffff", subject: "lonely" }),
  ]
  const alerts = [
    sampleAlert({ id: "a-00000000000000aa", findings: ["f-0123456789abcde0", "f-0123456789abcdef"] }),
  ]
  await writeScreening(sampleScreening({ findings, alerts, networks: [sampleNetwork({ id: NETWORK })] }), dir)
})
afterAll(() => rmSync(dir, { recursive: true }))

test("a finding comes with the alert it is part of", async () => {
  const explanation = await readExplanation(dir, "f-0123456789abcde0")
  expect(explanation.kind).toBe("finding")
  expect(explanation.findings).toEqual([
    sampleWritten({ id: "f-0123456789abcde0", subject: "line\u2028break" }),
  ])
  expect(explanation.alert?.id).toBe("a-00000000000000aa")
})

test("a finding of a network is in no alert", async () => {
  expect(await readExplanation(dir, "f-ffffffffffffffff")).toMatchObject({ kind: "finding", alert: null })
})

test("an alert comes with its findings, in its order", async () => {
  const explanation = await readExplanation(dir, "a-00000000000000aa")
  expect(explanation.kind).toBe("alert")
  expect(explanation.findings.map(({ id }) => id)).toEqual(["f-0123456789abcde0", "f-0123456789abcdef"])
})

test("a party under an alert is explained by its alert", async () => {
  const explanation = await readExplanation(dir, "acme")
  expect(explanation.kind).toBe("alert")
  expect(explanation.alert?.id).toBe("a-00000000000000aa")
})

test.each([
  ["f-0123456789abcdff", "did you mean f-0123456789abcdef, f-0123456789abcde0?"],
  ["f-0123", "did you mean f-0123456789abcde0, f-0123456789abcdef?"],
  ["a-00000000000000a", "did you mean a-00000000000000aa?"],
  [NETWORK, "it is a network, which networks.json and report.html tell of; its members under alerts: "],
  ["nothing-like-it", "ids stand in alerts.jsonl and findings.jsonl"],
])("an id that is not there: %s", async (id, hint) => {
  const work = readExplanation(dir, id)
  await expect(work).rejects.toMatchObject({ code: "FINDING_NOT_FOUND", place: { file: dir } })
  await expect(work).rejects.toThrow(hint)
})

test("a party of a network under no alert is told its part, and who is under one", async () => {
  const { members, contacts } = sampleNetwork()
  const quiet = [...members, ...contacts].find(({ party, score }) => score === 0 && party !== "acme")!
  const told = `it is a ${quiet.role} in network ${NETWORK} (${quiet.why}); members under alerts: `
  await expect(readExplanation(dir, quiet.party)).rejects.toThrow(told)
})

test("a directory without output", async () => {
  const work = readExplanation(tmpdir(), "f-1")
  await expect(work).rejects.toMatchObject({ code: "FILE_NOT_FOUND" })
})

test("a file that the output was made without, and one that is gone, are told apart from no output", async () => {
  const partial = mkdtempSync(join(tmpdir(), "moneytrail-explain-"))
  const fault = () => readExplanation(partial, "f-0123456789abcdef").catch((error: Error) => error.message)
  await writeScreening(sampleScreening(), partial, { without: ["findings.jsonl"] })
  expect(await fault()).toBe(
    `${join(partial, "findings.jsonl")}: FILE_NOT_FOUND: this output was made without the file; ` +
      "run `moneytrail screen` again with no --without-file findings.jsonl",
  )
  await writeScreening(sampleScreening(), partial)
  rmSync(join(partial, "findings.jsonl"))
  expect(await fault()).toContain("it was written and is there no more")
  rmSync(partial, { recursive: true })
})

test("a line that is not ours", async () => {
  const broken = mkdtempSync(join(tmpdir(), "moneytrail-explain-"))
  await writeScreening(sampleScreening(), broken)
  appendFileSync(join(broken, "alerts.jsonl"), "not json\n")
  appendFileSync(join(broken, "findings.jsonl"), '{"id":"f-cut","rule":\n')
  await expect(readExplanation(broken, "f-1")).rejects.toMatchObject({
    code: "JSON_INVALID",
    place: { file: join(broken, "alerts.jsonl"), line: 2 },
  })
  await writeScreening(sampleScreening(), broken)
  appendFileSync(join(broken, "findings.jsonl"), '{"id":"f-cut","rule":\n')
  await expect(readExplanation(broken, "f-cut")).rejects.toMatchObject({
    code: "JSON_INVALID",
    place: { line: 3 },
  })
  rmSync(broken, { recursive: true })
})
