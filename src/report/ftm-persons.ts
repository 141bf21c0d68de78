// Persons of several accounts as FollowTheMoney entities: the person, with what the accounts share, and a link to each of
// the parties that are its accounts. A link and not one entity in place of them: the join is evidence with a reliability,
// and whoever finds it wrong takes the links away. LegalEntity is FollowTheMoney's word for a person or a firm.
import { stableId } from "../model/hash.ts"
import type { Person, SharedSign } from "../model/person.ts"
import { compareText } from "../model/vocabulary.ts"
import { type Entity, MAX_IDENTIFIER } from "./ftm-entity.ts"
import { partyId } from "./ftm-ids.ts"

export function* personEntities(persons: readonly Person[]): Generator<Entity> {
  for (const person of persons) {
    const { id, parties, names, reliability } = person
    yield {
      id,
      schema: "LegalEntity",
      properties: {
        name: names.length > 0 ? names : parties,
        idNumber: sharedValues(person, ["document"]).filter((value) => value.length <= MAX_IDENTIFIER),
        phone: sharedValues(person, ["phone", "name-and-phone"]),
        address: sharedValues(person, ["address", "name-and-address"]),
        summary: [`${parties.length} accounts joined to one person, reliability ${reliability} of 1`],
      },
    }
    for (const party of parties) {
      const signs = person.ties.filter((tie) => tie.parties.includes(party)).map(({ kind }) => kind)
      yield {
        id: stableId("link", [id, party]),
        schema: "UnknownLink",
        properties: {
          subject: [id],
          object: [partyId(party)],
          role: ["account of the person"],
          summary: [`shares with other accounts: ${[...new Set(signs)].join(", ")}`],
        },
      }
    }
  }
}

function sharedValues({ ties }: Person, kinds: readonly SharedSign[]): string[] {
  const values = ties.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value)
  return [...new Set(values)].sort(compareText)
}
