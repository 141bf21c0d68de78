// Parties that share a document, a phone, a device, an address or a waybill are tied, as if they had paid each other.
// How far that makes them one person is said by the signs of a pair.
import { MAX_SHARING_PARTIES } from "../model/network.ts"
import { SHARED_SIGNS, type SharedSign } from "../model/person.ts"
import {
  IDENTIFIER_KINDS,
  type IdentifierColumn,
  type IdentifierKind,
  isWidelyShared,
  type SharedValue,
} from "./shared-values.ts"

interface KindFacts {
  /** What sharing it weighs as a tie, in payments. */
  readonly weight: number
  /** More parties than this share it because it is public. */
  readonly maxParties: number
  /** What sharing it says when the names are the same; null: nothing more. */
  readonly named: SharedSign | null
}

/**
 * A document is one person's. A phone or device is one person's or one household's: as good as three payments. An
 * address may be a whole building and a waybill links those who handled one parcel: as good as one. A waybill names at
 * most the sender, the receiver and who pays for them. One office, placeholder or warehouse is shared by more than
 * `MAX_SHARING_PARTIES`.
 */
const KINDS: Readonly<Record<IdentifierKind, KindFacts>> = {
  document: { weight: 3, maxParties: MAX_SHARING_PARTIES, named: null },
  phone: { weight: 3, maxParties: MAX_SHARING_PARTIES, named: "name-and-phone" },
  device: { weight: 3, maxParties: MAX_SHARING_PARTIES, named: "name-and-device" },
  address: { weight: 1, maxParties: MAX_SHARING_PARTIES, named: "name-and-address" },
  waybill: { weight: 1, maxParties: 4, named: null },
}

/**
 * More accounts of one name on one phone are a default of some form, not a person. Where the names agree, the phone, device
 * or address may be shared by more than `maxParties` in all.
 */
const MAX_NAMESAKES = 16

/**
 * How likely two accounts are one person's when this is all they share: judgements, as no published figures exist, and
 * stated so that they can be argued with.
 *
 * - document 0.95: an authority gives a number to one person. What is left is a misread or a borrowed document.
 * - name-and-phone 0.9: a phone is a household's at most, and few of one household have one name.
 * - name-and-device 0.85: as a phone, but devices are sold, lent and stand in shops.
 * - name-and-address 0.6: a building may hold namesakes, and sons are named for fathers.
 * - phone, device 0.3: a couple, a family, a shop and its clerk, a mule set up on the seller's phone: mostly two people.
 * - address 0.1, waybill 0.05: neighbours; sender and receiver.
 */
export const RELIABILITY: Readonly<Record<SharedSign, number>> = {
  document: 0.95,
  "name-and-phone": 0.9,
  "name-and-device": 0.85,
  "name-and-address": 0.6,
  phone: 0.3,
  device: 0.3,
  address: 0.1,
  waybill: 0.05,
}

/** Signs as bits, in the order of `SHARED_SIGNS`. */
const bitOf = (sign: SharedSign): number => 1 << SHARED_SIGNS.indexOf(sign)

export function signsOf(bits: number): SharedSign[] {
  return SHARED_SIGNS.filter((sign) => (bits & bitOf(sign)) !== 0)
}

/**
 * Signs that fail for reasons of their own leave the doubt Π (1 − reliability) together: 1 less that. Each counts once,
 * however many phones two share; a sign with the name stands for the one without.
 */
export function reliabilityOf(bits: number): number {
  return 1 - signsOf(bits).reduce((doubt, sign) => doubt * (1 - RELIABILITY[sign]), 1)
}

/** Two party codes, `a` below `b`, and what they share. */
export interface SharingPair {
  readonly a: number
  readonly b: number
  /** See `signsOf`. */
  readonly bits: number
}

/** Two party codes that share values of one kind; a pair stands once for each value it shares. */
export interface IdentifierTie {
  readonly kind: IdentifierKind
  readonly a: number
  readonly b: number
  readonly weight: number
}

/** What parties share: nothing of it is in any particular order. */
export interface SharedIdentifiers {
  readonly ties: readonly IdentifierTie[]
  readonly pairs: readonly SharingPair[]
  /** Groups of parties that share a value, by kind and value: those that are not too many. */
  readonly groups: readonly SharingGroup[]
  /** Documents, by code, that too many share: placeholders, not documents. */
  readonly publicDocuments: ReadonlySet<number>
}

export interface SharingGroup {
  readonly column: IdentifierColumn
  readonly value: number
  readonly sign: SharedSign
  readonly parties: readonly number[]
}

/** `nameOf`: the exact name of a party (see `exactName`), empty when it has none. */
export function sharedIdentifiers(
  values: readonly SharedValue[],
  partyCount: number,
  nameOf: (party: number) => string,
): SharedIdentifiers {
  const ties: IdentifierTie[] = []
  const groups: SharingGroup[] = []
  const publicDocuments = new Set<number>()
  const bitsOf = new Map<number, number>()
  for (const shared of values) {
    const { column, value, parties } = shared
    const found = isWidelyShared(shared) ? [] : groupsOf(column.kind, parties, nameOf)
    if (column.kind === "document" && found.length === 0) publicDocuments.add(value)
    // Of two signs of one value the one with the name comes first.
    const tied = new Set<number>()
    for (const { sign, parties: sharing } of found) {
      groups.push({ column, value, sign, parties: sharing })
      forEachPair(sharing, (a, b) => {
        const pair = a * partyCount + b
        if (tied.has(pair)) return
        tied.add(pair)
        ties.push({ kind: column.kind, a, b, weight: KINDS[column.kind].weight })
        bitsOf.set(pair, (bitsOf.get(pair) ?? 0) | bitOf(sign))
      })
    }
  }
  const pairs = [...bitsOf].map(([pair, bits]) => ({
    a: Math.floor(pair / partyCount),
    b: pair % partyCount,
    bits: withoutWeaker(bits),
  }))
  return { ties, pairs, groups, publicDocuments }
}

/** Those of one name, where names say more, then all where they are not too many. */
function groupsOf(
  kind: IdentifierKind,
  parties: readonly number[],
  nameOf: (party: number) => string,
): Pick<SharingGroup, "sign" | "parties">[] {
  const { named, maxParties } = KINDS[kind]
  const groups: Pick<SharingGroup, "sign" | "parties">[] = []
  if (named !== null) {
    const byName = new Map<string, number[]>()
    for (const party of parties) {
      const name = nameOf(party)
      if (name !== "") byName.set(name, [...(byName.get(name) ?? []), party])
    }
    for (const namesakes of byName.values()) {
      if (namesakes.length < 2 || namesakes.length > MAX_NAMESAKES) continue
      groups.push({ sign: named, parties: namesakes })
    }
  }
  if (parties.length > maxParties) return groups
  return [...groups, { sign: kind, parties }]
}

function withoutWeaker(bits: number): number {
  return IDENTIFIER_KINDS.reduce((left, kind) => {
    const { named } = KINDS[kind]
    return named !== null && (left & bitOf(named)) !== 0 ? left & ~bitOf(kind) : left
  }, bits)
}

function forEachPair(parties: readonly number[], visit: (a: number, b: number) => void): void {
  for (const [i, one] of parties.entries()) {
    for (const other of parties.slice(i + 1)) visit(Math.min(one, other), Math.max(one, other))
  }
}
