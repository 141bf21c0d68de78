// Short cells that are known, against a map of the same cells.
import fc from "fast-check"
import { expect, test } from "vitest"
import { createShortCells, findShortCells, keepShortCell } from "../../src/ingest/short-cells.ts"
import { WORD_SLACK } from "../../src/model/text-table.ts"

test("a cell is known by its bytes and length alone, if it was kept; longer ones never are", () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 3 }),
    fc.string({ unit: "binary", maxLength: 4 }),
    fc.constantFrom(
      "",
      "\0",
      "CN",
      "CN\0",
      "CNY",
      "wallet",
      "eightbyt",
      "ninebytes",
      "象牙",
      "aaaa",
      "aaaaa",
    ),
  )
  let found = 0
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 40 }), fc.constantFrom(",", "x", "\0"), (texts, between) => {
      const parts = texts.map((text) => Buffer.from(text))
      const all = Buffer.concat([
        ...parts.flatMap((part) => [part, Buffer.from(between)]),
        Buffer.from(between.repeat(2 * WORD_SLACK)),
      ])
      const ends = new Uint32Array(parts.length)
      const starts = new Uint32Array(parts.length)
      let at = 0
      for (const [i, part] of parts.entries()) {
        starts[i] = at
        ends[i] = at + part.length
        at += part.length + 1
      }
      const bytes = new DataView(all.buffer, all.byteOffset, all.byteLength)
      const cells = { bytes, starts, ends, first: 0, stride: 1 }
      const known = createShortCells()
      const kept = new Map<string, number>()
      for (const [row, part] of parts.entries()) {
        if (row % 2 === 1) continue
        const code = kept.get(part.toString("hex")) ?? row + 1
        keepShortCell(known, cells, row, code)
        kept.set(part.toString("hex"), code)
      }
      const codes = new Uint32Array(parts.length)
      const others = new Uint32Array(parts.length)
      const otherCount = findShortCells(known, cells, parts.length, codes, others)
      const left = new Set(others.subarray(0, otherCount))
      for (const [row, part] of parts.entries()) {
        // Of two cells with one place the later one is known.
        if (left.has(row)) continue
        expect(part.length).toBeLessThanOrEqual(8)
        expect(codes[row]).toBe(kept.get(part.toString("hex")))
        found++
      }
      const lastKept = parts.length - 1 - ((parts.length - 1) % 2)
      if (parts.length > 0 && parts[lastKept]!.length <= 8) expect(left.has(lastKept)).toBe(false)
    }),
    { numRuns: 500 },
  )
  expect(found).toBeGreaterThan(1000)
})
