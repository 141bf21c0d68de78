// The memory of a kernel, and the arrays that lie in it. It is shared memory, because arrays on that stay valid when it
// grows; the system gives room to what is written only.
import { type ArrayKind, makeRoom } from "../model/columns.ts"

type Room = Uint8Array | Uint32Array | Int32Array | Float64Array

/** Where the kernel may read, but nothing of ours lies: behind the last array. In bytes. */
const SLACK = 256
/** Arrays begin where lines of the processor's cache do. */
const LINE = 64
const PAGE = 1 << 16
/** Memory grows by so many pages at least. */
const PAGES_AT_ONCE = 16
/** Up to here room is given that is only wished for: half of what there can be. */
const WISHES_END = 2 ** 31

/** Shared memory of WebAssembly. */
export interface GrowingMemory {
  /** Another one after it grew. */
  readonly buffer: SharedArrayBuffer
  grow(pages: number): number
}

export class KernelMemory {
  /** Behind the last array. No array has the address 0. */
  #end = PAGE
  /** Addresses of arrays that were given back, by their length in bytes. */
  readonly #free = new Map<number, number[]>()
  /** The memory as it was before and after it grew: arrays stay on what it was when they were made. */
  readonly #buffers = new Set<ArrayBufferLike>()
  #passing: Room[] = []

  constructor(private readonly memory: GrowingMemory) {
    this.#buffers.add(memory.buffer)
  }

  /** Zeros, in the memory; where that is full, elsewhere. A length that is wished for is given where it fits well. */
  readonly makeRoom = <T>(kind: ArrayKind<T>, needed: number, wished = needed): T => {
    const length = wished > needed && this.#hasRoomFor(wished * kind.BYTES_PER_ELEMENT) ? wished : needed
    const bytes = Math.ceil((length * kind.BYTES_PER_ELEMENT) / LINE) * LINE
    const again = this.#free.get(bytes)?.pop()
    if (again !== undefined) {
      new Uint8Array(this.memory.buffer, again, bytes).fill(0)
      return new kind(this.memory.buffer, again, length)
    }
    if (!this.#hasRoom(bytes)) return makeRoom(kind, length)
    this.#end += bytes
    return new kind(this.memory.buffer, this.#end - bytes, length)
  }

  /** As `makeRoom`, until `forgetPassing`. */
  readonly makePassing = <T>(kind: ArrayKind<T>, length: number): T => {
    const room = this.makeRoom(kind, length)
    this.#passing.push(room as Room)
    return room
  }

  forgetPassing(): void {
    for (const room of this.#passing) this.giveBack(room)
    this.#passing = []
  }

  /** Nobody uses the array, of `makeRoom`, any more. */
  readonly giveBack = (room: Room): void => {
    if (room.length === 0 || !this.holds(room)) return
    const bytes = Math.ceil(room.byteLength / LINE) * LINE
    const free = this.#free.get(bytes)
    if (free === undefined) this.#free.set(bytes, [room.byteOffset])
    else free.push(room.byteOffset)
  }

  /** Whether all these lie in the memory, so that the kernel can be given their addresses. */
  holds(...arrays: readonly { readonly buffer: ArrayBufferLike }[]): boolean {
    return arrays.every(({ buffer }) => this.#buffers.has(buffer))
  }

  #hasRoomFor(wished: number): boolean {
    return this.#end + wished + LINE <= WISHES_END && this.#hasRoom(wished + LINE)
  }

  #hasRoom(bytes: number): boolean {
    const missing = this.#end + bytes + SLACK - this.memory.buffer.byteLength
    if (missing <= 0) return true
    try {
      this.memory.grow(Math.max(PAGES_AT_ONCE, Math.ceil(missing / PAGE)))
    } catch (error) {
      if (error instanceof RangeError) return false
      throw error
    }
    this.#buffers.add(this.memory.buffer)
    return true
  }
}
