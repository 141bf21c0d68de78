// Which character separates cells: the one that cuts most records of the sample to the same width. Records, not
// lines, are compared, so delimiters inside quotes do not count, and preamble lines of other widths do no harm.
import type { CsvDialect } from "./csv-dialect.ts"
import { createRecordCutter } from "./csv-records.ts"

/** In order of preference when the sample does not decide. */
export const DELIMITERS = [",", ";", "\t", "|"] as const

/** Bank exports pad cells with a tab, which then stands in front of the delimiter in every row. */
const PADDING_TABS = /\t+(?=[,;|])/g

export interface DelimiterSample {
  /** Text from the start of the file. */
  readonly text: string
  /** The sample is the whole text. */
  readonly complete: boolean
  readonly quoting: Omit<CsvDialect, "delimiter">
  readonly skipLines: number
}

/** A comma when no candidate cuts any record. */
export function findDelimiter(sample: DelimiterSample): string {
  const [preferred, ...others] = DELIMITERS
  // Most files hold none of the others, and whoever does not stand there cuts nothing.
  const candidates = others.filter((delimiter) => sample.text.includes(delimiter))
  if (candidates.length === 0) return preferred
  let best = { delimiter: preferred as string, recordCount: 0, width: 1 }
  for (const delimiter of [preferred, ...candidates]) {
    const text = delimiter === "\t" ? sample.text.replace(PADDING_TABS, "") : sample.text
    const { recordCount, width } = commonWidth({ ...sample, text }, delimiter)
    const isBetter =
      recordCount > best.recordCount ||
      (recordCount === best.recordCount && recordCount > 0 && width > best.width)
    if (isBetter) best = { delimiter, recordCount, width }
  }
  return best.delimiter
}

/** The width above 1 that most records have (the larger of equals), and how many have it. */
function commonWidth(sample: DelimiterSample, delimiter: string): { recordCount: number; width: number } {
  const { text, complete, quoting, skipLines } = sample
  const cutter = createRecordCutter(
    { ...quoting, delimiter },
    { file: "sample", skipLines, maxCellLength: text.length },
  )
  const counts = new Map<number, number>()
  for (const width of cutter.push(text, complete).widths) {
    if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1)
  }
  let best = { recordCount: 0, width: 1 }
  for (const [width, recordCount] of counts) {
    if (recordCount > best.recordCount || (recordCount === best.recordCount && width > best.width)) {
      best = { recordCount, width }
    }
  }
  return best
}
