// Paths of hearing as sets of bits.
import { HEARINGS, type Hearing } from "./lexicon.ts"

/** The empty set: as it is written. */
export const PLAIN = 0

/** A set of one path. A set is the greater, the later in HEARINGS its last path stands. */
export const pathBit = (hearing: Hearing): number =>
  hearing === "plain" ? PLAIN : 1 << HEARINGS.indexOf(hearing)

/** The path of a set that is told: the last one. */
export const lastPath = (paths: number): Hearing => HEARINGS[paths === PLAIN ? 0 : 31 - Math.clz32(paths)]!

export const SCRIPT = pathBit("script")
export const ACCENTS = pathBit("accents")
export const LOOKALIKE = pathBit("lookalike")
export const SPACED = pathBit("spaced")
export const REPEATED = pathBit("repeated")
/** Written by ear. */
export const SOUNDS = pathBit("pinyin") | pathBit("initials") | pathBit("homophone")
