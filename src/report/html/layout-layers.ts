// The layers of a drawing: parties by role, and inside a role by the steps that money takes there (a chain of mules).
// Cycles are opened after P. Eades, X. Lin, W. F. Smyth, A fast and effective heuristic for the feedback arc set problem,
// Information Processing Letters 47, 319–323 (1993).
import { compareText, type NetworkRole } from "../../model/vocabulary.ts"

/** What a column of the drawing holds, in the way of the money. `buyers` are those among the members, and others who only pay. */
export const LAYOUT_STAGES = ["contacts", "buyers", "sellers", "others", "mules", "suppliers"] as const
export type LayoutStage = (typeof LAYOUT_STAGES)[number]

/** What of a network is drawn. */
export interface DrawnNetwork {
  readonly members: readonly { readonly party: string; readonly role: NetworkRole }[]
  readonly contacts: readonly { readonly party: string }[]
  readonly edges: readonly { readonly payer: string; readonly payee: string }[]
}

/** An arrow of the drawing: who pays whom. */
export interface Link {
  readonly from: string
  readonly to: string
}

export interface DrawnLayer {
  readonly stage: LayoutStage
  /** From top to bottom. */
  readonly parties: readonly string[]
}

const STAGE_OF: Readonly<Record<NetworkRole, LayoutStage>> = {
  buyer: "buyers",
  payer: "buyers",
  seller: "sellers",
  "courier-linked": "others",
  unclear: "others",
  mule: "mules",
  supplier: "suppliers",
  collector: "suppliers",
  "cash-out": "suppliers",
}

/** Steps inside one role that get columns of their own. */
const MOST_STEPS = 4

/** Layers from left to right, none empty, each sorted by text. */
export function layersOf({ members, contacts }: DrawnNetwork, links: readonly Link[]): DrawnLayer[] {
  const parties = (some: DrawnNetwork["contacts"]) => some.map(({ party }) => party).sort(compareText)
  return LAYOUT_STAGES.flatMap((stage): DrawnLayer[] => {
    if (stage === "contacts") return contacts.length === 0 ? [] : [{ stage, parties: parties(contacts) }]
    const own = parties(members.filter(({ role }) => STAGE_OF[role] === stage))
    return stepsOf(own, links).map((step) => ({ stage, parties: step }))
  })
}

/** Parties by the longest way of money to them from others of the same role, at most `MOST_STEPS` groups. */
function stepsOf(parties: readonly string[], links: readonly Link[]): string[][] {
  const among = new Set(parties)
  const inside = links.filter(({ from, to }) => among.has(from) && among.has(to))
  const order = moneyOrder(parties, inside)
  const place = new Map(order.map((party, i) => [party, i]))
  const payees = groupLinks(inside.filter(({ from, to }) => place.get(from)! < place.get(to)!))
  const step = new Map<string, number>()
  for (const party of order) {
    const own = step.get(party) ?? 0
    for (const payee of payees.get(party) ?? []) step.set(payee, Math.max(step.get(payee) ?? 0, own + 1))
  }
  const steps = new Map<number, string[]>()
  for (const party of parties) {
    const at = Math.min(step.get(party) ?? 0, MOST_STEPS - 1)
    steps.set(at, [...(steps.get(at) ?? []), party])
  }
  return [...steps].sort(([a], [b]) => a - b).map(([, group]) => group)
}

function groupLinks(links: readonly Link[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { from, to } of links) {
    const group = groups.get(from)
    if (group === undefined) groups.set(from, [to])
    else group.push(to)
  }
  return groups
}

/**
 * Parties in an order in which few links run backwards: again and again a party that pays nobody left goes to the end, one
 * that nobody left pays to the front; else the one that pays most beyond those who pay it. Of equals, the first by text.
 */
function moneyOrder(parties: readonly string[], links: readonly Link[]): string[] {
  const left = new Set(parties)
  const front: string[] = []
  const back: string[] = []
  const out = new Map(parties.map((party) => [party, 0]))
  const into = new Map(parties.map((party) => [party, 0]))
  const touching = new Map<string, Link[]>(parties.map((party) => [party, []]))
  for (const link of links) {
    out.set(link.from, out.get(link.from)! + 1)
    into.set(link.to, into.get(link.to)! + 1)
    touching.get(link.from)!.push(link)
    touching.get(link.to)!.push(link)
  }
  const take = (party: string, where: string[]) => {
    where.push(party)
    left.delete(party)
    for (const { from, to } of touching.get(party)!) {
      if (from === party) into.set(to, into.get(to)! - 1)
      else out.set(from, out.get(from)! - 1)
    }
  }
  while (left.size > 0) {
    const waiting = [...left]
    const sink = waiting.find((party) => out.get(party) === 0 && into.get(party)! > 0)
    const source = waiting.find((party) => into.get(party) === 0)
    if (sink !== undefined) take(sink, back)
    else if (source !== undefined) take(source, front)
    else take(mostPaying(waiting, out, into), front)
  }
  return [...front, ...back.reverse()]
}

function mostPaying(
  parties: readonly string[],
  out: ReadonlyMap<string, number>,
  into: ReadonlyMap<string, number>,
): string {
  const excess = (party: string) => out.get(party)! - into.get(party)!
  return parties.reduce((best, party) => (excess(party) > excess(best) ? party : best))
}
