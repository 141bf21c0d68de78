// Payments given as objects, for library use: the same table that files are read into.
import { checkArguments, FLAG, HOOK, optionsOf, SEVERAL, TEXT } from "../model/arguments.ts"
import { InputError } from "../model/errors.ts"
import type { PaymentInput } from "../model/payment.ts"
import type { Reject } from "../model/reject.ts"
import { type PaymentTable, PaymentTableBuilder, type RowValues } from "../model/table.ts"
import { checkTimeZone, createTimeReader } from "../model/time.ts"
import { createPaymentSchema, faultOf } from "./payment-schema.ts"
import { idConflict, type RowFault, rejectOf } from "./row-fault.ts"

/** How `createPaymentTable` reads times and amounts, and what it does with a payment that is invalid. */
export interface CreateTableOptions {
  /** Zone of times that are text without a zone: IANA name or offset. Default UTC. */
  readonly timeZone?: string | undefined
  /** Told of each payment that is left out as invalid; without it the first one is thrown. */
  readonly onReject?: ((reject: Reject) => void) | undefined
  /** Reject amounts with more decimals than their currency has, instead of rounding them half to even. */
  readonly strictDecimals?: boolean | undefined
}

/** Stands for the file in places and in the ids made from them. */
const SOURCE = "payments"

const TABLE_OPTIONS = { timeZone: TEXT, onReject: HOOK, strictDecimals: FLAG }

/**
 * A table of payments given as objects. The place of a payment is file `payments` and its number from 1; a payment
 * without an id has the id `payments:<number>`. A payment with the id and the content of an earlier one is a
 * duplicate and is left out.
 * @throws InputError PAYMENT_INVALID for the first invalid payment, unless `onReject` is given; OPTION_INVALID for an
 *   unknown time zone
 */
export function createPaymentTable(
  payments: Iterable<PaymentInput>,
  options: CreateTableOptions = {},
): PaymentTable {
  checkArguments("createPaymentTable", {
    payments: [payments, SEVERAL],
    options: [options, optionsOf(TABLE_OPTIONS)],
  })
  const { timeZone = "UTC", onReject, strictDecimals = false } = options
  if (!checkTimeZone(timeZone)) {
    throw new InputError(
      "OPTION_INVALID",
      {},
      `timeZone "${timeZone}" is not known; give one such as Asia/Shanghai`,
    )
  }
  const schema = createPaymentSchema({ time: createTimeReader(timeZone), strictDecimals })
  const builder = new PaymentTableBuilder()
  const file = builder.addFile(SOURCE)
  let line = 0
  for (const payment of payments) {
    line++
    const checked = schema.safeParse(payment)
    let fault: RowFault | null = null
    if (checked.success) {
      const { text, ...rest } = checked.data
      const values: RowValues = { ...rest, text: [], file, line }
      for (const [field, value] of text) values.text[builder.textColumn(field)] = value
      if (builder.add(values) === "conflict") fault = idConflict(values.id)
    } else fault = faultOf(checked.error, payment)
    if (fault === null) continue
    if (onReject === undefined) throw invalid(fault, line)
    onReject(rejectOf(fault, SOURCE, line))
  }
  return builder.done()
}

function invalid({ code, field, value, message }: RowFault, line: number): InputError {
  const what =
    field === "" ? "" : `${field}${value === "" ? "" : ` ${JSON.stringify(value.slice(0, 200))}`}: `
  return new InputError("PAYMENT_INVALID", { file: SOURCE, line }, `${code}: ${what}${message}`)
}
