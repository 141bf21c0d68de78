// rejects.csv: every row that could not be read, with the reason.
import type { Reject } from "../model/reject.ts"
import { BYTE_ORDER_MARK, csvRow } from "./csv-cells.ts"

/** Streams, so that a million rejects take no memory. `rejects` is null where no file was read. */
export async function* rejectTable(rejects: AsyncIterable<Reject> | null): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK
  yield csvRow(["file", "line", "field", "code", "message", "value"])
  if (rejects === null) return
  for await (const { file, line, field, code, message, value } of rejects) {
    yield csvRow([file, line, field, code, message, value])
  }
}
