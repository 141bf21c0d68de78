// A dictionary's texts and where to find them: `TextTable` of src/model/text-table.ts, on the same arrays.
import { at, endAt, MISSING, placeOf, put, startAt, UNSEEN } from "./cells"
import { compareTexts, equalTexts, hashText } from "./text"

/** As in text-table.ts. */
const MAX_PROBES = 256

export let size: u32 = 0
export let pool: usize = 0
export let poolLength: u32 = 0
export let starts: usize = 0
export let startsLength: u32 = 0
export let slots: usize = 0
export let slotCount: u32 = 0

/** From here on the table at hand is this one. */
export function useTable(
  size_: u32,
  pool_: usize,
  poolLength_: u32,
  starts_: usize,
  startsLength_: u32,
  slots_: usize,
  slotCount_: u32,
): void {
  size = size_
  pool = pool_
  poolLength = poolLength_
  starts = starts_
  startsLength = startsLength_
  slots = slots_
  slotCount = slotCount_
}

export function setSize(size_: u32): void {
  size = size_
}

function isTextOf(code: u32, from: usize, length: u32): bool {
  const start = at(starts, code)
  return at(starts, code + 1) - start === length && equalTexts(pool + start, from, length)
}

/** Where the slot of the text is, or the free one that it would get; 0 when too many are taken. No text may be crowded. */
export function slotOf(from: usize, length: u32, hash: u32): usize {
  const mask = slotCount - 1
  let slot = hash & mask
  for (let probes = 0; probes < MAX_PROBES; probes++) {
    const found = at(slots, slot)
    if (found === 0) return slots + ((<usize>slot) << 2)
    if (((found ^ hash) & ~mask) === 0 && isTextOf(found & mask, from, length)) {
      return slots + ((<usize>slot) << 2)
    }
    slot = (slot + 1) & mask
  }
  return 0
}

/** The code in a slot that `slotOf` gave, 0 when there is none. */
export function codeIn(slot: usize): u32 {
  return slot === 0 ? 0 : load<u32>(slot) & (slotCount - 1)
}

/** Takes a free slot for a code. */
export function takeSlot(slot: usize, hash: u32, code: u32): void {
  store<u32>(slot, (hash & ~(slotCount - 1)) | code)
}

/** Puts a code into a free slot; false when too many were taken. */
export function putCode(hash: u32, code: u32): bool {
  const mask = slotCount - 1
  let slot = hash & mask
  for (let probes = 0; probes < MAX_PROBES; probes++) {
    if (at(slots, slot) === 0) {
      put(slots, slot, (hash & ~mask) | code)
      return true
    }
    slot = (slot + 1) & mask
  }
  return false
}

/** Puts the codes from 1 into slots that are all free; the first one that found none, or the size of the table. */
export function fillSlots(): u32 {
  for (let code: u32 = 1; code < size; code++) {
    const start = pool + at(starts, code)
    const end = pool + at(starts, code + 1)
    if (!putCode(hashText(start, end), code)) return code
  }
  return size
}

/** Below 0, 0 or above 0: the text stands before the last of the table, is the same, or stands behind it. */
export function compareToLast(from: usize, length: u32): i32 {
  const start = at(starts, size - 1)
  return compareTexts(from, length, pool + start, at(starts, size) - start)
}

/** As `findBehind` of text-table.ts. */
export function findBehind(column: u32, rows: usize, count: u32, codes: usize): bool {
  for (let i: u32 = 0; i < count; i++) {
    const row = at(rows, i)
    const place = placeOf(row, column)
    const from = startAt(place)
    const length = <u32>(endAt(place) - from)
    const order = length === 0 ? 0 : compareToLast(from, length)
    if (order < 0) return false
    put(codes, row, order > 0 ? UNSEEN : length === 0 ? MISSING : size - 1)
  }
  return true
}

/**
 * As `findCells` of text-table.ts; `hashes` is room for `count` numbers. Slots and texts are far away in memory: the first
 * slots and the candidates' texts are read for all cells before any is looked at. Nothing hangs on what they are, so the
 * processor waits for many of them at once, but only in loops that do nothing else.
 */
export function findCells(column: u32, rows: usize, count: u32, codes: usize, hashes: usize): void {
  // What does not change meanwhile, at hand: a global is read anew each time.
  const mask = slotCount - 1
  const slots_ = slots
  const starts_ = starts
  const pool_ = pool
  let all = touched
  for (let i: u32 = 0; i < count; i++) {
    const place = placeOf(at(rows, i), column)
    put(hashes, i, hashText(startAt(place), endAt(place)))
  }
  for (let i: u32 = 0; i < count; i++) all ^= at(slots_, at(hashes, i) & mask)
  for (let i: u32 = 0; i < count; i++) put(codes, at(rows, i), candidate(at(hashes, i), slots_, mask))
  for (let i: u32 = 0; i < count; i++) {
    const text = pool_ + at(starts_, at(codes, at(rows, i)))
    all ^= load<u32>(text) ^ load<u32>(text, 8)
  }
  touched = all
  for (let i: u32 = 0; i < count; i++) {
    const row = at(rows, i)
    const place = placeOf(row, column)
    const from = startAt(place)
    const length = <u32>(endAt(place) - from)
    const code = at(codes, row)
    if (length === 0) put(codes, row, MISSING)
    else if (code === 0) put(codes, row, UNSEEN)
    else {
      const start = at(starts_, code)
      if (at(starts_, code + 1) - start === length && equalTexts(pool_ + start, from, length)) continue
      // Another text stands before it.
      const found = codeIn(slotOf(from, length, at(hashes, i)))
      put(codes, row, found === 0 ? UNSEEN : found)
    }
  }
}

/** The first code whose slot tells the hash, 0 when there is none. */
function candidate(hash: u32, slots: usize, mask: u32): u32 {
  let slot = hash & mask
  let found = at(slots, slot)
  for (let probes = 1; found !== 0 && ((found ^ hash) & ~mask) !== 0 && probes < MAX_PROBES; probes++) {
    slot = (slot + 1) & mask
    found = at(slots, slot)
  }
  return found & mask
}

/** Of what was read to no end, so that no compiler leaves the reading out. */
let touched: u32 = 0
