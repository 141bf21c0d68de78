// entities.ftm.json against the model of FollowTheMoney. The facts below are those of followthemoney 3.8.4, June 2025
// (followthemoney/schema/*.yaml and types/*.py at github.com/alephdata/followthemoney): properties with their types by
// schema, what is required, what extends what. The validator is built from them alone.
import { describe, expect, test } from "vitest"
import type { Screening } from "../../src/model/screening.ts"
import { ftmEntities } from "../../src/report/ftm.ts"
import { tableOf } from "../helpers/table.ts"
import {
  sampleAlert,
  sampleFinding,
  sampleNetwork,
  samplePerson,
  sampleScreening,
  textOf,
} from "./samples.ts"

interface Schema {
  readonly extends: readonly string[]
  readonly required: readonly string[]
  /** Property → type; `entity:<schema>` for references. */
  readonly properties: Readonly<Record<string, string>>
}

/** The parts that our entities use, and those they must not. */
const SCHEMATA: Readonly<Record<string, Schema>> = {
  Thing: {
    extends: [],
    required: ["name"],
    properties: {
      name: "name",
      summary: "text",
      description: "text",
      country: "country",
      address: "address",
      keywords: "string",
      topics: "topic",
    },
  },
  Interval: {
    extends: [],
    required: [],
    properties: { date: "date", summary: "text", description: "text", recordId: "string" },
  },
  Value: { extends: [], required: [], properties: { amount: "number", currency: "string" } },
  Interest: { extends: ["Interval"], required: [], properties: { role: "string", status: "string" } },
  Asset: { extends: ["Thing", "Value"], required: [], properties: {} },
  LegalEntity: {
    extends: ["Thing"],
    required: ["name"],
    properties: { phone: "phone", idNumber: "identifier", sector: "string" },
  },
  Person: { extends: ["LegalEntity"], required: ["name"], properties: {} },
  Organization: { extends: ["LegalEntity"], required: ["name"], properties: {} },
  BankAccount: {
    extends: ["Asset"],
    required: [],
    properties: { accountNumber: "identifier", iban: "iban" },
  },
  Ownership: {
    extends: ["Interest"],
    required: ["owner", "asset"],
    properties: { owner: "entity:LegalEntity", asset: "entity:Asset" },
  },
  UnknownLink: {
    extends: ["Interest"],
    required: [],
    properties: { subject: "entity:Thing", object: "entity:Thing" },
  },
  Payment: {
    extends: ["Interval", "Value"],
    required: ["payer", "beneficiary"],
    properties: {
      transactionNumber: "string",
      purpose: "text",
      payer: "entity:LegalEntity",
      payerAccount: "entity:BankAccount",
      beneficiary: "entity:LegalEntity",
      beneficiaryAccount: "entity:BankAccount",
    },
  },
  Note: { extends: ["Thing"], required: [], properties: { entity: "entity:Thing" } },
}

const isA = (schema: string, wanted: string): boolean =>
  schema === wanted || SCHEMATA[schema]!.extends.some((parent) => isA(parent, wanted))
const propertiesOf = (schema: string): Record<string, string> =>
  Object.assign({}, ...SCHEMATA[schema]!.extends.map(propertiesOf), SCHEMATA[schema]!.properties)
const requiredOf = (schema: string): string[] => [
  ...SCHEMATA[schema]!.extends.flatMap(requiredOf),
  ...SCHEMATA[schema]!.required,
]

/** By type: form and greatest length, as the cleaners of the types have them. */
const TYPES: Readonly<Record<string, { readonly form: RegExp; readonly length: number }>> = {
  name: { form: /\S/, length: 384 },
  text: { form: /\S/, length: 65_000 },
  string: { form: /\S/, length: 1024 },
  address: { form: /\S/, length: 250 },
  phone: { form: /\S/, length: 64 },
  identifier: { form: /\S/, length: 64 },
  iban: { form: /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/, length: 64 },
  country: { form: /^[a-z]{2}$/, length: 16 },
  number: { form: /^-?\d+(?:\.\d+)?$/, length: 250 },
  date: { form: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, length: 32 },
}

interface Entity {
  readonly id: string
  readonly schema: string
  readonly properties: Readonly<Record<string, readonly string[]>>
}

/** Throws for whatever the model does not allow, and gives the entities. */
function check(text: string): Entity[] {
  const lines = text.split("\n")
  expect(lines.pop()).toBe("")
  const entities = lines.map((line) => {
    expect(line).toMatch(/^\{"id":"/)
    return JSON.parse(line) as Entity
  })
  const schemaOf = new Map(entities.map(({ id, schema }) => [id, schema]))
  expect(schemaOf.size).toBe(entities.length)
  for (const { id, schema, properties } of entities) {
    expect(id).toMatch(/^[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?$/)
    expect(id.length).toBeLessThanOrEqual(200)
    const known = propertiesOf(schema)
    for (const name of requiredOf(schema)) expect(properties, `${schema} ${id}`).toHaveProperty(name)
    for (const [name, values] of Object.entries(properties)) {
      const type = known[name]
      expect(type, `${schema}.${name}`).toBeDefined()
      expect(Array.isArray(values) && values.length > 0, `${schema}.${name}`).toBe(true)
      for (const value of values) {
        if (type!.startsWith("entity:")) {
          const target = schemaOf.get(value)
          expect(target, `${schema}.${name} to ${value}`).toBeDefined()
          expect(isA(target!, type!.slice(7)), `${schema}.${name} to ${target}`).toBe(true)
          expect(value).not.toBe(id)
          continue
        }
        expect(value, `${schema}.${name}`).toMatch(TYPES[type!]!.form)
        expect(value.length, `${schema}.${name}`).toBeLessThanOrEqual(TYPES[type!]!.length)
      }
    }
    // A topic of crime would be an accusation.
    expect(properties["topics"]).toBeUndefined()
  }
  return entities
}

const IBAN = "DE89370400440532013000"

function screeningOf(parts: Partial<Screening> = {}): Screening {
  const fields = [
    "memo",
    "payerCountry",
    "payeeCountry",
    "attributes.payerKind",
    "attributes.payeeKind",
  ] as const
  const payment = (id: string, payer: string, payee: string, text = {}) =>
    ({ id, time: 1_709_283_600_123, amountMinor: 950_050, currency: "USD", payer, payee, text }) as const
  const table = tableOf(
    [
      payment("p1", "bob", "acme", { memo: "象牙\u0000\ud800", payerCountry: "CN", payeeCountry: "KE" }),
      payment("p2", IBAN, "acme", { "attributes.payeeKind": "company", "attributes.payerKind": "person" }),
      payment("p3", "", "acme"),
      payment("p4", "bob", "acme"),
      payment("p5", "carol", "dan"),
      payment("n", "x".repeat(300), "acme"),
    ],
    fields,
  )
  const findings = [
    sampleFinding({ payments: ["p1", "p2", "p3", "n"], rows: [0, 1, 2, 5] }),
    sampleFinding({ id: "f-2", rule: "wildlife-ivory", payments: ["p1"], rows: [0] }),
  ]
  return sampleScreening({ table, findings, persons: [], ...parts })
}

describe("entities.ftm.json", () => {
  test("follows the model", () => {
    const entities = check(textOf(ftmEntities(screeningOf())))
    const count = (schema: string) => entities.filter((entity) => entity.schema === schema).length
    // p3 has no payer; p5 is named by nobody; p4 is a payment of the network.
    expect([count("Payment"), count("BankAccount"), count("Ownership"), count("Note")]).toEqual([4, 1, 1, 2])
    expect([count("Organization"), count("Person"), count("LegalEntity")]).toEqual([1, 1, 2])
  })

  test("tells payments with memo, time without zone, plain amount, and the rules that name them", () => {
    const entities = check(textOf(ftmEntities(screeningOf())))
    const payment = entities.find(({ properties }) => properties["transactionNumber"]?.[0] === "p1")
    expect(payment!.properties).toMatchObject({
      date: ["2024-03-01T09:00:00"],
      amount: ["9500.50"],
      currency: ["USD"],
      purpose: ["象牙\u0000\ufffd"],
      recordId: ["payments.csv:2"],
      summary: ["cash-below-us-ctr-payee, wildlife-ivory"],
    })
    const holder = entities.find(({ properties }) => properties["idNumber"]?.[0] === IBAN)!
    const account = entities.find(({ schema }) => schema === "BankAccount")!
    expect(account.properties).toMatchObject({ iban: [IBAN], country: ["de"] })
    const second = entities.find(({ properties }) => properties["transactionNumber"]?.[0] === "p2")
    expect(second!.properties).toMatchObject({ payer: [holder.id], payerAccount: [account.id] })
    expect(holder.schema).toBe("Person")
  })

  test("has a note for an alert on its subject, none for a suppressed one, and accuses no contact", () => {
    const suppressed = { by: "me", reason: "known", until: "2030-01-01" }
    const alerts = [sampleAlert(), sampleAlert({ id: "a-2", subject: "quiet", suppressed })]
    const entities = check(textOf(ftmEntities(screeningOf({ alerts }))))
    const idOf = (party: string) =>
      entities.find(({ properties }) => properties["idNumber"]?.[0] === party)!.id
    const notes = entities.filter(({ schema }) => schema === "Note")
    expect(notes.map(({ id, properties }) => [id, properties["entity"]])).toEqual([
      ["a-1", [idOf("acme")]],
      ["n-1", [idOf("acme")]],
    ])
    expect(notes[0]!.properties["description"]).toEqual([sampleAlert().reasons.join("\n")])
  })

  test("links a person of several accounts to each of them, and no person without one here", () => {
    const tie = {
      kind: "name-and-phone",
      value: "+86 138",
      reliability: 0.9,
      count: 2,
      payments: [],
    } as const
    const parties = ["acme", "carol"]
    const persons = [
      samplePerson({ parties, names: ["Li Wei"], ties: [{ ...tie, parties }], reliability: 0.9 }),
      samplePerson({ id: "person-2", parties: ["dan", "erin"] }),
    ]
    const entities = check(textOf(ftmEntities(screeningOf({ persons }))))
    const idOf = (party: string) =>
      entities.find(({ properties }) => properties["idNumber"]?.[0] === party)!.id
    const links = entities.filter(({ schema }) => schema === "UnknownLink")
    expect(links.map(({ properties }) => [properties["subject"], properties["object"]])).toEqual(
      parties.map((party) => [["person-1"], [idOf(party)]]),
    )
    expect(links[0]!.properties["summary"]).toEqual(["shares with other accounts: name-and-phone"])
    expect(entities.find(({ id }) => id === "person-1")!.properties).toEqual({
      name: ["Li Wei"],
      phone: ["+86 138"],
      summary: ["2 accounts joined to one person, reliability 0.9 of 1"],
    })
    expect(entities.some(({ id }) => id === "person-2")).toBe(false)
  })

  test("does not depend on the order of rows", () => {
    const at = (id: string, time: number) =>
      ({ id, time, amountMinor: 1, currency: "USD", payer: "bob", payee: "acme" }) as const
    const rows = [at("p1", 3), at("p2", 2), at("p3", 1)]
    const entitiesOf = (order: readonly number[]) => {
      const table = tableOf(
        order.map((i) => rows[i]!),
        [],
      )
      const findings = [sampleFinding({ payments: ["p3", "p2"], rows: [order.indexOf(2), order.indexOf(1)] })]
      const text = textOf(ftmEntities(sampleScreening({ table, findings })))
      // Places of rows are the one thing that changes.
      return text.replace(/"recordId":\["[^"]*"\]/g, "")
    }
    expect(entitiesOf([2, 0, 1])).toBe(entitiesOf([0, 1, 2]))
  })

  test("of nothing is empty", () => {
    const nothing = sampleScreening({ alerts: [], findings: [], networks: [] })
    expect(textOf(ftmEntities(nothing))).toBe("")
    expect(sampleNetwork().contacts).not.toEqual([])
  })
})
