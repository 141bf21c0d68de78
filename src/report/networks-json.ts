// networks.json: the seller networks, best first, then who was joined with whom and what is a hint only: one a line inside
// one JSON document.
import type { Network, NetworkResult } from "../model/network.ts"
import type { NameHint, Person } from "../model/person.ts"
import { jsonObject } from "./json-pieces.ts"

type Written = Pick<NetworkResult, "networks" | "persons" | "hints">

export function* networksJson({ networks, persons, hints }: Written): Generator<string> {
  yield "{"
  yield* list("networks", networks.map(written))
  yield ",\n"
  yield* list("persons", persons.map(writtenPerson))
  yield ",\n"
  yield* list("hints", hints.map(writtenHint))
  yield "}\n"
}

function* list(key: string, items: readonly Record<string, unknown>[]): Generator<string> {
  yield `${JSON.stringify(key)}:[`
  let separator = "\n"
  for (const item of items) {
    yield separator
    separator = ",\n"
    yield* jsonObject(item)
  }
  yield "\n]"
}

function written(network: Network): Record<keyof Network, unknown> {
  return {
    id: network.id,
    score: network.score,
    severity: network.severity,
    members: network.members,
    contacts: network.contacts,
    nearby: network.nearby,
    edges: network.edges,
    taxa: network.taxa,
    total: network.total,
    from: network.from,
    to: network.to,
    rules: network.rules,
    reasons: network.reasons,
    keyPayments: network.keyPayments,
    proof: network.proof,
  }
}

function writtenPerson({ id, parties, names, ties, reliability }: Person): Record<keyof Person, unknown> {
  return { id, parties, names, ties, reliability }
}

function writtenHint({ network, parties, names, how, note }: NameHint): Record<keyof NameHint, unknown> {
  return { network, parties, names, how, note }
}
