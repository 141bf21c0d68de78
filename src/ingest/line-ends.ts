// Physical lines: LF, CRLF and CR each end one, in any mixture.
export const LF = 0x0a
export const CR = 0x0d

/** Length of the line end at `at`; 0 when there is none, or a LF may still follow a CR at the end of the text. */
export function lineEndLength(text: string, at: number, isLast: boolean): number {
  const code = text.charCodeAt(at)
  if (code === LF) return 1
  if (code !== CR) return 0
  if (at + 1 === text.length) return isLast ? 1 : 0
  return text.charCodeAt(at + 1) === LF ? 2 : 1
}

/**
 * The first line end at or behind `from`: where it is and where the next line begins. Null when the text shows
 * none yet; the end of the last text ends a line that has begun.
 */
export function findLineEnd(
  text: string,
  from: number,
  isLast: boolean,
): { at: number; next: number } | null {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code !== LF && code !== CR) continue
    const length = lineEndLength(text, at, isLast)
    return length === 0 ? null : { at, next: at + length }
  }
  return isLast && from < text.length ? { at: text.length, next: text.length } : null
}

/**
 * Number of line ends in the text. A LF that begins the text ends no line when `previous`, the character before
 * it, is the CR of the same line end.
 */
export function countLineEnds(text: string, previous: string): number {
  let count = 0
  for (let i = text.indexOf("\n"); i !== -1; i = text.indexOf("\n", i + 1)) count++
  for (let i = text.indexOf("\r"); i !== -1; i = text.indexOf("\r", i + 1)) {
    if (text.charCodeAt(i + 1) !== LF) count++
  }
  return previous === "\r" && text.charCodeAt(0) === LF ? count - 1 : count
}
