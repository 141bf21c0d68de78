// Motif rules, word for word: every sequence and set of payments is tried. Shares with the engine what brute-force.ts
// shares, and the hash that finding ids are made with.
import { stableId } from "../../src/model/hash.ts"
import { formatTime } from "../../src/model/time.ts"
import type { MotifDetection } from "../../src/rules/tree.ts"
import type { TestPayment } from "../helpers/table.ts"
import {
  amountIn,
  compare,
  episodes,
  idsOf,
  type State,
  settledOf,
  stateOf,
  type World,
  within,
} from "./brute-force.ts"

export interface ExpectedMotif {
  readonly id: string
  readonly subject: string
  readonly payments: readonly string[]
  readonly instances: number
  /** `role party`, sorted, the subject's own among them. */
  readonly parties: readonly string[]
}

export interface ExpectedMotifs {
  readonly findings: readonly ExpectedMotif[]
  readonly notApplicable: number
  readonly notDecidable: number
}

/** What a shape is looked for in. */
export interface Ground {
  readonly world: World
  readonly detection: MotifDetection
  /** In canonical order. */
  readonly edges: readonly TestPayment[]
  readonly notDecidable: Set<TestPayment>
}

/** An instance, window or link that triggers at a payment. */
export interface Trigger {
  /** Subject, or source and sink. */
  readonly group: string
  readonly names: readonly string[]
  readonly subject: string
  readonly role: string
  readonly payment: TestPayment
  readonly payments: readonly TestPayment[]
  /** `role party`. */
  readonly parties: readonly string[]
  /** What is counted: equal strings once. */
  readonly instances: readonly string[]
}

export function groundOf(world: World, detection: MotifDetection): Ground & { notApplicable: number } {
  const notDecidable = new Set<TestPayment>()
  let notApplicable = 0
  const edges: TestPayment[] = []
  for (const payment of settledOf(world)) {
    const state = stateOf(world, payment, detection.where)
    const isCash = payment.payer === "" || payment.payee === ""
    if (state === "missing" || (state === "true" && isCash)) notApplicable++
    if (state === "no rate") notDecidable.add(payment)
    if (state === "true" && !isCash && payment.payer !== payment.payee) edges.push(payment)
  }
  const currency = detection.amountRatio?.currency ?? null
  if (detection.amountRatio !== null && detection.shape !== "gather-scatter")
    for (const edge of edges) if (amountIn(world, edge, currency) === undefined) notDecidable.add(edge)
  return { world, detection, edges, notDecidable, notApplicable }
}

export function degreeOf({ edges }: Ground, party: string): number {
  const others = edges.flatMap(({ payer, payee }) =>
    payer === party ? [payee] : payee === party ? [payer] : [],
  )
  return new Set(others).size
}

export const isHub = (ground: Ground, party: string): boolean =>
  degreeOf(ground, party) > ground.detection.maxDegree

/** Whether `next` may follow `previous`, times and parties but for the one they share included. */
export function follows({ world, detection }: Ground, previous: TestPayment, next: TestPayment): boolean {
  const { amountRatio, hopWithinMs } = detection
  if (previous.payee !== next.payer || next.time < previous.time) return false
  if (hopWithinMs !== null && next.time - previous.time > hopWithinMs) return false
  if (amountRatio === null) return true
  if (amountRatio.currency === null && previous.currency !== next.currency) return false
  const before = amountIn(world, previous, amountRatio.currency)
  const after = amountIn(world, next, amountRatio.currency)
  return before !== undefined && after !== undefined && before > 0 && within(amountRatio, after / before)
}

/** Findings of triggers, which stand in canonical order inside their group. */
export function findingsOf(detection: MotifDetection, triggers: readonly Trigger[]): ExpectedMotif[] {
  return episodes(triggers, detection.withinMs).map((episode) => {
    const { subject, role, names, payment } = episode[0]!
    const parties = new Set(episode.flatMap((one) => one.parties))
    const others = [...parties].filter((one) => !one.endsWith(` ${subject}`))
    return {
      id: stableId("f", ["test-rule", role, ...names, formatTime(payment.time)]),
      subject,
      payments: idsOf(episode.flatMap((one) => one.payments)),
      instances: new Set(episode.flatMap((one) => one.instances)).size,
      parties: [`${role} ${subject}`, ...others.sort(compare)],
    }
  })
}

const range = (ground: Ground, from: number, to: number): TestPayment[] =>
  ground.edges.filter(({ time }) => from <= time && time <= to)

export function fanTriggers(ground: Ground): Trigger[] {
  const { shape, withinMs, width } = ground.detection
  const [side, other] = shape === "fan-in" ? (["payee", "payer"] as const) : (["payer", "payee"] as const)
  return ground.edges.flatMap((p) => {
    const hub = p[side]
    const payments = range(ground, p.time - withinMs, p.time).filter((q) => q[side] === hub)
    const others = new Set(payments.map((q) => q[other]))
    if (others.size < width!) return []
    const parties = [...others].map((party) => `${other} ${party}`)
    return [
      {
        group: hub,
        names: [hub],
        subject: hub,
        role: "hub",
        payment: p,
        payments,
        parties,
        instances: [p.id],
      },
    ]
  })
}

export function gatherScatterTriggers(ground: Ground): Trigger[] {
  const { world, detection, notDecidable } = ground
  const { withinMs, width, widthOut, amountRatio } = detection
  return ground.edges.flatMap((o) => {
    const hub = o.payer
    const paidIn = range(ground, o.time - withinMs, o.time).filter((q) => q.payee === hub)
    const paidOut = range(ground, o.time, o.time + withinMs).filter((q) => q.payer === hub)
    const payers = new Set(paidIn.map((q) => q.payer))
    const payees = new Set(paidOut.map((q) => q.payee))
    if (isHub(ground, hub) || payers.size < width! || payees.size < (widthOut ?? width!)) return []
    if (amountRatio !== null) {
      const payments = [...paidIn, ...paidOut]
      const currencies = new Set(payments.map((q) => (amountRatio.currency === null ? q.currency : "")))
      const amounts = payments.map((q) => amountIn(world, q, amountRatio.currency))
      const state: State = currencies.size > 1 || amounts.includes(undefined) ? "no rate" : "true"
      if (state === "no rate") notDecidable.add(o)
      const sum = (some: readonly TestPayment[]) =>
        some.reduce((total, q) => total + (amountIn(world, q, amountRatio.currency) ?? 0), 0)
      if (state === "no rate" || sum(paidIn) === 0) return []
      if (!within(amountRatio, sum(paidOut) / sum(paidIn))) return []
    }
    const parties = [...[...payers].map((p) => `payer ${p}`), ...[...payees].map((p) => `payee ${p}`)]
    const payments = [...paidIn, ...paidOut]
    return [
      {
        group: hub,
        names: [hub],
        subject: hub,
        role: "hub",
        payment: o,
        payments,
        parties,
        instances: [o.id],
      },
    ]
  })
}

export function bipartiteTriggers(ground: Ground): Trigger[] {
  const { withinMs, width, shared } = ground.detection
  const edges = ground.edges.filter(({ payee }) => !isHub(ground, payee))
  return edges.flatMap((p) => {
    const subject = p.payer
    const inWindow = edges.filter(({ time }) => p.time - withinMs <= time && time <= p.time)
    const payees = (party: string) => new Set(inWindow.filter((q) => q.payer === party).map((q) => q.payee))
    const own = payees(subject)
    const common = (party: string) => [...payees(party)].filter((payee) => own.has(payee))
    const others = [...new Set(inWindow.map((q) => q.payer))].filter(
      (party) => party !== subject && common(party).length >= shared!,
    )
    if (own.size < shared! || others.length + 1 < width!) return []
    const shownPayees = [...own].filter((payee) => others.some((party) => payees(party).has(payee)))
    const payments = inWindow.filter(
      (q) => (q.payer === subject || others.includes(q.payer)) && shownPayees.includes(q.payee),
    )
    const parties = [...others.map((one) => `payer ${one}`), ...shownPayees.map((one) => `payee ${one}`)]
    const names = [subject]
    return [
      { group: subject, names, subject, role: "payer", payment: p, payments, parties, instances: [p.id] },
    ]
  })
}
