// Amounts for reading: digits in groups of three. The files of a run hold them without, for programs.

/** `144,922.05`: the decimal mark is a full stop in every language, as in the files. */
export function groupDigits(amount: string): string {
  const [whole = "", fraction] = amount.split(".")
  const grouped = whole.replace(/\B(?=(?:\d{3})+(?!\d))/g, ",")
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** What stands in quotation marks is somebody's own words and stays as it is. */
const AMOUNT = /("(?:[^"\\]|\\.)*")|(?<![\w.,-])(\d{4,}(?:\.\d+)?)(?= [A-Z][A-Z0-9]{2,}\b)/g

/** A sentence that the program made, the amounts in it grouped: `8209.44 CNY` becomes `8,209.44 CNY`. */
export function groupAmounts(sentence: string): string {
  return sentence.replace(AMOUNT, (written, _quoted, amount?: string) =>
    amount === undefined ? written : groupDigits(amount),
  )
}
