// Parts of bytes that are copied several at a time, against a copy of each.
import fc from "fast-check"
import { expect, test } from "vitest"
import { ByteText } from "../../src/report/byte-text.ts"
import { copyPart, copyPiece, PART_SLACK, pieceOf } from "../../src/report/plain-bytes.ts"

test("a part of any bytes is copied as it is, wherever it begins and ends", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 60, size: "max" }),
      fc.nat(200),
      fc.nat(200),
      fc.nat(20),
      (bytes, one, other, at) => {
        const [from, to] = [one % (bytes.length + 1), other % (bytes.length + 1)].sort((a, b) => a - b)
        const source = new Uint8Array(bytes.length + PART_SLACK)
        source.set(bytes)
        const target = new Uint8Array(at + bytes.length + PART_SLACK)
        const end = copyPart(new DataView(source.buffer), from!, to!, new DataView(target.buffer), at)
        expect(end).toBe(at + to! - from!)
        expect([...target.subarray(at, end)]).toEqual([...bytes.subarray(from, to)])
        expect(target.subarray(0, at).every((byte) => byte === 0)).toBe(true)
      },
    ),
    { numRuns: 500 },
  )
})

test("pieces and parts are added one behind another, however many", () => {
  const piece = pieceOf('","象":"')
  const long = pieceOf("l".repeat(70))
  const view = new ByteText()
  for (let i = 0; i < 50_000; i++) {
    const room = view.viewWithRoom(piece.length)
    view.cutTo(copyPiece(piece, room, view.length))
    view.addPart(piece.bytes, 0, 3)
    view.addSign(44)
    view.addPart(long.bytes, 3, long.length)
  }
  expect(Buffer.from(view.view()).toString()).toBe(`","象":"","${","}${"l".repeat(67)}`.repeat(50_000))
})
