// The parts of a narrative that payments alone tell: what was paid, when, and where.
import type { Alert } from "../model/alert.ts"
import type { Finding } from "../model/finding.ts"
import { fieldText } from "../model/payment-facts.ts"
import { utcDay } from "../model/time.ts"
import { compareText } from "../model/vocabulary.ts"
import { markdownText } from "./markdown.ts"
import { groupRows, listText, rowsOf, type Scene, timeText, totalText } from "./narrative-scene.ts"

/** What was paid by which means, in which typologies, and with which words. */
export function whatText(scene: Scene, rows: readonly number[], findings: readonly Finding[]): string[] {
  const { say } = scene.screening.messages
  const typologies = typologyNames(scene, findings)
  return [
    paymentsText(scene, rows),
    ...channelText(scene, rows),
    ...(typologies === "" ? [] : [say("narrative.typologies", { typologies })]),
    ...wordText(scene, findings),
  ]
}

/** What findings on the network of an alert rest on: payments of all its parties, which are not the subject's alone. */
export function onNetworkText(scene: Scene, { network }: Alert, findings: readonly Finding[]): string[] {
  if (network === null || findings.length === 0) return []
  const { say } = scene.screening.messages
  const rows = rowsOf(scene, findings)
  return [
    say("narrative.on-network", {
      network,
      payments: say("counted.payments", { count: rows.length }),
      total: totalText(scene, rows),
      typologies: typologyNames(scene, findings),
    }),
  ]
}

function typologyNames(scene: Scene, findings: readonly Finding[]): string {
  const { say, nameOf } = scene.screening.messages
  const typologies = [...new Set(findings.map(({ typology }) => typology))].sort(compareText)
  return typologies.map((typology) => nameOf("typology", typology)).join(say("join.comma"))
}

export function paymentsText(scene: Scene, rows: readonly number[]): string {
  const { say } = scene.screening.messages
  const payments = say("counted.payments", { count: rows.length })
  return say("narrative.payments", { payments, total: totalText(scene, rows) })
}

export function channelText(scene: Scene, rows: readonly number[]): string[] {
  const { messages, table } = scene.screening
  if (!table.text.has("channel")) return []
  const { say } = messages
  const channels = groupRows(rows, (row) => fieldText(table, "channel", row)).map(([channel, of]) =>
    say("narrative.channel", {
      channel: channel === "" ? say("narrative.no-channel") : markdownText(channel),
      payments: say("counted.payments", { count: of.length }),
    }),
  )
  return [say("narrative.channels", { channels: listText(scene, channels) })]
}

/** Words as they stand in the payments, those in most payments first. */
export function wordText(scene: Scene, findings: readonly Finding[]): string[] {
  const { messages } = scene.screening
  const { say } = messages
  const words = new Map<string, { text: string; taxon: string; payments: Set<string> }>()
  for (const { text, taxon, kind, payment } of findings.flatMap(({ matches }) => matches)) {
    if (kind === "benign") continue
    const key = JSON.stringify([text, taxon])
    const word = words.get(key) ?? { text, taxon, payments: new Set<string>() }
    word.payments.add(payment)
    words.set(key, word)
  }
  if (words.size === 0) return [say("narrative.no-words")]
  const sorted = [...words.values()].sort(
    (a, b) =>
      b.payments.size - a.payments.size || compareText(a.text, b.text) || compareText(a.taxon, b.taxon),
  )
  const taxonName = (taxon: string) =>
    taxon === "" ? say("explain.trade-word") : markdownText(messages.taxon(taxon))
  const told = sorted.map(({ text, taxon, payments }) =>
    say("narrative.word", {
      text: markdownText(text),
      taxon: taxonName(taxon),
      payments: say("counted.payments", { count: payments.size }),
    }),
  )
  const taxa = [...new Set(sorted.flatMap(({ taxon }) => (taxon === "" ? [] : [taxon])))].sort(compareText)
  return [
    say("narrative.words", { words: listText(scene, told) }),
    ...(taxa.length > 0
      ? [say("narrative.taxa", { taxa: taxa.map(taxonName).join(say("join.comma")) })]
      : []),
  ]
}

/** The span, and sums by month where there are several. */
export function whenText(
  scene: Scene,
  rows: readonly number[],
  { from, to }: { readonly from: string; readonly to: string },
): string[] {
  const { messages, table } = scene.screening
  const { say } = messages
  const months = groupRows(rows, (row) => utcDay(table.time[row]!).slice(0, 7)).sort(([a], [b]) =>
    compareText(a, b),
  )
  const told = months.map(([month, of]) =>
    say("narrative.month", {
      month,
      payments: say("counted.payments", { count: of.length }),
      total: totalText(scene, of),
    }),
  )
  return [
    from === to
      ? say("narrative.moment", { time: timeText(from) })
      : say("narrative.span", { from: timeText(from), to: timeText(to) }),
    // Every month is told: a list that stops would hide the last ones.
    ...(told.length > 1 ? [say("narrative.months", { months: told.join(say("join.semicolon")) })] : []),
  ]
}

/** Countries of payer and payee, as far as payments name any; those that name none come last. */
export function whereText(scene: Scene, rows: readonly number[]): string[] {
  const { messages, table } = scene.screening
  const { say } = messages
  const isNamed = (row: number) =>
    (["payerCountry", "payeeCountry"] as const).some((field) => fieldText(table, field, row) !== "")
  if (!rows.some(isNamed)) return [say("narrative.missing-where")]
  const country = (text: string) => (text === "" ? say("narrative.no-country") : markdownText(text))
  const pairs = groupRows(rows, (row) =>
    JSON.stringify([fieldText(table, "payerCountry", row), fieldText(table, "payeeCountry", row)]),
  ).sort(([a], [b]) => Number(a.includes('""')) - Number(b.includes('""')))
  const corridors = pairs.map(([pair, of]) => {
    const [payer = "", payee = ""] = JSON.parse(pair) as string[]
    return say("narrative.corridor", {
      payer: country(payer),
      payee: country(payee),
      payments: say("counted.payments", { count: of.length }),
    })
  })
  return [say("narrative.corridors", { corridors: listText(scene, corridors) })]
}
