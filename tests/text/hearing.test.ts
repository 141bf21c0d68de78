// By which paths terms are heard, and what is no term although its letters are there.
import { describe, expect, test } from "vitest"
import type { Lexicon, TextHit } from "../../src/text/lexicon.ts"
import { buildLexiconMatcher } from "../../src/text/matcher.ts"
import { lexicon } from "./lexicons.ts"

/** Hits as `term@start-end heard`, benign phrases with a minus sign. */
const show = (hits: readonly TextHit[]): string[] =>
  hits.map(
    ({ term, benign, start, end, heard }) =>
      `${term === null ? `-${benign!.text}` : term.text}@${start}-${end} ${heard}`,
  )

const hear = (lexicons: readonly Lexicon[], text: string) => show(buildLexiconMatcher(lexicons).find(text))

const WORDS = lexicon("w", [
  "ivory",
  "pangolin",
  "rhino horn",
  "iguana",
  "antigua",
  "tusk",
  "tusks",
  "tiger",
  "tortoiseshell",
  "saiga",
  "otter",
])
const HAN = lexicon("h", ["象牙", "象牙手串", "穿山甲", "亚洲象", "龟板"])
const MARKED = lexicon("m", ["ngà voi", "vảy tê tê", "hổ", "da hổ", "défenses d'éléphant", "bœuf musqué"])
const ALL = [WORDS, HAN, MARKED]

describe("each path by itself", () => {
  test.each([
    // script
    ["亞洲象", ["亚洲象@0-3 script"]],
    ["龜板", ["龟板@0-2 script"]],
    // accents
    ["nga voi", ["ngà voi@0-7 accents"]],
    ["NGA VOI", ["ngà voi@0-7 accents"]],
    ["vay tê te", ["vảy tê tê@0-9 accents"]],
    ["defenses d’elephant", ["défenses d'éléphant@0-19 accents"]],
    ["boeuf musque", ["bœuf musqué@0-12 accents"]],
    // lookalike: the words are mixed of two alphabets, or of letters and figures
    ["ivоry", ["ivory@0-5 lookalike"]],
    ["ΙVΟRY", ["ivory@0-5 lookalike"]],
    ["pangοlin", ["pangolin@0-8 lookalike"]],
    ["iv0ry", ["ivory@0-5 lookalike"]],
    ["p4ng0l1n", ["pangolin@0-8 lookalike"]],
    ["tu5k", ["tusk@0-4 lookalike"]],
    ["p@ngolin", ["pangolin@0-8 lookalike"]],
    ["rhin0 horn", ["rhino horn@0-10 lookalike"]],
    ["tortoiseshe11", ["tortoiseshell@0-13 lookalike"]],
    ["ɪᴠᴏʀʏ", ["ivory@0-5 lookalike"]],
    // spaced
    ["i v o r y", ["ivory@0-9 spaced"]],
    ["i.v.o.r.y", ["ivory@0-9 spaced"]],
    ["i, v, o, r, y", ["ivory@0-13 spaced"]],
    ["i\nv\no\nr\ny", ["ivory@0-9 spaced"]],
    ["pan golin", ["pangolin@0-9 spaced"]],
    ["iv🐘ory", ["ivory@0-7 spaced"]],
    ["i̶v̶o̶r̶y̶", ["ivory@0-10 spaced"]],
    ["rhinohorn", ["rhino horn@0-9 spaced"]],
    ["rhino-horn", ["rhino horn@0-10 spaced"]],
    ["rhino.horn", ["rhino horn@0-10 spaced"]],
    ["r.h.i.n.o h.o.r.n", ["rhino horn@0-17 spaced"]],
    ["象 牙 手 串", ["象牙手串@0-7 spaced"]],
    ["买了象*牙手串的", ["象牙手串@2-7 spaced"]],
    ["穿🐘山甲", ["穿山甲@0-5 spaced"]],
    ["要象·牙吗", ["象牙@1-4 spaced"]],
    // repeated
    ["ivorrry", ["ivory@0-7 repeated"]],
    ["iivvoorryy", ["ivory@0-10 repeated"]],
    ["tortoiseshelllll", ["tortoiseshell@0-16 repeated"]],
  ])("%j", (text, expected) => {
    expect(hear(ALL, text)).toEqual(expected)
  })
})

describe("paths together: the last one is told", () => {
  test.each([
    ["и.v.0.r.y", ["ivory@0-9 spaced"]],
    ["iv00ry", ["ivory@0-6 repeated"]],
    ["亞 洲 象", ["亚洲象@0-5 spaced"]],
    ["n.g.a v.o.i", ["ngà voi@0-11 spaced"]],
    ["ngavoi", ["ngà voi@0-6 spaced"]],
    ["ngа vоi", ["ngà voi@0-7 lookalike"]],
    ["v-a-y t-e t-e", ["vảy tê tê@0-13 spaced"]],
    ["ｉ.ｖ.ｏ.ｒ.ｙ", ["ivory@0-9 spaced"]],
    ["i v o r y  and IVORY", ["ivory@0-9 spaced", "ivory@15-20 plain"]],
  ])("%j", (text, expected) => {
    expect(hear(ALL, text)).toEqual(expected)
  })
})

describe("what is not heard", () => {
  test.each([
    // pieces of longer words, and words of two fields or sentences
    "anti guano",
    "the ivor yard",
    "pan golindo",
    "Gilt pan. Golin",
    "pan\ngolin",
    "sell me a rhino. Horn was loud",
    "rhino, horn",
    "tu sk",
    // more than three signs
    "i----v----o----r----y",
    "象----牙",
    // words that only share letters
    "大象 牙膏",
    "我喜欢大象。牙疼",
    "大象，牙医",
    "象 牙膏",
    // accents that are others, or too few letters
    "ngã voi",
    "ho",
    "da ho tro",
    "vó",
    // genuine Russian and Greek
    "слон продам кость мамонта",
    "продам тигр, рога сайга, слоновая кость",
    "το ελεφαντόδοτο είναι ακριβό",
    "τυσκ τυσκσ",
    "іѵогу",
    // numbers
    "tusk5",
    "ref 1v0r7 70510",
    "71935",
    "5 aiga",
    // doubled letters of the term must be there
    "oter",
  ])("%j", (text) => {
    expect(hear(ALL, text)).toEqual([])
  })

  test("a term is not put together over two fields: each is a text of its own", () => {
    const matcher = buildLexiconMatcher(ALL)
    expect([...matcher.find("pan"), ...matcher.find("golin")]).toEqual([])
    expect([...matcher.find("象"), ...matcher.find("牙")]).toEqual([])
  })

  test("signs that belong to a term or a phrase are not those that part letters", () => {
    const some = [lexicon("s", ["🐘牙", "ivory"], ["ivory&"])]
    expect(hear(some, "牙医 i.v.o.r.y")).toEqual(["ivory@3-12 spaced"])
    expect(hear(some, "🐘 牙")).toEqual([])
    expect(hear(some, "ivory& co")).toEqual(["-ivory&@0-6 plain"])
  })
})

describe("benign phrases and other terms", () => {
  test("a benign phrase is heard by the same paths, and covers its span", () => {
    const some = [lexicon("t", ["tiger", "象牙"], ["tiger balm", "象牙白", "xe máy con voi"])]
    expect(hear(some, "t.i.g.e.r b.a.l.m")).toEqual(["-tiger balm@0-17 spaced"])
    expect(hear(some, "TIGΕR BALM")).toEqual(["-tiger balm@0-10 lookalike"])
    expect(hear(some, "象 牙 白")).toEqual(["-象牙白@0-5 spaced"])
    expect(hear(some, "tiger balm, t.i.g.e.r")).toEqual(["tiger@12-21 spaced", "-tiger balm@0-10 plain"])
  })

  test("one Han letter apart from a term that is written whole makes no phrase with it", () => {
    const some = [lexicon("t", ["象牙"], ["象牙糖", "印象牙", "象牙椰子"])]
    expect(hear(some, "象牙糖 35g")).toEqual(["-象牙糖@0-3 plain"])
    expect(hear(some, "象牙 糖 35g")).toEqual(["象牙@0-2 plain"])
    expect(hear(some, "象牙，糖")).toEqual(["象牙@0-2 plain"])
    expect(hear(some, "印 象牙")).toEqual(["象牙@2-4 plain"])
    expect(hear(some, "象 牙 糖")).toEqual(["-象牙糖@0-5 spaced"])
    expect(hear(some, "象牙 椰子")).toEqual(["-象牙椰子@0-5 spaced"])
  })

  test("a term that is written plainly is not hidden by a phrase on its own span that is not", () => {
    expect(hear([lexicon("t", ["nga voi"], ["ngà voi"])], "nga voi")).toEqual([
      "nga voi@0-7 plain",
      "-ngà voi@0-7 accents",
    ])
  })

  test("on one span a lexicon is heard the plainest way", () => {
    const some = [lexicon("e", ["éléphant", "elephant", "亚洲象", "亞洲象"])]
    expect(hear(some, "elephant 亞洲象")).toEqual(["elephant@0-8 plain", "亞洲象@9-12 plain"])
    expect(hear(some, "亞-洲-象")).toEqual(["亞洲象@0-5 spaced"])
  })

  test("a longer term hides the shorter one in it, on whatever path", () => {
    const some = [lexicon("r", ["rhino", "rhino horn"]), lexicon("o", ["horn"])]
    expect(hear(some, "rhino-horn")).toEqual(["rhino horn@0-10 spaced", "horn@6-10 plain"])
  })

  test("letters read plainly are not read apart from their word: signs part things as well", () => {
    const some = [lexicon("e", ["大象", "象牙"])]
    expect(hear(some, "大象-牙膏")).toEqual(["大象@0-2 plain"])
    expect(hear(some, "大象-牙")).toEqual(["大象@0-2 plain", "象牙@1-4 spaced"])
    expect(hear(some, "买象-牙膏")).toEqual(["象牙@1-4 spaced"])
  })
})

describe("by ear", () => {
  const some = [lexicon("z", ["象牙", "犀牛角", "老虎骨头", "象牙手串"], ["想呀想"], "zh-Hans")]

  test("pinyin, joined and by syllables, its initials, and characters that sound alike", () => {
    expect(hear(some, "买 xiangya 一对")).toEqual(["象牙@2-9 pinyin"])
    expect(hear(some, "XIANG YA")).toEqual(["象牙@0-8 pinyin"])
    expect(hear(some, "xysc 2个")).toEqual(["象牙手串@0-4 initials"])
    expect(hear(some, "x.y.s.c")).toEqual([])
    expect(hear(some, "xiangyao")).toEqual([])
    expect(hear(some, "像牙手串")).toEqual(["象牙手串@0-4 homophone"])
    expect(hear(some, "犀牛脚")).toEqual(["犀牛角@0-3 homophone"])
  })

  test("what is heard by its letters is not heard by ear, nor hidden by it", () => {
    const two = [lexicon("a", ["象牙"], [], "zh-Hans"), lexicon("b", ["牙象牙", "向牙"], [], "zh-Hans")]
    expect(hear(two, "向牙")).toEqual(["向牙@0-2 plain"])
    expect(hear(two, "亚象牙")).toEqual(["牙象牙@0-3 homophone", "象牙@1-3 plain"])
  })

  test("a benign phrase covers what is heard by ear", () => {
    expect(hear([lexicon("z", ["象牙"], ["想牙医"], "zh-Hans")], "想牙医")).toEqual(["-想牙医@0-3 plain"])
  })
})

describe("other scripts", () => {
  const thai = lexicon("t", ["งาช้าง", "เสือ"])
  const arabic = lexicon("a", ["عاج", "عاج الفيل", "سلحفاة منقار الصقر"])
  const others = lexicon("o", ["слоновая кость", "हाथी दांत", "हाथ"])
  const heardIn = (own: Lexicon, text: string) => hear([own], text).map((hit) => hit.replace(/@\S+/, ""))

  test("vowels and tones of Thai are letters: a shirt is no tiger", () => {
    for (const text of ["เสื้อ", "ซื้อเสื้อยืด 2 ตัว", "เสือ้", "งาชาง", "งาช้า"])
      expect(heardIn(thai, text)).toEqual([])
    expect(heardIn(thai, "ขายหนังเสือโคร่ง")).toEqual(["เสือ plain"])
    for (const text of ["งา ช้าง", "ง.า.ช.้.า.ง", "ขาย งา-ช้าง"])
      expect(heardIn(thai, text)).toEqual(["งาช้าง spaced"])
    expect(heardIn(thai, "ง\u200bา\u200bช\u200b้\u200bา\u200bง")).toEqual(["งาช้าง plain"])
  })

  test("Arabic is heard stretched, with points, parted, and without hamza and dots", () => {
    for (const text of ["عـــاج", "عَاجٌ", "ﻋﺎﺝ"]) expect(heardIn(arabic, text)).toEqual(["عاج plain"])
    for (const text of ["عاج-الفيل", "ع.ا.ج.ا.ل.ف.ي.ل"])
      expect(heardIn(arabic, text)).toContain("عاج الفيل spaced")
    expect(heardIn(arabic, "عاج الفیل")).toContain("عاج الفيل accents")
    expect(heardIn(arabic, "سلحفاه منقار الصقر")).toEqual(["سلحفاة منقار الصقر accents"])
    for (const text of ["عاجل", "علاج", "زجاج", "ع ا ج"]) expect(heardIn(arabic, text)).toEqual([])
  })

  test("words of all scripts with spaces are heard parted, and vowels that are marks are letters", () => {
    expect(heardIn(others, "с л о н о в а я к о с т ь")).toEqual(["слоновая кость spaced"])
    expect(heardIn(others, "слоновая-кость")).toEqual(["слоновая кость spaced"])
    expect(heardIn(others, "हाथी-दांत")).toEqual(["हाथी दांत spaced"])
    for (const text of ["हाथो दांत", "हाथी"]) expect(heardIn(others, text)).toEqual([])
  })
})

test("a long Latin term is heard with a letter wrong, and where it is written right it is not misspelt", () => {
  expect(hear([WORDS], "2 pangolyn")).toEqual(["pangolin@2-10 misspelt"])
  expect(hear([WORDS], "rhino hron")).toEqual(["rhino horn@0-10 misspelt"])
  expect(hear([WORDS], "pangolin")).toEqual(["pangolin@0-8 plain"])
})

test("spans are those of the text as it was written", () => {
  const text = "ﬁne  Ｉ．Ｖ．Ｏ．Ｒ．Ｙ\u200b!  亞\u200b洲象"
  const hits = buildLexiconMatcher(ALL).find(text)
  expect(hits.map(({ start, end, heard }) => [text.slice(start, end), heard])).toEqual([
    ["Ｉ．Ｖ．Ｏ．Ｒ．Ｙ", "spaced"],
    ["亞\u200b洲象", "script"],
  ])
})

test("a long text of evasions takes time in proportion", () => {
  const matcher = buildLexiconMatcher(ALL)
  expect(matcher.find("i.v.o.r.y ".repeat(20_000))).toHaveLength(20)
  expect(matcher.find("i ".repeat(100_000))).toEqual([])
  expect(matcher.find(`${"i".repeat(100_000)}vory`)).toHaveLength(1)
}, 10_000)
