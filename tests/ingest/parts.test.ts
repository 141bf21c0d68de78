// Files read in pieces by several readers against the same files read in one go: the table, its dictionaries, the account
// of the rows, the rejects and the errors must agree to the cell, whoever reads which piece, and wherever it is cut.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { OpenPartReaders } from "../../src/ingest/beside.ts"
import type { Kernel } from "../../src/ingest/bulk-rows.ts"
import { createPieceMemory } from "../../src/ingest/csv-blocks.ts"
import { parseMapping } from "../../src/ingest/mapping.ts"
import { createKernel, createPartKernel, openKernel } from "../../src/ingest/open-kernel.ts"
import type { PartRead } from "../../src/ingest/part.ts"
import { createPartReader } from "../../src/ingest/part-reader.ts"
import { type ReadOptions, readPayments, readPaymentsBy } from "../../src/ingest/read-payments.ts"
import { kernelFile } from "../helpers/kernel-file.ts"
import { changedBytes, chunkSize, HEAD, HEADER, outcome, rows, withHead } from "./bulk-support.ts"
import { fileOf } from "./read-support.ts"

/** Who reads the pieces: in turns, 0 for nobody beside, else the number of a reader; below 0 for one that gives up. */
interface Shares {
  readonly turns: readonly number[]
  readonly blockBytes: number
  readonly pieceBytes: number
}

/** Readers of odd numbers read with a kernel, each with one of its own, the others without. */
const kernels = new Map<number, Kernel>()

function kernelOf(number: number): Kernel | undefined {
  if (number % 2 === 0) return undefined
  const kernel = kernels.get(number) ?? createPartKernel(() => openKernel(kernelFile()))
  kernels.set(number, kernel)
  return kernel
}

/** Pieces that were of use, over all runs. */
let usedPieces = 0

function readersInProcess({ turns, blockBytes, pieceBytes }: Shares): OpenPartReaders {
  return (task) => {
    const file = structuredClone(task)
    const readers = new Map(
      turns.map((number) => [
        number,
        { reader: createPartReader(file, number, kernelOf(number)), memoryOf: createPieceMemory() },
      ]),
    )
    const parts = new Map<string, Promise<PartRead | null>>()
    let work: Promise<unknown> = Promise.resolve()
    let turn = 0
    return {
      blockBytes,
      pieceBytes,
      offer(block) {
        for (let piece = block.takenBy.length - 1; piece >= 0; piece--) {
          const number = turns[turn++ % turns.length]!
          if (number === 0) continue
          block.takenBy[piece] = 2
          const read = work.then(async () => {
            const bytes = block.bytes.subarray(block.cuts[piece], block.cuts[piece + 1])
            const { reader, memoryOf } = readers.get(number)!
            const part = number < 0 ? null : await reader.read(bytes, memoryOf(block, piece))
            if (part !== null) usedPieces++
            return structuredClone(part)
          })
          work = read
          parts.set(`${block.number} ${piece}`, read)
        }
      },
      partOf: (block, piece) => parts.get(`${block.number} ${piece}`)!,
    }
  }
}

const shares = fc
  .tuple(
    fc.constantFrom([1], [0, 1], [1, 0, 0], [2, 1, 0], [1, 2, 3, 4, 5, 6, 7, 0], [0, -1, 1], [-1]),
    fc.integer({ min: 200, max: 6000 }),
    fc.integer({ min: 40, max: 3000 }),
  )
  .map(([turns, blockBytes, pieceBytes]): Shares => ({ turns, blockBytes, pieceBytes }))

const kernel = createKernel(() => openKernel(kernelFile()), 0)

async function expectSame(files: readonly string[], among: Shares, options: ReadOptions = {}): Promise<void> {
  const expected = await outcome(readPayments, files, options)
  for (const own of [createKernel(), kernel]) {
    const beside: typeof readPayments = (inputs, given = {}) =>
      readPaymentsBy({ openReaders: readersInProcess(among), kernel: own }, inputs, given)
    const found = await outcome(beside, files, options)
    // How many rows are read before bytes that are not valid are met depends on the chunks.
    if (expected.failure?.code === "ENCODING_INVALID") expect(found.failure).toEqual(expected.failure)
    else expect(found).toEqual(expected)
  }
}

/** Rows as the first ones, of which some ids come again. */
const MORE = HEAD.map((line, i) => (i % 20 === 7 ? line : line.replace("H", "M")))

describe("a file that is read in pieces is the file that is read in one go", () => {
  test("whatever the cells, line ends, pieces and chunks", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof({ weight: 2, arbitrary: rows }, fc.constant(MORE)), { maxLength: 5 }),
        fc.constantFrom("\n", "\n", "\r\n", "\r"),
        fc.boolean(),
        fc.constantFrom(undefined, 0, 5, 100_000),
        chunkSize,
        shares,
        async (some, lineEnd, strictDecimals, maxRejects, size, among) => {
          const text = withHead(some.flat(), lineEnd)
          await expectSame([fileOf(text)], among, { chunkSize: size, strictDecimals, maxRejects })
        },
      ),
      { numRuns: 25 },
    )
    expect(usedPieces).toBeGreaterThan(100)
  })

  test("whatever becomes of its bytes", async () => {
    const whole = new TextEncoder().encode(withHead([...MORE, ...HEAD.map((line) => line.replace("H", "G"))]))
    await fc.assert(
      fc.asyncProperty(
        changedBytes(whole, Math.floor(whole.length / 3)),
        chunkSize,
        shares,
        async (bytes, size, among) => {
          await expectSame([fileOf(bytes)], among, { chunkSize: size })
        },
      ),
      { numRuns: 20 },
    )
  })

  test("with quotes over many lines, also ones that hold what looks like rows", async () => {
    const quoted = [
      ...MORE.slice(0, 30),
      `Q1,2026-01-05T00:03:46Z,a,b,,5,CNY,"${MORE.join("\n")}",wallet,settled,CN,VN`,
      ...HEAD.map((line) =>
        line
          .replace("H", "R")
          .replace("memo", '"me,mo"')
          .replace(/,wallet/, ' "",wallet'),
      ),
      `Q2,2026-01-05T00:03:46Z,a,b,,5,CNY,"${"\n".repeat(900)}",wallet,settled,CN,VN`,
      ...MORE.map((line) => line.replace("M", "S")),
    ]
    for (const pieceBytes of [90, 500, 2500])
      for (const turns of [[1], [1, 2, 0]])
        await expectSame([fileOf(withHead(quoted))], { turns, blockBytes: 3000, pieceBytes })
  })

  test("in several files, with zones, words and columns of their own", async () => {
    const first = fileOf(withHead(MORE))
    const second = fileOf(
      [
        "time,amount (USD),from,to,note,goods",
        ...HEAD.map((_, i) => `2024-03-01 09:30:${10 + (i % 50)},${i},p${i % 3},u${i % 4},memo ${i},shell`),
        ...HEAD.map((_, i) => `2024-03-02 09:30:${10 + (i % 50)},${i},p${i % 9},u${i % 4},me ${i},horn`),
      ].join("\r\n"),
    )
    const mapping = parseMapping(
      "columns: { attributes.way: channel }\ntimezone: America/New_York\nmissing: [u1, 店1]",
      "map.yaml",
    )
    const files = [first, second, first, second]
    for (const turns of [[1], [0, 1, 2]]) {
      const among = { turns, blockBytes: 4000, pieceBytes: 700 }
      await expectSame(files, among, { names: ["a", "b", "a", "c"], mapping })
      await expectSame(files, among, { maxRejects: 3 })
    }
  })

  test("up to the row with which there are too many rejects, or a quote that is not closed", async () => {
    const wrong = HEAD.map((line) => line.replace("H", "W").replace(/\.\d+,CNY/, "x,CNY"))
    const open = `L1,2026-01-05T00:03:46Z,a,b,,5,CNY,"open,,,,`
    const among = { turns: [1, 2], blockBytes: 5000, pieceBytes: 800 }
    for (const more of [wrong, [open, ...MORE], [HEADER, ...wrong.slice(0, 5), open]])
      await expectSame([fileOf(withHead([...MORE, ...more]))], among, { maxRejects: 20 })
  })
})
