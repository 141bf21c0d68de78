// What entities.ftm.json tells beside payments: little, for a thread that makes the file is handed it. Parties and payments
// by their numbers, so that no thread looks texts up, and notes as the lines that they become.
import type { Person } from "../model/person.ts"
import type { Screening } from "../model/screening.ts"
import { entityLines } from "./ftm-entity.ts"
import { alertNote, networkNote } from "./ftm-notes.ts"
import { networkPayments } from "./network-payments.ts"
import { mapLazily } from "./workbook.ts"

export interface FtmFacts {
  /** Codes of the parties of alerts and networks. */
  readonly parties: Uint32Array
  /** Rows of the payments that networks are made of. */
  readonly networkRows: Uint32Array
  readonly persons: readonly CodedPerson[]
  /** Lines of the notes, in pieces. */
  readonly notes: Iterable<Uint8Array>
}

/** A person, and the codes of its parties. */
interface CodedPerson {
  readonly person: Person
  readonly codes: readonly number[]
}

export function ftmFacts(screening: Screening): FtmFacts {
  const { alerts, networks, persons, table } = screening
  const shown = alerts.filter(({ suppressed }) => suppressed === undefined)
  const codeOf = (party: string) => table.parties.code(party)
  const inNetworks = networks.flatMap(({ members, contacts }) => [...members, ...contacts])
  const rowsOf = networkPayments(screening)
  return {
    parties: Uint32Array.from([
      ...shown.map(({ subject }) => codeOf(subject)),
      ...inNetworks.map(({ party }) => codeOf(party)),
    ]),
    networkRows: Uint32Array.from(networks.flatMap(({ edges }) => edges.flatMap(rowsOf))),
    persons: persons.map((person) => ({ person, codes: person.parties.map(codeOf) })),
    notes: notesOf(shown, networks),
  }
}

function* notesOf(alerts: Screening["alerts"], networks: Screening["networks"]): Generator<Uint8Array> {
  yield* entityLines(mapLazily(alerts, alertNote))
  yield* entityLines(mapLazily(networks, networkNote))
}
