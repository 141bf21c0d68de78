// The states of a mask, row by row, to be compared with lists.
import { type Mask, stateAt } from "../../src/engine/masks.ts"

export function statesOf(mask: Mask): number[] {
  return Array.from({ length: mask.rowCount }, (_, row) => stateAt(mask, row))
}
