// Quantities in texts: phrases made of a number and a unit come back exactly; money, dates and the like are none.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { findQuantities, type Quantity } from "../../src/text/quantities.ts"

const shown = (text: string): string[] =>
  findQuantities(text).map(
    ({ kind, value, unit, currency, start, end }) =>
      `${kind} ${value} ${unit}${currency === null ? "" : ` ${currency}`} [${text.slice(start, end)}]`,
  )

interface Phrase {
  readonly text: string
  readonly value: number
  readonly unit: Quantity["unit"]
  readonly kind: Quantity["kind"]
}

const weights: readonly (readonly [unit: string, grams: number])[] = [
  ...(["g", "gr", " g", " grams", "克", " 克", " gramme", " grammes"] as const).map(
    (unit) => [unit, 1] as const,
  ),
  ...(["kg", " kg", "公斤", "千克", " kilo", " kí", " ký"] as const).map((unit) => [unit, 1000] as const),
  ["斤", 500],
  ["市斤", 500],
  ["ct", 0.2],
  ["克拉", 0.2],
  [" lb", 453.59237],
  [" oz", 28.349523125],
  ["吨", 1_000_000],
  [" lạng", 100],
  [" lạng".normalize("NFD"), 100],
  [" ratili", 453.59237],
]
const counters: readonly (readonly [unit: string, pieces: number])[] = [
  ..."条隻個个件根把串颗粒枚支片尾头張张條頭顆".split("").map((unit) => [unit, 1] as const),
  ...(["对", "對", "双", "雙"] as const).map((unit) => [unit, 2] as const),
  ...(["pcs", " pieces", " con", " chiếc", " cái", " viên", " tấm", " pièces", " vipande"] as const).map(
    (unit) => [unit, 1] as const,
  ),
  ...([" pairs", " cặp", " đôi", " paires", " jozi"] as const).map((unit) => [unit, 2] as const),
]

const HAN = "零一二三四五六七八九"

/** Chinese numerals of 1 to 9,999, written out place by place. */
function inHan(value: number): string {
  if (value === 2) return "两"
  let text = ""
  let gap = false
  for (const [place, sign] of [
    [1000, "千"],
    [100, "百"],
    [10, "十"],
    [1, ""],
  ] as const) {
    const digit = Math.floor(value / place) % 10
    if (digit === 0) gap = text !== ""
    else {
      text += `${gap ? "零" : ""}${HAN[digit]}${sign}`
      gap = false
    }
  }
  return value >= 10 && value < 20 ? text.slice(1) : text
}

const fullWidth = (text: string) =>
  text.replace(/[\d.]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))

const isHan = (unit: string) => /^\p{Script=Han}/u.test(unit)

/** A number, how it is written, and whether a Han unit must follow. */
const digits = fc
  .tuple(
    fc.integer({ min: 1, max: 99_999 }),
    fc.constantFrom(1, 10, 100),
    fc.constantFrom("plain", "comma", "wide"),
  )
  .map(([whole, by, form]) => {
    const value = whole / by
    const text = String(value)
    const lone = form === "comma" && /^\d+\.\d{1,2}$/.test(text)
    return {
      value,
      text: lone ? text.replace(".", ",") : form === "wide" ? fullWidth(text) : text,
      han: false,
    }
  })
const numerals = fc.integer({ min: 1, max: 9999 }).map((value) => ({ value, text: inHan(value), han: true }))

const phrase: fc.Arbitrary<Phrase> = fc
  .tuple(
    fc.oneof(digits, numerals),
    fc.constantFrom(
      ...weights.map((w) => [...w, "weight"] as const),
      ...counters.map((c) => [...c, "pieces"] as const),
    ),
  )
  .filter(([number, [unit]]) => !number.han || isHan(unit))
  // 二十支付 and the like are tested by hand; here nothing follows the unit.
  .map(([number, [unit, size, kind]]) => ({
    text: number.text + unit,
    value: Number((number.value * size).toPrecision(12)),
    unit: kind === "weight" ? ("g" as const) : ("piece" as const),
    kind,
  }))

const before = fc.constantFrom(
  "",
  "象牙手串 ",
  "手串",
  "ivory ",
  "bangle, ",
  "ngà voi ",
  "pembe ",
  "ivoire: ",
  "重量:",
  "🐘",
  "(",
)
const after = fc.constantFrom("", " ", ", ok", "。", " 谢谢", ")", " thanks", "，包邮", "🐘")

describe("phrases", () => {
  test("a number and a unit come back with value and span, whatever stands around", () => {
    fc.assert(
      fc.property(before, phrase, after, (left, { text, value, unit, kind }, right) => {
        const found = findQuantities(left + text + right)
        const expected = {
          kind,
          value,
          unit,
          currency: null,
          start: left.length,
          end: left.length + text.length,
        }
        expect(found).toEqual([expected])
      }),
      { numRuns: 2000 },
    )
  })

  test("a price and its unit come back as a price of one gram or piece", () => {
    const price = fc.constantFrom(
      ["/克", 1],
      ["/g", 1],
      ["元/克", 1],
      ["元一克", 1],
      ["元每克", 1],
      [" per gram", 1],
      ["块一斤", 500],
      ["k/lạng", 0.1],
      [" le kilo", 1000],
      ["元/100克", 100],
      [" kwa kilo", 1000],
    ) as fc.Arbitrary<readonly [string, number]>
    fc.assert(
      fc.property(
        before,
        fc.integer({ min: 2, max: 9999 }),
        price,
        after,
        (left, money, [unit, size], right) => {
          const text = `${money}${unit}`
          expect(findQuantities(left + text + right)).toEqual([
            {
              kind: "unit-price",
              value: Number((money / size).toPrecision(12)),
              unit: "g",
              currency: null,
              start: left.length,
              end: left.length + text.length,
            },
          ])
        },
      ),
      { numRuns: 1000 },
    )
  })

  test("text without a number states nothing, and findings never overlap or leave the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        const found = findQuantities(text)
        for (const { start, end, value } of found) {
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(value).toBeGreaterThanOrEqual(0)
        }
      }),
    )
    const soup = fc.array(
      fc.constantFrom(
        "一",
        "两",
        "半",
        "12",
        "3.5",
        "克",
        "斤",
        "/",
        "每",
        "元",
        "k",
        "x",
        "a pair ",
        "-",
        " ",
        "kilo ",
      ),
      { maxLength: 20 },
    )
    fc.assert(
      fc.property(soup, (parts) => {
        let last = 0
        let range = -1
        for (const { start, end } of findQuantities(parts.join(""))) {
          if (start !== range) expect(start).toBeGreaterThanOrEqual(last)
          range = start
          last = end
        }
      }),
    )
  })

  test("amounts, dates, times, telephone numbers and versions are no quantities", () => {
    const ordinary = fc.oneof(
      fc.nat(99_999).map((n) => `${n}元`),
      fc.nat(99_999).map((n) => `¥${n}.00`),
      fc.nat(99_999).map((n) => `$${n}`),
      fc.nat(99_999).map((n) => `${n} USD`),
      fc.nat(999).map((n) => `${n}k`),
      fc
        .tuple(
          fc.integer({ min: 2000, max: 2030 }),
          fc.integer({ min: 1, max: 12 }),
          fc.integer({ min: 1, max: 28 }),
        )
        .map(([y, m, d]) => `${y}-${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`),
      fc
        .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
        .map(([m, d]) => `${m}月${d}日`),
      fc.tuple(fc.nat(23), fc.nat(59)).map(([h, m]) => `${h}:${String(m).padStart(2, "0")}`),
      fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map((n) => `${n}`),
      fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9)).map((parts) => `v${parts.join(".")}`),
      fc.nat(100).map((n) => `${n}%`),
      fc.nat(100).map((n) => `${n} tigers`),
    )
    fc.assert(
      fc.property(before, ordinary, fc.constantFrom("", " ok", "，谢谢"), (left, text, right) => {
        expect(findQuantities(left + text + right)).toEqual([])
      }),
      { numRuns: 1500 },
    )
  })
})

test.each([
  ["3斤2两", ["weight 1600 g [3斤2两]"]],
  ["一斤半 鲍鱼", ["weight 750 g [一斤半]"]],
  ["2斤半价", ["weight 1000 g [2斤]"]],
  ["2kg500g", ["weight 2500 g [2kg500g]"]],
  ["10-20g", ["weight 10 g [10-20g]", "weight 20 g [10-20g]"]],
  ["一百八克", ["weight 180 g [一百八克]"]],
  ["2万克", ["weight 20000 g [2万克]"]],
  ["1,500 g", ["weight 1500 g [1,500 g]"]],
  ["1.500 kg", ["weight 1500 g [1.500 kg]"]],
  ["half a kilo", ["weight 500 g [half a kilo]"]],
  ["nửa kg, một cặp ngà", ["weight 500 g [nửa kg]", "pieces 2 piece [một cặp]"]],
  ["deux pièces, une paire", ["pieces 2 piece [deux pièces]", "pieces 2 piece [une paire]"]],
  ["vipande 3 na kilo mbili", ["pieces 3 piece [vipande 3]", "weight 2000 g [kilo mbili]"]],
  ["手串x2 bangle x3", ["pieces 2 piece [x2]", "pieces 3 piece [x3]"]],
  ["一条300克", ["pieces 1 piece [一条]", "weight 300 g [300克]"]],
  ["两块象牙", ["pieces 2 piece [两块]"]],
  ["12mm 3厘米", ["size 12 mm [12mm]", "size 30 mm [3厘米]"]],
  ["一克80", ["unit-price 80 g [一克80]"]],
  ["每克80元", ["unit-price 80 g [每克80元]"]],
  ["¥80/g", ["unit-price 80 g [¥80/g]"]],
  ["USD 1,500/kg", ["unit-price 1.5 g USD [USD 1,500/kg]"]],
  ["1,2 triệu/lạng", ["unit-price 12000 g [1,2 triệu/lạng]"]],
  ["15万/公斤", ["unit-price 150 g [15万/公斤]"]],
  ["1200/对", ["unit-price 600 piece [1200/对]"]],
  ["500k/con", ["unit-price 500000 piece [500k/con]"]],
  ["2000000 VND/con", ["unit-price 2000000 piece VND [2000000 VND/con]"]],
] as const)("%s", (text, expected) => {
  expect(shown(text)).toEqual(expected)
})

test.each([
  "3个月 2个人 5个小时",
  "尾款5000 5000尾款",
  "10支付 支付宝",
  "2对1 一对一 双11 第3条 周一只",
  "三条消息 一件事 一把手 一条龙",
  "5块 20块钱 3块红包",
  "5G套餐 64G 2T硬盘 CT 2 scan",
  "BMW X5 iPhone 12 x86 3x4",
  "1/2斤 24/7 1.2.3g",
  "3只要 两只是 一两天 三四条",
  "500mg 18k gold 二〇二四年",
  "房租3月 12345678 g order #12 g +86 3",
])("no quantity in: %s", (text) => {
  expect(shown(text)).toEqual([])
})

test("long texts of numbers and units take time in proportion", () => {
  for (const part of ["一克", "1", "每", "a pair ", "1,", "12-", "x2 ", "3斤2两", "一千", "80/", "kilo "]) {
    const text = part.repeat(60_000)
    const start = performance.now()
    findQuantities(text)
    // Half a second at most where the search is linear, minutes where it goes back to the start or on to the end.
    expect(performance.now() - start, part).toBeLessThan(8000)
  }
})
