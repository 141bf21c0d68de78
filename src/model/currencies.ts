// Currencies and their minor units. Exponents: ISO 4217 (list one), kept here because `Intl` rounds several
// currencies to what is in use as cash. Crypto assets carry a scale of our own.

/** Decimals of one currency unit → the codes that have them. ISO 4217, active codes and funds codes with a minor unit. */
const ISO_4217: readonly (readonly [exponent: number, codes: string])[] = [
  [0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"],
  [
    2,
    `AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
     CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF
     IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
     MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP
     SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG
     YER ZAR ZMW ZWG`,
  ],
  [3, "BHD IQD JOD KWD LYD OMR TND"],
  [4, "CLF UYW"],
]

/** Codes withdrawn since 2017 that older ledgers still hold; all had two decimals (ISO 4217, list three). */
const WITHDRAWN = "ANG BGN CUC HRK MRO SLL STD VEF ZWL"

/**
 * Crypto assets. Amounts must fit a safe integer (9 × 10^15), so no scale is above 8: ether, which divides into
 * 10^18 wei, is kept to 8 decimals and further ones are rounded like any other.
 */
const CRYPTO: readonly (readonly [exponent: number, codes: string])[] = [
  [6, "ADA TRX USDC USDT XRP"],
  [8, "AVAX BCH BNB BTC DAI DOGE DOT ETH LTC SOL XLM XMR ZEC"],
]

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  [...ISO_4217, [2, WITHDRAWN] as const, ...CRYPTO].flatMap(([exponent, codes]) =>
    codes.split(/\s+/).map((code) => [code, exponent] as const),
  ),
)

/** Names in use for one currency only ("rupee" or "dollar" alone are not). Lower case, without spaces. */
const NAMES: readonly (readonly [code: string, names: string])[] = [
  ["AED", "uaedirham 阿联酋迪拉姆"],
  ["ALL", "albanianlek"],
  ["AUD", "australiandollar 澳元 澳大利亚元"],
  ["BRL", "brazilreal brazilianreal 巴西雷亚尔"],
  ["BTC", "bitcoin xbt 比特币"],
  ["CAD", "canadiandollar 加元 加拿大元"],
  ["CHF", "swissfranc 瑞士法郎"],
  ["CNY", "rmb cnh yuan renminbi chineseyuan 人民币 人民幣 人民币元"],
  ["ETH", "ether ethereum 以太币 以太坊"],
  ["EUR", "euro euros 欧元 歐元"],
  ["GBP", "ukpound ukpounds poundsterling britishpound 英镑 英鎊"],
  ["HKD", "hongkongdollar 港币 港幣 港元"],
  ["IDR", "indonesianrupiah 印尼盾"],
  ["ILS", "shekel newshekel"],
  ["INR", "indianrupee 印度卢比"],
  ["JPY", "yen japaneseyen 日元 日圆 日圓"],
  ["KES", "kenyanshilling 肯尼亚先令"],
  ["KRW", "won koreanwon 韩元 韓元"],
  ["LAK", "laokip 老挝基普"],
  ["MAD", "moroccandirham"],
  ["MMK", "kyat 缅元"],
  ["MOP", "pataca 澳门元 澳門元"],
  ["MXN", "mexicanpeso"],
  ["MYR", "ringgit 林吉特 马来西亚林吉特"],
  ["NGN", "naira nigeriannaira 奈拉"],
  ["PHP", "philippinepeso 菲律宾比索"],
  ["PKR", "pakistanirupee"],
  ["RUB", "ruble rouble russianruble 卢布"],
  ["SAR", "saudiriyal"],
  ["SGD", "singaporedollar 新加坡元 新币"],
  ["THB", "baht thaibaht 泰铢 泰銖"],
  ["TRY", "turkishlira"],
  ["TWD", "newtaiwandollar 新台币 新臺幣 台币"],
  ["TZS", "tanzanianshilling 坦桑尼亚先令"],
  ["UGX", "ugandanshilling 乌干达先令"],
  ["USD", "usdollar usdollars 美元 美金"],
  ["USDT", "tether 泰达币"],
  ["VND", "dong vietnamesedong 越南盾 越南盾元"],
  ["XAF", "fcfa cfafranc cfafrancbeac 中非法郎"],
  ["XOF", "cfafrancbceao 西非法郎"],
  ["ZAR", "rand southafricanrand 南非兰特"],
]

const CODES_BY_NAME: ReadonlyMap<string, string> = new Map(
  NAMES.flatMap(([code, names]) => names.split(" ").map((name) => [name, code] as const)),
)

/** Decimals of the currency (ISO 4217 minor unit, or the scale kept for a crypto asset); undefined: not known. */
export function currencyExponent(code: string): number | undefined {
  return EXPONENTS.get(code)
}

/** Code of a currency written as a code in any case, or by a name that stands for one currency only. */
export function currencyCode(text: string): string | undefined {
  if (EXPONENTS.has(text)) return text
  const folded = text.normalize("NFKC").replace(/[\s._-]/g, "")
  const code = folded.toUpperCase()
  return EXPONENTS.has(code) ? code : CODES_BY_NAME.get(folded.toLowerCase())
}
