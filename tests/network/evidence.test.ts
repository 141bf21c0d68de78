// Findings on networks themselves: what they add to the network's score, severity, rules and reasons.
import { describe, expect, test } from "vitest"
import type { NetworkEvidence } from "../../src/model/network.ts"
import { networkScore, networkSeverity } from "../../src/network/network-score.ts"
import { alert, finding, networksOf, RING, transfers } from "./ledger.ts"

const alerts = Object.entries(RING.suspicions).map(([name, suspicion]) => alert(name, suspicion))

function evidence(severity: NetworkEvidence["severity"], ...points: number[]): NetworkEvidence {
  return {
    severity,
    findings: points.map((each, i) => ({
      points: each,
      finding: finding(`net-${i}`, { subject: "n", typology: "seller-network", evidence: "graph" }, [], []),
    })),
  }
}

describe("the score", () => {
  test("takes the points of each finding off the doubt that the alerts leave", () => {
    const one = alert("a", { subject: "a", score: 50 })
    expect(networkScore([one])).toBe(50)
    expect(networkScore([one], [60])).toBe(80)
    expect(networkScore([one], [60, 30])).toBe(86)
    const other = alert("b", { subject: "b", score: 40, evidence: "text" })
    // 0.5 × (1 − 0.4 / 2) × 0.95 × 0.4
    expect(networkScore([one, other], [60])).toBe(84.8)
  })

  test("and the severity is the highest of the alerts and of what the findings may reach alone", () => {
    const review = alert("a", { subject: "a" })
    expect(networkSeverity([review])).toBe("review")
    expect(networkSeverity([review], "high")).toBe("high")
    expect(networkSeverity([alert("b", { subject: "b", severity: "critical" })], "high")).toBe("critical")
  })
})

describe("networks with evidence", () => {
  const result = networksOf(RING)
  const ring = result.networks[0]!
  const raised = alerts.map((each) =>
    each.subject === "seller-b" ? { ...each, score: 90, severity: "critical" as const } : each,
  )

  test("keep their id, members, contacts and payments; score, rules and reasons grow", () => {
    const [now, ...others] = result.withEvidence(raised, new Map([[ring.id, evidence("info", 60)]]))
    expect(others).toEqual([])
    const { score, severity, members, rules, reasons, ...rest } = now!
    expect(rest).toEqual({
      id: ring.id,
      contacts: ring.contacts,
      nearby: ring.nearby,
      edges: ring.edges,
      taxa: ring.taxa,
      total: ring.total,
      from: ring.from,
      to: ring.to,
      keyPayments: ring.keyPayments,
      proof: ring.proof,
    })
    // By the alerts of the members' own findings: seller-b's new score counts nothing here.
    expect(score).toBe(networkScore(alerts, [60]))
    expect(score).toBeGreaterThan(ring.score)
    expect(severity).toBe("critical")
    expect(rules).toEqual([...ring.rules, "rule-seller-network"].sort())
    expect(members.map(({ party, score: own }) => [party, own])).toEqual([
      ["seller-b", 90],
      ["mule", 75],
      ["seller-a", 70],
      ["collector", 0],
      ["supplier", 0],
    ])
    expect(
      [...members].sort((a, b) => (a.party < b.party ? -1 : 1)).map(({ role, why }) => [role, why]),
    ).toEqual(
      [...ring.members].sort((a, b) => (a.party < b.party ? -1 : 1)).map(({ role, why }) => [role, why]),
    )
    expect(reasons[0]).toBe("seller-b (seller, score 90): seller-b is in finding words-b")
    expect(reasons).toContain("n is in finding net-0")
    expect(reasons.indexOf("n is in finding net-0")).toBeGreaterThan(2)
  })

  test("are the same where there is none", () => {
    expect(result.withEvidence(alerts, new Map())).toEqual(result.networks)
  })

  test("are sorted again by score", () => {
    const pair = (name: string) => transfers(4, { payer: `${name}1`, payee: `${name}2`, in: [name] })
    const two = networksOf({
      transfers: [...pair("a"), ...pair("b")],
      suspicions: {
        a: { subject: "a2", typology: "wildlife-keyword", evidence: "text", score: 60 },
        a1: { subject: "a1", score: 40 },
        b: { subject: "b2", typology: "wildlife-keyword", evidence: "text", score: 50 },
        b1: { subject: "b1", score: 40 },
      },
    })
    expect(two.networks.map(({ score }) => score)).toHaveLength(2)
    const [first, second] = two.networks
    const now = two.withEvidence([], new Map([[second!.id, evidence("info", 60)]]))
    expect(now.map(({ id }) => id)).toEqual([second!.id, first!.id])
  })
})
