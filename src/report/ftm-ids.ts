// Ids of parties and of their accounts as FollowTheMoney entities. A run tells of millions of parties: what is kept of each
// is the hash in its id, as words.
import { storedTexts } from "../model/dictionary.ts"
import { MOST_STABLE_BYTES, stableId, stableWords, stableWordsOfText } from "../model/hash.ts"
import { LEAST_IBAN_BYTES, readIban } from "../model/iban.ts"
import type { PaymentTable } from "../model/table.ts"
import { isUtf8 } from "../model/text-bytes.ts"
import type { ByteText } from "./byte-text.ts"
import { copyPiece, pieceOf, writeHex } from "./plain-bytes.ts"
import type { Fetch } from "./read-ahead.ts"

/** By code of the party. */
export interface PartyIds {
  /** What is known of parties, by their codes: see `readAhead`. */
  readonly fetch: Fetch
  /** Adds the id of the party's entity: `stableId` of its text. */
  add(code: number, text: ByteText): void
  /** The id of the account that it is; undefined for a party whose text is no IBAN. */
  account(code: number): string | undefined
}

/** The id of the entity of a party. */
export function partyId(party: string): string {
  return stableId("party", [party])
}

const BEFORE = pieceOf("party-")
const ID_LENGTH = BEFORE.length + 16

/** Each is worked out once, for most stand in many payments. */
export function createIds({ parties }: PaymentTable): PartyIds {
  const stored = storedTexts(parties)
  // Both words of a hash as good as never are 0: who has such a one is worked out each time.
  const hashes = new Int32Array(2 * parties.size)
  const accounts = new Map<number, string>()
  const lengthOf = (code: number) =>
    stored === undefined ? MOST_STABLE_BYTES : stored.starts[code + 1]! - stored.starts[code]!
  const wordsOf = (code: number): Int32Array => {
    if (stored !== undefined && lengthOf(code) <= MOST_STABLE_BYTES) {
      const { pool, starts } = stored
      const [from, to] = [starts[code]!, starts[code + 1]!]
      if (isUtf8(pool, from, to)) return stableWords(pool, from, to)
    }
    return stableWordsOfText(parties.text(code))
  }
  const workOut = (code: number) => {
    const words = wordsOf(code)
    hashes[2 * code] = words[0]!
    hashes[2 * code + 1] = words[1]!
    const iban = lengthOf(code) < LEAST_IBAN_BYTES ? undefined : readIban(parties.text(code))
    if (iban !== undefined) accounts.set(code, stableId("account", [iban]))
  }
  const isKnown = (code: number) => hashes[2 * code] !== 0 || hashes[2 * code + 1] !== 0
  return {
    fetch: (codes, from, to) => {
      let sum = 0
      for (let i = from; i < to; i++) sum += hashes[2 * codes[i]!]!
      return sum
    },
    add: (code, text) => {
      if (!isKnown(code)) workOut(code)
      const at = copyPiece(BEFORE, text.viewWithRoom(ID_LENGTH), text.length)
      const { bytes } = text
      text.cutTo(writeHex(hashes[2 * code + 1]!, bytes, writeHex(hashes[2 * code]!, bytes, at)))
    },
    account: (code) => {
      if (!isKnown(code)) workOut(code)
      return accounts.size === 0 ? undefined : accounts.get(code)
    },
  }
}
