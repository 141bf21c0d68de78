// What may stand between two letters of a term, judged on the text as it is written. A gap that the term does not
// have itself is a sign of evasion, or of two words that meet by chance; the rules here tell them apart.
//
// Latin: nothing where the term has a space (rhinohorn), white space alone, or signs without white space; white space
// together with signs that end sentences or part lists, and line ends, only where each letter stands by itself
// (i, v, o, r, y). Scripts without spaces: white space and punctuation only where no letter follows the
// term at once (象 牙, not 大象 牙膏), or where three letters or more stand one by one; other signs anywhere.
/** What a gap asks of the rest of the match; SAME and none of the others: it is as the term has it. */
export const SAME = 0
export const SPACED = 1
/** Each letter of the match must stand by itself. */
export const ALL_APART = 3
/** No letter of a script without spaces may follow at once, unless three or more stand one by one. */
export const EDGES = 5
/** Signs among Han letters, where the ends may touch others. */
export const ODD = 9
export const NEVER = -1

const MOST_SIGNS = 3
const SOFT = /^[\s，。、,.;:!?/；：！？…]+$/u
const PARTS_OR_ENDS = /[.,;:!?/&+|\-，。、；：！？…]/u
const LINE_END = /[\n\v\f\r\u0085\u2028\u2029]/

export interface Gap {
  /** What stands between two letters of the text, folded. */
  readonly gap: string
  /** What stands there in the term. */
  readonly own: string
  /** The gap as it is written. */
  readonly raw: string
  /** Whether both letters are of scripts without spaces. */
  readonly isUnspaced: boolean
}

export function judgeGap({ gap, own, raw, isUnspaced }: Gap): number {
  if (gap === own) return SAME
  if (gap === "") return SPACED
  if ([...gap].length > MOST_SIGNS) return NEVER
  if (isUnspaced) return SOFT.test(gap) ? EDGES : ODD
  if (LINE_END.test(raw)) return ALL_APART
  return gap !== " " && gap.includes(" ") && PARTS_OR_ENDS.test(gap) ? ALL_APART : SPACED
}
