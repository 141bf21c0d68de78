// The kernel against the TypeScript that it stands in for, loop by loop and over whole files; and that TypeScript reads on
// wherever it cannot.
import { writeFileSync } from "node:fs"
import { pathToFileURL } from "node:url"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createTextWays, type KernelExports } from "../../src/ingest/kernel-ways.ts"
import { createKernel, type OpenedKernel, openKernel } from "../../src/ingest/open-kernel.ts"
import { PLAIN_WAYS } from "../../src/ingest/plain-ways.ts"
import { type ReadOptions, readPaymentsBy } from "../../src/ingest/read-payments.ts"
import { createPlainRecords } from "../../src/ingest/scan-records.ts"
import { DictionaryBuilder, MISSING, UNSEEN } from "../../src/model/dictionary.ts"
import { MAX_PROBES } from "../../src/model/text-table.ts"
import { textsOfOneHash } from "../helpers/crowded-texts.ts"
import { kernelFile } from "../helpers/kernel-file.ts"
import { temporaryDir } from "../helpers/temporary.ts"
import { outcome, withHead } from "./bulk-support.ts"
import { fileOf } from "./read-support.ts"

const opened = openKernel(kernelFile())
const { memory } = opened
const ways = createKernel(() => opened).open()!

/** Bytes in the kernel's memory, with room behind them. */
function bytesHere(bytes: Uint8Array): Uint8Array {
  const room = memory.makePassing(Uint8Array, bytes.length + 64)
  room.set(bytes)
  room[bytes.length] = 10
  return room
}

test("records and cells are cut alike, whatever the bytes, marks and widths", () => {
  const piece = fc.constantFrom(
    ...[",", ",", "\n", "\n", "\r\n", "\r", '"', '""', '","', "'", "\\", " ", "\t", "\v", "\0", "象", "é"],
    ...["a", "abc", '"q"', "x".repeat(61), "x".repeat(70), "a,b,c\n", '"a",b, c \r\n', ";"],
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }),
      fc.integer({ min: 2, max: 4 }),
      fc.constantFrom(0, 1),
      fc.constantFrom('"', "'", ""),
      fc.constantFrom("\\", "", '"'),
      fc.constantFrom(20, 5000),
      (pieces, width, unused, quote, escapeMark, maxRecordLength) => {
        memory.forgetPassing()
        const plain = Buffer.from(`${pieces.join("")}\n`)
        const bytes = bytesHere(plain)
        const marks = {
          delimiter: 44,
          quote: quote === "" ? -1 : quote.charCodeAt(0),
          escape: escapeMark === "" ? -1 : escapeMark.charCodeAt(0),
          maxRecordLength,
        }
        const [expected, found] = [
          undefined,
          (length: number) => memory.makePassing(Uint32Array, length),
        ].map((makeNumbers) => createPlainRecords(width, width - unused, makeNumbers))
        PLAIN_WAYS.scanRecords(bytes, 0, plain.length, 7, marks, expected!)
        ways.scanRecords(bytes, 0, plain.length, 7, marks, found!)
        const cells = expected!.count * width
        const told = ({ count, lines, starts, ends, at, line, isOdd }: typeof expected & object) => ({
          stop: { count, at, line, isOdd },
          lines: [...lines.subarray(0, count)],
          starts: [...starts.subarray(0, cells)],
          ends: [...ends.subarray(0, cells)],
        })
        expect(told(found!)).toEqual(told(expected!))
      },
    ),
    { numRuns: 500 },
  )
})

describe("a dictionary in the kernel's memory", () => {
  const texts = fc.array(
    fc.oneof(
      fc.integer({ min: 0, max: 300 }).map((n) => (n === 0 ? "" : `P${n}`)),
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.constantFrom("a", "a\0", "\0", "eightbyt", "eightbyte", "象牙"),
    ),
    { maxLength: 400 },
  )

  test("finds and adds what a map does, in order or not, and so it does moved elsewhere", () => {
    fc.assert(
      fc.property(texts, texts, fc.boolean(), fc.boolean(), (first, second, isSorted, onlyNew) => {
        memory.forgetPassing()
        const inOrder = (some: string[]) =>
          isSorted ? some.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)) : some
        const dictionary = new DictionaryBuilder(createTextWays(opened.exports, memory))
        const codes = new Map<string, number>([["", MISSING]])
        for (const some of [inOrder(first), inOrder(second)]) {
          const column = columnOf(some)
          dictionary.findCells(column.cells, column.rows, some.length, column.codes)
          expect([...column.codes]).toEqual(some.map((text) => codes.get(text) ?? UNSEEN))
          for (let row = 0; row < some.length; row++) {
            row = dictionary.addRows([column], row, some.length, onlyNew)
            for (let done = 0; done < row; done++) {
              if (!codes.has(some[done]!)) codes.set(some[done]!, codes.size)
              expect(column.codes[done]).toBe(codes.get(some[done]!))
            }
            if (row === some.length) break
            // As the reader does with the row that the kernel left.
            column.codes[row] = dictionary.add(some[row]!)
            if (!codes.has(some[row]!)) codes.set(some[row]!, codes.size)
          }
        }
        for (const there of [dictionary, dictionary]) {
          expect(Array.from({ length: there.size }, (_, code) => there.text(code))).toEqual([...codes.keys()])
          for (const [text, code] of codes) expect(there.code(text)).toBe(code)
          there.moveTo(PLAIN_WAYS.texts)
        }
      }),
      { numRuns: 150 },
    )
  })

  function columnOf(some: readonly string[]) {
    const parts = some.map((text) => Buffer.from(text))
    const bytes = bytesHere(Buffer.concat(parts))
    const [starts, ends, rows, codes] = [0, 1, 2, 3].map(() =>
      memory.makePassing(Uint32Array, some.length + 1),
    )
    let at = 0
    for (const [i, part] of parts.entries()) {
      rows![i] = i
      starts![i] = at
      at += part.length
      ends![i] = at
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    const cells = { bytes: view, starts: starts!, ends: ends!, first: 0, stride: 1 }
    return { cells, rows: rows!, codes: codes!.subarray(0, some.length) }
  }
})

/** Payments of which some are odd, twice, or without a zone. */
function ledger(count: number, memo: (i: number) => string): string {
  const row = (i: number) => {
    const day = String(1 + (i % 28)).padStart(2, "0")
    return [
      `L${i % 700 === 9 ? 1 : i}`,
      i % 3 === 0 ? `2024-02-${day} 09:30:00` : `2026-03-${day}T00:03:46Z`,
      `u${i % 800} long name`,
      i % 40 === 7 ? "cash" : `m${(i * 7) % 900}`,
      `店 ${i % 90}`,
      i % 50 === 0 ? `¥${i}` : `${i}.5`,
      i % 4 === 0 ? "KWD" : "CNY",
      memo(i),
      "wallet",
      i % 11 === 0 ? "refund" : "settled",
      "China",
      i % 9 === 0 ? "Viet Nam" : "VN",
    ].join(",")
  }
  return withHead(Array.from({ length: count }, (_, i) => row(i)))
}

const PLAIN = fileOf(ledger(4000, (i) => `memo ${(i * 31) % 3500} of many`))
const OPTIONS: ReadOptions = { chunkSize: 1 << 15, timeZone: "Asia/Shanghai", maxRejects: 5000 }

/** The same kernel, and how often each of its functions is asked for. */
function counted(kernel: OpenedKernel): {
  readonly calls: Map<string, number>
  readonly kernel: OpenedKernel
} {
  const calls = new Map<string, number>()
  const exports = new Proxy(kernel.exports, {
    get(functions, name) {
      calls.set(String(name), (calls.get(String(name)) ?? 0) + 1)
      return functions[name as keyof KernelExports]
    },
  })
  return { calls, kernel: { ...kernel, exports } }
}

const ofTypeScript = new Map<string, ReturnType<typeof outcome>>()

function inTypeScript(file: string): ReturnType<typeof outcome> {
  const kernel = { minBytes: 0, open: () => undefined }
  const known =
    ofTypeScript.get(file) ?? outcome((...args) => readPaymentsBy(kernel, ...args), [file], OPTIONS)
  ofTypeScript.set(file, known)
  return known
}

async function expectSame(open: () => OpenedKernel, file: string): Promise<void> {
  const kernel = createKernel(open, 0)
  const found = await outcome((...args) => readPaymentsBy(kernel, ...args), [file], OPTIONS)
  expect(found).toEqual(await inTypeScript(file))
}

test("every loop of a whole file is the kernel's, with the same result", async () => {
  const { calls, kernel } = counted(opened)
  await expectSame(() => kernel, PLAIN)
  expect([...calls.keys()].sort()).toEqual(Object.keys(opened.exports).sort())
  for (const name of ["scanRecords", "readTimes", "readAmounts"]) expect(calls.get(name)).toBeGreaterThan(5)
})

describe("TypeScript reads", () => {
  test("where there is no kernel, or none that the engine understands", async () => {
    const broken = pathToFileURL(`${temporaryDir()}/kernel.wasm`)
    writeFileSync(broken, "\0asm of another kind")
    for (const file of [broken, pathToFileURL(`${broken.pathname}.absent`)]) {
      expect(() => openKernel(file)).toThrow()
      await expectSame(() => openKernel(file), PLAIN)
    }
  })

  test("as soon as the kernel's memory is full", async () => {
    const countOf = async (pages: number) => {
      const { calls, kernel } = counted(openKernel(kernelFile(), pages))
      await expectSame(() => kernel, PLAIN)
      return ["scanRecords", "addCells", "findCells"].map((name) => calls.get(name) ?? 0)
    }
    const [none, some, all] = [await countOf(2), await countOf(17), await countOf(1000)]
    expect(none).toEqual([0, 0, 0])
    expect(some[0]).toBe(all[0])
    for (const loop of [1, 2]) {
      expect(some[loop]).toBeGreaterThan(0)
      expect(some[loop]).toBeLessThan(all[loop]!)
    }
  })

  test("texts that are made up for the same slots", async () => {
    const crowded = textsOfOneHash(1500).filter((text) => !/[",]|^ | $/.test(text))
    expect(crowded.length).toBeGreaterThan(2 * MAX_PROBES)
    await expectSame(() => opened, fileOf(ledger(2000, (i) => crowded[i % crowded.length]!)))
  })
})
