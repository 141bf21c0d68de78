// Texts as bytes: hashed as in src/model/text-table.ts, and compared and copied eight bytes at a time. Up to seven bytes
// behind a text are read too, and left out of account; the host sees to it that memory goes on behind every array.

/** As `hashText` of text-table.ts: the host and the kernel use the same slots. */
export function hashText(from: usize, to: usize): u32 {
  let hash = <u32>(to - from)
  let place = from
  for (; place + 4 <= to; place += 4) {
    hash = (hash ^ load<u32>(place)) * 0x9e3779b1
    hash ^= hash >> 15
  }
  const left = <u32>(to - place)
  const mask: u32 = (1 << (left * 8)) - 1
  hash = (hash ^ (load<u32>(place) & mask)) * 0x9e3779b1
  hash ^= hash >> 15
  hash *= 0x85ebca6b
  return hash ^ (hash >> 13)
}

/** Whether `length` bytes are the same. */
export function equalTexts(a: usize, b: usize, length: u32): bool {
  let done: u32 = 0
  for (; done + 8 <= length; done += 8) {
    if (load<u64>(a + done) !== load<u64>(b + done)) return false
  }
  const left = length - done
  if (left === 0) return true
  const unused = <u64>(64 - left * 8)
  return (load<u64>(a + done) ^ load<u64>(b + done)) << unused === 0
}

/** Below 0, 0 or above 0, in the order of `compareTexts` of text-table.ts. */
export function compareTexts(a: usize, aLength: u32, b: usize, bLength: u32): i32 {
  if (aLength !== bLength) return aLength < bLength ? -1 : 1
  for (let done: u32 = 0; done < aLength; done += 8) {
    const unused = done + 8 <= aLength ? 0 : <u64>((8 - (aLength - done)) * 8)
    const one = bswap(load<u64>(a + done)) >> unused
    const other = bswap(load<u64>(b + done)) >> unused
    if (one !== other) return one < other ? -1 : 1
  }
  return 0
}

/** Copies `length` bytes, and up to seven more. */
export function copyText(from: usize, to: usize, length: u32): void {
  for (let done: u32 = 0; done < length; done += 8) store<u64>(to + done, load<u64>(from + done))
}
