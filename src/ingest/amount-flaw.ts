// Why a text is no amount, and what to write instead: looked at only where one was refused.
import { foldWidth, formatMinor, type ParsedAmount, parseAmount } from "../model/money.ts"

const WRITE = "write it as 1234.50"

/** What is wrong with a text that `parseAmount` refused as AMOUNT_INVALID. */
export function amountFlaw(text: string, currency: string): string {
  const folded = foldWidth(text).trim()
  if (!/\d/.test(folded)) return `has no digits; ${WRITE}`
  const [point, comma] = [parseAmount(text, currency, "."), parseAmount(text, currency, ",")]
  if (point.ok && comma.ok)
    return `could be ${shown(point, currency)} or ${shown(comma, currency)} ${currency}; say in a mapping which, with decimal: "." or ","`
  const minuses = folded.match(/[-\u2212+]/g)?.length ?? 0
  const brackets = folded.match(/[()]/g)?.length ?? 0
  if (
    /^[(+\-\u2212][^a-z]*[)\-\u2212]?$/i.test(folded) &&
    (minuses + brackets > 2 || minuses > 1 || brackets === 1)
  )
    return `has more than one minus, or half a pair of brackets; write it as -1234.50`
  const words = folded.match(/\p{L}+\$?|\p{Sc}/gu) ?? []
  if (words.length > 1) return `has more than one sign or word beside the digits; ${WRITE}`
  if (words.length === 1 && isPlainBut(folded, words[0]!, currency))
    return `${JSON.stringify(words[0])} does not stand for ${currency}; mend the currency of the row, or ${WRITE}`
  if (/^[^\d]*[\d.,' \u2019]+[^\d]*$/.test(folded))
    return `its points, commas or spaces part no groups of thousands and decimals; ${WRITE}`
  return `holds more than an amount; ${WRITE}`
}

/** Whether it is an amount once a sign or a word is taken away. */
const isPlainBut = (text: string, word: string, currency: string): boolean =>
  parseAmount(text.replace(word, ""), currency, ".").ok

function shown(amount: ParsedAmount, currency: string): string {
  return amount.ok ? formatMinor(amount.minor, currency) : ""
}
