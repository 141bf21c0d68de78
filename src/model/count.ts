// Counts with their nouns, for what is English in every language: errors, reasons of rejects, warnings, descriptions of rules.

/** `1 row`, `2 rows`. */
export function countOf(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`
}
