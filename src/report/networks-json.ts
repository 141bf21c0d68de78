// networks.json: the seller networks, best first, one a line inside one JSON document.
import type { Network } from "../model/network.ts"
import { jsonObject } from "./json-pieces.ts"

export function* networksJson(networks: readonly Network[]): Generator<string> {
  yield '{"networks":['
  let separator = "\n"
  for (const network of networks) {
    yield separator
    separator = ",\n"
    yield* jsonObject(written(network))
  }
  yield "\n]}\n"
}

function written(network: Network): Record<keyof Network, unknown> {
  return {
    id: network.id,
    score: network.score,
    severity: network.severity,
    members: network.members,
    contacts: network.contacts,
    edges: network.edges,
    taxa: network.taxa,
    total: network.total,
    from: network.from,
    to: network.to,
    rules: network.rules,
    reasons: network.reasons,
    keyPayments: network.keyPayments,
  }
}
