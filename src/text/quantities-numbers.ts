// Numbers in texts: digits of half and full width with decimals, Chinese numerals, and the small numbers of English,
// French, Swahili and Vietnamese in words.
import type { UnitLanguage } from "./quantities-units.ts"

export interface NumberToken {
  readonly start: number
  readonly end: number
  /** Undefined: written like no number (1.2.3, a telephone number). */
  readonly value: number | undefined
  readonly written: "digits" | "han" | "word"
  /** Languages of a word. */
  readonly languages: readonly UnitLanguage[]
}

const WORDS: readonly (readonly [languages: readonly UnitLanguage[], words: string])[] = [
  [["en"], "one:1 two:2 three:3 four:4 five:5 seven:7 eight:8 nine:9 ten:10 twelve:12 half:0.5 a:1"],
  [["en", "fr"], "six:6"],
  [["fr"], "un:1 une:1 deux:2 trois:3 quatre:4 cinq:5 sept:7 huit:8 neuf:9 dix:10 demi:0.5"],
  [
    ["sw"],
    `moja:1 kimoja:1 mbili:2 viwili:2 wawili:2 tatu:3 vitatu:3 watatu:3 nne:4 vinne:4 wanne:4 tano:5 vitano:5
     watano:5 sita:6 saba:7 nane:8 vinane:8 tisa:9 kumi:10 nusu:0.5 robo:0.25`,
  ],
  [["vi"], "một:1 hai:2 ba:3 bốn:4 năm:5 sáu:6 bảy:7 tám:8 chín:9 mười:10 nửa:0.5"],
]

const VALUES: ReadonlyMap<string, { readonly value: number; readonly languages: readonly UnitLanguage[] }> =
  new Map(
    WORDS.flatMap(([languages, words]) =>
      words.split(/\s+/).map((entry) => {
        const [word = "", value] = entry.split(":")
        return [word, { value: Number(value), languages }] as const
      }),
    ),
  )

const HAN_DIGITS = "零一二三四五六七八九"
const HAN_NUMERAL = "零〇一二三四五六七八九十百千万萬"
const HAN_START = "一二三四五六七八九十两兩半俩倆仨廿"
const DIGITS = /\d+(?:[.,]\d+)*/y
const HAN = new RegExp(`[${HAN_START}][${HAN_NUMERAL}]*(?:[两兩][百千][${HAN_NUMERAL}]*)?`, "y")
// Composed or decomposed; "a" only before what is counted so.
const WORD_FORMS = [...VALUES.keys()]
  .filter((word) => word !== "a")
  .flatMap((word) => [...new Set([word, word.normalize("NFD")])])
  .sort((a, b) => b.length - a.length)
const WORD = new RegExp(
  `(?:half\\san?|${WORD_FORMS.join("|")}|an?(?=\\s(?:pair|kilo|gram|carat)))(?![\\p{L}\\p{M}\\d])`,
  "iuy",
)

/** How a number that begins with a UTF-16 unit is written; 0: none begins so. */
const DIGIT = 1
const HAN_NUMBER = 2
const NUMBER_WORD = 3
const beginsNumber = new Uint8Array(0x10000)
for (const digit of "0123456789") beginsNumber[digit.charCodeAt(0)] = DIGIT
for (const numeral of HAN_START) beginsNumber[numeral.charCodeAt(0)] = HAN_NUMBER
for (const word of ["a", ...WORD_FORMS])
  for (const first of [word[0]!, word[0]!.toUpperCase()]) beginsNumber[first.charCodeAt(0)] = NUMBER_WORD

const LETTER = /^[\p{L}\p{M}]$/u

/** Whether the UTF-16 unit before `at` is part of a word that goes on there. */
function isInsideWord(text: string, at: number): boolean {
  if (at === 0) return false
  const unit = text.charCodeAt(at - 1)
  if (unit < 0x80) return (unit >= 0x30 && unit <= 0x39) || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a)
  return LETTER.test(text[at - 1]!)
}

/** The next number at or after `from`. */
export function nextNumber(text: string, from: number): NumberToken | undefined {
  for (let at = from; at < text.length; at++) {
    const how = beginsNumber[text.charCodeAt(at)]
    if (how === 0) continue
    if (how === DIGIT) {
      const written = match(DIGITS, text, at)!
      return token(at, written, readDigits(written), "digits")
    }
    if (how === HAN_NUMBER) {
      // Of 二千克 the 千 goes to the unit.
      const run = match(HAN, text, at)!
      const isKilo = run.endsWith("千") && /^克(?!拉)/u.test(text.slice(at + run.length, at + run.length + 2))
      const written = isKilo ? run.slice(0, -1) : run
      return token(at, written, readHan(written), "han")
    }
    const word = isInsideWord(text, at) ? undefined : match(WORD, text, at)
    if (word === undefined) continue
    const known = VALUES.get(foldWord(word))
    return token(at, word, known?.value, "word", known?.languages)
  }
  return undefined
}

/** `half a` as `half`, `an` as `a`. */
function foldWord(written: string): string {
  const word = written.normalize("NFC").toLowerCase()
  return word === "an" ? "a" : word.replace(/\san?$/, "")
}

function match(sticky: RegExp, text: string, at: number): string | undefined {
  sticky.lastIndex = at
  return sticky.exec(text)?.[0]
}

function token(
  start: number,
  text: string,
  value: number | undefined,
  written: NumberToken["written"],
  languages: readonly UnitLanguage[] = [],
): NumberToken {
  return { start, end: start + text.length, value, written, languages }
}

/** Whole digits of a quantity or price without marks: longer ones are telephone numbers, dates, ids. */
const MAX_WHOLE_DIGITS = 7
/** Characters of a number with its marks. */
const MAX_WRITTEN = 14
const PLAIN = /^\d+$/

/**
 * `1.5`, `1,5`, `1,500`, `1.500.000`, `1,234.5`. A comma before three digits sets thousands apart, a lone point never
 * does: 1.500 kg is a kilo and a half.
 */
export function readDigits(written: string): number | undefined {
  if (written.length > MAX_WRITTEN) return undefined
  if (PLAIN.test(written)) return isWhole(written) ? Number(written) : undefined
  const marks = written.replace(/\d/g, "")
  const last = marks.at(-1)!
  const at = written.lastIndexOf(last)
  const isGrouped = /^[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*$/.test(written)
  if (isGrouped && (marks.length > 1 || last === ",")) return Number(written.replace(/[.,]/g, ""))
  const whole = written.slice(0, at)
  const isPlain = marks.length === 1 ? isWhole(whole) : isGroupedBy(whole, last === "." ? "," : ".")
  return isPlain ? Number(`${whole.replace(/[.,]/g, "")}.${written.slice(at + 1)}`) : undefined
}

function isWhole(digits: string): boolean {
  return digits.length <= MAX_WHOLE_DIGITS && (digits === "0" || !digits.startsWith("0"))
}

function isGroupedBy(whole: string, mark: string): boolean {
  const [first = "", ...rest] = whole.split(mark)
  return /^[1-9]\d{0,2}$/.test(first) && rest.every((group) => /^\d{3}$/.test(group))
}

/**
 * Chinese numerals: 三, 十二, 两百五 (250), 一万二千, 一二〇 (120, three digits or more). Undefined for 三四, which is three
 * or four.
 */
export function readHan(written: string): number | undefined {
  if (written === "半") return 0.5
  if (/^[俩倆]$/.test(written)) return 2
  if (written === "仨") return 3
  const plain = written
    .replace(/[两兩]/g, "二")
    .replace(/〇/g, "零")
    .replace(/萬/g, "万")
    .replace(/^廿/, "二十")
  if (/[半俩倆仨廿]/.test(plain)) return undefined
  if (!/[十百千万]/.test(plain)) {
    if (plain.length === 2) return undefined
    return Number([...plain].map((digit) => HAN_DIGITS.indexOf(digit)).join(""))
  }
  const [thousands, rest, ...more] = plain.split("万")
  if (more.length > 0) return undefined
  if (rest === undefined) return readBelowTenThousand(thousands!)
  const high = readBelowTenThousand(thousands!)
  const low = rest === "" ? 0 : readBelowTenThousand(rest, 1000)
  return high === undefined || low === undefined ? undefined : high * 10_000 + low
}

const PLACES: readonly (readonly [sign: string, value: number])[] = [
  ["千", 1000],
  ["百", 100],
  ["十", 10],
]

/** 两百五 is 250: a last digit without a zero before it stands for the next place. */
function readBelowTenThousand(written: string, placeBefore = 1): number | undefined {
  let rest = written
  let sum = 0
  let place = placeBefore
  for (const [sign, value] of PLACES) {
    const match = new RegExp(`^零?([一二三四五六七八九]?)${sign}`).exec(rest)
    if (match === null) continue
    if (match[1] === "" && (sign !== "十" || sum > 0)) return undefined
    sum += (match[1] === "" ? 1 : HAN_DIGITS.indexOf(match[1]!)) * value
    rest = rest.slice(match[0].length)
    place = value / 10
  }
  if (rest === "") return sum
  const digit = /^(零?)([一二三四五六七八九])$/.exec(rest)
  if (digit === null) return undefined
  return sum + HAN_DIGITS.indexOf(digit[2]!) * (digit[1] === "零" ? 1 : place)
}
