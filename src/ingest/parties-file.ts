// What is known of parties, from a CSV file with the column party and any others. Needs Node.
import { InputError } from "../model/errors.ts"
import type { PartyTable } from "../model/party-table.ts"
import { PartyTableBuilder } from "./party-table.ts"
import { readRows } from "./read-rows.ts"

/**
 * Reads a party table: `party` is the id as it stands in payments; any of name, country, business, occupation, owner,
 * family, address and further columns say what is known of it.
 * @throws InputError PARTIES_INVALID with the line; FILE_NOT_FOUND and the like as for any file
 */
export async function readParties(file: string): Promise<PartyTable> {
  let builder: PartyTableBuilder | null = null
  for await (const { line, cells } of readRows(file)) {
    if (builder === null) builder = new PartyTableBuilder(file, line, cells)
    else builder.add(line, cells)
  }
  if (builder !== null) return builder.done(file)
  const detail = "there is nothing in it; needed is a header with party and what is known, such as business"
  throw new InputError("PARTIES_INVALID", { file, line: 1 }, detail)
}
