// The ways of the kernel (kernel/kernel.ts): the hot loops of the bulk reader on arrays that lie in its memory. Wherever
// one does not, as when the memory is full, or texts are crowded, the loop in TypeScript does the work instead.
import { findBehind, findCells, type TextTable } from "../model/text-table.ts"
import { type CodedCells, PLAIN_TEXT_WAYS, type TextWays } from "../model/text-ways.ts"
import type { Batch, BulkWays } from "./bulk-batch.ts"
import { SHORT_CODES } from "./bulk-columns.ts"
import type { KernelMemory } from "./kernel-memory.ts"
import type { MissingMarks } from "./plain-cells.ts"
import { PLAIN_WAYS } from "./plain-ways.ts"

/** What the kernel's files export. Arrays are told by their addresses, and codes that are unseen by `UNSEEN`. */
export interface KernelExports {
  useCells(bytes: number, starts: number, ends: number, width: number): void
  useMarks(hasLength: number, lengthCount: number, hasFirst: number, hasLast: number): void
  useTable(
    size: number,
    pool: number,
    poolLength: number,
    starts: number,
    startsLength: number,
    slots: number,
    slotCount: number,
  ): void
  tableSize(): number
  useColumns(column: number, codes: number, secondColumn: number, secondCodes: number): void
  addCells(from: number, to: number, isAscending: boolean, onlyNew: boolean): number
  fillSlots(): number
  findBehind(column: number, rows: number, count: number, codes: number): number
  findCells(column: number, rows: number, count: number, codes: number, hashes: number): void
  findShortCells(known: number, column: number, count: number, codes: number, others: number): number
  leaveDoubtful(
    column: number,
    rows: number,
    count: number,
    codes: number,
    hasMarks: boolean,
    firstUnnoted: number,
    known: number,
    shortCodes: number,
  ): number
  unseenCount(): number
  readTimes(column: number, count: number, times: number, others: number): number
  readAmounts(
    column: number,
    count: number,
    currency: number,
    exponents: number,
    amounts: number,
    isOdd: number,
  ): void
  scanRecords(
    bytes: number,
    from: number,
    to: number,
    line: number,
    delimiter: number,
    quote: number,
    escapeMark: number,
    maxRecordLength: number,
    width: number,
    usedWidth: number,
    room: number,
    lines: number,
    starts: number,
    ends: number,
  ): number
  scanEnd(): number
  scanLine(): number
  scanIsOdd(): number
}

/** What the kernel asks of its host. */
export interface KernelHost {
  /** UTC of a local time given as if it were UTC. */
  local: (ms: number) => number
}

/** Cells of columns that lie side by side. */
type Cells = CodedCells["cells"]

export function createTextWays(kernel: KernelExports, memory: KernelMemory): TextWays {
  let hashes = memory.makeRoom(Uint32Array, 4096)
  const useCells = ({ bytes, starts, ends, stride }: Cells) =>
    kernel.useCells(bytes.byteOffset, starts.byteOffset, ends.byteOffset, stride)
  const useTable = ({ size, pool, starts, slots }: TextTable) =>
    kernel.useTable(
      size,
      pool.byteOffset,
      pool.byteLength,
      starts.byteOffset,
      starts.length,
      slots.byteOffset,
      slots.length,
    )
  const hasTable = ({ pool, starts, slots, crowded, isAscending }: TextTable) =>
    crowded.size === 0 && memory.holds(pool, starts) && (isAscending || memory.holds(slots))
  const hasCells = ({ bytes, starts, ends }: Cells) => memory.holds(bytes, starts, ends)
  return {
    makeRoom: memory.makeRoom,
    giveBack: memory.giveBack,
    findCells(table, cells, rows, count, absent, codes) {
      if (hashes.length < count) {
        memory.giveBack(hashes)
        hashes = memory.makeRoom(Uint32Array, count * 2)
      }
      if (!hasTable(table) || !hasCells(cells) || !memory.holds(rows, codes, hashes)) {
        findCells(table, cells, rows, count, absent, codes)
        return
      }
      useTable(table)
      useCells(cells)
      kernel.findCells(cells.first, rows.byteOffset, count, codes.byteOffset, hashes.byteOffset)
    },
    findBehind(table, cells, rows, count, absent, codes) {
      if (!hasTable(table) || !hasCells(cells) || !memory.holds(rows, codes)) {
        return findBehind(table, cells, rows, count, absent, codes)
      }
      useTable(table)
      useCells(cells)
      return kernel.findBehind(cells.first, rows.byteOffset, count, codes.byteOffset) !== 0
    },
    fillSlots(table) {
      if (!hasTable(table)) return PLAIN_TEXT_WAYS.fillSlots(table)
      useTable(table)
      return kernel.fillSlots()
    },
    addCells(table, columns, from, to, onlyNew) {
      const [first, second] = columns
      const areHere = columns.every(({ cells, codes }) => hasCells(cells) && memory.holds(codes))
      if (first === undefined || columns.length > 2 || !areHere || !hasTable(table)) {
        return PLAIN_TEXT_WAYS.addCells(table, columns, from, to, onlyNew)
      }
      useTable(table)
      useCells(first.cells)
      kernel.useColumns(
        first.cells.first,
        first.codes.byteOffset,
        second?.cells.first ?? 0,
        second?.codes.byteOffset ?? 0,
      )
      const row = kernel.addCells(from, to, table.isAscending, onlyNew)
      table.size = kernel.tableSize()
      return row
    },
  }
}

export function createKernelWays(kernel: KernelExports, memory: KernelMemory, host: KernelHost): BulkWays {
  const hasBatch = ({ bytes, records, isOdd, some }: Batch) =>
    memory.holds(bytes, records.lines, records.starts, records.ends, isOdd, some)
  const hasMarks = ({ hasLength, hasFirst, hasLast }: MissingMarks) =>
    memory.holds(hasLength, hasFirst, hasLast)
  const useMarks = ({ hasLength, hasFirst, hasLast }: MissingMarks) =>
    kernel.useMarks(hasLength.byteOffset, hasLength.length, hasFirst.byteOffset, hasLast.byteOffset)
  const useBatch = ({ bytes, records, width }: Batch) =>
    kernel.useCells(bytes.byteOffset, records.starts.byteOffset, records.ends.byteOffset, width)
  return {
    texts: createTextWays(kernel, memory),
    makePassing: memory.makePassing,
    scanRecords(bytes, from, end, line, marks, out) {
      const { lines, starts, ends } = out
      if (!memory.holds(bytes, lines, starts, ends)) {
        PLAIN_WAYS.scanRecords(bytes, from, end, line, marks, out)
        return
      }
      out.count = kernel.scanRecords(
        bytes.byteOffset,
        from,
        end,
        line,
        marks.delimiter,
        marks.quote,
        marks.escape,
        marks.maxRecordLength,
        out.width,
        out.usedWidth,
        lines.length,
        lines.byteOffset,
        starts.byteOffset,
        ends.byteOffset,
      )
      out.at = kernel.scanEnd()
      out.line = kernel.scanLine()
      out.isOdd = kernel.scanIsOdd() !== 0
    },
    findShortCells(known, cells, count, codes, others) {
      const { bytes, starts, ends, first, stride } = cells
      if (!memory.holds(known, bytes, starts, ends, codes, others)) {
        return PLAIN_WAYS.findShortCells(known, cells, count, codes, others)
      }
      kernel.useCells(bytes.byteOffset, starts.byteOffset, ends.byteOffset, stride)
      return kernel.findShortCells(known.byteOffset, first, count, codes.byteOffset, others.byteOffset)
    },
    readTimes(column, local, batch, times) {
      const { records, missing, some } = batch
      if (!hasBatch(batch) || !hasMarks(missing) || !memory.holds(times)) {
        return PLAIN_WAYS.readTimes(column, local, batch, times)
      }
      useBatch(batch)
      useMarks(missing)
      host.local = local
      return kernel.readTimes(column, records.count, times.byteOffset, some.byteOffset)
    },
    readAmounts(column, currency, exponents, batch, amounts) {
      const { records, missing, isOdd } = batch
      if (!hasBatch(batch) || !hasMarks(missing) || !memory.holds(currency, exponents, amounts)) {
        PLAIN_WAYS.readAmounts(column, currency, exponents, batch, amounts)
        return
      }
      useBatch(batch)
      useMarks(missing)
      kernel.readAmounts(
        column,
        records.count,
        currency.byteOffset,
        exponents.byteOffset,
        amounts.byteOffset,
        isOdd.byteOffset,
      )
    },
    leaveDoubtful(column, batch, count) {
      const { field, marks, codes, short, meant } = column
      if (!hasBatch(batch) || !memory.holds(codes, short) || (marks !== null && !hasMarks(marks))) {
        return PLAIN_WAYS.leaveDoubtful(column, batch, count)
      }
      useBatch(batch)
      if (marks !== null) useMarks(marks)
      const left = kernel.leaveDoubtful(
        field.column,
        batch.some.byteOffset,
        count,
        codes.byteOffset,
        marks !== null,
        meant.firstUnnoted,
        short.byteOffset,
        SHORT_CODES,
      )
      column.unseen = kernel.unseenCount()
      return left
    },
  }
}
