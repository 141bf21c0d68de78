// Small tables, packs and rules for tests, without files or YAML.
import { DictionaryBuilder } from "../../src/model/dictionary.ts"
import { keptIds, openIds } from "../../src/model/id-texts.ts"
import { PAYMENT_STATUSES, type PaymentStatus, type TextFieldName } from "../../src/model/payment.ts"
import { narrowCodes } from "../../src/model/row-codes.ts"
import { callRows, rowIdsOf } from "../../src/model/row-ids.ts"
import { type PaymentTable, PaymentTableBuilder, type TextColumn } from "../../src/model/table.ts"
import type { Detection, EntryList, PaymentContext, Rule } from "../../src/rules/tree.ts"
import { CLEAR_HEARINGS, type Lexicon } from "../../src/text/lexicon.ts"

export interface TestPayment {
  readonly id: string
  readonly time: number
  readonly amountMinor: number
  readonly currency: string
  /** Empty: cash or unknown. */
  readonly payer: string
  readonly payee: string
  readonly status?: PaymentStatus
  readonly text?: Readonly<Partial<Record<TextFieldName, string>>>
}

/** The payments as rows 0, 1, …, from lines 2, 3, … of `file`. `fields`: text columns the table has. */
export function tableOf(
  payments: readonly TestPayment[],
  fields: readonly TextFieldName[] = [],
  file = "payments.csv",
): PaymentTable {
  const builder = new PaymentTableBuilder()
  const number = builder.addFile(file)
  for (const field of fields) builder.textColumn(field)
  payments.forEach((payment, row) => {
    const { id, time, amountMinor, currency, payer, payee, status = "settled", text = {} } = payment
    const added = builder.add({
      id,
      time,
      amountMinor,
      currency,
      status: PAYMENT_STATUSES.indexOf(status),
      payer,
      payee,
      text: fields.map((field) => text[field] ?? ""),
      file: number,
      line: row + 2,
    })
    if (added !== "accepted") throw new Error(`${id}: ${added}`)
  })
  return builder.done()
}

/** The same table with ids such as those of many millions of payments are kept. */
export function withPackedIds(table: PaymentTable): PaymentTable {
  const made = rowIdsOf(table)
  if (made === undefined || !("plain" in made.ids.stored)) throw new Error("its ids are packed already")
  const texts = DictionaryBuilder.over(made.ids.stored.plain)
  return { ...table, ...callRows({ ...made, ids: openIds(keptIds(texts, 0)) }) }
}

/** The same table with codes such as those of many millions of payments are kept. */
export function withNarrowCodes(table: PaymentTable): PaymentTable {
  const narrow = ({ codes, values }: TextColumn) => ({
    codes: narrowCodes(Uint32Array.from(codes), values.size, 0),
    values,
  })
  return { ...table, text: new Map([...table.text].map(([field, column]) => [field, narrow(column)])) }
}

/** What conditions on words say of paths and company, unless they say more. */
export const WORDS_UNLESS_GIVEN = {
  heard: CLEAR_HEARINGS,
  doubtful: false,
  alone: false,
  accompanied: [],
} as const

export function packOf(
  lexicons: readonly Lexicon[] = [],
  lists: readonly EntryList[] = [],
  contexts: readonly PaymentContext[] = [],
) {
  return {
    lexicons: new Map(lexicons.map((lexicon) => [lexicon.id, lexicon])),
    lists: new Map(lists.map((list) => [list.id, list])),
    contexts,
  }
}

export function ruleOf(detection: Detection, id = "test-rule"): Rule {
  return {
    id,
    version: "1.0.0",
    title: "A rule under test",
    status: "stable",
    typology: "structuring",
    severity: "review",
    evidence: "flow",
    description: "",
    indicators: ["TB-A5"],
    references: [],
    falsePositives: [],
    blindSpots: [],
    tags: [],
    params: [],
    detection,
    file: "test-rule.yaml",
    sha256: "",
  }
}
