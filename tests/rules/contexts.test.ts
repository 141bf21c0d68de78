// Context files: what they may hold, what is wrong in them, and the shipped ones on texts of every language.
import { beforeAll, describe, expect, test } from "vitest"
import { evaluateCondition } from "../../src/engine/condition.ts"
import { createEngineContext } from "../../src/engine/context.ts"
import { TRUE } from "../../src/engine/masks.ts"
import { InputError, InputErrors } from "../../src/model/errors.ts"
import type { TextFieldName } from "../../src/model/payment.ts"
import { checkRules } from "../../src/rules/check.ts"
import { loadRules } from "../../src/rules/load-rules.ts"
import { parseRules, type RuleFile } from "../../src/rules/pack.ts"
import type { RulePack } from "../../src/rules/tree.ts"
import { statesOf } from "../engine/mask-states.ts"
import { tableOf } from "../helpers/table.ts"

const file = (text: string, name = "zoo"): RuleFile => ({ file: `rules/contexts/${name}.yaml`, text })
const ZOO = "id: zoo\ntitle: a zoo\nwhy: tickets\nfactor: 0.2\nwhere: { memo: { matches: zoo } }\n"

function faults(...files: readonly RuleFile[]): readonly string[] {
  try {
    parseRules(files)
    return []
  } catch (error) {
    if (error instanceof InputErrors) return error.errors.map((one) => one.message)
    if (error instanceof InputError) return [error.message]
    throw error
  }
}

describe("a context file", () => {
  test("becomes a context, by id, and is hashed", () => {
    const vet = ZOO.replace("id: zoo", "id: a-vet").replace("why:", "source: memory\nwhy:")
    const { contexts, files } = parseRules([file(ZOO), file(vet, "a-vet")])
    const where = { kind: "pattern", field: "memo", pattern: "zoo" }
    expect(contexts).toEqual([
      { id: "a-vet", title: "a zoo", why: "tickets", source: "memory", factor: 0.2, where },
      { id: "zoo", title: "a zoo", why: "tickets", source: null, factor: 0.2, where },
    ])
    expect(files.map((one) => one.file)).toEqual(["rules/contexts/a-vet.yaml", "rules/contexts/zoo.yaml"])
  })

  test("with a value out of range is told with its place", () => {
    const [message] = faults(file(ZOO.replace("factor: 0.2", "factor: 2")))
    expect(message).toContain("rules/contexts/zoo.yaml:4:9: CONTEXT_INVALID: factor is 2")
  })

  test("without a key, with an unknown key, or without a condition is told", () => {
    expect(faults(file(ZOO.replace("why: tickets\n", "")))[0]).toContain("CONTEXT_INVALID: why is missing")
    expect(faults(file(`${ZOO}weight: 1\n`))[0]).toContain("CONTEXT_INVALID: weight is not a key")
    expect(faults(file(ZOO.replace(/where.*\n/, "")))[0]).toContain("CONTEXT_INVALID: where is missing")
    expect(faults(file(ZOO, "park"))[0]).toContain("RULE_MISPLACED")
    expect(faults(file(ZOO), { ...file(ZOO), file: "more/contexts/zoo.yaml" })[0]).toContain(
      "RULE_DUPLICATE_ID",
    )
  })

  test("that names a list or lexicon there is not is told", () => {
    const list = ZOO.replace("matches: zoo", "in_list: zoos")
    expect(faults(file(list))[0]).toMatch(/zoo\.yaml:5:\d+: RULE_UNKNOWN_LIST/)
    const words = ZOO.replace("memo: { matches: zoo }", "text: { lexicon: [zoos] }")
    expect(faults(file(words))[0]).toMatch(/zoo\.yaml:5:\d+: RULE_UNKNOWN_LEXICON/)
  })

  test("that can hold of no payment is found by the check", () => {
    const never = ZOO.replace("{ memo: { matches: zoo } }", "{ channel: cash, not: { channel: cash } }")
    const { errors } = checkRules([file(never)])
    expect(errors.map((one) => one.message)).toEqual([
      expect.stringMatching(/zoo\.yaml:5:1: RULE_UNREACHABLE: no payment can be in this context: /),
    ])
  })
})

describe("the shipped contexts", () => {
  let pack: RulePack
  beforeAll(async () => {
    pack = await loadRules()
  })

  const FIELDS = ["memo", "goods", "payeeName", "payeeCategory"] as const
  type Texts = Readonly<Partial<Record<TextFieldName, string>>>
  const contextsOf = (text: Texts, payee = "p"): readonly string[] => {
    const payment = { id: "p", time: 0, amountMinor: 1, currency: "CNY", payer: "a", payee, text }
    const context = createEngineContext(tableOf([payment], FIELDS), pack)
    return pack.contexts
      .filter(({ where }) => statesOf(evaluateCondition(context, where))[0] === TRUE)
      .map(({ id }) => id)
  }

  test("have a source, a reason and a factor that keeps a lone finding below review", () => {
    const { points, thresholds } = pack.scoring
    expect(pack.contexts.length).toBeGreaterThan(12)
    for (const { source, why, factor } of pack.contexts) {
      expect(source).not.toBeNull()
      expect(why.length).toBeGreaterThan(20)
      expect(points.review * factor).toBeLessThan(thresholds.review)
    }
  })

  test.each([
    [
      "zoo-or-park",
      ["Taronga Zoo ticket", "长隆野生动物世界 两张", "Vườn thú Hà Nội", "Zoo de Beauval", "kiingilio mbuga"],
    ],
    [
      "vet-or-pet-care",
      ["vet bill for the cat", "买狗粮", "phòng khám thú y", "croquettes pour chien", "daktari wa mifugo"],
    ],
    [
      "museum-or-exhibition",
      ["museum ticket", "博物馆特展", "vé bảo tàng", "musée du quai", "makumbusho ya taifa"],
    ],
    [
      "donation-or-conservation",
      ["WWF donation", "公益捐款", "quyên góp cứu hộ gấu", "dons à la fondation", "mchango wa tembo"],
    ],
    [
      "permit-number",
      [
        "ivory, CITES permit no. 12345",
        "许可证号 2025-77",
        "giấy phép số 9",
        "permis CITES",
        "kibali namba 4",
      ],
    ],
    ["toys-or-party", ["plush tiger toy", "买毛绒玩具", "thú bông cho bé", "peluche tigre", "midoli"]],
    [
      "games-films-or-sport",
      ["Detroit Tigers season ticket", "虎牙直播打赏", "vé xem phim", "billets stade", "tiketi ya mpira"],
    ],
    ["food-or-drink", ["Tiger beer x2", "虎皮蛋糕", "trà sữa", "bière lion", "bia Tembo"]],
    [
      "clothes-or-colours",
      ["leopard print dress", "豹纹裙", "son môi màu ngà", "robe ivoire", "kitenge cha chui"],
    ],
    [
      "software",
      [
        "Rhino 3D software licence key",
        "犀牛建模软件",
        "phần mềm Rhino",
        "logiciel Rhino",
        "programu ya Pangolin",
      ],
    ],
    [
      "school-or-books",
      ["field trip, school fees", "小狮子绘本", "nhà sách Con Voi", "livre sur les lions", "daftari Kasuku"],
    ],
    ["imitation", ["faux ivory beads", "树脂仿象牙", "ngà nhựa", "ivoire en résine", "pembe bandia"]],
    ["fossil-or-plant-ivory", ["mammoth ivory pendant", "猛犸牙雕件", "ngà voi ma mút", "ivoire végétal"]],
    ["refund", ["refund for bangle", "象牙手串退款", "hoàn tiền", "remboursement", "marejesho ya pesa"]],
  ])("%s holds in each language", (id, memos) => {
    for (const memo of memos)
      expect([memo, contextsOf({ memo })]).toEqual([memo, expect.arrayContaining([id])])
  })

  test.each([
    "象牙手串 一条",
    "象牙白口红 另有真象牙手串",
    "虎骨酒 2斤 懂的来",
    "two pangolin scales as agreed",
    "vảy tê tê 2kg",
    "viande de brousse, un pangolin",
    "vipusa viwili",
    "no permit needed",
    "not faux, not plastic",
    "非仿 老料",
    "sans permis",
    "rhino horn bangle",
    "tiger skin rug",
  ])("none holds of %s", (memo) => {
    expect(contextsOf({ memo })).toEqual([])
  })

  // Whoever sells can write a museum, too: what is sold of a product, or a word of the trade, takes the context away.
  test.each([
    ["museum-or-exhibition", "博物馆 象牙手串", ["35g", "一对", "老料", "懂的来"]],
    ["museum-or-exhibition", "museum rhino horn cup", ["120 g", "2 pcs", "no papers"]],
    ["school-or-books", "课程 穿山甲鳞片", ["2斤", "懂的来"]],
    ["school-or-books", "livre ivoire d'éléphant", ["2 kg", "sans papiers"]],
    ["zoo-or-park", "动物园门票 虎骨", ["1公斤", "懂的来"]],
    ["zoo-or-park", "wildlife park, pangolin scales", ["2kg", "no permit", "bangle"]],
    ["donation-or-conservation", "donation pangolin scales", ["2kg", "3 pcs", "no questions asked"]],
    ["donation-or-conservation", "爱心捐款 犀牛角", ["50克", "保真"]],
    ["vet-or-pet-care", "thú y vảy tê tê", ["2kg", "hàng rừng"]],
    ["vet-or-pet-care", "vet bill bear bile", ["30 g", "smuggled"]],
    ["toys-or-party", "象牙手串 玩具", ["35g", "懂的来"]],
    ["games-films-or-sport", "游戏充值 象牙手串", ["35g", "保真"]],
    ["software", "software licence rhino horn", ["50 g", "no papers"]],
  ])("%s holds of %s, and beside none of %j", (id, memo, sold) => {
    expect(contextsOf({ memo })).toContain(id)
    for (const sign of sold) expect([sign, contextsOf({ memo: `${memo} ${sign}` })]).toEqual([sign, []])
  })

  // What honest payers write: numbers of tickets, weights of feed, objects on show, the trade that a gift is against.
  test.each([
    ["museum-or-exhibition", "博物馆特展门票 2张 犀角杯 象牙球"],
    ["museum-or-exhibition", "museum tickets x2 netsuke and ivory carvings"],
    ["museum-or-exhibition", "自然博物馆 穿山甲标本展"],
    ["school-or-books", "book: Chinese ivory carving and scrimshaw"],
    ["school-or-books", "tiger drawing course, 2 lessons"],
    ["zoo-or-park", "zoo tickets x4, tiger feeding"],
    ["zoo-or-park", "动物园门票 3张 大熊猫 老虎"],
    ["donation-or-conservation", "donation against smuggled ivory"],
    ["donation-or-conservation", "捐款 反走私 保护穿山甲"],
    ["vet-or-pet-care", "vet bill, tortoiseshell cat, 3 kg"],
    ["vet-or-pet-care", "狗粮 10kg"],
    ["vet-or-pet-care", "croquettes 2 kg perroquet gris"],
  ])("%s holds of %s", (id, memo) => {
    expect(contextsOf({ memo })).toContain(id)
  })

  test("are read from goods, names and merchant categories too", () => {
    expect(contextsOf({ goods: "plush tiger" })).toContain("toys-or-party")
    expect(contextsOf({ payeeName: "广州动物园" })).toContain("zoo-or-park")
    expect(contextsOf({ payeeName: "Taronga Zoo" })).toContain("zoo-or-park")
    expect(contextsOf({ payeeCategory: "7998" })).toContain("zoo-or-park")
  })

  test("licensed traders are those on the list", () => {
    expect(contextsOf({ memo: "象牙手串" }, "example-licensed-trader")).toEqual(["licensed-trader"])
  })
})
