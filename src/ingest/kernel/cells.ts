// The cells of a column, and whether one is surely read as it stands.

/** In place of a code: no text of the dictionary is that of the cell. As in src/model/dictionary.ts. */
export const UNSEEN: u32 = 0xffffffff
export const MISSING: u32 = 0

let bytes: usize = 0
let starts: usize = 0
let ends: usize = 0
let stride: u32 = 0

/** From here on cells lie in `bytes_`: cell `c` of row `r` from place `starts_[r * width + c]` to before `ends_[…]`. */
export function useCells(bytes_: usize, starts_: usize, ends_: usize, width: u32): void {
  bytes = bytes_
  starts = starts_
  ends = ends_
  stride = width
}

/** Where the number of a cell lies in the arrays of places. */
export function placeOf(row: u32, column: u32): usize {
  return (<usize>row * stride + column) << 2
}

export function startAt(place: usize): usize {
  return bytes + load<u32>(starts + place)
}

export function endAt(place: usize): usize {
  return bytes + load<u32>(ends + place)
}

/** Entry `index` of an array of 32-bit numbers. */
export function at(array: usize, index: u32): u32 {
  return load<u32>(array + ((<usize>index) << 2))
}

export function put(array: usize, index: u32, value: u32): void {
  store<u32>(array + ((<usize>index) << 2), value)
}

let hasLength: usize = 0
let lengthCount: usize = 0
let hasFirst: usize = 0
let hasLast: usize = 0

/** From here on `MissingMarks` are these; see plain-cells.ts. */
export function useMarks(hasLength_: usize, lengthCount_: usize, hasFirst_: usize, hasLast_: usize): void {
  hasLength = hasLength_
  lengthCount = lengthCount_
  hasFirst = hasFirst_
  hasLast = hasLast_
}

/** As `isReadAsItStands` of plain-cells.ts. */
export function isReadAsItStands(from: usize, to: usize): bool {
  const first = load<u8>(from)
  const last = load<u8>(to - 1)
  if (load<u8>(hasFirst + first) !== 0 && load<u8>(hasLast + last) !== 0) {
    if (to - from < lengthCount && load<u8>(hasLength + (to - from)) !== 0) return false
  }
  if (first >= 0x80 && isWideSpace(from, to)) return false
  if (last < 0x80) return true
  return !isWideSpace(to - 2, to) && !isWideSpace(to - 3, to)
}

/** Whether white space beyond ASCII begins at `from` (in UTF-8). */
function isWideSpace(from: usize, to: usize): bool {
  const first = load<u8>(from)
  const second = load<u8>(from + 1)
  if (first === 0xc2) return second === 0xa0
  const third: u8 = from + 2 < to ? load<u8>(from + 2) : 0
  if (first === 0xe3) return second === 0x80 && third === 0x80
  if (first === 0xef) return second === 0xbb && third === 0xbf
  if (first === 0xe1) return second === 0x9a && third === 0x80
  if (first !== 0xe2) return false
  if (second === 0x81) return third === 0x9f
  return (
    second === 0x80 &&
    ((third >= 0x80 && third <= 0x8a) || third === 0xa8 || third === 0xa9 || third === 0xaf)
  )
}
