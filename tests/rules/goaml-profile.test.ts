import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { GOAML_MANDATORY, GOAML_ORDER, goamlTypeOf } from "../../src/model/goaml.ts"
import { parseGoamlProfile } from "../../src/rules/goaml-profile.ts"
import { readGoamlProfile } from "../../src/rules/load-goaml-profile.ts"

const MINIMAL = "report: { rentity_id: '7' }\nmy_clients: subject\n"

describe("a goAML profile", () => {
  test("has a default for what it does not say", () => {
    expect(parseGoamlProfile("p.yaml", MINIMAL)).toEqual({
      report: { rentity_id: "7" },
      transaction: {},
      institution: {},
      myClients: "subject",
      partiesAs: "account",
      parties: new Map(),
      transmode: {},
      funds: {},
      indicators: {},
      timeZone: "UTC",
      mandatory: {},
      elements: {},
    })
  })

  test("takes elements inside elements, parties by kind, and one code or several", () => {
    const profile = parseGoamlProfile(
      "p.yaml",
      `${MINIMAL}
parties:
  "42": { as: person, first_name: Ann, last_name: Wu, phones: { phone: [{ tph_number: "1" }] } }
indicators: { "rule:a": X, "*": [Y, Z] }
elements: { report: [rentity_id, schema_version] }
`,
    )
    expect(profile.parties.get("42")).toEqual({
      as: "person",
      fields: { first_name: "Ann", last_name: "Wu", phones: { phone: [{ tph_number: "1" }] } },
    })
    expect(profile.indicators).toEqual({ "rule:a": ["X"], "*": ["Y", "Z"] })
  })

  test.each([
    ["report: {}\n", "my_clients is missing; write all, none, subject, or a list of parties"],
    ["my_clients: all\n", "report is missing; write a mapping of elements"],
    [`${MINIMAL}colour: red\n`, "colour is not a key of this file; the keys are report, transaction"],
    [`${MINIMAL}timezone: Mars\n`, 'timezone is "Mars"; write an IANA time zone'],
    [`${MINIMAL}parties_as: firm\n`, 'parties_as is "firm"; write one of account, person, entity'],
    [`${MINIMAL}parties: { a: { as: firm } }\n`, 'a.as is "firm"; write one of account'],
    [`${MINIMAL}transmode: { bank: 7 }\n`, "transmode.bank is 7; write text, in quotes"],
    [`${MINIMAL}transaction: { transmode_cod: A }\n`, "did you mean transmode_code?"],
    [`${MINIMAL}institution: { first_name: A }\n`, "t_account has no such element"],
    [`${MINIMAL}parties: { a: { first_name: A } }\n`, "parties.a.first_name"],
    ["report: { reporting_person: { last_nam: A } }\nmy_clients: all\n", "report.reporting_person.last_nam"],
    [`${MINIMAL}mandatory: { transactoin: [a] }\n`, "mandatory.transactoin"],
  ])("%j is refused", (text, detail) => {
    const parse = () => parseGoamlProfile("p.yaml", text)
    expect(parse).toThrow(detail)
    expect(parse).toThrow(
      expect.objectContaining({ code: "GOAML_PROFILE_INVALID", place: expect.anything() }),
    )
  })

  test.each([
    [
      "transaction: { transmode_cod: A }",
      "3:16",
      "transaction.transmode_cod: transaction has no such element",
    ],
    [
      "parties: { a: { as: person, phones: { phone: [{ tph_numbr: A }] } } }",
      "3:49",
      "did you mean tph_number?",
    ],
    ["transaction: { goods_services: ivory }", "3:32", "write a mapping of its elements: item"],
    ["institution: { institution_name: { a: b } }", "3:16", "write text, or say which elements it has"],
    ["institution: { opened: '2020-02-01' }", "3:24", "write date and time, such as 2020-02-01T00:00:00"],
    ["institution: { opened: 1.2.2020 }", "3:24", "write date and time, such as 2026-11-22T00:00:00"],
    ["institution: { opened: '2020-02-31T00:00:00' }", "3:24", "write date and time, such as"],
    ["institution: { non_bank_institution: 'no' }", "3:38", 'write "true" or "false"'],
    ["mandatory: { transactoin: [a] }", "3:14", "did you mean transaction?"],
    ["mandatory: { transaction: [teller, telller] }", "3:36", "did you mean teller?"],
    ["mandatory: { t_account_my_client: [brnch] }", "3:36", "did you mean branch?"],
    ["elements: { t_persn: [first_name] }", "3:13", "did you mean t_person?"],
    ["elements: { t_account_my_client: [account] }", "3:13", "those of clients are those of t_account"],
    ["indicators: { structuring: A }", "3:15", "write rule:<id>, typology:<typology>"],
    ["indicators: { 'typology:structurin': A }", "3:15", "did you mean structuring?"],
  ])("%j is told where it stands, with what to write", (line, place, detail) => {
    const parse = () => parseGoamlProfile("p.yaml", `${MINIMAL}${line}\n`)
    expect(parse).toThrow(`p.yaml:${place}: GOAML_PROFILE_INVALID: `)
    expect(parse).toThrow(detail)
  })

  test.each([
    ["rentity_id: REPORTER", "1:23", "write the number that the unit gave you"],
    ["currency_code_local: usd", "1:32", "write a currency by its code in ISO 4217, such as USD"],
    ["submission_date: '2026-11-22'", "1:28", "write date and time, such as 2026-11-22T00:00:00"],
  ])("report: %s is told where it stands, with what to write", (element, place, detail) => {
    const parse = () => parseGoamlProfile("p.yaml", `report: { ${element} }\nmy_clients: all\n`)
    expect(parse).toThrow(`p.yaml:${place}: GOAML_PROFILE_INVALID: `)
    expect(parse).toThrow(detail)
  })

  test("takes forms that the schema takes, and types of the unit's own", () => {
    const lines = [
      "report: { rentity_id: '7', currency_code_local: KES, submission_date: '2026-11-22T08:30:00' }",
      "my_clients: all",
      "institution: { non_bank_institution: '0', opened: '2020-02-01T00:00:00+03:00' }",
      "transaction: { goods_services: { item: [{ item_type: IVORY }] }, routing: { place: x } }",
      "elements: { transaction: [goods_services, routing], routing: [place] }",
      "mandatory: { routing: [place], t_person_my_client: ['ssn|id_number'] }",
      "indicators: { '*': A, 'rule:my-rule': B, 'typology:cash': C, 'indicator:TB-A5': D }",
    ]
    expect(parseGoamlProfile("p.yaml", lines.join("\n")).transaction["routing"]).toEqual({ place: "x" })
  })

  test("that is no YAML is refused as such", () => {
    expect(() => parseGoamlProfile("p.yaml", "a: [")).toThrow(
      expect.objectContaining({ code: "RULE_NOT_YAML" }),
    )
  })

  test("is read from its file", async () => {
    const dir = mkdtempSync(join(tmpdir(), "moneytrail-goaml-"))
    afterAll(() => rmSync(dir, { recursive: true }))
    writeFileSync(join(dir, "p.yaml"), MINIMAL)
    expect((await readGoamlProfile(join(dir, "p.yaml"))).report).toEqual({ rentity_id: "7" })
    await expect(readGoamlProfile(join(dir, "none.yaml"))).rejects.toMatchObject({ code: "FILE_NOT_FOUND" })
  })
})

test("what is mandatory is an element, and every element that holds elements has a known type", () => {
  for (const [type, names] of Object.entries(GOAML_MANDATORY))
    for (const name of names.flatMap((each) => each.split("|")))
      expect(GOAML_ORDER[type], type).toContain(name)
  for (const [type, names] of Object.entries(GOAML_ORDER))
    for (const name of names) {
      const inner = goamlTypeOf(type, name)
      if (inner !== undefined) expect(GOAML_ORDER, `${type}/${name}`).toHaveProperty(inner)
    }
  expect(goamlTypeOf("t_address", "address")).toBeUndefined()
})
