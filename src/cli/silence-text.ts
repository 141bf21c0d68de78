// Why a rule is silent about a party, in words: what each stage found, what was nearest, and by how much it failed.
import type { Silence } from "../index.ts"
import { party } from "./explanation-text.ts"
import { alignColumns, countOf, printable } from "./terminal.ts"

type Stages = NonNullable<Silence["stages"]>
type Stage<K extends Stages["kind"]> = Extract<Stages, { readonly kind: K }>
type Where = Stage<"match">["where"]
type Threshold = Stage<"motif">["degree"]
type Payment = NonNullable<Where["nearest"]>["payment"]

/** Ids listed before the rest is only counted. */
const IDS_SHOWN = 12

export function silenceText(silence: Silence): string {
  const { rule, ruleVersion, title, fires, findings, takesPartIn, budgetReached, stages } = silence
  const who = party(silence.party, silence.name)
  const head = `Rule ${printable(`${rule} ${ruleVersion}`)} (${printable(title)})`
  const lines = fires
    ? [`${head} finds something about ${who}: ${listIds(findings)}.`]
    : [`${head} says nothing about ${who}.`]
  if (takesPartIn.length > 0) {
    const others = takesPartIn.map(({ finding, subject }) => `${finding} about ${subject}`)
    lines.push(`It takes part in findings about others: ${listIds(others)}.`)
  }
  if (budgetReached) {
    lines.push(
      "The search from this party was given up at the rule's work budget, so that more may be there.",
    )
  }
  if (stages !== null) lines.push("", ...stageLines(stages))
  return `${lines.join("\n").trimEnd()}\n`
}

function stageLines(stages: Stages): string[] {
  switch (stages.kind) {
    case "match":
      return whereLines(stages.where, `with the party as ${stages.side}`)
    case "window":
      return windowLines(stages)
    case "sequence":
      return sequenceLines(stages)
    case "motif":
      return motifLines(stages)
    case "network":
      return stages.network === null
        ? ["The party is a member of no network."]
        : [`Network ${printable(stages.network)}:`, ...thresholdLines(stages.having)]
    case "combine":
      return combineLines(stages)
  }
}

function whereLines(where: Where, which: string): string[] {
  const lines = [
    `${countOf(where.payments, "settled payment")} ${which}, ${where.passed} pass the rule's conditions.`,
  ]
  if (where.payments > 0 && where.leaves.length > 0) {
    const rows = where.leaves.map((leaf) => [
      printable(leaf.measure),
      printable(leaf.threshold),
      ...[leaf.passed, leaf.failed, leaf.withoutField, leaf.withoutRate].map(String),
    ])
    lines.push(...alignColumns([["condition", "needed", "pass", "fail", "no field", "no rate"], ...rows]))
  }
  if (where.nearest !== null) {
    lines.push(`The payment that comes nearest: ${paymentText(where.nearest.payment)}`)
    const rows = where.nearest.misses.map(({ measure, threshold, observed, state, gap }) =>
      [measure, threshold, observed, gap?.text ?? state].map(printable),
    )
    lines.push(...alignColumns([["condition", "needed", "found", "result"], ...rows]))
  }
  return lines
}

function windowLines({ groupBy, direction, where, nearest }: Stage<"window">): string[] {
  const sides = direction === null ? "" : `, ${direction === "in" ? "incoming" : "outgoing"} only`
  const lines = whereLines(where, `in the party's groups (by ${groupBy}${sides})`)
  if (nearest === null) return lines
  const { group, from, to, payments, having } = nearest
  return [
    ...lines,
    `The window that comes nearest: ${from} to ${to}, group ${printable(group.join(" → "))}, ${countOf(payments.length, "payment")}: ${listIds(payments)}`,
    ...thresholdLines(having),
  ]
}

function sequenceLines({ steps, reached, next, repeat }: Stage<"sequence">): string[] {
  const lines: string[] = []
  for (const { name, party: side, where } of steps) {
    const which = side === null ? "of anyone" : `with the party as ${side}`
    lines.push(
      ...whereLines(where, which).map((line, i) => (i === 0 ? `Step ${printable(name)}: ${line}` : line)),
    )
  }
  lines.push(`Steps carried out in order: ${reached} of ${steps.length}.`)
  if (next !== null) {
    const { name, candidates, nearest } = next
    lines.push(
      `Next step ${printable(name)}: ${countOf(candidates, "payment")} could be it by their conditions.`,
    )
    if (nearest === null) lines.push("  None of them comes after the step before.")
    else {
      lines.push(
        `  nearest: ${paymentText(nearest.payment)}`,
        `  after:   ${paymentText(nearest.before)}`,
        ...thresholdLines(nearest.links),
      )
    }
  }
  if (repeat !== null) lines.push("Repetitions:", ...thresholdLines([repeat]))
  return lines
}

function motifLines({ shape, where, incoming, outgoing, degree }: Stage<"motif">): string[] {
  const side = (name: string, { payments, counterparties, from, to }: typeof incoming) =>
    `${name}: ${countOf(payments, "payment")}, different counterparties: ${counterparties}` +
    (from === null ? "." : `; most within the rule's time from ${from} to ${to}.`)
  return [
    `Shape ${shape}.`,
    ...whereLines(where, "of the party"),
    side("Incoming", incoming),
    side("Outgoing", outgoing),
    ...thresholdLines([incoming.widest, outgoing.widest, degree]),
    ...([incoming.widest, outgoing.widest, degree].every(({ state }) => state === "met")
      ? ["These figures would do; the payments do not come together to the shape in time, order or amount."]
      : []),
  ]
}

function combineLines({ subject, items, need, outOfOrder, from, to }: Stage<"combine">): string[] {
  if (subject === null) return ["The party is a member of no network."]
  const rows = items.map(({ name, means, findings, metTogether }) => [
    printable(name),
    printable(means),
    String(findings),
    metTogether ? "yes" : "no",
  ])
  return [
    `Findings on ${printable(subject)}:`,
    ...alignColumns([["item", "needed", "findings", "in the best window"], ...rows]),
    from === null ? "No finding fits an item." : `The window that comes nearest: ${from} to ${to}`,
    ...thresholdLines([need]),
    ...(outOfOrder ? ["Enough items are met, but not in the order of the rule."] : []),
  ]
}

function thresholdLines(results: readonly Threshold[]): string[] {
  const rows = results.map(({ measure, threshold, observed, state, gap }) =>
    [measure, threshold, observed, gap?.text ?? state].map(printable),
  )
  return alignColumns([["measure", "needed", "found", "result"], ...rows])
}

function paymentText({ payment, time, payer, payee, amount, file, line }: Payment): string {
  const name = (side: string) => (side === "" ? "(cash or unknown)" : side)
  return printable(`${payment}, ${time}, ${name(payer)} → ${name(payee)}, ${amount}, ${file}:${line}`)
}

function listIds(ids: readonly string[]): string {
  const more = ids.length - IDS_SHOWN
  return printable(ids.slice(0, IDS_SHOWN).join(", ")) + (more > 0 ? ` and ${more} more` : "")
}
