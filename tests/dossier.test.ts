import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { writeDossier } from "../src/dossier.ts"
import type { Alert } from "../src/model/alert.ts"
import { InputError } from "../src/model/errors.ts"
import { ENGLISH } from "../src/model/messages.ts"
import type { Network } from "../src/model/network.ts"
import { createVeil } from "../src/model/veil.ts"
import { loadRules, screenFiles, verifyOutput, writeScreening } from "../src/node.ts"
import type { WrittenFinding } from "../src/report/finding-lines.ts"
import { recordRun } from "../src/run-record.ts"

const LEDGER = join(import.meta.dirname, "../fixtures/platform/payments.csv")
const KEY = new TextEncoder().encode("a key of thirty-two bytes or more, for tests")
const dir = mkdtempSync(join(tmpdir(), "moneytrail-dossier-"))
const [out, veiled, input] = [join(dir, "out"), join(dir, "veiled"), join(dir, "payments.csv")]
afterAll(() => rmSync(dir, { recursive: true }))

beforeAll(async () => {
  cpSync(LEDGER, input)
  const rules = await loadRules({
    only: ["typology:courier-linked", "typology:pass-through", "tag:wildlife"],
  })
  const run = await recordRun({})
  for (const [to, veil] of [[out], [veiled, createVeil(KEY)]] as const) {
    await writeScreening({ ...(await screenFiles([input], { rules, veil })), run }, to)
  }
})

const read = (...path: string[]) => readFileSync(join(dir, ...path), "utf8")
const readLines = <T>(...path: string[]): T[] =>
  read(...path)
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as T)
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof InputError ? error.code : error),
  )
const write = (from: string, to: string, options: Partial<Parameters<typeof writeDossier>[2]>) =>
  writeDossier(from, join(dir, to), { messages: ENGLISH, ...options })

test("of a file that the output was made without says so, and how to have it", async () => {
  const screening = await screenFiles([input], { rules: await loadRules({ only: ["tag:wildlife"] }) })
  const network = screening.networks[0]!
  for (const file of ["networks.json", "alerts.jsonl", "findings.jsonl"]) {
    await writeScreening(screening, join(dir, "partial"), { without: [file] })
    await expect(write(join(dir, "partial"), "never", { network: network.id })).rejects.toThrow(
      `${file}: FILE_NOT_FOUND: this output was made without the file`,
    )
  }
  await expect(write(join(dir, "never"), "again", { network: network.id })).rejects.toThrow("no output of")
})

describe("a dossier on an alert", () => {
  test("holds the alert, its findings as they stand, its payments with their rows, and passes verification", async () => {
    const [alert] = readLines<Alert>("out", "alerts.jsonl")
    const dossier = await write(out, "alert", { alert: alert!.subject })
    expect(readdirSync(join(dir, "alert")).sort()).toEqual(
      ["METHOD.md", "alert.json", "findings.jsonl", "manifest.json", "payments.csv", "rows.jsonl"].sort(),
    )
    expect(JSON.parse(read("alert", "alert.json"))).toEqual(alert)
    const lines = read("alert", "findings.jsonl").trimEnd().split("\n")
    expect([...lines].sort()).toEqual(
      read("out", "findings.jsonl")
        .trimEnd()
        .split("\n")
        .filter((line) => alert!.findings.includes((JSON.parse(line) as WrittenFinding).id))
        .sort(),
    )
    const ledger = readFileSync(LEDGER, "utf8").split("\n")
    const rows = readLines<{ payment: string; file: string; line: number; row: string }>(
      "alert",
      "rows.jsonl",
    )
    expect(rows.map(({ payment }) => payment).sort()).toEqual([...alert!.payments].sort())
    for (const { payment, file, line, row } of rows) {
      expect([file, row]).toEqual([input, ledger[line - 1]])
      expect(row.startsWith(`${payment},`)).toBe(true)
    }
    expect(dossier).toMatchObject({ kind: "alert", findings: lines.length, payments: rows.length })
    expect(read("alert", "payments.csv").split("\n")).toHaveLength(rows.length + 2)
    expect(await verifyOutput(join(dir, "alert"))).toMatchObject({ differences: [], checked: { input: 1 } })
    const note = read("alert", "METHOD.md")
    for (const said of [alert!.id, alert!.subject, ...alert!.rules]) expect(note).toContain(said)
    expect(note).not.toMatch(/\{\w+\}/)
  })

  test("can be asked for by its id, from input files that are elsewhere, and is then the same", async () => {
    const [alert] = readLines<Alert>("out", "alerts.jsonl")
    cpSync(input, join(dir, "archive.csv"))
    await write(out, "again", { alert: alert!.id, inputs: [join(dir, "archive.csv")] })
    for (const name of readdirSync(join(dir, "alert"))) expect(read("again", name)).toBe(read("alert", name))
  })
})

test("a dossier on an alert leaves the payments of others in its network out, and says so", async () => {
  const findings = new Map(readLines<WrittenFinding>("out", "findings.jsonl").map((one) => [one.id, one]))
  const wider = readLines<Alert>("out", "alerts.jsonl").find((alert) =>
    alert.findings.some((id) => findings.get(id)!.payments.some((one) => !alert.payments.includes(one))),
  )!
  expect(wider.network).not.toBeNull()
  const dossier = await write(out, "wider", { alert: wider.id })
  expect(dossier).toMatchObject({ findings: wider.findings.length, payments: wider.payments.length })
  const rows = readLines<{ payment: string }>("wider", "rows.jsonl")
  expect(rows.map(({ payment }) => payment).sort()).toEqual([...wider.payments].sort())
  const note = read("wider", "METHOD.md")
  expect(note).toContain(`Payments: ${wider.payments.length}, `)
  expect(note).toContain(`Some findings are on the network ${wider.network}`)
})

test("a dossier on a network holds its members' alerts, its findings, and what its parties paid one another", async () => {
  const { networks } = JSON.parse(read("out", "networks.json")) as { networks: Network[] }
  const [network] = networks
  await write(out, "network", { network: network!.id })
  expect(JSON.parse(read("network", "network.json"))).toEqual(network)
  const members = new Set(network!.members.map(({ party }) => party))
  const alerts = readLines<Alert>("out", "alerts.jsonl").filter(({ subject }) => members.has(subject))
  expect(readLines("network", "alerts.jsonl")).toEqual(alerts)
  const findings = readLines<WrittenFinding>("network", "findings.jsonl")
  expect(new Set(findings.map(({ id }) => id))).toEqual(new Set(alerts.flatMap((alert) => alert.findings)))
  expect(findings.some(({ subject }) => subject === network!.id)).toBe(true)
  // Each edge of the network is there with all of its payments.
  const rows = readLines<{ row: string }>("network", "rows.jsonl").map(({ row }) => row.split(","))
  for (const { payer, payee, count } of network!.edges) {
    expect(
      rows.filter((cells) => cells[4] === payer && cells[5] === payee && cells[12] === "settled"),
    ).toHaveLength(count)
  }
  expect(await verifyOutput(join(dir, "network"))).toMatchObject({ differences: [] })
  // And whatever bit of it is flipped, it tells where.
  for (const name of readdirSync(join(dir, "network"))) {
    const path = join(dir, "network", name)
    const bytes = readFileSync(path)
    const flipped = Buffer.from(bytes)
    flipped[bytes.length >> 1]! ^= 1
    writeFileSync(path, flipped)
    const { differences } = await verifyOutput(join(dir, "network"))
    const part = name === "manifest.json" ? "manifest" : "output"
    expect(differences.map((one) => [one.part, one.name, one.kind])).toContainEqual([part, name, "changed"])
    writeFileSync(path, bytes)
  }
})

test("a dossier under pseudonyms shows no row, and says so", async () => {
  const [alert] = readLines<Alert>("veiled", "alerts.jsonl")
  await write(veiled, "told", { alert: alert!.subject })
  expect(readdirSync(join(dir, "told"))).not.toContain("rows.jsonl")
  const texts = readdirSync(join(dir, "told"))
    .map((name) => read("told", name))
    .join("\n")
  const values = readFileSync(LEDGER, "utf8")
    .split("\n")
    .filter((_, line) => line % 5 === 1)
    .flatMap((line) => line.split(",").filter((_, column) => [0, 4, 5, 6, 7, 14, 15].includes(column)))
  expect(new Set(values).size).toBeGreaterThan(1000)
  expect([...new Set(values)].filter((value) => value !== "" && texts.includes(value))).toEqual([])
  expect(read("told", "METHOD.md")).toContain(createVeil(KEY).keyId)
  expect(JSON.parse(read("told", "manifest.json"))).toMatchObject({ pseudonymised: true, kind: "dossier" })
})

test("a dossier takes the place of one with the same files, and stands beside no others", async () => {
  const [alert] = readLines<Alert>("out", "alerts.jsonl")
  const [network] = (JSON.parse(read("out", "networks.json")) as { networks: Network[] }).networks
  const [hidden] = readLines<Alert>("veiled", "alerts.jsonl")
  await write(out, "place", { alert: alert!.id })
  await write(out, "place", { alert: alert!.id })
  const before = readdirSync(join(dir, "place")).map((name) => read("place", name))
  expect(await codeOf(write(out, "place", { network: network!.id }))).toBe("OUTPUT_NOT_WRITABLE")
  expect(await codeOf(write(veiled, "place", { alert: hidden!.id }))).toBe("OUTPUT_NOT_WRITABLE")
  expect(readdirSync(join(dir, "place")).map((name) => read("place", name))).toEqual(before)
  writeFileSync(join(dir, "place", "manifest.json"), "{}")
  expect(await codeOf(write(out, "place", { alert: alert!.id }))).toBe("OUTPUT_NOT_WRITABLE")
})

describe("nothing is written where", () => {
  const alert = () => readLines<Alert>("out", "alerts.jsonl")[0]!.id
  const refused = async (options: Partial<Parameters<typeof writeDossier>[2]>, from = out) => {
    const code = await codeOf(write(from, "refused", options))
    expect(readdirSync(dir)).not.toContain("refused")
    return code
  }

  test("an input file is not what the run saw, is gone, or is another", async () => {
    const bytes = readFileSync(input)
    writeFileSync(input, bytes.toString("utf8").replace("CNY", "USD"))
    expect(await refused({ alert: alert() })).toBe("INPUT_CHANGED")
    rmSync(input)
    expect(await refused({ alert: alert() })).toBe("FILE_NOT_FOUND")
    writeFileSync(input, bytes)
    expect(await refused({ alert: alert(), inputs: [input, join(out, "alerts.csv")] })).toBe("INPUT_CHANGED")
  })

  test("the mapping by which the payments of a network would be read is gone, or not what it was", async () => {
    const mapping = join(dir, "mapping.yaml")
    writeFileSync(mapping, "delimiter: ','\n")
    const rules = await loadRules({ only: ["tag:wildlife", "typology:pass-through"] })
    const screening = await screenFiles([input], { rules, mapFile: mapping })
    await writeScreening({ ...screening, run: await recordRun({ mapping }) }, join(dir, "mapped"))
    const network = screening.networks[0]!.id
    await write(join(dir, "mapped"), "as-mapped", { network })
    const moved = join(dir, "moved.yaml")
    renameSync(mapping, moved)
    expect(await refused({ network }, join(dir, "mapped"))).toBe("FILE_NOT_FOUND")
    await write(join(dir, "mapped"), "as-moved", { network, given: [moved] })
    expect(read("as-moved", "payments.csv")).toBe(read("as-mapped", "payments.csv"))
    for (const about of [{ network }, { alert: screening.alerts[0]!.id }]) {
      expect(await refused({ ...about, given: [moved, input] }, join(dir, "mapped"))).toBe("INPUT_CHANGED")
      expect(await refused({ ...about, given: [join(dir, "none")] }, join(dir, "mapped"))).toBe(
        "FILE_NOT_FOUND",
      )
    }
    writeFileSync(mapping, "delimiter: ';'\n")
    expect(await refused({ network }, join(dir, "mapped"))).toBe("INPUT_CHANGED")
    expect(await refused({ network, given: [mapping] }, join(dir, "mapped"))).toBe("INPUT_CHANGED")
    // One alert is told without reading payments again.
    await write(join(dir, "mapped"), "alert-as-mapped", { alert: screening.alerts[0]!.id })
  })

  test("the output it is taken from was changed", async () => {
    const id = alert()
    for (const name of ["findings.jsonl", "alerts.jsonl", "manifest.json"]) {
      const bytes = readFileSync(join(out, name))
      const changed = Buffer.from(bytes)
      changed[Math.floor(bytes.length / 2)]! ^= 1
      writeFileSync(join(out, name), changed)
      expect([name, await refused({ alert: id })]).toEqual([name, "INPUT_CHANGED"])
      writeFileSync(join(out, name), bytes)
    }
  })

  test("it is not known what is meant", async () => {
    const [finding] = readLines<WrittenFinding>("out", "findings.jsonl")
    expect(await refused({})).toBe("OPTION_INVALID")
    expect(await refused({ alert: alert(), network: "n-1" })).toBe("OPTION_INVALID")
    expect(await refused({ alert: "nobody" })).toBe("FINDING_NOT_FOUND")
    expect(await refused({ alert: finding!.id })).toBe("FINDING_NOT_FOUND")
    expect(await refused({ network: "n-0000000000000000" })).toBe("FINDING_NOT_FOUND")
    expect(await refused({ alert: "x" }, dir)).toBe("FILE_NOT_FOUND")
  })
})
