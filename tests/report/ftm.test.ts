// entities.ftm.json read by FollowTheMoney's own JavaScript library, with its model (followthemoney 3.8.4): schemata, their
// properties and types, lengths, what is required, what may stand at the end of a reference. The library does not look at
// the form of values; that of the types we write is that of its Python cleaners (followthemoney/types/*.py).
import { defaultModel, type Entity, type IEntityDatum, Model, type Property } from "@alephdata/followthemoney"
import { describe, expect, test } from "vitest"
import { screen } from "../../src/index.ts"
import { listAlert } from "../../src/model/listed-alert.ts"
import type { Screening } from "../../src/model/screening.ts"
import { loadRules } from "../../src/node.ts"
import { ftmEntities } from "../../src/report/ftm.ts"
import { plantedLedger } from "../helpers/planted-ledger.ts"
import { tableOf } from "../helpers/table.ts"
import {
  sampleAlert,
  sampleFinding,
  sampleNetwork,
  samplePerson,
  sampleScreening,
  textOf,
} from "./samples.ts"

const model = new Model(defaultModel)

/** Form of a value by the name of its type, for the types that our entities have. */
const FORMS: Readonly<Record<string, RegExp>> = {
  name: /\S/,
  text: /\S/,
  string: /\S/,
  address: /\S/,
  phone: /\S/,
  identifier: /\S/,
  iban: /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/,
  country: /^[a-z]{2}$/,
  number: /^-?\d+(?:\.\d+)?$/,
  date: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/,
}

interface Datum {
  readonly id: string
  readonly schema: string
  readonly properties: Readonly<Record<string, readonly string[]>>
}

/** Throws for whatever the model does not allow, and gives the entities. */
function check(text: string): Datum[] {
  const lines = text.split("\n")
  expect(lines.pop()).toBe("")
  const data = lines.map((line) => {
    expect(line).toMatch(/^\{"id":"/)
    return JSON.parse(line) as Datum & IEntityDatum
  })
  const entities = new Map(data.map((datum) => [datum.id, model.getEntity(datum)]))
  expect(entities.size).toBe(data.length)
  for (const { id, properties } of data) checkEntity(entities.get(id)!, properties, entities)
  return data
}

function checkEntity(
  entity: Entity,
  written: Datum["properties"],
  entities: ReadonlyMap<string, Entity>,
): void {
  const { id, schema } = entity
  expect(id).toMatch(/^[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?$/)
  expect(schema.abstract, schema.name).toBe(false)
  const required = schema.schemata.flatMap((name) => model.getSchema(name).required ?? [])
  for (const name of required) expect(written, `${schema} ${id}`).toHaveProperty(name)
  for (const [name, values] of Object.entries(written)) {
    expect(schema.hasProperty(name), `${schema}.${name}`).toBe(true)
    const property = schema.getProperty(name)
    expect(property.deprecated || property.stub, property.qname).toBe(false)
    expect(values.length, property.qname).toBeGreaterThan(0)
    // The library leaves out what it holds twice.
    expect(entity.getProperty(name), property.qname).toHaveLength(new Set(values).size)
    for (const value of values) checkValue(value, property, entity, entities)
  }
  // A topic of crime would be an accusation.
  expect(written["topics"]).toBeUndefined()
}

function checkValue(
  value: string,
  property: Property,
  from: Entity,
  entities: ReadonlyMap<string, Entity>,
): void {
  const { type, qname } = property
  expect(value.length, qname).toBeLessThanOrEqual(property.maxLength)
  if (type.isEntity) {
    const target = entities.get(value)
    expect(target?.schema.isA(property.getRange()), `${qname} to ${target?.schema ?? value}`).toBe(true)
    expect(value).not.toBe(from.id)
    return
  }
  expect(value, qname).toMatch(FORMS[type.name]!)
  if (type.values.size > 0) expect([...type.values.keys()], qname).toContain(value)
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

  test("counts in the note of an alert its payments that are not here, for they lack a side", () => {
    const { table } = screeningOf()
    const noteOn = (rows: readonly number[]) => {
      const alerts = [listAlert(table, rows, sampleAlert())]
      const entities = check(textOf(ftmEntities(screeningOf({ table, alerts }))))
      return entities.find(({ id }) => id === "a-1")!.properties["summary"]
    }
    expect(noteOn([0, 1])).toEqual([expect.stringContaining("score ")])
    expect(noteOn([0, 1, 2])).toEqual([
      expect.stringContaining("score "),
      "1 of 3 payments left out here: one side is cash or unknown, and FollowTheMoney wants both",
    ])
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

  test("of a whole run follows the model", async () => {
    const { table } = plantedLedger("ftm")
    const screening = await screen(table, await loadRules())
    const entities = check(textOf(ftmEntities(screening)))
    const payments = new Set(screening.findings.flatMap(({ payments }) => payments))
    const told = entities.filter(({ schema }) => schema === "Payment")
    const ids = new Set(told.flatMap(({ properties }) => properties["transactionNumber"] ?? []))
    expect(payments.size).toBeGreaterThan(20)
    for (const id of payments) expect(ids).toContain(id)
  })

  test("of nothing is empty", () => {
    const nothing = sampleScreening({ alerts: [], findings: [], networks: [] })
    expect(textOf(ftmEntities(nothing))).toBe("")
    expect(sampleNetwork().contacts).not.toEqual([])
  })
})
