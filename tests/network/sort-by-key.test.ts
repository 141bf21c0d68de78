import fc from "fast-check"
import { expect, test } from "vitest"
import { indices, otherSorter, sortByKey, sortWithinGroups } from "../../src/network/sort-by-key.ts"

const KEYS = 5
const keyLists = fc.array(fc.nat(KEYS - 1), { maxLength: 30 })

test("items stand by key, those of one key in the order given", () => {
  fc.assert(
    fc.property(
      keyLists.chain((keys) => fc.tuple(fc.constant(keys), fc.shuffledSubarray([...keys.keys()]))),
      ([keys, items]) => {
        const { items: sorted, starts } = sortByKey(Uint32Array.from(items), Uint32Array.from(keys), KEYS)
        const groups = Array.from({ length: KEYS }, (_, key) => items.filter((item) => keys[item] === key))
        expect(groups.map((_, key) => [...sorted.subarray(starts[key], starts[key + 1])])).toEqual(groups)
        expect(starts.length).toBe(KEYS + 1)
      },
    ),
  )
})

test("items with something beside them stand as without it, those that join no two first, however many keys there are", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(5, 700, 5000).chain((keyCount) =>
        fc.record({
          keyCount: fc.constant(keyCount),
          pairs: fc.array(fc.tuple(fc.nat(keyCount - 1), fc.nat(9)), { maxLength: 60 }),
          isTaken: fc.infiniteStream(fc.boolean()),
          itemsAtOnce: fc.constantFrom(undefined, 1, 7),
        }),
      ),
      ({ keyCount, pairs, isTaken, itemsAtOnce }) => {
        const keys = Uint32Array.from(pairs, ([key]) => key)
        const others = Uint32Array.from(pairs, ([, other]) => other)
        const items = Uint32Array.from([...keys.keys()].filter(() => isTaken.next().value === true).reverse())
        const sort = otherSorter(itemsAtOnce)
        // What was sorted before leaves nothing behind.
        const all = sort(null, keys, others, keyCount)
        expect(all).toEqual(sort(indices(keys.length), keys, others, keyCount))
        const sorted = sort(items, keys, others, keyCount)
        const joining = keys.map((key, item) => (others[item] === 0 || others[item] === key ? 0 : key))
        const plain = sortByKey(items, joining, keyCount)
        expect([...sorted.items]).toEqual([...plain.items])
        expect([...sorted.starts]).toEqual([...plain.starts])
        expect([...sorted.others]).toEqual([...plain.items].map((item) => others[item]))
      },
    ),
  )
})

test("inside groups, small and large, items stand by their second key, equal ones in the order given", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(0, 0, 0, 1, 2), fc.nat(9)), { maxLength: 120 }),
      fc.constantFrom(10, 1000),
      (pairs, keyCount) => {
        const groups = Uint32Array.from(pairs, ([group]) => group)
        const keys = Uint32Array.from(pairs, ([, key]) => key)
        const sorted = otherSorter()(null, groups, keys, KEYS)
        sortWithinGroups(sorted, keyCount)
        const groupOf = (item: number) =>
          keys[item] === 0 || keys[item] === groups[item] ? 0 : groups[item]!
        const expected = [...keys.keys()].sort(
          (a, b) => groupOf(a) - groupOf(b) || (groupOf(a) === 0 ? 0 : keys[a]! - keys[b]!) || a - b,
        )
        expect([...sorted.items]).toEqual(expected)
        expect([...sorted.others]).toEqual(expected.map((item) => keys[item]))
      },
    ),
  )
})
