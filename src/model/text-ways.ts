// What a dictionary does with many texts at once, and where it keeps them. Here in TypeScript; a kernel may do the same
// on memory of its own, faster and with no other result.
import { type ArrayKind, makeRoom, makeSharedRoom, makeTableRoom } from "./columns.ts"
import { type ColumnCells, findBehind, findCells, type TextTable } from "./text-table.ts"

/** A column of cells and their codes. */
export interface CodedCells {
  readonly cells: ColumnCells
  readonly codes: Uint32Array
}

export interface TextWays {
  /** @param wished a larger length, to be given where room that nobody writes into costs nothing */
  readonly makeRoom: <T>(kind: ArrayKind<T>, length: number, wished?: number) => T
  /** An array of `makeRoom` that nobody uses any more. */
  readonly giveBack: (room: Uint8Array | Uint32Array | Int32Array) => void
  readonly findCells: typeof findCells
  readonly findBehind: typeof findBehind
  /**
   * Puts the codes from 1 into the slots, which are all free: as many as it can. Gives the next code, which is the size of
   * the table when all are there.
   */
  readonly fillSlots: (table: TextTable) => number
  /**
   * Gives the cells of one or two columns that are unseen their codes, row by row, adding their texts to the table: as many
   * as it can. Gives the next row; of that some cells may have got theirs.
   * @param onlyNew stops at a text that is there already
   */
  readonly addCells: (
    table: TextTable,
    columns: readonly CodedCells[],
    from: number,
    to: number,
    onlyNew: boolean,
  ) => number
}

/** These do the least that they may: the dictionary does the rest, text by text. */
export const PLAIN_TEXT_WAYS: TextWays = {
  makeRoom: (kind, length) => makeRoom(kind, length),
  giveBack: () => undefined,
  findCells,
  findBehind,
  fillSlots: () => 1,
  addCells: (_table, _columns, from) => from,
}

/** The same on memory that threads share. */
export const SHARED_TEXT_WAYS: TextWays = { ...PLAIN_TEXT_WAYS, makeRoom: makeSharedRoom }

/** The same as columns of payments are kept. */
export const TABLE_TEXT_WAYS: TextWays = { ...PLAIN_TEXT_WAYS, makeRoom: makeTableRoom }
