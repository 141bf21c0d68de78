// Payments on memory that threads share: a table as data that can be handed to another thread without a copy, and the
// table made of it there. Nobody writes to it.
import { sharedCopy } from "./columns.ts"
import { type Dictionary, DictionaryBuilder, type SharedTexts } from "./dictionary.ts"
import { openIds, type StoredIds, sharedIds } from "./id-texts.ts"
import type { TextFieldName } from "./payment.ts"
import type { RowCodes } from "./row-codes.ts"
import { callRows, type RowIds, rowIdsOf } from "./row-ids.ts"
import { placesOf, sharedRuns } from "./row-places.ts"
import type { PaymentTable, TextColumn } from "./table.ts"
import { VeiledDictionary } from "./veiled-dictionary.ts"

type Columns = Pick<
  PaymentTable,
  "rowCount" | "time" | "amountMinor" | "currency" | "status" | "payer" | "payee"
>

/** A table as `postMessage` takes it. Dictionaries are numbers of `texts`: some columns have one together. */
export interface SharedTable {
  readonly columns: Columns
  readonly currencies: number
  readonly parties: number
  readonly files: number
  readonly text: readonly {
    readonly field: TextFieldName
    readonly codes: RowCodes
    readonly values: number
  }[]
  readonly ids: Pick<RowIds, "without" | "places" | "samePlace" | "again"> & { readonly texts: StoredIds }
  readonly texts: readonly SharedTexts[]
}

/**
 * The table on shared memory, for this thread and for others. Dictionaries are moved there in place. Undefined for tables
 * that tell something else than their texts, or call rows otherwise than by ids and places.
 */
export function shareTable(
  table: PaymentTable,
): { readonly table: PaymentTable; readonly shared: SharedTable } | undefined {
  const ids = rowIdsOf(table)
  const values = [...table.text.values()].map((column) => column.values)
  const dictionaries = sharedDictionaries([table.currencies, table.parties, table.files, ...values])
  if (ids === undefined || dictionaries === undefined) return undefined
  const all = [...new Set(dictionaries.values())]
  const numberOf = (one: Dictionary) => all.indexOf(dictionaries.get(one) ?? (one as DictionaryBuilder))
  const shared: SharedTable = {
    columns: {
      rowCount: table.rowCount,
      time: sharedCopy(table.time),
      amountMinor: sharedCopy(table.amountMinor),
      currency: sharedCopy(table.currency),
      status: sharedCopy(table.status),
      payer: sharedCopy(table.payer),
      payee: sharedCopy(table.payee),
    },
    currencies: numberOf(table.currencies),
    parties: numberOf(table.parties),
    files: numberOf(table.files),
    text: [...table.text].map(([field, column]) => ({
      field,
      codes: sharedCopy(column.codes),
      values: numberOf(column.values),
    })),
    ids: {
      without: sharedCopy(ids.without),
      texts: sharedIds(ids.ids.stored),
      places: sharedRuns(ids.places),
      samePlace: ids.samePlace,
      again: ids.again,
    },
    texts: all.map((dictionary) => dictionary.share()),
  }
  return { table: tableOver(shared, all), shared }
}

/** The table that another thread shares. */
export function openTable(shared: SharedTable): PaymentTable {
  return tableOver(shared, shared.texts.map(DictionaryBuilder.over))
}

function tableOver(shared: SharedTable, dictionaries: readonly DictionaryBuilder[]): PaymentTable {
  const { columns, ids } = shared
  const files = dictionaries[shared.files]!
  return {
    ...columns,
    currencies: dictionaries[shared.currencies]!,
    parties: dictionaries[shared.parties]!,
    files,
    text: new Map(
      shared.text.map(({ field, codes, values }): [TextFieldName, TextColumn] => [
        field,
        { codes, values: dictionaries[values]! },
      ]),
    ),
    ...placesOf(ids.places),
    ...callRows({ ...ids, ids: openIds(ids.texts), files }),
  }
}

/** Each dictionary as one that can be shared; undefined when one of them tells something else than its texts. */
function sharedDictionaries(
  values: readonly Dictionary[],
): ReadonlyMap<Dictionary, DictionaryBuilder> | undefined {
  const shared = new Map<Dictionary, DictionaryBuilder>()
  for (const one of values) {
    if (VeiledDictionary.plainOf(one) !== one) return undefined
    const own = one instanceof DictionaryBuilder ? one : (shared.get(one) ?? copyTexts(one))
    if (own.size !== one.size) return undefined
    shared.set(one, own)
  }
  return shared
}

/** Texts that lie in several places, as those that a party table adds. Codes stay where each stands there once. */
function copyTexts(values: Dictionary): DictionaryBuilder {
  const copy = new DictionaryBuilder()
  for (let code = 1; code < values.size; code++) copy.add(values.text(code))
  return copy
}
