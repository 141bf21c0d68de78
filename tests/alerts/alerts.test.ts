import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  type AlertInput,
  addNetworkEvidence,
  attachNetworks,
  buildAlerts,
  scoreNetworkFindings,
} from "../../src/alerts/build-alerts.ts"
import {
  combinePoints,
  evidenceKinds,
  findingPoints,
  scoreFindings,
  severityOf,
} from "../../src/alerts/score.ts"
import { createPaymentTable } from "../../src/ingest/create-table.ts"
import type { Finding, TextMatch } from "../../src/model/finding.ts"
import { finish } from "../../src/model/steps.ts"
import type { EvidenceKind, RuleStatus, Severity } from "../../src/model/vocabulary.ts"
import { EVIDENCE_KINDS, SEVERITIES } from "../../src/model/vocabulary.ts"
import { DEFAULT_SCORING } from "../../src/rules/scoring.ts"
import { finding } from "../helpers/finding.ts"

const alertsOf = (input: AlertInput) => finish(buildAlerts(input))

const scoring = DEFAULT_SCORING
function match(part: Partial<TextMatch> = {}): TextMatch {
  return {
    payment: "p1",
    field: "memo",
    start: 0,
    end: 2,
    text: "象牙",
    term: "象牙",
    lexicon: "elephant",
    taxon: "elephant",
    lang: "zh",
    kind: "product",
    ambiguity: "low",
    source: "https://example.org",
    heard: "plain",
    ...part,
  }
}

const stable = (): RuleStatus => "stable"

describe("points of a finding", () => {
  test("are those of its severity, less for a rule that is not tuned", () => {
    expect(findingPoints(finding(), "stable", scoring)).toBe(35)
    expect(findingPoints(finding(), "experimental", scoring)).toBe(21)
  })

  test("text weighs by its clearest term, its source, its field and benign phrases beside it", () => {
    const points = (...matches: TextMatch[]) =>
      findingPoints(finding({ evidence: "text", matches }), "stable", scoring)
    expect(points(match())).toBe(35)
    expect(points(match({ ambiguity: "high" }), match())).toBe(35)
    expect(points(match({ ambiguity: "mid" }))).toBeCloseTo(21)
    expect(points(match({ source: "memory" }))).toBeCloseTo(21)
    expect(points(match({ source: "memory ; term also in github:a/b" }))).toBe(35)
    expect(points(match({ field: "payeeName" }))).toBeCloseTo(17.5)
    expect(points(match({ ambiguity: "mid" }), match({ kind: "benign" }))).toBeCloseTo(14.7)
    expect(points(match(), match({ kind: "benign" }))).toBe(35)
  })

  test("text weighs by the path it was heard on, and next to nothing where the term may be wrong", () => {
    const points = (part: Partial<TextMatch>) =>
      findingPoints(finding({ evidence: "text", matches: [match(part)] }), "stable", scoring)
    expect(points({ heard: "repeated" })).toBe(35)
    expect(points({ heard: "misspelt" })).toBeCloseTo(24.5)
    expect(points({ heard: "pinyin" })).toBeCloseTo(14)
    expect(points({ heard: "initials" })).toBeCloseTo(8.75)
    expect(points({ heard: "homophone" })).toBeCloseTo(10.5)
    expect(points({ source: "memory-UNVERIFIED, told once" })).toBeCloseTo(5.25)
  })

  test("benign contexts lower the payments they hold of, by the one that lowers most", () => {
    const context = (factor: number, ...payments: string[]) => ({
      context: `c${factor}`,
      title: "",
      factor,
      payments,
      observed: "",
    })
    const matches = [match(), match({ payment: "p2", ambiguity: "mid" })]
    const points = (...contexts: Finding["contexts"]) =>
      findingPoints(finding({ evidence: "text", matches, contexts }), "stable", scoring)
    expect(points()).toBe(35)
    expect(points(context(0.2, "p2"))).toBe(35)
    expect(points(context(0.5, "p1"))).toBeCloseTo(21)
    expect(points(context(0.5, "p1", "p2"), context(0.2, "p1"))).toBeCloseTo(10.5)
    expect(points(context(0, "p1", "p2"))).toBe(0)
    const ofPattern = finding({
      evidence: "text",
      payments: ["p1", "p2"],
      contexts: [context(0.2, "p1", "p2")],
    })
    expect(findingPoints(ofPattern, "stable", scoring)).toBeCloseTo(7)
    const ofMoney = finding({ matches, contexts: [context(0.2, "p1", "p2")] })
    expect(findingPoints(ofMoney, "stable", scoring)).toBe(35)
  })

  test("a further payment never lowers a finding, innocent as it may be", () => {
    const matches = fc.array(
      fc.record({
        payment: fc.constantFrom("p1", "p2", "p3"),
        kind: fc.constantFrom("product", "benign"),
        ambiguity: fc.constantFrom("low" as const, "mid" as const, "high" as const),
        source: fc.constantFrom("memory", "https://example.org"),
        field: fc.constantFrom("memo", "payeeName"),
      }),
      { minLength: 1, maxLength: 8 },
    )
    fc.assert(
      fc.property(matches, (parts) => {
        const all = parts.map((part) => match(part))
        const points = (some: TextMatch[]) =>
          findingPoints(finding({ evidence: "text", matches: some }), "stable", scoring)
        const without = all.filter(({ payment }) => payment !== "p3")
        if (without.some(({ kind }) => kind !== "benign"))
          expect(points(all)).toBeGreaterThanOrEqual(points(without))
      }),
    )
  })

  test("a finding of hundreds of thousands of matches is weighed like any other", () => {
    const matches = Array.from({ length: 300_000 }, (_, i) => match({ payment: `p${i}` }))
    expect(findingPoints(finding({ evidence: "text", matches }), "stable", scoring)).toBe(35)
  })

  test("further findings of one rule bring half as much each time", () => {
    const scored = scoreFindings(
      [finding(), finding(), finding(), finding({ rule: "other" })],
      stable,
      scoring,
    )
    expect(scored.map(({ points }) => points)).toEqual([35, 35, 17.5, 8.75])
  })

  test("combine as independent probabilities, in any order", () => {
    expect(combinePoints([])).toBe(0)
    expect(combinePoints([60])).toBe(60)
    expect(combinePoints([50, 50])).toBe(75)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 95 }), { maxLength: 6 }), (points) => {
        const score = combinePoints(points)
        expect(score).toBeGreaterThanOrEqual(Math.max(0, ...points))
        expect(score).toBeLessThanOrEqual(100)
        expect(combinePoints([...points].reverse())).toBe(score)
      }),
    )
  })
})

describe("severity", () => {
  const severity = (findings: Finding[], score = 100) => severityOf(score, findings, scoring)

  test("follows the score below the ceiling", () => {
    const both = [finding({ evidence: "flow" }), finding({ evidence: "text" })]
    expect(severity(both, 0)).toBe("info")
    expect(severity(both, 20)).toBe("review")
    expect(severity(both, 55)).toBe("high")
    expect(severity(both, 80)).toBe("critical")
  })

  test("words, places and timing never pass review, whatever the rules say", () => {
    const weak = ["text", "geography", "timing"] as const
    expect(severity(weak.map((evidence) => finding({ evidence, severity: "critical" })))).toBe("review")
  })

  test("one strong kind is high only where a rule says so, and never critical", () => {
    expect(severity([finding({ evidence: "flow", severity: "review" })])).toBe("review")
    expect(severity([finding({ evidence: "flow", severity: "high" })])).toBe("high")
    expect(severity([finding({ evidence: "graph", severity: "critical" })])).toBe("high")
  })

  test("a hint, a finding of severity info, is no kind of its own", () => {
    const flow = finding({ evidence: "flow", severity: "high" })
    const place = (severity: Severity) => finding({ evidence: "geography", severity })
    expect(severity([flow, place("info")])).toBe("high")
    expect(severity([flow, place("review")])).toBe("critical")
    expect(severity([finding({ evidence: "flow", severity: "info" }), place("review")])).toBe("review")
  })

  test("critical needs two independent kinds, one of them strong", () => {
    const kinds = fc.array(
      fc.record({
        evidence: fc.constantFrom<EvidenceKind>(...EVIDENCE_KINDS),
        severity: fc.constantFrom<Severity>(...SEVERITIES),
      }),
      { minLength: 1, maxLength: 6 },
    )
    fc.assert(
      fc.property(kinds, (parts) => {
        const findings = parts.map((part) => finding(part))
        const distinct = new Set(parts.map((part) => part.evidence))
        const strong = ["flow", "graph", "identity"].some((kind) => distinct.has(kind as EvidenceKind))
        const reached = severity(findings)
        if (reached === "critical") expect(distinct.size >= 2 && strong).toBe(true)
        if (!strong) expect(["info", "review"]).toContain(reached)
      }),
    )
  })
})

describe("combinations", () => {
  const combined = (part: Partial<Finding> = {}) =>
    finding({ typology: "composite", rule: "both", severity: "high", ...part })

  test("are worth their severity, also where they are of words", () => {
    const words = combined({ evidence: "text", matches: [match({ ambiguity: "high" })] })
    expect(findingPoints(words, "stable", scoring)).toBe(60)
  })

  test("add no kind of evidence, and none of the severity that a further kind allows", () => {
    const text = finding({ evidence: "text" })
    expect(severityOf(100, [text, combined({ evidence: "flow" })], scoring)).toBe("review")
    expect([...evidenceKinds([text, combined({ evidence: "flow" })])]).toEqual(["text"])
    expect(severityOf(100, [combined({ evidence: "graph" })], scoring)).toBe("review")
    expect([...evidenceKinds([combined({ evidence: "graph" })])]).toEqual(["graph"])
  })

  test("may say high where what they rest on is of their kind", () => {
    const flow = [finding(), finding()]
    expect(severityOf(100, flow, scoring)).toBe("review")
    expect(severityOf(100, [...flow, combined({ evidence: "flow" })], scoring)).toBe("high")
    expect(severityOf(100, [...flow, combined({ evidence: "text" })], scoring)).toBe("review")
    expect(severityOf(100, [...flow, combined({ severity: "critical" })], scoring)).toBe("high")
  })
})

describe("findings on the network of a party", () => {
  const onNetwork = (part: Partial<Finding> = {}) =>
    finding({
      rule: "net",
      typology: "seller-network",
      evidence: "graph",
      severity: "critical",
      subject: "n-1",
      role: "network",
      reason: "in a network",
      ...part,
    })
  const severity = (own: Finding[], net = [onNetwork()]) => severityOf(100, own, scoring, net)

  test("lift a strong kind or two kinds to high, and no further", () => {
    expect(severity([finding({ evidence: "text" })])).toBe("review")
    expect(severity([finding({ evidence: "flow" })])).toBe("high")
    expect(severity([finding({ evidence: "text" }), finding({ evidence: "geography" })])).toBe("high")
  })

  test("lift nothing that is of their own kind, that is weak, or that combines", () => {
    expect(severity([finding({ evidence: "graph" })])).toBe("review")
    expect(severity([finding()], [onNetwork({ evidence: "timing" })])).toBe("review")
    expect(severity([finding()], [onNetwork({ typology: "composite" })])).toBe("review")
    expect(severity([finding()], [])).toBe("review")
  })

  test("never make a member high alone, nor critical, whatever they are", () => {
    const parts = fc.record({
      evidence: fc.constantFrom<EvidenceKind>(...EVIDENCE_KINDS),
      severity: fc.constantFrom<Severity>(...SEVERITIES),
      typology: fc.constantFrom("structuring" as const, "composite" as const),
    })
    const some = fc.array(parts, { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(some, some, (own, net) => {
        const findings = own.map((part) => finding(part))
        const without = severityOf(100, findings, scoring)
        const reached = severity(
          findings,
          net.map((part) => onNetwork(part)),
        )
        if (reached !== without) {
          expect([without, reached]).toEqual(["review", "high"])
          const kinds = new Set(
            findings.filter(({ typology }) => typology !== "composite").map(({ evidence }) => evidence),
          )
          const strong = ["flow", "graph", "identity"].some((kind) => kinds.has(kind as EvidenceKind))
          expect(strong || kinds.size >= 2).toBe(true)
        }
      }),
    )
  })

  test("are listed and scored with the alert, whose payments stay those of its own", () => {
    const pay = (id: string, payee: string) => ({
      id,
      time: "2026-01-01",
      amount: "1.00",
      currency: "CNY",
      payer: "a",
      payee,
    })
    const table = createPaymentTable([pay("p1", "s"), pay("p2", "t"), pay("p3", "u")])
    const findings = [
      finding({ rows: [0], rule: "own", reason: "own" }),
      finding({ subject: "t", rows: [1], severity: "high" }),
      finding({ subject: "u", rows: [2], suppressed: { by: "ana", reason: "known", until: "2027-01-01" } }),
    ]
    const input = { findings, scoring, statusOf: stable }
    const networkOf = new Map(["s", "u"].map((party) => [party, "n-1"]))
    const alerts = attachNetworks(alertsOf({ table, ...input }), networkOf)
    expect(alerts.map(({ subject, score }) => [subject, score])).toEqual([
      ["t", 60],
      ["s", 35],
      ["u", 35],
    ])
    const net = [
      onNetwork({ id: "f-net", severity: "high", rows: [1] }),
      onNetwork({ severity: "high", suppressed: { by: "ana", reason: "known", until: "2027-01-01" } }),
      onNetwork({ subject: "n-2" }),
    ]
    const evidence = scoreNetworkFindings(net, input)
    expect([...evidence.keys()]).toEqual(["n-1", "n-2"])
    expect(evidence.get("n-1")).toMatchObject({ findings: [{ points: 60 }], severity: "high" })
    const added = addNetworkEvidence(alerts, evidence, input)
    // 1 − 0.65 × 0.4; s and u pass t.
    expect(added.map(({ subject, score }) => [subject, score])).toEqual([
      ["s", 74],
      ["u", 74],
      ["t", 60],
    ])
    const [s, u, t] = added
    expect(s).toMatchObject({
      severity: "high",
      evidence: ["flow", "graph"],
      rules: ["net", "own"],
      typologies: ["structuring", "seller-network"],
      findings: ["f-net", findings[0]!.id].sort(),
      payments: ["p1"],
      total: { CNY: "1.00" },
      reasons: ["in a network", "own"],
    })
    expect(u?.suppressed).toMatchObject({ by: "ana" })
    expect(t).toEqual(alerts[0])
  })
})

describe("alerts", () => {
  const table = createPaymentTable([
    {
      id: "p1",
      time: "2026-01-02",
      amount: "10.00",
      currency: "CNY",
      payer: "a",
      payee: "s",
      payeeName: "Sun",
    },
    {
      id: "p2",
      time: "2026-01-01",
      amount: "5.50",
      currency: "CNY",
      payer: "b",
      payee: "s",
      payeeName: "Sun",
    },
    { id: "p3", time: "2026-01-03", amount: "7", currency: "JPY", payer: "s", payee: "t", payerName: "Old" },
  ])

  test("gather a subject's findings: payments once and in order, totals by currency, reasons by weight", () => {
    const alerts = alertsOf({
      table,
      findings: [
        finding({ rows: [1, 0], reason: "weak", severity: "info", rule: "w", evidence: "text" }),
        finding({ rows: [0, 2], reason: "strong", severity: "high", rule: "h", typology: "pass-through" }),
        finding({ rows: [2], reason: "other", subject: "t", severity: "info" }),
      ],
      scoring,
      statusOf: stable,
    })
    expect(alerts.map((alert) => alert.subject)).toEqual(["s", "t"])
    expect(alerts[0]).toMatchObject({
      name: "Sun",
      payments: ["p2", "p1", "p3"],
      total: { CNY: "15.50", JPY: "7" },
      first: "2026-01-01T00:00:00Z",
      last: "2026-01-03T00:00:00Z",
      evidence: ["text", "flow"],
      typologies: ["structuring", "pass-through"],
      rules: ["h", "w"],
      reasons: ["strong", "weak"],
      network: null,
    })
    expect(attachNetworks(alerts, new Map([["t", "n-1"]])).map((alert) => alert.network)).toEqual([
      null,
      "n-1",
    ])
  })

  test("equal scores are sorted by subject", () => {
    const findings = ["b", "a", "c"].map((subject) => finding({ subject }))
    const alerts = alertsOf({ table, findings, scoring, statusOf: stable })
    expect(alerts.map((alert) => alert.subject)).toEqual(["a", "b", "c"])
  })
})
