// How many slots a dictionary's table gets (see text-table.ts): a power of two, for the texts that there are or that are
// expected.

/** At most so many of ten slots are in use. */
const MAX_FILLED = 6
const FIRST_SLOTS = 64
/** Texts are spread over all slots: more of them than are needed would take more memory than they spare time. */
const MOST_WISHED_SLOTS = 2 ** 23

/** Room that grows takes no more than so many times what it was, however much is expected: what comes first tells little. */
export const MAX_GROWTH = 16

export function areFilled(slotCount: number, size: number): boolean {
  return size * 10 > slotCount * MAX_FILLED
}

export class SlotCounts {
  /** When slots were counted last. */
  #last = { size: 1, times: 1 }

  /**
   * Slots for `size` texts, and those that are wished for because there will be about `times` as many: fewer, as new texts go
   * on becoming rarer as they did since slots were counted last.
   */
  next(size: number, times: number): { readonly needed: number; readonly wished: number } {
    const rarer = Math.log(size / this.#last.size) / Math.log(this.#last.times / times)
    const expected = size * times ** (rarer > 0 && rarer < 1 ? rarer : 1)
    this.#last = { size, times }
    const wished = Math.min(slotsFor(Math.min(expected, size * MAX_GROWTH)), MOST_WISHED_SLOTS)
    return { needed: slotsFor(size), wished }
  }
}

function slotsFor(size: number): number {
  let length = FIRST_SLOTS
  while (areFilled(length, size)) length *= 2
  return length
}
