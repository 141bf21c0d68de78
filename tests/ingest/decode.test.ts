import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { decodeText, lineOfInvalidByte } from "../../src/ingest/decode.ts"
import { encodingOfLabel, guessEncoding } from "../../src/ingest/encoding.ts"
import { canEncode, type EncodingName, encode, failureOf, inParts } from "./byte-support.ts"

const ENCODINGS: EncodingName[] = ["utf-8", "utf-16le", "utf-16be", "gb18030", "big5", "windows-1252"]

async function decode(bytes: Uint8Array, encoding: string, size: number) {
  let text = ""
  try {
    for await (const block of decodeText(inParts(bytes, size), encoding, "test.csv")) text += block
  } catch (error) {
    return failureOf(error)
  }
  return text
}

const guess = (bytes: Uint8Array, complete = true) => {
  const found = guessEncoding(bytes, complete)
  return found.kind === "found" ? found.encoding : found.kind
}

const SIMPLIFIED =
  "交易时间,交易类型,交易对方,商品,收/支,金额(元)\n2026-01-05 10:11:12,转账,张三,象牙手镯定金,支出,￥500.00\n".repeat(
    3,
  )
const TRADITIONAL =
  "交易時間,付款人,收款人,備註,金額\n2026-01-05,陳大文,李小明,購買傢俬及運費,1200.00\n".repeat(3)

describe("decoding", () => {
  const chars = [...'aZ09,;\t"\n\r é£中文象牙陳備註の，。\u3000😀\u{20000}']

  test.each(ENCODINGS)("%s text is read back from chunks of any size", async (encoding) => {
    const usable = chars.filter((char) => canEncode(char, encoding))
    const texts = fc.array(fc.constantFrom(...usable), { maxLength: 40 }).map((parts) => parts.join(""))
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 60 }), async (text, size) => {
        expect(await decode(encode(text, encoding), encoding, size)).toBe(text)
      }),
      { numRuns: 200 },
    )
  })

  test.each(["utf-8", "utf-16le", "utf-16be"] as const)(
    "%s: a byte order mark is taken off once",
    async (encoding) => {
      const bytes = encode("\ufeffa,\ufeff中", encoding)
      for (let size = 1; size <= bytes.length; size++)
        expect(await decode(bytes, encoding, size)).toBe("a,\ufeff中")
      expect(await decode(encode("\ufeff", encoding), encoding, 1)).toBe("")
    },
  )

  test.each([
    ["utf-8", [0x61, 0xe4, 0xb8, 0x0a]],
    ["utf-8", [0x61, 0xc3]],
    ["utf-8", [0xed, 0xa0, 0x80, 0x2c]],
    ["gb18030", [0x61, 0xff, 0x41]],
    ["gb18030", [0xd6]],
    ["big5", [0xa4, 0x20]],
    ["big5", [0x61, 0xff]],
    ["utf-16le", [0x41, 0x00, 0x42]],
    ["utf-16le", [0x00, 0xd8, 0x41, 0x00]],
    ["utf-16be", [0xd8, 0x00]],
  ] as const)(
    "%s: invalid bytes %j end it with their line, in chunks of any size",
    async (encoding, wrong) => {
      const before = encode("ab,c\r\n中中中,d\rx\n\n", encoding)
      const behind = encode("\ne,f\n", encoding)
      const isAtEnd = wrong.length < 3 && wrong[wrong.length - 1]! >= 0x30 && encoding !== "big5"
      const bytes = Uint8Array.from([...before, ...wrong, ...(isAtEnd ? [] : behind)])
      for (let size = 1; size <= bytes.length; size++) {
        expect(await decode(bytes, encoding, size)).toBe("ENCODING_INVALID@5")
      }
    },
  )

  test("windows-1252 has the euro sign and curly quotes that ISO 8859-1 lacks", async () => {
    const bytes = Uint8Array.from([0x80, 0x2c, 0x92, 0xe9, 0x0a])
    for (const size of [1, 5]) expect(await decode(bytes, "windows-1252", size)).toBe("€,’é\n")
  })

  test("the message says which encoding was taken and how to give another", async () => {
    const blocks = decodeText(inParts(Uint8Array.from([0x61, 0xff, 0x0a]), 3), "utf-8", "bank.csv")
    await expect(blocks.next()).rejects.toThrow(/^bank\.csv:1: ENCODING_INVALID: .*utf-8.*--encoding gb18030/)
  })

  test("bytes that never come to an end of a character are not collected for ever", async () => {
    async function* endless(byte: number) {
      for (;;) yield new Uint8Array(1 << 20).fill(byte)
    }
    // 81 81 is a character of GB18030, FF is none.
    await expect(decodeText(endless(0x81), "gb18030", "x.csv").next()).rejects.toThrow("CELL_TOO_LONG")
    await expect(decodeText(endless(0xff), "gb18030", "x.csv").next()).rejects.toThrow("ENCODING_INVALID")
    await expect(decodeText(endless(0x41), "utf-8", "x.csv").next()).rejects.toThrow("CELL_TOO_LONG")
  })

  test("the first invalid byte is found, but not a character cut off by the end of a sample", () => {
    const bytes = encode("a\nb\n中", "utf-8")
    expect(lineOfInvalidByte(bytes, "utf-8", true)).toBeNull()
    expect(lineOfInvalidByte(bytes.subarray(0, -1), "utf-8", true)).toBe(3)
    expect(lineOfInvalidByte(bytes.subarray(0, -1), "utf-8", false)).toBeNull()
  })
})

describe("guessing the encoding", () => {
  test.each([
    ["ASCII is UTF-8", encode("id,amount\n1,5\n", "utf-8"), "utf-8"],
    ["UTF-8", encode(SIMPLIFIED, "utf-8"), "utf-8"],
    ["UTF-8 with mark", encode("\ufeffid,名\n", "utf-8"), "utf-8"],
    ["GB18030", encode(SIMPLIFIED, "gb18030"), "gb18030"],
    ["GB18030, few characters", encode("name,amount\n张三,5\n", "gb18030"), "gb18030"],
    ["GB18030 with characters of four bytes", encode(`${SIMPLIFIED}红包😀,1\n`, "gb18030"), "gb18030"],
    ["GB18030 with mark", Uint8Array.from([0x84, 0x31, 0x95, 0x33, 0x61]), "gb18030"],
    ["Big5", encode(TRADITIONAL, "big5"), "big5"],
    ["Big5, few characters", encode("name,amount\n陳大文,5\n", "big5"), "big5"],
    ["UTF-16LE with mark", encode("\ufeffid,名\n", "utf-16le"), "utf-16le"],
    ["UTF-16BE with mark", encode("\ufeffid,名\n", "utf-16be"), "utf-16be"],
    ["UTF-16LE without mark", encode("id,amount\n1,5\n", "utf-16le"), "utf-16le"],
    ["UTF-16BE without mark", encode("id,amount\n1,5\n", "utf-16be"), "utf-16be"],
    ["Chinese UTF-16LE without mark", encode(SIMPLIFIED, "utf-16le"), "utf-16le"],
    ["Chinese UTF-16BE without mark", encode(TRADITIONAL, "utf-16be"), "utf-16be"],
    ["French windows-1252", encode("id,nom\n1,Hélène Lefèvre\n2,Zoé, à côté\n", "windows-1252"), "unknown"],
    ["NUL bytes", Uint8Array.from([0x61, 0x2c, 0, 0x62, 0x0a, 0, 0, 1]), "binary"],
    ["UTF-8 with a NUL", encode("id,名\n1,\u0000\n", "utf-8"), "utf-8"],
    ["UTF-8 with a NUL in a cell", encode("id,memo,amount\n1,a\u0000b,5\n2,c,6\n", "utf-8"), "utf-8"],
    ["GB18030 with a NUL in a cell", encode(`${SIMPLIFIED}\u0000,1\n`, "gb18030"), "gb18030"],
    ["Big5 with a NUL in a cell", encode(`${TRADITIONAL}\u0000,1\n`, "big5"), "big5"],
    [
      "French windows-1252 with a NUL",
      encode("nom,id\nHélène\u0000 Lefèvre,1\nZoé,2\n", "windows-1252"),
      "unknown",
    ],
    ["hardly a NUL among other control bytes", Uint8Array.from([0, 1, ...Array(60).fill(0xff)]), "binary"],
    ["UTF-16LE that is valid UTF-8", encode("id,中\n1,5\n", "utf-16le"), "utf-16le"],
    ["UTF-16BE that is valid UTF-8", encode("id,中\n1,5\n", "utf-16be"), "utf-16be"],
    ["UTF-32 with mark", Uint8Array.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), "binary"],
    [
      "a broken byte in UTF-8 stays UTF-8",
      Uint8Array.from([...encode(SIMPLIFIED, "utf-8"), 0xff, 0x0a]),
      "utf-8",
    ],
    ["bytes of nothing", Uint8Array.from([0x61, 0xff, 0xff, 0x0a]), "unknown"],
  ])("%s", (_, bytes, expected) => {
    expect(guess(bytes)).toBe(expected)
  })

  test.each(["utf-8", "gb18030", "big5", "utf-16le", "utf-16be"] as const)(
    "%s is found wherever the sample ends",
    (encoding) => {
      const bytes = encode(encoding === "big5" ? TRADITIONAL : SIMPLIFIED, encoding)
      for (let end = 80; end < bytes.length; end++)
        expect(guess(bytes.subarray(0, end), false)).toBe(encoding)
    },
  )

  test("random Chinese text of common characters is told apart", () => {
    const simplified = [
      ..."的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞",
    ]
    const traditional = [
      ..."的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進著等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被幹做必戰先回則任取據處隊南給色光門即保治北造百規熱領七海口東導器壓志世金增爭濟階油思術極交受聯什認六共權收證改清己美再採轉更單風切打白教速花帶安場身車例真務具萬每目至達走積示議聲報鬥完類八離華名確才科張信馬節話米整空元況今集溫傳土許步群廣石記需段研界拉林律叫且究觀越織裝影算低持音眾書布復容兒須際商非驗連斷深難近礦千週委素技備半辦青省列習響約支般史感勞便團往酸歷市克何除消構府稱太準精值號率族維劃選標寫存候毛親快效斯院查江型眼王按格養易置派層片始卻專狀育廠京識適屬圓包火住調滿縣局照參紅細引聽該鐵價嚴龍飛",
    ]
    const words = (chars: string[]) =>
      fc
        .array(fc.constantFrom(...chars), { minLength: 12, maxLength: 40 })
        .map((all) => `${all.join("")},12.50\n`)
    fc.assert(
      fc.property(words(simplified), words(traditional), (gb, big5) => {
        expect(guess(encode(gb, "gb18030"))).toBe("gb18030")
        expect(guess(encode(big5, "big5"))).toBe("big5")
      }),
      { numRuns: 500 },
    )
  })

  test("labels: GBK and GB2312 are read as GB18030, unknown names are null", () => {
    const none = new Uint8Array(0)
    expect(encodingOfLabel(" GBK ", none)).toBe("gb18030")
    expect(encodingOfLabel("gb2312", none)).toBe("gb18030")
    expect(encodingOfLabel("latin1", none)).toBe("windows-1252")
    expect(encodingOfLabel("utf-16", Uint8Array.from([0xfe, 0xff]))).toBe("utf-16be")
    expect(encodingOfLabel("utf-16", none)).toBe("utf-16le")
    expect(encodingOfLabel("klingon", none)).toBeNull()
    expect(encodingOfLabel("iso-2022-jp", none)).toBeNull()
  })
})
