// How a term is cut into pieces, one of which at least stands unchanged in a text that has it misspelt (misspelt.ts).
import { editsOfWord } from "./slips.ts"

/**
 * The pieces of a term with their starts. Two letters swapped where two pieces meet spoil both of them with one edit:
 * so each piece is searched for with the first letter of the next one as its last, too.
 */
export function piecesOf(text: string, edits: number): [piece: string, start: number][] {
  const cuts = [0, ...bestCuts(text, edits), text.length]
  return cuts.slice(1).flatMap((end, at): [string, number][] => {
    const start = cuts[at]!
    const piece = text.slice(start, end)
    return end === text.length
      ? [[piece, start]]
      : [
          [piece, start],
          [piece.slice(0, -1) + text[end], start],
        ]
  })
}

/** Shorter pieces stand in every other text. */
const SHORTEST_PIECE = 4

/** Where to cut a term once or twice, so that the poorest piece has most letters of words that are not short. */
function bestCuts(text: string, edits: number): number[] {
  const before = [0]
  for (const part of text.split(WORD_EDGE)) {
    for (const _ of part) before.push(before.at(-1)! + (editsOfWord(part) > 0 ? 1 : 0))
  }
  const lettersIn = (start: number, end: number) => before[end]! - before[start]!
  let best: number[] = []
  let most = -1
  for (let first = SHORTEST_PIECE; first <= text.length - SHORTEST_PIECE; first++) {
    for (const second of edits === 1
      ? [text.length]
      : range(first + SHORTEST_PIECE, text.length - SHORTEST_PIECE)) {
      const rest = second === text.length ? [] : [lettersIn(second, text.length)]
      const least = Math.min(lettersIn(0, first), lettersIn(first, second), ...rest)
      if (least <= most) continue
      most = least
      best = edits === 1 ? [first] : [first, second]
    }
  }
  return best
}

/** Between a letter and what is none. */
const WORD_EDGE = /(?<=[\p{L}\p{M}])(?=[^\p{L}\p{M}])|(?<=[^\p{L}\p{M}])(?=[\p{L}\p{M}])/u

const range = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)
