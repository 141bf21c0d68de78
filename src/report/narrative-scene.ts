// What narratives draw on: the findings and payments of an alert or a network, and how people are told of them.
import type { Alert } from "../model/alert.ts"
import { MISSING } from "../model/dictionary.ts"
import { type Finding, groupBySubject, tellApart } from "../model/finding.ts"
import type { Network, NetworkEdge } from "../model/network.ts"
import { rowOrder } from "../model/order.ts"
import { partyNames } from "../model/party.ts"
import { paymentFacts } from "../model/payment-facts.ts"
import type { Screening } from "../model/screening.ts"
import { totalsByCurrency } from "../model/totals.ts"
import { compareText } from "../model/vocabulary.ts"
import { formatTotal } from "./csv-cells.ts"
import { markdownTable, markdownText } from "./markdown.ts"
import { networkPayments } from "./network-payments.ts"

/** Of long lists the first so many are told. */
const LIST_LENGTH = 8
const MEMO_LENGTH = 160

export interface Scene {
  readonly screening: Screening
  readonly findings: ReadonlyMap<string, Finding>
  readonly bySubject: ReadonlyMap<string, readonly Finding[]>
  readonly networks: ReadonlyMap<string, Network>
  /** Rows of the payments of an edge of a network that is told of. */
  readonly rowsOfEdge: (edge: NetworkEdge) => readonly number[]
  /** The order in which payments are told. */
  readonly inOrder: (rowA: number, rowB: number) => number
  /** Names of the parties of the payments that are told of. */
  readonly names: ReadonlyMap<string, string>
}

/** What the narratives of these alerts and networks need, found in one pass. */
export function createScene(
  screening: Screening,
  alerts: readonly Alert[],
  networks: readonly Network[],
): Scene {
  const { table } = screening
  const findings = new Map(screening.findings.map((finding) => [finding.id, finding]))
  const told = new Set<number>()
  for (const alert of alerts) {
    const { own } = tellApart(
      alert,
      alert.findings.flatMap((id) => findings.get(id) ?? []),
    )
    for (const row of own.flatMap(({ rows }) => rows)) {
      told.add(table.payer[row]!)
      told.add(table.payee[row]!)
    }
  }
  told.delete(MISSING)
  const parties = new Set([...told].map((code) => table.parties.text(code)))
  for (const { members, contacts } of networks)
    for (const { party } of [...members, ...contacts]) parties.add(party)
  return {
    screening,
    findings,
    bySubject: groupBySubject(screening.findings),
    rowsOfEdge: (edge) => networkPayments(screening)(edge),
    networks: new Map(screening.networks.map((network) => [network.id, network])),
    inOrder: rowOrder(table),
    names: partyNames(table, parties),
  }
}

/** In the order of the alert's reasons, the weightiest first; those that it gives no reason of, being suppressed, last. */
export function findingsOf({ findings }: Scene, { findings: ids, reasons }: Alert): Finding[] {
  const placeOf = new Map(reasons.map((reason, place) => [reason, place]))
  const place = ({ reason }: Finding) => placeOf.get(reason) ?? reasons.length
  return ids.flatMap((id) => findings.get(id) ?? []).sort((a, b) => place(a) - place(b))
}

/** Rows of all payments of the findings, each once, in order of time. */
export function rowsOf({ inOrder }: Scene, findings: readonly Finding[]): number[] {
  return [...new Set(findings.flatMap(({ rows }) => rows))].sort(inOrder)
}

/** Rows of the payments between parties of a network, in order of time. */
export function rowsOfNetwork({ rowsOfEdge, inOrder }: Scene, network: Network): number[] {
  return network.edges.flatMap(rowsOfEdge).sort(inOrder)
}

/** `name (id)`, or the id alone, as Markdown. */
export function partyText({ names }: Scene, party: string): string {
  const name = names.get(party) ?? ""
  return name === "" || name === party
    ? `**${markdownText(party)}**`
    : `**${markdownText(party)}** (${markdownText(name)})`
}

export function totalText({ screening: { table } }: Scene, rows: readonly number[]): string {
  return formatTotal(totalsByCurrency(table, rows))
}

/** A moment as people write it; the text about it says that it is in UTC. */
export function timeText(iso: string): string {
  return iso.replace("T", " ").replace(/(?:\.000)?Z$/, "")
}

/** Days, or the one day. */
export function periodText({ screening: { messages } }: Scene, from: string, to: string): string {
  return from === to ? messages.say("period.day", { day: from }) : messages.say("period.days", { from, to })
}

/** A list with commas; what is beyond its length is counted. The items are Markdown. */
export function listText({ screening: { messages } }: Scene, items: readonly string[]): string {
  const list = items.slice(0, LIST_LENGTH).join(messages.say("join.comma"))
  const count = items.length - LIST_LENGTH
  return count > 0 ? messages.say("list.more", { list, count }) : list
}

/** Groups rows by a text; the largest group first, then by text. */
export function groupRows(
  rows: readonly number[],
  keyOf: (row: number) => string,
): [key: string, rows: number[]][] {
  const groups = new Map<string, number[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return [...groups].sort(([a, rowsA], [b, rowsB]) => rowsB.length - rowsA.length || compareText(a, b))
}

/** Payments as a table with their places. */
export function paymentTable(scene: Scene, rows: readonly number[]): string {
  const { messages, table } = scene.screening
  const { say } = messages
  const party = (id: string) => (id === "" ? say("explain.nobody") : partyText(scene, id))
  const heading = [
    say("narrative.column-time"),
    say("narrative.column-payer"),
    say("narrative.column-payee"),
    say("narrative.column-amount"),
    say("narrative.column-memo"),
    say("narrative.column-place"),
  ]
  return markdownTable(
    heading,
    rows.map((row) => {
      const { time, payer, payee, amount, memo, file, line } = paymentFacts(table, row)
      const shown = memo.length > MEMO_LENGTH ? `${memo.slice(0, MEMO_LENGTH)}…` : memo
      return [
        timeText(time),
        party(payer),
        party(payee),
        amount,
        markdownText(shown),
        markdownText(`${file}:${line}`),
      ]
    }),
  )
}
