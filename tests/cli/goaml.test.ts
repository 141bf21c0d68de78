import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { makeWorkplace, run, runProcess, writeIn } from "./process.ts"

const PROFILE = `report:
  rentity_id: "1042"
  submission_code: E
  report_code: STR
  currency_code_local: USD
my_clients: subject
institution: { institution_code: OURS }
transmode: { "*": C }
funds: { "*": K }
indicators: { "rule:large-cash": CASH }
`
const XSD = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="report"><xs:complexType><xs:sequence>
    <xs:element name="rentity_id" type="xs:int"/>
    <xs:any processContents="skip" maxOccurs="unbounded"/>
  </xs:sequence></xs:complexType></xs:element>
</xs:schema>
`

let dir: string
beforeAll(async () => {
  dir = makeWorkplace()
  writeIn(dir, "fiu.yaml", PROFILE)
  writeIn(dir, "goaml.xsd", XSD)
  expect((await run(["screen", "payments.csv", "--rules", "rules"], dir)).code).toBe(0)
})
afterAll(() => rmSync(dir, { recursive: true }))

const ARGS = ["goaml", "payments.csv", "--profile", "fiu.yaml"]
const goaml = (...args: string[]) => run([...ARGS, ...args], dir)
const read = (name: string) => readFileSync(join(dir, name), "utf8")

describe("goaml", () => {
  test("writes the report, and what is missing beside it and to standard error", async () => {
    const args = ["--alert", "acme", "--date", "2026-11-22", "--xsd", "goaml.xsd"]
    const { code, stdout, stderr } = await runProcess([...ARGS, ...args], dir)
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" })
    const xml = read("goaml-report.xml")
    expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<report>\n {2}<rentity_id>1042</)
    expect(xml).toContain("<account_name>Acme 象牙</account_name>")
    expect(xml).toContain("<indicator>CASH</indicator>")
    const { missing, invalid } = JSON.parse(read("goaml-report.xml.missing.json")) as {
      missing: { path: string; payment: string | null }[]
      invalid: unknown[]
    }
    expect(invalid).toEqual([])
    expect(missing).toContainEqual(
      expect.objectContaining({ path: "report/transaction/t_to_my_client/to_country", payment: "p1" }),
    )
    expect(stderr).toContain("missing: report/transaction/t_to_my_client/to_country (payment p1): ")
    expect(stderr).toMatch(/goaml-report\.xml: \d+ mandatory elements missing, 0 faults by the schema\n$/)
  })

  test("tells what the schema does not allow", async () => {
    writeIn(dir, "strict.xsd", XSD.replace("xs:int", "xs:date"))
    const { code, stderr } = await goaml("--alert", "acme", "--xsd", "strict.xsd", "--out", "r.xml")
    expect(code).toBe(0)
    expect(stderr).toContain("not valid: r.xml:3: ")
    expect(stderr).toMatch(/, 1 fault by the schema\n$/)
  })

  test("tells long faults of the schema in short; the file beside the report has them whole", async () => {
    const codes = Array.from({ length: 300 }, (_, i) => `<xs:enumeration value="C${i}"/>`).join("")
    const type = `<xs:simpleType name="c"><xs:restriction base="xs:string">${codes}</xs:restriction></xs:simpleType>`
    writeIn(dir, "long.xsd", XSD.replace("xs:int", "c").replace("</xs:schema>", `${type}</xs:schema>`))
    const { stderr } = await goaml("--alert", "acme", "--xsd", "long.xsd", "--out", "long.xml")
    expect(stderr).toMatch(/\nnot valid: long\.xml:3: .{300,400} …\n/)
    expect(read("long.xml.missing.json")).toContain("'C299'")
  })

  test.each([
    [["--alert", "nobody"], "FINDING_NOT_FOUND"],
    [["--alert", "acme", "--date", "22.11.2026"], "OPTION_INVALID"],
    [["--alert", "acme", "--in", "nowhere"], "FILE_NOT_FOUND"],
    [["--alert", "acme", "--xsd", "fiu.yaml"], "XSD_INVALID"],
    [[], "--alert"],
  ])("%j is refused", async (args, message) => {
    const { code, stderr } = await goaml(...args)
    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })

  test("an output under pseudonyms is no report to a unit", async () => {
    writeIn(dir, "case.key", "0123456789abcdef0123456789abcdef")
    await run(
      ["screen", "payments.csv", "--rules", "rules", "--pseudonymise", "case.key", "--out", "veiled"],
      dir,
    )
    const subject = /party-[0-9a-f]+/.exec(read("veiled/alerts.csv"))![0]
    const { code, stderr } = await goaml("--in", "veiled", "--alert", subject)
    expect(code).toBe(2)
    expect(stderr).toContain("OPTION_INVALID: the run made pseudonyms; screen the files again without")
  })

  test("payments that are not those of the run are refused", async () => {
    writeIn(dir, "other.csv", read("payments.csv").replace("p1,2024-03-01", "p1,2024-03-02"))
    const { code, stderr } = await run(
      ["goaml", "other.csv", "--profile", "fiu.yaml", "--alert", "acme"],
      dir,
    )
    expect(code).toBe(2)
    expect(stderr).toContain("INPUT_CHANGED")
  })
})
