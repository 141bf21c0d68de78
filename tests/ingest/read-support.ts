// Files in a temporary directory of the test, and a table as plain objects.
import { writeFileSync } from "node:fs"
import path from "node:path"
import { type ReadOptions, readPayments } from "../../src/ingest/read-payments.ts"
import type { InputError } from "../../src/model/errors.ts"
import { formatMinor } from "../../src/model/money.ts"
import { PAYMENT_STATUSES } from "../../src/model/payment.ts"
import type { Reject } from "../../src/model/reject.ts"
import type { PaymentTable } from "../../src/model/table.ts"
import { formatTime } from "../../src/model/time.ts"
import { temporaryDir } from "../helpers/temporary.ts"

let files = 0

/** Writes a file and gives its path. */
export function fileOf(text: string | Uint8Array, name = "payments.csv"): string {
  const file = path.join(temporaryDir(), `${files++}-${name}`)
  writeFileSync(file, text)
  return file
}

export type Plain = Record<string, string>

/** Rows of a table as objects: only what is there. */
export function plainRows(table: PaymentTable): Plain[] {
  return Array.from({ length: table.rowCount }, (_, row) => {
    const currency = table.currencies.text(table.currency[row]!)
    const plain = new Map([
      ["id", table.idOf(row)],
      ["time", formatTime(table.time[row]!)],
      ["amount", `${formatMinor(table.amountMinor[row]!, currency)} ${currency}`],
      ["payer", table.parties.text(table.payer[row]!)],
      ["payee", table.parties.text(table.payee[row]!)],
      ["status", PAYMENT_STATUSES[table.status[row]!]!],
    ])
    for (const [field, { codes, values }] of table.text) plain.set(field, values.text(codes[row]!))
    return Object.fromEntries(
      [...plain].filter(([key, text]) => text !== "" && !(key === "status" && text === "settled")),
    )
  })
}

export async function read(text: string | Uint8Array, options: ReadOptions = {}, name?: string) {
  const file = fileOf(text, name)
  const rejects: Reject[] = []
  const { table, intake } = await readPayments([file], {
    onReject: (reject) => rejects.push(reject),
    ...options,
  })
  return { file, table, intake, rejects, rows: plainRows(table) }
}

/** The error that reading ends with. */
export async function failure(
  text: string | Uint8Array,
  options: ReadOptions = {},
  name?: string,
): Promise<InputError> {
  const outcome = await read(text, options, name).catch((error: InputError) => error)
  if ("code" in outcome) return outcome
  throw new Error("it was read")
}
