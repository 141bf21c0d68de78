// Whom the finding of an episode is about, and who else took part in it.
import type { Dictionary } from "../model/dictionary.ts"
import type { ConditionResult, PartyInRole } from "../model/finding.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import type { MatchDetection, WindowDetection } from "../rules/tree.ts"
import type { EngineContext } from "./context.ts"
import type { Episode } from "./episodes.ts"
import type { Evidence } from "./finding.ts"
import { groupTexts } from "./groups.ts"
import type { Selection } from "./selection.ts"

type About = Pick<Evidence, "subject" | "role" | "group" | "parties"> & {
  /** What the payments of an identifier's group have in common. */
  readonly shared: readonly ConditionResult[]
}

export function subjectOf(
  context: EngineContext,
  { subject: role }: MatchDetection | WindowDetection,
  selection: Selection,
  episode: Episode,
): About {
  const { table } = context
  const { key } = selection
  const rows = selection.rows.subarray(episode.from, episode.to)
  const texts = groupTexts(context, key, selection.groups[episode.group]!, rows[0]!)
  const [first = "", second = first] = texts
  if (key === "payer" || key === "payee" || key === "party" || key === "pair")
    return { subject: role === "payee" ? second : first, role, group: texts, shared: [] }
  const group = [key, first]
  const { messages } = context
  const threshold = messages.say("test.same-in-all")
  const shared = [{ measure: messages.nameOf("group", key), threshold, observed: first }]
  if (key === "waybill") {
    const side = role === "payer" ? table.payer : table.payee
    return { subject: mostOften(rows, (item) => side[rows[item]!]!, table.parties), role, group, shared }
  }
  const isIn = selection.isIn.subarray(episode.from, episode.to)
  const holderOf = (item: number) => (isIn[item] === 1 ? table.payee : table.payer)[rows[item]!]!
  const subject = mostOften(rows, holderOf, table.parties)
  return { subject, role, group, shared, parties: listHolders(table, rows, isIn, subject) }
}

/** The party that most items have; of several the first by text. */
function mostOften(items: Uint32Array, partyOf: (item: number) => number, parties: Dictionary): string {
  const counts = new Map<number, number>()
  for (let item = 0; item < items.length; item++) {
    const party = partyOf(item)
    counts.set(party, (counts.get(party) ?? 0) + 1)
  }
  let best = { party: "", count: 0 }
  for (const [code, count] of counts) {
    const party = parties.text(code)
    if (count > best.count || (count === best.count && compareText(party, best.party) < 0))
      best = { party, count }
  }
  return best.party
}

/** The subject, the other holders, then the parties on the other sides of their payments, by role and name. */
function listHolders(
  table: PaymentTable,
  rows: Uint32Array,
  isIn: Uint8Array,
  subject: string,
): PartyInRole[] {
  const payees = new Set<number>()
  const payers = new Set<number>()
  const holders = new Set<number>()
  for (let item = 0; item < rows.length; item++) {
    const payer = table.payer[rows[item]!]!
    const payee = table.payee[rows[item]!]!
    holders.add(isIn[item] === 1 ? payee : payer)
    if (isIn[item] === 1) payers.add(payer)
    else payees.add(payee)
  }
  const named = (codes: Iterable<number>, role: string) =>
    [...codes]
      .map((code) => table.parties.text(code))
      .filter((party) => party !== "" && party !== subject)
      .sort(compareText)
      .map((party) => ({ party, role }))
  const others = (codes: ReadonlySet<number>) => [...codes].filter((code) => !holders.has(code))
  return [
    { party: subject, role: "holder" },
    ...named(holders, "holder"),
    ...named(others(payees), "payee"),
    ...named(others(payers), "payer"),
  ]
}
