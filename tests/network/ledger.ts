// Small ledgers with findings and alerts made by hand: what network finding is given, without rules or words.
import type { Alert } from "../../src/model/alert.ts"
import { MISSING } from "../../src/model/dictionary.ts"
import type { Finding } from "../../src/model/finding.ts"
import { ENGLISH } from "../../src/model/messages.ts"
import { canonicalOrder } from "../../src/model/order.ts"
import type { TextFieldName } from "../../src/model/payment.ts"
import { finish } from "../../src/model/steps.ts"
import type { EvidenceKind, Severity, Typology } from "../../src/model/vocabulary.ts"
import {
  type FoundNetworks,
  findNetworks,
  type NetworkInput,
  type NetworkOptions,
} from "../../src/network/networks.ts"
import { type TestPayment, tableOf } from "../helpers/table.ts"

const DAY_MS = 86_400_000
const START = Date.UTC(2026, 0, 1)

export interface Transfer {
  readonly payer: string
  readonly payee: string
  readonly amount?: number
  readonly currency?: string
  readonly text?: Readonly<Partial<Record<TextFieldName, string>>>
  /** Names of findings that hold the payment. */
  readonly in?: readonly string[]
}

export interface Suspicion {
  readonly subject: string
  readonly typology?: Typology
  /** The part of the subject in the finding: `payee` unless given. */
  readonly role?: string
  readonly evidence?: EvidenceKind
  readonly severity?: Severity
  readonly score?: number
  readonly taxon?: string
  readonly suppressed?: boolean
}

/** `count` payments, a day apart each. */
export function transfers(count: number, transfer: Transfer): Transfer[] {
  return Array.from({ length: count }, () => transfer)
}

export function paymentsOf(list: readonly Transfer[]): TestPayment[] {
  return list.map(({ payer, payee, amount = 100, currency = "CNY", text = {} }, i) => ({
    id: `t${String(i).padStart(4, "0")}`,
    time: START + i * DAY_MS,
    amountMinor: amount * 100,
    currency,
    payer,
    payee,
    text,
  }))
}

const FIELDS: readonly TextFieldName[] = [
  "payerName",
  "payeeName",
  "payeeCategory",
  "channel",
  "payerDevice",
  "payeeDevice",
  "payerPhone",
  "payeePhone",
  "payerAddress",
  "payeeAddress",
  "waybill",
]

export interface Scene {
  readonly transfers: readonly Transfer[]
  /** By name of the finding. */
  readonly suspicions: Readonly<Record<string, Suspicion>>
  readonly listed?: readonly string[]
  readonly couriers?: readonly string[]
}

/** Finds the networks of a scene; `rowOrder[i]` is the payment that stands in row i. */
export function networksOf(
  scene: Scene,
  options: Partial<NetworkOptions> = {},
  rowOrder: readonly number[] = scene.transfers.map((_, i) => i),
  input: Partial<NetworkInput> = {},
): FoundNetworks {
  const payments = paymentsOf(scene.transfers)
  const table = tableOf(
    rowOrder.map((i) => payments[i]!),
    FIELDS,
  )
  const rowOf = new Map(rowOrder.map((i, row) => [i, row]))
  const findings = Object.entries(scene.suspicions).map(([name, suspicion]): Finding => {
    const held = scene.transfers.flatMap((transfer, i) => (transfer.in?.includes(name) ? [i] : []))
    return finding(
      name,
      suspicion,
      held.map((i) => payments[i]!.id),
      held.map((i) => rowOf.get(i)!),
    )
  })
  const marked = (names: readonly string[]) => {
    const marks = new Uint8Array(table.parties.size)
    for (const name of names) if (table.parties.code(name) !== MISSING) marks[table.parties.code(name)] = 1
    return marks
  }
  return finish(
    findNetworks(
      {
        table,
        order: canonicalOrder(table),
        findings,
        alerts: Object.entries(scene.suspicions).map(([name, suspicion]) => alert(name, suspicion)),
        listedHubs: marked(scene.listed ?? []),
        couriers: marked(scene.couriers ?? []),
        messages: ENGLISH,
        ...input,
      },
      { seed: 1, ...options },
    ),
  )
}

export function finding(
  name: string,
  {
    subject,
    typology = "velocity",
    role = "payee",
    evidence = "flow",
    severity = "review",
    taxon = "",
  }: Suspicion,
  payments: readonly string[],
  rows: readonly number[],
): Finding {
  const match = {
    field: "memo",
    start: 0,
    end: 1,
    text: "x",
    term: "x",
    lexicon: taxon,
    taxon,
    lang: "en",
    kind: "name",
    ambiguity: "low",
    source: "",
    heard: "plain",
  } as const
  return {
    id: `f-${name}`,
    rule: `rule-${typology}`,
    ruleVersion: "1.0.0",
    typology,
    severity,
    evidence,
    subject,
    role,
    parties: [{ party: subject, role }],
    payments,
    from: "",
    to: "",
    measures: {},
    conditions: [],
    matches: taxon === "" ? [] : payments.map((payment) => ({ ...match, payment })),
    contexts: [],
    indicators: [],
    reason: `${subject} is in finding ${name}`,
    places: [],
    rows,
  }
}

export function alert(
  name: string,
  {
    subject,
    typology = "velocity",
    evidence = "flow",
    severity = "review",
    score = 50,
    suppressed,
  }: Suspicion,
): Alert {
  return {
    id: `a-${name}`,
    subject,
    name: "",
    score,
    severity,
    evidence: [evidence],
    rules: [`rule-${typology}`],
    typologies: [typology],
    findings: [`f-${name}`],
    network: null,
    payments: [],
    total: {},
    first: "",
    last: "",
    reasons: [`${subject} is in finding ${name}`],
    ...(suppressed === true ? { suppressed: { by: "ana", reason: "known", until: "2027-01-01" } } : {}),
  }
}

/** Two sellers with buyers of their own, a supplier both pay, a mule, a courier, and people who live beside them. */
export const RING: Scene = {
  transfers: [
    ...Array.from({ length: 12 }, (_, i) => [
      { payer: `buyer-a${i}`, payee: "seller-a", amount: 900, in: ["words-a"] },
      { payer: `buyer-b${i}`, payee: "seller-b", amount: 1100, in: i < 8 ? ["words-b"] : [] },
      { payer: `buyer-a${i}`, payee: "grocer", amount: 20 },
      { payer: "employer", payee: `buyer-b${i}`, amount: 5000 },
      { payer: "seller-a", payee: "courier", amount: 15 },
    ]).flat(),
    ...transfers(4, { payer: "seller-a", payee: "supplier", amount: 1500 }),
    ...transfers(3, { payer: "seller-b", payee: "supplier", amount: 1000 }),
    ...transfers(5, { payer: "seller-b", payee: "mule", amount: 1900, in: ["through"] }),
    ...transfers(5, { payer: "mule", payee: "collector", amount: 1850, in: ["through"] }),
    ...transfers(4, { payer: "grocer", payee: "employer", amount: 50 }),
    { payer: "seller-a", payee: "grocer", amount: 30 },
  ],
  suspicions: {
    "words-a": {
      subject: "seller-a",
      typology: "wildlife-keyword",
      evidence: "text",
      score: 70,
      taxon: "elephant",
    },
    "words-b": {
      subject: "seller-b",
      typology: "wildlife-keyword",
      evidence: "text",
      score: 60,
      taxon: "pangolin",
    },
    through: { subject: "mule", typology: "pass-through", severity: "high", score: 75 },
  },
  listed: ["courier"],
  couriers: ["courier"],
}
