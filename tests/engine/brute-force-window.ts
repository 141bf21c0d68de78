// The window contract and match rules, word for word.
import type { Condition, MatchDetection, WindowDetection } from "../../src/rules/tree.ts"
import type { TestPayment } from "../helpers/table.ts"
import {
  all,
  compare,
  type ExpectedOutcome,
  episodes,
  fieldOf,
  idsOf,
  type State,
  settledOf,
  stateOf,
  type World,
  within,
} from "./brute-force.ts"
import { type Member, measureOf, type Value } from "./brute-force-having.ts"

/** Fields that hold an identifier's value for the side that pays and the side that is paid. */
const OWN_FIELDS = {
  device: ["payerDevice", "payeeDevice"],
  phone: ["payerPhone", "payeePhone"],
  address: ["payerAddress", "payeeAddress"],
} as const

function membersOf(payment: TestPayment, detection: WindowDetection): Member[] {
  const { payer, payee } = payment
  const { groupBy, subject, direction } = detection
  const paying = { payment, isIn: false, group: payer, own: payer, other: payee }
  const paid = { payment, isIn: true, group: payee, own: payee, other: payer }
  const ofSubject = subject === "payer" ? paying : paid
  switch (groupBy) {
    case "payer":
      return payer === "" ? [] : [paying]
    case "payee":
      return payee === "" ? [] : [paid]
    case "pair":
      return payer === "" || payee === "" ? [] : [{ ...ofSubject, group: `${payer}>${payee}` }]
    case "waybill": {
      const group = fieldOf(payment, "waybill")
      return group === "" || ofSubject.own === "" ? [] : [{ ...ofSubject, group }]
    }
    default: {
      const [payerField, payeeField] = groupBy === "party" ? ["payer", "payee"] : OWN_FIELDS[groupBy]
      return [
        { ...paying, group: fieldOf(payment, payerField!) },
        { ...paid, group: fieldOf(payment, payeeField!) },
      ].filter(
        ({ group, own, isIn }) =>
          group !== "" && own !== "" && (direction === null || isIn === (direction === "in")),
      )
    }
  }
}

export interface MemberValues {
  readonly member: Member
  readonly values: readonly Value[]
}

/** Every payment that stands in a group, as often as it does, with its value of each measure. */
export function windowValues(world: World, detection: WindowDetection): MemberValues[] {
  const members = settledOf(world)
    .filter((payment) => stateOf(world, payment, detection.where) === "true")
    .flatMap((payment) => membersOf(payment, detection))
  return members.map((member) => {
    const inGroup = members.filter((q) => q.group === member.group)
    const values = detection.having.map((having) => measureOf(world, detection, inGroup, member, having))
    return { member, values }
  })
}

export function expectWindow(world: World, detection: WindowDetection): ExpectedOutcome {
  const settled = settledOf(world)
  const states = new Map(settled.map((payment) => [payment, stateOf(world, payment, detection.where)]))
  const passing = settled.filter((payment) => states.get(payment) === "true")
  const notApplicable = new Set(settled.filter((payment) => states.get(payment) === "missing"))
  const notDecidable = new Set(settled.filter((payment) => states.get(payment) === "no rate"))
  for (const payment of passing) {
    const own = membersOf(payment, detection)
    if (own.length === 0) notApplicable.add(payment)
    for (const having of detection.having) {
      if (own.length === 0) continue
      if (having.measure === "share" && stateOf(world, payment, having.where) === "missing")
        notApplicable.add(payment)
      const isCounted = having.measure === "distinct" || having.measure === "repeated"
      const isText = isCounted && (having.field === "channel" || having.field === "memo")
      if (isText && fieldOf(payment, having.field) === "") notApplicable.add(payment)
    }
  }
  const known = windowValues(world, detection)
  const members = known.map(({ member }) => member)
  const triggers = known
    .filter(({ member, values }) => {
      const verdict = all(
        values.map((value, i) => {
          if (typeof value !== "number") return value
          return within(detection.having[i]!.test, value) ? "true" : "false"
        }),
      )
      if (verdict === "no rate") notDecidable.add(member.payment)
      return verdict === "true"
    })
    .map(({ member, values }) => ({ ...member, values }))
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
    const legs = [...new Set(episode.flatMap(windowOf))]
    return {
      subject: mostOften(legs.map(({ own }) => own)),
      payments: idsOf(legs.map((q) => q.payment)),
      peak: peak.values.map(Number),
      holders: detection.subject === "holder" ? [...new Set(legs.map(({ own }) => own))].sort(compare) : [],
    }
  })
  return { findings, notApplicable: notApplicable.size, notDecidable: notDecidable.size }
}

/** Of a group by party there is only one. */
function mostOften(parties: readonly string[]): string {
  const times = (party: string) => parties.filter((other) => other === party).length
  return [...parties].sort((a, b) => times(b) - times(a) || compare(a, b))[0]!
}

export function expectMatch(world: World, detection: MatchDetection): ExpectedOutcome {
  const { subject, where, also, gatherMs } = detection
  const settled = settledOf(world)
  // A payment whose subject is cash or unknown cannot be judged where it would count.
  const judge = (payment: TestPayment, condition: Condition | null) => {
    const state = condition === null ? "false" : stateOf(world, payment, condition)
    return state === "true" && payment[subject] === "" ? "missing" : state
  }
  const matches = (payment: TestPayment) => judge(payment, where) === "true"
  const counts = (payment: TestPayment) => !matches(payment) && judge(payment, also) === "true"
  const triggers = settled.filter(matches).map((payment) => ({ payment, group: payment[subject] }))
  const unknown = (state: State) =>
    settled.filter((one) => judge(one, where) === state || (!matches(one) && judge(one, also) === state))
  return {
    findings: episodes(triggers, gatherMs).map((episode) => ({
      subject: episode[0]!.group,
      payments: idsOf([
        ...episode.map((p) => p.payment),
        ...settled.filter(
          (one) =>
            counts(one) &&
            one[subject] === episode[0]!.group &&
            episode.some((p) => Math.abs(p.payment.time - one.time) <= gatherMs),
        ),
      ]),
      peak: [],
    })),
    notApplicable: unknown("missing").length,
    notDecidable: unknown("no rate").length,
  }
}
