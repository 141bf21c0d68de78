// Growing typed arrays: a builder appends, the finished column is a view of what was filled.

type TypedArray = Float64Array | Uint32Array | Uint16Array | Uint8Array

/** A column that doubles when full. `T` is the array type, chosen by the constructor that is passed. */
export class GrowingColumn<T extends TypedArray> {
  #values: T
  #length = 0

  constructor(private readonly create: new (length: number) => T) {
    this.#values = new create(1024)
  }

  get length(): number {
    return this.#length
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new this.create(this.#values.length * 2)
      larger.set(this.#values)
      this.#values = larger
    }
    this.#values[this.#length++] = value
  }

  at(index: number): number {
    return this.#values[index]!
  }

  /** The filled part, without copying. */
  done(): T {
    return this.#values.subarray(0, this.#length) as T
  }
}
