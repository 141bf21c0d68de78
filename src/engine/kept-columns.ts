// Columns that many rules need and that can be made again: orders, groups, places, amounts. They are kept while there is
// room; in ledgers of many millions of payments they would take several times what the payments themselves take.

/** Bytes of columns that are kept: of each payment, but so many in any run, and no more than so many. */
const BYTES_A_PAYMENT = 48
const LEAST_ROOM = 2 ** 28
const MOST_ROOM = 2 ** 29
/** What may stay while other work goes on. */
const MOST_BYTES_AT_REST = 2 ** 27

/**
 * Bytes of columns that a run keeps: of more, those asked for longest ago are made again when they are needed. Rules that
 * group payments alike follow one another: what a few of them share has room, and making the rest again takes little.
 */
export function roomForColumns(paymentCount: number): number {
  return Math.min(Math.max(LEAST_ROOM, BYTES_A_PAYMENT * paymentCount), MOST_ROOM)
}

export interface KeptColumns {
  /** What `make` gives, a typed array or an object that holds some; made when it is asked for and not kept. */
  keep<T extends object>(make: () => T): () => T
  /** The same by key. */
  keepByKey<K, T extends object>(make: (key: K) => T): (key: K) => T
  /** The same by name, for what is made of more than the name says: whoever asks for a name means the same. */
  keepByName<T extends object>(name: string, make: () => T): T
  /** Gives up what is kept, where it is much. */
  rest(): void
}

interface Made {
  readonly value: object
  readonly bytes: number
}

export function keepColumns(mostBytes: number): KeptColumns {
  /** By the place where each is asked for; asked for longest ago first. */
  const kept = new Map<object, Made>()
  let bytes = 0
  const trim = (most: number) => {
    for (const [place, made] of kept) {
      if (bytes <= most) break
      kept.delete(place)
      bytes -= made.bytes
    }
  }
  const at = <T extends object>(place: object, make: () => T): T => {
    const known = kept.get(place)
    if (known !== undefined) {
      kept.delete(place)
      kept.set(place, known)
      return known.value as T
    }
    const value = make()
    const made = { value, bytes: bytesOf(value) }
    // What is asked for now stays, however large; all else gives way to it.
    trim(mostBytes - made.bytes)
    kept.set(place, made)
    bytes += made.bytes
    return value
  }
  const keep = <T extends object>(make: () => T): (() => T) => {
    const place = {}
    return () => at(place, make)
  }
  const places = new Map<string, object>()
  const keepByName = <T extends object>(name: string, make: () => T): T => {
    const place = places.get(name) ?? {}
    places.set(name, place)
    return at(place, make)
  }
  const keepByKey = <K, T extends object>(make: (key: K) => T): ((key: K) => T) => {
    const keepers = new Map<K, () => T>()
    return (key) => {
      const known = keepers.get(key) ?? keep(() => make(key))
      keepers.set(key, known)
      return known()
    }
  }
  const rest = () => {
    if (bytes > MOST_BYTES_AT_REST) trim(0)
  }
  return { keep, keepByKey, keepByName, rest }
}

function bytesOf(value: object): number {
  const parts = ArrayBuffer.isView(value) ? [value] : Object.values(value)
  return parts.reduce((sum: number, part) => sum + (ArrayBuffer.isView(part) ? part.byteLength : 0), 0)
}
