// What programs without types get for arguments of a wrong shape: an InputError with a stable code and the name of what is
// wrong, never an error of our own insides. Whoever adds a public function adds what it is called with here.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import * as api from "../src/index.ts"
import * as files from "../src/node.ts"

const dir = mkdtempSync(join(tmpdir(), "moneytrail-shapes-"))
afterAll(() => rmSync(dir, { recursive: true }))

const table = api.createPaymentTable([
  {
    id: "1",
    time: "2026-03-01T09:00:00Z",
    amount: "18.00",
    currency: "CNY",
    payer: "li",
    payee: "chen",
    memo: "象牙手串",
  },
])
const pack = await files.loadRules({ only: ["wildlife-product-words"] })
const screening = await api.screen(table, pack)
const [alert] = screening.alerts
const key = Uint8Array.from({ length: 40 }, (_, i) => (i * 73 + i * i * 5 + 11) % 256)
const veil = api.createVeil(key)
const HOOKS = { signal: undefined, onProgress: undefined }
const SCREEN = {
  ...HOOKS,
  rates: undefined,
  parties: undefined,
  apart: undefined,
  suppressions: [],
  asOf: "2026-01-01",
}
const READ = {
  ...HOOKS,
  mapFile: "m",
  preset: "p",
  timeZone: "UTC",
  delimiter: ",",
  encoding: "utf-8",
  names: ["x"],
}

/** Arguments that are right in their shape, or each alone is wrong for what it means: only shapes are asked about. */
const CALLS: Readonly<Record<string, readonly unknown[]>> = {
  createPaymentTable: [[], { timeZone: "UTC", onReject: undefined }],
  screen: [table, pack, { ...SCREEN, seed: 1, hubDegree: 9, resolution: 1, networkView: "all" }],
  screenVeiled: [table, pack, veil, SCREEN],
  backtest: [
    table,
    pack,
    pack,
    { ...SCREEN, labels: [], minutesPerAlert: 5, hourlyRate: "5 USD", sweep: undefined },
  ],
  explainSilence: [table, pack, { ...SCREEN, rule: "wildlife-product-words", party: "li" }],
  createApartList: [[{ party: "a", other: "b", by: "x", reason: "y" }]],
  createPartyTable: [[{ party: "a", name: "x" }]],
  createRateTable: [[{ date: "2026-01-01", from: "USD", to: "CNY", rate: "7" }]],
  createVeil: [key],
  parseMapping: ["columns: { time: a }", "m.yaml"],
  parseRules: [[], { settings: null, only: [], without: [], lang: "en" }],
  describeRules: [pack, []],
  listRules: [pack],
  rulesMarkdown: [api.describeRules(pack, [])],
  rulesHtml: [api.describeRules(pack, [])],
  coverageMarkdown: [{ indicators: [], documents: [], total: {} }],
  ruleTestsJunit: [[]],
  detectCommunities: [[{ a: "x", b: "y", weight: 1 }], { seed: 1, resolution: 1 }],
  goamlReport: [{}, { alert, findings: [], table, rates: undefined, date: "2026-01-01" }],
  alertWorkbook: [screening],
  alertNarrative: [screening, alert],
  networkNarrative: [screening, undefined],
  loadRules: [{ dirs: ["/nowhere"], settings: "s", only: [], without: [], lang: "en" }],
  loadMessages: ["xx"],
  readPayments: [["/nowhere"], READ],
  readRows: ["/nowhere", { ...READ, quote: '"', escape: '"', skipLines: 0 }],
  screenFiles: [["/nowhere"], { ...READ, ...SCREEN, rules: pack, veil: undefined, workers: 1 }],
  writeScreening: [screening, join(dir, "out"), { ...HOOKS, without: ["none"], workers: 1 }],
  outputFilesWithout: [["none"]],
  verifyOutput: [
    "/nowhere",
    { ...HOOKS, inputs: [], given: [], rules: [], rerun: true, veil: undefined, chain: "x" },
  ],
  readExplanation: ["/nowhere", "a"],
  writeDossier: [
    "/nowhere",
    join(dir, "d"),
    { alert: "a", inputs: [], messages: api.ENGLISH, signal: undefined },
  ],
  goamlFiles: [
    ["/nowhere"],
    { ...READ, dir: "/nowhere", alert: "a", profile: {}, rates: undefined, date: "x" },
  ],
  backtestFiles: [
    ["/nowhere"],
    { before: { dirs: ["/nowhere"] }, after: undefined, labelsFile: "x", sweep: "x" },
  ],
  checkSuppressionFile: ["/nowhere", { paths: ["/nowhere"], labels: "/nowhere" }],
  checkRulePack: [{ paths: ["/nowhere"], settings: "x", lang: "x" }],
  describeRulePack: [{ paths: ["/nowhere"], settings: "x", lang: "x" }],
  coverRulePack: [{ paths: ["/nowhere"], settings: "x", lang: "x" }],
  testRulePack: [["/nowhere"]],
  writeMessages: ["xx", ["/nowhere"]],
  newRule: ["x/y", { from: "x", dir }],
  recordRun: [{ rules: null, settings: "/nowhere" }],
  readKey: ["/nowhere"],
  readVeil: ["/nowhere"],
  readPseudonymMap: ["/nowhere", key],
  writePseudonymMap: [join(dir, "nowhere/map"), key, []],
  revealTokens: [["x"], "/nowhere", key],
  writeBacktest: [{}, join(dir, "b")],
  writeSweep: [{}, join(dir, "s")],
  validateGoaml: ["<a/>", "/nowhere"],
  writeJsonSchemas: [join(dir, "schemas")],
  readApart: ["/nowhere"],
  readGoamlProfile: ["/nowhere"],
  readLabels: ["/nowhere"],
  readParties: ["/nowhere"],
  readRates: ["/nowhere"],
  readSuppressions: ["/nowhere"],
  shippedRulesDir: [],
}
/** Where a path is meant, too: nothing is written outside of the test's own folder. */
const TEXT = join(dir, "x")
const WRONG = [null, TEXT, 5, true, {}, { x: 1 }, [], [null], [TEXT], [5], [{}], Promise.resolve(pack)]

type Call = (...args: readonly unknown[]) => unknown
const functions = Object.entries<unknown>({ ...api, ...files }).filter(
  (entry): entry is [string, Call] => typeof entry[1] === "function" && !/^InputErrors?$/.test(entry[0]),
)

test("the list has every public function", () => {
  expect(Object.keys(CALLS).sort()).toEqual(functions.map(([name]) => name).sort())
})

/** What our own functions make: nobody takes a table apart, so what is in it is not asked about. */
const MADE: ReadonlySet<unknown> = new Set([table, pack, screening, alert, veil])
/** With nothing asked for these go through the whole shipped pack, which takes long and says nothing here. */
const OVER_ALL_RULES = /^(?:check|cover|describe|test)RulePack$|^loadRules$|^writeMessages$/

/** The arguments, one of them or one option in them replaced. */
function* wronged(name: string): Generator<readonly [what: string, args: readonly unknown[]]> {
  const args = CALLS[name] ?? []
  const isNothing = (value: unknown) =>
    value === undefined || Object.getPrototypeOf(value ?? 0) === Object.prototype
  const values = [undefined, ...WRONG].filter((value) => !OVER_ALL_RULES.test(name) || !isNothing(value))
  for (const [place, arg] of args.entries()) {
    for (const value of values) yield [`${place}: ${String(value)}`, args.with(place, value)]
    if (!isNothing(arg) || arg === undefined || arg === null || MADE.has(arg) || /Markdown|Html/.test(name))
      continue
    for (const key of Object.keys(arg))
      for (const value of WRONG)
        yield [`${place}.${key}: ${String(value)}`, args.with(place, { ...arg, [key]: value })]
  }
}

async function outcomeOf(work: () => unknown): Promise<unknown> {
  try {
    const result = await work()
    if (typeof result === "object" && result !== null && Symbol.asyncIterator in result)
      await (result as AsyncIterator<unknown> & AsyncIterable<unknown>)[Symbol.asyncIterator]().next()
    return null
  } catch (error) {
    return error
  }
}

test.each(functions)("%s tells wrong shapes as such", async (name, call) => {
  for (const [what, args] of wronged(name)) {
    const error = await outcomeOf(() => call(...args))
    if (error !== null && !(error instanceof api.InputError)) expect.fail(`${what}: ${String(error)}`)
  }
})

test("the name of what is wrong is told, and what it is", async () => {
  const told = async (work: () => unknown) => ((await outcomeOf(work)) as Error).message
  const any = (value: unknown) => value as never
  expect(await told(() => files.loadRules(any({ dirs: "my-rules" })))).toBe(
    'OPTION_INVALID: loadRules: options.dirs is "my-rules"; give a list',
  )
  expect(await told(() => files.loadRules(any("my-rules")))).toContain(
    'options is "my-rules"; give an object',
  )
  expect(await told(() => api.screen(table, any(files.loadRules())))).toContain(
    "pack is a promise, which is to be awaited; give a rule pack",
  )
  expect(
    await told(() => api.createRateTable(any([{ date: "2026-01-01", from: "USD", to: "CNY", rate: 7 }]))),
  ).toBe("OPTION_INVALID: createRateTable: rates[0].rate is 7; give a text")
  expect(await told(() => files.readPayments(any("payments.csv")))).toContain(
    'inputs is "payments.csv"; give a list',
  )
})
