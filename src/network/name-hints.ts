// Parties of one network whose names agree across scripts: hints, told as such.
import { stableId } from "../model/hash.ts"
import type { Messages } from "../model/messages.ts"
import type { Network } from "../model/network.ts"
import type { NameAgreement, NameHint, NameKey } from "../model/person.ts"
import { compareText } from "../model/vocabulary.ts"

export interface HintInput {
  readonly networks: readonly Network[]
  /** A name as files have it; see `plainName`. */
  readonly plainName: (name: string) => string
  /** Of a name as files have it. */
  readonly nameKeys: (name: string) => readonly NameKey[]
  readonly messages: Messages
}

/** The plainest first: of a group that agrees in two ways the first is told. */
const WAYS: readonly NameAgreement[] = ["equal", "accents", "script", "pinyin"]
const HAN = /\p{Script=Han}/u
/** What more parties of one network are called is what a form or a wallet calls everyone. */
const MAX_NAMESAKES = 16

/**
 * In order of the networks; inside a network the plainest agreement first, then by party. Members and contacts alike:
 * a buyer who is called like a seller is worth a look. Accounts joined to one person already give none.
 */
export function nameHints({ networks, plainName, nameKeys, messages }: HintInput): NameHint[] {
  return networks.flatMap(({ id, members, contacts }) => {
    const called = [...members, ...contacts]
      .map(({ party, name, person }) => ({ party, name, person, plain: plainName(name) }))
      .sort((a, b) => compareText(a.party, b.party))
    const groups = new Map<string, { readonly how: NameAgreement; readonly of: typeof called }>()
    for (const one of called) {
      for (const { how, key } of nameKeys(one.plain)) {
        const group = groups.get(`${how}\u001f${key}`) ?? { how, of: [] }
        group.of.push(one)
        groups.set(`${how}\u001f${key}`, group)
      }
    }
    const told = new Set<string>()
    return [...groups.values()]
      .filter(({ how, of }) => {
        const persons = new Set(of.map(({ party, person }) => person ?? stableId("party", [party])))
        return (
          persons.size > 1 &&
          of.length <= MAX_NAMESAKES &&
          (how !== "pinyin" || isAcross(of.map(({ plain }) => plain)))
        )
      })
      .sort(
        (a, b) =>
          WAYS.indexOf(a.how) - WAYS.indexOf(b.how) ||
          compareText(partiesOf(a.of).join("\u001f"), partiesOf(b.of).join("\u001f")),
      )
      .flatMap(({ how, of }): NameHint[] => {
        const parties = partiesOf(of)
        const key = parties.join("\u001f")
        if (told.has(key)) return []
        told.add(key)
        const names = of.map(({ name }) => name)
        const list = [...new Set(names)].join(messages.say("join.comma"))
        const note = messages.say(`hint.${how}`, {
          parties: parties.join(messages.say("join.comma")),
          names: list,
        })
        return [{ network: id, parties, names, how, note }]
      })
  })
}

const partiesOf = (of: readonly { readonly party: string }[]): string[] => of.map(({ party }) => party)

/** Chinese names alone that sound alike are other names. */
function isAcross(names: readonly string[]): boolean {
  return names.some((name) => HAN.test(name)) && names.some((name) => !HAN.test(name))
}
