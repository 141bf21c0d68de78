// Large arrays that are soon given up. V8 goes through all that is on its heap whenever 64 MB of arrays were made since it
// last did (kExternalAllocationSoftLimit in its heap.h), however little there is to collect. Rules make some 900 bytes of
// arrays for each payment, and what they find stays on the heap: ten times the payments would be a hundred times the work.
// V8 does not count memory that threads may share, but frees it like any other. So it is counted here, and V8 is told of
// it by a measure that grows with the arrays: most times so that it looks at what was made lately, which takes it half a
// millisecond and frees what a rule is done with, and now and then so that it goes through all.

/** Smaller ones are left to V8. */
const LARGE_BYTES = 2 ** 15

/** What V8 begins to go through all of its heap at. */
const SOFT_LIMIT_BYTES = 2 ** 26

/** When arrays made lately take so much, V8 goes through what was made lately (twice its semi-space, in heap.cc). */
const LATELY_BYTES = 2 ** 25

/** V8 is told when arrays of so many times the largest of them were made, and not before it would begin by itself. */
const TIMES_THE_LARGEST = 2

/** Nor are more bytes of them left to lie, however large each is. */
const MOST_UNTOLD_BYTES = 2 ** 27

/**
 * The C library of Linux keeps arrays of up to 32 MB (DEFAULT_MMAP_THRESHOLD_MAX in glibc's malloc.c) in heaps, one a thread
 * or more, and returns of these hardly what was given up: two gigabytes of a run over fifty million payments. Larger ones
 * have pages of their own. So from a size on arrays are asked for as if they were larger; pages that nobody writes to take
 * no memory.
 */
const LEAST_BYTES_OF_PAGES = 2 ** 22
const BYTES_WITH_PAGES = 2 ** 25 + 2 ** 16
const { process } = globalThis as { readonly process?: { readonly platform?: string } }
const areKeptInHeaps = process?.platform === "linux"

/** One time of so many it goes through all. Of a ledger of ten million payments, 30 s of CPU are spared by it. */
const TIMES_FOR_ALL = 8

/** It does earlier where arrays of so many bytes were made since it last did. */
const MOST_BYTES_BETWEEN = 2 ** 30

/** Browsers keep shared memory from pages that are not isolated from others. */
const canShare = typeof SharedArrayBuffer === "function"

/** Since V8 was last told, how often it was, and with what: what nothing holds, builders of packages leave out. */
const since = { bytes: 0, largest: 0, times: 0, told: new ArrayBuffer(0) }

/** Bytes of arrays made since V8 last went through all. */
let madeSinceAll = 0

/** All 0, as are the others. */
export function newWords(length: number): Uint32Array {
  return isLarge(length * 4) ? new Uint32Array(memoryOf(length * 4), 0, length) : new Uint32Array(length)
}

export function newNumbers(length: number): Float64Array {
  return isLarge(length * 8) ? new Float64Array(memoryOf(length * 8), 0, length) : new Float64Array(length)
}

export function newFlags(length: number): Uint8Array {
  return isLarge(length) ? new Uint8Array(memoryOf(length), 0, length) : new Uint8Array(length)
}

export function copyWords(words: Uint32Array): Uint32Array {
  const copy = newWords(words.length)
  copy.set(words)
  return copy
}

function isLarge(byteLength: number): boolean {
  return canShare && byteLength >= LARGE_BYTES
}

/** Work ends so often, at most, that held arrays when V8 last went through all. */
const ENDS_OF_WORK = 3
let endsLeft = 0

/**
 * To be called where work ends that held large arrays, and before other work takes room: V8 goes through all of its heap
 * then. What was held at one such end may be given up at the next; a service that screens little after a large run is not
 * made to pay for that for ever.
 */
export function giveUpLargeArrays(): void {
  if (madeSinceAll >= SOFT_LIMIT_BYTES) endsLeft = ENDS_OF_WORK
  if (endsLeft === 0) return
  endsLeft--
  madeSinceAll = 0
  tellOf(SOFT_LIMIT_BYTES)
}

function memoryOf(byteLength: number): SharedArrayBuffer {
  since.bytes += byteLength
  madeSinceAll += byteLength
  since.largest = Math.max(since.largest, byteLength)
  const enough = Math.min(TIMES_THE_LARGEST * since.largest, MOST_UNTOLD_BYTES)
  if (since.bytes >= Math.max(SOFT_LIMIT_BYTES, enough)) {
    since.bytes = 0
    since.largest = 0
    since.times++
    if (since.times % TIMES_FOR_ALL === 0 || madeSinceAll >= MOST_BYTES_BETWEEN) giveUpLargeArrays()
    else tellOf(LATELY_BYTES)
  }
  return new SharedArrayBuffer(
    areKeptInHeaps && byteLength >= LEAST_BYTES_OF_PAGES
      ? Math.max(byteLength, BYTES_WITH_PAGES)
      : byteLength,
  )
}

/** V8 looks when the next array is made. Counted, but nothing is written into them: the system gives them no memory. */
function tellOf(bytes: number): void {
  since.told = new ArrayBuffer(bytes + LARGE_BYTES)
  since.told = new ArrayBuffer(LARGE_BYTES)
}
