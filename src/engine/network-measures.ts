// Measures of networks, as NetworkTest in the rule tree defines them: one value a network.
import { MISSING } from "../model/dictionary.ts"
import { unreachable } from "../model/errors.ts"
import { type Finding, isExplained } from "../model/finding.ts"
import { MAX_SHARING_PARTIES, type Network } from "../model/network.ts"
import { legIsIn, legRow } from "../model/order.ts"
import { means } from "../rules/rule-references.ts"
import type { NetworkTest } from "../rules/tree.ts"
import type { EngineContext } from "./context.ts"
import type { LegCodes } from "./groups.ts"
import { type MemberLegs, memberLegs } from "./member-legs.ts"

/** The networks of a table, and what is known of their parties. */
export interface NetworkScene {
  readonly networks: readonly Network[]
  /** By party code: 1 for a courier. */
  readonly couriers: Uint8Array
  /** Findings on each party. */
  readonly findingsOn: ReadonlyMap<string, readonly Finding[]>
}

/** By network; NaN where the measure has nothing to go by, such as a column that no file has. */
export function measureNetworks(
  context: EngineContext,
  scene: NetworkScene,
  rule: string,
  test: NetworkTest,
): readonly number[] {
  const { networks, couriers, findingsOn } = scene
  const legsOf: MemberLegs = (party) => legsOfMembers(context, networks)(party)
  switch (test.measure) {
    case "members":
      return networks.map(({ members }) => members.length)
    case "contacts":
      return networks.map(({ contacts }) => contacts.length)
    case "role":
      return networks.map(({ members }) => members.filter(({ role }) => role === test.role).length)
    case "flagged": {
      const isFlagged = (party: string) =>
        (findingsOn.get(party) ?? []).some(
          (finding) => means(test.filter, rule, finding) && !isExplained(finding),
        )
      return networks.map(({ members }) => members.filter(({ party }) => isFlagged(party)).length)
    }
    case "courier_links":
      return networks.map(({ members }) => {
        const deals = (party: string) => legsOf(party).some((leg) => couriers[otherSide(context, leg)] === 1)
        return members.filter(({ party }) => deals(party)).length
      })
    case "density":
      return networks.map(density)
    case "concentration":
      return networks.map((network) => concentration(context, legsOf, network, test.of))
    case "countries":
      return networks.map((network) => countCountries(context, legsOf, network))
    case "shared_identifiers":
      return sharedIdentifiers(context, legsOf, networks, test.kinds)
    default:
      return unreachable(test)
  }
}

/** By context, for the networks that were last asked about: one after another, rules ask about the same. */
const legsKnown = new WeakMap<EngineContext, { readonly networks: unknown; readonly legs: MemberLegs }>()

function legsOfMembers(context: EngineContext, networks: readonly Network[]): MemberLegs {
  const known = legsKnown.get(context)
  if (known?.networks === networks) return known.legs
  const legs = memberLegs(context, networks)
  legsKnown.set(context, { networks, legs })
  return legs
}

function otherSide({ table }: EngineContext, leg: number): number {
  return (legIsIn(leg) ? table.payer : table.payee)[legRow(leg)]!
}

function density({ members, edges }: Network): number {
  const count = members.length
  if (count < 2) return 0
  const own = new Set(members.map(({ party }) => party))
  const pairs = new Set<string>()
  for (const { payer, payee } of edges) {
    if (own.has(payer) && own.has(payee))
      pairs.add(JSON.stringify(payer < payee ? [payer, payee] : [payee, payer]))
  }
  return pairs.size / ((count * (count - 1)) / 2)
}

function concentration(
  context: EngineContext,
  legsOf: MemberLegs,
  { members }: Network,
  of: "in" | "out",
): number {
  const { payer, payee } = context.table
  let most = 0
  let all = 0
  for (const { party } of members) {
    let own = 0
    for (const leg of legsOf(party)) {
      const row = legRow(leg)
      if ((of === "in") === legIsIn(leg) && payer[row] !== payee[row]) own++
    }
    most = Math.max(most, own)
    all += own
  }
  return all === 0 ? Number.NaN : most / all
}

function countCountries(context: EngineContext, legsOf: MemberLegs, { members }: Network): number {
  const { text } = context.table
  // Both columns hold codes of one dictionary.
  const payer = text.get("payerCountry")?.codes
  const payee = text.get("payeeCountry")?.codes
  if (payer === undefined && payee === undefined) return Number.NaN
  const countries = new Set<number>()
  for (const { party } of members) {
    for (const leg of legsOf(party)) {
      const code = (legIsIn(leg) ? payee : payer)?.[legRow(leg)] ?? MISSING
      if (code !== MISSING) countries.add(code)
    }
  }
  return countries.size
}

/** NaN for all where the table has none of the columns. */
function sharedIdentifiers(
  context: EngineContext,
  legsOf: MemberLegs,
  networks: readonly Network[],
  kinds: readonly ("device" | "phone" | "address")[],
): number[] {
  const columns = kinds.map((kind) => context.legs(kind)).filter(({ values }) => values !== undefined)
  const totals = networks.map(() => (columns.length === 0 ? Number.NaN : 0))
  for (const column of columns) {
    const shared = networks.map((network) => sharedValues(legsOf, network, column))
    const isPublic = publicValues(context, column, new Set(shared.flat()))
    for (const [i, values] of shared.entries())
      totals[i]! += values.filter((value) => !isPublic.has(value)).length
  }
  return totals
}

/** Values that at least two members have on their own side of a payment. */
function sharedValues(legsOf: MemberLegs, { members }: Network, { payer, payee }: LegCodes): number[] {
  const holders = new Map<number, number>()
  for (const { party } of members) {
    const own = new Set<number>()
    for (const leg of legsOf(party)) own.add((legIsIn(leg) ? payee : payer)[legRow(leg)]!)
    own.delete(MISSING)
    for (const code of own) holders.set(code, (holders.get(code) ?? 0) + 1)
  }
  return [...holders].filter(([, count]) => count >= 2).map(([code]) => code)
}

/** Of the values, those that too many parties of the table have. */
function publicValues(
  { table, order }: EngineContext,
  { payer, payee }: LegCodes,
  values: ReadonlySet<number>,
): Set<number> {
  const isPublic = new Set<number>()
  if (values.size === 0) return isPublic
  const holders = new Map<number, Set<number>>()
  const note = (code: number, party: number) => {
    if (!values.has(code) || isPublic.has(code)) return
    const own = holders.get(code) ?? new Set()
    holders.set(code, own.add(party))
    if (own.size > MAX_SHARING_PARTIES) isPublic.add(code)
  }
  for (const row of order) {
    note(payer[row]!, table.payer[row]!)
    note(payee[row]!, table.payee[row]!)
  }
  return isPublic
}
