// The window contract and match rules, word for word.
import type { Having, MatchDetection, WindowDetection } from "../../src/rules/tree.ts"
import type { TestPayment } from "../helpers/table.ts"
import {
  all,
  amountIn,
  type ExpectedOutcome,
  episodes,
  fieldOf,
  idsOf,
  settledOf,
  stateOf,
  type World,
  within,
} from "./brute-force.ts"

/** A payment in a group; by party, one of its legs. */
interface Member {
  readonly payment: TestPayment
  readonly group: string
  readonly subject: string
  readonly counterparty: string
}

function membersOf(payment: TestPayment, detection: WindowDetection): Member[] {
  const { payer, payee } = payment
  const paying = { payment, group: payer, subject: payer, counterparty: payee }
  const paid = { payment, group: payee, subject: payee, counterparty: payer }
  switch (detection.groupBy) {
    case "payer":
      return payer === "" ? [] : [paying]
    case "payee":
      return payee === "" ? [] : [paid]
    case "pair":
      if (payer === "" || payee === "") return []
      return [{ ...(detection.subject === "payer" ? paying : paid), group: `${payer}>${payee}` }]
    case "party":
      return [
        ...(payer !== "" && detection.direction !== "in" ? [paying] : []),
        ...(payee !== "" && detection.direction !== "out" ? [paid] : []),
      ]
  }
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

/** The value of a measure for p; a state when there is none. */
function measureOf(
  world: World,
  detection: WindowDetection,
  members: readonly Member[],
  p: Member,
  having: Having,
): number | "false" | "no rate" {
  const inGroup = members.filter((q) => q.group === p.group)
  const earliest = p.payment.time - detection.lookbackMs
  const W = inGroup.filter((q) => earliest <= q.payment.time && q.payment.time <= p.payment.time)
  const amounts = (of: readonly Member[], currency: string | null): number[] | "no rate" => {
    if (currency === null && new Set(of.map((q) => q.payment.currency)).size > 1) return "no rate"
    const values = of.map((q) => amountIn(world, q.payment, currency))
    return values.includes(undefined) ? "no rate" : values.map((value) => value ?? 0)
  }
  switch (having.measure) {
    case "count":
      return W.length
    case "sum":
    case "min":
    case "max":
    case "average": {
      const values = amounts(W, having.test.currency)
      if (values === "no rate") return values
      if (having.measure === "min") return Math.min(...values)
      if (having.measure === "max") return Math.max(...values)
      return having.measure === "sum" ? sum(values) : sum(values) / values.length
    }
    case "distinct": {
      const { field } = having
      const values = W.map((q) => {
        if (field === "counterparty") return q.counterparty
        if (field === "amount") return `${q.payment.amountMinor} ${q.payment.currency}`
        if (field === "currency") return q.payment.currency
        if (field === "day") return new Date(q.payment.time).toISOString().slice(0, 10)
        return fieldOf(q.payment, field)
      })
      return new Set(values.filter((value) => value !== "")).size
    }
    case "spread": {
      const values = amounts(W, having.currency)
      if (values === "no rate") return values
      return sum(values) === 0
        ? 0
        : ((Math.max(...values) - Math.min(...values)) * values.length) / sum(values)
    }
    case "share": {
      const states = W.map((q) => stateOf(world, q.payment, having.where))
      if (states.includes("no rate")) return "no rate"
      const of = W.filter((_, i) => states[i] === "true")
      if (having.of === "count") return of.length / W.length
      const whole = amounts(W, having.currency)
      const part = amounts(of, having.currency)
      if (whole === "no rate" || part === "no rate") return "no rate"
      return sum(whole) === 0 ? 0 : sum(part) / sum(whole)
    }
    case "baseline": {
      const B = inGroup.filter((q) => earliest - having.overMs <= q.payment.time && q.payment.time < earliest)
      if (B.length < having.atLeast) return "false"
      if (having.of === "sum" && amounts([...B, ...W], having.currency) === "no rate") return "no rate"
      const size = (of: readonly Member[]) =>
        having.of === "count" ? of.length : sum(amounts(of, having.currency) as number[])
      return size(B) * detection.lookbackMs === 0
        ? "false"
        : (size(W) * having.overMs) / (size(B) * detection.lookbackMs)
    }
    case "age": {
      const { payer, payee } = p.payment
      const settled = world.payments.filter(({ status = "settled" }) => status === "settled")
      const side = having.of === "pair" ? "" : p.payment[having.of]
      if (having.of === "pair" ? payer === "" || payee === "" : side === "") return "false"
      const known = settled.filter((q) =>
        having.of === "pair" ? q.payer === payer && q.payee === payee : q.payer === side || q.payee === side,
      )
      return p.payment.time - Math.min(...known.map((q) => q.time))
    }
  }
}

export function expectWindow(world: World, detection: WindowDetection): ExpectedOutcome {
  const settled = settledOf(world)
  const states = new Map(settled.map((payment) => [payment, stateOf(world, payment, detection.where)]))
  const passing = settled.filter((payment) => states.get(payment) === "true")
  const members = passing.flatMap((payment) => membersOf(payment, detection))
  const notApplicable = new Set(settled.filter((payment) => states.get(payment) === "missing"))
  const notDecidable = new Set(settled.filter((payment) => states.get(payment) === "no rate"))
  for (const payment of passing) {
    const own = membersOf(payment, detection)
    if (own.length === 0) notApplicable.add(payment)
    for (const having of detection.having) {
      if (own.length === 0) continue
      if (having.measure === "share" && stateOf(world, payment, having.where) === "missing")
        notApplicable.add(payment)
      const isText = having.measure === "distinct" && (having.field === "channel" || having.field === "memo")
      if (isText && fieldOf(payment, having.field) === "") notApplicable.add(payment)
    }
  }
  const values = (p: Member) =>
    detection.having.map((having) => measureOf(world, detection, members, p, having))
  const triggers = members.filter((p) => {
    const verdict = all(
      values(p).map((value, i) => {
        if (typeof value !== "number") return value
        return within(detection.having[i]!.test, value) ? "true" : "false"
      }),
    )
    if (verdict === "no rate") notDecidable.add(p.payment)
    return verdict === "true"
  })
  const windowOf = (p: Member) =>
    members.filter(
      (q) =>
        q.group === p.group &&
        p.payment.time - detection.lookbackMs <= q.payment.time &&
        q.payment.time <= p.payment.time,
    )
  const findings = episodes(triggers, detection.lookbackMs).map((episode) => {
    const most = Math.max(...episode.map((p) => windowOf(p).length))
    const peak = episode.find((p) => windowOf(p).length === most)!
    return {
      subject: episode[0]!.subject,
      payments: idsOf(episode.flatMap(windowOf).map((q) => q.payment)),
      peak: values(peak).map(Number),
    }
  })
  return { findings, notApplicable: notApplicable.size, notDecidable: notDecidable.size }
}

export function expectMatch(world: World, detection: MatchDetection): ExpectedOutcome {
  const settled = settledOf(world)
  const states = settled.map((payment) => stateOf(world, payment, detection.where))
  const matched = settled.filter((_, i) => states[i] === "true")
  const triggers = matched
    .filter((payment) => payment[detection.subject] !== "")
    .map((payment) => ({ payment, group: payment[detection.subject] }))
  return {
    findings: episodes(triggers, detection.gatherMs).map((episode) => ({
      subject: episode[0]!.group,
      payments: idsOf(episode.map((p) => p.payment)),
      peak: [],
    })),
    notApplicable: states.filter((state) => state === "missing").length + matched.length - triggers.length,
    notDecidable: states.filter((state) => state === "no rate").length,
  }
}
