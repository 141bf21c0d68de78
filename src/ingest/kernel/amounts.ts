// Amounts as `plainAmount` of plain-numbers.ts reads them.
import { at, endAt, isReadAsItStands, MISSING, placeOf, startAt, UNSEEN } from "./cells"

const MAX_DIGITS: u32 = 15

/** Minor units; -1 for texts of any other form. */
function plainAmount(from: usize, to: usize, exponent: u32): i64 {
  let minor: i64 = 0
  let point: usize = 0
  for (let place = from; place < to; place++) {
    const digit = <u32>load<u8>(place) - 48
    if (digit <= 9) minor = minor * 10 + digit
    else if (digit === <u32>-2 /* a point */ && point === 0 && place > from && place < to - 1) point = place
    else return -1
  }
  const decimals: u32 = point === 0 ? 0 : <u32>(to - 1 - point)
  const digits = <u32>(to - from) - (point === 0 ? 0 : 1)
  if (digits === 0 || decimals > exponent || digits + exponent - decimals > MAX_DIGITS) return -1
  for (let i = decimals; i < exponent; i++) minor *= 10
  return minor
}

/**
 * Minor units of the rows; 1 in `isOdd` where they cannot be read or the currency is not known.
 * @param exponents by code of the currency
 */
export function readAmounts(
  column: u32,
  count: u32,
  currency: usize,
  exponents: usize,
  amounts: usize,
  isOdd: usize,
): void {
  for (let row: u32 = 0; row < count; row++) {
    const code = at(currency, row)
    let amount: i64 = -1
    if (code !== UNSEEN && code !== MISSING) {
      const place = placeOf(row, column)
      const from = startAt(place)
      const to = endAt(place)
      if (from < to && isReadAsItStands(from, to)) amount = plainAmount(from, to, load<u8>(exponents + code))
    }
    if (amount < 0) store<u8>(isOdd + row, 1)
    else store<f64>(amounts + ((<usize>row) << 3), <f64>amount)
  }
}
