// International Bank Account Numbers (ISO 13616-1): a country, two check digits, and an account, checked modulo 97
// (ISO/IEC 7064).

/** Bytes of UTF-8 that every text takes which is an IBAN. */
export const LEAST_IBAN_BYTES = 15

/** The number without spaces and in capitals where the text is an IBAN; else undefined. */
export function readIban(text: string): string | undefined {
  const iban = text.replace(/ /g, "").toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(iban)) return undefined
  let rest = 0
  for (const sign of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(sign, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return rest === 1 ? iban : undefined
}
