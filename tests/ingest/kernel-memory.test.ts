import { expect, test } from "vitest"
import { openKernel } from "../../src/ingest/open-kernel.ts"
import { kernelFile } from "../helpers/kernel-file.ts"

const memoryOf = (pages: number) => openKernel(kernelFile(), pages).memory

test("room is given as it is wished for, as far as there is any, and in the first half only", () => {
  const { makeRoom } = memoryOf(64)
  expect(makeRoom(Uint32Array, 10, 1000).length).toBe(1000)
  expect(makeRoom(Uint32Array, 10, 2 ** 20).length).toBe(10)
  expect(makeRoom(Uint32Array, 10, 5).length).toBe(10)
  // No memory is used by it: nobody writes there.
  const large = memoryOf(1 << 16)
  expect(large.makeRoom(Uint8Array, 10, 2 ** 31).length).toBe(10)
  expect(large.makeRoom(Uint8Array, 10, 2 ** 30).length).toBe(2 ** 30)
  expect(large.makeRoom(Uint8Array, 10, 2 ** 30).length).toBe(10)
  expect(large.makeRoom(Uint8Array, 2 ** 30).length).toBe(2 ** 30)
})

test("what was wished for is found again when it was given back", () => {
  const memory = memoryOf(64)
  const room = memory.makeRoom(Uint32Array, 10, 1000).fill(7)
  memory.giveBack(room)
  const again = memory.makeRoom(Uint32Array, 1000)
  expect(again.byteOffset).toBe(room.byteOffset)
  expect(again.every((value) => value === 0)).toBe(true)
})
