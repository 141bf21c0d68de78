// What all rules of a run share: the canonical order, the groupings, and what can be known once per distinct text,
// party or currency. Everything but the order is made on first use.
import type { Bits } from "../model/bits.ts"
import type { Dictionary } from "../model/dictionary.ts"
import { giveUpLargeArrays, newWords } from "../model/large-arrays.ts"
import { ENGLISH, type Messages } from "../model/messages.ts"
import { canonicalOrder, type Grouping } from "../model/order.ts"
import type { TextFieldName } from "../model/payment.ts"
import type { RateTable } from "../model/rates.ts"
import type { RowCodes } from "../model/row-codes.ts"
import type { PaymentTable, TextColumn } from "../model/table.ts"
import { tableOfRows } from "../model/table-rows.ts"
import { DAY_MS } from "../model/time.ts"
import { VeiledDictionary } from "../model/veiled-dictionary.ts"
import type { PaymentContext, Price, RulePack } from "../rules/tree.ts"
import { anew } from "../text/columns.ts"
import type { Lexicon, LexiconMatcher, TextHit } from "../text/lexicon.ts"
import { buildLexiconMatcher } from "../text/matcher.ts"
import { findQuantities, type Quantity } from "../text/quantities.ts"
import { amountsOf, type CodedGroupKey, convertAmounts, sumGroups } from "./amounts-in.ts"
import { settledBits } from "./bits.ts"
import { type FoldedTexts, foldTexts } from "./folded-texts.ts"
import { countersOf, createSelectionRoom, leaveRoom, type SelectionRoom } from "./grouped-items.ts"
import { type GroupKey, groupRows, type LegCodes, type LegKey, legCodes } from "./groups.ts"
import { firstTimes, pairFirstTimes, pairSilences, partySilences } from "./history.ts"
import { keepColumns, roomForColumns } from "./kept-columns.ts"
import { type KeptMasks, keepMasks } from "./kept-masks.ts"
import { findListedCodes, findListedNames, listOf, type OnList } from "./listed.ts"
import { missingRows, rowsByCode, settledRows } from "./row-sets.ts"

/** Small integers in place of values: equal values have equal codes, 0 is missing. */
interface Codes {
  /** By row. */
  readonly codes: RowCodes
  /** One more than the largest code. */
  readonly size: number
}

export interface EngineContext {
  /** The language that findings are told in. */
  readonly messages: Messages
  readonly table: PaymentTable
  /** Settled rows in canonical order. */
  readonly order: Uint32Array
  /** Position of each settled row in `order`; 0 for the others. */
  ranks(): Uint32Array
  settled(): Bits
  /** Rows where a column of codes has none; null: there are no such rows. */
  missing(codes: RowCodes): Bits | null
  /** Of a column with up to FEW_CODES codes, the rows of each. */
  rowsByCode(codes: RowCodes): readonly Bits[]
  /** What conditions found. */
  readonly keptMask: KeptMasks["keep"]
  /** The groups that the two sides of each row are in. */
  legs(key: LegKey): LegCodes
  /** Settled rows (of groups of legs: legs) of each group, in canonical order. */
  grouping(key: GroupKey): Grouping
  readonly selectionRoom: SelectionRoom
  /** As many counters, or more, to count in: all 0, and to be left so. */
  counters(size: number): Uint32Array
  /** By group, what the amounts of all its items come to in a currency; Infinity where one has no rate. */
  groupSums(key: CodedGroupKey, currency: string): Float64Array
  /** Amounts of all rows in minor units of a currency; NaN where there is no rate. */
  amountsIn(currency: string): Float64Array
  /** Amounts of some rows in minor units of a currency; NaN where there is no rate. */
  amountsOf(rows: Uint32Array, currency: string): Float64Array
  /** Codes of the exact amounts: equal when minor units and currency are. */
  amountCodes(): Codes
  /** Codes of the UTC days. */
  dayCodes(): Codes
  /** Terms and benign phrases of all lexicons, by code of text; codes without any are absent. */
  textHits(values: Dictionary): ReadonlyMap<number, readonly TextHit[]>
  /** Every text after folding, by code. */
  foldedTexts(values: Dictionary): FoldedTexts
  /** The texts that are on a list. */
  onList(values: Dictionary, list: string): OnList
  /** Time of the first settled payment on either side, by party code; Infinity when there is none. */
  firstSeen(): Float64Array
  /** Time of the first settled payment from the row's payer to its payee, by row; NaN when a side is missing. */
  pairFirstSeen(): Float64Array
  /** How long the payer (or payee) of each of some rows had been silent; NaN when nothing came before. */
  silences(of: "payer" | "payee", rows: Uint32Array): Float64Array
  /** How long the row's payer had paid its payee nothing, by row; NaN when it never had. */
  pairSilences(): Float64Array
  /** What conditions on prices compare with. */
  readonly prices: readonly Price[]
  readonly rates: RateTable | undefined
  /** What a text states, by its code. */
  quantities(values: Dictionary, code: number): readonly Quantity[]
  /** Benign contexts of the pack, by id. */
  readonly contexts: readonly PaymentContext[]
  /**
   * A context over a copy of some rows, as rows 0, 1, …: for conditions that few payments are asked about. What lies
   * before a payment is not known there.
   */
  among(rows: readonly number[]): EngineContext
  /** What several rules make alike, kept by name: see `KeptColumns`. */
  keepByName<T extends object>(name: string, make: () => T): T
  /** Gives up columns that can be made again, where they are large: other work begins. */
  rest(): void
}

/** What conditions may name, and the rates they are decided with. */
type Words = Pick<RulePack, "lexicons" | "lists" | "contexts"> &
  Partial<Pick<RulePack, "matcher" | "prices" | "messages">>
interface EngineOptions {
  readonly rates?: RateTable | undefined
  /** Settled rows of the table in canonical order, where they are known. */
  readonly order?: Uint32Array | undefined
}

/** The pack's lexicons and lists are the ones that conditions may name; its rules are given to `evaluateRules`. */
export function createEngineContext(
  table: PaymentTable,
  pack: Words,
  options: EngineOptions = {},
): EngineContext {
  return contextOver(table, pack, options)
}

const { plainOf } = VeiledDictionary

/** A matcher with what it was built of. */
interface Built {
  readonly lexicons: readonly Lexicon[]
  readonly matcher: LexiconMatcher
}

/**
 * By first lexicon. Building matchers takes long for a large pack, many tables may be screened with one, and packs that
 * differ in rules or settings share their lexicons.
 */
const matchers = new WeakMap<Lexicon, Built>()

function matcherOf(pack: Words): LexiconMatcher {
  const lexicons = [...pack.lexicons.values()]
  const [first] = lexicons
  if (first === undefined) return buildLexiconMatcher([])
  const known = matchers.get(first)
  if (known !== undefined && areSame(known.lexicons, lexicons)) return known.matcher
  const kept = pack.matcher
  const isOfKept = kept !== undefined && areSame(kept.lexicons, lexicons)
  const matcher = buildLexiconMatcher(lexicons, isOfKept ? kept.keep : anew)
  matchers.set(first, { lexicons, matcher })
  return matcher
}

const areSame = (some: readonly Lexicon[], others: readonly Lexicon[]): boolean =>
  some.length === others.length && some.every((one, at) => one === others[at])

function contextOver(table: PaymentTable, pack: Words, options: EngineOptions): EngineContext {
  const order = options.order ?? canonicalOrder(table)
  const { keep, keepByKey, keepByName, rest } = keepColumns(roomForColumns(table.rowCount))
  const keptMasks = keepMasks()
  const selectionRoom = createSelectionRoom()
  const grouping = keepByKey((key: GroupKey) => groupRows(context, key))
  const foldedTexts = oncePerKey(foldTexts)
  const namesIn = oncePerKey((values: Dictionary) =>
    findListedNames(values, pack.lists, foldedTexts, pack.matcher?.keep ?? anew),
  )
  const quantitiesIn = oncePerKey((values: Dictionary) =>
    oncePerKey((code: number) => findQuantities(plainOf(values).text(code))),
  )
  const sumsOfGroups = oncePerKey((key: CodedGroupKey) =>
    keepByKey((currency: string) => sumGroups(context, key, currency)),
  )
  const context: EngineContext = {
    messages: pack.messages ?? ENGLISH,
    table,
    order,
    ranks: keep(() => ranksOf(order, table.rowCount)),
    settled: once(() => settledBits(settledRows(table), table.rowCount)),
    missing: oncePerKey(missingRows),
    rowsByCode: keepByKey(rowsByCode),
    keptMask: keptMasks.keep,
    legs: oncePerKey((key: LegKey) => legCodes(table, key)),
    grouping,
    selectionRoom,
    counters: (size) => countersOf(selectionRoom, size),
    groupSums: (key, currency) => sumsOfGroups(key)(currency),
    amountsIn: keepByKey((currency: string) => convertAmounts(table, currency, options.rates)),
    amountsOf: (rows, currency) => amountsOf(context, rows, currency),
    amountCodes: keep(() => codeAmounts(table, order)),
    dayCodes: keep(() => codeDays(table, order)),
    textHits: oncePerKey((values: Dictionary) => {
      const hits = new Map<number, readonly TextHit[]>()
      const matcher = matcherOf(pack)
      const plain = plainOf(values)
      for (let code = 1; code < values.size; code++) {
        const found = matcher.find(plain.text(code))
        if (found.length > 0) hits.set(code, found)
      }
      return hits
    }),
    foldedTexts,
    onList(values, id) {
      const list = listOf(pack.lists, id)
      if (list.kind !== "names")
        return { codes: findListedCodes(values, list, foldedTexts), onSimilarLists: null }
      const byList = namesIn(values)
      return { codes: byList.get(id) ?? [], onSimilarLists: byList.values() }
    },
    firstSeen: keep(() => firstTimes(table, order)),
    pairFirstSeen: keep(() => pairFirstTimes(table, grouping("pair"))),
    silences: (of, rows) => partySilences(table, order, of, rows),
    pairSilences: keep(() => pairSilences(table, grouping("pair"))),
    prices: pack.prices ?? [],
    rates: options.rates,
    quantities: (values, code) => quantitiesIn(values)(code),
    contexts: pack.contexts,
    keepByName,
    rest() {
      rest()
      keptMasks.rest()
      giveUpLargeArrays()
      leaveRoom(selectionRoom)
    },
    among: (rows) => contextOver(tableOfRows(table, rows), pack, options),
  }
  return context
}

/** The codes and texts of a field; undefined when no file has a column for it. */
export function columnOf(
  table: PaymentTable,
  field: TextFieldName | "payer" | "payee",
): TextColumn | undefined {
  if (field === "payer" || field === "payee") return { codes: table[field], values: table.parties }
  return table.text.get(field)
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function oncePerKey<K, T>(make: (key: K) => T): (key: K) => T {
  const made = new Map<K, { readonly value: T }>()
  return (key) => {
    const known = made.get(key) ?? { value: make(key) }
    made.set(key, known)
    return known.value
  }
}

function ranksOf(order: Uint32Array, rowCount: number): Uint32Array {
  const ranks = newWords(rowCount)
  for (let i = 0; i < order.length; i++) ranks[order[i]!] = i
  return ranks
}

function codeAmounts(table: PaymentTable, order: Uint32Array): Codes {
  const codes = newWords(table.rowCount)
  const byCurrency = new Map<number, Map<number, number>>()
  let size = 1
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!
    const currency = table.currency[row]!
    const known = byCurrency.get(currency) ?? new Map<number, number>()
    byCurrency.set(currency, known)
    const code = known.get(table.amountMinor[row]!) ?? size++
    known.set(table.amountMinor[row]!, code)
    codes[row] = code
  }
  return { codes, size }
}

function codeDays(table: PaymentTable, order: Uint32Array): Codes {
  const codes = newWords(table.rowCount)
  let code = 0
  let nextDay = Number.NEGATIVE_INFINITY
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!
    const time = table.time[row]!
    if (time >= nextDay) {
      code++
      nextDay = (Math.floor(time / DAY_MS) + 1) * DAY_MS
    }
    codes[row] = code
  }
  return { codes, size: code + 1 }
}
