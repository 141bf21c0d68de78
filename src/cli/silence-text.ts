// Why a rule is silent about a party, in words: what each stage found, what was nearest, and by how much it failed.
import type { Messages, Silence } from "../index.ts"
import { party } from "./explanation-text.ts"
import { alignColumns, listOf, printable } from "./terminal.ts"

type Stages = NonNullable<Silence["stages"]>
type Stage<K extends Stages["kind"]> = Extract<Stages, { readonly kind: K }>
type Where = Stage<"match">["where"]
type Threshold = Stage<"motif">["degree"]
type Miss = NonNullable<Where["nearest"]>["misses"][number]
type Payment = NonNullable<Where["nearest"]>["payment"]

/** Ids listed before the rest is only counted. */
const IDS_SHOWN = 12

export function silenceText(silence: Silence, messages: Messages): string {
  const { say } = messages
  const {
    rule: id,
    ruleVersion,
    title,
    fires,
    findings,
    takesPartIn,
    foundAbout,
    budgetReached,
    stages,
  } = silence
  const who = party(silence.party, silence.name)
  const rule = say("silence.rule", { rule: printable(`${id} ${ruleVersion}`), title: printable(title) })
  const lines = [
    fires
      ? say("silence.fires", { rule, party: who, findings: listIds(findings, messages) })
      : say("silence.silent", { rule, party: who }),
  ]
  if (takesPartIn.length > 0) {
    const others = takesPartIn.map((each) => say("silence.about", each))
    lines.push(say("silence.takes-part", { findings: listIds(others, messages) }))
  }
  if (budgetReached) lines.push(say("silence.budget"))
  if (stages !== null) lines.push("", ...stageLines(stages, messages))
  if (foundAbout !== null) {
    const { finding, subject } = foundAbout
    const values = { finding: printable(finding), subject: printable(subject) }
    lines.push(say("silence.found-about", values))
  }
  return `${lines.join("\n").trimEnd()}\n`
}

function stageLines(stages: Stages, messages: Messages): string[] {
  const { say } = messages
  switch (stages.kind) {
    case "match": {
      const side = messages.nameOf("role", stages.side)
      return whereLines(stages.where, say("silence.as-side", { side }), messages)
    }
    case "window":
      return windowLines(stages, messages)
    case "sequence":
      return sequenceLines(stages, messages)
    case "motif":
      return motifLines(stages, messages)
    case "network":
      return stages.network === null
        ? [say("silence.no-network")]
        : [
            say("silence.network", { network: printable(stages.network) }),
            ...thresholdLines(stages.having, messages),
          ]
    case "combine":
      return combineLines(stages, messages)
  }
}

function whereLines(where: Where, which: string, messages: Messages): string[] {
  const { say } = messages
  const payments = say("counted.settled", { count: where.payments })
  const lines = [say("silence.passed", { payments, which, count: where.passed })]
  if (where.payments > 0 && where.leaves.length > 0) {
    const rows = where.leaves.map((leaf) => [
      `${"  ".repeat(leaf.depth)}${printable(leaf.measure)}`,
      printable(leaf.threshold),
      ...[leaf.passed, leaf.failed, leaf.withoutField, leaf.withoutRate].map(String),
    ])
    const head = [
      say("column.condition"),
      say("column.needed"),
      say("column.pass"),
      say("column.fail"),
      say("column.no-field"),
      say("column.no-rate"),
    ]
    lines.push(...alignColumns([head, ...rows]))
  }
  if (where.nearest !== null) {
    const payment = paymentText(where.nearest.payment, messages)
    lines.push(say("silence.nearest-payment", { payment }))
    lines.push(...resultLines("column.condition", where.nearest.misses, messages))
  }
  return lines
}

function windowLines(stage: Stage<"window">, messages: Messages): string[] {
  const { say } = messages
  const { direction, where, nearest } = stage
  const group = messages.nameOf("group", stage.groupBy)
  const which =
    direction === null
      ? say("silence.in-groups", { group })
      : say(direction === "in" ? "silence.in-groups-in" : "silence.in-groups-out", { group })
  const lines = whereLines(where, which, messages)
  if (nearest === null) return lines
  const { from, to, having } = nearest
  const values = {
    from,
    to,
    group: printable(nearest.group.join(" → ")),
    payments: say("counted.payments", { count: nearest.payments.length }),
    ids: listIds(nearest.payments, messages),
  }
  return [...lines, say("silence.nearest-group", values), ...thresholdLines(having, messages)]
}

function sequenceLines({ steps, reached, next, repeat }: Stage<"sequence">, messages: Messages): string[] {
  const { say } = messages
  const lines: string[] = []
  for (const { name, party: side, where } of steps) {
    const which =
      side === null
        ? say("silence.of-anyone")
        : say("silence.as-side", { side: messages.nameOf("role", side) })
    const [first = "", ...others] = whereLines(where, which, messages)
    lines.push(say("silence.step", { step: printable(name), text: first }), ...others)
  }
  lines.push(say("silence.reached", { reached, steps: steps.length }))
  if (next !== null) {
    const { name, candidates, nearest } = next
    const payments = say("counted.payments", { count: candidates })
    lines.push(say("silence.next", { step: printable(name), payments }))
    if (nearest === null) lines.push(`  ${say("silence.none-after")}`)
    else {
      lines.push(
        `  ${say("silence.nearest-step", { payment: paymentText(nearest.payment, messages) })}`,
        `  ${say("silence.after-step", { payment: paymentText(nearest.before, messages) })}`,
        ...thresholdLines(nearest.links, messages),
      )
    }
  }
  if (repeat !== null) lines.push(say("silence.repetitions"), ...thresholdLines([repeat], messages))
  return lines
}

function motifLines(stage: Stage<"motif">, messages: Messages): string[] {
  const { say } = messages
  const { where, incoming, outgoing, degree } = stage
  const figures = [incoming.widest, outgoing.widest, degree]
  return [
    say("silence.shape", { shape: messages.nameOf("shape", stage.shape) }),
    ...whereLines(where, say("silence.of-party"), messages),
    sideLine(say("silence.incoming"), incoming, messages),
    sideLine(say("silence.outgoing"), outgoing, messages),
    ...thresholdLines(figures, messages),
    ...(figures.every(({ state }) => state === "met") ? [say("silence.not-together")] : []),
  ]
}

function sideLine(side: string, figures: Stage<"motif">["incoming"], { say }: Messages): string {
  const { counterparties, from, to } = figures
  const values = { side, payments: say("counted.payments", { count: figures.payments }), counterparties }
  return from === null || to === null
    ? say("silence.side", values)
    : say("silence.side-span", { ...values, from, to })
}

function combineLines(stage: Stage<"combine">, messages: Messages): string[] {
  const { say } = messages
  const { subject, items, need, outOfOrder, from, to } = stage
  if (subject === null) return [say("silence.no-network")]
  const rows = items.map(({ name, means, findings, metTogether }) => [
    printable(name),
    printable(means),
    String(findings),
    say(metTogether ? "answer.yes" : "answer.no"),
  ])
  const head = [say("column.item"), say("column.needed"), say("column.findings"), say("column.together")]
  return [
    say("silence.findings-on", { subject: printable(subject) }),
    ...alignColumns([head, ...rows]),
    from === null || to === null ? say("silence.no-item") : say("silence.nearest-window", { from, to }),
    ...thresholdLines([need], messages),
    ...(outOfOrder ? [say("silence.not-in-order")] : []),
  ]
}

function thresholdLines(results: readonly Threshold[], messages: Messages): string[] {
  return resultLines("column.measure", results, messages)
}

function resultLines(
  first: "column.measure" | "column.condition",
  results: readonly (Threshold | Miss)[],
  messages: Messages,
): string[] {
  const { say } = messages
  const rows = results.map(({ measure, threshold, observed, state, gap }) =>
    [measure, threshold, observed, gap?.text ?? messages.nameOf("state", state)].map(printable),
  )
  return alignColumns([
    [say(first), say("column.needed"), say("column.found"), say("column.result")],
    ...rows,
  ])
}

function paymentText(payment: Payment, { say }: Messages): string {
  const { payment: id, time, payer, payee, amount, file, line } = payment
  const name = (side: string) => (side === "" ? say("explain.nobody") : side)
  return printable(`${id}, ${time}, ${name(payer)} → ${name(payee)}, ${amount}, ${file}:${line}`)
}

function listIds(ids: readonly string[], messages: Messages): string {
  return listOf(messages, ids.slice(0, IDS_SHOWN).map(printable), ids.length)
}
