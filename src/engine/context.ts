// What all rules of a run share: the canonical order, the groupings, and what can be known once per distinct text,
// party or currency. Everything but the order is made on first use.
import { type Dictionary, VeiledDictionary } from "../model/dictionary.ts"
import { assert } from "../model/errors.ts"
import { ENGLISH, type Messages } from "../model/messages.ts"
import { canonicalOrder, type Grouping } from "../model/order.ts"
import type { TextFieldName } from "../model/payment.ts"
import type { RateTable } from "../model/rates.ts"
import type { PaymentTable } from "../model/table.ts"
import { tableOfRows } from "../model/table-rows.ts"
import { DAY_MS } from "../model/time.ts"
import type { EntryList, PaymentContext, Price, RulePack } from "../rules/tree.ts"
import { foldText } from "../text/fold.ts"
import type { Lexicon, LexiconMatcher, NameMatcher, TextHit } from "../text/lexicon.ts"
import { buildLexiconMatcher, matcherByAllPaths } from "../text/matcher.ts"
import { buildNameMatcher } from "../text/names.ts"
import { findQuantities, type Quantity } from "../text/quantities.ts"
import { type GroupKey, groupRows, type LegCodes, type LegKey, legCodes } from "./groups.ts"
import { firstTimes, pairFirstTimes, pairSilences, partySilences, type Silences } from "./history.ts"

/** Small integers in place of values: equal values have equal codes, 0 is missing. */
interface Codes {
  /** By row. */
  readonly codes: Uint32Array | Uint16Array
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
  /** The groups that the two sides of each row are in. */
  legs(key: LegKey): LegCodes
  /** Settled rows (of groups of legs: legs) of each group, in canonical order. */
  grouping(key: GroupKey): Grouping
  /** Amounts of all rows in minor units of a currency; NaN where there is no rate. */
  amountsIn(currency: string): Float64Array
  /** Codes of the exact amounts: equal when minor units and currency are. */
  amountCodes(): Codes
  /** Codes of the UTC days. */
  dayCodes(): Codes
  /** Terms and benign phrases of all lexicons, by code of text; codes without any are absent. */
  textHits(values: Dictionary): ReadonlyMap<number, readonly TextHit[]>
  /** Every text after folding, by code. */
  foldedTexts(values: Dictionary): readonly string[]
  /** 1 for codes whose text is on the list, 0 for the others and for missing. */
  onList(values: Dictionary, list: string): Uint8Array
  /** Time of the first settled payment on either side, by party code; Infinity when there is none. */
  firstSeen(): Float64Array
  /** Time of the first settled payment from the row's payer to its payee, by row; NaN when a side is missing. */
  pairFirstSeen(): Float64Array
  /** How long the row's payer and payee had been silent, by row. */
  silences(): Silences
  /** How long the row's payer had paid its payee nothing, by row; NaN when it never had. */
  pairSilences(): Float64Array
  /** What conditions on prices compare with. */
  readonly prices: readonly Price[]
  readonly rates: RateTable | undefined
  /** What each text states, by code of text; codes without any quantity are absent. */
  quantities(values: Dictionary): ReadonlyMap<number, readonly Quantity[]>
  /** Benign contexts of the pack, by id. */
  readonly contexts: readonly PaymentContext[]
  /**
   * A context over a copy of some rows, as rows 0, 1, …: for conditions that few payments are asked about. What lies
   * before a payment is not known there.
   */
  among(rows: readonly number[]): EngineContext
}

/** What conditions may name, and the rates they are decided with. */
type Words = Pick<RulePack, "lexicons" | "lists" | "contexts"> &
  Partial<Pick<RulePack, "matcher" | "prices" | "messages">>
interface EngineOptions {
  readonly rates?: RateTable | undefined
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
  const matcher =
    kept !== undefined && areSame(kept.lexicons, lexicons)
      ? matcherByAllPaths(lexicons, kept.keep)
      : buildLexiconMatcher(lexicons)
  matchers.set(first, { lexicons, matcher })
  return matcher
}

const areSame = (some: readonly Lexicon[], others: readonly Lexicon[]): boolean =>
  some.length === others.length && some.every((one, at) => one === others[at])

function contextOver(table: PaymentTable, pack: Words, options: EngineOptions): EngineContext {
  const order = canonicalOrder(table)
  const grouping = oncePerKey((key: GroupKey) => groupRows(context, key))
  const foldedTexts = oncePerKey((values: Dictionary) => mapTexts(values, foldText))
  const listsOf = oncePerKey((values: Dictionary) =>
    oncePerKey((id: string) => markListed(values, listOf(pack, id), foldedTexts)),
  )
  const context: EngineContext = {
    messages: pack.messages ?? ENGLISH,
    table,
    order,
    ranks: once(() => ranksOf(order, table.rowCount)),
    legs: oncePerKey((key: LegKey) => legCodes(table, key)),
    grouping,
    amountsIn: oncePerKey((currency: string) => convertAmounts(table, currency, options.rates)),
    amountCodes: once(() => codeAmounts(table, order)),
    dayCodes: once(() => codeDays(table, order)),
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
    onList: (values, list) => listsOf(values)(list),
    firstSeen: once(() => firstTimes(table, order)),
    pairFirstSeen: once(() => pairFirstTimes(table, grouping("pair"))),
    silences: once(() => partySilences(table, order)),
    pairSilences: once(() => pairSilences(table, grouping("pair"))),
    prices: pack.prices ?? [],
    rates: options.rates,
    quantities: oncePerKey((values: Dictionary) => {
      const stated = new Map<number, readonly Quantity[]>()
      const plain = plainOf(values)
      for (let code = 1; code < values.size; code++) {
        const found = findQuantities(plain.text(code))
        if (found.length > 0) stated.set(code, found)
      }
      return stated
    }),
    contexts: pack.contexts,
    among: (rows) => contextOver(tableOfRows(table, rows), pack, options),
  }
  return context
}

/** The codes and texts of a field; undefined when no file has a column for it. */
export function columnOf(
  table: PaymentTable,
  field: TextFieldName | "payer" | "payee",
): { readonly codes: Uint32Array; readonly values: Dictionary } | undefined {
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
  const made = new Map<K, T>()
  return (key) => {
    const known = made.get(key)
    if (known !== undefined) return known
    const value = make(key)
    made.set(key, value)
    return value
  }
}

function ranksOf(order: Uint32Array, rowCount: number): Uint32Array {
  const ranks = new Uint32Array(rowCount)
  for (let i = 0; i < order.length; i++) ranks[order[i]!] = i
  return ranks
}

function convertAmounts(table: PaymentTable, currency: string, rates: RateTable | undefined): Float64Array {
  const { amountMinor, currencies, time } = table
  const own = currencies.code(currency)
  const converted = new Float64Array(table.rowCount)
  for (let row = 0; row < table.rowCount; row++) {
    const code = table.currency[row]!
    converted[row] =
      code === own
        ? amountMinor[row]!
        : (rates?.convert(amountMinor[row]!, currencies.text(code), currency, time[row]!) ?? Number.NaN)
  }
  return converted
}

function codeAmounts(table: PaymentTable, order: Uint32Array): Codes {
  const codes = new Uint32Array(table.rowCount)
  const byCurrency = new Map<number, Map<number, number>>()
  let size = 1
  for (const row of order) {
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
  const codes = new Uint32Array(table.rowCount)
  let code = 0
  let day = Number.NaN
  for (const row of order) {
    const its = Math.floor(table.time[row]! / DAY_MS)
    if (its !== day) code++
    day = its
    codes[row] = code
  }
  return { codes, size: code + 1 }
}

function mapTexts(values: Dictionary, change: (text: string) => string): readonly string[] {
  const texts: string[] = []
  const plain = plainOf(values)
  for (let code = 0; code < values.size; code++) texts.push(change(plain.text(code)))
  return texts
}

const nameMatchers = new WeakMap<EntryList, NameMatcher>()

function namesOf(list: EntryList): NameMatcher {
  const names = nameMatchers.get(list) ?? buildNameMatcher(list.entries.map(({ text }) => text))
  nameMatchers.set(list, names)
  return names
}

function listOf(pack: Pick<RulePack, "lists">, id: string): EntryList {
  const list = pack.lists.get(id)
  assert(list !== undefined, `a checked rule names the list ${id}, which the pack does not have`)
  return list
}

function markListed(
  values: Dictionary,
  list: EntryList,
  foldedTexts: (values: Dictionary) => readonly string[],
): Uint8Array {
  const listed = new Uint8Array(values.size)
  const plain = plainOf(values)
  const entries = list.entries.map((entry) => entry.text)
  if (list.kind === "parties") {
    const wanted = new Set(entries)
    for (let code = 1; code < values.size; code++) listed[code] = wanted.has(plain.text(code)) ? 1 : 0
  } else if (list.kind === "codes") {
    const folded = foldedTexts(values)
    const wanted = new Set(entries.map(foldText))
    for (let code = 1; code < values.size; code++) listed[code] = wanted.has(folded[code]!) ? 1 : 0
  } else {
    const names = namesOf(list)
    for (let code = 1; code < values.size; code++) listed[code] = names.find(plain.text(code)) >= 0 ? 1 : 0
  }
  return listed
}
