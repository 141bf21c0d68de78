// What the payments of a finding show: observed values of its conditions, and the words found in their texts.
import { hasBit } from "../model/bits.ts"
import type { Dictionary } from "../model/dictionary.ts"
import type { ConditionResult, TextMatch } from "../model/finding.ts"
import type { Messages } from "../model/messages.ts"
import { differentCodes } from "../model/party-codes.ts"
import type { RowCodes } from "../model/row-codes.ts"
import type { PaymentTable } from "../model/table.ts"
import { sortByText } from "../model/text-order.ts"
import { VeiledDictionary } from "../model/veiled-dictionary.ts"
import { compareText } from "../model/vocabulary.ts"
import type { Condition, LexiconCondition, PriceCondition, SameField } from "../rules/tree.ts"
import type { TextHit } from "../text/lexicon.ts"
import { localMinute } from "./clock.ts"
import { hitsIn } from "./company.ts"
import type { ConditionMasks } from "./condition.ts"
import { columnOf, type EngineContext } from "./context.ts"
import { FALSE, type Mask, stateAt, TRUE } from "./masks.ts"
import { comparedPrice, priceStates, wordEach, wordPrice } from "./price.ts"
import { countedTerms } from "./terms.ts"
import {
  type Clause,
  clausesOf,
  type Leaf,
  measureOfLeaf,
  moneyFormat,
  thresholdOfClause,
  wordRange,
} from "./wording.ts"

/** Values listed before the rest is only counted. */
const LISTED_VALUES = 5
/** Of prices fewer, since each is told with its source. */
const LISTED_PRICES = 3
/** Characters of a value that are shown. */
const SHOWN_CHARACTERS = 60

/**
 * One result for each leaf of `where` that holds for at least one of the rows (of alternatives, those that were
 * met), with the values of the rows for which it holds.
 */
export function observeConditions(
  context: EngineContext,
  where: Condition | null,
  rows: readonly number[],
  masks: ConditionMasks,
): ConditionResult[] {
  const results: ConditionResult[] = []
  for (const clause of clausesOf(where)) {
    const held = rowsHeld(context, clause, rows, masks)
    if (held.length === 0) continue
    results.push({
      measure: measureOfLeaf(context.messages, clause.leaf),
      threshold: thresholdOfClause(context.messages, clause),
      observed: observe(context, clause, held),
    })
  }
  return results
}

/** The rows for which a clause holds. Most hold for all, and these may be a million: no copy is made. */
function rowsHeld(
  context: EngineContext,
  { leaf, negated }: Clause,
  rows: readonly number[],
  masks: ConditionMasks,
): readonly number[] {
  const wanted = negated ? FALSE : TRUE
  if (leaf.kind === "price") {
    // Only rows that passed the conditions beside it were asked; another part may have let these pass.
    const stateOf = priceStates(context, leaf)
    return rows.filter((row) => stateOf(row) === wanted)
  }
  const mask = masks.get(leaf)
  return mask === undefined ? [] : rowsInState(mask, wanted, rows)
}

function rowsInState(mask: Mask, wanted: number, rows: readonly number[]): readonly number[] {
  for (let i = 0; i < rows.length; i++)
    if (stateAt(mask, rows[i]!) !== wanted) return rows.filter((row) => stateAt(mask, row) === wanted)
  return rows
}

function observe(context: EngineContext, { leaf, negated }: Clause, rows: readonly number[]): string {
  if (leaf.kind === "amount") return observeAmounts(context, rows)
  if (leaf.kind === "multiple" || leaf.kind === "ending") return listAmounts(context, rows)
  if (leaf.kind === "clock")
    return listValues(
      context.messages,
      rows.map((row) => localMinute(context.messages, context.table.time[row]!, leaf.zone)),
    )
  if (leaf.kind === "price") return observePrices(context, leaf, rows)
  if (leaf.kind === "exists" && leaf.exists === negated) return context.messages.say("test.absent")
  if (leaf.kind === "lexicon") {
    const terms = rows.flatMap((row) => countedTerms(context, leaf, row))
    return (
      listValues(
        context.messages,
        terms.map(({ hit }) => hit.term?.text ?? ""),
      ) || context.messages.say("list.none")
    )
  }
  return listTexts(context, leaf, rows)
}

/** What one cost in each row and the price it was held against. */
function observePrices(context: EngineContext, leaf: PriceCondition, rows: readonly number[]): string {
  const { table, messages } = context
  const priceOf = comparedPrice(context, leaf)
  const seen = rows.flatMap((row) => {
    const compared = priceOf(row)
    if (compared === undefined) return []
    const { price, unitPrice } = compared
    const { currency, per, firstYear, lastYear, low, high, taxon, product, place, source } = price
    const each = `${wordEach(compared)} ${currency}/${per}`
    const amount = moneyFormat(table.currencies.text(table.currency[row]!))(table.amountMinor[row]!)
    const { text } = unitPrice
    return messages.say("price.beside", {
      unitPrice:
        unitPrice.basis === "stated"
          ? messages.say("price.stated", { text, each })
          : messages.say("price.worked-out", { amount, quantity: text, each }),
      taxon: messages.taxon(taxon),
      product,
      price: `${wordRange(messages, [low, high], wordPrice)} ${currency}/${per}`,
      place,
      year: firstYear === lastYear ? `${firstYear}` : `${firstYear}-${lastYear}`,
      source,
    })
  })
  const different = [...new Set(seen)].sort(compareText)
  const shown = different.slice(0, LISTED_PRICES).join(messages.say("join.semicolon"))
  const rest = different.length - LISTED_PRICES
  return rest > 0
    ? messages.say("list.more", { list: shown, count: rest })
    : shown || messages.say("list.none")
}

/** Smallest and largest amount of each currency. */
function observeAmounts({ table, messages }: EngineContext, rows: readonly number[]): string {
  const ranges = new Map<number, [number, number]>()
  for (const row of rows) {
    const minor = table.amountMinor[row]!
    const range = ranges.get(table.currency[row]!)
    if (range === undefined) ranges.set(table.currency[row]!, [minor, minor])
    else if (minor < range[0]) range[0] = minor
    else if (minor > range[1]) range[1] = minor
  }
  return [...ranges]
    .map(([code, range]) => [table.currencies.text(code), range] as const)
    .sort(([a], [b]) => compareText(a, b))
    .map(([currency, range]) => wordRange(messages, range, moneyFormat(currency)))
    .join(", ")
}

/** Different amounts, by currency and size. */
function listAmounts({ table, messages }: EngineContext, rows: readonly number[]): string {
  const byCurrency = new Map<number, Set<number>>()
  for (const row of rows) {
    const known = byCurrency.get(table.currency[row]!)
    if (known === undefined) byCurrency.set(table.currency[row]!, new Set([table.amountMinor[row]!]))
    else known.add(table.amountMinor[row]!)
  }
  const different = [...byCurrency]
    .map(([code, amounts]) => ({ currency: table.currencies.text(code), amounts }))
    .sort((a, b) => compareText(a.currency, b.currency))
    .flatMap(({ currency, amounts }) => [...amounts].sort((a, b) => a - b).map(moneyFormat(currency)))
  return listFirst(messages, different)
}

/** The texts of a leaf's field; of two fields, what both hold. */
function listTexts(
  { table, messages }: EngineContext,
  leaf: Exclude<Leaf, { readonly kind: "amount" | "multiple" | "ending" | "clock" | "lexicon" | "price" }>,
  rows: readonly number[],
): string {
  if (leaf.kind === "same") {
    const both = (row: number) => [...new Set(leaf.fields.map((field) => textOf(table, field, row)))]
    return listValues(
      messages,
      rows.map((row) => both(row).join(" and ")),
    )
  }
  if (leaf.kind === "currency") return listCodes(messages, table.currency, table.currencies, rows)
  const column = columnOf(table, leaf.kind === "party" ? leaf.side : leaf.field)
  return column === undefined ? "" : listCodes(messages, column.codes, column.values, rows)
}

/** As `listValues` of the texts of the codes: of thousands of payers only those that are listed are made strings. */
function listCodes(
  messages: Messages,
  column: RowCodes,
  values: Dictionary,
  rows: readonly number[],
): string {
  const codes = differentCodes(column, rows, values.size)
  const textOfCode = (code: number) => values.text(code)
  // Different texts may be told alike, and of few all are shown.
  if (values instanceof VeiledDictionary || codes.length <= LISTED_VALUES)
    return listValues(messages, Array.from(codes, textOfCode))
  const listed = Array.from(sortByText(codes, values).subarray(0, LISTED_VALUES), textOfCode)
  return listFirst(messages, listed, codes.length)
}

function textOf(table: PaymentTable, field: SameField, row: number): string {
  const column = columnOf(table, field)
  return column === undefined ? "" : column.values.text(column.codes[row]!)
}

/** Different values in order of text, the first few of them. */
function listValues(messages: Messages, values: readonly string[]): string {
  return listFirst(messages, [...new Set(values)].filter((value) => value !== "").sort(compareText))
}

/** The first of so many different values. */
function listFirst(messages: Messages, first: readonly string[], count = first.length): string {
  const shown = first.slice(0, LISTED_VALUES).map(shorten).join(messages.say("join.comma"))
  const rest = count - LISTED_VALUES
  return rest > 0 ? messages.say("list.more", { list: shown, count: rest }) : shown
}

function shorten(value: string): string {
  const characters = [...value.slice(0, 2 * SHOWN_CHARACTERS + 1)]
  if (characters.length <= SHOWN_CHARACTERS) return value
  return `${characters.slice(0, SHOWN_CHARACTERS - 1).join("")}…`
}

/** A match and the row it is in. */
export interface RowMatch {
  readonly row: number
  readonly match: TextMatch
}

/**
 * Terms that made the rows pass lexicon conditions of `where`, and benign phrases in the same texts. By row as
 * given, then in the order of the conditions and their fields; nothing twice.
 */
export function findMatches(
  context: EngineContext,
  where: Condition | null,
  rows: readonly number[],
  masks: ConditionMasks,
): RowMatch[] {
  const conditions: LexiconCondition[] = []
  for (const { leaf, negated } of clausesOf(where))
    if (leaf.kind === "lexicon" && !negated) conditions.push(leaf)
  const matches: RowMatch[] = []
  if (conditions.length === 0) return matches
  for (const row of rows) {
    // The hits of a text are the same objects each time, so a hit and its field say whether it was listed.
    const listed = new Map<string, Set<TextHit>>()
    for (const condition of conditions) {
      const mask = masks.get(condition)
      if (mask === undefined || !hasBit(mask.isTrue, row)) continue
      const counted = countedTerms(context, condition, row)
      for (const field of condition.fields) {
        const known = listed.get(field) ?? new Set<TextHit>()
        listed.set(field, known)
        const terms = counted.filter((one) => one.field === field).map(({ hit }) => hit)
        const benign =
          terms.length === 0 ? [] : hitsIn(context, field, row).filter((hit) => hit.benign !== null)
        for (const hit of [...terms, ...benign]) {
          if (!known.has(hit)) matches.push({ row, match: toMatch(context, row, field, hit) })
          known.add(hit)
        }
      }
    }
  }
  return matches
}

function toMatch(
  { table }: EngineContext,
  row: number,
  field: LexiconCondition["fields"][number],
  { start, end, lexicon, term, benign, heard }: TextHit,
): TextMatch {
  const column = columnOf(table, field)
  const text =
    column === undefined
      ? ""
      : VeiledDictionary.plainOf(column.values).text(column.codes[row]!).slice(start, end)
  // Key by key: where objects are spread, each new one has a hidden class of its own, as large as itself.
  const said = term ?? benignSaid(benign)
  return {
    payment: table.idOf(row),
    field,
    start,
    end,
    text,
    lexicon: lexicon.id,
    taxon: lexicon.taxon,
    heard,
    term: said.text,
    lang: said.lang,
    kind: said.kind,
    ambiguity: said.ambiguity,
    source: said.source,
  }
}

/** A phrase that explains the text hardly ever means something else. Its reason stands before its source. */
function benignSaid(benign: TextHit["benign"]) {
  return {
    text: benign?.text ?? "",
    lang: benign?.lang ?? "",
    kind: "benign",
    ambiguity: "low",
    source: [benign?.why, benign?.source].filter(Boolean).join("; "),
  } as const
}
