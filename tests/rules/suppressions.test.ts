import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { createPaymentTable } from "../../src/ingest/create-table.ts"
import { readSuppressions } from "../../src/rules/load-rules.ts"
import { parseRules } from "../../src/rules/pack.ts"
import { screen } from "../../src/screen.ts"
import { ruleWith } from "./rule-texts.ts"

const dir = mkdtempSync(path.join(tmpdir(), "moneytrail-suppressions-"))
afterAll(() => rmSync(dir, { recursive: true }))

function write(text: string): string {
  const file = path.join(dir, "suppressions.yaml")
  writeFileSync(file, text)
  return file
}

const NOTE = 'by: kim, reason: "zoo, permit 12", until: "2027-01-31"'
const KIM = { by: "kim", reason: "zoo, permit 12", until: "2027-01-31" }

describe("a file of suppressions", () => {
  test("of parties, pairs and rules, in their order", async () => {
    const file = write(`- { party: u1, ${NOTE} }
- { pair: { payer: u1, payee: u2 }, rule: in-then-out, ${NOTE} }
- { rule: burst, ${NOTE} }
`)
    expect(await readSuppressions(file)).toEqual([
      { party: "u1", pair: null, rule: null, ...KIM },
      { party: null, pair: { payer: "u1", payee: "u2" }, rule: "in-then-out", ...KIM },
      { party: null, pair: null, rule: "burst", ...KIM },
    ])
  })

  test.each(["", "# none yet\n", "[]\n"])("without any: %j", async (text) => {
    expect(await readSuppressions(write(text))).toEqual([])
  })

  test.each([
    [`- { ${NOTE} }`, "1:3: SUPPRESSION_INVALID: [0] covers nothing; write one of party, pair, rule"],
    ["- { party: u1, by: kim, reason: r }", "1:3: SUPPRESSION_INVALID: [0].until is missing"],
    [
      '- { party: u1, by: kim, reason: r, until: "2027-02-30" }',
      '1:43: SUPPRESSION_INVALID: [0].until is "2027-02-30"; write a day such as "2027-01-31"',
    ],
    ["- { party: u1, by: kim, reason: r, until: never }", '1:43: SUPPRESSION_INVALID: [0].until is "never"'],
    [`- { party: 4215, ${NOTE} }`, '1:12: RULE_UNQUOTED_CODE: [0].party is 4215; write "4215"'],
    [`- { partty: u1, ${NOTE} }`, "1:5: SUPPRESSION_INVALID: partty is not a key of [0]; write party"],
    [`- { pair: { payer: u1 }, ${NOTE} }`, "SUPPRESSION_INVALID: pair.payee is missing"],
    [`- { rule: "My Rule", ${NOTE} }`, 'SUPPRESSION_INVALID: [0].rule is "My Rule"'],
    [`party: u1`, "1:1: SUPPRESSION_INVALID: the file is a mapping; write a list of suppressions"],
    ["- {", "RULE_NOT_YAML"],
  ])("%j", async (text, message) => {
    const file = write(text)
    const error = await readSuppressions(file).then(
      () => expect.unreachable(),
      (fault: Error) => fault.message,
    )
    expect(error.split("\n")).toHaveLength(1)
    expect(error).toContain(`${file}:`)
    expect(error).toContain(message)
  })

  test("that is not there", async () => {
    await expect(readSuppressions(path.join(dir, "none.yaml"))).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
    })
  })
})

describe("in a run", () => {
  const rule = ruleWith(
    "match: { subject: payee, where: { channel: cash }, reason: paid in cash }\n",
    "any-cash",
  )
  const payments = ["u1", "u2", "u3"].map((payee, i) => ({
    id: `p${i}`,
    time: Date.parse(`2026-03-0${i + 1}`),
    amount: "10",
    currency: "USD",
    payer: "x",
    payee,
    channel: "cash",
  }))
  const run = async (settings: string, options: Parameters<typeof screen>[2] = {}) =>
    screen(
      createPaymentTable(payments),
      parseRules([rule], { settings: { file: "moneytrail.yaml", text: settings } }),
      options,
    )

  test("those of the settings and those of the call hold; the manifest's facts tell of each", async () => {
    const settings = `suppressions: [{ party: u1, by: kim, reason: zoo, until: "2026-03-02" }, { party: u2, by: kim, reason: zoo, until: "2026-03-03" }]`
    const suppressions = [
      { party: "u3", pair: null, rule: "any-cash", by: "lee", reason: "museum", until: "2026-12-31" },
    ]
    const result = await run(settings, { suppressions })
    expect(result.parameters["asOf"]).toBe("2026-03-03")
    expect(result.alerts.map(({ subject, suppressed }) => [subject, suppressed?.by])).toEqual([
      ["u1", undefined],
      ["u2", "kim"],
      ["u3", "lee"],
    ])
    expect(
      result.suppressions.map(({ party, expired, findings, alerts }) => [party, expired, findings, alerts]),
    ).toEqual([
      ["u1", true, 1, 1],
      ["u2", false, 1, 1],
      ["u3", false, 1, 1],
    ])
    expect(result.findings.map(({ subject, suppressed }) => [subject, suppressed?.until])).toEqual([
      ["u1", undefined],
      ["u2", "2026-03-03"],
      ["u3", "2026-12-31"],
    ])
    const earlier = await run(settings, { suppressions, asOf: "2026-03-01" })
    expect(earlier.alerts.every(({ suppressed }) => suppressed !== undefined)).toBe(true)
    await expect(run("", { asOf: "soon" })).rejects.toMatchObject({ code: "OPTION_INVALID" })
  })

  test("what is wrong with them in settings is a fault of the settings", async () => {
    await expect(run("suppressions: [{ party: u1, by: kim, until: soon, reason: r }]")).rejects.toMatchObject(
      {
        code: "SETTINGS_INVALID",
      },
    )
  })
})
