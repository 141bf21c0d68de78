// Prefix codes for a stream of DEFLATE (RFC 1951, 3.2): how many bits each symbol takes by how often it comes (Huffman
// 1952, with a limit on the bits), and which bits these are.

/** Symbols that come, with their counts, as one number each that sorts by count: no alphabet has more symbols than this. */
const MOST_SYMBOLS = 512

/**
 * Bits of each symbol's code, at most `limit`; 0 for symbols that do not come. Where only one symbol comes it takes one bit.
 */
export function codeLengths(counts: Uint32Array, limit: number): Uint8Array {
  const lengths = new Uint8Array(counts.length)
  const coming: number[] = []
  for (let symbol = 0; symbol < counts.length; symbol++)
    if (counts[symbol]! > 0) coming.push(counts[symbol]! * MOST_SYMBOLS + symbol)
  if (coming.length === 0) return lengths
  // Rare ones first; those that come equally often in the order of the alphabet.
  const sorted = Float64Array.from(coming).sort()
  const ofLength = withinLimit(lengthCounts(treeDepths(sorted)), limit)
  let next = 0
  for (let length = limit; length > 0; length--)
    for (let left = ofLength[length] ?? 0; left > 0; left--) lengths[sorted[next++]! % MOST_SYMBOLS] = length
  return lengths
}

/** Depth in Huffman's tree of each of the sorted symbols. */
function treeDepths(sorted: Float64Array): Uint32Array {
  const count = sorted.length
  if (count === 1) return Uint32Array.of(1)
  // Leaves, then inner nodes in the order in which they are made, which is that of their weights.
  const weights = new Float64Array(2 * count - 1)
  for (let i = 0; i < count; i++) weights[i] = Math.floor(sorted[i]! / MOST_SYMBOLS)
  const parents = new Uint32Array(2 * count - 1)
  let [leaf, inner] = [0, count]
  for (let made = count; made < weights.length; made++) {
    for (let child = 0; child < 2; child++) {
      const takesLeaf = leaf < count && (inner >= made || weights[leaf]! <= weights[inner]!)
      const taken = takesLeaf ? leaf++ : inner++
      weights[made]! += weights[taken]!
      parents[taken] = made
    }
  }
  const depths = new Uint32Array(weights.length)
  for (let node = weights.length - 2; node >= 0; node--) depths[node] = depths[parents[node]!]! + 1
  return depths.subarray(0, count)
}

/** How many symbols have each depth. */
function lengthCounts(depths: Uint32Array): number[] {
  const counts: number[] = new Array(Math.max(...depths) + 1).fill(0)
  for (const depth of depths) counts[depth]!++
  return counts
}

/**
 * The same for codes of at most so many bits: longer ones are cut, and shorter ones made longer until there is room for
 * all, that is until the sum of 2^-length is 1.
 */
function withinLimit(counts: number[], limit: number): number[] {
  if (counts.length <= limit + 1) return counts
  const within = counts.slice(0, limit + 1)
  for (const cut of counts.slice(limit + 1)) within[limit]! += cut
  let taken = within.reduce(
    (sum, count, length) => sum + (length === 0 ? 0 : count * 2 ** (limit - length)),
    0,
  )
  for (; taken > 2 ** limit; taken--) {
    let length = limit - 1
    while (within[length] === 0) length--
    // One code becomes a bit longer and makes room for one of the longest beside it.
    within[length]!--
    within[length + 1]! += 2
    within[limit]!--
  }
  return within
}

/** The codes that belong to the lengths (RFC 1951, 3.2.2), last bit first, as they stand in the stream. */
export function codesOf(lengths: Uint8Array): Uint16Array {
  const next = new Uint16Array(17)
  for (const length of lengths) if (length > 0) next[length + 1]!++
  for (let length = 1; length < next.length; length++) next[length] = (next[length - 1]! + next[length]!) << 1
  return Uint16Array.from(lengths, (length) => (length === 0 ? 0 : reversed(next[length]!++, length)))
}

function reversed(code: number, length: number): number {
  let bits = 0
  for (let i = 0, rest = code; i < length; i++, rest >>= 1) bits = (bits << 1) | (rest & 1)
  return bits
}
