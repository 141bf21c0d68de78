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
