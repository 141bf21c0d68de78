// Episodes: triggers of one group that lie close together are one finding.
import { TRUE } from "./masks.ts"
import type { Windows } from "./selection.ts"

/** Positions are items of a selection. */
export interface Episode {
  readonly group: number
  /** Union of the triggers' windows: with no gap longer than a window between triggers it is one range. */
  readonly from: number
  /** Exclusive. */
  readonly to: number
  readonly firstTrigger: number
  /** The trigger with most items in its window, the earliest of such. */
  readonly peak: number
}

/**
 * Triggers of one group at most `lookbackMs` apart (≤) are one episode. `lookbackMs` is that of the windows, so no
 * item is in two episodes.
 */
export function findEpisodes(
  at: Float64Array,
  starts: Uint32Array,
  windows: Windows,
  triggers: Uint8Array,
  lookbackMs: number,
): Episode[] {
  const episodes: Episode[] = []
  for (let group = 0; group + 1 < starts.length; group++) {
    let firstTrigger = -1
    let lastTrigger = -1
    let peak = -1
    for (let item = starts[group]!; item < starts[group + 1]!; item++) {
      if (triggers[item] !== TRUE) continue
      if (firstTrigger >= 0 && at[item]! - at[lastTrigger]! > lookbackMs) {
        episodes.push(episodeOf(group, windows, firstTrigger, lastTrigger, peak))
        firstTrigger = -1
      }
      if (firstTrigger < 0) {
        firstTrigger = item
        peak = item
      } else if (sizeOf(windows, item) > sizeOf(windows, peak)) peak = item
      lastTrigger = item
    }
    if (firstTrigger >= 0) episodes.push(episodeOf(group, windows, firstTrigger, lastTrigger, peak))
  }
  return episodes
}

const sizeOf = ({ from, to }: Windows, item: number): number => to[item]! - from[item]!

function episodeOf(
  group: number,
  { from, to }: Windows,
  firstTrigger: number,
  lastTrigger: number,
  peak: number,
): Episode {
  return { group, from: from[firstTrigger]!, to: to[lastTrigger]!, firstTrigger, peak }
}
