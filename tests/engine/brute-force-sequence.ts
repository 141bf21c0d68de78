// Sequence rules, word for word.
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

export function expectSequence(world: World, detection: SequenceDetection): ExpectedOutcome {
  const settled = settledOf(world)
  const notDecidable = new Set<TestPayment>()
  const notApplicable = new Set<TestPayment>()
  const fits = (payment: TestPayment, step: Step): State => {
    const state = stateOf(world, payment, step.where)
    return state === "true" && payment[step.party] === "" ? "missing" : state
  }
  for (const payment of settled) {
    const states = detection.steps.map((step) => fits(payment, step))
    if (any(states) === "missing") notApplicable.add(payment)
    if (states.includes("no rate")) notDecidable.add(payment)
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
  /** The instance that `payment` completes as step `index` of a party: its payments, first step first. */
  const instanceOf = (party: string, payment: TestPayment, index: number): TestPayment[] | null => {
    const step = detection.steps[index]!
    if (payment[step.party] !== party || fits(payment, step) !== "true") return null
    if (index === 0) return [payment]
    let best: TestPayment[] | null = null
    let unknown = false
    for (const before of settled) {
      if (before === payment || before.time > payment.time) continue
      if (before.time < payment.time - (step.withinMs ?? 0)) continue
      const instance = instanceOf(party, before, index - 1)
      if (instance === null) continue
      const state = ratioState(payment, before, step)
      if (state === "no rate") unknown = true
      // `settled` is in canonical order: a later candidate replaces an earlier one.
      if (state === "true") best = instance
    }
    if (best === null && unknown) notDecidable.add(payment)
    return best === null ? null : [...best, payment]
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
      return instance === null ? [] : [{ payment, instance, group: party }]
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
