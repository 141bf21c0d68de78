// What of a screening comes into the report: everything where it fits, and its figures by day, month and corridor.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Finding } from "../../../src/model/finding.ts"
import type { Network } from "../../../src/model/network.ts"
import { type PaymentTable, PaymentTableBuilder } from "../../../src/model/table.ts"
import { formatTime } from "../../../src/model/time.ts"
import { collectReport } from "../../../src/report/html/collect.ts"
import { measureFlows } from "../../../src/report/html/flows.ts"
import { shownRows } from "../../../src/report/html/pick.ts"
import { readNetworks } from "../../../src/report/page/read-networks.ts"
import { sampleAlert, sampleFinding, sampleNetwork, sampleScreening } from "../samples.ts"

interface Row {
  readonly time: number
  readonly minor: number
  readonly currency: string
  readonly status: number
  readonly payer: string
  readonly payee: string
  readonly from: string
  readonly to: string
}

const row: fc.Arbitrary<Row> = fc.record({
  time: fc.integer({ min: Date.UTC(2023, 10, 1), max: Date.UTC(2024, 2, 3) }),
  minor: fc.nat(100_000),
  currency: fc.constantFrom("USD", "CNY"),
  status: fc.constantFrom(0, 0, 0, 1),
  payer: fc.constantFrom("a", "b", "c", "d", ""),
  payee: fc.constantFrom("e", "b", "c", "d"),
  from: fc.constantFrom("", "CN", "VN"),
  to: fc.constantFrom("", "CN"),
})

function tableOf(rows: readonly Row[]): PaymentTable {
  const builder = new PaymentTableBuilder()
  const file = builder.addFile("a.csv")
  const from = builder.textColumn("payerCountry")
  const to = builder.textColumn("payeeCountry")
  rows.forEach(({ time, minor, currency, status, payer, payee, ...country }, index) => {
    const text: string[] = []
    text[from] = country.from
    text[to] = country.to
    builder.add({
      id: `p${index}`,
      time,
      amountMinor: minor,
      currency,
      status,
      payer,
      payee,
      text,
      file,
      line: index + 2,
    })
  })
  return builder.done()
}

function decimal(minor: number): string {
  const digits = String(minor).padStart(3, "0")
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}

/** Settled rows by a key, as the report counts them, the slow way. */
function countBy(
  rows: readonly Row[],
  flagged: ReadonlySet<number>,
  keyOf: (row: Row) => string | undefined,
) {
  const keys = [...new Set(rows.filter(({ status }) => status === 0).map(keyOf))]
  return keys
    .filter((key) => key !== undefined)
    .sort()
    .map((key) => {
      const own = rows.flatMap((each, index) => (each.status === 0 && keyOf(each) === key ? [index] : []))
      const totals = (of: readonly number[]) =>
        ["CNY", "USD"].flatMap((currency) => {
          const amounts = of.filter((index) => rows[index]!.currency === currency)
          return amounts.length === 0
            ? []
            : [currency, decimal(amounts.reduce((sum, i) => sum + rows[i]!.minor, 0))]
        })
      const named = own.filter((index) => flagged.has(index))
      return {
        key,
        payments: own.length,
        flagged: named.length,
        total: totals(own),
        flaggedTotal: totals(named),
      }
    })
}

const NETWORK: Network = sampleNetwork({
  members: [{ ...sampleNetwork().members[0]!, party: "b" }],
  contacts: ["a", "c"].map((party) => ({ ...sampleNetwork().contacts[0]!, party })),
})

describe("figures by day, month, corridor and network", () => {
  test("are those that one counts by hand", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 25 }), fc.array(fc.nat(24)), (rows, picked) => {
        const named = picked.filter((index) => index < rows.length)
        const findings: Finding[] = [
          sampleFinding({ rows: named }),
          sampleFinding({
            rows: rows.map((_, index) => index),
            suppressed: { by: "me", reason: "r", until: "2030-01-01" },
          }),
        ]
        const flows = measureFlows(tableOf(rows), findings, [NETWORK], new Map())
        const flagged = new Set(named)
        const monthOf = ({ time }: Row) => formatTime(time).slice(0, 7)
        const months = (counted: ReturnType<typeof countBy>) =>
          counted.map(({ key, ...rest }) => ({ month: key, ...rest }))
        expect(flows.months).toEqual(months(countBy(rows, flagged, monthOf)))
        expect(flows.days.map(({ day, payments, flagged }) => [day, payments, flagged])).toEqual(
          countBy(rows, flagged, ({ time }) => formatTime(time).slice(0, 10)).map((each) => [
            each.key,
            each.payments,
            each.flagged,
          ]),
        )
        const corridors = countBy(rows, flagged, ({ from, to }) =>
          from === "" && to === "" ? undefined : `${from} ${to}`,
        )
        expect(
          [...flows.corridors]
            .map(({ from, to, ...rest }) => ({ key: `${from} ${to}`, ...rest }))
            .sort(byKey),
        ).toEqual(corridors)
        const inNetwork = ({ payer, payee }: Row) =>
          ["a", "b", "c"].includes(payer) &&
          ["a", "b", "c"].includes(payee) &&
          (payer === "b" || payee === "b")
        expect(flows.networkMonths[0]).toEqual(
          months(countBy(rows, flagged, (each) => (inNetwork(each) ? monthOf(each) : undefined))),
        )
      }),
      { numRuns: 300 },
    )
  })
})

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1
}

describe("what is shown of a finding", () => {
  const finding = (count: number, worded: readonly number[]) => {
    const [match] = sampleFinding().matches
    const payments = Array.from({ length: count }, (_, index) => `p${index}`)
    return sampleFinding({
      payments,
      rows: payments.map((_, index) => index),
      matches: worded.map((index) => ({ ...match!, payment: `p${index}` })),
    })
  }

  test("is all of it where it fits", () => {
    expect(shownRows(finding(3, []), 3)).toEqual([0, 1, 2])
  })

  test("is its payments with words before others, in their order", () => {
    expect(shownRows(finding(6, [5, 2]), 3)).toEqual([0, 2, 5])
    expect(shownRows(finding(6, [5, 4, 3, 2]), 3)).toEqual([2, 3, 4])
  })
})

describe("the report of the sample", () => {
  test("holds its alerts, findings, networks and account", async () => {
    const data = await collectReport(sampleScreening())
    expect(data.alerts.id).toEqual(["a-1"])
    expect(data.alerts.findings).toEqual([[0, 1]])
    expect(data.findings.id).toEqual(["f-1", "f-2"])
    expect(data.payments.id).toEqual(["p1", "p2"])
    expect(data.payments.time).toEqual([Date.UTC(2024, 2, 1, 9), 86_400_000])
    expect(data.account.rows.read).toBe(5)
    expect(data.account.rejects).toMatchObject([{ code: "AMOUNT_INVALID", count: 1, line: 7 }])
    expect(data.counts).toEqual({
      alerts: { info: 0, review: 0, high: 1, critical: 0 },
      suppressed: 0,
      findings: 2,
      networks: 1,
    })
    expect(data.rules.map(({ id, alerts }) => [id, alerts])).toEqual([
      ["cash-below-us-ctr-payee", 1],
      ["wildlife-ivory", 1],
    ])
  })

  test("gives its networks back as they were", async () => {
    const screening = sampleScreening()
    const data = await collectReport(screening)
    const [network] = readNetworks(data.networks)
    const [edge] = screening.networks[0]!.edges
    const party = (index: number) => data.parties.id[index]
    expect(
      network?.members.map(({ party: index, role, score, why }) => [party(index), role, score, why]),
    ).toEqual([["acme", "seller", 72.5, "paid by 1 buyer"]])
    expect(
      network?.edges.map((each) => [party(each.payer), party(each.payee), each.count, each.first, each.last]),
    ).toEqual([["bob", "acme", 2, Date.parse(edge!.first), Date.parse(edge!.last)]])
    expect(data.payments.id[network?.keyPayments[0] ?? -1]).toBe("p1")
  })

  test("orders the findings of an alert as their reasons, those without a word in it last", async () => {
    const findings = ["one", "two", "three"].map((reason, index) =>
      sampleFinding({ id: `f-${index}`, reason }),
    )
    const alert = sampleAlert({ findings: findings.map(({ id }) => id), reasons: ["three", "one"] })
    const data = await collectReport(sampleScreening({ findings, alerts: [alert] }))
    expect(data.alerts.findings[0]!.map((index) => data.findings.id[index])).toEqual(["f-2", "f-0", "f-1"])
  })

  test("cuts no pair of surrogates where it cuts a text", async () => {
    const builder = new PaymentTableBuilder()
    const file = builder.addFile("a.csv")
    const memo = builder.textColumn("memo")
    for (const [index, text] of [`x${"😀".repeat(15_000)}`, "😀".repeat(15_000)].entries()) {
      const values: string[] = []
      values[memo] = text
      builder.add({
        id: `p${index + 1}`,
        time: index,
        amountMinor: 1,
        currency: "USD",
        status: 0,
        payer: "bob",
        payee: "acme",
        text: values,
        file,
        line: index + 2,
      })
    }
    const finding = sampleFinding({ matches: [] })
    const data = await collectReport(
      sampleScreening({
        table: builder.done(),
        findings: [finding],
        alerts: [sampleAlert({ findings: ["f-1"] })],
      }),
    )
    const [first, second] = data.payments.memo.map((index) => data.texts[index]!)
    expect([first!.length, second!.length]).toEqual([20_000, 20_001])
    expect([first!.slice(-3), second!.slice(-3)]).toEqual(["😀…", "😀…"])
    expect(data.limits.textLength).toBe(20_000)
  })
})
