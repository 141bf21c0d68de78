// findings.jsonl: one finding a line, with its evidence to the row.
import { createHash, type Hash, hash as hashAtOnce } from "node:crypto"
import type { Finding } from "../model/finding.ts"
import { listsOf, othersOf } from "../model/listed-finding.ts"
import { paymentFacts } from "../model/payment-facts.ts"
import type { PaymentTable } from "../model/table.ts"
import { ByteText, FULL_LENGTH } from "./byte-text.ts"
import {
  findingHash,
  type HashedFinding,
  textAfterParties,
  textAfterPayments,
  textBeforeParties,
} from "./finding-hash.ts"
import { jsonArray, jsonText } from "./json-pieces.ts"
import { keepPayments, type PaymentTexts } from "./kept-payments.ts"
import { type AddListed, listJson } from "./list-json.ts"
import { paymentJson } from "./payment-json.ts"
import { fetchIds, fetchPayments, type ReadAhead, readAhead } from "./read-ahead.ts"

/**
 * A finding as it is written: without its row numbers, which mean something only in the process that made them, and with
 * what its payments are beside their places.
 */
export interface WrittenFinding extends HashedFinding {
  /** Of its content: see `findingHash`. */
  readonly hash: string
}

/** A finding as it is written; `table`: the one that its rows are of. */
export function writeFinding(finding: Finding, table: PaymentTable): WrittenFinding {
  const { parties, payments, suppressed } = finding
  const content: HashedFinding = {
    ...toldBefore(finding),
    parties,
    payments,
    ...toldBehind(finding),
    places: finding.rows.map((row) => paymentFacts(table, row)),
  }
  return { ...content, hash: findingHash(content), ...(suppressed === undefined ? {} : { suppressed }) }
}

/** What a line says before its lists. */
function toldBefore({ id, rule, ruleVersion, typology, severity, evidence, subject, role }: Finding) {
  return { id, rule, ruleVersion, typology, severity, evidence, subject, role }
}

/** What it says behind the parties and the ids of payments. */
function toldBehind({ from, to, measures, conditions, matches, contexts, indicators, reason }: Finding) {
  return { from, to, measures, conditions, matches, contexts, indicators, reason }
}

/** Where lines are put together. */
interface Lines {
  readonly table: PaymentTable
  readonly text: ByteText
  /** Of the finding at hand: see `findingHash`. */
  readonly hashed: ByteText
  readonly addListed: AddListed
  readonly paymentsOf: (finding: Finding) => PaymentTexts
  readonly readIdsAhead: ReadAhead
}

/**
 * Each finding as `writeFinding` tells it, on one line, in pieces of many lines or of a part of one, each good as
 * `ByteText.turn` says; `table`: the one that the rows of the findings are of.
 */
export function* findingLines(findings: readonly Finding[], table: PaymentTable): Generator<Uint8Array> {
  const [text, hashed] = [new ByteText(), new ByteText()]
  const addListed = listJson(table)
  const paymentsOf = keepPayments(findings, table.rowCount, {
    addPayment: paymentJson(table),
    readAhead: readAhead(fetchPayments(table)),
  })
  const readIdsAhead = readAhead(fetchIds(table))
  const lines: Lines = { table, text, hashed, addListed, paymentsOf, readIdsAhead }
  for (const finding of findings) {
    const hash = new BytesHash()
    for (const _ of addParts(lines, finding)) {
      if (hashed.length >= FULL_LENGTH) {
        hash.add(hashed.view())
        hashed.clear()
      }
      if (text.length >= FULL_LENGTH) yield text.turn()
    }
    const digits = hash.done(hashed.view())
    hashed.clear()
    const { suppressed } = finding
    const note = suppressed === undefined ? "" : `,"suppressed":${jsonText(suppressed)}`
    text.add(`,"hash":"${digits}"${note}}\n`)
    if (text.length >= FULL_LENGTH) yield text.turn()
  }
  yield text.take()
}

/**
 * SHA-256 of bytes in pieces, by the system's own, several times as fast as ours. Most findings are one piece: an object of
 * Node's that takes several would be made and collected for each.
 */
class BytesHash {
  #begun: Hash | undefined

  add(piece: Uint8Array): void {
    this.#begun ??= createHash("sha256")
    this.#begun.update(piece)
  }

  /** With the last piece; 64 hexadecimal digits. */
  done(last: Uint8Array): string {
    return this.#begun === undefined ? hashAtOnce("sha256", last) : this.#begun.update(last).digest("hex")
  }
}

/** Adds all of a finding but its hash and what follows; stops now and then, so that what is there is taken away. */
function* addParts(lines: Lines, finding: Finding): Generator<void> {
  const { text, hashed } = lines
  const payments = lines.paymentsOf(finding)
  const told = toldBefore(finding)
  text.add(`${jsonText(told).slice(0, -1)},"parties":[`)
  hashed.add(textBeforeParties(told))
  yield* addParties(lines, finding)
  text.add('],"payments":')
  yield* addIds(lines, finding)
  const behind = toldBehind(finding)
  yield* addFields(text, behind)
  text.add(',"places":[')
  hashed.add(textAfterParties(behind))
  yield* addInTurns(finding.rows, text, (row, i) => {
    payments.readAhead(finding.rows, i)
    payments.addPayment(row, text, hashed)
  })
  text.add("]")
  hashed.add(textAfterPayments(finding))
}

function* addParties({ table, text, hashed, addListed }: Lines, finding: Finding): Generator<void> {
  const others = othersOf(finding, table)
  if (others === undefined) {
    yield* addInTurns(finding.parties, text, (one, i) => {
      text.add(jsonText({ party: one.party, role: one.role }))
      hashed.add(`${i === 0 ? "" : ","}${JSON.stringify([one.party, one.role])}`)
    })
    return
  }
  const { subject, role } = finding
  text.add(jsonText({ party: subject, role }))
  hashed.add(JSON.stringify([subject, role]))
  for (const { role, codes } of others) {
    if (codes.length === 0) continue
    text.add(",")
    const addParty = addListed.partyIn(role)
    yield* addInTurns(codes, text, (code) => addParty(code, text, hashed))
  }
}

function* addIds({ table, text, addListed, readIdsAhead }: Lines, finding: Finding): Generator<void> {
  const lists = listsOf(finding, table)
  if (lists === undefined) return yield* addJson(text, finding.payments)
  text.add("[")
  yield* addInTurns(lists.rows, text, (row, i) => {
    readIdsAhead(lists.rows, i)
    addListed.id(row, text)
  })
  text.add("]")
}

/** Fields behind others: together, but for those with a long array. */
function* addFields(text: ByteText, fields: ReturnType<typeof toldBehind>): Generator<void> {
  if (Object.values(fields).every((value) => !Array.isArray(value) || value.length <= TURN)) {
    text.add(`,${jsonText(fields).slice(1, -1)}`)
    return
  }
  for (const [key, value] of Object.entries(fields)) {
    text.add(`,"${key}":`)
    yield* addJson(text, value)
  }
}

/** Long arrays in pieces. */
function* addJson(text: ByteText, value: unknown): Generator<void> {
  for (const piece of Array.isArray(value) ? jsonArray(value) : [jsonText(value)]) {
    text.add(piece)
    yield
  }
}

/** Items that are added before what is there is looked at. */
const TURN = 512
const COMMA = 44

function* addInTurns<Item>(
  items: ArrayLike<Item>,
  text: ByteText,
  add: (item: Item, index: number) => void,
): Generator<void> {
  for (let i = 0; i < items.length; i++) {
    if (i > 0) text.addSign(COMMA)
    add(items[i]!, i)
    if (i % TURN === TURN - 1) yield
  }
}
