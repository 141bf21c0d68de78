// Alerts and networks as notes of FollowTheMoney on their parties.
import type { Alert } from "../model/alert.ts"
import { countOf } from "../model/count.ts"
import { MISSING } from "../model/dictionary.ts"
import { alertRows } from "../model/listed-alert.ts"
import type { Network } from "../model/network.ts"
import { formatTotal } from "./csv-cells.ts"
import { type Entity, MAX_TEXT } from "./ftm-entity.ts"
import { partyId } from "./ftm-ids.ts"

export function alertNote(alert: Alert): Entity {
  const { id, subject, score, severity, typologies, reasons, total, first, last } = alert
  return {
    id,
    schema: "Note",
    properties: {
      name: [id],
      entity: [partyId(subject)],
      summary: [`score ${score}, ${severity}; ${formatTotal(total)}, ${first} to ${last}`, ...leftOut(alert)],
      description: [reasons.join("\n").slice(0, MAX_TEXT)],
      keywords: typologies,
    },
  }
}

/** Else the payments beside the note would seem to be all of them. */
function leftOut(alert: Alert): string[] {
  const held = alertRows(alert)
  if (held === undefined) return []
  const { table, rows } = held
  const { length } = rows.filter((row) => table.payer[row] === MISSING || table.payee[row] === MISSING)
  const why = "one side is cash or unknown, and FollowTheMoney wants both"
  return length === 0 ? [] : [`${length} of ${countOf(rows.length, "payment")} left out here: ${why}`]
}

/** Of members only: contacts are customers, whom nobody accuses. */
export function networkNote(network: Network): Entity {
  const { id, members, score, severity, taxa, reasons, total, from, to } = network
  return {
    id,
    schema: "Note",
    properties: {
      name: [id],
      entity: members.map(({ party }) => partyId(party)),
      summary: [`score ${score}, ${severity}; ${formatTotal(total)}, ${from} to ${to}`],
      description: [reasons.join("\n").slice(0, MAX_TEXT)],
      keywords: taxa,
    },
  }
}
