// Growing typed arrays: a builder appends, the finished column is a view of what was filled.
import { InputError } from "./errors.ts"

type TypedArray = Float64Array | Uint32Array | Uint16Array | Uint8Array

/**
 * A new array for payments or their texts.
 *
 * @throws InputError PAYMENTS_TOO_MANY where the system has no room for it, or Node for its length (4 GB of different
 *   texts in one column, 2^32 payments).
 */
export function makeRoom<T>(create: new (length: number) => T, length: number): T {
  try {
    return new create(length)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    const detail =
      "there is no room in memory for all payments of this run; screen fewer at a time, such as a shorter period"
    throw new InputError("PAYMENTS_TOO_MANY", {}, detail)
  }
}

/** A kind of typed array. */
export interface ArrayKind<T> {
  new (length: number): T
  new (memory: SharedArrayBuffer, offset?: number, length?: number): T
  readonly BYTES_PER_ELEMENT: number
}

/** The same on memory that threads share. */
export function makeSharedRoom<T>(kind: ArrayKind<T>, length: number): T {
  return new kind(makeRoom(SharedArrayBuffer, length * kind.BYTES_PER_ELEMENT))
}

/** Browsers keep shared memory from pages that are not isolated from others. */
const canShare = typeof SharedArrayBuffer === "function"

/** Room for payments: on memory that threads share where there is any, so that `sharedCopy` need not copy them. */
export function makeTableRoom<T>(kind: ArrayKind<T>, length: number): T {
  return canShare ? makeSharedRoom(kind, length) : makeRoom(kind, length)
}

/** A column that doubles when full, if no more was expected. `T` is the array type, chosen by the constructor that is passed. */
export class GrowingColumn<T extends TypedArray> {
  #values: T
  #length = 0

  constructor(private readonly kind: ArrayKind<T>) {
    this.#values = new kind(1024)
  }

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#values.length) this.#reserve(1)
    this.#values[this.#length++] = value
  }

  /** Appends entries of another array of the same kind, from `from` to before `to`. */
  append(values: TypedArray, from: number, to: number): void {
    this.#reserve(to - from)
    this.#values.set(values.subarray(from, to), this.#length)
    this.#length += to - from
  }

  /** Appends one value many times. */
  fill(value: number, count: number): void {
    this.#reserve(count)
    this.#values.fill(value, this.#length, this.#length + count)
    this.#length += count
  }

  #reserve(count: number): void {
    let capacity = this.#values.length
    while (capacity < this.#length + count) capacity *= 2
    if (capacity > this.#values.length) this.#move(capacity)
  }

  #move(capacity: number): void {
    const larger = makeTableRoom(this.kind, capacity)
    larger.set(this.#values.subarray(0, this.#length))
    this.#values = larger
  }

  at(index: number): number {
    return this.#values[index]!
  }

  /** Empties the column, whose room is kept: what `done` gave is written over. */
  clear(): void {
    this.#length = 0
  }

  /**
   * Takes room for so many entries in one go, where the system has it: it is not copied then as it is filled, and what
   * nobody writes into takes no memory.
   */
  expect(length: number): void {
    if (length <= this.#values.length) return
    try {
      this.#move(length)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
    }
  }

  /** The filled part, without copying. */
  done(): T {
    return this.#values.subarray(0, this.#length) as T
  }
}

/** Copies numbers side by side into one memory: those of more bytes a number go first. */
export function createPacker(memory: ArrayBufferLike): <T extends TypedArray>(values: T) => T {
  let at = 0
  return <T extends TypedArray>(values: T): T => {
    const Kind = values.constructor as new (memory: ArrayBufferLike, at: number, length: number) => T
    const copy = new Kind(memory, at, values.length)
    copy.set(values)
    at += values.byteLength
    return copy
  }
}

/** The same numbers on memory that threads share: themselves if they are there already, else a copy as long as needed. */
export function sharedCopy<T extends TypedArray>(values: T): T {
  if (canShare && values.buffer instanceof SharedArrayBuffer) return values
  const Kind = values.constructor as new (memory: SharedArrayBuffer) => T
  const copy = new Kind(new SharedArrayBuffer(values.byteLength))
  copy.set(values)
  return copy
}
