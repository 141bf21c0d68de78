// goAML reports against a small schema of our own: the elements that every unit has, in the order of goAML 5.0.1.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { SaxesParser } from "saxes"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { goamlFiles } from "../../src/goaml-files.ts"
import type { GoamlFields, GoamlProfile } from "../../src/model/goaml.ts"
import { createRateTable } from "../../src/model/rates.ts"
import { type GoamlCase, goamlReport } from "../../src/report/goaml.ts"
import { optionalPackage, validateGoaml } from "../../src/report/goaml-validate-node.ts"
import { writeScreening } from "../../src/report/write-screening.ts"
import { tableOf } from "../helpers/table.ts"
import { sampleAlert, sampleFinding, sampleScreening } from "./samples.ts"

const text = (name: string, least = 1) => `<xs:element name="${name}" type="xs:string" minOccurs="${least}"/>`
const XSD = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="report"><xs:complexType><xs:sequence>
    <xs:element name="rentity_id" type="xs:positiveInteger"/>
    ${text("submission_code")}${text("report_code")}${text("entity_reference", 0)}
    <xs:element name="submission_date" type="xs:dateTime"/>
    ${text("currency_code_local")}
    <xs:element name="reporting_person" type="t_person" minOccurs="0"/>
    ${text("reason", 0)}
    <xs:element name="transaction" type="transaction" maxOccurs="unbounded"/>
    <xs:element name="report_indicators"><xs:complexType><xs:sequence>
      <xs:element name="indicator" type="xs:string" maxOccurs="unbounded"/>
    </xs:sequence></xs:complexType></xs:element>
  </xs:sequence></xs:complexType></xs:element>
  <xs:complexType name="transaction"><xs:sequence>
    ${text("transactionnumber")}${text("transaction_location", 0)}${text("transaction_description", 0)}
    <xs:element name="date_transaction" type="xs:dateTime"/>
    ${text("transmode_code")}
    <xs:element name="amount_local" type="xs:decimal"/>
    <xs:choice><xs:element name="t_from_my_client" type="t_from"/><xs:element name="t_from" type="t_from"/></xs:choice>
    <xs:choice><xs:element name="t_to_my_client" type="t_to"/><xs:element name="t_to" type="t_to"/></xs:choice>
  </xs:sequence></xs:complexType>
  ${["from", "to"]
    .map(
      (side) => `<xs:complexType name="t_${side}"><xs:sequence>
    ${text(`${side}_funds_code`)}
    <xs:element name="${side}_foreign_currency" minOccurs="0"><xs:complexType><xs:sequence>
      ${text("foreign_currency_code")}<xs:element name="foreign_amount" type="xs:decimal"/>
    </xs:sequence></xs:complexType></xs:element>
    <xs:choice>
      <xs:element name="${side}_account" type="t_account"/>
      <xs:element name="${side}_person" type="t_person"/>
      <xs:element name="${side}_entity" type="t_entity"/>
    </xs:choice>
    ${text(`${side}_country`)}
  </xs:sequence></xs:complexType>`,
    )
    .join("\n")}
  <xs:complexType name="t_account"><xs:sequence>
    ${text("institution_name", 0)}
    <xs:choice>${text("institution_code")}${text("swift")}</xs:choice>
    ${text("account")}${text("account_name", 0)}${text("iban", 0)}
  </xs:sequence></xs:complexType>
  <xs:complexType name="t_person"><xs:sequence>${text("first_name")}${text("last_name")}</xs:sequence></xs:complexType>
  <xs:complexType name="t_entity"><xs:sequence>${text("name")}</xs:sequence></xs:complexType>
</xs:schema>`

const PROFILE: GoamlProfile = {
  report: {
    // Not in the order of the schema, which the writer has to make.
    currency_code_local: "KES",
    report_code: "STR",
    submission_code: "E",
    rentity_id: "1042",
    reporting_person: { last_name: "Wu", first_name: "Ann" },
  },
  transaction: { transaction_location: "Nairobi", transaction_description: "transfer" },
  institution: { institution_code: "OURS", institution_name: "Our bank" },
  myClients: "subject",
  partiesAs: "account",
  parties: new Map([
    ["bob", { as: "person", fields: { last_name: "B", first_name: "Bob" } }],
    ["shop", { as: "entity", fields: {} }],
  ]),
  transmode: { bank: "EFT", "*": "OTHER" },
  funds: { "*": "E" },
  indicators: { "typology:structuring": ["STRUCT"], "rule:none": ["NO"], "indicator:TB-A5": ["A5"] },
  timeZone: "Africa/Nairobi",
  mandatory: {},
  elements: {},
}

const FIELDS = ["payerName", "payeeName", "memo", "channel", "payerCountry", "payeeCountry"] as const
const payment = (id: string, payer: string, payee: string, parts = {}) => ({
  id,
  time: Date.UTC(2024, 2, 1, 22, 30),
  amountMinor: 950_000,
  currency: "KES",
  payer,
  payee,
  text: { channel: "bank", payerCountry: "KE", payeeCountry: "KE", payeeName: "Acme & <Co>" },
  ...parts,
})

function caseOf(payments: readonly ReturnType<typeof payment>[], parts: Partial<GoamlCase> = {}): GoamlCase {
  const rows = payments.map((_, row) => row)
  const finding = sampleFinding({ payments: payments.map(({ id }) => id), rows })
  return {
    alert: sampleAlert({ findings: ["f-1"] }),
    findings: [finding],
    table: tableOf([...payments, payment("other", "x", "y")], FIELDS),
    date: "2026-11-22",
    ...parts,
  }
}

let dir: string
let xsd: string
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "moneytrail-goaml-"))
  xsd = join(dir, "goaml.xsd")
  writeFileSync(xsd, XSD)
})
afterAll(() => rmSync(dir, { recursive: true }))

/** Text of the leaves by path, in order; throws for what is no XML. */
function leaves(xml: string): string[] {
  const parser = new SaxesParser({ xmlns: true })
  const open: string[] = []
  const found: string[] = []
  let content = ""
  parser.on("error", (error) => {
    throw error
  })
  parser.on("opentag", ({ local, uri }) => {
    expect(uri).toBe("")
    open.push(local)
    content = ""
  })
  parser.on("text", (part) => {
    content += part
  })
  parser.on("closetag", () => {
    if (content.trim() !== "") found.push(`${open.join("/")}=${content}`)
    content = ""
    open.pop()
  })
  parser.write(xml).close()
  return found
}

describe("a goAML report", () => {
  test("with all that is asked for is valid, and nothing is missing", async () => {
    const { xml, missing } = goamlReport(
      PROFILE,
      caseOf([
        payment("p1", "bob", "acme"),
        payment("p2", "shop", "acme", {
          text: { channel: "cash", payerName: "Shop", payerCountry: "CN", payeeCountry: "KE" },
        }),
      ]),
    )
    expect(missing).toEqual([])
    expect(await validateGoaml(xml, xsd)).toEqual([])
    const found = leaves(xml)
    for (const part of [
      "report/entity_reference=a-1",
      "report/submission_date=2026-11-22T00:00:00",
      "report/transaction/transactionnumber=p1",
      "report/transaction/transaction_description=transfer",
      // In the zone of the profile.
      "report/transaction/date_transaction=2024-03-02T01:30:00",
      "report/transaction/transmode_code=EFT",
      "report/transaction/transmode_code=OTHER",
      "report/transaction/t_from/from_person/first_name=Bob",
      "report/transaction/t_from/from_entity/name=Shop",
      "report/transaction/t_to_my_client/to_account/institution_name=Our bank",
      "report/transaction/t_to_my_client/to_account/account_name=Acme & <Co>",
      "report/transaction/amount_local=9500.00",
      "report/report_indicators/indicator=A5",
      "report/report_indicators/indicator=STRUCT",
    ])
      expect(found).toContain(part)
    expect(found.filter((leaf) => leaf.includes("transactionnumber"))).toHaveLength(2)
  })

  test("lists what nobody gave, and makes nothing up", async () => {
    const bare = {
      ...PROFILE,
      report: { currency_code_local: "KES" },
      transmode: {},
      funds: {},
      indicators: {},
    }
    const payments = [payment("p1", "", "acme", { text: {} }), payment("p2", "carl", "acme")]
    const { xml, missing } = goamlReport(bare, { ...caseOf(payments), date: undefined })
    expect(missing.map(({ path, payment: of }) => `${path} ${of}`)).toEqual([
      "report/rentity_id null",
      "report/submission_code null",
      "report/report_code null",
      "report/submission_date null",
      "report/report_indicators null",
      "report/transaction/transmode_code p1",
      "report/transaction/t_from/from_funds_code p1",
      "report/transaction/t_from/from_account|from_person|from_entity p1",
      "report/transaction/t_from/from_country p1",
      "report/transaction/t_to_my_client/to_funds_code p1",
      "report/transaction/t_to_my_client/to_country p1",
      "report/transaction/transmode_code p2",
      "report/transaction/t_from/from_funds_code p2",
      "report/transaction/t_from/from_account/institution_code|swift p2",
      "report/transaction/t_to_my_client/to_funds_code p2",
    ])
    for (const { why } of missing) expect(why).not.toBe("")
    expect(leaves(xml).map((leaf) => leaf.split("=")[0])).not.toContain("report/rentity_id")
    const abroad = goamlReport({ ...bare, report: {} }, caseOf(payments)).xml
    expect(abroad).not.toContain("foreign_currency")
    const [first] = await validateGoaml(xml, xsd)
    expect(first!.line).toBe(3)
    expect(first!.message).toContain("entity_reference")
  })

  test("asks for what the unit asks for besides, of clients and of others", () => {
    const mandatory = { transaction: ["teller"], t_account_my_client: ["branch"] }
    const { missing } = goamlReport({ ...PROFILE, mandatory }, caseOf([payment("p1", "bob", "acme")]))
    expect(missing.map(({ path }) => path)).toEqual([
      "report/transaction/teller",
      "report/transaction/t_to_my_client/to_account/branch",
    ])
  })

  test("converts other currencies by the rate of the day, or says that there is none", async () => {
    const payments = [payment("p1", "bob", "acme", { currency: "USD" })]
    const rates = createRateTable([{ date: "2024-01-01", from: "USD", to: "KES", rate: "129.5" }])
    const { xml, missing } = goamlReport(PROFILE, caseOf(payments, { rates }))
    expect(missing).toEqual([])
    expect(await validateGoaml(xml, xsd)).toEqual([])
    const found = leaves(xml)
    expect(found).toContain("report/transaction/amount_local=1230250.00")
    expect(found).toContain("report/transaction/t_from/from_foreign_currency/foreign_amount=9500.00")
    expect(goamlReport(PROFILE, caseOf(payments)).missing.map(({ path }) => path)).toEqual([
      "report/transaction/amount_local",
    ])
  })

  test("takes no place for a number of a payment, and no name of one piece for two", () => {
    const table = tableOf([payment("", "carl", "acme")], FIELDS)
    const findings = [sampleFinding({ payments: [table.idOf(0)], rows: [0] })]
    const profile = { ...PROFILE, partiesAs: "person" } as const
    const { missing } = goamlReport(profile, caseOf([], { table, findings }))
    expect(missing.map(({ path, payment: of }) => `${path} ${of}`)).toEqual([
      "report/transaction/transactionnumber payments.csv:2",
      "report/transaction/t_from/from_person/first_name payments.csv:2",
      "report/transaction/t_from/from_person/last_name payments.csv:2",
      "report/transaction/t_to_my_client/to_person/first_name payments.csv:2",
      "report/transaction/t_to_my_client/to_person/last_name payments.csv:2",
    ])
  })

  test("keeps whole reasons as far as they fit, and says what it leaves out", () => {
    const reasons = ["a".repeat(3000), "b".repeat(999), "c", "d"]
    const reported = caseOf([payment("p1", "bob", "acme")], { alert: sampleAlert({ reasons }) })
    const { xml, missing } = goamlReport(PROFILE, reported)
    expect(leaves(xml)).toContain(`report/reason=${reasons[0]}\n${reasons[1]}`)
    expect(missing).toEqual([
      expect.objectContaining({ path: "report/reason", why: expect.stringContaining("2 more") }),
    ])
  })

  test("has the payments of the alert alone, and says which reasons are its network's", () => {
    const reported = caseOf([payment("p1", "bob", "acme"), payment("p2", "carl", "dora")])
    const [finding] = reported.findings
    const own = { ...finding!, payments: ["p1"], reason: "acme was paid" }
    const onNetwork = { ...finding!, subject: "n-1", rule: "a-rule", reason: "a network shares devices" }
    const { xml } = goamlReport(
      { ...PROFILE, indicators: { "rule:a-rule": ["NET"] } },
      {
        ...reported,
        alert: sampleAlert({ reasons: ["a network shares devices", "acme was paid"] }),
        findings: [onNetwork, own],
      },
    )
    const found = leaves(xml)
    expect(found.filter((leaf) => leaf.includes("transactionnumber"))).toEqual([
      "report/transaction/transactionnumber=p1",
    ])
    expect(found).toContain("report/reason=acme was paid\nn-1: a network shares devices")
    expect(found).toContain("report/report_indicators/indicator=NET")
  })

  test("without payments says so", () => {
    expect(goamlReport(PROFILE, caseOf([])).missing.map(({ path }) => path)).toEqual(["report/transaction"])
  })

  test("has further elements where the profile knows them", () => {
    const elements = { t_person: ["first_name", "last_name", "is_protected"] }
    const parties = new Map([
      ["bob", { as: "person" as const, fields: { is_protected: "0", last_name: "B", first_name: "Bob" } }],
    ])
    const { xml } = goamlReport({ ...PROFILE, elements, parties }, caseOf([payment("p1", "bob", "acme")]))
    expect(leaves(xml).filter((leaf) => leaf.includes("from_person"))).toEqual(
      ["first_name=Bob", "last_name=B", "is_protected=0"].map(
        (leaf) => `report/transaction/t_from/from_person/${leaf}`,
      ),
    )
  })
})

describe("elements inside elements", () => {
  const report = (parts: Partial<GoamlProfile>) => {
    const { xml, missing } = goamlReport({ ...PROFILE, ...parts }, caseOf([payment("p1", "shop", "acme")]))
    return { found: leaves(xml), missing: missing.map(({ path }) => path) }
  }
  const goods = (item: GoamlFields) => ({ ...PROFILE.transaction, goods_services: { item } })

  test("tell what was sold", () => {
    const { found } = report({ transaction: goods({ description: "a carving", item_type: "IVORY" }) })
    const path = "report/transaction/goods_services/item"
    expect(found.filter((leaf) => leaf.startsWith(path))).toEqual([
      `${path}/item_type=IVORY`,
      `${path}/description=a carving`,
    ])
    expect(report({ transaction: goods({ description: "a carving" }) }).missing).toContain(
      "report/transaction/goods_services/item/item_type",
    )
  })

  test("tell who directs an entity, and as what", () => {
    const director = { role: "DIR", last_name: "Li", first_name: "Ann" }
    const shop = { as: "entity" as const, fields: { name: "Shop", director_id: director } }
    const { found } = report({ parties: new Map([["shop", shop]]) })
    expect(found.filter((leaf) => leaf.includes("director_id"))).toEqual(
      ["first_name=Ann", "last_name=Li", "role=DIR"].map(
        (leaf) => `report/transaction/t_from/from_entity/director_id/${leaf}`,
      ),
    )
  })

  test("may be of a type that only the unit has", () => {
    const { found, missing } = report({
      report: {
        ...PROFILE.report,
        additional_information: { additional_info: { info_text: "b", info_subject: "a" } },
      },
      elements: {
        report: ["rentity_id", "transaction", "report_indicators", "additional_information"],
        additional_information: ["additional_info"],
        additional_info: ["info_subject", "info_text", "info_date"],
      },
      mandatory: { additional_info: ["info_date"] },
    })
    expect(found.slice(-2)).toEqual(
      ["info_subject=a", "info_text=b"].map(
        (leaf) => `report/additional_information/additional_info/${leaf}`,
      ),
    )
    expect(missing).toContain("report/additional_information/additional_info/info_date")
  })
})

describe("validation", () => {
  test("tells of a file that is none or no schema", async () => {
    await expect(validateGoaml("<report/>", join(dir, "none.xsd"))).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
    })
    const broken = join(dir, "broken.xsd")
    writeFileSync(broken, "<xs:schema>")
    await expect(validateGoaml("<report/>", broken)).rejects.toMatchObject({ code: "XSD_INVALID" })
  })

  test("names the package that is missing", async () => {
    const absent: string = "a-package-that-nobody-has"
    await expect(optionalPackage(absent, () => import(absent))).rejects.toMatchObject({
      code: "PACKAGE_MISSING",
      detail: expect.stringContaining(`npm install ${absent}`),
    })
    const required = () => Promise.resolve(createRequire(import.meta.url)(absent))
    await expect(optionalPackage(absent, required)).rejects.toMatchObject({ code: "PACKAGE_MISSING" })
    await expect(optionalPackage("x", () => Promise.reject(new Error("another fault")))).rejects.toThrow(
      "another fault",
    )
  })
})

describe("from the output of a run", () => {
  const CSV =
    "id,time,amount,currency,payer,payee\np1,2024-03-01T09:00:00Z,9500.00,USD,bob,acme\np2,2024-03-02T09:00:00Z,9500.00,USD,bob,acme\n"

  async function run(): Promise<{ out: string; payments: string }> {
    const out = join(dir, "out")
    const findings = [sampleFinding()]
    await writeScreening(sampleScreening({ findings, alerts: [sampleAlert({ findings: ["f-1"] })] }), out)
    const payments = join(dir, "payments.csv")
    writeFileSync(payments, CSV)
    return { out, payments }
  }

  test("payments are read again from their files", async () => {
    const { out, payments } = await run()
    const profile = { ...PROFILE, report: { ...PROFILE.report, currency_code_local: "USD" } }
    const { xml } = await goamlFiles([payments], { dir: out, alert: "acme", profile })
    const numbers = leaves(xml).filter((leaf) => leaf.includes("transactionnumber"))
    expect(numbers).toEqual(["p1", "p2"].map((id) => `report/transaction/transactionnumber=${id}`))
  })

  test("files that changed are refused, as are findings and days that are none", async () => {
    const { out, payments } = await run()
    const options = { dir: out, alert: "acme", profile: PROFILE }
    await expect(goamlFiles([payments], { ...options, alert: "f-1" })).rejects.toMatchObject({
      code: "FINDING_NOT_FOUND",
    })
    await expect(goamlFiles([payments], { ...options, date: "today" })).rejects.toMatchObject({
      code: "OPTION_INVALID",
    })
    writeFileSync(payments, CSV.replace("p2,2024-03-02", "p2,2024-03-03"))
    await expect(goamlFiles([payments], options)).rejects.toMatchObject({
      code: "INPUT_CHANGED",
      place: { file: "a.csv", line: 3 },
    })
  })
})
