// The measures of a window, word for word.
import type { DistinctField, Having, WindowDetection } from "../../src/rules/tree.ts"
import type { TestPayment } from "../helpers/table.ts"
import { amountIn, fieldOf, stateOf, type World } from "./brute-force.ts"

/** A payment in a group; where a group has both sides, one of its legs. */
export interface Member {
  readonly payment: TestPayment
  readonly group: string
  /** Whether the group's side is paid. */
  readonly isIn: boolean
  /** Who stands on the group's side (by pair and waybill: the subject's), and who on the other. */
  readonly own: string
  readonly other: string
}

/** "false": there is no value, so no test holds. */
export type Value = number | "false" | "no rate"

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)
const average = (values: readonly number[]): number => sum(values) / values.length

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length / 2
  return Number.isInteger(half) ? (sorted[half - 1]! + sorted[half]!) / 2 : sorted[Math.floor(half)]!
}

function textOf(member: Member, field: DistinctField): string {
  const { payment } = member
  if (field === "counterparty") return member.other
  if (field === "holder") return member.own
  if (field === "amount") return `${payment.amountMinor} ${payment.currency}`
  if (field === "currency") return payment.currency
  if (field === "day") return new Date(payment.time).toISOString().slice(0, 10)
  return fieldOf(payment, field)
}

const isKnown = (value: string): boolean => value !== ""

/** The value of a measure for p. */
export function measureOf(
  world: World,
  detection: WindowDetection,
  inGroup: readonly Member[],
  p: Member,
  having: Having,
): Value {
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
    case "average":
    case "median": {
      const values = amounts(W, having.test.currency)
      if (values === "no rate") return values
      if (having.measure === "min") return Math.min(...values)
      if (having.measure === "max") return Math.max(...values)
      if (having.measure === "median") return median(values)
      return having.measure === "sum" ? sum(values) : average(values)
    }
    case "distinct":
      return new Set(W.map((q) => textOf(q, having.field)).filter(isKnown)).size
    case "repeated": {
      const values = W.map((q) => textOf(q, having.field)).filter(isKnown)
      const most = Math.max(0, ...values.map((value) => values.filter((other) => other === value).length))
      return having.of === "count" ? most : most / W.length
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
    case "in_out": {
      const [ins, outs] = [W.filter((q) => q.isIn), W.filter((q) => !q.isIn)]
      if (having.of === "sum" && amounts(W, having.currency) === "no rate") return "no rate"
      const size = (of: readonly Member[]) =>
        having.of === "count" ? of.length : sum(amounts(of, having.currency) as number[])
      if (size(outs) === 0) return size(ins) === 0 ? "false" : Number.POSITIVE_INFINITY
      return size(ins) / size(outs)
    }
    case "baseline": {
      const B = inGroup.filter((q) => earliest - having.overMs <= q.payment.time && q.payment.time < earliest)
      if (B.length < having.atLeast) return "false"
      if (having.of === "count") return overTime(W.length, B.length, detection.lookbackMs, having.overMs)
      if (amounts([...B, ...W], having.currency) === "no rate") return "no rate"
      const now = amounts(W, having.currency) as number[]
      const before = amounts(B, having.currency) as number[]
      if (having.of === "sum") return overTime(sum(now), sum(before), detection.lookbackMs, having.overMs)
      if (sum(before) === 0) return "false"
      return having.of === "max"
        ? Math.max(...now) / Math.max(...before)
        : (sum(now) * before.length) / (now.length * sum(before))
    }
    case "benford": {
      const digits = W.map((q) => /[1-9]/.exec(String(q.payment.amountMinor))?.[0]).filter(
        (digit) => digit !== undefined,
      )
      if (digits.length === 0 || digits.length < having.atLeast) return "false"
      const shareOf = (digit: number) => digits.filter((d) => Number(d) === digit).length / digits.length
      return average([1, 2, 3, 4, 5, 6, 7, 8, 9].map((d) => Math.abs(shareOf(d) - Math.log10(1 + 1 / d))))
    }
    case "age": {
      const times = timesOf(world, p.payment, having.of)
      return times === null ? "false" : p.payment.time - Math.min(...times)
    }
    case "idle": {
      const silences = W.flatMap(({ payment }) => {
        const before = timesOf(world, payment, having.of)?.filter((time) => time < payment.time) ?? []
        return before.length === 0 ? [] : [payment.time - Math.max(...before)]
      })
      return silences.length === 0 ? "false" : Math.max(...silences)
    }
  }
}

function overTime(now: number, before: number, lookbackMs: number, overMs: number): Value {
  return before * lookbackMs === 0 ? "false" : (now * overMs) / (before * lookbackMs)
}

/** Times of all settled payments of the payment's payer, payee or pair; null when a side of it is missing. */
function timesOf(world: World, payment: TestPayment, of: "payer" | "payee" | "pair"): number[] | null {
  const { payer, payee } = payment
  const side = of === "pair" ? "" : payment[of]
  if (of === "pair" ? payer === "" || payee === "" : side === "") return null
  const isOf = (q: TestPayment) =>
    of === "pair" ? q.payer === payer && q.payee === payee : q.payer === side || q.payee === side
  const settled = world.payments.filter(({ status = "settled" }) => status === "settled")
  return settled.filter(isOf).map((q) => q.time)
}
