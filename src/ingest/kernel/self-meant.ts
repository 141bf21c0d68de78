// Which cells surely mean what they are, so that nobody need read them as text.
import { at, endAt, isReadAsItStands, MISSING, placeOf, put, startAt, UNSEEN } from "./cells"
import { keepShortCell } from "./short-cells"

let unseen: u32 = 0

/** How many of the cells that `leaveDoubtful` passed are `UNSEEN`. */
export function unseenCount(): u32 {
  return unseen
}

/**
 * Leaves in `rows` those whose cells somebody has to read, and gives their number. The others mean themselves: their
 * texts are known to, by codes below `firstUnnoted`, or no mark speaks against it.
 * @param hasMarks the column's cells mean themselves when they have none of the marks at hand (`useMarks`)
 * @param shortCodes codes below this one are kept in `known`, when cells are short
 */
export function leaveDoubtful(
  column: u32,
  rows: usize,
  count: u32,
  codes: usize,
  hasMarks: bool,
  firstUnnoted: u32,
  known: usize,
  shortCodes: u32,
): u32 {
  let left: u32 = 0
  unseen = 0
  for (let i: u32 = 0; i < count; i++) {
    const row = at(rows, i)
    const code = at(codes, row)
    const isNoted = code !== MISSING && code < firstUnnoted
    // Most cells: nothing more need be read of them.
    if (isNoted && code >= shortCodes) continue
    const place = placeOf(row, column)
    const from = startAt(place)
    const to = endAt(place)
    if (isNoted || (code !== MISSING && hasMarks && isReadAsItStands(from, to))) {
      if (code === UNSEEN) unseen++
      else if (code < shortCodes) keepShortCell(known, from, <u32>(to - from), code)
    } else put(rows, left++, row)
  }
  return left
}
