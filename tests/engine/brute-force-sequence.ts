// Sequence rules of both links, word for word.
import type { SequenceDetection, Step } from "../../src/rules/tree.ts"
import type { TestPayment } from "../helpers/table.ts"
import {
  amountIn,
  any,
  compare,
  type Expected,
  type ExpectedOutcome,
  episodes,
  idsOf,
  type State,
  settledOf,
  stateOf,
  type World,
  within,
} from "./brute-force.ts"

/** Sides of a step that must be known parties. */
function sidesOf({ link, steps, subject }: SequenceDetection, index: number): ("payer" | "payee")[] {
  const { party } = steps[index]!
  if (link === "party") return party === null ? [] : [party]
  const sides: ("payer" | "payee")[] = []
  if (index > 0) sides.push("payer")
  if (index < steps.length - 1) sides.push("payee")
  if (subject?.step === index) sides.push(subject.side)
  return sides
}

export function expectSequence(world: World, detection: SequenceDetection): ExpectedOutcome {
  const settled = settledOf(world)
  const notDecidable = new Set<TestPayment>()
  const notApplicable = new Set<TestPayment>()
  const fits = (payment: TestPayment, index: number): State => {
    const state = stateOf(world, payment, detection.steps[index]!.where)
    const isKnown = sidesOf(detection, index).every((side) => payment[side] !== "")
    return state === "true" && !isKnown ? "missing" : state
  }
  for (const payment of settled) {
    const lost = detection.steps.map(({ where }) => stateOf(world, payment, where))
    const states = detection.steps.map((_, index) => fits(payment, index))
    if (lost.includes("missing") || any(states) === "missing") notApplicable.add(payment)
    if (lost.includes("no rate")) notDecidable.add(payment)
  }
  const ratioState = (now: TestPayment, before: TestPayment, { amountRatio }: Step): State => {
    if (amountRatio === null) return "true"
    if (amountRatio.currency === null && now.currency !== before.currency) return "false"
    const a = amountIn(world, now, amountRatio.currency)
    const b = amountIn(world, before, amountRatio.currency)
    if (b === 0) return "false"
    if (a === undefined || b === undefined) return "no rate"
    return within(amountRatio, a / b) ? "true" : "false"
  }
  /**
   * The instance that `payment` completes as step `index`: its payments, first step first. `party`: the one that all
   * steps share, by party. Asked of the last step's payments in canonical order, for each takes the one it follows.
   */
  const done = new Map<TestPayment, TestPayment[] | null>()
  const taken = new Set<TestPayment>()
  const instanceOf = (party: string, payment: TestPayment, index: number): TestPayment[] | null => {
    const step = detection.steps[index]!
    if (step.party !== null && payment[step.party] !== party) return null
    if (fits(payment, index) !== "true") return null
    if (index === 0) return [payment]
    const isLast = index === detection.steps.length - 1
    if (isLast && done.has(payment)) return done.get(payment) ?? null
    let best: TestPayment[] | null = null
    let untaken: TestPayment[] | null = null
    let unknown = false
    for (const before of settled) {
      if (before === payment || before.time > payment.time) continue
      if (before.time < payment.time - (step.withinMs ?? 0)) continue
      if (detection.link === "chain" && before.payee !== payment.payer) continue
      const instance = instanceOf(party, before, index - 1)
      if (instance === null) continue
      const state = ratioState(payment, before, step)
      if (state === "no rate") unknown = true
      // `settled` is in canonical order: a later candidate replaces an earlier one.
      if (state === "true") best = instance
      if (state === "true" && !taken.has(before)) untaken = instance
    }
    if (best === null && unknown) notDecidable.add(payment)
    const chosen = (isLast ? untaken : null) ?? best
    const completed = chosen === null ? null : [...chosen, payment]
    if (isLast && chosen !== null) taken.add(chosen.at(-1)!)
    if (isLast) done.set(payment, completed)
    return completed
  }
  const parties = new Set(
    settled.flatMap(({ payer, payee }) => [payer, payee]).filter((party) => party !== ""),
  )
  // Every step of every payment is looked at, whether or not a later step needs it: a missing rate counts.
  for (const party of parties)
    for (const index of detection.steps.keys())
      for (const payment of settled) instanceOf(party, payment, index)
  const findings: Expected[] = []
  for (const party of [...parties].sort(compare)) {
    const last = detection.steps.length - 1
    const completions = settled.flatMap((payment) => {
      const instance = instanceOf(party, payment, last)
      const isOwn = ({ subject }: SequenceDetection) =>
        subject === null || instance?.[subject.step]?.[subject.side] === party
      return instance === null || !isOwn(detection) ? [] : [{ payment, instance, group: party }]
    })
    const windowOf = (p: TestPayment) =>
      completions.filter((q) => p.time - detection.lookbackMs <= q.payment.time && q.payment.time <= p.time)
    const repeats = (p: TestPayment) => new Set(windowOf(p).map(({ instance }) => instance[0]!)).size
    const triggers = completions.filter(({ payment }) => within(detection.repeat, repeats(payment)))
    for (const episode of episodes(triggers, detection.lookbackMs)) {
      const most = Math.max(...episode.map((p) => windowOf(p.payment).length))
      const peak = episode.find((p) => windowOf(p.payment).length === most)!
      findings.push({
        subject: party,
        payments: idsOf(episode.flatMap((p) => windowOf(p.payment)).flatMap(({ instance }) => instance)),
        peak: [repeats(peak.payment)],
      })
    }
  }
  return { findings, notApplicable: notApplicable.size, notDecidable: notDecidable.size }
}
