// Hand-made results for the tests of the writers.
import type { Alert } from "../../src/model/alert.ts"
import type { Finding } from "../../src/model/finding.ts"
import { ENGLISH } from "../../src/model/messages.ts"
import type { Network } from "../../src/model/network.ts"
import { paymentFacts } from "../../src/model/payment-facts.ts"
import type { NameHint, Person } from "../../src/model/person.ts"
import type { Reject, RejectLog } from "../../src/model/reject.ts"
import type { Intake, RuleFacts, Screening } from "../../src/model/screening.ts"
import { type PaymentTable, PaymentTableBuilder } from "../../src/model/table.ts"
import { findingHash } from "../../src/report/finding-hash.ts"
import type { WrittenFinding } from "../../src/report/finding-lines.ts"
import type { Styles } from "../../src/report/workbook.ts"

/** Styles of the cells of a workbook. */
export const SAMPLE_STYLES: Styles = {
  ...{ text: 's="1"', prose: 's="2"', number: 's="3"', numberText: 's="4"', note: 's="5"', time: 's="6"' },
  amounts: Array.from({ length: 9 }, (_, decimals) => `s="1${decimals}"`),
}

export function sampleAlert(parts: Partial<Alert> = {}): Alert {
  return {
    id: "a-1",
    subject: "acme",
    name: "Acme Trading",
    score: 72.5,
    severity: "high",
    evidence: ["text", "flow"],
    rules: ["cash-below-us-ctr-payee", "wildlife-ivory"],
    typologies: ["wildlife-keyword", "structuring"],
    findings: ["f-1", "f-2"],
    network: "n-1",
    payments: ["p1", "p2", "p3"],
    total: { CNY: "1234.50", USD: "3.00" },
    first: "2024-03-01T09:00:00.000Z",
    last: "2024-03-03T09:00:00.000Z",
    reasons: ["acme was paid 3 times in cash", "acme sells ivory"],
    ...parts,
  }
}

export function sampleFinding(parts: Partial<Finding> = {}): Finding {
  return {
    id: "f-1",
    rule: "cash-below-us-ctr-payee",
    ruleVersion: "1.0.0",
    typology: "structuring",
    severity: "high",
    evidence: "flow",
    subject: "acme",
    role: "payee",
    parties: [
      { party: "acme", role: "payee" },
      { party: "bob", role: "payer" },
    ],
    payments: ["p1", "p2"],
    from: "2024-03-01T09:00:00.000Z",
    to: "2024-03-02T09:00:00.000Z",
    measures: { count: 2, total: "19000.00 USD" },
    conditions: [{ measure: "count", threshold: "at least 2", observed: "2" }],
    matches: [
      {
        payment: "p1",
        field: "memo",
        start: 2,
        end: 4,
        text: "象牙",
        term: "象牙",
        lexicon: "elephant",
        taxon: "elephant",
        lang: "zh",
        kind: "product",
        ambiguity: "low",
        source: "memory",
        heard: "plain",
      },
    ],
    contexts: [],
    indicators: ["TB-A5"],
    reason: "acme was paid 2 times in cash, 19000.00 USD in all",
    places: [
      { payment: "p1", file: "a.csv", line: 2 },
      { payment: "p2", file: "a.csv", line: 3 },
    ],
    rows: [0, 1],
    ...parts,
  }
}

/** The sample finding as findings.jsonl has it. */
export function sampleWritten(parts: Partial<Finding> = {}): WrittenFinding {
  const { rows, ...finding } = sampleFinding(parts)
  const content = { ...finding, places: rows.map((row) => paymentFacts(sampleTable(), row)) }
  return { ...content, hash: findingHash(content) }
}

export function sampleNetwork(parts: Partial<Network> = {}): Network {
  return {
    id: "n-1",
    score: 80,
    severity: "high",
    members: [
      {
        party: "acme",
        name: "Acme Trading",
        role: "seller",
        score: 72.5,
        why: "paid by 1 buyer",
        person: null,
        suspicion: 0,
        path: [],
        steps: [],
      },
    ],
    contacts: [
      {
        party: "bob",
        name: "",
        role: "buyer",
        score: 0,
        why: "pays 1 seller",
        person: null,
        suspicion: 0,
        path: [],
        steps: [],
      },
    ],
    edges: [
      {
        payer: "bob",
        payee: "acme",
        count: 2,
        total: { USD: "19000.00" },
        first: "2024-03-01T09:00:00.000Z",
        last: "2024-03-02T09:00:00.000Z",
        flagged: 1,
      },
    ],
    taxa: ["elephant"],
    total: { USD: "19000.00" },
    from: "2024-03-01T09:00:00.000Z",
    to: "2024-03-02T09:00:00.000Z",
    rules: ["cash-below-us-ctr-payee"],
    reasons: ["one seller of ivory"],
    nearby: [],
    keyPayments: ["p1"],
    proof: [{ payment: "p1", rules: ["cash-below-us-ctr-payee"], why: "bob (buyer) paid acme (seller)" }],
    ...parts,
  }
}

export function samplePerson(parts: Partial<Person> = {}): Person {
  return {
    id: "person-1",
    parties: ["acme", "acme-2"],
    names: ["Acme Trading"],
    ties: [
      {
        kind: "document",
        value: "HR 4711",
        parties: ["acme", "acme-2"],
        reliability: 0.95,
        count: 2,
        payments: ["p1", "p2"],
      },
    ],
    reliability: 0.95,
    ...parts,
  }
}

export function sampleHint(parts: Partial<NameHint> = {}): NameHint {
  return {
    network: "n-1",
    parties: ["acme", "bob"],
    names: ["李伟", "Li Wei"],
    how: "pinyin",
    note: "a hint, not a join",
    ...parts,
  }
}

export function sampleRule(parts: Partial<RuleFacts> = {}): RuleFacts {
  return {
    id: "cash-below-us-ctr-payee",
    version: "1.0.0",
    sha256: "2".repeat(64),
    title: "Cash deposits kept just below the reporting threshold",
    status: "stable",
    typology: "structuring",
    severity: "high",
    evidence: "flow",
    description: "Several cash deposits of one payee, each just below the threshold.",
    indicators: ["TB-A5"],
    references: ["31 CFR 1010.311"],
    falsePositives: ["cash-intensive retailer"],
    blindSpots: ["deposits at several banks"],
    usesRates: true,
    ...parts,
  }
}

export function sampleReject(parts: Partial<Reject> = {}): Reject {
  return {
    code: "AMOUNT_INVALID",
    file: "a.csv",
    line: 7,
    field: "amount",
    value: "twelve",
    message: "not a number",
    ...parts,
  }
}

function rejectLog(rejects: readonly Reject[]): RejectLog {
  return {
    count: rejects.length,
    async *[Symbol.asyncIterator]() {
      yield* rejects
    },
  }
}

/** Three payments, one of them pending. */
export function sampleTable(): PaymentTable {
  const builder = new PaymentTableBuilder()
  const file = builder.addFile("a.csv")
  for (const [index, status] of [0, 0, 1].entries()) {
    builder.add({
      id: `p${index + 1}`,
      time: Date.UTC(2024, 2, index + 1, 9),
      amountMinor: 950_000,
      currency: "USD",
      status,
      payer: "bob",
      payee: "acme",
      text: [],
      file,
      line: index + 2,
    })
  }
  return builder.done()
}

export function sampleIntake(rejects: readonly Reject[] = [sampleReject()]): Intake {
  const rows = { read: 5, accepted: 3, rejected: 1, duplicates: 1, notSettled: 1 }
  return {
    files: [
      {
        file: "a.csv",
        sha256: "0".repeat(64),
        bytes: 120,
        format: "csv",
        preset: null,
        encoding: "utf-8",
        delimiter: ",",
        headerLine: 1,
        columns: { time: "time", amount: "amount" },
        ignoredColumns: ["colour"],
        timeZone: "UTC",
        timeZoneAssumed: true,
        rows,
      },
    ],
    rows,
    controlTotals: { USD: "28500.00" },
    roundedAmounts: 1,
    identicalRows: 2,
    warnings: ["a.csv: no column holds a name"],
    rejects: rejectLog(rejects),
  }
}

export function sampleScreening(parts: Partial<Screening> = {}): Screening {
  return {
    table: sampleTable(),
    findings: [sampleFinding(), sampleFinding({ id: "f-2", rule: "wildlife-ivory", evidence: "text" })],
    alerts: [sampleAlert()],
    outcomes: [
      {
        rule: "cash-below-us-ctr-payee",
        version: "1.0.0",
        findings: 1,
        notApplicable: 0,
        notDecidable: 4,
        budgetReached: [],
      },
      {
        rule: "wildlife-ivory",
        version: "2.1.0",
        findings: 1,
        notApplicable: 3,
        notDecidable: 0,
        budgetReached: [],
      },
    ],
    pack: {
      files: [{ file: "rules/structuring/cash-below-us-ctr-payee.yaml", sha256: "1".repeat(64) }],
      rules: [
        sampleRule(),
        sampleRule({
          id: "wildlife-ivory",
          version: "2.1.0",
          sha256: "3".repeat(64),
          title: "Words for ivory in a memo",
          typology: "wildlife-keyword",
          evidence: "text",
        }),
      ],
      indicators: [
        {
          id: "TB-A5",
          text: "words for animals in the text of payments",
          publisher: "An Authority",
          document: "Signs of Wildlife Trade",
          year: 2020,
          place: "page 7",
        },
      ],
      settings: { file: "moneytrail.yaml", sha256: "4".repeat(64) },
      overrides: [
        { rule: "cash-below-us-ctr-payee", param: "floor", default: "8000 USD", value: "8500 USD" },
      ],
      disabled: ["velocity-wallet"],
      selection: {
        only: [],
        without: [],
        select: null,
        disable: null,
        enabled: [],
        notRun: [{ rule: "velocity-wallet", why: "settings: enabled is false" }],
        incomplete: [],
      },
      listChanges: [],
    },
    suppressions: [],
    parameters: { seed: 1, resolution: 1, hubDegree: 150 },
    intake: sampleIntake(),
    networks: [sampleNetwork()],
    persons: [samplePerson()],
    hints: [sampleHint()],
    apart: null,
    hubs: [{ party: "sf", name: "SF Express", by: "list", degree: 900 }],
    nodeCount: 2,
    edgeCount: 1,
    communityCount: 1,
    modularity: 0.5,
    parties: null,
    messages: ENGLISH,
    ...parts,
  }
}

export function textOf(pieces: Iterable<string | Uint8Array>): string {
  // Each is copied before the next is asked for: see `ByteText.turn`.
  return Buffer.concat(Array.from(pieces, (piece) => Buffer.from(piece))).toString("utf8")
}
