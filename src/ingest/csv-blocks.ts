// Large CSV in blocks on memory that threads share, cut into pieces at ends of lines: other threads take pieces from the
// back of a block while this one reads from its front, and adds what they have read when it comes there. A line end may
// stand inside quotes, so a cut is a guess. It holds when what was read before it ends a record; else the piece is read
// again here, behind what it belongs to. Whoever reads a piece, rows come in order and are the same.
import { LF } from "./line-ends.ts"
import type { Block, MemoryOf, PartReaders, ReadersBeside } from "./part.ts"
import type { RawRow } from "./row-source.ts"

/** Reads the bytes of one file, or of a part of it, in order. */
export interface PieceReader {
  /**
   * Batches of the rows that the taker did not take, in order with these.
   * @throws InputError as `decodeText` and `readCsv`
   */
  read(chunk: Uint8Array): AsyncGenerator<readonly RawRow[]>
  /** Whether all that was read is done with: what comes next begins a record, and goes to the taker. */
  readonly isBetweenRecords: boolean
  /** Physical line of what comes next. */
  readonly line: number
  /** Goes on behind so many lines that were read elsewhere. */
  pass(lines: number): void
}

/** The thread that adds all. */
const OWN = 1

/** Two blocks lie ahead, so that no thread waits while this one reads the file or adds what others have read. */
const BLOCKS_AHEAD = 2

/** So many more pieces of no use than of use: the others go on in vain, as in a file of rows that must be checked one by one. */
const MAX_USELESS = 8

/** Takes the last piece that no thread has; undefined: there is none left. */
export function takeLastPiece({ takenBy }: Block, thread: number): number | undefined {
  for (let piece = takenBy.length - 1; piece >= 0; piece--)
    if (Atomics.compareExchange(takenBy, piece, 0, thread) === 0) return piece
  return undefined
}

/** Where a thread keeps what it reads of a piece: what was there of a block before has been added by then. */
export function createPieceMemory(): (block: Block, piece: number) => MemoryOf {
  const memories = new Map<string, SharedArrayBuffer>()
  return ({ place }, piece) =>
    (byteLength) => {
      const key = `${place} ${piece}`
      const known = memories.get(key)
      if (known !== undefined && known.byteLength >= byteLength) return known
      const memory = new SharedArrayBuffer(byteLength * 2)
      memories.set(key, memory)
      return memory
    }
}

/**
 * Batches of rows as `readCsvBytes` gives them, until the chunks are at an end or the readers beside are of no use.
 * @param reader has read all that came before the chunks
 */
export async function* readBlocks(
  chunks: AsyncIterator<Uint8Array>,
  reader: PieceReader,
  beside: ReadersBeside,
): AsyncGenerator<readonly RawRow[]> {
  const fill = createFiller(chunks, beside)
  const ahead: Block[] = []
  let useless = 0
  const fillAhead = async () => {
    while (ahead.length < BLOCKS_AHEAD && useless < MAX_USELESS) {
      const block = await fill.next()
      if (block === null) return
      beside.offer(block)
      ahead.push(block)
    }
  }
  await fillAhead()
  for (let block = ahead.shift(); block !== undefined; block = ahead.shift()) {
    for (let piece = 0; piece < block.takenBy.length; piece++) {
      const bytes = block.bytes.subarray(block.cuts[piece], block.cuts[piece + 1])
      if (Atomics.compareExchange(block.takenBy, piece, 0, OWN) === 0) yield* reader.read(bytes)
      else {
        // Others are at work here: time to see to what comes next.
        await fillAhead()
        const part = await beside.partOf(block, piece)
        useless = Math.max(0, useless + (part === null ? 1 : -1))
        if (part !== null && reader.isBetweenRecords) {
          beside.add(part, reader.line)
          reader.pass(part.lines)
        } else yield* reader.read(bytes)
      }
      yield []
    }
    fill.giveBack(block)
    await fillAhead()
  }
  for (const bytes of fill.rest()) yield* reader.read(bytes)
}

interface Filler {
  /** The next block; null: the chunks are at an end. */
  next(): Promise<Block | null>
  /** Nobody looks at the block any more: its bytes are written over. */
  giveBack(block: Block): void
  /** What was taken from the chunks and is in no block. */
  rest(): Uint8Array[]
}

function createFiller(chunks: AsyncIterator<Uint8Array>, { blockBytes, pieceBytes }: PartReaders): Filler {
  const free: Pick<Block, "place" | "bytes">[] = []
  let places = 0
  /** Begins with the record that the block before cut off. */
  const waiting: Uint8Array[] = []
  let isDone = false
  let number = 0
  return {
    async next() {
      const { place, bytes } = free.pop() ?? {
        place: places++,
        bytes: new Uint8Array(new SharedArrayBuffer(blockBytes)),
      }
      let end = 0
      while (end < blockBytes) {
        const chunk = waiting.shift() ?? (await nextChunk())
        if (chunk === null) break
        const taken = chunk.subarray(0, blockBytes - end)
        bytes.set(taken, end)
        end += taken.length
        if (taken.length < chunk.length) waiting.unshift(chunk.subarray(taken.length))
      }
      if (end === 0) return null
      const cuts = cutPieces(bytes, end, pieceBytes)
      const cut = cuts.at(-1)!
      if (cut < end) waiting.unshift(bytes.slice(cut, end))
      const takenBy = new Int32Array(new SharedArrayBuffer((cuts.length - 1) * Int32Array.BYTES_PER_ELEMENT))
      return { number: number++, place, bytes, cuts: Uint32Array.from(cuts), takenBy }
    },
    giveBack: ({ place, bytes }) => free.push({ place, bytes }),
    rest: () => waiting.splice(0),
  }

  async function nextChunk(): Promise<Uint8Array | null> {
    const next = isDone ? { done: true as const, value: undefined } : await chunks.next()
    isDone = next.done === true
    return next.done ? null : next.value
  }
}

/**
 * Where pieces of about this size begin, each at the start of a line, and where the last one ends: behind the last end of
 * a line. Bytes without one are one piece.
 */
function cutPieces(bytes: Uint8Array, end: number, pieceBytes: number): number[] {
  const last = bytes.lastIndexOf(LF, end - 1) + 1
  if (last === 0) return [0, end]
  const cuts = [0]
  for (let at = pieceBytes; at < last; at += pieceBytes) {
    at = bytes.indexOf(LF, at - 1) + 1
    if (at < last) cuts.push(at)
  }
  cuts.push(last)
  return cuts
}
