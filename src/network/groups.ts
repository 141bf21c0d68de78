// Nodes in groups: a number for each. Partitions are made and numbered many times over in a search, so these are plain
// loops: with a function for each number, as Array.from has, they take ten times as long.

/** The same groups, numbered from 0 without gaps by their smallest node. */
export function numberedByFirst(groupOf: Uint32Array): Uint32Array<ArrayBuffer> {
  const numberOf = new Int32Array(countGroups(groupOf)).fill(-1)
  const numbered = new Uint32Array(groupOf.length)
  let count = 0
  for (let v = 0; v < groupOf.length; v++) {
    const group = groupOf[v]!
    if (numberOf[group] === -1) numberOf[group] = count++
    numbered[v] = numberOf[group]!
  }
  return numbered
}

/** One more than the highest number of a group. */
export function countGroups(groupOf: Uint32Array): number {
  let count = 0
  for (let v = 0; v < groupOf.length; v++) if (groupOf[v]! >= count) count = groupOf[v]! + 1
  return count
}
