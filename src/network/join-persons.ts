// Which accounts are one person's: union-find with two things that may forbid a union.
import { compareText } from "../model/vocabulary.ts"
import { reliabilityOf as pairReliability, type SharingPair } from "./identifiers.ts"
import { indices } from "./sort-by-key.ts"

/**
 * What two accounts must be told by to be joined. A document reaches it, or the exact name with a phone or a device; a
 * phone, a device, an address and a waybill together without the name do not (0.58): spouses share all of them.
 */
export const JOIN_RELIABILITY = 0.8

export interface JoinInput {
  readonly pairs: readonly SharingPair[]
  readonly partyCount: number
  readonly textOf: (party: number) => string
  /** Parties that a person's decision holds apart, each pair once. */
  readonly apart: readonly (readonly [number, number])[]
  /** Documents of a party, by code; empty when none is known. */
  readonly documentsOf: (party: number) => ReadonlySet<number>
}

export interface Joined {
  /** By party code: the account that stands for its person, the first by text; itself when it stands alone. */
  readonly personOf: Uint32Array
  /** By the account that stands for a person of two accounts or more: the reliability of the weakest join. */
  readonly reliabilityOf: ReadonlyMap<number, number>
  /** Pairs whose tie was cut to hold parties apart. */
  readonly cut: readonly SharingPair[]
  /** Entries of `apart`, by index, that parted something. */
  readonly effective: ReadonlySet<number>
}

/**
 * Pairs are taken from the most reliable to the least, of equals by the texts of the two. A pair is
 *
 * - cut where it would bring two that are held apart into one connected component of ties, be it through others: so of
 *   each chain that leads from one to the other its weakest tie is cut, and nothing else;
 * - a join from `JOIN_RELIABILITY` up, unless the two persons have documents and none in common: on paper they are two,
 *   and the pair stays a tie;
 * - else a tie.
 */
export function joinPersons(input: JoinInput): Joined {
  const { pairs, partyCount, textOf } = input
  const apart = apartness(input)
  const people = new Components(partyCount)
  const documents = new Map<number, Set<number>>()
  const documentsOf = (root: number) => documents.get(root) ?? input.documentsOf(root)
  const weakest = new Map<number, number>()
  const cut: SharingPair[] = []
  for (const { pair, reliability } of inOrder(pairs, textOf, input.apart.length > 0)) {
    if (apart.forbids(pair.a, pair.b)) {
      cut.push(pair)
      continue
    }
    apart.tie(pair.a, pair.b)
    if (reliability < JOIN_RELIABILITY) continue
    const [a, b] = [people.find(pair.a), people.find(pair.b)]
    if (a === b || disagree(documentsOf(a), documentsOf(b))) continue
    const [few, many] = documentsOf(a).size < documentsOf(b).size ? [a, b] : [b, a]
    const both = documents.get(many) ?? new Set(input.documentsOf(many))
    for (const document of documentsOf(few)) both.add(document)
    const root = people.union(a, b)
    documents.set(root, both)
    // The least comes last.
    weakest.set(root, reliability)
  }
  return { ...standIns(people, partyCount, textOf, weakest), cut, effective: apart.effective }
}

/** Below the join the order matters only where a chain may have to be cut. */
function inOrder(
  pairs: readonly SharingPair[],
  textOf: (party: number) => string,
  all: boolean,
): { readonly pair: SharingPair; readonly reliability: number }[] {
  return pairs
    .map((pair) => {
      const [first = "", second = ""] = [textOf(pair.a), textOf(pair.b)].sort(compareText)
      return { pair, reliability: pairReliability(pair.bits), first, second }
    })
    .filter(({ reliability }) => all || reliability >= JOIN_RELIABILITY)
    .sort(
      (x, y) =>
        y.reliability - x.reliability || compareText(x.first, y.first) || compareText(x.second, y.second),
    )
}

function disagree(some: ReadonlySet<number>, others: ReadonlySet<number>): boolean {
  const [few, many] = some.size < others.size ? [some, others] : [others, some]
  return few.size > 0 && ![...few].some((document) => many.has(document))
}

/** Keeps the components of ties, and says which tie would bring together what is held apart. */
function apartness({ apart, partyCount }: JoinInput) {
  const tied = new Components(apart.length === 0 ? 0 : partyCount)
  const effective = new Set<number>()
  /** Entries with a party in the component, by its root. */
  const entriesOf = new Map<number, readonly number[]>()
  const add = (root: number, entries: readonly number[]) =>
    entriesOf.set(root, [...(entriesOf.get(root) ?? []), ...entries])
  for (const [entry, parties] of apart.entries()) for (const party of parties) add(party, [entry])
  return {
    effective,
    forbids(a: number, b: number): boolean {
      if (apart.length === 0) return false
      const [x, y] = [tied.find(a), tied.find(b)]
      if (x === y) return false
      const others = new Set(entriesOf.get(y))
      // No component holds both parties of an entry, so one that stands with both parts these two.
      const parting = (entriesOf.get(x) ?? []).filter((entry) => others.has(entry))
      for (const entry of parting) effective.add(entry)
      return parting.length > 0
    },
    tie(a: number, b: number): void {
      if (apart.length === 0) return
      const [x, y] = [tied.find(a), tied.find(b)]
      if (x === y) return
      const entries = [...(entriesOf.get(x) ?? []), ...(entriesOf.get(y) ?? [])]
      const root = tied.union(x, y)
      if (entries.length > 0) entriesOf.set(root, entries)
    },
  }
}

/** Each person by its first account; weakest joins follow. */
function standIns(
  people: Components,
  partyCount: number,
  textOf: (party: number) => string,
  weakest: ReadonlyMap<number, number>,
): Pick<Joined, "personOf" | "reliabilityOf"> {
  if (weakest.size === 0) return { personOf: indices(partyCount + 1), reliabilityOf: new Map() }
  const first = new Map<number, number>()
  for (let party = 1; party <= partyCount; party++) {
    const root = people.find(party)
    if (!weakest.has(root)) continue
    const best = first.get(root)
    if (best === undefined || compareText(textOf(party), textOf(best)) < 0) first.set(root, party)
  }
  const personOf = new Uint32Array(partyCount + 1)
  for (let party = 1; party <= partyCount; party++) {
    personOf[party] = first.get(people.find(party)) ?? party
  }
  // What was a root before its person grew has an entry of no use.
  const reliabilityOf = new Map([...first].map(([root, party]) => [party, weakest.get(root)!]))
  return { personOf, reliabilityOf }
}

/** Union-find over the codes 0 … count, with path halving. R. E. Tarjan, J. ACM 22, 215–225 (1975). */
class Components {
  readonly #parent: Uint32Array

  constructor(count: number) {
    this.#parent = indices(count + 1)
  }

  find(code: number): number {
    const parent = this.#parent
    let at = code
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!
      at = parent[at]!
    }
    return at
  }

  /** The root of both afterwards. */
  union(a: number, b: number): number {
    const [x, y] = [this.find(a), this.find(b)]
    this.#parent[x] = y
    return y
  }
}
