// Words for weights, pieces, sizes and money beside a number, in the languages of the lexicons.
//
// Weights: the Chinese market units of 1959 (斤 500 g, 两 50 g), the Vietnamese lạng (100 g) and cân (1 kg), the metric
// carat (0.2 g), and the international pound and ounce (453.59237 g and a sixteenth of it). The Vietnamese cây and
// lượng are units of gold and left out.

export type UnitLanguage = "en" | "fr" | "sw" | "vi"

export interface Unit {
  readonly kind: "weight" | "pieces" | "size"
  /** Grams, pieces or millimetres of one. */
  readonly size: number
  /** Languages whose words for numbers may stand before it; of all unless given. */
  readonly languages?: readonly UnitLanguage[]
  /** Stands for it only behind "/" or "per": elsewhere the letters mean something else too often. */
  readonly perOnly?: true
  /** What follows when it is no unit but part of a longer word. */
  readonly unless?: RegExp
}

type Words = readonly [unit: Unit, words: string]

const weight = (size: number, languages?: readonly UnitLanguage[]): Unit =>
  languages === undefined ? { kind: "weight", size } : { kind: "weight", size, languages }
const pieces = (size: number, languages: readonly UnitLanguage[]): Unit => ({
  kind: "pieces",
  size,
  languages,
})

const LATIN: readonly Words[] = [
  // With the codes of UN/ECE Recommendation 20, which customs data have: KGM, GRM, TNE, LBR, ONZ, CTM.
  [weight(1), "g gr gm gms grm"],
  [weight(1, ["en", "fr"]), "gram grams gramme grammes"],
  [weight(1, ["sw"]), "gramu"],
  [weight(1000), "kg kgs kgm kilo kilos"],
  [weight(1000, ["en", "fr"]), "kilogram kilograms kilogramme kilogrammes"],
  [weight(1000, ["vi"]), "kí ký cân"],
  [weight(100, ["vi"]), "lạng"],
  [{ kind: "weight", size: 100, perOnly: true }, "lang"],
  [{ kind: "weight", size: 1000, perOnly: true }, "ki ky can"],
  [weight(0.2), "ct ctm carat carats"],
  [weight(453.59237), "lb lbs lbr"],
  [weight(453.59237, ["sw"]), "ratili"],
  [weight(28.349523125), "oz onz"],
  [weight(28.349523125, ["en"]), "ounce ounces"],
  [weight(1_000_000), "t tne tonne tonnes"],
  [weight(1_000_000, ["vi"]), "tấn"],
  [weight(1_000_000, ["sw"]), "tani"],
  [pieces(1, ["en"]), "pc pcs pce pces piece pieces"],
  [pieces(2, ["en"]), "pair pairs"],
  [pieces(1, ["fr"]), "pièce pièces"],
  [pieces(2, ["fr"]), "paire paires"],
  [pieces(1, ["vi"]), "con chiếc cái viên tấm chiec cai vien tam"],
  [pieces(2, ["vi"]), "cặp đôi cap doi"],
  [pieces(1, ["sw"]), "kipande vipande"],
  [pieces(2, ["sw"]), "jozi"],
  [{ kind: "size", size: 1 }, "mm"],
  [{ kind: "size", size: 10 }, "cm"],
]

const counter = (size: number, unless = ""): Unit =>
  unless === ""
    ? { kind: "pieces", size }
    : { kind: "pieces", size, unless: new RegExp(`^(?:${unless})`, "u") }

/** Counter words of which many begin other words: 支 of 支付, 尾 of 尾款, 个 of 个月. */
const HAN: readonly Words[] = [
  [{ kind: "weight", size: 1, unless: /^[里罗什服隆扣]/u }, "克 公克"],
  [weight(1000), "公斤 千克"],
  [weight(500), "斤 市斤"],
  [
    { kind: "weight", size: 50, unless: /^[天日年月周週次个個位人句口步小下者点千百万萬边手地]/u },
    "两 兩 市两",
  ],
  [weight(0.2), "克拉 卡拉"],
  [weight(1_000_000), "吨 噸 公吨"],
  [counter(1, "件|例|约|款|码|规|消息|信息|微信|短信|龙"), "条 條"],
  [counter(1, "[要是有能需为為会會剩收卖用想好不差包]"), "只"],
  [counter(1), "隻"],
  [counter(1, "[月小钟鐘人星礼季学年工点亿万百单群位字多]"), "个 個"],
  [counter(2, "[方不起账帐賬应應比象面外公于接讲话話一二三\\d]"), "对 對"],
  [counter(2, "[人十击擊休倍方向色层層\\d]"), "双 雙"],
  [counter(1, "[套事]"), "件"],
  [counter(1, "[据據本源号治]"), "根"],
  [counter(1, "[手关關握火抓]"), "把"],
  [counter(1, "[联通号]"), "串"],
  [counter(1), "颗 顆 粒 枚"],
  [counter(1, "[付持出撑援教部行票]"), "支"],
  [counter(1, "[区區段头名尾警]"), "片"],
  [counter(1, "[款号號数巴牌灯箱气程单]"), "尾"],
  [counter(1, "[像疼痛发髮条部晕目盔绳期款]"), "头 頭"],
  [counter(1, "[三总總姐哥工老先女经]"), "张 張"],
  [{ kind: "size", size: 1 }, "毫米"],
  [{ kind: "size", size: 10 }, "厘米 公分"],
]

/**
 * 块 is a piece and, much oftener, a yuan: a piece only right before a noun, that is before a Han character which does
 * not go on about money.
 */
const PIECE_OF =
  /^(?![钱錢多的左右一二两兩三四五六七八九十零点毛半红大起吧了呢吗啊转還还给買买收每])\p{Script=Han}/u

/** What currency a word or sign behind a number names; empty: one that several have. */
const CURRENCIES: ReadonlyMap<string, string> = mapWords([
  ["", "元 圆 圓 块 塊 块钱 塊錢 元钱 dollars dollar franc francs f cfa fcfa $ ¥ £ shilingi"],
  ["CNY", "人民币 人民幣 rmb cny yuan"],
  ["USD", "美元 美金 usd"],
  ["HKD", "港币 港幣 港元 hkd"],
  ["EUR", "欧元 歐元 euro euros eur €"],
  ["VND", "越南盾 vnd vnđ đ đồng dong ₫"],
  ["KES", "kes ksh kshs"],
  ["TZS", "tzs tsh"],
  ["UGX", "ugx ush"],
  ["XAF", "xaf"],
  ["XOF", "xof"],
  ["AUD", "aud"],
  ["CAD", "cad"],
  ["GBP", "gbp"],
  ["ZAR", "zar rand"],
  ["THB", "thb baht"],
])

/** What a word behind a number multiplies it by. */
const MULTIPLIERS: ReadonlyMap<string, number> = mapWords([
  [1000, "k 千 nghìn ngàn nghin ngan elfu"],
  [10_000, "w 万 萬"],
  [1_000_000, "tr triệu trieu"],
])

const LATIN_UNITS = mapWords(LATIN)
const HAN_UNITS = mapWords(HAN)
const PIECE: Unit = { kind: "pieces", size: 1 }

function mapWords<T>(entries: readonly (readonly [value: T, words: string])[]): ReadonlyMap<string, T> {
  return new Map(entries.flatMap(([value, words]) => words.split(" ").map((word) => [word, value] as const)))
}

/** Whether a unit, money, a price per unit or the end of a range may begin with a UTF-16 unit. */
const follows = new Uint8Array(0x10000)
for (const words of [HAN_UNITS, CURRENCIES, MULTIPLIERS])
  for (const word of words.keys()) if (word !== "") follows[word.charCodeAt(0)] = 1
for (const sign of "/每一×*✕-–—~至到¥$€£₫") follows[sign.charCodeAt(0)] = 1

/** Whether what stands at `at` may make a quantity of the number before it: most numbers are none, and seen at once. */
export function mayFollowNumber(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return (
    follows[unit] === 1 || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a) || (unit >= 0xc0 && unit < 0x250)
  )
}

/** Something read from a text, and where it ends. */
export interface Read<T> {
  readonly value: T
  readonly end: number
}

const LATIN_RUN = /[\p{Script=Latin}\p{M}]{1,12}/uy
const JOINED_RUN = /[\p{Script=Latin}\p{M}\d_]/u

/** The Latin word at `at`, composed and in lower case; undefined: there is none, or a longer one. */
export function latinWord(text: string, at: number): Read<string> | undefined {
  LATIN_RUN.lastIndex = at
  const run = LATIN_RUN.exec(text)?.[0]
  if (run === undefined) return undefined
  const end = at + run.length
  const next = text[end] ?? ""
  // 50gx2 is 50 g twice.
  if (/[xX]$/.test(run) && run.length > 1 && /\d/.test(next))
    return { value: composed(run.slice(0, -1)), end: end - 1 }
  // 2kg500g is 2.5 kg.
  const goesOn = /^kg$/i.test(run) && /^\d{1,3}g(?![\p{L}\d])/iu.test(text.slice(end, end + 5))
  return JOINED_RUN.test(next) && !goesOn ? undefined : { value: composed(run), end }
}

function composed(run: string): string {
  return run.normalize("NFC").toLowerCase()
}

/** The unit that begins at `at`, the longest there is. */
export function unitAt(text: string, at: number): Read<Unit> | undefined {
  const word = latinWord(text, at)
  if (word !== undefined) {
    const unit = LATIN_UNITS.get(word.value)
    return unit === undefined || isOtherwise(text, at, word) ? undefined : { value: unit, end: word.end }
  }
  const first = text[at]
  if ((first === "块" || first === "塊") && PIECE_OF.test(text.slice(at + 1, at + 3)))
    return { value: PIECE, end: at + 1 }
  for (const length of [2, 1]) {
    const unit = HAN_UNITS.get(text.slice(at, at + length))
    if (unit === undefined || text.length < at + length) continue
    const end = at + length
    return unit.unless?.test(text.slice(end, end + 2)) ? undefined : { value: unit, end }
  }
  return undefined
}

/** Capitals that mean something else: 5G and 128G of networks and memories, 2T of disks, a CT scan. */
function isOtherwise(text: string, at: number, { value, end }: Read<string>): boolean {
  const written = text.slice(at, end)
  if (written === "T") return true
  if (written === "CT") return !/\d/.test(text[at - 1] ?? "")
  if (value !== "g" || written !== "G") return false
  const number = /(?:^|[^\d.,])(\d{1,3})\s?$/.exec(text.slice(Math.max(0, at - 6), at))?.[1]
  const isRound =
    number !== undefined &&
    ["2", "3", "4", "5", "6", "8", "16", "32", "64", "128", "256", "512"].includes(number)
  return isRound || /^\s?(?:流量|数据|數據|内存|硬盘|手机|网|套餐)/u.test(text.slice(end, end + 4))
}

/** The currency named at `at`; empty: one that several have. */
export function currencyAt(text: string, at: number): Read<string> | undefined {
  const word = latinWord(text, at)
  if (word !== undefined) {
    const code = CURRENCIES.get(word.value)
    return code === undefined ? undefined : { value: code, end: word.end }
  }
  for (const length of [3, 2, 1]) {
    const code = CURRENCIES.get(text.slice(at, at + length))
    if (code !== undefined && at + length <= text.length) return { value: code, end: at + length }
  }
  return undefined
}

const SIGN_BEFORE =
  /(?:^|[^\p{L}])(rmb|cny|usd|us\$|hk\$|hkd|eur|vnd|kes|ksh|tzs|tsh|ugx|ush|[¥￥$€£₫r])\s?$/iu

/** The sign or code of a currency right before `at`. */
export function currencyBefore(
  text: string,
  at: number,
): { readonly value: string; readonly start: number } | undefined {
  const from = Math.max(0, at - 6)
  const match = SIGN_BEFORE.exec(text.slice(from, at))
  const sign = match?.[1]?.toLowerCase()
  if (match === null || sign === undefined) return undefined
  const start = from + match.index + match[0].indexOf(match[1]!)
  const code = sign === "us$" ? "USD" : sign === "hk$" ? "HKD" : sign === "r" ? "ZAR" : CURRENCIES.get(sign)
  return { value: code ?? "", start }
}

/** The multiplier at `at`: k, 万, triệu. */
export function multiplierAt(text: string, at: number): Read<number> | undefined {
  const word = latinWord(text, at)
  const found = word ?? { value: text[at] ?? "", end: at + 1 }
  const times = MULTIPLIERS.get(found.value)
  return times === undefined ? undefined : { value: times, end: found.end }
}

/** The unit that ends right before the white space before `at`, as Swahili has it: vipande 3, kilo mbili. */
export function unitBefore(
  text: string,
  at: number,
): { readonly value: Unit; readonly start: number } | undefined {
  const from = Math.max(0, at - 10)
  const match = /(?:^|[^\p{L}\d])(kilo|gramu|ratili|tani|vipande|kipande|jozi)\s$/iu.exec(
    text.slice(from, at),
  )
  const unit = match === null ? undefined : LATIN_UNITS.get(match[1]!.toLowerCase())
  if (match === null || unit === undefined) return undefined
  return { value: unit, start: from + match.index + match[0].indexOf(match[1]!) }
}

/** The unit that begins at `at` and needs no "/" before it. */
export function plainUnit(text: string, at: number): Read<Unit> | undefined {
  const found = unitAt(text, at)
  return found?.value.perOnly ? undefined : found
}

/** Behind at most so many spaces. */
export function afterGap(text: string, at: number, most: number): number {
  let end = at
  while (end - at < most && text[end] === " ") end++
  return end
}
